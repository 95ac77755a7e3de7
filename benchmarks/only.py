"""Measuring on some of a corpus' documents, told by their names."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from typing import TypeVar

Either = TypeVar("Either")


def kept_by(only: str, found: Iterable[Either], name: Callable[[Either], str]) -> list[Either]:
    """Those in whose name a regular expression is found; all where it is empty. None left ends the command."""
    kept = [one for one in found if re.search(only, name(one))]
    if not kept:
        sys.exit(f"no document's name has {only!r} in it")
    return kept
