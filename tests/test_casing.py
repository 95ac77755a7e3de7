"""The figures of text put into capitals."""

import pytest

import onrecord
from benchmarks.casing import by_lists, case_figures, in_capitals, kept, wrong_words
from corpora.document import Document, paragraph_spans
from onrecord.articles import article
from onrecord.reading.encoder import shipped
from onrecord.reading.reader import read_as
from onrecord.record import Span

TEXT = "Oda Flint left Albania.\nTHE BRIDGE IS CLOSED\nThe NFU was late, Lund said."


def document(text: str = TEXT) -> Document:
    return Document(id="d", corpus="test", text=text, paragraphs=paragraph_spans(text))


def test_a_text_in_capitals_has_as_many_characters() -> None:
    assert in_capitals("Straße ŉo 🙂 ﬁrst") == "STRAßE ŉO 🙂 ﬁRST"


def test_words_are_right_if_every_letter_is() -> None:
    assert case_figures(document(), TEXT)["words"].recall == 1.0
    written = "Oda flint left Albania.\nthe bridge is closed\nThe Nfu Was late, Lund said."
    found = case_figures(document(), written)
    assert (found["words"].gold, found["words"].right_gold) == (10, 7)
    assert (found["capitalised"].gold, found["capitalised"].predicted, found["capitalised"].right_gold) == (6, 6, 5)
    assert [line.split(" in ")[0] for line in wrong_words(document(), written)] == [
        "d: 'Flint' is written 'flint'",
        "d: 'NFU' is written 'Nfu'",
        "d: 'was' is written 'Was'",
    ]


def test_lists_alone_know_sentences_countries_and_acronyms() -> None:
    text = in_capitals("Ships left Albania on Monday. Nobody at the NRT or in Vexly knew.")
    assert by_lists(text, [Span(0, len(text))]) == "Ships left Albania on Monday. Nobody at the NRT or in vexly knew."


def test_a_record_keeps_what_it_has_in_other_letters() -> None:
    text = "Mayor Hanne Struve of Tirana said on 3 May 2021 that seven people were hurt."
    true = onrecord.read(text)
    assert all(counts.f1 == 1.0 for counts in kept(true, onrecord.read(in_capitals(text))).values())
    without = kept(true, onrecord.read("Nothing was said of it in the town by anybody."))
    assert all(counts.f1 == 0.0 for counts in without.values())


def test_an_article_is_read_as_it_is_written_for_it() -> None:
    true = article(in_capitals("The mayor of Tirana left."), "it")
    record = read_as(true, "The mayor of Tirana left.", shipped())
    assert [(one.name, one.mentions[0].words) for one in record.entities if one.named] == [("Tirana", "TIRANA")]
    assert record.article.id == true.id
    with pytest.raises(ValueError, match="cannot stand in"):
        read_as(true, "The mayor left.", shipped())
