"""Whether a record has what a line below a passage expects of it; `benchmarks/passages.py` describes the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from benchmarks.passage_files import (
    ANY,
    NONE,
    RELATION_WORDS,
    UNSTATED,
    Expectation,
    Fields,
    Told,
    folded,
    occurrences,
)
from onrecord.record import Anchor, Entity, Label, Link, Record, Relation, Role, Span, Statement, Voice


def check(record: Record, expected: Expectation) -> str | None:
    """None where a record has what is expected; else what was found instead, its kind before a colon."""
    return _CHECKS[expected.kind](record, expected.fields)


def _says(record: Record, expected: Fields) -> str | None:
    span = _place(record, expected)
    holding = [one for one in record.statements if _covers(record.article.text, one.content, span)]
    if holding:
        return _least(_about_statement(record, one, expected) for one in holding)
    near = [one for one in record.statements if any(_touch(each.span, span) for each in one.content)]
    found = "; ".join(" … ".join(each.words for each in one.content) for one in near)
    return f"content: only {found!r}" if near else "content: in no statement"


def _about_statement(record: Record, one: Statement, expected: Fields) -> list[str]:
    """What is wrong with a statement."""
    wrong = _about_voice(record, one.voice, expected.chain)
    plain = {"act": one.act, "mode": one.mode.value, "commitment": one.commitment or NONE}
    anchors = {"to": one.addressee, "in": one.medium, "when": one.when}
    for name, wanted in expected.options.items():
        if name in plain and plain[name] != wanted:
            wrong.append(f"{name}: {plain[name]}, not {wanted}")
        elif name in anchors and not _shares(record.article.text, anchors[name], wanted):
            wrong.append(f"{name}: {_written(anchors[name])}, not {wanted!r}")
    return wrong


def _outlet(record: Record, expected: Fields) -> str | None:
    span = _place(record, expected)
    for one in record.statements:
        if any(_touch(each.span, span) for each in one.content):
            content = " … ".join(each.words for each in one.content)
            return f"voice: {_shown(record, one.voice)} says {content!r}"
    return None


def _no_statement(record: Record, expected: Fields) -> str | None:
    span = _place(record, expected)
    for one in record.statements:
        if one.cue is not None and _touch(one.cue.span, span):
            content = " … ".join(each.words for each in one.content)
            return f"cue: {one.cue.words!r} with the content {content!r}"
    return None


def _entity(record: Record, expected: Fields) -> str | None:
    named = _named(record, expected.words)
    if not named:
        return "entity: none of this name"
    return _least(_about_entity(one, expected) for one in named)


def _about_entity(one: Entity, expected: Fields) -> list[str]:
    wrong = [] if expected.second in {ANY, one.type} else [f"type: {one.type}, not {expected.second}"]
    have = {folded(mention.words) for mention in one.mentions}
    missing = [each for each in expected.also if folded(each) not in have]
    if missing:
        wrong.append(f"mentions: without {'; '.join(missing)}; has {'; '.join(sorted(have))}")
    return wrong


def _apart(record: Record, expected: Fields) -> str | None:
    one, other = ({each.id for each in _named(record, name)} for name in (expected.words, expected.second))
    if not one or not other:
        return f"entity: none of the name {expected.second if one else expected.words!r}"
    return "entity: one and the same" if one & other else None


def _role(record: Record, expected: Fields) -> str | None:
    named = _named(record, expected.words)
    if not named:
        return "entity: none of this name"
    if any(_is_role(role, expected) for one in named for role in one.roles):
        return None
    return "role: " + ("; ".join(_role_written(role) for one in named for role in one.roles) or "none")


def _is_role(role: Role, expected: Fields) -> bool:
    of = expected.options.get("of")
    return (
        folded(role.title).replace(".", "") == folded(expected.second).replace(".", "")
        and (of is None or (role.of is not None and folded(role.of) == folded(of)))
        and role.former == ("former" in expected.options)
        and role.then == ("then" in expected.options)
    )


def _role_written(role: Role) -> str:
    flags = ("former", role.former), ("then", role.then)
    of = f" of {role.of}" if role.of else ""
    return role.title + of + "".join(f", {name}" for name, flag in flags if flag)


def _relation(record: Record, expected: Fields) -> str | None:
    alike = [one for one in record.relations if one.kind == expected.second]
    holding = [one for one in alike if _is_called(record, one.subject, expected.words)]
    if holding:
        return _least(_about_relation(record, one, expected) for one in holding)
    subjects = "; ".join(record.entity(one.subject).name for one in alike)
    return f"relation: only of {subjects}" if alike else "relation: none of this kind"


def _about_relation(record: Record, one: Relation, expected: Fields) -> list[str]:
    options = expected.options
    wrong = []
    if "object" in options and not _is_called(record, one.object, options["object"]):
        wrong.append(f"object: {_called(record, one.object)}, not {options['object']}")
    makers = [name.strip() for name in options["by"].split(";")] if "by" in options else []
    missing = [name for name in makers if not any(_is_called(record, each, name) for each in one.by)]
    if missing:
        wrong.append(f"by: without {'; '.join(missing)}")
    if one.former != ("former" in options):
        wrong.append(f"former: {one.former}")
    if "voice" in options:
        wrong += _about_voice(record, one.voice, expected.chain)
    anchors: dict[str, Anchor | None] = {name: getattr(one, name) for name in RELATION_WORDS}
    wrong += [
        f"{name}: {_written(anchor)}, not {options[name]!r}"
        for name, anchor in anchors.items()
        if name in options and not _shares(record.article.text, anchor, options[name])
    ]
    return wrong


def _label(record: Record, expected: Fields) -> str | None:
    span = _place(record, expected)
    holding = [one for one in record.labels if _covers(record.article.text, [one], span)]
    if holding:
        return _least(_about_label(record, one, expected) for one in holding)
    near = "; ".join(one.words for one in record.labels if _touch(one.span, span))
    return f"label: only {near!r}" if near else "label: none"


def _about_label(record: Record, one: Label, expected: Fields) -> list[str]:
    wrong = _about_voice(record, one.voice, expected.chain)
    options = expected.options
    if "kind" in options and one.kind != options["kind"]:
        wrong.append(f"kind: {one.kind}, not {options['kind']}")
    if "of" in options and not _is_called(record, one.entity, options["of"]):
        wrong.append(f"of: {_called(record, one.entity)}, not {options['of']}")
    return wrong


_CHECKS: Final[Mapping[str, Callable[[Record, Fields], str | None]]] = {
    "says": _says,
    "outlet": _outlet,
    "no-statement": _no_statement,
    "entity": _entity,
    "apart": _apart,
    "role": _role,
    "relation": _relation,
    "label": _label,
}


def _least(candidates: Iterable[list[str]]) -> str | None:
    """What is wrong with the item of which least is wrong; None if nothing is."""
    least: list[str] = min(candidates, key=len)
    return "; ".join(least) or None


def _place(record: Record, expected: Fields) -> Span:
    """Where the words of an expectation stand; they stand once."""
    (span,) = occurrences(record.article.text, expected.words)
    return span


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _covers(text: str, anchors: Sequence[Anchor], span: Span) -> bool:
    """Whether every letter and digit of a stretch lies in one of some anchors."""
    return all(
        any(anchor.start <= place < anchor.end for anchor in anchors)
        for place in range(span.start, span.end)
        if text[place].isalnum()
    )


def _shares(text: str, anchor: Anchor | None, words: str) -> bool:
    """Whether an anchor shares characters with some words, wherever these stand."""
    return anchor is not None and any(_touch(anchor.span, span) for span in occurrences(text, words, cased=False))


def _written(anchor: Anchor | None) -> str:
    return "none" if anchor is None else repr(anchor.words)


def _named(record: Record, name: str) -> list[Entity]:
    """The entities of a name or alias."""
    wanted = folded(name)
    return [one for one in record.entities if wanted in {folded(each) for each in (one.name, *one.aliases)}]


def _is_called(record: Record, entity: str | None, name: str) -> bool:
    return entity is not None and any(one.id == entity for one in _named(record, name))


def _called(record: Record, entity: str | None) -> str:
    return record.entity(entity).name if entity is not None else "nobody known"


def _about_voice(record: Record, voice: Voice, wanted: Sequence[Told]) -> list[str]:
    """What is wrong with a voice, after the outlet."""
    links = _after_outlet(record, voice)
    right = len(links) == len(wanted) and all(
        _is_link(record, link, told) for link, told in zip(links, wanted, strict=True)
    )
    return [] if right else [f"voice: {_shown(record, voice)}"]


def _after_outlet(record: Record, voice: Voice) -> Voice:
    outlet = record.article.outlet
    return voice[1:] if outlet is not None and voice and voice[0].name == outlet else voice


def _is_link(record: Record, link: Link, told: Told) -> bool:
    if told.anonymous is None:
        return _is_called(record, link.entity, told.words)
    if link.anonymous != told.anonymous:
        return False
    if told.anonymous == UNSTATED:
        return True
    stands = [link.name or ""]
    if link.entity is not None:  # one that is never named
        stands += [mention.words for mention in record.entity(link.entity).mentions]
    if link.start is not None and link.end is not None:
        stands.append(record.article.text[link.start : link.end])
    return any(occurrences(each, folded(told.words), cased=False) for each in stands)


def _shown(record: Record, voice: Voice) -> str:
    return " > ".join(_link_shown(record, link) for link in _after_outlet(record, voice)) or "the outlet"


def _link_shown(record: Record, link: Link) -> str:
    if link.entity is not None and link.anonymous is None:
        return record.entity(link.entity).name
    return f"{link.name or 'nobody'} ({link.anonymous or 'no entity'})"
