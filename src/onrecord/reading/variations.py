"""Variations: a description that may stand for whoever was told of just before, "the Marnish businessman" for Ola Lund.

News prose does not like to repeat a name. What a description tells need not have been told with the name, so that no
rule of same words finds it; but a single person described with "the", who speaks and was not introduced, is most often
the topic of the sentences before (the centre that looks back; Grosz, Joshi and Weinstein, Computational Linguistics 21,
1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.reading.nouns import is_persons
from onrecord.reading.pronouns import FEMALE, MALE

_OTHERS: Final = frozenset(
    "source official spokesman spokeswoman spokesperson representative aide adviser advisor assistant lawyer attorney "
    "counsel reporter journalist correspondent interviewer host anchor moderator author writer narrator victim suspect "
    "defendant plaintiff witness person passenger driver officer user caller reader viewer voter expert analyst member "
    "wife husband son daughter father mother brother sister friend neighbour neighbor boss translator doctor nurse "
    "teacher student customer resident editor pollster petitioner respondent other another former latter publisher "
    "sponsor owner employee employer worker father-in-law speaker announcer computer number".split()
)
"""Nouns for persons that are in a story beside whom it tells of, and of nouns that only look like such."""
_LEANINGS: Final = frozenset(
    "democrat republican conservative liberal libertarian socialist communist independent centrist progressive".split()
)


def varied(words: Sequence[str]) -> str | None:
    """The noun of a description that may stand for somebody told of just before; None where it may not.

    Args:
        words: its words up to the first that hangs from the noun, in lower case.
    """
    if len(words) < 2 or words[0] != "the" or any(word.endswith(("'s", "’s")) for word in words):
        return None
    noun = words[-1]
    person = is_persons(noun) or noun in _LEANINGS or noun in MALE or noun in FEMALE
    return noun if person and noun not in _OTHERS and not noun.endswith("s") else None


def is_of_sex(words: Sequence[str], *, male: bool, female: bool) -> bool:
    """Whether a description may be of somebody who is known to be a man or a woman, or neither."""
    said_male, said_female = not MALE.isdisjoint(words), not FEMALE.isdisjoint(words)
    return not (male and said_female and not said_male) and not (female and said_male and not said_female)
