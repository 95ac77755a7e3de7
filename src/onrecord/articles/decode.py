"""From bytes to text: compression, encodings, and what is not text at all.

An encoding is taken from a byte-order mark, from the page's own declaration, or is UTF-8. Anything else is
refused with a guess rather than read with one: a wrong guess would put wrong letters in a quotation.
"""

from __future__ import annotations

import codecs
import re
import zlib

from onrecord.errors import ArticleError

MAX_BYTES = 10_000_000
"""The largest file taken for one article, in bytes, after decompression."""

_MAGIC = (
    (b"%PDF", "it is a PDF"),
    (b"PK\x03\x04", "it is a ZIP archive or an office document"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
    (b"RIFF", "it is a picture, sound or film"),
    (b"\x00\x00\x00\x18ftyp", "it is a film"),
    (b"\x7fELF", "it is a program"),
    (b"MZ", "it is a program"),
    (b"SQLite format 3", "it is a database"),
    (b"\xd0\xcf\x11\xe0", "it is an office document"),
    (b"{\\rtf", "it is a rich-text document"),
)
_GZIP = b"\x1f\x8b"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_DECLARATION_WITHIN = 8192
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x0b\x1b")
_MOST_CONTROLS = 0.01
_SURROGATE = re.compile("[\ud800-\udfff]")


def unpacked(raw: bytes, name: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes themselves, gzip taken off.

    Raises:
        ArticleError: A01 empty, A03 too large (before or after unpacking), A08 damaged, A10 cut short.
    """
    if not raw:
        raise ArticleError("A01", name=name)
    if raw.startswith(_GZIP):
        raw = _gunzipped(raw, name, limit)
        if not raw:
            raise ArticleError("A01", name=name)
    if len(raw) > limit:
        raise ArticleError("A03", name=name, size=len(raw) / 1e6, limit=limit / 1e6)
    return raw


def _gunzipped(raw: bytes, name: str, limit: int) -> bytes:
    machine = zlib.decompressobj(wbits=31)
    try:
        data = machine.decompress(raw, limit + 1)
    except zlib.error as error:
        raise ArticleError("A08", name=name, what=f"its compression is damaged ({error})") from error
    if len(data) <= limit and not machine.eof:
        raise ArticleError("A10", name=name, what="its compressed data ends early")
    return data


def decoded(raw: bytes, name: str, *, encoding: str | None = None) -> str:
    """Bytes as text, its byte-order mark taken off and its line ends made line feeds.

    Args:
        raw: the bytes, not compressed.
        name: what to call them in an error.
        encoding: take them as this, whatever they look like.

    Raises:
        ArticleError: A02 not text, A12 an encoding that is not declared, A14 not in the encoding given.
    """
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise ArticleError("A02", name=name, what=what)
    chosen = encoding or marked_encoding(raw)
    if chosen is None:
        _refuse_binary(raw, name)
        chosen = declared_encoding(raw)
    try:
        text = raw.decode(chosen or "utf-8")
    except UnicodeDecodeError as error:
        if chosen is None:
            raise ArticleError("A12", name=name, guess=_guess(raw)) from error
        what = f"byte {error.start} cannot be read"
        raise ArticleError("A14", name=name, encoding=chosen, what=what) from error
    except LookupError as error:
        raise ArticleError("A14", name=name, encoding=chosen, what="no such encoding is known") from error
    return clean(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def clean(text: str) -> str:
    """A text that can be written as UTF-8: each lone surrogate becomes one replacement character."""
    return _SURROGATE.sub("\ufffd", text)


def declared_encoding(raw: bytes) -> str | None:
    """The encoding a page or an XML file declares for itself, if it is one Python knows."""
    found = _DECLARED.search(raw[:_DECLARATION_WITHIN])
    if not found:
        return None
    return browsers_encoding((found[1] or found[2]).decode("ascii", "replace"))


def browsers_encoding(name: str) -> str | None:
    """The encoding that browsers take a name for, if it is one Python knows."""
    name = name.strip().lower()
    if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}:
        name = "windows-1252"  # what browsers take it for: https://encoding.spec.whatwg.org/#names-and-labels
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def marked_encoding(raw: bytes) -> str | None:
    """The encoding that a byte-order mark tells."""
    return next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)


def _refuse_binary(raw: bytes, name: str) -> None:
    head = raw[:65536]
    if b"\x00" in head:
        raise ArticleError("A02", name=name, what="it holds zero bytes")
    if len(head) - len(head.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(head):
        raise ArticleError("A02", name=name, what="it is full of control characters")


def _guess(raw: bytes) -> str:
    """What the bytes may be: the commonest encoding of old English texts if they fit it, else the likeliest."""
    try:
        raw.decode("cp1252")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(raw[:65536]).best()
        return best.encoding if best else "windows-1252"
    return "windows-1252"
