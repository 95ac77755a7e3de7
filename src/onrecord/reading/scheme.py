"""The labels the encoder's heads choose from, in the order of their outputs.

A model is read only if its manifest lists the same labels in the same order (see `encoder.py`).
"""

from __future__ import annotations

from typing import Final

NAME_TYPES: Final = (
    "person",
    "organisation",
    "place",
    "nationality",
    "event",
    "work",
    "other",
    "country",
    "facility",
    "publication",
)
"""Kinds of name, from the corpora that annotate them (`corpora/names.py` says which gives what)."""

ROLES: Final = ("source", "cue", "content")
"""The parts of an attribution, after PARC and PolNeAR."""

OUTSIDE: Final = 0


def bio(types: tuple[str, ...]) -> tuple[str, ...]:
    """The IOB2 tags over some types: `O`, then `B-` and `I-` of each; B is odd, I the even one after it."""
    return ("O", *(f"{prefix}-{kind}" for kind in types for prefix in ("B", "I")))


NAME_TAGS: Final = bio(NAME_TYPES)
ROLE_TAGS: Final = bio(ROLES)

UPOS: Final = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
"""Universal parts of speech (https://universaldependencies.org/u/pos/)."""

XPOS: Final = tuple(
    "NN IN DT NNP JJ PRP . RB , NNS VB CC VBD VBP VBZ CD VBN VBG TO MD PRP$ UH : -RRB- -LRB- WDT WRB WP HYPH "
    "`` '' RP POS NNPS JJR JJS EX RBR SYM FW NFP $ GW PDT ADD RBS LS AFX WP$".split()
)
"""The Penn Treebank's parts of speech with the additions of its web treebanks, by frequency in EWT and GUM."""

RELATIONS: Final = tuple(
    "punct case det nsubj root advmod amod obj obl nmod conj compound cc mark aux cop nmod:poss advcl xcomp flat "
    "acl:relcl ccomp acl parataxis aux:pass nummod appos nsubj:pass discourse obl:unmarked nmod:unmarked "
    "compound:prt expl fixed iobj list dep obl:agent reparandum nmod:desc csubj nsubj:outer advcl:relcl det:predet "
    "vocative cc:preconj goeswith orphan dislocated csubj:pass csubj:outer".split()
)
"""Universal dependency relations with English subtypes (https://universaldependencies.org/en/dep/)."""

MENTION_TYPES: Final = tuple("person organization place event time object substance animal plant abstract".split())
"""What a mention, name or not, may be of: GUM's entity types (Zeldes, 2017)."""

MENTIONS: Final = ("O", *MENTION_TYPES)
"""What the head word of a mention is tagged; a word that heads no mention is `O`."""

EVENT_TYPES: Final = tuple(
    "AGREE CONSULT SUPPORT COOPERATE AID YIELD REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE "
    "ASSAULT".split()
)
"""PLOVER's event types (https://github.com/openeventdata/PLOVER), but RETREAT: no corpus teaches it."""
