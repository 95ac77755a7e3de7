"""`python -m benchmarks acceptance ARTICLE GOLD`: one article, row by row beside what a careful reader takes from it.

GOLD is JSON with offsets in code points of the article: `statements`, `outlet_voice`, `entities`, `times`,
`quantities`, `events`, `relations` and `labels`, each a list of rows (and `medium`). The command prints each row that
is not right with what was found instead, and how many are, by kind. A row of an event has no offsets: of the events
that share a word with its trigger the nearest counts. What we read otherwise on purpose is in docs/events.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from onrecord.articles import article
from onrecord.reading.countries import country
from onrecord.reading.encoder import Encoder
from onrecord.reading.reader import read
from onrecord.record import Anchor, Entity, Event, Participant, Place, Record, Role, Statement, Time

Row = Mapping[str, Any]


def run(text: Path, gold: Path, encoder: Encoder) -> dict[str, float]:
    """Print the rows that are not right and the counts; return the share that is right, by kind.

    Raises:
        OSError: a file cannot be read.
        ValueError: the gold file is not JSON.
    """
    told = json.loads(gold.read_text(encoding="utf-8"))
    record = read(article(text.read_text(encoding="utf-8"), text.name), encoder)
    shares: dict[str, float] = {}
    for kind, check in _CHECKS.items():
        rows = told.get(kind, [])
        rows = [rows] if isinstance(rows, dict) else rows
        wrong = [(row, why) for row in rows for why in [check(record, row)] if why]
        for row, why in wrong:
            print(f"{kind}  {json.dumps(row, ensure_ascii=False)[:110]}\n    {why}")
        shares[kind] = 1 - len(wrong) / len(rows) if rows else 1.0
        print(f"{kind:16}{len(rows) - len(wrong):>4} of {len(rows)}\n")
    return shares


def _is(anchor: Anchor | None, span: Sequence[int] | None) -> bool:
    return (anchor is None) == (span is None) and (
        anchor is None or span is None or _bare(anchor.text, anchor.start, anchor.end) == _bare(anchor.text, *span)
    )


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets without the punctuation and space at their edges."""
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _statement(record: Record, row: Row) -> str | None:
    fitting = [one for one in record.statements if one.cue and _touch(one.cue, row["cue"])]
    return min((_about(record, one, row) for one in fitting), key=len, default="no statement with this cue") or None


def _about(record: Record, one: Statement, row: Row) -> str:
    """What is wrong with a statement; its cue may have auxiliaries."""
    speaker = one.voice[-1]
    wrong = []
    if not _is(one.source, row["source"]):
        wrong.append(f"source {one.source.words if one.source else None!r}")
    if [_bare(each.text, each.start, each.end) for each in one.content] != [
        _bare(record.article.text, *span) for span in row["content"]
    ]:
        wrong.append(f"content {[each.words for each in one.content]}")
    wrong += [f"{name} {getattr(one, name)}" for name in ("mode", "act") if str(getattr(one, name)) != row[name]]
    if row["who"] is not None and speaker.name != row["who"]:
        wrong.append(f"who {speaker.name!r}")
    if row.get("anonymous") not in {None, speaker.anonymous}:
        wrong.append(f"anonymous {speaker.anonymous}")
    return "; ".join(wrong)


def _touch(anchor: Anchor, span: Sequence[int]) -> bool:
    return anchor.start < span[1] and span[0] < anchor.end


def _outlet(record: Record, span: Sequence[int]) -> str | None:
    held = [one for one in record.statements for each in one.content if _touch(each, span)]
    return f"said by {held[0].voice[-1].name!r}" if held else None


def _medium(record: Record, row: Row) -> str | None:
    for one in record.statements:
        names = [link.name for link in one.voice]
        if names[-2:] == [row["via"], row["who"]] and one.medium and row["kind"] in one.medium.words and one.when:
            return None
    return "no statement made so"


def _entity(record: Record, row: Row) -> str | None:
    found = [one for one in record.entities if row["name"] in {one.name, *one.aliases}]
    return min((_about_entity(one, row) for one in found), key=len, default="no entity of this name") or None


def _about_entity(one: Entity, row: Row) -> str:
    wrong = [] if one.type == row["type"] else [f"type {one.type}"]
    known = {_folded(name) for name in (one.name, *one.aliases, *(mention.words for mention in one.mentions))}
    missing = [name for name in row.get("aliases", ()) if _folded(name.partition(" (")[0]) not in known]
    if missing:
        wrong.append(f"not {missing}")
    if "code" in row and one.code != row["code"]:
        wrong.append(f"code {one.code}")
    if not all(any(_same_role(has, role) for has in one.roles) for role in row.get("roles", ())):
        wrong.append(f"roles {[(has.title, has.of) for has in one.roles]}")
    return "; ".join(wrong)


def _same_role(has: Role, role: Row) -> bool:
    same = _folded(has.title) == _folded(role["title"]) and has.of == role["of"]
    return same and (has.then, has.former) == (role.get("then", False), role.get("former", False))


def _folded(name: str) -> str:
    return " ".join(word for word in name.casefold().replace("’", "'").split() if word not in {"the", "a", "an"})


def _time(record: Record, row: Row) -> str | None:
    found = next((one for one in record.times if _covers(one, row["span"])), None)
    if found is None:
        return "no such time"
    return None if row.get("value") in {None, found.value} else f"value {found.value}"


def _covers(one: Time, span: Sequence[int]) -> bool:
    start = one.signal.start if one.signal else one.start
    return (one.start, one.end) == tuple(span) or (start, one.end) == tuple(span)


def _quantity(record: Record, row: Row) -> str | None:
    found = next((one for one in record.quantities if (one.start, one.end) == tuple(row["span"])), None)
    if found is None:
        return "no such quantity"
    wrong = [
        f"{name} {getattr(found, name)}"
        for name in ("lower", "upper", "approximate", "unit")
        if name in row and getattr(found, name) != row[name]
    ]
    return "; ".join(wrong) or None


def _relation(record: Record, row: Row) -> str | None:
    kind = str(row["kind"]).removeprefix("formerly-")
    named = {one.id: one.name for one in record.entities}
    found = [one for one in record.relations if one.kind == kind and named[one.subject] == row["subject"]]
    if not found:
        return "no such relation"
    for one in found:
        makers = {named[each] for each in one.by}
        if (
            ("object" not in row or (one.object and named[one.object] == row["object"]))
            and set(row.get("by", ())) <= makers
            and ("label" not in row or (one.label and _folded(row["label"]) in _folded(one.label.words)))
            and ("count" not in row or (one.count and row["count"] in one.count.words))
            and (one.former or not str(row["kind"]).startswith("formerly-"))
        ):
            return None
    return "; ".join(f"{one.words!r} by {[named[each] for each in one.by]}" for one in found)


def _event(record: Record, row: Row) -> str | None:
    wanted = {word.strip('“”"') for word in str(row["trigger"]).lower().split()} - _SMALL
    found = [
        one for one in record.events if any(wanted & set(mention.words.lower().split()) for mention in one.mentions)
    ]
    if not found:
        return "no such event"
    told = [_event_wrongs(record, one, row) for one in found]
    best = min(told, key=len)
    return "; ".join(best) or None


def _event_wrongs(record: Record, one: Event, row: Row) -> list[str]:
    """What of an event is not as a row has it."""
    types = str(row["type"]).partition(" (")[0].replace("DEMAND", "REQUEST").split("/")
    wrong = [] if one.type in types else [f"type {one.type}"]
    for name, parties in (("actor", one.actors), ("recipient", one.recipients)):
        if name in row and not any(_is_called(record, party, str(row[name])) for party in parties):
            wrong.append(f"{name} {[party.words for party in parties]}")
    if "place" in row and not (one.place and _is_called(record, one.place, str(row["place"]))):
        wrong.append(f"place {one.place.words if one.place else None}")
    for name in ("killed", "injured"):
        count = getattr(one, name)
        if name in row and (count is None or [count.lower, count.upper] != list(row[name])):
            wrong.append(f"{name} {count and [count.lower, count.upper]}")
    if "quantity" in row and not any(count.words in row["quantity"] for count in one.other_counts):
        wrong.append(f"quantity {[count.words for count in one.other_counts]}")
    if "when" in row and not (one.when and set(_folded(one.when.words).split()) & set(_folded(row["when"]).split())):
        wrong.append(f"when {one.when.words if one.when else None}")
    if "status" in row and one.status != row["status"]:
        wrong.append(f"status {one.status}")
    if "voice" in row and [link.name for link in one.voice] != row["voice"]:
        wrong.append(f"voice {' > '.join(str(link.name) for link in one.voice)}")
    return wrong


_SMALL: Final = frozenset("the a an to of from its off out must be".split())


def _is_called(record: Record, party: Participant | Place, name: str) -> bool:
    """Whether somebody is who a row names: the entity, the words, or one whose country it is."""
    wanted = _folded(name.replace("(", "").replace(")", ""))
    entity = record.entity(party.entity) if party.entity is not None else None
    names = {_folded(one) for one in ((entity.name, *entity.aliases) if entity is not None else ())} | {
        _folded(party.words)
    }
    if any(one in wanted or wanted in one for one in names):
        return True
    known = country(name)
    return known is not None and known.code == party.country


def _label(record: Record, row: Row) -> str | None:
    found = next((one for one in record.labels if (one.start, one.end) == tuple(row["span"])), None)
    if found is None:
        return "no such label"
    named = {one.id: one.name for one in record.entities}
    wrong = [] if "of" not in row or (found.entity and named[found.entity] == row["of"]) else ["not for whom it is"]
    last = found.voice[-1]
    speaker = str(row["voice"]).partition(" (")[0]
    nobody = "unattributed" in speaker
    if (last.anonymous != "unstated") if nobody else (last.name != speaker):
        wrong.append(f"voice {last.name!r}")
    return "; ".join(wrong) or None


_CHECKS: Final[Mapping[str, Callable[[Record, Any], str | None]]] = {
    "statements": _statement,
    "outlet_voice": _outlet,
    "medium": _medium,
    "entities": _entity,
    "times": _time,
    "quantities": _quantity,
    "events": _event,
    "relations": _relation,
    "labels": _label,
}
