"""The configuration of a run, read from its file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).with_name("config.toml")


class SettingError(ValueError):
    """A setting that cannot be made; says why and what may stand there."""


def configuration(path: Path = DEFAULT, changes: Iterable[str] = ()) -> dict[str, Any]:
    """Read a configuration file.

    Args:
        path: the file.
        changes: settings to make otherwise than the file has them, each `section.key=value`.

    Raises:
        SettingError: a change names no setting of the file, or gives it a value of another kind.
    """
    with path.open("rb") as file:
        read: dict[str, Any] = tomllib.load(file)
    for change in changes:
        _make(read, change)
    return read


def _make(config: dict[str, Any], change: str) -> None:
    name, equals, written = change.partition("=")
    *sections, key = name.strip().split(".")
    place: Any = config
    for section in sections:
        place = place.get(section) if isinstance(place, dict) else None
    if not equals or not sections or not isinstance(place, dict) or isinstance(place.get(key), dict):
        raise SettingError(f"{change}: write section.key=value; the sections are {', '.join(config)}")
    if key not in place:
        raise SettingError(f"{change}: there is no {key} in {'.'.join(sections)}; it has {', '.join(place)}")
    place[key] = _value(change, written.strip(), place[key])


def _value(change: str, written: str, old: Any) -> Any:
    """What is written, as the kind of thing that stands there now; a whole number will do for one with a point."""
    if isinstance(old, str):
        return written
    try:
        new = tomllib.loads(f"value = {written}")["value"]
    except tomllib.TOMLDecodeError:
        new = None
    if isinstance(old, float) and type(new) is int:
        return float(new)
    if type(new) is not type(old):
        raise SettingError(f"{change}: {written or 'nothing'} cannot stand where {old!r} does")
    return new
