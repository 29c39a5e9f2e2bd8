"""`mutualise routes`: what it prints, what it writes, and how it ends."""

import io

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from mutualise.cli import main


def run(*words):
    return CliRunner().invoke(main, ["routes", *words, "--as-at", "2026-11-24"])


def test_without_a_route_it_lists_them_with_what_the_law_finds():
    result = run()
    assert result.exit_code == 0
    assert "cic-by-shares: A community interest company with one share for each" in result.output
    assert "    GMS: Yes, if someone else agrees" in result.output


def test_a_route_is_printed_with_its_drawings_in_words():
    result = run("employee-trust")
    assert result.exit_code == 0
    assert "A COMPANY OWNED BY AN EMPLOYEE OWNERSHIP TRUST" in result.output
    assert "Trustee: holds Practice Ltd." in " ".join(result.output.split())
    assert result.output.rstrip().endswith("see “The law behind this”.")


def test_a_route_is_written_as_two_pages(tmp_path):
    path = tmp_path / "route.pdf"
    result = run("cic-by-shares", "--pdf", str(path))
    assert result.exit_code == 0
    assert len(PdfReader(io.BytesIO(path.read_bytes())).pages) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cic-by-share",), "Did you mean cic-by-shares?"),
        (("--pdf", "x.pdf"), "Say which route to write"),
    ],
)
def test_what_cannot_be_done_is_said(words, said):
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_folder_that_is_not_there_is_said(tmp_path):
    result = run("apms", "--pdf", str(tmp_path / "none" / "x.pdf"))
    assert result.exit_code == 2
    assert "could not be written" in result.output
