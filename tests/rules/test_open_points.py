"""What is not known about the law: read, checked, and tied to the rules that wait for it."""

import datetime as dt

import pytest
import yaml

from mutualise.content.loader import ContentError
from mutualise.rules import load_law
from mutualise.rules.open_points import Answered, load_open_points, points_on, read_open_points
from tests.rules.small_law import fact, rule, small_law

POINT = {
    "title": "The newest text",
    "question": "Has the regulation been amended?",
    "status": "open",
    "matters": "A notice could be void.",
    "rules": ["R-1"],
    "sources": ["S"],
    "checked": dt.date(2026, 11, 24),
}


def read(folder, *files):
    law = small_law(folder, {"a.x": fact()}, [rule("R-1", "a.x", defines="d.x")])
    for number, points in enumerate(files):
        path = folder / "law" / "open_points" / f"{number}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.safe_dump(points), encoding="utf-8")
    return read_open_points(folder, law)


def test_points_of_all_files_are_read_together(tmp_path):
    points = read(
        tmp_path, {"newest": POINT}, {"other": POINT | {"status": "closed", "found": "No."}}
    )

    assert list(points) == ["newest", "other"]
    assert points["newest"].status is Answered.OPEN
    assert points["other"].found == "No."


def test_a_law_base_without_open_points_has_none(tmp_path):
    assert read(tmp_path) == {}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rules": ["R-2"]}, "newest: there is no rule R-2. Did you mean R-1?"),
        ({"sources": ["S99"]}, "newest: source S99 is not in law/sources"),
        ({"status": "shut"}, "law/open_points/0.yaml, line 9: 'status'"),
        ({"status": "partly"}, "says in 'found' what was found"),
        ({"turns_on": "x"}, "'turns_on' is not a known key"),
    ],
)
def test_a_fault_is_named_with_its_remedy(tmp_path, changed, said):
    with pytest.raises(ContentError) as caught:
        read(tmp_path, {"newest": POINT | changed})
    assert said in str(caught.value)


def test_an_id_may_be_used_once_in_all_the_files(tmp_path):
    with pytest.raises(ContentError, match="newest is also in law/open_points"):
        read(tmp_path, {"newest": POINT}, {"newest": POINT})


def test_a_file_that_is_a_list_is_refused(tmp_path):
    with pytest.raises(ContentError, match="each record begins with its id"):
        read(tmp_path, [POINT])


def test_the_points_of_the_product_can_be_found_from_each_of_their_rules():
    law = load_law()
    for point in load_open_points(law).values():
        for rule_id in point.rules:
            assert point in points_on(law, rule_id)
