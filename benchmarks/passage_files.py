"""Files of passages with what a careful reader takes from each; `benchmarks/passages.py` describes the format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from onrecord.reading import acts
from onrecord.reading.entities import written
from onrecord.record import ANONYMOUS, COMMITMENTS, ENTITY_TYPES, LABEL_KINDS, RELATIONS, Mode, Span

ANY: Final = "any"
NONE: Final = "none"
UNSTATED: Final = "unstated"


class PassageError(ValueError):
    """A file of passages is not written as it should be."""


@dataclass(frozen=True, slots=True)
class Told:
    """A link of an expected chain: an entity's name, or the words of a link without one and how it is anonymous."""

    words: str
    anonymous: str | None = None

    def __str__(self) -> str:
        return " ".join(filter(None, (self.words, self.anonymous and f"({self.anonymous})")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What a line expects.

    Attributes:
        words: words of the text, or the name of an entity; of a relation its subject.
        second: what else is plain: an entity's type, another name, a role's title, a relation's kind.
        also: the mentions of an entity.
        options: by name; a flag that is given has "".
        chain: the voice after the outlet.
    """

    words: str
    second: str = ""
    also: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    chain: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """One line below a passage.

    Attributes:
        kind: one of `KINDS`.
        line: its number in the file, from 1.
        written: the line without its mark.
        known: whether it is marked as known not to hold.
        fields: what it expects.
    """

    kind: str
    line: int
    written: str
    known: bool
    fields: Fields


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and what must be read from it."""

    id: str
    about: str
    outlet: str | None
    published: str | None
    text: str
    expectations: tuple[Expectation, ...]


_HEAD: Final = re.compile(r"## (?P<id>[a-z]+-\d\d): (?P<about>\S.*)")
_OPTION: Final = re.compile(r'(?P<name>[a-z]+)(?:=(?:"(?P<quoted>[^"]+)"|(?P<bare>[^\s"]+)))?(?:\s+|$)')
_LINK: Final = re.compile(rf"(?P<words>.*?)\s*\((?P<anonymous>{'|'.join(ANONYMOUS)})\)")
_QUOTES: Final = str.maketrans("’‘“”", "''\"\"")


def parse(source: str, name: str) -> tuple[Passage, ...]:
    """The passages of a file.

    Args:
        source: what is in the file.
        name: the file's name without its ending, with which the ids of its passages begin.

    Raises:
        PassageError: something is not as the format has it, an option or a value is unknown, words are not in the text;
            the line is told.
    """
    lines = source.splitlines()
    heads = [number for number, line in enumerate(lines) if line.startswith("## ")]
    for number, line in enumerate(lines[: heads[0] if heads else len(lines)]):
        if line.strip() and not line.startswith("#"):
            raise PassageError(f"{name}:{number + 1}: before the first passage stand remarks only")
    ends = [*heads[1:], len(lines)]
    passages = tuple(_passage(lines[head:end], head + 1, name) for head, end in zip(heads, ends, strict=True))
    ids = [passage.id for passage in passages]
    wrong = [one for one in ids if ids.count(one) > 1 or one.rpartition("-")[0] != name]
    if wrong:
        raise PassageError(f"{name}: {wrong[0]} is there twice, or belongs in another file")
    return passages


def _passage(lines: Sequence[str], first: int, name: str) -> Passage:
    """One passage; `first` is the number of its first line."""
    head = _HEAD.fullmatch(lines[0])
    if head is None or "--" not in lines:
        raise PassageError(f"{name}:{first}: '## {name}-01: what it is about', and '--' below the text")
    bar = lines.index("--")
    known: dict[str, str] = {}
    at = 1
    while at < bar and (told := re.fullmatch(r"(Outlet|Published): (\S.*)", lines[at])):
        known[told[1]] = told[2]
        at += 1
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines[at:bar]).strip("\n"))
    text = "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in paragraphs)
    expectations = []
    for number, line in enumerate(lines[bar + 1 :], start=first + bar + 1):
        if line.strip():
            try:
                expectations.append(expectation(line, number, text, known.get("Outlet")))
            except PassageError as error:
                raise PassageError(f"{name}:{number}: {error}") from None
    if not text or not expectations:
        raise PassageError(f"{name}:{first}: a passage without text or without expectations")
    return Passage(head["id"], head["about"], known.get("Outlet"), known.get("Published"), text, tuple(expectations))


def expectation(line: str, number: int, text: str, outlet: str | None) -> Expectation:
    """What a line expects of a text.

    Raises:
        PassageError: see `parse`.
    """
    plain = line.removeprefix("~")
    kind, colon, rest = plain.partition(": ")
    if not colon or kind not in _PARSERS:
        raise PassageError(f"{kind!r} is none of {', '.join(KINDS)}")
    fields = [each.strip() for each in rest.split(" | ")]
    least, most, parser = _PARSERS[kind]
    if not least <= len(fields) <= most or not all(fields):
        raise PassageError(f"{kind} has {least} to {most} fields, none of them empty")
    return Expectation(kind, number, plain, line != plain, parser(fields, text, outlet))


def occurrences(text: str, words: str, *, cased: bool = True) -> list[Span]:
    """Where some words stand in a text as whole words; the kind of quotation marks and apostrophes does not matter."""
    wanted = words.translate(_QUOTES)
    before, after = (r"(?<!\w)" if wanted[:1].isalnum() else ""), (r"(?!\w)" if wanted[-1:].isalnum() else "")
    pattern = re.compile(before + re.escape(wanted) + after, 0 if cased else re.IGNORECASE)
    return [Span(*found.span()) for found in pattern.finditer(text.translate(_QUOTES))]


def folded(words: str) -> str:
    """Words for comparing: without case, leading article, quotation marks around them and kinds of apostrophe."""
    bare = written(words).strip("\"' ").casefold()
    return re.sub(r"^(?:the|an?)\s+", "", bare)


def _once(text: str, words: str) -> str:
    times = len(occurrences(text, words))
    if times != 1:
        raise PassageError(f"{words!r} stands {times} times in the text, not once")
    return words


def _named(text: str, name: str) -> str:
    """A name that the text has, in whatever case."""
    if not occurrences(text, name, cased=False):
        raise PassageError(f"{name!r} is not in the text")
    return name


def _voice(text: str, words: str, outlet: str | None) -> tuple[Told, ...]:
    """A chain, or the outlet's name for its own voice."""
    return () if words == outlet else _chain(text, words)


def _chain(text: str, words: str) -> tuple[Told, ...]:
    return tuple(_link(text, each.strip()) for each in words.split(" > "))


def _link(text: str, words: str) -> Told:
    found = _LINK.fullmatch(words)
    told = Told(found["words"], found["anonymous"]) if found else Told(words)
    if (told.anonymous == UNSTATED) != (not told.words):
        raise PassageError(f"{words!r}: a link has words unless it is unstated")
    if told.words:
        _named(text, told.words)
    return told


def _options(written_: str, text: str, known: Mapping[str, Callable[[str, str], object] | None]) -> dict[str, str]:
    """Options by name.

    Args:
        written_: the field.
        text: the passage's text.
        known: the options there are, and what checks each; None of a flag.
    """
    found: dict[str, str] = {}
    at = 0
    while at < len(written_):
        match = _OPTION.match(written_, at)
        if match is None or match["name"] not in known or match["name"] in found:
            raise PassageError(f"no option can be read at {written_[at:]!r}; there are {', '.join(known)}")
        name, value = match["name"], match["quoted"] or match["bare"] or ""
        checker = known[name]
        if (checker is None) != (not value):
            raise PassageError(f"{name} is given {'no' if checker is None else 'a'} value")
        if checker is not None:
            checker(text, value)
        found[name] = value
        at = match.end()
    return found


def _one_of(values: Sequence[str]) -> Callable[[str, str], object]:
    def checker(_: str, value: str) -> None:
        if value not in values:
            raise PassageError(f"{value!r} is none of {', '.join(values)}")

    return checker


def _several(text: str, value: str) -> None:
    for each in value.split(";"):
        _named(text, each.strip())


def _free(_text: str, _value: str) -> None:
    """Any value: of a country where the text has its people; checked elsewhere."""


def _says(fields: Sequence[str], text: str, _: str | None) -> Fields:
    known = {
        "act": _one_of(acts.names()),
        "mode": _one_of([mode.value for mode in Mode]),
        "commitment": _one_of([*COMMITMENTS, NONE]),
        "to": _named,
        "in": _named,
        "when": _named,
    }
    options = _options(fields[2], text, known) if len(fields) > 2 else {}
    return Fields(words=_once(text, fields[0]), chain=_chain(text, fields[1]), options=options)


def _words_alone(fields: Sequence[str], text: str, _: str | None) -> Fields:
    return Fields(words=_once(text, fields[0]))


def _entity(fields: Sequence[str], text: str, _: str | None) -> Fields:
    _one_of([*ENTITY_TYPES, ANY])(text, fields[1])
    also = tuple(_named(text, each.strip()) for each in fields[2].split(";")) if len(fields) > 2 else ()
    return Fields(words=_named(text, fields[0]), second=fields[1], also=also)


def _apart(fields: Sequence[str], text: str, _: str | None) -> Fields:
    return Fields(words=_named(text, fields[0]), second=_named(text, fields[1]))


def _role(fields: Sequence[str], text: str, _: str | None) -> Fields:
    options = _options(fields[2], text, {"of": _free, "former": None, "then": None}) if len(fields) > 2 else {}
    return Fields(words=_named(text, fields[0]), second=_named(text, fields[1]), options=options)


def _relation(fields: Sequence[str], text: str, outlet: str | None) -> Fields:
    _one_of(RELATIONS)(text, fields[0])
    known: dict[str, Callable[[str, str], object] | None] = {"object": _named, "by": _several, "former": None}
    known |= dict.fromkeys(RELATION_WORDS, _named) | {"voice": _free}
    options = _options(fields[2], text, known) if len(fields) > 2 else {}
    chain = _voice(text, options["voice"], outlet) if "voice" in options else ()
    return Fields(words=_named(text, fields[1]), second=fields[0], options=options, chain=chain)


def _label(fields: Sequence[str], text: str, outlet: str | None) -> Fields:
    options = _options(fields[1], text, {"of": _named, "kind": _one_of(LABEL_KINDS)})
    return Fields(words=_once(text, fields[0]), options=options, chain=_voice(text, fields[2], outlet))


RELATION_WORDS: Final = ("label", "count", "when", "since", "until")
"""The options of a relation that are words of the text."""

_Parser = Callable[[Sequence[str], str, str | None], Fields]

_PARSERS: Final[Mapping[str, tuple[int, int, _Parser]]] = {
    "says": (2, 3, _says),
    "outlet": (1, 1, _words_alone),
    "no-statement": (1, 1, _words_alone),
    "entity": (2, 3, _entity),
    "apart": (2, 2, _apart),
    "role": (2, 3, _role),
    "relation": (2, 3, _relation),
    "label": (3, 3, _label),
}
"""Of each kind of line: how many fields it has at least and at most, and what reads them."""

KINDS: Final = tuple(_PARSERS)


def marked(source: str, held: Mapping[int, bool], *, allow_worse: bool) -> str:
    """A file with its marks as they should be.

    Args:
        source: what is in the file.
        held: by number of line, whether what it expects holds.
        allow_worse: whether to mark lines that do not hold; marks of those that do are taken away always.
    """
    return "".join(_marked(source.splitlines(keepends=True), held, allow_worse=allow_worse))


def _marked(lines: Sequence[str], held: Mapping[int, bool], *, allow_worse: bool) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        bare = line.removeprefix("~")
        holds = held.get(number)
        yield line if holds is None else bare if holds else "~" + bare if allow_worse else line
