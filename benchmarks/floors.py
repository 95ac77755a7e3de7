"""Floors: what was once reached, kept in `floors.json`, and only ever raised.

A figure is compared with its floor only on the corpus it was reached on, told by a hash of its files.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("floors.json")
SLACK = 0.002
"""How far below its floor a figure may be before it counts as fallen: rounding on another processor."""


@dataclass(frozen=True, slots=True)
class Fallen:
    """A figure below its floor."""

    name: str
    floor: float
    value: float


def corpus_hash(paths: Iterable[Path]) -> str:
    """A hash over the contents of some files, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def load(file: Path = FILE) -> dict[str, Any]:
    """The floors by benchmark."""
    if not file.exists():
        return {}
    floors: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return floors


def fallen(benchmark: str, corpus: str, figures: Mapping[str, float], file: Path = FILE) -> list[Fallen]:
    """The figures that are below their floors."""
    kept = load(file).get(benchmark, {})
    if kept.get("corpus") != corpus:
        return []
    floors: Mapping[str, float] = kept["figures"]
    return [
        Fallen(name, floor, figures.get(name, min(floor, 0.0)))
        for name, floor in floors.items()
        if figures.get(name, -math.inf) < floor - SLACK
    ]


def raise_floors(
    benchmark: str, command: str, corpus: str, figures: Mapping[str, float], file: Path = FILE
) -> dict[str, float]:
    """Raise the floors that were passed; return those raised, with their new values.

    Args:
        benchmark: its name.
        command: how to run it.
        corpus: the hash of what it ran on; floors reached on another corpus are replaced.
        figures: what was reached.
        file: where floors are kept.
    """
    floors = load(file)
    kept = floors.get(benchmark, {})
    old: Mapping[str, float] = kept.get("figures", {}) if kept.get("corpus") == corpus else {}
    new = {name: max(round(value, 4), old.get(name, -math.inf)) for name, value in figures.items()}
    new |= {name: value for name, value in old.items() if name not in new}
    floors[benchmark] = {"command": command, "corpus": corpus, "figures": new}
    file.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return {name: value for name, value in new.items() if value > old.get(name, -math.inf)}
