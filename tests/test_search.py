"""Articles are found by their words, statements by their speakers."""

from collections.abc import Iterator

import pytest

from onrecord.articles import Arrival
from onrecord.errors import SetupError
from onrecord.ledger import Ledger
from onrecord.ledger.marking import MARK
from onrecord.ledger.search import said_by, search, speakers
from onrecord.record import Record


@pytest.fixture(scope="module")
def ledger(
    tmp_path_factory: pytest.TempPathFactory, story: list[Record], story_arrivals: list[Arrival]
) -> Iterator[Ledger]:
    with Ledger(tmp_path_factory.mktemp("search") / "ledger.db", create=True) as made:
        for record, arrival in zip(story, story_arrivals, strict=True):
            made.add(record, arrival)
        yield made


def outlets(ledger: Ledger, words: str) -> set[str | None]:
    return {hit.article.outlet for hit in search(ledger, words)}


def test_all_words_must_occur(ledger: Ledger) -> None:
    assert outlets(ledger, "candles railings") == {"The Hallan Courier"}
    assert outlets(ledger, "candles cruise") == set()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"burning pallets"', 2),
        ("pallets NOT candles", 2),
        ("candles OR thugs", 2),
        ("stampe*", 1),
        ("CANDLES", 1),
        ("warehouse", 4),
        ("O'Neill's", 0),
        ('un"balanced', 0),
        ("what's (this", 0),
        ("AND", 5),
    ],
)
def test_queries(ledger: Ledger, words: str, found: int) -> None:
    assert len(search(ledger, words)) == found


def test_a_snippet_marks_the_words(ledger: Ledger) -> None:
    (hit,) = search(ledger, "candles")
    assert f"{MARK[0]}candles{MARK[1]}" in hit.snippet


def test_nothing_to_look_for(ledger: Ledger) -> None:
    for words in ("", "  ", "?!"):
        with pytest.raises(SetupError) as caught:
            search(ledger, words)
        assert caught.value.code == "L06"


def test_limits(ledger: Ledger) -> None:
    first, second = search(ledger, "terminal", limit=2)
    (again,) = search(ledger, "terminal", limit=1, offset=1)
    assert again == second != first


def test_who_speaks(ledger: Ledger) -> None:
    found = {speaker.name: speaker for speaker in speakers(ledger)}
    assert found["Tomas Redek"].named
    assert found["Tomas Redek"].outlets >= 3
    assert found["Tomas Redek"].statements >= found["Tomas Redek"].articles


def test_what_somebody_says(ledger: Ledger) -> None:
    found = said_by(ledger, "redek")
    assert {one.article.outlet for one in found} >= {"Meridian Wire", "Sorenia Today"}
    assert all("redek" in f"{one.speaker} {one.source}".lower() for one in found)
    days = [one.article.published or "" for one in found]
    assert days == sorted(days)
    assert said_by(ledger, "nobody at all") == []
