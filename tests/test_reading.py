"""What must come out of a passage of news: who says what, in which words, in which voice."""

import pytest

import onrecord
from onrecord.reading.reader import LAYERS
from onrecord.record import Mode, Record, Statement


def read(text: str, **known: str) -> Record:
    return onrecord.read(text, **known)


def said(record: Record, words: str) -> Statement:
    """The statement whose content has some words in it."""
    found = [one for one in record.statements if any(words in content.words for content in one.content)]
    assert found, [[content.words for content in one.content] for one in record.statements]
    return found[0]


def speaker(record: Record, words: str) -> str | None:
    return said(record, words).voice[-1].name


def test_direct_speech_and_its_speaker() -> None:
    record = read("“The bridge is closed,” said Oda Flint, the harbour master, on Monday.")
    one = said(record, "The bridge is closed")
    assert one.mode is Mode.DIRECT
    assert one.voice[-1].name == "Oda Flint"
    assert one.cue is not None and one.cue.words == "said"
    assert one.source is not None and one.source.entity == record.entities[0].id


def test_indirect_speech() -> None:
    record = read("The mayor, Hanne Struve, denied that the town had been warned about the flood.")
    one = said(record, "the town had been warned")
    assert (one.mode, one.voice[-1].name) == (Mode.INDIRECT, "Hanne Struve")
    assert one.cue is not None and one.cue.words == "denied"


def test_mixed_speech() -> None:
    record = read("Finance Minister Pål Brandt said the budget was “a promise kept” and would not be changed.")
    assert said(record, "a promise kept").mode is Mode.MIXED


def test_a_quotation_split_by_its_attribution_is_one_statement() -> None:
    record = read("“We saw the water rise,” said Ines Vall, who lives by the river. “Then the lights went out.”")
    one = said(record, "We saw the water rise")
    assert [content.words for content in one.content] == ["“We saw the water rise,”", "“Then the lights went out.”"]
    assert one.voice[-1].name == "Ines Vall"


def test_a_pronoun_is_the_last_speaker() -> None:
    record = read(
        "Police chief Tomas Redek said that three men had been arrested overnight.\n"
        "He added that none of them was from the town."
    )
    assert speaker(record, "three men had been arrested") == "Tomas Redek"
    assert speaker(record, "none of them was from the town") == "Tomas Redek"


def test_a_short_name_and_a_role() -> None:
    record = read(
        "Sorenia’s Health Minister, Ana Quill, said on Tuesday that the clinics would stay open.\n"
        "Quill said that nobody would be turned away.\n"
        "The health minister promised that the money would be found."
    )
    for words in ("the clinics would stay open", "nobody would be turned away", "the money would be found"):
        assert speaker(record, words) == "Ana Quill"


def test_unnamed_sources_stay_unnamed() -> None:
    record = read("A senior official who asked not to be named said that the talks had failed.")
    link = said(record, "the talks had failed").voice[-1]
    assert link.anonymous == "described"
    assert link.name is not None and "senior official" in link.name


def test_nobody_is_made_up_where_nobody_is_told() -> None:
    record = read("The general, Edo Vance, left at dawn. He was said to be on his way to the border.")
    one = said(record, "on his way to the border")
    assert one.source is None
    assert (one.voice[-1].entity, one.voice[-1].name) == (None, None)


def test_according_to() -> None:
    record = read("The ferry had no licence, according to a report by the Marn Gazette published on Friday.")
    assert "Marn Gazette" in (speaker(record, "no licence") or "")


def test_the_outlet_is_the_outermost_voice() -> None:
    record = read("“The bridge is closed,” said Oda Flint, the harbour master.", outlet="Harbour Post")
    voice = said(record, "The bridge is closed").voice
    assert [link.name for link in voice] == ["Harbour Post", "Oda Flint"]
    assert (voice[0].start, voice[0].end) == (None, None)


def test_an_outlet_named_in_the_lead_is_anchored() -> None:
    record = read("Harbour Times - The bridge is closed, the harbour master, Oda Flint, said on Monday.")
    link = said(record, "The bridge is closed").voice[0]
    assert link.name == "Harbour Times"
    assert link.start is not None and record.article.text[link.start : link.end] == "Harbour Times"
    assert link.entity is not None and record.entity(link.entity).type == "publication"


def test_plain_telling_is_nobodys_statement() -> None:
    record = read("The bridge was closed on Monday. Cars were sent round by the old road, and two buses did not run.")
    assert record.statements == ()


def test_names_and_their_kinds() -> None:
    record = read("Oda Flint left Tirana for the United Nations in New York, where Mr. Brandt met Flint on Friday.")
    kinds = {entity.name: entity.type for entity in record.entities}
    assert kinds == {
        "Oda Flint": "person",
        "Tirana": "place",
        "United Nations": "organisation",
        "New York": "place",
        "Brandt": "person",
    }
    flint = next(entity for entity in record.entities if entity.name == "Oda Flint")
    assert [mention.words for mention in flint.mentions] == ["Oda Flint", "Flint"]


def test_sentences_hold_every_word_and_stay_in_their_paragraphs() -> None:
    text = "Dr. Quill left at 5 p.m. on Monday. “Why now?” asked Mr. Lund. Nobody knew.\nThe U.S. envoy stayed."
    record = read(text)
    words = [text[span.start : span.end] for span in record.article.sentences]
    assert words == [
        "Dr. Quill left at 5 p.m. on Monday.",
        "“Why now?” asked Mr. Lund.",
        "Nobody knew.",
        "The U.S. envoy stayed.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“No 🙂,” said Ines Vall 🙂🙂, the mayor. She said: “Never.”",
        "Mayor Núria Cañizares said the plan was “façade” politics, and Cañizares’s allies said so.",
        "The envoy, דוד בן־דוד, said that talks would go on. “Soon,” he said.",
        "\u202bThe envoy said\u202c that talks would go on, officials said.",
        "“No,” said Vall.\r\n\r\n“Never,” said Lund.",
        "He\u00adlen Struve said that the bridge was safe. Struve said it twice.",
        "“““ ”” “ said said said ” \u0300\u0301 said",
        "THE BRIDGE IS CLOSED, MAYOR HANNE STRUVE SAID",
        "x" * 5000 + " said that it was over.",
    ],
)
def test_every_item_is_where_it_says_whatever_the_characters(text: str) -> None:
    record = read(text + " And that was all that was told in the town of it.")
    for statement in record.statements:
        for anchor in (statement.source, statement.cue, *statement.content):
            if anchor is not None:
                assert record.article.text[anchor.start : anchor.end] == anchor.words
    for entity in record.entities:
        assert all(mention.words.strip() for mention in entity.mentions)


def test_the_same_article_gives_the_same_record(story: list[Record]) -> None:
    from onrecord import codec
    from onrecord.reading.reader import read as read_article

    for record in story[:2]:
        assert codec.dumps(read_article(record.article)) == codec.dumps(record)
        assert record.reader.layers == LAYERS
        assert record.times
        assert record.quantities
        assert record.events


def test_a_long_article_reads_like_its_parts() -> None:
    part = "“The bridge is closed,” said Oda Flint, the harbour master. Cars were sent round by the old road.\n"
    record = read(part * 60)
    found = [one for one in record.statements if any("The bridge is closed" in part.words for part in one.content)]
    assert len(found) == 60
    assert {one.voice[-1].name for one in found} == {"Oda Flint"}
    assert len([entity for entity in record.entities if entity.names]) == 1
