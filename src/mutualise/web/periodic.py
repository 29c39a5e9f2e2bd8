"""Everything that the site does by itself from time to time: one line for each.

`mutualise serve` and `mutualise work` do what is due; `mutualise tick` does so once. A function
here gets the time, is safe to repeat, and keeps its transactions short.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.contrib.sessions.models import Session

from mutualise.web.audit.actions import make_checkpoints
from mutualise.web.background.runs import Job
from mutualise.web.background.tasks import forget_old_tasks, give_back_abandoned_tasks
from mutualise.web.backups import back_up_daily
from mutualise.web.casefile.law_watch import watch_results
from mutualise.web.mail.actions import forget_old_letters
from mutualise.web.notices.digest import send_digests
from mutualise.web.privacy.retention import keep_no_longer
from mutualise.web.questions.asking import empty_letter_boxes

MINUTES: Final = dt.timedelta(minutes=1)
HOURS: Final = dt.timedelta(hours=1)
DAYS: Final = dt.timedelta(days=1)


def clear_ended_sessions(now: dt.datetime) -> None:
    """Remove sessions that have ended, and with them the answers of visitors without an account."""
    Session.objects.filter(expire_date__lte=now).delete()


JOBS: Final[tuple[Job, ...]] = (
    Job("sessions", HOURS, "Remove sessions that have ended.", clear_ended_sessions),
    Job(
        "abandoned tasks",
        2 * MINUTES,
        "Begin tasks again whose process was killed.",
        give_back_abandoned_tasks,
    ),
    Job("backup", HOURS, "Make the backup of the day, where a folder is set.", back_up_daily),
    Job("record", HOURS, "Check the record and sign it, once a day.", make_checkpoints),
    Job("old tasks", DAYS, "Remove the results of old tasks.", forget_old_tasks),
    Job(
        "results",
        6 * HOURS,
        "Work out the answers of each team again, and say what moved with the law.",
        watch_results,
    ),
    Job("digests", HOURS, "Tell people what changed, from 7 in the morning.", send_digests),
    Job(
        "letter boxes",
        HOURS,
        "Show questions that were asked without a name, the day after.",
        empty_letter_boxes,
    ),
    Job("retention", DAYS, "Remove what was kept for long enough.", keep_no_longer),
    Job("old mail", DAYS, "Remove mail that was given up long ago.", forget_old_letters),
)
