"""Everything that the site holds about a person: one line for each part."""

from __future__ import annotations

from typing import Final

from mutualise.web.casefile.personal import COMMENTS, PAPERS, SAVED, SECTIONS, SNAPSHOTS
from mutualise.web.notices.personal import DIGESTS, NOTICES
from mutualise.web.personal_data import Held
from mutualise.web.privacy.held.account import (
    ACCOUNT,
    ADMINISTRATION,
    MAIL,
    SECOND_FACTORS,
    SESSIONS,
)
from mutualise.web.privacy.held.record import EVENTS
from mutualise.web.privacy.held.workspaces import INVITATIONS, ROLES_HELD
from mutualise.web.questions.personal import ANSWERS, QUESTIONS
from mutualise.web.workspaces.personal import SHARES

# In the order it is shown. The account is erased last: the others look at its address.
ALL_HELD: Final[tuple[Held, ...]] = (
    ROLES_HELD,
    INVITATIONS,
    SHARES,
    SAVED,
    SECTIONS,
    COMMENTS,
    PAPERS,
    SNAPSHOTS,
    QUESTIONS,
    ANSWERS,
    NOTICES,
    DIGESTS,
    MAIL,
    EVENTS,
    SECOND_FACTORS,
    SESSIONS,
    ADMINISTRATION,
    ACCOUNT,
)
