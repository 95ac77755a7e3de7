"""The index of a ledger: stories as articles arrive, in any order and through any stop, and text that is shared."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.invented import invented
from onrecord.articles import Arrival
from onrecord.comparing import clustering, indexing
from onrecord.comparing.indexing import Indexing
from onrecord.comparing.sketches import FEWEST, candidates, sketch
from onrecord.comparing.stories import LINKED, Link, Weighed, links, profile, stories_of, weighed
from onrecord.comparing.stories import stories as gathered
from onrecord.comparing.words import words
from onrecord.ledger import Ledger, sharing
from onrecord.ledger.adding import add, behind, catch_up
from onrecord.ledger.connection import APPLICATION_ID, migrations, transaction
from onrecord.ledger.judgements import Judged, Word, judge, undo
from onrecord.ledger.sharing import like, sketches
from onrecord.ledger.stories import articles_of, number_of, stories
from onrecord.record import Record
from tests.conftest import ROOT

PLANNED = 2_000
"""Articles of three years, of which the first are taken."""


@pytest.fixture(scope="module")
def reports() -> list[Record]:
    found = []
    for one in invented(PLANNED):
        found.append(one.record)
        if len(found) == 40:
            break
    return found


def arrival(record: Record) -> Arrival:
    return Arrival(record.article.id, record.article.text.encode(), record.article, None)


def filled(ledger: Ledger, records: Iterable[Record], index: Indexing | None = None) -> None:
    known = {record.article.id: record for record in records}
    steps = add(ledger, map(arrival, known.values()), lambda article: known[article.id], index or Indexing())
    assert [step.outcome.value for step in steps] == ["added"] * len(known)


def told(ledger: Ledger) -> list[tuple[str, ...]]:
    """All that can be seen of the stories of a ledger."""
    found = []
    for each in stories(ledger, limit=1000):
        main, also = articles_of(ledger, each.id)
        found.append((repr(each), *(one.id for one in main), "also", *(one.id for one in also)))
    return found


def linked(ledger: Ledger) -> set[tuple[str, str, float]]:
    rows = ledger.rows(
        "SELECT a.id, b.id, l.score FROM story_links AS l JOIN articles AS a ON a.seq = l.article "
        "JOIN articles AS b ON b.seq = l.other WHERE a.id < b.id"
    )
    return {(one, other, score) for one, other, score in rows}


def test_stories_are_those_of_all_articles_at_once(tmp_path: Path, reports: list[Record]) -> None:
    with Ledger(tmp_path / "l.db", create=True) as ledger:
        filled(ledger, reports)
        found = {frozenset(line[1 : line.index("also")]) for line in told(ledger)}
        assert found == {frozenset(story.articles) for story in stories_of(reports)}
        assert max(map(len, found)) > 3
        assert linked(ledger) == {(one.one, one.other, one.score) for one in links(map(profile, reports))}
        assert sum(each.reports for each in stories(ledger, limit=1000)) == len(reports)


@pytest.mark.parametrize(
    ("reach", "far", "weeks", "largest"), [(100, 10, 8, 120), (3, 1, 0, 120), (2, 2, 1, 4), (100, 10, 8, 3)]
)
def test_the_order_of_coming_changes_nothing(
    tmp_path: Path,
    reports: list[Record],
    monkeypatch: pytest.MonkeyPatch,
    reach: int,
    far: int,
    weeks: int,
    largest: int,
) -> None:
    for name, value in (("REACH", reach), ("FAR", far), ("WEEKS", weeks)):
        monkeypatch.setattr(indexing, name, value)
    monkeypatch.setattr(clustering, "LARGEST", largest)
    orders: list[Sequence[Record]] = [reports, reports[::-1]]
    orders += [random.Random(seed).sample(reports, len(reports)) for seed in range(3)]
    seen = []
    for at, order in enumerate(orders):
        with Ledger(tmp_path / f"{reach}-{at}.db", create=True) as ledger:
            filled(ledger, order)
            seen.append((told(ledger), linked(ledger)))
    assert all(each == seen[0] for each in seen)


@pytest.mark.parametrize(
    ("reach", "far", "weeks", "largest"),
    [(100, 10, 8, 120), (3, 1, 0, 120), (2, 2, 1, 4), (1, 1, 8, 120), (100, 10, 8, 3)],
)
def test_a_corrected_article_is_taken_as_if_it_had_come_so(
    tmp_path: Path,
    reports: list[Record],
    monkeypatch: pytest.MonkeyPatch,
    reach: int,
    far: int,
    weeks: int,
    largest: int,
) -> None:
    for name, value in (("REACH", reach), ("FAR", far), ("WEEKS", weeks)):
        monkeypatch.setattr(indexing, name, value)
    monkeypatch.setattr(clustering, "LARGEST", largest)
    bare: dict[str, Any] = dict.fromkeys(("entities", "statements", "events", "tolls", "relations", "labels"), ())
    now = {record.article.id: record for record in reports}
    with Ledger(tmp_path / "corrected.db", create=True) as ledger:
        filled(ledger, reports)
        first, index = (told(ledger), linked(ledger)), Indexing()
        for record in random.Random(reach).sample(reports, 12):
            now[record.article.id] = replace(record, **bare)
            with transaction(ledger.connection):
                index.retake(ledger, number_of(ledger, record.article.id), now[record.article.id])
        found = told(ledger), linked(ledger), ledger.rows("SELECT key, day, tie FROM story_keys ORDER BY 1, 2, 3")
        with Ledger(tmp_path / "fresh.db", create=True) as fresh:
            filled(fresh, now.values())
            rows = fresh.rows("SELECT key, day, tie FROM story_keys ORDER BY 1, 2, 3")
            assert found == (told(fresh), linked(fresh), rows)
        assert found[:2] != first
        for record in reports:
            with transaction(ledger.connection):
                index.retake(ledger, number_of(ledger, record.article.id), record)
        assert (told(ledger), linked(ledger)) == first


def test_who_stands_near_whom_is_bounded(
    tmp_path: Path, reports: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger(tmp_path / "whole.db", create=True) as ledger:
        filled(ledger, reports)
        whole = linked(ledger)
    monkeypatch.setattr(indexing, "REACH", 1)
    monkeypatch.setattr(indexing, "FAR", 1)
    with Ledger(tmp_path / "near.db", create=True) as ledger:
        filled(ledger, random.Random(0).sample(reports, len(reports)))
        assert linked(ledger) < whole, "links over what stands between are taken back"


@pytest.mark.parametrize("largest", [2, 3, 6, 12, 40])
def test_large_parts_are_parted_the_same_in_any_order(
    tmp_path: Path, reports: list[Record], monkeypatch: pytest.MonkeyPatch, largest: int
) -> None:
    def drawn(one: Weighed, other: Weighed) -> Link | None:
        """A link as sure as the two articles' ids have it, so that parts are many and large."""
        least, most = sorted((one.profile.article, other.profile.article))
        score = random.Random(f"{least} {most}").uniform(-6, 1)
        return Link(one=least, other=most, score=round(score, 4)) if score >= LINKED else None

    monkeypatch.setattr(indexing, "link", drawn)
    monkeypatch.setattr(indexing, "may_be_linked", lambda _, others: [True] * len(others))
    whole = {record.article.id: profile(record) for record in reports}
    among = [each for one, other in combinations(map(weighed, whole.values()), 2) if (each := drawn(one, other))]
    monkeypatch.setattr(indexing, "keys", lambda _: ("k",))
    monkeypatch.setattr(clustering, "LARGEST", largest)
    expected = {(frozenset(each.articles), frozenset(each.also)) for each in gathered(whole, among)}
    for seed in range(3):
        with Ledger(tmp_path / f"{seed}.db", create=True) as ledger:
            filled(ledger, random.Random(seed).sample(reports, len(reports)))
            lines = [(line, line.index("also")) for line in told(ledger)]
            assert {(frozenset(line[1:at]), frozenset(line[at + 1 :])) for line, at in lines} == expected
    monkeypatch.undo()
    unbound = {(frozenset(each.articles), frozenset(each.also)) for each in gathered(whole, among)}
    assert (unbound == expected) == (largest > 30), "with no bound there are other stories"


@pytest.mark.parametrize("largest", [120, 1, 2, 4])
@given(said=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans(), st.booleans()), max_size=6))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_people_say_is_gathered_as_if_all_came_at_once(
    tmp_path_factory: pytest.TempPathFactory,
    reports: list[Record],
    monkeypatch: pytest.MonkeyPatch,
    largest: int,
    said: list[tuple[int, int, bool, bool]],
) -> None:
    monkeypatch.setattr(clustering, "LARGEST", largest)
    some = reports[:8]
    ids = [record.article.id for record in some]
    index = Indexing()
    words_of: dict[frozenset[str], bool] = {}
    with Ledger(tmp_path_factory.mktemp("said") / "l.db", create=True) as ledger:
        filled(ledger, some[:5], index)
        filled(ledger, some[5:], index)
        for one, other, same, taken_back in said:
            if one == other:
                continue
            pair = Judged(article=ids[one]), Judged(article=ids[other])
            made = judge(ledger, "article", pair, Word(same=same, who="Ada"), index)
            if taken_back:
                undo(ledger, made.id, who="Ada", index=index)
            else:
                words_of[frozenset((ids[one], ids[other]))] = same
        profiles = {record.article.id: profile(record) for record in some}
        expected = gathered(profiles, links(profiles.values()), words_of)
        found = {line[1 : line.index("also")] for line in told(ledger)}
        assert {frozenset(each) for each in found} == {frozenset(story.articles) for story in expected}


FILL = """
import sys, time
from pathlib import Path
from typing import Any
from tests.test_indexing import PLANNED, arrival
from benchmarks.invented import invented
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add

known = {}
for one in invented(PLANNED):
    known[one.record.article.id] = one.record
    if len(known) == 40:
        break
with Ledger(sys.argv[1], create=True) as ledger:
    for step in add(ledger, map(arrival, known.values()), lambda article: known[article.id], Indexing()):
        print(step.outcome.value, flush=True)
"""


def test_a_killed_run_is_taken_up_with_the_same_stories(tmp_path: Path, reports: list[Record]) -> None:
    path = tmp_path / "killed.db"
    command = [sys.executable, "-c", FILL, str(path)]
    for lines in (5, 17, 31):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT)
        assert process.stdout is not None
        for _ in range(lines):
            process.stdout.readline()
        time.sleep(0.003 * lines)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with Ledger(path) as ledger:
            assert ledger.rows("SELECT count(*) FROM sketches") == [(len(ledger),)]
            assert sum(each.reports for each in stories(ledger, limit=1000)) == len(ledger)
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    with Ledger(path) as ledger, Ledger(tmp_path / "whole.db", create=True) as whole:
        filled(whole, reports)
        assert told(ledger) == told(whole)
        assert ledger.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_failing_index_keeps_nothing_of_the_article(tmp_path: Path, reports: list[Record]) -> None:
    class Failing(Indexing):
        def take(self, ledger: Ledger, seq: int, record: Record) -> None:
            super().take(ledger, seq, record)
            if seq == 3:
                raise RuntimeError("out of luck")

    with Ledger(tmp_path / "l.db", create=True) as ledger:
        index = Failing()
        with pytest.raises(RuntimeError):
            filled(ledger, reports[:5], index)
        assert len(ledger) == 2
        assert ledger.rows("SELECT count(*) FROM sketches") == [(2,)]
        filled(ledger, reports[9:15], Indexing())
        with Ledger(tmp_path / "other.db", create=True) as other:
            filled(other, [*reports[:2], *reports[9:15]])
            assert told(ledger) == told(other)


def test_an_older_ledger_is_brought_up_to_date_with_nothing_lost(tmp_path: Path, reports: list[Record]) -> None:
    path = tmp_path / "old.db"
    some = reports[:20]
    with Ledger(tmp_path / "today.db", create=True) as ledger:
        known = {record.article.id: record for record in some}
        list(add(ledger, map(arrival, some), lambda article: known[article.id]))
        before = list(ledger.lines()), ledger.articles(), ledger.rows("SELECT * FROM statements")
    old = sqlite3.connect(path)
    old.executescript(migrations()[0])
    old.execute("ATTACH ? AS today", (str(tmp_path / "today.db"),))
    for table in ("raw", "articles", "records", "statements"):
        old.execute(f"INSERT INTO main.{table} SELECT * FROM today.{table}")  # noqa: S608 - names of our own
    old.execute("INSERT INTO article_words (article_words) VALUES ('rebuild')")
    old.execute("INSERT INTO speaker_words (speaker_words) VALUES ('rebuild')")
    old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()
    with Ledger(path) as ledger:
        assert ledger.rows("PRAGMA user_version") == [(len(migrations()),)]
        assert (list(ledger.lines()), ledger.articles(), ledger.rows("SELECT * FROM statements")) == before
        index = Indexing()
        assert behind(ledger, index) == [record.article.id for record in some]
        taking = catch_up(ledger, index)
        for _ in range(7):
            next(taking)
        del taking
        assert len(behind(ledger, index)) == len(some) - 7, "a stop loses nothing"
    with Ledger(path) as ledger, Ledger(tmp_path / "new.db", create=True) as new:
        filled(ledger, reports[20:25])
        assert len(list(catch_up(ledger, Indexing()))) == len(some) - 7
        assert behind(ledger, Indexing()) == []
        filled(new, reports[:25])
        assert told(ledger) == told(new)
        assert list(catch_up(ledger, Indexing())) == []


def test_what_an_older_way_made_is_made_again(tmp_path: Path, reports: list[Record]) -> None:
    class Newer(Indexing):
        version = "newer"

    with Ledger(tmp_path / "l.db", create=True) as ledger:
        filled(ledger, reports[:10])
        before = told(ledger)
        assert len(behind(ledger, Newer())) == 10
        assert len(list(catch_up(ledger, Newer()))) == 10
        assert told(ledger) == before
        assert ledger.rows("SELECT version FROM index_version") == [("newer",)]


def test_what_is_made_again_heeds_what_people_said(tmp_path: Path, reports: list[Record]) -> None:
    class Newer(Indexing):
        version = "newer"

    path = tmp_path / "ledger.db"
    with Ledger(path, create=True) as ledger:
        filled(ledger, reports)
        firsts = [articles_of(ledger, each.id)[0] for each in stories(ledger, limit=9)]
        (one, *_), (other, *_) = firsts[0], firsts[1]
        alike = firsts[0][-2:]
        index = Indexing()
        judge(
            ledger,
            "article",
            (Judged(article=other.id), Judged(article=one.id)),
            Word(same=True, who="Oda", why=None),
            index,
        )
        apart = Judged(article=alike[0].id), Judged(article=alike[1].id)
        judge(ledger, "article", apart, Word(same=False, who="Oda", why=None), index)
        before = told(ledger)
    with Ledger(path) as ledger:
        assert len(list(catch_up(ledger, Newer()))) == len(reports)
        assert told(ledger) == before


def test_articles_that_share_text_are_found(tmp_path: Path, reports: list[Record]) -> None:
    with Ledger(tmp_path / "l.db", create=True) as ledger:
        filled(ledger, reports)
        ids = [record.article.id for record in reports]
        made = [sketch(words(record.article.text).folded) for record in reports]
        assert sketches(ledger, ids) == dict(zip(ids, made, strict=True))
        pairs = {frozenset((ids[one], ids[other])) for one, other in candidates(made, FEWEST)}
        assert pairs == {frozenset((each, other)) for each in ids for other, _ in like(ledger, each, FEWEST)}
        shared = dict(like(ledger, ids[0], 1))
        assert all(count == len(set(made[0]) & set(made[ids.index(other)])) for other, count in shared.items())


def test_what_everybody_writes_tells_of_no_copying(
    tmp_path: Path, reports: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    holding = [record for record in reports if "there may be more to come" in record.article.text]
    assert len(holding) > 6
    monkeypatch.setattr(sharing, "COMMON", 6)
    seen: list[dict[str, list[tuple[str, int]]]] = []
    for order in (holding, holding[::-1]):
        with Ledger(tmp_path / f"{len(seen)}.db", create=True) as ledger:
            filled(ledger, order)
            seen.append({record.article.id: like(ledger, record.article.id, 1) for record in holding})
    assert seen[0] == seen[1]
    monkeypatch.setattr(sharing, "COMMON", len(holding))
    with Ledger(tmp_path / "0.db") as ledger:
        more = {record.article.id: like(ledger, record.article.id, 1) for record in holding}
    assert sum(map(len, more.values())) > sum(map(len, seen[0].values()))
