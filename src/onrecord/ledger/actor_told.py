"""What articles tell of an actor beside statements: names, offices, relations, loaded names, and where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from onrecord.ledger.folding import fold
from onrecord.ledger.ledger import Ledger

MOST_ARTICLES: Final = 2_000
"""Articles of one actor, the latest, that are looked at for what is told of it."""


@dataclass(frozen=True, slots=True)
class Where:
    """Words in an article: its id, outlet and day of publication, and their offsets; None where no words are."""

    article: str
    outlet: str | None
    published: str | None
    start: int | None = None
    end: int | None = None


@dataclass(slots=True)
class Told:
    """Something that is told of an actor, and where; the latest first.

    Attributes:
        what: the same in whatever article, by the names of its parts.
        places: where.
    """

    what: dict[str, Any]
    places: list[Where] = field(default_factory=list)


def names(ledger: Ledger, key: str) -> list[tuple[str, str, int]]:
    """The names that outlets give an actor: the outlet folded, the name, how often, by outlet, most used first."""
    counted: dict[tuple[str, str], int] = {}
    for outlet, told in ledger.rows(
        "SELECT outlet, told FROM actors WHERE key = ? ORDER BY day DESC, article DESC, entity LIMIT ?",
        (key, MOST_ARTICLES),
    ):
        for name, count in json.loads(told)["names"].items():
            counted[outlet, name] = counted.get((outlet, name), 0) + count
    every: dict[str, int] = {}
    for (outlet, _), count in counted.items():
        every[outlet] = every.get(outlet, 0) + count
    rows = [(outlet, name, count) for (outlet, name), count in counted.items()]
    return sorted(rows, key=lambda row: (-every[row[0]], row[0], -row[2], row[1]))


def offices(ledger: Ledger, key: str) -> list[Told]:
    """The roles and offices told of an actor: `title`, `of`, `former`, words for since and until; most told first."""
    return _gathered(_offices(ledger, key))


def relations(ledger: Ledger, key: str) -> list[Told]:
    """The relations it stands in: `kind`, `part`, `subject`, `object`, `by`, `told`, `former`, `voice`; most told
    first.

    A subject or object is a name and the key of the actor, empty where it is none.
    """
    return _gathered(_relations(ledger, key))


def labels(ledger: Ledger, key: str) -> list[Told]:
    """The loaded names given to it: `words`, `kind`, `quoted`, `voice`; most used first."""
    return _gathered(_labels(ledger, key))


def _rows(ledger: Ledger, key: str, layer: str) -> Iterator[tuple[Where, dict[str, Any]]]:
    """What is told of an actor in the articles that tell any of a layer, the latest first."""
    rows = ledger.rows(
        "SELECT a.id, a.outlet, a.published, x.told FROM actors AS x JOIN articles AS a ON a.seq = x.article "  # noqa: S608
        f"WHERE x.key = ? AND x.{layer} > 0 ORDER BY x.day DESC, x.article DESC, x.entity LIMIT ?",
        (key, MOST_ARTICLES),
    )
    for article, outlet, published, told in rows:
        yield Where(article, outlet, published), json.loads(told)


def _offices(ledger: Ledger, key: str) -> Iterator[tuple[dict[str, Any], Where]]:
    for where, told in _rows(ledger, key, "offices"):
        for role in told["roles"]:
            yield {"title": role["title"], "of": role["of"] or "", "former": role["former"], "told": {}}, where
        for one in told["relations"]:
            if one["kind"] == "holds-office" and one["part"] == "subject":
                of = one["object"][0] if one["object"] else ""
                dates = {name: words for name, words in one["told"].items() if name in {"since", "until", "at"}}
                title = one["told"].get("as", one["words"])
                yield {"title": title, "of": of, "former": one["former"], "told": dates}, _at(where, one)


def _relations(ledger: Ledger, key: str) -> Iterator[tuple[dict[str, Any], Where]]:
    for where, told in _rows(ledger, key, "relations"):
        for one in told["relations"]:
            parts = ("kind", "part", "subject", "object", "by", "told", "former")
            voice = one["voice"][1:]
            yield {**{part: one[part] for part in parts}, "voice": voice}, _at(where, one)


def _labels(ledger: Ledger, key: str) -> Iterator[tuple[dict[str, Any], Where]]:
    for where, told in _rows(ledger, key, "labels"):
        for one in told["labels"]:
            yield {part: one[part] for part in ("words", "kind", "quoted", "voice")}, _at(where, one)


def _at(where: Where, item: dict[str, Any]) -> Where:
    return Where(where.article, where.outlet, where.published, item["start"], item["end"])


def _gathered(told: Iterator[tuple[dict[str, Any], Where]]) -> list[Told]:
    """The same things told in several places as one, those told most often first."""
    found: dict[str, Told] = {}
    for what, where in told:
        one = found.setdefault(_alike(what), Told(what))
        if where not in one.places:
            one.places.append(where)
    for one in found.values():
        exact = {where.article for where in one.places if where.start is not None}
        one.places = [where for where in one.places if where.start is not None or where.article not in exact]
    return sorted(found.values(), key=lambda one: -len(one.places))


def _alike(what: dict[str, Any]) -> str:
    """What two things told have alike when they are the same but for case and accents."""
    return json.dumps(_folded(what), sort_keys=True)


def _folded(value: object) -> object:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, dict):
        return {name: _folded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_folded(one) for one in value]
    return value
