"""Lemmas as edit scripts: what to take off the end of a form and what to put there instead.

A script is a short string, so that a head of the encoder can choose among the frequent ones
(Chrupała et al., LREC 2008, and UDPipe use such scripts). `lemma_scripts.txt` lists those learned.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.reading.pieces import tokenizer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CANDIDATES = 8
"""Scripts that are tried for a word."""
NEAR = 6.0
"""How far a script's log odds may lie below the best's and it still be tried."""
FAR = 12.0
"""The same of a form whose tag says that it is no lemma."""

_ENDINGS = {"VBG": re.compile("[aeiouy].*ing$"), "VBZ": re.compile("[aeiouy].*s$")}
_PAST = re.compile("[aeiouy].*ed$")
_BARE = re.compile("[aeiouy].*[^e]ed$")
"""Forms of verbs that are no lemmas, by their tags; of tags that a past tense is given in error, all but "need"."""
_REMEMBERED = 4096
"""How many forms are kept in mind with what a script made of them; the frequent ones come again and again."""
_FLAT = str.maketrans({"’": "'", "‘": "'"})
_KEPT = "^"
_WHOLE = "="


def script(form: str, lemma: str) -> str:
    """The script that makes a lemma of a form.

    `-2+y` takes two characters off and puts `y`; `^` before it keeps the capitals, which are otherwise
    lowered; `=be` stands for the whole lemma, where form and lemma share no beginning.
    """
    form = form.translate(_FLAT)
    lemma = lemma.translate(_FLAT)
    for sign, written in (("", form.lower()), (_KEPT, form)):
        shared = 0
        while shared < min(len(written), len(lemma)) and written[shared] == lemma[shared]:
            shared += 1
        if shared or not written:
            return f"{sign}-{len(written) - shared}+{lemma[shared:]}"
    return f"{_WHOLE}{lemma}"


@lru_cache(maxsize=_REMEMBERED)
def applied(edit: str, form: str) -> str:
    """The lemma that a script makes of a form; the lowered form where it takes off more than there is."""
    if edit.startswith(_WHOLE):
        return edit[1:]
    written = form.translate(_FLAT)
    if edit.startswith(_KEPT):
        edit = edit[1:]
    else:
        written = written.lower()
    off, _, ending = edit[1:].partition("+")
    length = len(written) - int(off)
    return written[:length] + ending if length >= 0 else written


@cache
def scripts() -> tuple[str, ...]:
    """The scripts the encoder chooses from, in the order of its outputs."""
    listed = (files("onrecord.reading") / "lemma_scripts.txt").read_text(encoding="utf-8")
    return tuple(line for line in listed.splitlines() if line)


def lemma(scores: NDArray[np.float32], best: int, form: str, upos: str = "", xpos: str = "") -> str:
    """The lemma of a word: what the likeliest script makes of it, if that is a word.

    "Abilities" without its last letter is none, and "ability", by a script that is a little less likely, is; what
    is a word is told by the tokenizer's vocabulary. A form that is its own lemma is not looked up, unless it is a verb
    with an ending: "agreed" is no lemma.

    Args:
        scores: of each script [scripts], unnormalised.
        best: the likeliest script, as an index of `scripts`.
        form: the word as it is written.
        upos: its universal part of speech, where known.
        xpos: that of the Penn Treebank.
    """
    likeliest = applied(scripts()[best], form) or form
    same = likeliest.lower() == form.lower()
    ends = same and upos == "VERB" and _ending(xpos).search(form.lower()) is not None
    if not ends and (same or likeliest.lower() in words()):
        return likeliest
    order = (-scores).argsort(kind="stable")[:CANDIDATES]
    least = scores[order[0]] - (FAR if ends else NEAR)
    for edit in order:
        other = applied(scripts()[edit], form) or form
        if scores[edit] > least and other.lower() in words() and other.lower() != form.lower():
            return other
    return likeliest


def _ending(xpos: str) -> re.Pattern[str]:
    """What a verb's form looks like that is no lemma."""
    return _ENDINGS.get(xpos, _BARE if xpos in {"VB", "VBP"} else _PAST)


@cache
def words() -> frozenset[str]:
    """The whole words of the tokenizer's vocabulary."""
    return frozenset(word for word in tokenizer().get_vocab() if word.isalpha())
