"""What two readings of one article have otherwise: items that are new, gone, or told differently.

Items are matched by where they stand in the text and by what they are, not by their ids: an id is made of content, so
that an item read otherwise has another one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from onrecord.comparing.matching import Matched, matched
from onrecord.record import Anchor, Count, Entity, Link, Participant, Reader, Record, Role, TimeAnchor

NEW, GONE, ALTERED = "new", "gone", "altered"
KINDS = (NEW, GONE, ALTERED)
"""What becomes of an item from one reading to the next."""

ONE: Final = {
    "entities": "entity",
    "statements": "statement",
    "events": "event",
    "tolls": "toll",
    "times": "time",
    "quantities": "quantity",
    "relations": "relation",
    "labels": "label",
}
"""The layers of a record, in the order told, each with the word for one item of it."""

_SHOWN: Final = 60
"""Characters of an item's words in a sentence."""
_PASSED_OVER: Final = frozenset({"id", "score", "text", "start", "end"})
"""Fields that tell nothing of the news: ids are compared as what they stand for, offsets as words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item that two readings have otherwise.

    Attributes:
        layer: the layer of the record that it is of.
        kind: one of `KINDS`.
        old: the item's id in the earlier record, or None where it has none or is not there.
        new: the same of the later record.
        start: where it stands in the text, in the later record if it is there.
        end: just past it.
        fields: of an altered item, the names of the fields that differ, as the record has them.
        told: the change in a sentence.
    """

    layer: str
    kind: str
    old: str | None
    new: str | None
    start: int
    end: int
    fields: tuple[str, ...] = ()
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one reading has otherwise than an earlier one.

    Attributes:
        article: the article's id.
        old: what made the earlier record.
        new: what made the later one.
        changes: by layer, then in text order.
    """

    article: str
    old: Reader
    new: Reader
    changes: tuple[Change, ...]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many items of each layer are new, gone and altered; what is none is left out."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for change in self.changes:
            found[change.layer][change.kind] += 1
        return {layer: {kind: found[layer][kind] for kind in KINDS if found[layer][kind]} for layer in found}

    def became(self, item: str) -> str | None:
        """The id in the later record of what had an id in the earlier one; None where it is gone."""
        return next((change.new for change in self.changes if change.old == item), None)


def changes(old: Record, new: Record) -> Changes:
    """What a later record of an article has otherwise than an earlier one.

    Args:
        old: the earlier record.
        new: the later one, of the same text.

    Returns:
        the changes, the same for the same records.

    Raises:
        ValueError: the records are of different texts.
    """
    if old.article.text != new.article.text:
        raise ValueError("records of two texts cannot be compared item by item")
    stands_for: dict[str, str] = {}
    found: list[Change] = []
    for layer in ONE:
        pairs = matched(getattr(old, layer), getattr(new, layer), stands_for)
        for pair in pairs:
            before, after = _id(pair.old), _id(pair.new)
            if before is not None and after is not None:
                stands_for[before] = after
        found += sorted(_changes(layer, pairs, old, new, stands_for), key=lambda one: (one.start, one.end, one.told))
    found = [*_ids_only(old, new, stands_for, found), *found]
    order = {layer: at for at, layer in enumerate(ONE)}
    found.sort(key=lambda one: (order[one.layer], one.start, one.end, one.kind, one.told))
    return Changes(article=new.article.id, old=old.reader, new=new.reader, changes=tuple(found))


def _ids_only(old: Record, new: Record, stands_for: Mapping[str, str], found: Sequence[Change]) -> list[Change]:
    """Items that nothing is told of otherwise, but that have another id now: judgements on them would not find them."""
    told = {change.old for change in found}
    made = []
    for layer in ONE:
        after = {_id(item): item for item in getattr(new, layer)}
        for item in getattr(old, layer):
            before = _id(item)
            now = stands_for.get(before or "")
            if before is not None and now is not None and now != before and before not in told:
                start, end = _place(after[now])
                sentence = f"{ONE[layer]} {_named(after[now], new)} has another id"
                made.append(
                    Change(
                        layer=layer,
                        kind=ALTERED,
                        old=before,
                        new=now,
                        start=start,
                        end=end,
                        fields=("id",),
                        told=sentence,
                    )
                )
    return made


def _changes(
    layer: str, pairs: Sequence[Matched], old: Record, new: Record, stands_for: Mapping[str, str]
) -> list[Change]:
    """The changes in one layer."""
    found = []
    for pair in pairs:
        record = old if pair.new is None else new
        item = pair.old if pair.new is None else pair.new
        altered: tuple[str, ...] = ()
        if pair.old is None:
            kind, sentence = NEW, f"new {ONE[layer]}: {_described(item, record)}"
        elif pair.new is None:
            kind, sentence = GONE, f"{ONE[layer]} gone: {_described(item, record)}"
        else:
            altered = _altered(pair.old, pair.new, stands_for)
            if not altered:
                continue
            told = "; ".join(_difference(each, pair, old, new) for each in altered)
            kind, sentence = ALTERED, f"{ONE[layer]} {_named(item, record)}: {told}"
        start, end = _place(item)
        found.append(
            Change(
                layer=layer,
                kind=kind,
                old=_id(pair.old),
                new=_id(pair.new),
                start=start,
                end=end,
                fields=altered,
                told=sentence,
            )
        )
    return found


def _id(item: Any) -> str | None:
    return getattr(item, "id", None)


def _altered(old: Any, new: Any, stands_for: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that two items have otherwise, in the record's order; `words` where they stand elsewhere."""
    moved = isinstance(new, Anchor) and (old.start, old.end) != (new.start, new.end)
    other = (
        each.name
        for each in fields(new)
        if each.name not in _PASSED_OVER
        and _plain(getattr(old, each.name), stands_for) != _plain(getattr(new, each.name), {})
    )
    return (*(["words"] if moved else []), *other)


def _plain(value: Any, stands_for: Mapping[str, str]) -> Any:
    """A value fit to compare, ids of the earlier record as the later one's."""
    if isinstance(value, str):
        return stands_for.get(value, value)
    if isinstance(value, tuple):
        return tuple(_plain(each, stands_for) for each in value)
    if is_dataclass(value):
        return tuple(
            _plain(getattr(value, each.name), stands_for)
            for each in fields(value)
            if each.name not in {"id", "score", "text"}
        )
    return value


def _place(item: Any) -> tuple[int, int]:
    """Where an item stands: its own words, or those that tell it first."""
    at = item if isinstance(item, Anchor) else _leading(item)
    return at.start, at.end


def _leading(item: Any) -> Anchor:
    for name in ("trigger", "content", "mentions"):
        held = getattr(item, name, None)
        if isinstance(held, Anchor):
            return held
        if held:
            first: Anchor = held[0]
            return first
    raise TypeError(f"{type(item).__name__} is anchored nowhere")


def _named(item: Any, record: Record) -> str:
    """What to call an item in a sentence."""
    if isinstance(item, Entity):
        return _quoted(item.name)
    words = _quoted(item.words if isinstance(item, Anchor) else _leading(item).words)
    kind = getattr(item, "type", None) or getattr(item, "kind", None)
    subject = getattr(item, "subject", None)
    if subject is not None:
        return f"{kind} of {_entity(subject, record)} {words}"
    return f"{kind} {words}" if kind and hasattr(item, "trigger") else words


def _described(item: Any, record: Record) -> str:
    """An item that only one record has."""
    told = _named(item, record)
    if isinstance(item, Entity):
        return f"{told} ({item.type})"
    status = getattr(item, "status", None)
    if status:
        told += f" ({status})"
    voice = getattr(item, "voice", None)
    return f"{told}, in the voice of {_value('voice', voice, record)}" if voice else told


def _difference(name: str, pair: Matched, old: Record, new: Record) -> str:
    """What one field was and is."""
    if name == "words":
        return f"was {_quoted(pair.old.words)}"
    before, after = getattr(pair.old, name), getattr(pair.new, name)
    if name == "mentions":
        gone, come = ({(one.start, one.end) for one in some} for some in (before, after))
        return f"mentions: {len(come - gone)} more, {len(gone - come)} fewer" if gone != come else "mentions: kinds"
    was, now = _value(name, before, old), _value(name, after, new)
    if was == now:
        return f"{name.replace('_', ' ')} {now} stands elsewhere or is somebody else"
    return f"{name.replace('_', ' ')} was {was}, is {now}"


def _value(name: str, value: Any, record: Record) -> str:
    """A field's value in words."""
    if value is None or value == ():
        return "none"
    if isinstance(value, tuple):
        return (" > " if name == "voice" else ", ").join(_value("", each, record) for each in value)
    for kind, told in _TOLD.items():
        if isinstance(value, kind):
            return told(value)
    return _entity(str(value), record)


def _entity(id: str, record: Record) -> str:  # noqa: A002 - the field's name
    """The name of an entity by its id; any other words as they are."""
    return next((entity.name for entity in record.entities if entity.id == id), id)


def _quoted(words: str) -> str:
    plain = " ".join(words.split())
    return f"“{plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1].rstrip() + '…'}”"


def _role(role: Role) -> str:
    told = f"{role.title} of {role.of}" if role.of else role.title
    return f"former {told}" if role.former else f"then {told}" if role.then else told


def _count(count: Count) -> str:
    bounds = [f"{bound:,.16g}" if bound is not None else "…" for bound in (count.lower, count.upper)]
    return f"{bounds[0]} ({_quoted(count.words)})" if bounds[0] == bounds[1] else f"{bounds[0]} to {bounds[1]}"


_TOLD: Final[Mapping[type, Callable[[Any], str]]] = {
    bool: lambda value: "yes" if value else "no",
    float: lambda value: f"{value:,.16g}",
    int: lambda value: f"{value:,}",
    Link: lambda link: link.name or "nobody told of",
    Role: _role,
    Count: _count,
    Participant: lambda one: _quoted(one.words),
    Anchor: lambda one: _quoted(one.words),
    TimeAnchor: lambda one: one.kind,
}
"""How a value of a kind is told; the first kind that fits."""
