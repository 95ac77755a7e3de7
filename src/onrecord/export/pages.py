"""What all pages have: the template environment, the style with its hash, a text with its marks.

Everything that comes from an article is escaped; a page runs no script and loads nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from onrecord.export.marks import Mark, Token, by_paragraph, segments, tokens
from onrecord.export.provenance import Provenance
from onrecord.export.voices import Speaker
from onrecord.record import Record
from onrecord.version import VERSION

_COLOURS = 8
_HATCHES = 4


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("onrecord.export"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(template: str, made: Sequence[Provenance], **given: Any) -> str:
    """A self-contained page.

    Args:
        template: its file in `templates/`.
        made: where what is on it comes from, an article each.
        given: what the template uses.
    """
    style = (files("onrecord") / "export" / "templates" / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template(template)
        .render(version=VERSION, made=made, style=Markup(style), style_hash=f"sha256-{digest}", **given)  # noqa: S704 - our own file
    )


def piece(template: str, **given: Any) -> str:
    """A small piece of a page, for a place that has its own style.

    Args:
        template: its file in `templates/`.
        given: what the template uses.
    """
    return _environment().get_template(template).render(**given)


def look(speaker: Speaker | None) -> str:
    """The classes of a voice: a colour, and a hatching once the colours are used up; none of the outlet's own."""
    if speaker is None or not speaker.colour:
        return "own"
    turn, colour = divmod(speaker.colour - 1, _COLOURS)
    return f"c{colour + 1}" + (f" h{turn % _HATCHES}" if turn % _HATCHES else "")


@dataclass(frozen=True, slots=True)
class Written:
    """A step in writing a paragraph, and the name that the words opened go by, once on a page."""

    token: Token
    name: str | None


def paragraphs(record: Record, marks: Sequence[Mark], name: Callable[[Mark], str] | None = None) -> list[list[Written]]:
    """The paragraphs of an article as tokens.

    Args:
        record: of the article.
        marks: what is marked in it.
        name: gives the name that the words of a mark go by; each goes by it once.
    """
    text, named = record.article.text, set[tuple[int, int]]()
    found = []
    for span, over in zip(record.article.paragraphs, by_paragraph(record, marks), strict=True):
        written = []
        for token in tokens(list(segments(text, span, over))):
            given = None
            if name and token.does == "open" and token.mark and token.mark.key not in named:
                named.add(token.mark.key)
                given = name(token.mark)
            written.append(Written(token, given))
        found.append(written)
    return found


def web_address(url: str | None) -> str | None:
    """The address, if a browser may be sent there."""
    return url if url and urlsplit(url).scheme in {"http", "https"} else None
