"""The configuration of a run, read from its file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).with_name("config.toml")


def configuration(path: Path = DEFAULT) -> dict[str, Any]:
    """Read a configuration file."""
    with path.open("rb") as file:
        read: dict[str, Any] = tomllib.load(file)
        return read
