"""The record of a workspace in words, and the proof that it is whole."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.utils import timezone

from mutualise.ledger import VerifierKey, open_checkpoint
from mutualise.ledger.verify import main as verify
from mutualise.web.audit import keys
from mutualise.web.audit.actions import (
    BrokenRecord,
    check_now,
    make_checkpoint,
    make_checkpoints,
)
from mutualise.web.audit.models import Checkpoint, LastCheck
from mutualise.web.audit.pages import PAGE
from mutualise.web.audit.selectors import chain_of, latest_note
from mutualise.web.privacy.actions import erase_person
from mutualise.web.tenancy.events import record
from mutualise.web.tenancy.models import Event, Person
from mutualise.web.tenancy.roles import Role
from mutualise.web.workspaces.actions import give_role
from tests.web.people import make_person, make_workspace, seat_in, signed_in

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.fixture
def manager() -> Person:
    return make_person("practice manager")


@pytest.fixture
def workspace(manager):
    return make_workspace(manager)


@pytest.fixture
def read(manager, workspace):
    """Reads a page of the record as the practice manager does."""
    client = signed_in(manager, second_factor=True)

    def reads(path: str = "") -> str:
        answer = client.get(f"/workspaces/{workspace.address}/record/{path}")
        assert answer.status_code == 200
        return answer.content.decode()

    reads.client = client
    return reads


def happen(workspace, kind="test.happened", by=None, count=1, **more):
    with transaction.atomic():
        for _ in range(count):
            record(kind, by=by, workspace=workspace, **more)


def break_record(workspace) -> None:
    """Edit behind the site's back; the transaction of the test takes it all back."""
    with connection.cursor() as cursor:
        on = " ON tenancy_event" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER tenancy_event_never_changes{on}")
    Event.objects.filter(chain=str(workspace.id), number=2).update(actor="someone else")


def test_what_was_done_stands_in_words(read, workspace, manager):
    nurse = make_person("nurse 12")
    give_role(by=manager, workspace=workspace, person=nurse, role=Role.EDITOR)

    page = read()

    assert "Practice manager started this workspace." in page
    assert "Practice manager gave Nurse 12 the role of editor." in page


def test_the_newest_stands_first(read, workspace):
    page = read()

    assert page.index("gave Practice manager the role") < page.index("started this workspace")


def test_a_person_who_was_erased_is_a_former_colleague_and_the_chain_is_whole(
    read, workspace, manager
):
    nurse = make_person("nurse 12")
    give_role(by=manager, workspace=workspace, person=nurse, role=Role.EDITOR)
    happen(workspace, "workspace.person_left", by=nurse)
    chain = chain_of(workspace)
    before = make_checkpoint(chain=chain, now=NOON)

    erase_person(person=nurse, by=nurse, now=NOON)

    page = read()
    assert "Practice manager gave a former colleague the role of editor." in page
    assert "A former colleague left this workspace." in page
    assert "Nurse 12" not in page
    # The erasure itself stands in the record; what stood there before is as it was.
    after = check_now(chain=chain, now=NOON)
    assert after.problems == ()
    assert after.walked.size > before.size
    assert after.holding == 1


def test_what_nobody_signed_in_did_is_said_so(read, workspace):
    happen(workspace, "question.asked", body={"named": False, "topic": "pension", "words": ""})
    happen(workspace, "case.result_moved", body={"findings": 2})

    page = read()

    assert "Someone asked a question about pension without giving a name." in page
    assert "The site found that a change of the law" in page


@pytest.mark.parametrize(
    ("kind", "more", "says"),
    [
        (
            "share.made",
            {"body": {"with": "role commissioner", "until": "2027-01-31T00:00:00+00:00"}},
            "shared one thing with everyone with the role of commissioner until 31 January 2027.",
        ),
        (
            "case.changed",
            {"body": {"changes": [{"place": "", "fact": "contract.type", "seal": ""}]}},
            "changed the case: “",
        ),
        (
            "case.changed",
            {"body": {"changes": [{"fact": f"fact.{number}"} for number in range(7)]}},
            "changed the case: 7 answers.",
        ),
        ("case.changed", {"body": {"changes": []}}, "changed the case: options and lists."),
        ("case.changed", {"body": {"changes": 3}}, "did something that cannot be read"),
        ("workspace.role_given", {"about": "gone"}, "gave someone who is no longer known the"),
        ("mystery.solved", {}, "did something that this version has no words for"),
    ],
)
def test_values_are_read_as_what_they_are(read, workspace, manager, kind, more, says):
    happen(workspace, kind, by=manager, **more)

    assert f"Practice manager {says}" in read()


def test_entries_of_one_kind_or_one_person_can_be_chosen(read, workspace):
    nurse = seat_in(workspace, Role.EDITOR, "nurse 12")
    happen(workspace, "case.comment_settled", by=nurse)

    by_kind = read("?kind=case.comment_settled")
    by_person = read(f"?person={nurse.pk}")
    by_nonsense = read("?kind=nonsense&person=nobody&before=x")

    assert "marked a comment as settled." in by_kind
    assert "started this workspace." not in by_kind
    assert "Show all entries" in by_kind
    assert "marked a comment as settled." in by_person
    assert "started this workspace." not in by_person
    assert "started this workspace." in by_nonsense
    assert "Show all entries" not in by_nonsense


def test_a_long_record_comes_in_pages(read, workspace, manager):
    happen(workspace, "case.comment_settled", by=manager, count=2 * PAGE)

    first = read()
    last = read("?before=3")

    assert first.count("marked a comment") == PAGE
    assert f"?before={PAGE + 3}" in first
    assert "started this workspace." in last
    assert "Back to the newest entries" in last
    assert "Older entries" not in last


def test_the_kind_stays_chosen_on_the_next_page(read, workspace, manager):
    happen(workspace, "case.comment_settled", by=manager, count=2 * PAGE)

    assert f"?kind=case.comment_settled&amp;before={PAGE + 3}" in read("?kind=case.comment_settled")


def test_checking_says_that_it_is_whole(read, workspace):
    assert "It has not been checked yet." in read()

    answer = read.client.post(f"/workspaces/{workspace.address}/record/proof/check/")

    assert answer.status_code == 302
    assert "2 entries, and none was changed or removed." in read("proof/")


def test_checking_says_what_is_wrong(read, workspace):
    break_record(workspace)
    read.client.post(f"/workspaces/{workspace.address}/record/proof/check/")

    assert "The record was changed" in read()
    assert "Event 2 was changed after it was recorded: its hash does not fit it." in read("proof/")


def test_a_checkpoint_can_be_made_read_and_downloaded(read, workspace):
    answer = read.client.post(f"/workspaces/{workspace.address}/record/proof/sign/", follow=True)

    page = answer.content.decode()
    assert "A checkpoint of the record is below." in page
    file = read("proof/checkpoints/2/")
    assert file in page
    checkpoint = open_checkpoint(file, keys.verifier_keys())
    assert (checkpoint.chain, checkpoint.size) == (str(workspace.id), 2)


def test_a_record_that_was_changed_is_not_signed(read, workspace):
    break_record(workspace)

    answer = read.client.post(f"/workspaces/{workspace.address}/record/proof/sign/", follow=True)

    assert "A checkpoint of the record is below." not in answer.content.decode()
    assert not Checkpoint.objects.exists()
    with pytest.raises(BrokenRecord, match="Event 2 was changed"):
        make_checkpoint(chain=chain_of(workspace), now=NOON)


def test_the_download_can_be_checked_by_itself(read, workspace, manager, tmp_path, capsys):
    happen(workspace, by=manager, count=30)
    read.client.post(f"/workspaces/{workspace.address}/record/proof/sign/")
    happen(workspace, by=manager, count=3)
    downloaded = read.client.get(f"/workspaces/{workspace.address}/record/download/")
    text = b"".join(downloaded.streaming_content).decode()
    record_file, checkpoint = tmp_path / "record.jsonl", tmp_path / "checkpoint.txt"
    record_file.write_text(text, encoding="utf-8")
    checkpoint.write_text(read("proof/checkpoints/32/"), encoding="utf-8")
    key = str(keys.signing_key().verifier)
    assert key in read("proof/").replace("&#43;", "+")

    assert verify([str(record_file), "--checkpoint", str(checkpoint), "--key", key]) == 0
    assert "35 events" in capsys.readouterr().out
    # A name in it would outlive the person's wish to be forgotten.
    assert manager.name not in text
    assert manager.email not in text


def test_only_some_roles_read_the_record(workspace):
    for role, status in (
        (Role.OWNER, 200), (Role.COMPANY_SECRETARY, 200), (Role.SCRUTINEER, 200),
        (Role.EDITOR, 403), (Role.MEMBER, 403), (Role.COMMISSIONER, 403),
    ):  # fmt: skip
        client = signed_in(seat_in(workspace, role), second_factor=True)
        answer = client.get(f"/workspaces/{workspace.address}/record/")
        assert answer.status_code == status, role


def test_the_record_of_another_workspace_is_not_there(workspace):
    elsewhere = make_workspace(make_person("practice manager b"), title="Practice B")
    client = signed_in(make_person("practice manager b"), second_factor=True)
    make_checkpoint(chain=chain_of(workspace), now=NOON)

    for path in ("", "proof/", "download/", "proof/checkpoints/2/"):
        assert client.get(f"/workspaces/{workspace.address}/record/{path}").status_code == 404
    assert (
        client.get(f"/workspaces/{elsewhere.address}/record/proof/checkpoints/2/").status_code
        == 404
    )


def test_checkpoints_are_made_once_a_day_when_something_happened(workspace, manager):
    chain = str(workspace.id)

    assert make_checkpoints(NOON) == ()
    assert latest_note(chain).size == 2
    happen(workspace, by=manager)
    make_checkpoints(NOON + dt.timedelta(hours=3))
    assert latest_note(chain).size == 2
    make_checkpoints(NOON + dt.timedelta(days=1))
    assert latest_note(chain).size == 3
    make_checkpoints(NOON + dt.timedelta(days=2))

    assert Checkpoint.objects.filter(chain=chain).count() == 2
    assert LastCheck.objects.get(chain=chain).at == NOON + dt.timedelta(days=2)


def test_the_daily_check_tells_of_what_is_wrong(workspace, caplog):
    break_record(workspace)

    problems = make_checkpoints(NOON)

    assert problems == (
        "Practice A: Event 2 was changed after it was recorded: its hash does not fit it.",
    )
    assert "Event 2 was changed" in caplog.text
    assert not Checkpoint.objects.filter(chain=str(workspace.id)).exists()


def test_a_checkpoint_in_the_table_that_was_forged_is_noticed(workspace):
    kept = make_checkpoint(chain=chain_of(workspace), now=NOON)
    Checkpoint.objects.filter(size=kept.size).update(note=kept.note.replace("\n2\n", "\n3\n"))

    with pytest.raises(BrokenRecord, match="does not fit: the text was changed"):
        make_checkpoint(chain=chain_of(workspace), now=timezone.now())


def test_the_key_on_the_page_is_one_that_verifies():
    assert VerifierKey.parse(str(keys.signing_key().verifier)) in keys.verifier_keys()
