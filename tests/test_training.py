"""What the heads are asked, piece by piece; the parts of training that need no PyTorch."""

import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.document import UNKNOWN, Attribution, Choice, Document, EventType, Mention, Name, Word
from onrecord.reading.lemmas import scripts
from onrecord.reading.pieces import OPENS_PARAGRAPH, SPACED, Case, cut
from onrecord.reading.scheme import EVENT_TYPES, MENTIONS, NAME_TAGS, RELATIONS, ROLE_TAGS, UPOS, XPOS
from tests import tiny_corpora
from tests.conftest import ROOT
from training.batches import arrays, batches, recased, windows
from training.company import BESIDE, in_company
from training.corpus import MEASURED, READERS
from training.kinds import finer
from training.run_settings import DEFAULT, SettingError, configuration
from training.targets import (
    FILL,
    IGNORE,
    LINKS,
    MILLI,
    NOWHERE,
    PRONOUN,
    RIGHT,
    UNTOLD,
    WRONG,
    Example,
    anchors,
    example,
    sharpened,
)

TEXT = "“It is over,” said Ana Quill of Marn. Albanian ships left."


def document(text: str = TEXT, **layers: object) -> Document:
    return Document(id="d", corpus="test", text=text, paragraphs=((0, len(text)),), **layers)  # type: ignore[arg-type]


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    return (text.index(words), text.index(words) + len(words))


def words(made: Example, text: str = TEXT) -> dict[str, int]:
    """The first piece of each word."""
    return {
        text[made.pieces.starts[i] :].split(maxsplit=1)[0].strip("“”,."): int(i)
        for i in np.flatnonzero(made.pieces.heads)
    }


@pytest.fixture
def attributed() -> Example:
    one = Attribution((span("Ana Quill"),), (span("said"),), (span("“It is over,”"),))
    return example(document(attributions=(one,)))


def test_roles_and_pointers(attributed: Example) -> None:
    at = words(attributed)
    asked = attributed.asked
    tag = {word: ROLE_TAGS[asked["roles"][place]] for word, place in at.items()}
    assert tag["said"] == "B-cue" and tag["Ana"] == "B-source" and tag["Quill"] == "I-source"
    assert tag["over"] == "I-content" and tag["Marn"] == "O"
    assert asked["cues"][at["over"]] == at["said"] == asked["cues"][at["said"]]
    assert asked["cues"][at["Ana"]] == NOWHERE
    assert asked["sources"][at["said"]] == at["Ana"]
    assert asked["sources"][at["over"]] == IGNORE


def test_only_the_first_piece_of_a_word_is_asked(attributed: Example) -> None:
    inner = ~attributed.pieces.heads
    assert inner.any()
    assert (attributed.asked["roles"][inner] == IGNORE).all() and (attributed.asked["cues"][inner] == IGNORE).all()


def test_a_layer_that_is_not_annotated_is_not_asked(attributed: Example) -> None:
    for name in FILL.keys() - {"roles", "cues", "sources"}:
        assert (attributed.asked[name] == FILL[name]).all(), name
    assert attributed.event == IGNORE


def bits(made: Example, word: str) -> set[str]:
    allowed = int(made.asked["names"][words(made)[word]])
    return {tag for index, tag in enumerate(NAME_TAGS) if allowed >> index & 1}


def test_a_corpus_does_not_teach_the_absence_of_what_it_does_not_mark() -> None:
    marked = (Name(*span("Ana Quill"), frozenset({"person"})), Name(*span("Marn"), frozenset({UNKNOWN})))
    made = example(document(names=marked, silent=frozenset({"event"})))
    assert bits(made, "Ana") == {"B-person"} and bits(made, "Quill") == {"I-person"}
    assert bits(made, "over") == {"O", "B-event", "I-event"}
    assert bits(made, "Marn") == set(NAME_TAGS)


def test_demonyms_tell_nationalities_from_places() -> None:
    both = frozenset({"place", "nationality"})
    assert sharpened("Albanian", Name(0, 8, both)) == {"nationality"}
    assert sharpened("Tirana", Name(0, 6, both)) == {"place"}
    assert sharpened("Soviet", Name(0, 6, frozenset({"place"}))) == {"place"}
    assert sharpened("Albania", Name(0, 7, both | {"country"})) == {"country"}


def test_lists_of_words_tell_the_finer_kinds_of_name_apart() -> None:
    somewhere = frozenset({"place", "country", "facility"})
    assert finer("the United States", somewhere) == finer("Albania", somewhere) == {"country"}
    assert finer("Marn", somewhere) == {"place"}
    assert finer("Marn Airport", somewhere) == {"facility"}
    assert finer("Airport", somewhere) == {"place"}
    paper = frozenset({"organisation", "publication"})
    assert finer("the Marn Courier", paper) == finer("Reuters", paper) == {"publication"}
    assert finer("Courier", paper) == finer("Marn Harbor Board", paper) == {"organisation"}


def test_what_a_corpus_is_sure_of_stays() -> None:
    for kind in ("person", "place", "country", "organisation"):
        assert finer("Marn Airport Times", frozenset({kind})) == {kind}


def test_sentences_start_where_they_do() -> None:
    made = example(document(sentences=((0, TEXT.index(" Albanian")), (TEXT.index("Albanian"), len(TEXT)))))
    at = words(made)
    starts = made.asked["sentences"]
    assert starts[0] == 1 and starts[at["Albanian"]] == 1 and starts[at["over"]] == 0


DENIED = "They don't know Ana. Mud."
PARSED = (
    Word(*span("They", DENIED), "PRON", "PRP", "they", 3, "nsubj"),
    Word(*span("do", DENIED), "AUX", "VBP", "do", 3, "aux"),
    Word(*span("n't", DENIED), "PART", "RB", "not", 3, "advmod"),
    Word(*span("know", DENIED), "VERB", "VB", "know", -1, "root"),
    Word(*span("Ana", DENIED), "PROPN", "NNP", "Ana", 3, "obj"),
    Word(*span(".", DENIED), "PUNCT", ".", ".", 3, "punct"),
)
SENTENCES = (span("They don't know Ana.", DENIED), span("Mud.", DENIED))


@pytest.fixture
def parsed() -> Example:
    mentions = (
        Mention(*span("They", DENIED), DENIED.index("They"), "a", "person"),
        Mention(*span("Ana", DENIED), DENIED.index("Ana"), "b", "person"),
    )
    facts = ((*span("know", DENIED), -2.5),)
    return example(document(DENIED, sentences=SENTENCES, words=PARSED, mentions=mentions, factuality=facts))


def test_a_word_without_an_opening_of_its_own_has_the_piece_that_opens_within_it() -> None:
    pieces = cut(DENIED, ((0, len(DENIED)),))
    places = anchors(pieces, [(word.start, word.end) for word in PARSED])
    assert [DENIED[pieces.starts[place] : pieces.ends[place]] for place in places[:4]] == ["They", "don", "'", "know"]
    assert anchors(pieces, [(DENIED.index("hey"), DENIED.index("hey") + 3)]) == [-1]


def test_words_and_their_parts_of_speech(parsed: Example) -> None:
    asked, text = parsed.asked, parsed.pieces
    said = {
        DENIED[text.starts[i] : text.ends[i]]: (UPOS[asked["upos"][i]], XPOS[asked["xpos"][i]])
        for i in np.flatnonzero(asked["words"] == 1)
    }
    assert said["don"] == ("AUX", "VBP") and said["'"] == ("PART", "RB") and said["Ana"] == ("PROPN", "NNP")
    left = {DENIED[text.starts[i] : text.ends[i]] for i in np.flatnonzero(asked["words"] == 0)}
    assert left == {"t"}


def test_a_sentence_without_words_is_not_asked_for_them(parsed: Example) -> None:
    mud = words(parsed, DENIED)["Mud"]
    assert parsed.asked["sentences"][mud] == 1
    assert all(parsed.asked[name][mud] == FILL[name] for name in ("words", "upos", "arcs", "mentions"))


def test_arcs_lead_from_piece_to_piece(parsed: Example) -> None:
    at = words(parsed, DENIED)
    arcs, relations = parsed.asked["arcs"], parsed.asked["relations"]
    assert arcs[at["know"]] == NOWHERE and RELATIONS[relations[at["know"]]] == "root"
    apostrophe = at["don't"] + 1
    for place, relation in ((at["They"], "nsubj"), (at["don't"], "aux"), (apostrophe, "advmod"), (at["Ana"], "obj")):
        assert arcs[place] == at["know"] and RELATIONS[relations[place]] == relation


def test_lemmas_are_asked_for_as_scripts(parsed: Example) -> None:
    at = words(parsed, DENIED)
    script = {word: scripts()[parsed.asked["lemmas"][place]] for word, place in at.items() if word in {"They", "Ana"}}
    assert script == {"They": "-0+", "Ana": "^-0+"}
    assert scripts()[parsed.asked["lemmas"][at["don't"] + 1]] == "-2+ot"
    odd = example(document(sentences=SENTENCES, words=(Word(*span("over"), "ADV", "RB", "finished"),)))
    assert odd.asked["words"][words(odd)["over"]] == 1
    assert (odd.asked["lemmas"] == IGNORE).all(), "a script that no head knows is not asked for"


def test_heads_of_mentions_and_their_entities(parsed: Example) -> None:
    at = words(parsed, DENIED)
    tags, entities = parsed.asked["mentions"], parsed.asked["entities"]
    assert MENTIONS[tags[at["They"]]] == MENTIONS[tags[at["Ana"]]] == "person"
    assert MENTIONS[tags[at["know"]]] == "O" and entities[at["know"]] == NOWHERE
    assert entities[at["They"]] >= 0 and entities[at["Ana"]] >= 0 and entities[at["They"]] != entities[at["Ana"]]


def test_one_entity_has_one_number_and_of_two_mentions_with_one_head_the_shorter_counts() -> None:
    ana, marn = TEXT.index("Ana"), TEXT.index("Marn")
    mentions = (
        Mention(*span("Ana Quill"), ana, "short", "person"),
        Mention(*span("Ana Quill of Marn"), ana, "long", "organization"),
        Mention(marn, marn + 4, marn, "place", "place"),
        Mention(*span("It"), TEXT.index("It"), "place", "place"),
    )
    made = example(document(mentions=mentions))
    at = words(made)
    assert MENTIONS[made.asked["mentions"][at["Ana"]]] == "person"
    assert made.asked["entities"][at["Marn"]] == made.asked["entities"][at["It"]] >= 0
    assert made.asked["entities"][at["Ana"]] != made.asked["entities"][at["It"]]
    assert made.asked["mentions"][at["said"]] == IGNORE, "where not every mention is marked, none is denied"


def test_a_choice_is_told_by_its_parts() -> None:
    made = example(document(choices=(Choice(span("It"), (span("Ana Quill"),), (span("Marn"),)),)))
    at = words(made)
    parts = {word: int(made.asked["choices"][place]) for word, place in at.items()}
    assert {word: part for word, part in parts.items() if part} == {
        "It": PRONOUN,
        "Ana": RIGHT,
        "Quill": RIGHT,
        "Marn": WRONG,
    }


def test_factuality_is_asked_of_the_first_piece_of_a_predicate(parsed: Example) -> None:
    told = parsed.asked["factuality"]
    know = words(parsed, DENIED)["know"]
    assert told[know] == -2.5 * MILLI
    assert (np.delete(told, know) == UNTOLD).all()


def test_the_words_of_the_parties_tell_nothing_of_the_event() -> None:
    made = example(document(event=EventType("AGREE", span("Ana Quill"), span("Albanian ships"))))
    at = words(made)
    assert EVENT_TYPES[made.event] == "AGREE"
    silent = {word for word, place in at.items() if not made.asked["pool"][place]}
    assert silent == {"Ana", "Quill", "Albanian", "ships"}
    assert not made.asked["pool"][~made.pieces.heads].any()
    alone = example(document(event=EventType("AGREE", None, None)))
    assert alone.asked["pool"][alone.pieces.heads].all()


def test_windows_and_batches_lose_nothing(attributed: Example) -> None:
    chance = random.Random(1)
    found = list(windows([attributed] * 3, 8, chance))
    assert sum(len(window) for window in found) == 3 * len(attributed.pieces)
    groups = batches(found, 24, chance)
    assert sum(len(group) for group in groups) == len(found)
    for group in groups:
        laid = arrays(group)
        assert laid["ids"].shape == laid["cues"].shape
        inside = laid["cues"][laid["cues"] > 0]
        assert (inside < laid["ids"].shape[1]).all()


def test_a_pointer_that_leaves_its_window_is_not_asked(attributed: Example) -> None:
    at = words(attributed)
    (first, *_) = [w for w in windows([attributed], 6, random.Random(3)) if w.end <= at["said"]]
    laid = arrays([first])
    assert set(laid["cues"][0, 1 : len(first) + 1]) <= {IGNORE, 0}


@given(st.integers(4, 12), st.integers(0, 99))
def test_a_window_asks_what_the_text_asked(room: int, seed: int) -> None:
    """Whatever the cut: labels as they were, and pointers to the same pieces, those that leave it left out."""
    made = example(document(DENIED, sentences=SENTENCES, words=PARSED))
    for window in windows([made], room, random.Random(seed)):
        laid = arrays([window])
        inside = slice(1, len(window) + 1)
        for name in FILL.keys() - set(LINKS):
            assert (laid[name][0, inside] == made.asked[name][window.start : window.end]).all()
        for local, place in zip(laid["arcs"][0, inside], made.asked["arcs"][window.start : window.end], strict=True):
            if window.start <= place < window.end:
                assert local == place - window.start + 1
            else:
                assert local == (0 if place == NOWHERE else IGNORE)


def test_case_can_be_hidden(attributed: Example) -> None:
    traits = attributed.pieces.traits
    assert (recased(traits, None, 0.5) == traits).all()
    seen = {tuple(recased(traits, random.Random(seed), 0.5) % SPACED) for seed in range(20)}
    letters = traits % SPACED <= Case.MIXED
    assert {frozenset(np.array(one)[letters]) for one in seen} == {frozenset({Case.LOWER}), frozenset({Case.UPPER})}
    assert (recased(traits, random.Random(1), 0.5) // SPACED == traits // SPACED).all()


def test_the_configuration_names_every_corpus_with_its_commit() -> None:
    for name, corpus in configuration()["corpora"].items():
        assert corpus["repository"].startswith("https://github.com/"), name
        assert len(corpus["commit"]) >= 12
    assert set(READERS) == {name for name, corpus in configuration()["corpora"].items() if corpus["times"]}


def test_a_setting_can_be_made_otherwise_on_the_command_line() -> None:
    changed = configuration(DEFAULT, ["run.passes=1", "run.head_rate=1", "corpora.plv.times = 0.5"])
    assert changed["run"]["passes"] == 1 and changed["run"]["head_rate"] == 1.0
    assert changed["corpora"]["plv"]["times"] == 0.5
    assert changed["weights"] == configuration()["weights"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("run.pases=1", "there is no pases in run; it has seed, passes"),
        ("runs.passes=1", "the sections are run, weights"),
        ("passes=1", "write section.key=value"),
        ("run=1", "write section.key=value"),
        ("run.passes", "write section.key=value"),
        ("run.passes.often=1", "write section.key=value"),
        ("run.passes=", "nothing cannot stand where"),
        ("run.passes=1.5", "1.5 cannot stand where"),
        ("run.dropout=low", "low cannot stand where"),
    ],
)
def test_a_setting_that_cannot_be_made_says_why(change: str, reason: str) -> None:
    with pytest.raises(SettingError) as caught:
        configuration(DEFAULT, [change])
    assert reason in str(caught.value)


def test_a_wrong_setting_ends_the_command_before_anything_is_read() -> None:
    command = [sys.executable, "-m", "training", "train", "--corpora", "nowhere", "--set", "run.pases=1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr.startswith("run.pases=1: there is no pases in run")


def test_the_tiny_corpora_ask_something_of_every_head(tmp_path: Path) -> None:
    root = tiny_corpora.write(tmp_path)
    made = [example(one) for read in READERS.values() for one in read(root)]
    for name, fill in FILL.items():
        assert any((one.asked[name] != fill).any() for one in made), name
    assert any(one.event != IGNORE for one in made)
    for name, read in MEASURED.items():
        assert list(read(root)), name


def test_a_sentence_in_company_is_asked_for_its_own_event_alone() -> None:
    asked = {text: example(document(text, event=EventType(kind, None, None))) for text, kind in COMPANY.items()}
    examples = list(asked.values())
    assert in_company(examples, 0.0, 300, random.Random(1)) == examples
    assert in_company(examples, 1.0, len(examples[0].pieces), random.Random(1)) == examples, "no room for company"
    shown = in_company(examples, 1.0, 300, random.Random(1))
    apart = set()
    for one, alone in zip(shown, examples, strict=True):
        assert one.event == alone.event
        assert len(one.pieces) > len(alone.pieces)
        assert all(len(answers) == len(one.pieces) for answers in one.asked.values())
        mine = one.asked["pool"] != BESIDE
        assert np.array_equal(one.pieces.ids[mine], alone.pieces.ids)
        assert np.array_equal(one.asked["pool"][mine], alone.asked["pool"])
        assert (np.diff(one.pieces.starts) > 0).all()
        opened = one.pieces.traits >= OPENS_PARAGRAPH
        assert opened[0]
        apart.add(int((opened & one.pieces.heads).sum()) > 1)
    assert apart == {True, False}, "sometimes a paragraph ends between them"


COMPANY = {f"Troops {verb} the port of Osk {when}.": kind for verb, kind in (
    ("attacked", "ASSAULT"), ("left", "YIELD"), ("guarded", "MOBILIZE"), ("searched", "COERCE"),
) for when in ("yesterday", "today")}  # fmt: skip
