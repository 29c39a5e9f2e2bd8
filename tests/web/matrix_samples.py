"""What the access matrix puts into the arguments of addresses.

`OBJECTS` build something that belongs to a workspace (and, where it can, to a person there): the
matrix asks for it from its own workspace, and from another one, where it must not be found.
`CONSTANTS` are arguments that name no one's rows. An argument in neither table fails the test.
A key is the name of an argument, or "name of the address:argument" where one name means more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final
from uuid import UUID, uuid4

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from mutualise.casefile import Answer, CaseFile, CaseOption, Collection, Item
from mutualise.web.audit.actions import make_checkpoint
from mutualise.web.audit.models import Checkpoint
from mutualise.web.audit.selectors import chain_of, size_of
from mutualise.web.casefile.actions import add_comment, attach_paper, name_snapshot, save_case
from mutualise.web.casefile.models import AnswerVersion
from mutualise.web.casefile.selectors import last_revision
from mutualise.web.questions import actions, asking
from mutualise.web.questions.models import Question
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Invitation, Person, Workspace
from mutualise.web.tenancy.roles import RUNS, Kind
from mutualise.web.workspaces.actions import give_role
from mutualise.web.workspaces.sharing.actions import make_share
from mutualise.web.workspaces.sharing.audience import Audience
from tests.web.people import make_person, make_workspace
from tests.web.shareables import KIND

Builder = Callable[[Workspace, Person], object]


def _person(workspace: Workspace, person: Person) -> object:
    """Someone who runs the workspace: not the person who asks."""
    other = make_person(f"runs {workspace.address}")
    give_role(by=other, workspace=workspace, person=other, role=RUNS[Kind(workspace.kind)])
    return other.pk


def _invitation(workspace: Workspace, person: Person) -> object:
    return _invite(workspace, person, f"{uuid4().hex}@example.org")


def _invitation_to(workspace: Workspace, person: Person) -> object:
    return _invite(workspace, person, person.email)


def _invite(workspace: Workspace, person: Person, email: str) -> object:
    role = RUNS[Kind(workspace.kind)]
    ends_at = timezone.now() + dt.timedelta(days=1)
    row = Invitation(workspace=workspace, email=email, role=role.value, invited_by=person)
    row.ends_at = ends_at
    row.save()
    return row.pk


def _session_of(workspace: Workspace, person: Person) -> object:
    row = UserSession(user=person, ip="192.0.2.1", session_key=uuid4().hex, user_agent="")
    row.save()
    return row.pk


def _share_made(workspace: Workspace, person: Person) -> object:
    return _share(workspace, make_workspace(make_person("founder"), title="Team C"))


def _share_received(workspace: Workspace, person: Person) -> object:
    return _share(make_workspace(make_person("founder"), title="Team C"), workspace)


def _share(giver: Workspace, receiver: Workspace) -> object:
    now = timezone.now()
    made = make_share(
        by=make_person("founder"),
        workspace=giver,
        kind=KIND,
        thing="first",
        audience=Audience(workspace=receiver),
        ends_at=now + dt.timedelta(days=1),
        note="",
        now=now,
    )
    return made.pk


def _question(workspace: Workspace, person: Person) -> object:
    made = asking.ask(
        by=person, workspace=workspace, topic="pension", text="Why?", now=timezone.now()
    )
    return made.pk


def _merged_question(workspace: Workspace, person: Person) -> object:
    first, second = (
        Question.objects.of(workspace).get(pk=_question(workspace, person)) for _ in range(2)
    )
    actions.merge(by=person, question=second, into=first, now=timezone.now())
    return second.pk


def _case(workspace: Workspace, person: Person) -> int:
    """A case with one option; the number of its revision."""
    case = CaseFile(title=workspace.title, options={"option-1": CaseOption("A company")})
    seen = last_revision(workspace)
    return save_case(by=person, workspace=workspace, case=case, seen=seen).revision


def _answered(workspace: Workspace, person: Person) -> object:
    """The place of an answer; elsewhere nothing is answered, so that nothing is found."""
    answers = {"team.kind": Answer("gp_partnership", why="A test")}
    case = CaseFile(title=workspace.title, present=answers)
    save_case(by=person, workspace=workspace, case=case, seen=last_revision(workspace))
    return "present"


def _option(workspace: Workspace, person: Person) -> object:
    _case(workspace, person)
    return "option-1"


def _listed(workspace: Workspace, person: Person) -> object:
    item = Item("site-1", "Health centre")
    case = CaseFile(title=workspace.title, collections={"sites": Collection((item,))})
    save_case(by=person, workspace=workspace, case=case, seen=last_revision(workspace))
    return item.id


def _comment(workspace: Workspace, person: Person) -> object:
    return add_comment(by=person, workspace=workspace, section="team", text="A question").pk


def _snapshot(workspace: Workspace, person: Person) -> object:
    return name_snapshot(by=person, workspace=workspace, name=uuid4().hex).pk


def _paper(workspace: Workspace, person: Person) -> object:
    kept = {"name": "contract.txt", "kind": "text/plain", "content": b"A paper"}
    return attach_paper(
        by=person, workspace=workspace, place="present", fact="team.kind", **kept
    ).pk


def _checkpoint(workspace: Workspace, person: Person) -> object:
    """The size of a checkpoint that no other workspace has one of."""
    chain = chain_of(workspace)
    while Checkpoint.objects.filter(size=size_of(chain.id)).exists():
        with transaction.atomic():
            record("test.happened", by=person, workspace=workspace)
    return make_checkpoint(chain=chain, now=timezone.now()).size


OBJECTS: Final[dict[str, Builder]] = {
    "audit:checkpoint:size": _checkpoint,
    "comment": _comment,
    "casefile:item:item": _listed,
    "casefile:remove_item:item": _listed,
    "casefile:option:option": _option,
    "casefile:remove_option:option": _option,
    "casefile:reason:place": _answered,
    "casefile:bring_back:place": _answered,
    "paper": _paper,
    "revision": _case,
    "snapshot": _snapshot,
    "person": _person,
    "invitation": _invitation,
    "workspaces:end_share:share": _share_made,
    "workspaces:shared:share": _share_received,
    "question": _question,
    "questions:separate:question": _merged_question,
}

# Outside workspaces: what belongs to the person who asks; the same of another is not found.
OWN: Final[dict[str, Builder]] = {
    "workspaces:answer:invitation": _invitation_to,
    "accounts:end_session:session_id": _session_of,
}

CONSTANTS: Final[dict[str, object]] = {
    # Pages for everyone, with arguments from the content.
    "rule_id": "GMS-02",
    "statute": "nhs-act-2006",
    "topic": "gms",
    "form": "cic_cls",
    "column": "gms",
    "fact": "team.kind",
    "slug": "minehead",
    "row": "holds",
    "vehicle": "company",
    "route": "apms",
    "ending": "md",
    "reform": "wider-nhs-family",
    "owner": "gp-1",
    # Every case has the same sections and a present position.
    "section": "team",
    "collection": "sites",
    "place": "present",
    # Whoever looks after the site is told that this person is gone, and sees the list.
    "administration:person:person_id": UUID(int=0),
    # allauth looks only among the keys of the person who asks.
    "mfa_edit_webauthn:pk": 1,
    "mfa_remove_webauthn:pk": 1,
    # Only among the person's own sessions, and the answer is the same whether there was one.
    "accounts:end_session:session_id": 1,
}


def _last_version() -> dict[str, str]:
    """Of the answer that was made for this cell, in whichever workspace it lies."""
    row = AnswerVersion.objects.order_by("pk").last()
    return {"version": str(row.pk if row else 0)}


# What a form needs at least, where the view says that there is no such thing without it.
SENT: Final[dict[str, Callable[[], dict[str, str]]]] = {
    "casefile:bring_back": _last_version,
    "casefile:add_comment": lambda: {"section": "team", "text": "A question"},
}
