"""The access matrix: every address, as every kind of person, reading and changing.

What is expected comes from what each view declares and from the table of roles, worked out here
a second time. `access_matrix.csv` is the same as a table to review: who adds an address, or
changes a role, adds the line by hand, and the failing test prints it.

    o  opens, and takes what is sent        r  opens, and refuses what is sent
    F  both, with a second factor           f  opens; takes what is sent with a second factor
    g  opens with a second factor           -  refuses
    n  says that there is no such page      s  asks to sign in first
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.backends.jinja2 import Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mutualise.web.gate import Gate
from mutualise.web.places import TEAM
from mutualise.web.tenancy.access import Needs, Public, SignedIn, declared_access
from mutualise.web.tenancy.models import Person, SiteAdministration, Workspace
from mutualise.web.tenancy.roles import GUARDED, ROLES, Kind, Role, roles_of
from mutualise.web.workspaces.actions import give_role
from tests.web.addresses import Address, all_addresses
from tests.web.matrix_samples import CONSTANTS, OBJECTS, OWN, SENT
from tests.web.people import make_person, make_workspace, signed_in
from tests.web.shareables import notes_to_share

SNAPSHOT = Path(__file__).with_name("access_matrix.csv")

OPENS, REFUSES, MISSING, FACTOR, SIGN_IN = "opens", "refuses", "missing", "factor", "sign in"
# The view does not serve this method, so it looked at nothing: as good as opening or missing, but
# only for those whom the gate should let through.
NOT_SERVED = "not served"

LETTERS = {
    (OPENS, OPENS): "o",
    (OPENS, REFUSES): "r",
    (OPENS, FACTOR): "f",
    (FACTOR, FACTOR): "F",
    (FACTOR, REFUSES): "g",
    (REFUSES, REFUSES): "-",
    (MISSING, MISSING): "n",
    (SIGN_IN, SIGN_IN): "s",
}

# Addresses whose views look closer than at the role: someone else's object of the same workspace
# may be refused, and this is why.
CLOSER: dict[str, str] = {
    "questions:take_back": "only whoever asked a question takes it back",
}

# What is left in a closed workspace, said here a second time.
LEFT_WHEN_CLOSED = {
    "enter", "see_people", "read_case", "read_shared", "read_audit", "read_questions",
    "export_workspace", "reopen_workspace",
}  # fmt: skip


@dataclass(frozen=True)
class Who:
    """One column: someone, as they stand to the workspace that is asked for."""

    name: str
    kind: Kind = Kind.TEAM
    role: Role | None = None
    signed_in: bool = True
    administers: bool = False
    closed: bool = False


COLUMNS = (
    Who("anonymous", signed_in=False),
    Who("no_workspace"),
    Who("other_team"),
    Who("administrator", administers=True),
    Who("former_administrator"),
    *(Who(f"{kind}.{role}", kind, role) for kind in Kind for role in roles_of(kind)),
)
CLOSED = tuple(
    Who(f"closed {kind}.{role}", kind, role, closed=True)
    for kind in Kind
    for role in roles_of(kind)
)


def expected(address: Address, who: Who, method: str, *, second_factor: bool) -> str:
    """What the declaration of a view and the table of roles say, for an object of its own."""
    access = declared_access(address.view)
    if isinstance(access, Public):
        return OPENS
    if not who.signed_in:
        return SIGN_IN
    if isinstance(access, SignedIn):
        return OPENS
    if not isinstance(access, Needs):
        guarded = OPENS if second_factor else FACTOR
        return guarded if who.administers else MISSING
    if who.role is None:
        return MISSING
    permission = access.read if method == "GET" else access.change
    if permission not in ROLES[who.role].allows:
        return REFUSES
    if who.closed and permission not in LEFT_WHEN_CLOSED:
        return REFUSES
    return FACTOR if permission in GUARDED and not second_factor else OPENS


def letter(address: Address, who: Who) -> str:
    pair = [expected(address, who, method, second_factor=False) for method in ("GET", "POST")]
    return LETTERS[(pair[0], pair[1])]


def row_of(address: Address) -> list[str]:
    access = declared_access(address.view)
    if isinstance(access, Needs):
        words = [access.read.value, access.change.value]
    else:
        words = [type(access).__name__] * 2
    return [address.name, *words, *(letter(address, who) for who in COLUMNS)]


# -- the table to review -------------------------------------------------------------------------


def test_every_address_stands_in_the_reviewed_table() -> None:
    with SNAPSHOT.open(newline="") as file:
        head, *reviewed = csv.reader(file)
    assert head == ["address", "read", "change", *(who.name for who in COLUMNS)], "columns changed"
    now = {row[0]: row for row in map(row_of, all_addresses())}
    then = {row[0]: row for row in reviewed}
    add = [",".join(now[name]) for name in sorted(now) if then.get(name) != now[name]]
    gone = sorted(set(then) - set(now))
    assert not add and not gone, (  # noqa: PT018 - one message about both
        f"Who may do what has changed. If it is right, edit {SNAPSHOT.name}.\n"
        f"Remove: {gone}\nAdd or replace:\n" + "\n".join(add)
    )
    assert list(then) == sorted(then), f"{SNAPSHOT.name} is sorted by address"


def test_every_argument_has_a_sample() -> None:
    missing = [
        f"{address.name}: {argument}"
        for address in all_addresses()
        for argument in arguments_of(address)
        if not any(
            key in table
            for table in (OBJECTS, OWN, CONSTANTS)
            for key in (f"{address.name}:{argument}", argument)
        )
    ]
    assert not missing, f"Add builders to tests/web/matrix_samples.py for {missing}"


# -- the cells -----------------------------------------------------------------------------------


def arguments_of(address: Address) -> list[str]:
    return sorted(name for name in route_arguments(address) if name != "workspace")


def route_arguments(address: Address) -> set[str]:
    """From the whole route: an included file of addresses may take arguments too."""
    parts = address.route.split("<")[1:]
    return {part.split(">")[0].split(":")[-1] for part in parts}


@dataclass(frozen=True)
class Cell:
    """One request, and what should come of it."""

    address: Address
    who: Who
    method: str
    second_factor: bool
    # Whose object is asked for: "own" of who asks, "same" workspace, "other" workspace.
    whose: str
    # What the gate decides, from the declaration.
    gate: str

    @property
    def is_foreign(self) -> bool:
        return self.whose == "other" or (self.whose == "same" and is_personal(self.address))

    @property
    def outcome(self) -> str:
        return MISSING if self.is_foreign and self.gate == OPENS else self.gate

    def is_met_by(self, found: str) -> bool:
        if found == NOT_SERVED:
            return self.gate == OPENS
        if self.whose == "same" and self.address.name in CLOSER and self.gate == OPENS:
            return found in {OPENS, REFUSES, MISSING}
        return found == self.outcome

    def __str__(self) -> str:
        factor = " with a second factor" if self.second_factor else ""
        return (
            f"{self.method} {self.address.name} as {self.who.name}{factor}, {self.whose} object: "
            f"{self.outcome} expected"
        )


def cells(address: Address) -> Iterator[Cell]:
    objects = has_objects(address)
    access = declared_access(address.view)
    for who in (*COLUMNS, *CLOSED) if isinstance(access, Needs) else COLUMNS:
        asks_factor = who.signed_in and not isinstance(access, Public)
        for second_factor in (False, True) if asks_factor else (False,):
            for method in ("GET", "POST"):
                gate = expected(address, who, method, second_factor=second_factor)
                # Whose object it is matters to those whom the gate lets through.
                for whose in ("own", "same", "other") if objects and gate == OPENS else ("own",):
                    yield Cell(address, who, method, second_factor, whose, gate)


def has_objects(address: Address) -> bool:
    return is_personal(address) or any(
        key in OBJECTS
        for argument in arguments_of(address)
        for key in (f"{address.name}:{argument}", argument)
    )


def is_personal(address: Address) -> bool:
    return any(f"{address.name}:{argument}" in OWN for argument in arguments_of(address))


class Scene:
    """Workspaces and people for every column, made once; requests are undone after each cell."""

    def __init__(self) -> None:
        # One for all, since each new one sets up the whole site again.
        self.browser = Client()
        founder = make_person("founder")
        self.spaces = {
            (kind, closed): make_workspace(founder, kind, f"{kind} {'closed' if closed else 'A'}")
            for kind in Kind
            for closed in (False, True)
        }
        self.other = {kind: make_workspace(founder, kind, f"{kind} B") for kind in Kind}
        self.people: dict[str, Person] = {}
        self.keys: dict[tuple[str, bool], str] = {}
        for who in (*COLUMNS, *CLOSED):
            self._seat(who)
        self.someone = make_person("someone else")

    def _seat(self, who: Who) -> None:
        if not who.signed_in:
            return
        person = self.people[who.name] = make_person(who.name.replace(".", " ").replace("_", "-"))
        if who.role:
            space = self.spaces[who.kind, who.closed]
            give_role(by=person, workspace=space, person=person, role=who.role)
        if who.name == "other_team":
            role = Role.OWNER
            give_role(by=person, workspace=self.other[Kind.TEAM], person=person, role=role)
        if "administrator" in who.name:
            now = timezone.now()
            week = timezone.timedelta(days=7)
            begins = now - week if who.administers else now - 2 * week
            SiteAdministration.objects.create(
                person=person, why="a test", begins_at=begins, ends_at=begins + 1.5 * week
            )
        for second_factor in (False, True):
            client = signed_in(person, second_factor=second_factor)
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            self.keys[who.name, second_factor] = key

    def ask(self, cell: Cell) -> HttpResponse:
        """The site's answer to one cell; nothing of it stays."""
        client = self.browser
        client.cookies.clear()
        if cell.who.signed_in:
            key = self.keys[cell.who.name, cell.second_factor]
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        with transaction.atomic():
            path = reverse(cell.address.name, kwargs=self._arguments(cell) or None)
            if cell.who.closed:
                # Only now, since nothing can be made in a closed workspace.
                space = self.spaces[cell.who.kind, True]
                Workspace.objects.filter(pk=space.pk).update(closed_at=timezone.now())
            sent = SENT.get(cell.address.name, dict)()
            answer = client.get(path) if cell.method == "GET" else client.post(path, sent)
            transaction.set_rollback(True)
        return answer

    def _arguments(self, cell: Cell) -> dict[str, object]:
        own = self.spaces[cell.who.kind, cell.who.closed]
        lies_in = self.other[cell.who.kind] if cell.whose == "other" else own
        asker = self.people.get(cell.who.name, self.someone)
        belongs_to = asker if cell.whose == "own" else self.someone
        name = cell.address.name
        made: dict[str, object] = {}
        for argument in route_arguments(cell.address):
            key = f"{name}:{argument}"
            if argument == "workspace":
                made[argument] = own.address
            elif key in OWN:
                made[argument] = OWN[key](self.other[cell.who.kind], belongs_to)
            else:
                build = OBJECTS.get(key) or OBJECTS.get(argument)
                made[argument] = (
                    build(lies_in, belongs_to)
                    if build
                    else CONSTANTS.get(key, CONSTANTS.get(argument))
                )
        return made


def outcome_of(answer: HttpResponse) -> str:
    to = answer.headers.get("Location", "")
    if answer.status_code == 302 and to.startswith("/account/sign-in/"):
        return SIGN_IN
    if answer.status_code == 302 and to.startswith("/account/second-factor/"):
        return FACTOR
    return {403: REFUSES, 404: MISSING, 405: NOT_SERVED}.get(answer.status_code, OPENS)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No page is drawn, and what anyone may open is not run: the gate has then said yes."""
    decide = Gate.process_view

    def stop(self, request, view, args, kwargs):  # type: ignore[no-untyped-def]
        decided = decide(self, request, view, args, kwargs)
        if decided is None and not runs(request, view):
            return HttpResponse("The gate lets this through")
        return decided

    monkeypatch.setattr(Gate, "process_view", stop)
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")
    with notes_to_share():
        yield


def runs(request: HttpRequest, view: object) -> bool:
    """Views that may look at objects: our own, not open to everyone, and not the pages of a
    visitor that a team sees too, which take nothing but content and the case of the seat."""
    mirrored = request.resolver_match.namespace.startswith(TEAM)
    allauth = "allauth" in view.__module__
    return not (mirrored or allauth or isinstance(declared_access(view), Public))


def wrong_cells(scene: Scene, addresses: list[Address]) -> tuple[int, list[str]]:
    """How many cells were asked, and those that came out otherwise than declared."""
    count, wrong = 0, []
    for address in addresses:
        for cell in cells(address):
            count += 1
            found = outcome_of(scene.ask(cell))
            if not cell.is_met_by(found):
                wrong.append(f"{cell}, {found} found")
    return count, wrong


@pytest.mark.django_db
@pytest.mark.timeout(600)
def test_every_cell_is_as_declared(quick: None, record_property) -> None:  # type: ignore[no-untyped-def]
    started = time.monotonic()
    count, wrong = wrong_cells(Scene(), all_addresses())
    record_property("cells", count)
    print(f"{count} cells in {time.monotonic() - started:.1f} s")
    assert not wrong, f"{len(wrong)} of {count} cells are wrong:\n" + "\n".join(wrong[:40])
    assert count > 5000


@pytest.mark.django_db
def test_a_view_that_reaches_into_another_workspace_is_caught(
    quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The matrix itself: break one view, as a slip would, and it must say so."""
    from mutualise.web.tenancy.models import Membership
    from mutualise.web.workspaces.people import selectors, views

    def anyone(workspace: Workspace, person):  # type: ignore[no-untyped-def]
        row = Membership.objects.filter(person=person, ended_at__isnull=True).first()
        return selectors.Colleague(row.person, frozenset({Role(row.role)})) if row else None

    monkeypatch.setattr(views, "colleague_in", anyone)
    address = next(each for each in all_addresses() if each.name == "workspaces:person")
    _, wrong = wrong_cells(Scene(), [address])
    slip = "GET workspaces:person as team.owner with a second factor, other object"
    assert f"{slip}: missing expected, opens found" in wrong
    assert all("other object" in line for line in wrong)


@pytest.mark.django_db
def test_a_permission_held_by_mistake_is_caught(
    quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mutualise.web.gate.can", lambda seat, permission: True)
    address = next(each for each in all_addresses() if each.name == "workspaces:invite")
    _, wrong = wrong_cells(Scene(), [address])
    assert (
        "POST workspaces:invite as team.editor, own object: refuses expected, opens found" in wrong
    )
    assert "GET workspaces:invite as team.owner, own object: factor expected, opens found" in wrong
