"""The articles as BibTeX: an `@article` each, `@misc` where no outlet is told; UTF-8, as biblatex and Zotero read it.

Words of an article never become commands of TeX. What the article was read from and by stands in `annotation`, which no
style prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from onrecord.export.references import Reference, reference
from onrecord.record import Record

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_IN_ADDRESS: Final = re.compile(r'[{}\\"<>^`|]')
"""What an address may hold only as an escape (RFC 3986), and what would end the field."""


def lines(record: Record, raw: str | None = None) -> Iterator[str]:
    """The entry of an article, several lines of text without the last one's end; the arguments of `reference`."""
    found = reference(record, raw)
    fields = [(name, value) for name, value in _fields(found) if value]
    yield "\n".join(
        [
            f"@{'article' if found.outlet else 'misc'}{{{found.key},",
            *(f"  {name} = {value}," for name, value in fields),
            "}",
        ]
    )


def _fields(of: Reference) -> Iterator[tuple[str, str | None]]:
    """The fields as they are written; a name or title in two pairs of braces is kept as it is spelt."""
    year, month, day = (*of.date, "", "", "")[:3]
    yield "author", of.author and f"{{{{{of.author.translate(_TEX)}}}}}"
    yield "title", of.title and f"{{{{{of.title.translate(_TEX)}}}}}"
    yield "journal", of.outlet and f"{{{of.outlet.translate(_TEX)}}}"
    yield "year", year and f"{{{year}}}"
    yield "month", _MONTHS[int(month) - 1] if month and 1 <= int(month) <= len(_MONTHS) else None
    yield "day", day and f"{{{int(day)}}}"
    yield "url", of.url and f"{{{_IN_ADDRESS.sub(lambda sign: f'%{ord(sign[0]):02X}', of.url)}}}"
    yield "language", f"{{{of.language}}}"
    yield "annotation", f"{{{of.note.translate(_TEX)}}}"
