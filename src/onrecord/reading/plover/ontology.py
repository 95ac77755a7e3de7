"""PLOVER's types, modes and contexts with the words that tell them, read from the YAML files beside this one.

One file a type in `types/`: its definition, quad class, modes, and the lines of its lexicon (see `notation`), those of
a mode under the mode. PLOVER: Open Event Data Alliance, Political Language Ontology for Verifiable Event Records,
draft 2.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from onrecord.reading.plover.notation import NotationError, Pattern, patterns
from onrecord.record import COUNTS

QUADS: Final = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_LINE_KEYS: Final = frozenset({"counts", "contexts", "weak"})
_TYPE_KEYS: Final = frozenset({"name", "definition", "notes", "quad", "recipient", "verbs", "nouns", "modes"})
_MODE_KEYS: Final = frozenset({"definition", "embeds", "verbs", "nouns"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells an event of a type.

    Attributes:
        type: the type.
        mode: the mode, where the word tells one.
        pattern: the word, and who stands where beside it.
        contexts: contexts that the word brings along.
        counts: what the number of its recipients, or of what is counted, is a number of; one of `record.COUNTS`.
        weak: whether it tells an event of this type only now and then, so that more than the word has to speak for it.
    """

    type: str
    mode: str | None
    pattern: Pattern
    contexts: tuple[str, ...] = ()
    counts: str | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class EventMode:
    """A mode: its name, what it is, and the types of event that it is about, where it is one of asking or refusing."""

    name: str
    definition: str
    embeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event.

    Attributes:
        name: PLOVER's name.
        definition: what it is.
        quad: one of `QUADS`.
        needs_recipient: whether PLOVER asks for a recipient.
        modes: its modes by name.
        triggers: its lexicon.
    """

    name: str
    definition: str
    quad: str
    needs_recipient: bool
    modes: Mapping[str, EventMode]
    triggers: tuple[Trigger, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All of it.

    Attributes:
        types: by name.
        by_word: the lexicon by lemma.
    """

    types: Mapping[str, EventType]
    by_word: Mapping[str, tuple[Trigger, ...]]


class LexiconError(ValueError):
    """A file of the ontology that cannot be used; the message names it and says what to mend."""


@cache
def ontology() -> Ontology:
    """The ontology that comes with the package, read once a process.

    Raises:
        LexiconError: one of the files cannot be used.
    """
    folder = files("onrecord") / "reading" / "plover" / "types"
    sources = sorted((each for each in folder.iterdir() if each.name.endswith(".yaml")), key=lambda each: each.name)
    types = [event_type(each.read_text(encoding="utf-8"), each.name) for each in sources]
    by_word: dict[str, list[Trigger]] = {}
    for kind in types:
        for trigger in kind.triggers:
            by_word.setdefault(trigger.pattern.word, []).append(trigger)
    return Ontology({kind.name: kind for kind in types}, {word: tuple(triggers) for word, triggers in by_word.items()})


def event_type(source: str, name: str) -> EventType:
    """A type from the text of its file.

    Args:
        source: the YAML.
        name: the file's name, for messages.

    Raises:
        LexiconError: it is no YAML, lacks a key, has one that is not known, or a line that cannot be read.
    """
    try:
        data = yaml.load(source, Loader=LOADER)  # noqa: S506 - both choices are safe loaders
    except yaml.YAMLError as error:
        raise LexiconError(f"{name}: not YAML: {error}") from error
    if not isinstance(data, dict):
        raise LexiconError(f"{name}: not a mapping of keys")
    _check_keys(data, _TYPE_KEYS, name)
    for key in ("name", "definition", "quad"):
        if not isinstance(data.get(key), str):
            raise LexiconError(f"{name}: {key} is missing")
    if data["quad"] not in QUADS:
        raise LexiconError(f"{name}: quad is {data['quad']!r}, none of {', '.join(QUADS)}")
    modes: dict[str, EventMode] = {}
    triggers = list(_triggers(data, data["name"], None, name))
    for mode, told in (data.get("modes") or {}).items():
        _check_keys(told, _MODE_KEYS, f"{name}: {mode}")
        modes[mode] = EventMode(mode, told.get("definition", ""), tuple(told.get("embeds", ())))
        triggers += _triggers(told, data["name"], mode, f"{name}: {mode}")
    return EventType(
        data["name"], data["definition"], data["quad"], data.get("recipient") == "required", modes, tuple(triggers)
    )


LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the first is a C library, not everywhere


def _check_keys(data: Mapping[str, object], known: frozenset[str], name: str) -> None:
    if unknown := sorted(set(data) - known):
        raise LexiconError(f"{name}: {unknown[0]!r} is none of {', '.join(sorted(known))}")


def _triggers(data: Mapping[str, Any], kind: str, mode: str | None, name: str) -> Iterator[Trigger]:
    """The lines of a type or mode, each a string or a string with what is told of it."""
    for key, sort in (("verbs", "verb"), ("nouns", "noun")):
        for entry in data.get(key) or ():
            written, told = next(iter(entry.items())) if isinstance(entry, dict) and len(entry) == 1 else (entry, {})
            if not isinstance(written, str) or not isinstance(told, dict):
                raise LexiconError(f"{name}: {entry!r} is no line, nor a line with what is told of it")
            _check_keys(told, _LINE_KEYS, f"{name}: {written}")
            if told.get("counts") not in {None, *COUNTS}:
                raise LexiconError(f"{name}: {written}: {told['counts']!r} is none of {', '.join(COUNTS)}")
            try:
                for pattern in patterns(written, sort):
                    yield Trigger(
                        kind,
                        mode,
                        pattern,
                        tuple(told.get("contexts", ())),
                        told.get("counts"),
                        weak=bool(told.get("weak", False)),
                    )
            except NotationError as error:
                raise LexiconError(f"{name}: {error}") from error
