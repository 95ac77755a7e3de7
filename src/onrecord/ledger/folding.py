"""How names and words are made alike for searching: case, accents, and signs that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import Final

KEY_LENGTH: Final = 120
"""Characters of a folded name; what two names have beyond is not told apart."""
INVISIBLE: Final = "\u00ad\u200b\u2060\ufeff"
"""What parts no word though it stands within one."""
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟＂", '"'))
_WORD: Final = re.compile(f"[^\\W_](?:[^\\W_]|[\u0300-\u036f{INVISIBLE}])*")


def clean(line: str) -> str:
    """A line without control characters and halves of characters, its double quotation marks all alike."""
    kept = "".join(" " if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} else sign for sign in line)
    return kept.translate(_QUOTES)


def fold(name: str) -> str:
    """A name as it is compared: no case, no accents, no quotation marks, single spaces.

    Args:
        name: in any script; marks that combine are dropped, so that "Žižek", "Zizek" and "ŽIŽEK" are one.
    """
    told = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", clean(name)).casefold())
    bare = "".join(
        sign for sign in told if not unicodedata.combining(sign) and sign != '"' and unicodedata.category(sign) != "Cf"
    )
    return " ".join(bare.split())[:KEY_LENGTH].rstrip()


def has_words(text: str) -> bool:
    """Whether there is a letter or digit in it that full-text search knows."""
    return _WORD.search(text) is not None


def words(text: str, most: int | None = None) -> list[tuple[str, int, int]]:
    """The words of a text, folded, with their offsets in code points, half-open.

    Args:
        text: any.
        most: how many of the first to give; all when None.
    """
    return [(_word(found[0]), found.start(), found.end()) for found in islice(_WORD.finditer(text), most)]


def _word(written: str) -> str:
    return written.lower() if written.isascii() else fold(written)
