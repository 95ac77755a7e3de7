"""Words of an article made fit for a terminal."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def safe(words: str) -> str:
    """Words of an article fit for a terminal: control and direction characters become spaces, one for one."""
    return _CONTROL.sub(" ", words)
