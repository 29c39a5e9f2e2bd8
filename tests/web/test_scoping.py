"""Rows are reached through their workspace, and only where that is looked at: a check of the code.

The access matrix tries it from outside. This looks from inside, so that a query which forgets the
workspace is seen before any test happens to try it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from mutualise import web

WEB = Path(web.__file__).parent

# Queries on rows of workspaces that do not begin at one workspace, and why. The list is as long as
# it has to be and no longer: an entry that is no longer needed fails the test too.
OWN_DATA = "what is held about one person, in whichever workspace it lies"
PERIODIC = "periodic work that goes through all workspaces"
ACROSS_WORKSPACES: dict[str, tuple[set[str], str]] = {
    "accounts/selectors.py": ({"Invitation"}, "whether anyone has invited an address"),
    "casefile/law_watch.py": ({"Case"}, PERIODIC),
    "casefile/personal.py": (
        {"AnswerVersion", "Attachment", "Comment", "Revision", "SectionWork", "Snapshot"},
        OWN_DATA,
    ),
    "casefile/store.py": ({"AnswerVersion"}, "stores rows that were made with their workspace"),
    "notices/actions.py": ({"Notice"}, "a person's own notices, from all their workspaces"),
    "notices/digest.py": ({"Membership"}, PERIODIC),
    "notices/personal.py": ({"Notice", "Told", "Wish"}, OWN_DATA),
    "notices/selectors.py": ({"Notice"}, "a person's own notices, from all their workspaces"),
    "privacy/held/workspaces.py": ({"Invitation", "Membership"}, OWN_DATA),
    "privacy/retention.py": ({"Invitation", "Notice"}, PERIODIC),
    "privacy/selectors.py": ({"Membership"}, OWN_DATA),
    "questions/actions.py": (
        {"Question"},
        "reads again a question that was found in its workspace",
    ),
    "questions/asking.py": ({"Count", "Letter", "Question"}, f"{PERIODIC}; {OWN_DATA}"),
    "questions/personal.py": ({"Question"}, OWN_DATA),
    "tenancy/selectors.py": ({"Membership"}, "in which workspaces a person is"),
    "workspaces/people/invitations.py": ({"Invitation"}, "how many one person has sent today"),
    "workspaces/people/selectors.py": ({"Invitation"}, "invitations to a person's own addresses"),
    "workspaces/personal.py": ({"Share"}, OWN_DATA),
}

# What begins at a workspace: its rows, or what a seat in it may open.
BEGINS_AT_ONE = {"of", "open_to"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(WEB.rglob("*.py")):
        name = path.relative_to(WEB).as_posix()
        if "/migrations/" not in f"/{name}":
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def manager_of(node: ast.AST) -> str | None:
    """`Model` in `Model.objects`; a dotted name by its last part."""
    if not isinstance(node, ast.Attribute) or node.attr not in {"objects", "_default_manager"}:
        return None
    owner = node.value
    return owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "?")


def with_workspace() -> set[tuple[str, str]]:
    """All models that have a workspace, each by its app and its name."""
    found = set()
    for model in apps.get_models():
        try:
            model._meta.get_field("workspace")
        except FieldDoesNotExist:
            continue
        found.add((model.__module__.split(".models")[0], model.__name__))
    return found


def loose_queries(tree: ast.Module, scoped: set[tuple[str, str]]) -> set[str]:
    """Models whose rows are asked for without saying of which workspace."""
    named = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
        if (node.module.split(".models")[0], alias.name) in scoped
    }
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    return {
        model
        for node in ast.walk(tree)
        if (model := manager_of(node)) in named and not begins_at_one(node, parents)
    }


def begins_at_one(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether the calls that follow on a manager say of which workspace."""
    while isinstance(node := parents[node], ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute) and node.attr in BEGINS_AT_ONE:
            return True
        if isinstance(node, ast.Call) and any(
            key.arg in {"workspace", "workspace__address"} for key in node.keywords
        ):
            return True
    return False


def has_views(name: str, tree: ast.Module) -> bool:
    """Views, pages and forms, by their name or because they say who may call them."""
    parts = Path(name).with_suffix("").parts
    by_name = any(word in part for part in parts for word in ("view", "page", "form"))
    access = "mutualise.web.tenancy.access"
    imports = (node for node in tree.body if isinstance(node, ast.ImportFrom))
    return by_name or any(
        node.module == access and any(alias.name == "needs" for alias in node.names)
        for node in imports
    )


def test_no_view_page_or_form_touches_rows() -> None:
    touching = [
        name
        for name, tree in modules()
        if has_views(name, tree) and any(map(manager_of, ast.walk(tree)))
    ]
    assert not touching, f"Move these queries to selectors or actions: {touching}"


def test_rows_of_a_workspace_are_reached_through_it() -> None:
    scoped = with_workspace()
    loose = {name: found for name, tree in modules() if (found := loose_queries(tree, scoped))}
    reviewed = {name: models for name, (models, why) in ACROSS_WORKSPACES.items() if why}
    assert loose == reviewed, (
        "Begin at `.objects.of(workspace)`, or say here why a query looks across workspaces: "
        f"{ {name: found for name, found in loose.items() if reviewed.get(name) != found} }"
    )


IMPORT = "from mutualise.web.workspaces.models import Share\n"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("Share.objects.of(seat.workspace).filter(pk=share)", set()),
        ("Share.objects.open_to(seat, now)", set()),
        ("Share.objects.create(workspace=workspace, kind=kind)", set()),
        ("Share.objects.select_for_update().get(workspace=workspace)", set()),
        ("Share.objects.filter(pk=share)", {"Share"}),
        ("models.Share.objects.get(pk=share)", {"Share"}),
        ("Share.objects.all()", {"Share"}),
        ("Share.objects.filter(workspace__closed_at=None)", {"Share"}),
        ("manager = Share.objects", {"Share"}),
        ("Person.objects.filter(pk=person)", set()),
    ],
)
def test_the_check_sees_a_query_that_forgets_the_workspace(code: str, found: set[str]) -> None:
    scoped = {("mutualise.web.workspaces", "Share")}
    assert loose_queries(ast.parse(IMPORT + code), scoped) == found


def test_the_check_sees_a_view_by_what_it_imports() -> None:
    tree = ast.parse("from mutualise.web.tenancy.access import needs")
    assert has_views("questions/answering.py", tree)
    assert has_views("casefile/views/answers.py", ast.parse(""))
    assert not has_views("casefile/store.py", ast.parse(""))
