"""PLOVER's ontology: what a line of the lexicon says, and what becomes of a file that cannot be used."""

from dataclasses import replace
from importlib.resources import files

import pytest

from onrecord.reading.plover.notation import OBJECT, OWNER, SECOND, SUBJECT, Literal, NotationError, Slot, patterns
from onrecord.reading.plover.ontology import QUADS, LexiconError, event_type, ontology

FERRY = """\
name: FERRY
quad: verbal cooperation
recipient: required
definition: People are taken across.
verbs:
  - A ferry R.person [to P]
modes:
  rescue:
    definition: They were in danger.
    embeds: [AID]
    verbs:
      - A fish_out/save R: {counts: released, contexts: [disasters], weak: true}
    nouns:
      - rescue by/'s A [of R]
"""
SOURCES = [each for each in (files("onrecord") / "reading" / "plover" / "types").iterdir() if each.name[-5:] == ".yaml"]
TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A attack R", [Slot("actor", (SUBJECT,)), Slot("recipient", (OBJECT,))]),
        ("A bomb [R]", [Slot("actor", (SUBJECT,)), Slot("recipient", (OBJECT,), needed=False)]),
        ("A fire I at R", [Slot("actor", (SUBJECT,)), Slot("instrument", (OBJECT,)), Slot("recipient", ("at",))]),
        ("A deny R X", [Slot("actor", (SUBJECT,)), Slot("recipient", (OBJECT,)), Slot("other", (SECOND,))]),
        ("R.person die", [Slot("recipient", (SUBJECT,), kind="person")]),
    ],
)
def test_a_verbs_line_says_who_stands_where(line: str, expected: list[Slot]) -> None:
    (pattern,) = patterns(line, "verb")
    assert list(pattern.slots) == expected


def test_a_nouns_roles_stand_behind_prepositions_or_own_it() -> None:
    (pattern,) = patterns("air_strike by/'s A [on/against R]", "noun")
    assert (pattern.joined, pattern.word) == ("air", "strike")
    assert pattern.slot("actor") == Slot("actor", ("by", OWNER))
    assert pattern.slot("recipient") == Slot("recipient", ("on", "against"), needed=False)
    assert pattern.slot("place") is None


def test_every_word_before_the_places_has_a_pattern_of_its_own() -> None:
    assert [(each.word, each.joined) for each in patterns("A turn_down/spurn R", "verb")] == [
        ("turn", "down"),
        ("spurn", ""),
    ]


def test_words_that_have_to_stand_beside_it_and_the_preposition_they_stand_behind() -> None:
    (pattern,) = patterns("A put R on:trial/notice", "verb")
    assert pattern.literals == (Literal(frozenset({"trial", "notice"}), "on"),)
    (pattern,) = patterns("A lift travel_ban on R", "verb")
    assert pattern.literals == (Literal(frozenset({"travel ban"})),)


@pytest.mark.parametrize(("mark", "clause"), [("TO", "infinitive"), ("THAT", "clause"), ("ING", "gerund")])
def test_a_clause_is_asked_for_by_a_mark(mark: str, clause: str) -> None:
    (pattern,) = patterns(f"A promise [R] {mark}", "verb")
    assert pattern.clause == clause


@pytest.mark.parametrize(
    ("line", "sort", "reason"),
    [
        ("attack R", "verb", "begins with who stands before it"),
        ("A", "verb", "begins with who stands before it"),
        ("A !", "verb", "no word to hang on"),
        ("A attack R.ghost", "verb", "'ghost' is none of actor"),
        ("A put R on:?", "verb", "cannot read 'on:?'"),
        ("attack A", "noun", "behind a preposition or 's"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line: str, sort: str, reason: str) -> None:
    with pytest.raises(NotationError) as told:
        list(patterns(line, sort))
    assert repr(line) in str(told.value)
    assert reason in str(told.value)


def test_a_file_becomes_a_type_with_its_modes_and_triggers() -> None:
    kind = event_type(FERRY, "ferry.yaml")
    assert (kind.name, kind.quad, kind.needs_recipient) == ("FERRY", "verbal cooperation", True)
    assert kind.modes["rescue"].embeds == ("AID",)
    assert [(each.pattern.word, each.mode) for each in kind.triggers] == [
        ("ferry", None),
        ("fish", "rescue"),
        ("save", "rescue"),
        ("rescue", "rescue"),
    ]
    saved = kind.triggers[2]
    assert (saved.counts, saved.contexts, saved.weak) == ("released", ("disasters",), True)


def test_a_mode_that_somebody_adds_to_a_file_is_there() -> None:
    added = FERRY + "  by-night:\n    definition: In the dark.\n    verbs:\n      - A smuggle R\n"
    kind = event_type(added, "ferry.yaml")
    assert list(kind.modes) == ["rescue", "by-night"]
    assert (kind.triggers[-1].pattern.word, kind.triggers[-1].mode) == ("smuggle", "by-night")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("modes:", "moods:", "'moods' is none of definition, modes"),
        ("    embeds:", "    about:", "rescue: 'about' is none of definition, embeds"),
        ("weak: true", "faint: true", "A fish_out/save R: 'faint' is none of contexts, counts, weak"),
        ("counts: released", "counts: freed", "A fish_out/save R: 'freed' is none of killed"),
        ("R.person", "R.ghost", "'A ferry R.ghost [to P]': 'ghost' is none of actor"),
        ("rescue by/'s A", "rescue A", "rescue: 'rescue A [of R]': a role beside a noun"),
        ("A ferry R.person [to P]", "[A, ferry]", "is no line"),
        ("quad: verbal cooperation", "quad: quarrel", "quad is 'quarrel', none of verbal cooperation"),
        ("name: FERRY", "definition: x", "name is missing"),
        ("name: FERRY", "name: [", "not YAML"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_what_to_mend(old: str, new: str, told: str) -> None:
    assert old in FERRY
    with pytest.raises(LexiconError) as error:
        event_type(FERRY.replace(old, new), "ferry.yaml")
    assert str(error.value).startswith("ferry.yaml: ")
    assert told in str(error.value)


def test_a_list_is_no_type() -> None:
    with pytest.raises(LexiconError, match=r"ferry\.yaml: not a mapping of keys"):
        event_type("- AID", "ferry.yaml")


def test_every_type_of_the_package_is_plovers_and_says_what_it_is() -> None:
    loaded = ontology()
    assert len(loaded.types) == len(SOURCES)
    assert set(loaded.types) <= TYPES
    for name, kind in loaded.types.items():
        assert kind.quad in QUADS
        assert kind.definition, name
        assert all(mode.definition for mode in kind.modes.values()), name
        assert kind.triggers, name


@pytest.mark.skipif(len(SOURCES) < len(TYPES), reason="types are still missing")
def test_what_a_mode_is_about_are_types_and_their_modes() -> None:
    loaded = ontology().types
    about = [each.split(".") for kind in loaded.values() for mode in kind.modes.values() for each in mode.embeds]
    assert {kind for kind, *_ in about} <= TYPES
    assert all(rest[0] in loaded[kind].modes for kind, *rest in about if rest)


def test_the_lexicon_is_found_by_the_lemma_a_line_hangs_on() -> None:
    loaded = ontology()
    for word, triggers in loaded.by_word.items():
        assert {each.pattern.word for each in triggers} == {word}
    assert sum(map(len, loaded.by_word.values())) == sum(len(kind.triggers) for kind in loaded.types.values())


def test_no_line_of_a_type_is_written_twice() -> None:
    for name, kind in ontology().types.items():
        read = [replace(each.pattern, written="") for each in kind.triggers]
        assert len(set(read)) == len(read), name
