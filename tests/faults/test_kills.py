"""Work of every kind killed at random moments; more of it with `python -m benchmarks.faults kills`."""

from pathlib import Path

import pytest

from benchmarks.faults import kills, material
from benchmarks.faults.holding import differences, held, unsound
from benchmarks.faults.killing import done
from benchmarks.faults.works import LEDGER
from onrecord.articles.arrivals import Arrival
from onrecord.ledger import Ledger, adding, recovering
from onrecord.ledger.recovering import recover


def test_work_of_every_kind_killed_at_random_moments_loses_nothing(tmp_path: Path) -> None:
    with kills.kinds(6, commands=False, versions=[3]) as (works, _):
        killer = kills.Killer(tmp_path, 3)
        chains = [killer.chain(number, work, 1) for number, work in enumerate(works)]
    assert len(chains) == len(works) == 9
    assert [each.wrong for each in chains] == [[]] * 9
    assert sum(each.kills for each in chains) >= 5, "the moments are drawn within the work"


def test_a_command_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    with kills.kinds(2, commands=True, versions=[]) as (_, commands):
        chain = kills.Killer(tmp_path, 3).chain(0, commands[0], 1)
    assert (chain.kind, chain.wrong) == ("`onrecord add`", [])


def test_chains_that_are_put_down_are_not_done_again(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    runs = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        with kills.kinds(3, commands=False, versions=[]) as works:
            runs.append(kills.kills(2, 1, tmp_path / name, works, log=log))
    assert runs[0] == runs[1] and len(log.read_text().splitlines()) == len(runs[0])
    assert not any((tmp_path / "second").iterdir()), "nothing was done"
    assert kills.table(runs[0])[-1].split()[:2] == ["in", "all"]


def test_that_something_is_wrong_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that is told of before it is kept, and one that is kept without what is kept with it."""

    def too_early(ledger: Ledger, arrivals: list[Arrival], *_: object) -> list[adding.Step]:
        del ledger
        return [adding.Step(one.name, adding.Outcome.ADDED, one.article.id) for one in arrivals if one.article]

    with kills.kinds(3, commands=False, versions=[]) as (works, _):
        add = works[0]
        monkeypatch.setattr("benchmarks.faults.works.add", too_early)
        at = tmp_path / "early"
        at.mkdir()
        told = done(lambda tell: add.do(at, tell)).told
        assert len([what for what in add.wrong(at, told) if "is not there" in what]) == len(told) == 3
    path = tmp_path / LEDGER
    material.ledger_of(path, 3)
    with Ledger(path) as ledger:
        ledger.connection.execute("DELETE FROM facets WHERE article = 1")
        ledger.connection.execute("DELETE FROM story_articles WHERE article = 2")
    assert sorted(what.rpartition(" has ")[2] for what in unsound(path)) == ["0 facets", "0 story_articles"]


def test_a_recovery_that_was_killed_leaves_nothing_that_looks_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = tmp_path / "whole.db", tmp_path / "saved.db"
    material.ledger_of(path, 5)
    with monkeypatch.context() as patched:
        patched.setattr(recovering, "_copy", lambda *_: __import__("time").sleep(60))
        ended = done(lambda _: recover(path, out), 1.5)
    assert ended.killed and not out.exists()
    assert recover(path, out).articles == 5
    without = {part: held(path)[part] for part in ("stories", "sketches", "links")}  # the next command makes them
    assert differences(held(path), {**held(out), **without}) == []
    assert not list(unsound(out, indexed=False)) and not list(tmp_path.glob("*.part*"))
