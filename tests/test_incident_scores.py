"""What the benchmark of incidents takes for stated, and how it counts."""

import json
from pathlib import Path

import pytest

from benchmarks.incidents import Judged, by_pattern, reports, states

STATED = [
    ("Three people were killed in a fire.", "killed", 3, True),
    ("The fire left 3 dead.", "killed", 3, True),
    ("A fire broke out at 3 a.m. and a man was killed.", "killed", 3, False),
    ("A 3-year-old girl was killed.", "killed", 3, False),
    ("Three people came. The fire was put out. A man was killed.", "killed", 3, False),
    ("Four people were killed.", "killed", 3, False),
    ("Ana Lund, 3, was killed.", "killed", 3, False),
    ("A man was killed in a fire.", "killed", 1, True),
    ("She was injured in a fire.", "injured", 1, True),
    ("The killings went on.", "killed", 1, False),
    ("No one was injured.", "injured", 0, True),
    ("The driver was unharmed.", "injured", 0, True),
    ("The driver drove on.", "injured", 0, False),
]


@pytest.mark.parametrize(("text", "kind", "truth", "expected"), STATED, ids=[text for text, _, _, _ in STATED])
def test_what_a_text_states(text: str, kind: str, truth: int, *, expected: bool) -> None:
    assert states(text, kind, truth, ()) is expected


def test_everybody_named_beside_the_word_is_stated() -> None:
    text = "Ana Lund was killed on Monday. Tom Flint died on Tuesday."
    assert states(text, "killed", 2, ("Lund", "Flint"))
    assert not states(text, "killed", 2, ("Lund", "Berg"))
    assert not states("Ana Lund and Tom Flint came.", "killed", 2, ("Lund", "Flint"))


def test_bounds_hold_the_truth() -> None:
    assert Judged(3, (3, 3), stated=True).within
    assert Judged(3, (2, None), stated=True).within
    assert not Judged(3, (4, None), stated=True).within
    assert not Judged(3, (1, 2), stated=True).within
    assert not Judged(0, None, stated=True).within


def test_the_pattern() -> None:
    assert by_pattern("Three people were killed and 12 wounded.") == {"killed": (3, 3), "injured": (12, 12)}
    assert by_pattern("A man was killed.") == {}


def test_reports_are_read_with_their_truth(tmp_path: Path) -> None:
    text = "Two people were killed in a fire in Marn on Monday night, and the police said that no one else was hurt."
    people = [{"Status": "Killed", "Name": "Ana Lund"}, {"Status": "Killed", "Name": "Tom Flint Jr."}]
    rows = [
        {"id": "a", "incident": "1", "title": "Fire", "published": "2019-05-20", "text": text},
        {"id": "b", "incident": "1", "title": "Fire", "published": "2019-05-20", "text": ""},
    ]
    (tmp_path / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    incident = {"incident": "1", "killed": 2, "injured": 0, "participants": people}
    (tmp_path / "incidents.jsonl").write_text(json.dumps(incident), encoding="utf-8")
    found, refused = reports(tmp_path)
    assert refused == 1
    assert [(one.id, one.truth) for one in found] == [("a", {"killed": 2, "injured": 0})]
    assert found[0].names["killed"] == ("Lund", "Flint")
