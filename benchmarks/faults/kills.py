"""Killing work of every kind at random moments, and looking after each kill at what was left."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.faults.holding import differences
from benchmarks.faults.killing import done
from benchmarks.faults.material import records
from benchmarks.faults.older import migrating
from benchmarks.faults.serving import served
from benchmarks.faults.works import Work, copied, in_process, of_commands, of_the_desk
from onrecord.ledger.connection import migrations

ARTICLES: Final = 30
OF_A_COMMAND: Final = 8
"""Articles that a command reads with the encoder."""
OF_A_FEED: Final = 5
"""Entries of a feed; between two requests there is a pause."""
EVERY: Final = 12
"""One of so many chains is a command's, whose start takes longer than a kind's whole work without the encoder."""
_MOST_RESTARTS: Final = 3
"""Kills in one chain; then it is let run to its end."""


@dataclass(slots=True, kw_only=True)
class Chain:
    """Work of one kind, killed again and again until it was done.

    Attributes:
        number: of the chain.
        kind: the kind of work.
        kills: how often it was killed.
        restarts: how often it went on.
        told: how many things were said to be committed.
        wrong: what was wrong, after which kill.
    """

    number: int
    kind: str
    kills: int = 0
    restarts: int = 0
    told: int = 0
    wrong: list[str] = field(default_factory=list)


@contextmanager
def kinds(articles: int, *, commands: bool, versions: Sequence[int] | None = None) -> Iterator[tuple[list[Work], ...]]:
    """The kinds of work, those in a process and those of commands.

    Args:
        articles: how many each is done over.
        commands: whether `onrecord` itself is killed too, encoder and all.
        versions: the older versions that are migrated; all when None.
    """
    with served(records(OF_A_FEED)) as feed:
        older = range(1, len(migrations())) if versions is None else versions
        inside = [*in_process(articles, feed), *(migrating(articles, version) for version in older)]
        yield inside, of_commands(OF_A_COMMAND, feed) if commands else []


def only(name: str, works: tuple[list[Work], ...]) -> tuple[list[Work], ...]:
    """The kinds of a name alone; `desk`, the desk's worker, is killed only so.

    Raises:
        ValueError: there is none.
    """
    named = [each for each in (*works[0], *works[1], of_the_desk(ARTICLES)) if each.name == name]
    if not named:
        raise ValueError(f"no work is called {name!r}")
    return named, []


class Killer:
    """Kills chains of work; what each kind comes to without a kill is worked out once."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Kill in a folder, at moments drawn by a seed."""
        self._folder = folder
        self._seed = seed
        self._calm: dict[int, tuple[Path, float, dict[str, Any]]] = {}

    def chain(self, number: int, work: Work, most: int) -> Chain:
        """Kill work until it is done; at most so often."""
        draw = random.Random(f"{self._seed}:{number}")
        template, span, wanted = self._without(work)
        chain, told, at = Chain(number=number, kind=work.name), set[str](), self._folder / f"chain-{number}"
        shutil.copytree(template, at)
        while True:
            seconds = draw.uniform(0, span * 0.9) if chain.kills < min(most, _MOST_RESTARTS) else None
            ended = done(partial(work.do, at), seconds)
            told |= {each for line in ended.told if (each := work.heard(line)) is not None}
            if not (ended.well or ended.killed):
                chain.wrong.append(f"chain {number}: it ended by itself, with {ended.code}")
                break
            chain.kills += ended.killed
            self._look(chain, work, at, told)
            if ended.well:
                break
            chain.restarts += 1
        if ended.well:
            found = differences(wanted, work.result(at))
            chain.wrong += [f"chain {number}: other {part} than without a kill" for part in found]
        chain.told = len(told)
        shutil.rmtree(at)
        return chain

    def _look(self, chain: Chain, work: Work, at: Path, told: set[str]) -> None:
        look = copied(at, self._folder / "look")
        try:
            chain.wrong += [f"chain {chain.number}, kill {chain.kills}: {what}" for what in work.wrong(look, told)]
        except Exception as error:  # noqa: BLE001 - that it cannot be looked at is what is wrong
            chain.wrong.append(f"chain {chain.number}, kill {chain.kills}: {type(error).__name__}: {error}")
        finally:
            shutil.rmtree(look)

    def _without(self, work: Work) -> tuple[Path, float, dict[str, Any]]:
        """What a kind of work begins with, how many seconds it takes, and what it comes to, without a kill."""
        if id(work) not in self._calm:
            template = self._folder / f"template-{len(self._calm)}"
            calm = self._folder / f"calm-{len(self._calm)}"
            template.mkdir()
            ended = done(lambda _: work.prepare(template))
            shutil.copytree(template, calm)
            began = time.monotonic()
            if ended.well:
                ended = done(partial(work.do, calm))
            if not ended.well:
                raise RuntimeError(f"{work.name} does not even work when it is let be")
            self._calm[id(work)] = template, time.monotonic() - began, work.result(calm)
            shutil.rmtree(calm)
        return self._calm[id(work)]


def drawn(number: int, seed: int, inside: Sequence[Work], commands: Sequence[Work]) -> Work:
    """Which kind a chain is of; kinds are drawn by name first, so that migrations are one kind of many."""
    draw = random.Random(f"{seed} kind {number}")
    if commands and draw.randrange(EVERY) == 0:
        return draw.choice(commands)
    name = draw.choice(sorted({each.name for each in inside}))
    return draw.choice([each for each in inside if each.name == name])


def kills(
    count: int,
    seed: int,
    folder: Path,
    works: tuple[list[Work], ...],
    *,
    log: Path | None = None,
    told: Callable[[Chain], object] = lambda _: None,
) -> list[Chain]:
    """Kill so often, over kinds drawn by the seed.

    Args:
        count: how many kills.
        seed: what kinds and moments are drawn by.
        folder: an empty one to work in.
        works: see `kinds`.
        log: a file that each chain is put down in; chains that are in it are not done again.
        told: is told of each chain.
    """
    inside, commands = works
    known = {}
    if log is not None and log.exists():
        known = {one.number: one for one in (Chain(**json.loads(line)) for line in log.read_text().splitlines())}
    killer, found, number, killed = Killer(folder, seed), list[Chain](), 0, 0
    while killed < count:
        chain = known.get(number) or killer.chain(number, drawn(number, seed, inside, commands), count - killed)
        if log is not None and number not in known:
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(chain)) + "\n")
        found.append(chain)
        killed += chain.kills
        number += 1
        told(chain)
        if number - len(known) > 20 * count + 20:
            raise RuntimeError("work ends before it can be killed")
    return found


def table(chains: Sequence[Chain]) -> list[str]:
    """A line a kind: kills, restarts, what was said to be committed, things wrong; and one of all."""
    lines = [f"{'':18}{'chains':>8}{'kills':>8}{'restarts':>10}{'committed':>11}{'wrong':>7}"]
    names = sorted({each.kind for each in chains})
    groups = [(name, [each for each in chains if each.kind == name]) for name in names] + [("in all", list(chains))]
    for name, group in groups:
        kills_, restarts, told, wrong = (
            sum(values) for values in zip(*((e.kills, e.restarts, e.told, len(e.wrong)) for e in group), strict=True)
        )
        lines.append(f"{name:18}{len(group):8}{kills_:8}{restarts:10}{told:11}{wrong:7}")
    return lines
