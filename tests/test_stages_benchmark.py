"""The table of steps: each counted once, all of them together the whole, the record none the worse."""

from __future__ import annotations

import pytest

from benchmarks import stages
from onrecord.articles import Arrival, arrivals
from onrecord.reading.encoder import shipped
from onrecord.reading.reader import read
from tests.conftest import STORY


def _story() -> list[Arrival]:
    return list(arrivals([str(STORY / "1-meridian-wire.html"), str(STORY / "2-hallan-courier.html")]))


def test_a_step_inside_another_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("benchmarks.stages.time.perf_counter", lambda: now[0])

    def lasting(seconds: float) -> None:
        now[0] += seconds

    clock = stages.Stages()
    inner = clock.timed("inner", lasting)

    def work() -> None:
        inner(3)
        lasting(2)
        inner(4)

    clock.timed("outer", work)()
    assert clock.seconds == {"inner": 7, "outer": 2}


def test_reading_under_timers_gives_the_same_record() -> None:
    articles = [one.article for one in _story() if one.article is not None]
    clock = stages.Stages()
    with clock.around(shipped()) as timed:
        found = [read(article, timed) for article in articles]
    assert found == [read(article) for article in articles]
    assert {stages.NETWORK, stages.PIECES, stages.EVENTS, "words, syntax", "entities", "relations"} <= set(
        clock.seconds
    )
    assert all(spent >= 0 for spent in clock.seconds.values())


def test_shares_add_up_to_the_whole() -> None:
    lines = list(stages.told(stages.adding(_story(), shipped())))
    assert len(lines) == 3
    assert abs(sum(float(line.split()[-1].rstrip("%")) for line in lines) - 100) < 0.3
