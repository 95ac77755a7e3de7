"""Attributions in which nobody says anything, though the encoder takes them for such.

A naming: "known as Hallan-3", "listed the group as a terrorist one": what is listed is a relation, and what something
is called is a name of it. A silence: "did not say", "declined to comment", "nobody has claimed". A pointer to another
source: "citing two people".
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
    r"(?:(?:is|are|was|were|been|be|has|have|had|also|previously|formally|officially|recently|already|formerly|since|still|now|both|no|longer|not)\s+)*"
    r"(?:listed|lists|list|listing|designated|designates|designating|blacklisted|blacklists|proscribed|proscribes|"
    r"delisted|delists|classified|classifies|registered|registers|ranked|ranks)(?:\s+as)?",
    re.IGNORECASE,
)


_SILENT: Final = re.compile(
    r"(?:\w+(?:n['’]t)|.*\b(?:not|never|nor|neither|without|hardly)|refus\w+|declin\w+)\b.*"
    r"\b(?:say|said|saying|comment|commented|commenting|respond|responded|responding|reply|replied|replying|answer|answered|answering|"
    r"elaborate|elaborated|elaborating|specify|specified|specifying|discuss|discussed|speculate|disclose|disclosed|reveal|revealed|tell|"
    r"told|name|named|identify|identified|explain|explained|mention|mentioned|speak|talk|give|given)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_REFUSAL: Final = re.compile(r"(?:\w+\s+)?(?:refus|declin)(?:e|es|ed|ing)", re.IGNORECASE)
_SPEAKING: Final = re.compile(
    r"to\s+(?:say|comment|discuss|answer|elaborate|give|speculate|name|identify|disclose|confirm|specify|talk|reveal|respond|reply|be\s+(?:named|"
    r"identified|interviewed|quoted)|speak|tell|explain|address|provide|take\s+questions)\b",
    re.IGNORECASE,
)
_NOBODY: Final = re.compile(
    r"(?:nobody|no[ -]one|no\s+\w+|none(?:\s+of\b.*)?|neither(?:\s+of\b.*)?)", re.IGNORECASE | re.DOTALL
)
_POINTER: Final = re.compile(r"(?:citing|quoting)", re.IGNORECASE)


def says_something(text: str, found: Attribution) -> bool:
    """Whether an attribution attributes anything."""
    cue = text[slice(*found.cue)].strip()
    content = text[slice(*found.content[0])].strip() if found.content else ""
    source = text[slice(*found.source)].strip() if found.source is not None else ""
    silent = _SILENT.fullmatch(cue) is not None or (_REFUSAL.fullmatch(cue) is not None and _SPEAKING.match(content))
    nothing = (
        content.lower() == "nothing" or _NOBODY.fullmatch(source) is not None or _POINTER.fullmatch(cue) is not None
    )
    return not (silent or nothing or is_naming(text, found))


def is_naming(text: str, found: Attribution) -> bool:
    """Whether an attribution's cue only gives something its name, or puts it on a list."""
    cue = text[slice(*found.cue)].strip()
    if _KNOWN.fullmatch(cue):
        return found.source is None
    return _LISTED.fullmatch(cue) is not None
