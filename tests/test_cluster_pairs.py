"""The pairs, parts and blocks of a cluster are those that a ledger has, however rows are cut into batches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

pytest.importorskip("pyarrow", reason="a cluster's tables are pyarrow's (`onrecord[parquet]`)")

from onrecord.cluster import pairs, tables
from onrecord.cluster.numbers import ARTICLE, name, number
from onrecord.cluster.parts import connected, parted
from onrecord.comparing import clustering
from onrecord.comparing.indexing import FAR, REACH, WEEKS
from onrecord.comparing.sketches import FEWEST
from onrecord.ledger.sharing import COMMON


def batches(columns: tables.Columns, rows: list[tuple[Any, ...]], size: int) -> Iterator[Any]:
    for start in range(0, len(rows), size):
        yield tables.batch(columns, rows[start : start + size])


def near(rows: list[tuple[int, int, int]], size: int) -> Counter[tuple[int, int]]:
    made = pairs.blocks(dict(Counter(day for _, day, _ in rows)))
    found = tables.rows(pairs.near(batches(tables.KEYS, sorted(rows), size), made))
    return Counter((row["one"], row["other"]) for row in found)


def near_by_hand(rows: list[tuple[int, int, int]]) -> set[tuple[int, int]]:
    """Every two holders of a key, by how many stand from one to the other."""
    found = set()
    for key in {key for key, _, _ in rows}:
        held = sorted((day, article) for mine, day, article in rows if mine == key)
        for one, other in combinations(range(len(held)), 2):
            reach = REACH if held[other][0] - held[one][0] <= 7 * WEEKS else FAR
            if other - one <= reach:
                found.add((held[one][1], held[other][1]))
    return found


@given(
    some.lists(some.tuples(some.integers(0, 3), some.integers(0, 400), some.integers(-9, 9)), max_size=60),
    some.integers(1, 20),
)
def test_who_stands_near_whom_hangs_on_no_batch(rows: list[tuple[int, int, int]], size: int) -> None:
    once = list({(key, article): (key, day, article) for key, day, article in rows}.values())
    assert set(near(once, size)) == near_by_hand(once)


@pytest.mark.parametrize("size", [7, 64, 5000])
def test_a_key_that_many_hold_gives_as_many_pairs_an_article_as_one_that_few_do(size: int) -> None:
    rows = [(1, day // 20, day) for day in range(2000)] + [(2, 5, article) for article in range(30)]
    found = near(rows, size)
    assert set(found) == near_by_hand(rows)
    assert len(found) < 2000 * REACH
    late = [(3, 100 * at, at) for at in range(60)]
    assert set(near(late, size)) == near_by_hand(late)
    assert max(other - one for one, other in near(late, size)) == FAR


@given(
    some.lists(some.tuples(some.integers(0, 6), some.integers(0, 12)), max_size=80, unique=True), some.integers(1, 9)
)
def test_who_shares_text_hangs_on_no_batch(rows: list[tuple[int, int]], size: int) -> None:
    told = list(tables.rows(pairs.sharing(batches(tables.HASHES, sorted(rows), size))))
    ordered = sorted((row["one"], row["other"]) for row in told)
    expected: Counter[tuple[int, int]] = Counter()
    for key in {key for key, _ in rows}:
        expected.update(combinations(sorted(article for mine, article in rows if mine == key), 2))
    assert Counter(ordered) == expected
    shared = tables.rows(pairs.shared(batches(tables.PAIRS, ordered, size)))
    assert {(row["one"], row["other"]): row["shared"] for row in shared} == {
        (name(ARTICLE, one), name(ARTICLE, other)): count for (one, other), count in expected.items() if count >= FEWEST
    }


@pytest.mark.parametrize("size", [10, 201, 202, 1000])
def test_a_hash_that_too_many_hold_tells_nothing(size: int) -> None:
    rows = [(1, each) for each in range(COMMON)] + [(2, each) for each in range(COMMON + 1)]
    rows += [(3, each) for each in range(5)]
    found = Counter(row["one"] for row in tables.rows(pairs.sharing(batches(tables.HASHES, rows, size))))
    assert sum(found.values()) == COMMON * (COMMON - 1) // 2 + 10


def test_blocks_hold_about_as_many_each() -> None:
    counts = {day: 1 if day < 100 else 900 if day == 100 else 120 for day in range(120)}
    made = pairs.blocks(counts, size=300)
    days = np.repeat(np.fromiter(counts, np.int64), list(counts.values()))
    articles = np.arange(len(days)) * 1_000_003 - 500_000_000
    sizes = Counter(made.of(days, articles).tolist())
    assert max(sizes.values()) <= 360
    assert sorted(sizes) == list(range(max(sizes) + 1))


@given(
    some.lists(
        some.tuples(some.integers(0, 40), some.integers(0, 40), some.sampled_from((0.4, 0.45, 0.55, 0.75, 0.95))),
        max_size=80,
    ),
    some.integers(2, 9),
)
def test_parts_are_those_of_a_ledger(edges: list[tuple[int, int, float]], largest: int) -> None:
    links = {(one, other): score for one, other, score in edges if one < other}
    names = {(name(ARTICLE, one), name(ARTICLE, other)): score for (one, other), score in links.items()}
    linked = {each for pair in names for each in pair}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clustering, "LARGEST", largest)
        patched.setattr("onrecord.cluster.parts.LARGEST", largest)
        expected = clustering.parts(linked, names, [])
        one, other = (np.array([pair[at] for pair in links], np.int64) for at in (0, 1))
        found = parted(one, other, np.array(list(links.values())))
    told = {
        name(ARTICLE, article): name(ARTICLE, part)
        for article, part in zip(found.articles.tolist(), found.parts.tolist(), strict=True)
    }
    assert told == {article: min(part) for part in expected for article in part}


def test_long_chains_are_connected_in_few_rounds() -> None:
    order = np.random.default_rng(3).permutation(50_000)
    assert connected(50_000, order[:-1], order[1:]).max() == 0


@given(some.integers(0, 2**64 - 1))
def test_an_id_is_its_number_and_back(value: int) -> None:
    written = f"a-{value:016x}"
    assert name(ARTICLE, number(written)) == written
    assert -(2**63) <= number(written) < 2**63
