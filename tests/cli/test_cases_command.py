"""`mutualise cases difference` on two files and on two options."""

import pytest
from click.testing import CliRunner

from mutualise.cli import main

CASE = """
mutualise: 1
title: Riverside practice
present:
  answers: {entity.form: partnership, contract.type: gms}
options:
  plan:
    title: A CIC by shares
    answers: {entity.form: cic_cls}
"""


@pytest.fixture
def files(tmp_path):
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(CASE, encoding="utf-8")
    second.write_text(
        CASE.replace("gms", "pms").replace("A CIC by shares", "A CIC"), encoding="utf-8"
    )
    return first, second


def run(*arguments):
    return CliRunner().invoke(main, ["cases", "difference", *map(str, arguments)])


def test_two_files_are_compared_place_by_place(files):
    found = run(*files)

    assert found.exit_code == 0, found.output
    assert found.output.splitlines() == [
        "As you are today",
        (
            "  Contract: was 'A General Medical Services (GMS) contract', now 'A Personal Medical "
            "Services (PMS) agreement'"
        ),
        "Option: A CIC",
        "  The name of the option: was 'A CIC by shares', now 'A CIC'",
    ]


def test_a_file_does_not_differ_from_itself(files):
    assert run(files[0], files[0]).output == "They say the same.\n"


def test_two_options_are_compared_as_the_law_sees_them(files):
    found = run(files[0], "--options", "present", "plan")

    assert found.output.splitlines() == [
        (
            "Legal form of the contract holder: was 'An ordinary partnership', now 'A community "
            "interest company (CIC) limited by shares'"
        ),
    ]


def test_what_cannot_be_compared_ends_with_a_sentence(files, tmp_path):
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("mutualise: 2\n", encoding="utf-8")

    for arguments, sentence in (
        ([files[0]], "Name a second case file, or two options"),
        ([*files, "--options", "present", "plan"], "Name a second case file, or two options"),
        ([files[0], tmp_path / "none.yaml"], "cannot be read"),
        ([files[0], faulty], "This case file has format 2"),
        ([files[0], "--options", "present", "plann"], "Did you mean plan?"),
    ):
        found = run(*arguments)
        assert (found.exit_code, sentence in found.output) == (2, True), found.output
        assert "Traceback" not in found.output
