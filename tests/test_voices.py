"""The voice map: who is speaking in each stretch of an article, and what share of it each voice has."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles.paragraphs import paragraph_spans
from onrecord.export.marks import by_paragraph, segments, spoken, tokens, told
from onrecord.export.voices import called, said, strip, voice_map
from onrecord.record import Anchor, Article, Link, Mode, Reader, Record, Source, Statement, Voice
from tests.made import OUTLET, TEXT, made

READER = Reader(engine="0", model="0", layers=("statements",))


def voices_of(record: Record) -> list[tuple[str, str]]:
    voices = voice_map(record)
    return [
        (voices.speakers[stretch.speaker].name, record.article.text[stretch.span.start : stretch.span.end].strip())
        for stretch in voices.stretches
    ]


def one_statement(text: str, content: str, *voice: Link, outlet: str | None = None, cue: str | None = None) -> Record:
    def at(words: str) -> Anchor:
        return Anchor(text=text, start=text.index(words), end=text.index(words) + len(words))

    statement = Statement(
        id="s-1",
        source=None,
        cue=at(cue) if cue else None,
        content=(at(content),),
        mode=Mode.INDIRECT,
        voice=voice,
    )
    article = Article(language="en", text=text, outlet=outlet, paragraphs=paragraph_spans(text))
    return Record(article=article, reader=READER, statements=(statement,))


def test_a_statement_within_a_statement_is_in_the_voice_of_the_inner_one() -> None:
    assert voices_of(made())[:4] == [
        ("Harbour Post, in its own voice", "The Lantern reported on Monday"),
        ("Harbour Post › The Lantern", "that Ines Vall, who leads the Pilots' Guild, had told its reporter"),
        ("Harbour Post › The Lantern › Ines Vall", "that the harbour was “closed for good”"),
        ("Harbour Post, in its own voice", ". She denied"),
    ]


def test_links_without_a_name_say_so() -> None:
    names = [speaker.name for speaker in voice_map(made()).speakers]
    assert "Harbour Post › A senior official (unnamed)" in names
    assert "Harbour Post › Rumours (no author told)" in names
    assert "Harbour Post › somebody unnamed (not told who)" in names
    assert called(Link(entity=None, name=None)) == "somebody unnamed (not told who)"
    assert called(Link(entity=None, name=None, anonymous="reports")) == "reports (no author told)"
    assert called(Link(entity=None, name=None, anonymous="described")) == "somebody unnamed"


def test_a_cue_inside_what_it_attributes_is_not_part_of_it() -> None:
    told_so = ("Harbour Post › somebody unnamed (not told who)", "Harbour Post, in its own voice")
    assert [pair for pair in voices_of(made()) if pair[1] in {"The bridge was", "allegedly", "unsafe"}] == [
        (told_so[0], "The bridge was"),
        (told_so[1], "allegedly"),
        (told_so[0], "unsafe"),
    ]


def test_one_person_has_one_voice_and_another_when_told_through_somebody() -> None:
    voices = voice_map(made())
    chains = [speaker.chain for speaker in voices.speakers]
    assert len(chains) == len(set(chains)) == 7
    assert chains[2:4] == [(OUTLET, "The Lantern", "Ines Vall"), (OUTLET, "Ines Vall")]


def test_the_voices_are_numbered_as_they_speak_and_only_the_outlet_is_without_colour() -> None:
    speakers = voice_map(made()).speakers
    assert [speaker.sign for speaker in speakers] == list("ABCDEFG")
    firsts = [speaker.first.start for speaker in speakers if speaker.first]
    assert firsts == sorted(firsts) and len(firsts) == len(speakers)
    assert [speaker.colour for speaker in speakers] == [0, 1, 2, 3, 4, 5, 6]


def test_shares_are_of_letters_and_digits() -> None:
    record = one_statement("abcde, fgh 1!\n\n– ijk", "fgh 1!", Link(entity=None, name="Oda Flint"))
    voices = voice_map(record)
    assert [speaker.share for speaker in voices.speakers] == [pytest.approx(8 / 12), pytest.approx(4 / 12)]
    assert [speaker.percent for speaker in voices.speakers] == ["67%", "33%"]


def test_without_an_outlet_the_article_speaks() -> None:
    record = one_statement("It is shut, Oda Flint said.", "It is shut", Link(entity=None, name="Oda Flint"))
    assert voices_of(record) == [("Oda Flint", "It is shut"), ("the article, in its own voice", ", Oda Flint said.")]
    assert [speaker.colour for speaker in voice_map(record).speakers] == [1, 0]


def test_an_article_without_statements_is_all_the_outlets() -> None:
    article = Article(language="en", text="It is shut.", outlet=OUTLET, paragraphs=paragraph_spans("It is shut."))
    (speaker,) = voice_map(Record(article=article, reader=READER)).speakers
    assert (speaker.name, speaker.share, speaker.own) == ("Harbour Post, in its own voice", 1.0, True)


def test_an_article_without_letters_has_a_voice_and_no_strip() -> None:
    article = Article(language="en", text="…", paragraphs=paragraph_spans("…"))
    voices = voice_map(Record(article=article, reader=READER))
    assert [speaker.share for speaker in voices.speakers] == [0.0]
    assert strip(voices, 20) == []


def test_a_voice_that_others_speak_over_is_told_last_with_no_share() -> None:
    text = "He is out, Vall said, Flint said."
    inner = one_statement(text, "He is out", Link(entity=None, name="Flint"), Link(entity=None, name="Vall"))
    outer = one_statement(text, "He is out", Link(entity=None, name="Flint"))
    record = Record(article=inner.article, reader=READER, statements=(*outer.statements, *inner.statements))
    speakers = voice_map(record).speakers
    assert [(speaker.name, speaker.share > 0) for speaker in speakers] == [
        ("Flint › Vall", True),
        ("the article, in its own voice", True),
        ("Flint", False),
    ]
    assert speakers[2].first is None


def test_the_strip_has_a_block_a_stretch_in_order_and_to_scale() -> None:
    voices = voice_map(made())
    (row,) = strip(voices, 60)
    assert "".join(block.speaker.sign * block.cells for block in row).startswith("AAAAABBBBBBBBBCCCCCAADDD")
    narrow = strip(voices, 10)
    assert [sum(block.cells for block in row) for row in narrow] == [10] * 2
    assert {block.speaker.sign for row in narrow for block in row} == set("ABCDEFG")


def test_the_story_is_covered(story: list[Record]) -> None:
    for record in story:
        covered(record)
        speakers = voice_map(record).speakers
        own = next(speaker for speaker in speakers if speaker.own)
        assert 0.1 < own.share < 1.0
        assert sum(speaker.share for speaker in speakers) == pytest.approx(1.0)


def covered(record: Record) -> None:
    """Every character but white space is in one stretch, and in the voice of the smallest content that holds it."""
    text, voices = record.article.text, voice_map(record)
    owners: list[int] = []
    for one, following in pairwise(voices.stretches):
        assert one.span.end <= following.span.start
    for stretch in voices.stretches:
        for at in range(stretch.span.start, stretch.span.end):
            owners.append(at)
            holding = [
                piece.end - piece.start
                for statement in record.statements
                for piece in said(statement)
                if piece.start <= at < piece.end
            ]
            if not holding:
                assert stretch.statement is None and voices.speakers[stretch.speaker].own
            else:
                assert stretch.statement is not None
                mine = [piece for piece in said(stretch.statement) if piece.start <= at < piece.end]
                assert min(piece.end - piece.start for piece in mine) == min(holding)
    assert {at for at, character in enumerate(text) if not character.isspace()} <= set(owners)
    assert len(owners) == len(set(owners))


@st.composite
def records(draw: st.DrawFn) -> Record:
    text = draw(st.text("abé 1.\n“”\u0301\u05d0😀", min_size=4, max_size=40).filter(str.strip))
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12)).map(
        lambda pair: Anchor(text=text, start=pair[0], end=min(len(text), sum(pair)))
    )
    people = st.sampled_from(["Vall", "Flint", None]).map(lambda name: Link(entity=None, name=name))
    drawn = st.tuples(
        st.lists(places, min_size=1, max_size=3), st.none() | places, st.none() | places, st.lists(people, max_size=2)
    )
    statements = tuple(
        Statement(
            id=f"s-{number}",
            source=None if source is None else Source(text=text, start=source.start, end=source.end),
            cue=cue,
            content=tuple(content),
            mode=Mode.INDIRECT,
            voice=_voice(outer),
        )
        for number, (content, source, cue, outer) in enumerate(draw(st.lists(drawn, max_size=5)))
    )
    outlet = draw(st.sampled_from([OUTLET, None]))
    article = Article(language="en", text=text, outlet=outlet, paragraphs=paragraph_spans(text))
    return Record(article=article, reader=READER, statements=statements)


def _voice(outer: list[Link]) -> Voice:
    return (Link(entity=None, name=OUTLET), *outer)


@given(records())
def test_every_character_is_in_one_voice(record: Record) -> None:
    covered(record)
    voices = voice_map(record)
    total = sum(speaker.share for speaker in voices.speakers)
    assert total == pytest.approx(1.0 if any(map(str.isalnum, record.article.text)) else 0.0)
    assert [speaker.number for speaker in voices.speakers] == list(range(len(voices.speakers)))


@given(records())
def test_the_text_shows_the_voices_of_the_map(record: Record) -> None:
    """What is shown as a content is the same that the map gives; a paragraph cut at its marks is its text."""
    voices, text = voice_map(record), record.article.text
    owner = {at: each.statement for each in voices.stretches for at in range(each.span.start, each.span.end)}
    over = by_paragraph(record, [*spoken(record, voices), *told(record, voices)])
    for span, marks in zip(record.article.paragraphs, over, strict=True):
        cut = list(segments(text, span, marks))
        assert "".join(segment.words for segment in cut) == text[span.start : span.end]
        for segment in cut:
            for at in range(segment.start, segment.start + len(segment.words)):
                if not text[at].isspace():
                    assert (segment.content.statement if segment.content else None) is owner[at]
        depth, written = [], ""
        for token in tokens(cut):
            written += token.words
            if token.does == "open":
                depth.append(token.mark)
            elif token.does == "close":
                assert depth.pop() is token.mark
        assert written == text[span.start : span.end] and not depth


@given(records(), st.integers(1, 30))
def test_every_stretch_with_letters_has_a_block(record: Record, width: int) -> None:
    voices = voice_map(record)
    rows = strip(voices, width)
    assert all(sum(block.cells for block in row) == width for row in rows)
    assert all(block.cells > 0 for row in rows for block in row)
    drawn = [block.stretch for row in rows for block in row]
    assert list(dict.fromkeys(map(id, drawn))) == [id(each) for each in voices.stretches if each.letters]


def test_the_made_record_is_made_of_its_text() -> None:
    covered(made())
    assert made().article.text == TEXT
