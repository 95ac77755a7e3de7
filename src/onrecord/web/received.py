"""What comes in by the inbox, made fit to keep: names that are only shown, bytes that may be read, addresses, dates."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from onrecord.articles.addresses import checked
from onrecord.articles.arrivals import LINES_SUFFIXES, SUFFIXES, suffix
from onrecord.articles.decode import MAX_BYTES, clean
from onrecord.articles.plain import MAX_CHARACTERS, stated_date
from onrecord.errors import ArticleError
from onrecord.ledger import jobs
from onrecord.ledger.jobs import Kind, Wanted

LONGEST_NAME: Final = 120
_LONGEST_FIELD: Final = 500
LONGEST_ADDRESS: Final = 2_000
_SHORT: Final = 60
_PATH = re.compile(r"[/\\]")


def shown_name(stated: str | None) -> str:
    """A file's name as it may be shown: the last part of a path, without what cannot be seen or turns text around.

    Args:
        stated: whatever a browser calls it.
    """
    last = _PATH.split((stated or "").rstrip("/\\ "))[-1]
    seen = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in last)
    name = " ".join(seen.split())
    if len(name) > LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        kept = f"{dot}{ending}" if stem and len(ending) < 10 else ""
        name = name[: LONGEST_NAME - len(kept) - 1] + "…" + kept
    return name if name.strip(".") else "unnamed"


def uploads(files: Iterable[tuple[str, bytes]]) -> list[Wanted]:
    """What is to be read of some files.

    Args:
        files: their names as stated, and their bytes. One too large is a failure from the start, its bytes not kept.
    """
    wanted = []
    for stated, raw in files:
        name = shown_name(stated)
        form = suffix(name) if suffix(name) in SUFFIXES else ""
        if len(raw) > MAX_BYTES and form not in LINES_SUFFIXES:
            error = ArticleError("A03", name=name, size=len(raw) / 1e6, limit=MAX_BYTES / 1e6)
            wanted.append(Wanted(kind=Kind.UPLOAD, name=name, form=form, size=len(raw), error=error))
        else:
            wanted.append(Wanted(kind=Kind.UPLOAD, name=name, form=form, size=len(raw), data=jobs.packed(raw)))
    return wanted


def pasted(text: str, *, title: str = "", outlet: str = "", published: str = "", url: str = "") -> Wanted:
    """A text that was pasted, with what is known of it; kept as a JSON object, so that nothing of it is lost.

    Args:
        text: the article.
        title: its headline.
        outlet: who published it.
        published: when, ISO 8601, as precise as known.
        url: where.

    Raises:
        ArticleError: A11 no words, A13 too long, D04 a date that is none.
    """
    text = clean(text.replace("\r\n", "\n"))  # forms send every line end as two
    called = " ".join((title or text[: 2 * _SHORT]).split())
    name = shown_name(f"“{called[:_SHORT].replace('/', ' ')}”")
    if not any(each.isalpha() for each in text):
        raise ArticleError("A11", name="the text")
    if len(text) > MAX_CHARACTERS:
        raise ArticleError("A13", name="the text", size=len(text), limit=MAX_CHARACTERS)
    if published.strip() and stated_date(published) is None:
        raise ArticleError(
            "D04",
            what=f"{published.strip()[:_SHORT]!r} is not a date",
            remedy="write it as 2026-03-14, with a time as 2026-03-14T09:30, or only 2026-03",
        )
    told = {"title": title, "outlet": outlet, "published": published, "url": url}
    fields = {key: clean(value.strip())[:_LONGEST_FIELD] for key, value in told.items() if value.strip()}
    raw = json.dumps({"text": text, **fields}, ensure_ascii=False).encode()
    return Wanted(kind=Kind.TEXT, name=name, form=".json", size=len(raw), data=jobs.packed(raw))


def addresses(stated: str, *, allow_private: bool) -> list[Wanted]:
    """What is to be fetched, from some addresses with space between.

    Args:
        stated: the addresses.
        allow_private: see `addresses.checked`.

    Raises:
        FetchError: W01, one of them is none that is fetched.
        ArticleError: D04, there is none, or one that is too long.
    """
    given = list(dict.fromkeys(stated.split()))
    if not given:
        raise ArticleError("D04", what="no address was given", remedy="give one that begins with https:// or http://")
    if any(len(each) > LONGEST_ADDRESS for each in given):
        raise ArticleError(
            "D04",
            what=f"an address has more than {LONGEST_ADDRESS:,} characters",
            remedy="save the page it leads to, and give the file",
        )
    return [Wanted(kind=Kind.ADDRESS, name=str(checked(each, allow_private=allow_private))) for each in given]
