"""PLOVER's types, modes and contexts with the words that tell them, read from the YAML files beside this one.

One file a type in `types/`: its definition, quad class, modes, and the lines of its lexicon (see `notation`), those of
a mode under the mode. PLOVER: Open Event Data Alliance, Political Language Ontology for Verifiable Event Records,
draft 2.0. A folder of one's own is read instead where `$ONRECORD_PLOVER` names one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from reprlib import repr as shortened
from typing import Any, Final

import yaml

from onrecord.errors import SetupError
from onrecord.reading.plover.notation import NotationError, Pattern, patterns
from onrecord.record import COUNTS

FOLDER: Final = Path(str(files("onrecord"))) / "reading" / "plover" / "types"
"""Where the types that come with the package are."""
OWN_FOLDER: Final = "ONRECORD_PLOVER"
"""The environment variable that names another."""

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
        digest: sha256 of the files of another folder than the package's; None for the package's.
    """

    types: Mapping[str, EventType]
    by_word: Mapping[str, tuple[Trigger, ...]]
    digest: str | None = None


class LexiconError(ValueError):
    """A file of the ontology that cannot be used; the message names it and says what to mend."""


@cache
def ontology() -> Ontology:
    """The ontology, read once a process: that of the package, or of the folder that `$ONRECORD_PLOVER` names.

    Raises:
        LexiconError: one of the package's files cannot be used.
        SetupError: P01, the folder named cannot be used; the message says what to mend.
    """
    named = os.environ.get(OWN_FOLDER)
    if not named:
        return _gathered(_sources(FOLDER))
    try:
        sources = _sources(Path(named))
        return replace(_gathered(sources, all_of=_names(_sources(FOLDER))), digest=_digest(sources))
    except (OSError, UnicodeDecodeError, LexiconError) as error:
        what = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise SetupError("P01", folder=named, what=what) from error


def _sources(folder: Path) -> dict[str, str]:
    """The YAML files of a folder by name, in the order of their names."""
    found = sorted(each for each in folder.iterdir() if each.suffix == ".yaml")
    return {each.name: each.read_text(encoding="utf-8") for each in found}


def _names(sources: Mapping[str, str]) -> frozenset[str]:
    return frozenset(event_type(source, name).name for name, source in sources.items())


def _digest(sources: Mapping[str, str]) -> str:
    """A sha256 of files: their names and what is in them, whatever their line ends."""
    told = hashlib.sha256()
    for name, source in sources.items():
        told.update(f"{name}\0{source}\0".encode())
    return told.hexdigest()


def _gathered(sources: Mapping[str, str], all_of: frozenset[str] = frozenset()) -> Ontology:
    """The ontology of some files.

    Raises:
        LexiconError: a file cannot be used, two give the same type, or one of `all_of` is in none.
    """
    types: dict[str, EventType] = {}
    by_word: dict[str, list[Trigger]] = {}
    for name, source in sources.items():
        kind = event_type(source, name)
        if kind.name in types:
            raise LexiconError(f"{name}: {kind.name} has a file already")
        types[kind.name] = kind
        for trigger in kind.triggers:
            by_word.setdefault(trigger.pattern.word, []).append(trigger)
    if missing := sorted(all_of - set(types)):
        raise LexiconError(f"no file gives {missing[0]}; copy the package's folder and edit the copy")
    return Ontology(types, {word: tuple(triggers) for word, triggers in by_word.items()})


def event_type(source: str, name: str) -> EventType:
    """A type from the text of its file.

    Args:
        source: the YAML.
        name: the file's name, for messages.

    Raises:
        LexiconError: it is no YAML, lacks a key, has one that is not known, or a line that cannot be read.
    """
    try:
        _refuse_deep(source, name)
        data = yaml.load(source, Loader=LOADER)  # noqa: S506 - both choices are safe loaders
    except LexiconError:
        raise
    except _NOT_YAML as error:
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
    for mode, told in _modes(data, name):
        _check_keys(told, _MODE_KEYS, f"{name}: {mode}")
        definition = told.get("definition", "")
        if not isinstance(definition, str):
            raise LexiconError(f"{name}: {mode}: definition is no text")
        modes[mode] = EventMode(mode, definition, _listed(told, "embeds", f"{name}: {mode}"))
        triggers += _triggers(told, data["name"], mode, f"{name}: {mode}")
    return EventType(
        data["name"], data["definition"], data["quad"], data.get("recipient") == "required", modes, tuple(triggers)
    )


def _refuse_deep(source: str, name: str) -> None:
    """Refuse what is nested so deeply that the C library would overrun the stack, and end the process."""
    lines = max(map(len, source.splitlines()), default=0)  # a block in another stands at least a column to its right
    if lines + source.count("[") + source.count("{") <= _MOST_DEEP:
        return
    depth = 0
    for event in yaml.parse(source, Loader=_EVENTS):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MOST_DEEP:
            raise LexiconError(f"{name}: nested over {_MOST_DEEP} deep")


_NOT_YAML: Final = (yaml.YAMLError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)
"""What the library raises; of "2026-02-30" a ValueError, of "!!timestamp x" an AttributeError."""
_MOST_DEEP: Final = 1_000
_EVENTS: Final[Any] = getattr(yaml, "CLoader", yaml.Loader)  # only its parser is used, which makes no objects
LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the first is a C library, not everywhere


def _modes(data: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The modes of a type with what is told of each; of one that is only named, nothing."""
    modes = data.get("modes") or {}
    if not isinstance(modes, dict):
        raise LexiconError(f"{name}: modes is no mapping of names")
    for mode, told in modes.items():
        if not isinstance(mode, str) or not isinstance(told or {}, dict):
            raise LexiconError(f"{name}: {mode!r} is no mode with what is told of it")
        yield mode, told or {}


def _check_keys(data: Mapping[str, object], known: frozenset[str], name: str) -> None:
    if unknown := sorted(set(data) - known, key=str):
        raise LexiconError(f"{name}: {unknown[0]!r} is none of {', '.join(sorted(known))}")


def _listed(data: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
    found = data.get(key, ())
    if not isinstance(found, list | tuple) or not all(isinstance(each, str) for each in found):
        raise LexiconError(f"{name}: {key} is no list of words")
    return tuple(found)


def _triggers(data: Mapping[str, Any], kind: str, mode: str | None, name: str) -> Iterator[Trigger]:
    """The lines of a type or mode, each a string or a string with what is told of it."""
    for key, sort in (("verbs", "verb"), ("nouns", "noun")):
        entries = data.get(key) or []
        if not isinstance(entries, list):
            raise LexiconError(f"{name}: {key} is no list of lines")
        for entry in entries:
            written, told = next(iter(entry.items())) if isinstance(entry, dict) and len(entry) == 1 else (entry, {})
            if not isinstance(written, str) or not isinstance(told, dict):
                raise LexiconError(f"{name}: {shortened(entry)} is no line, nor a line with what is told of it")
            _check_keys(told, _LINE_KEYS, f"{name}: {written}")
            if told.get("counts") not in (None, *COUNTS):
                raise LexiconError(f"{name}: {written}: {shortened(told['counts'])} is none of {', '.join(COUNTS)}")
            try:
                for pattern in patterns(written, sort):
                    yield Trigger(
                        kind,
                        mode,
                        pattern,
                        _listed(told, "contexts", f"{name}: {written}"),
                        told.get("counts"),
                        weak=bool(told.get("weak", False)),
                    )
            except NotationError as error:
                raise LexiconError(f"{name}: {error}") from error
