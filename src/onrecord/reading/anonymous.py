"""Sources that nobody is named for: somebody described ("a senior official"), or words without an author."""

from __future__ import annotations

import re
from typing import Final

from onrecord.reading.nouns import is_persons

_WRITTEN: Final = frozenset(
    "report rumour rumor speculation gossip hearsay talk chatter memo memorandum document paper file record filing "
    "affidavit indictment transcript letter email e-mail message cable communique communiqué draft statement release "
    "notice bulletin note dossier leak poll survey study finding estimate figure statistic data census analysis "
    "projection forecast account claim allegation suggestion indication sign evidence footage video photograph photo "
    "image picture recording tape post tweet legend story word article book film series investigation review audit "
    "inventory list database website page leaflet poster banner slogan proverb consensus source_code average tally "
    "index ruling judgment judgement verdict lawsuit complaint petition essay column editorial op-ed piece profile "
    "research submission brief motion deposition declaration manifesto diary memoir caption headline newsletter "
    "commentary slide presentation chart graph graphic map table diagram infographic brochure pamphlet handout flyer "
    "bylaw by-law charter constitution statute law rule guideline regulation contract treaty textbook manual handbook "
    "screenshot clip trailer advert advertisement ad sign spreadsheet ledger logbook log voicemail speech".split()
)
_CUT: Final = re.compile(
    r"[,;:(—–]|\b(?:of|for|in|from|at|with|on|to|by|near|that|which|who|seen|obtained|reviewed|published|released|posted|"
    r"shared|circulated|circulating|leaked to|cited|quoted|conducted|commissioned|compiled|being|"
    r"about|among|inside|within|close|familiar|briefed)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def anonymous(words: str, head: str = "") -> str:
    """What kind of link a source without a name is: `reports` or `described` (`record.ANONYMOUS`).

    Args:
        words: the words for it.
        head: the noun that the syntax has them built around, where it is known.
    """
    noun = head.lower() or _noun(words)
    forms = {noun, noun.removesuffix("s"), noun.removesuffix("es"), noun.removesuffix("ies") + "y"}
    return "reports" if forms & _WRITTEN else "described"


def may_stand_for(pronoun: str, words: str) -> bool:
    """Whether "it" or "they" may stand for a source that is described in some words: by its number, and for no person.

    Args:
        pronoun: in lower case.
        words: the words for the source.
    """
    noun = _noun(words)
    several = (noun.endswith("s") and not noun.endswith("ss")) or noun in {"people", "police", "men", "women", "data"}
    return several if pronoun == "they" else pronoun == "it" and not (several or is_persons(noun))


def _noun(words: str) -> str:
    """The noun that some words are built around, in lower case."""
    cut = _CUT.search(words, 1)
    told = _WORD.findall(words[: cut.start()] if cut else words)
    return told[-1].lower() if told else ""
