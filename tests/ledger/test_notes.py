"""Signed notes and checkpoints: the published examples, and what is refused."""

from __future__ import annotations

import pytest

from mutualise.ledger import NoteError, SigningKey, VerifierKey, open_checkpoint, sign_checkpoint
from mutualise.ledger.checkpoint import Checkpoint, read_unverified
from mutualise.ledger.note import MOST_SIGNATURES, open_note, sign_note

# From the documentation of Go's golang.org/x/mod/sumdb/note.
GO_SIGNING = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
GO_NOTE = GO_TEXT + (
    "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotp"
    "RZb6KE6RyyBwJnAM=\n"
)
# From the C2SP specification of signed notes.
C2SP_VERIFIER = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuw"
    "HjG1Yu72IneyaQM=\n"
)
# From the C2SP specification of checkpoints.
C2SP_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
)
KEY = SigningKey("mutual.example.org", bytes(range(32)))
ROOT = bytes(range(32, 64))


def test_a_signed_note_is_byte_for_byte_what_go_writes():
    key = SigningKey.parse(GO_SIGNING)

    assert sign_note(GO_TEXT, key) == GO_NOTE
    assert str(key.verifier) == GO_VERIFIER
    assert key.secret_text() == GO_SIGNING


@pytest.mark.parametrize(
    ("note", "key"), [(GO_NOTE, GO_VERIFIER), (C2SP_NOTE, C2SP_VERIFIER)], ids=["Go", "C2SP"]
)
def test_published_notes_are_verified(note, key):
    opened = open_note(note, [VerifierKey.parse(key)])

    assert note.startswith(opened.text + "\n—")
    assert [str(signer) for signer in opened.signed_by] == [key]


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ("example message", "exbmple message", "does not fit: the text was changed"),
        ("Uw2QOkn8", "Uw2QOkn9", "does not fit"),
        ("foo Uw2Q", "foo Vw2Q", "not a key that is trusted here"),
        ("— example.com/foo", "— example.com/bar", "not a key that is trusted here"),
        # Another spelling of the same bytes.
        ("yaQM=", "yaQN=", "not base64 as it is written"),
        ("yaQM=\n", "yaQM=", "not a signed note"),
        (".\n\n", ".\n", "not a signed note"),
        ("—", "-", "is not a signature"),
        ("This", "Th\x07s", "not a signed note"),
        ("message.\n", "message.\r\n", "not a signed note"),
        ("=\n", "=\njunk\n", "“junk” is not a signature"),
        (C2SP_NOTE[-93:-1], "AAAA", "cut short"),
        ("Uw2QOkn8", "????", "not base64"),
    ],
)
def test_a_changed_note_is_refused(was, becomes, why):
    assert was in C2SP_NOTE
    with pytest.raises(NoteError, match=why):
        open_note(C2SP_NOTE.replace(was, becomes), [VerifierKey.parse(C2SP_VERIFIER)])


def test_signatures_of_strangers_do_not_count_and_do_not_harm():
    stranger = SigningKey.generate("elsewhere.example.org")
    note = sign_note("text\n", stranger, KEY)

    assert open_note(note, [KEY.verifier]).signed_by == (KEY.verifier,)
    assert set(open_note(note, [KEY.verifier, stranger.verifier]).signed_by) == {
        KEY.verifier,
        stranger.verifier,
    }


def test_one_false_signature_of_a_known_key_spoils_the_note():
    other = SigningKey.generate("elsewhere.example.org")
    note = sign_note("text\n", KEY) + other.signature_line("another text\n")

    with pytest.raises(NoteError, match=r"elsewhere\.example\.org does not fit"):
        open_note(note, [KEY.verifier, other.verifier])


def test_a_text_may_have_empty_lines():
    text = "one\n\ntwo\n"
    assert open_note(sign_note(text, KEY), [KEY.verifier]).text == text


def test_only_so_many_signatures_are_read():
    note = sign_note("text\n", KEY)
    assert open_note(note + "— x AAAAAAAA\n" * 15, [KEY.verifier]).signed_by == (KEY.verifier,)
    with pytest.raises(NoteError, match="signatures"):
        open_note(note + "— x AAAAAAAA\n" * MOST_SIGNATURES, [KEY.verifier])


@pytest.mark.parametrize("text", ["no new line", "bell\x07\n", ""])
def test_some_texts_cannot_be_signed(text):
    with pytest.raises(NoteError, match="ends with a new line"):
        sign_note(text, KEY)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u2003b", "a\x01b"])
def test_some_names_are_no_key_names(name):
    with pytest.raises(NoteError, match="cannot be the name of a key"):
        VerifierKey(name, bytes(32))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (C2SP_VERIFIER.replace("530d903a", "530d903b"), "a letter wrong"),
        (C2SP_VERIFIER.replace("530d903a", "530D903A"), "a letter wrong"),
        (C2SP_VERIFIER[:-4], "not an Ed25519 key"),
        ("example.com/foo+530d903a", "looks like name"),
        (GO_SIGNING, "a letter wrong|not base64"),
    ],
)
def test_a_mistyped_verifier_key_is_noticed(text, why):
    with pytest.raises(NoteError, match=why):
        VerifierKey.parse(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (GO_SIGNING.replace("c74f20a3", "c74f20a4"), "a letter wrong"),
        (GO_SIGNING.removeprefix("PRIVATE+KEY+"), "looks like"),
        (GO_SIGNING[:-4], "not an Ed25519 key"),
    ],
)
def test_a_mistyped_signing_key_is_noticed(text, why):
    with pytest.raises(NoteError, match=why):
        SigningKey.parse(text)


def test_a_key_shows_its_seed_in_no_message():
    assert repr(KEY) == "SigningKey(name='mutual.example.org')"


def test_the_published_checkpoint_is_read_and_written():
    checkpoint = Checkpoint.parse(C2SP_CHECKPOINT)

    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.text == C2SP_CHECKPOINT


def test_a_checkpoint_is_verified():
    note = sign_checkpoint("chain-a", 12, ROOT, KEY)

    checkpoint = open_checkpoint(note, [KEY.verifier])
    assert checkpoint == Checkpoint("mutual.example.org/chain-a", 12, ROOT)
    assert checkpoint.chain == "chain-a"
    assert read_unverified(note) == checkpoint


def test_a_key_speaks_for_the_chains_of_its_own_site_only():
    note = sign_note(Checkpoint("elsewhere.example.org/chain-a", 12, ROOT).text, KEY)

    with pytest.raises(NoteError, match="not a chain that the key may speak for"):
        open_checkpoint(note, [KEY.verifier])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name\n12\n", "not a checkpoint"),
        ("name\n\n12\nx\n", "not a checkpoint"),
        ("name\n012\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "not the number"),
        ("name\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "not the number"),
        ("name\n12\nCsUYapGGPo4d\n", "not the root"),
        ("name\n12\n!!\n", "not the root"),
    ],
)
def test_what_is_no_checkpoint(text, why):
    with pytest.raises(NoteError, match=why):
        Checkpoint.parse(text)


def test_lines_after_the_root_are_allowed():
    assert Checkpoint.parse(C2SP_CHECKPOINT + "an extension\n").size == 20852163
