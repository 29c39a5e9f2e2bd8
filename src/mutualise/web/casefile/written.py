"""The case of a workspace as a file is written: each answer with who gave it, and when."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from mutualise.casefile import CaseFile
from mutualise.casefile.merging import answers_by_key, with_answers
from mutualise.web.casefile.selectors import who_said
from mutualise.web.casefile.store import read_case_of
from mutualise.web.tenancy.models import Workspace


def case_with_people(workspace: Workspace) -> CaseFile:
    """The case now; an answer that an imported file explained keeps what that said."""
    case = read_case_of(workspace).case
    said = who_said(workspace)
    answers = answers_by_key(case)
    for (place, fact), answer in answers.items():
        by = said.get((str(place), fact))
        if by is not None and not (answer.who or answer.when):
            day = timezone.localtime(by.at).date().isoformat()
            answers[place, fact] = replace(answer, who=by.who, when=day)
    return with_answers(case, answers)
