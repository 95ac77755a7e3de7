"""Attributions that the encoder makes of a naming: "known as Hallan-3", "listed the group as a terrorist one".

Nobody says anything there. What is listed is a relation, and what something is called is a name of it.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.reading.attribution import Attribution

_KNOWN: Final = re.compile(
    r"(?:(?:is|are|was|were|been|be|also|better|well|best|widely|commonly|locally|formerly|otherwise|popularly|now)\s+)*"
    r"(?:known|named|nicknamed|code-?named|titled|entitled|christened|headlined)(?:\s+(?:as|for|to|simply))?",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(
    r"(?:(?:is|are|was|were|been|be|has|have|had|also|previously|formally|officially|recently|already|formerly|since)\s+)*"
    r"(?:listed|lists|list|listing|designated|designates|designating|blacklisted|blacklists|proscribed|proscribes|"
    r"delisted|delists|classified|classifies|registered|registers|ranked|ranks)(?:\s+as)?",
    re.IGNORECASE,
)


def is_naming(text: str, found: Attribution) -> bool:
    """Whether an attribution's cue only gives something its name, or puts it on a list."""
    cue = text[slice(*found.cue)].strip()
    if _KNOWN.fullmatch(cue):
        return found.source is None
    return _LISTED.fullmatch(cue) is not None
