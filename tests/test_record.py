"""An item whose words are not at its offsets cannot exist."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import AnchorError
from onrecord.record import (
    Anchor,
    Article,
    Entity,
    Link,
    Mention,
    MentionKind,
    Mode,
    Reader,
    Record,
    Source,
    Span,
    Statement,
    content_id,
)

TEXT = "Ines Vall 🙂 said: “Nò.”"
READER = Reader(engine="0", model="0", layers=("statements",))


def article(text: str = TEXT) -> Article:
    return Article(text=text, language="en", paragraphs=(Span(0, len(text)),))


def entity(text: str = TEXT) -> Entity:
    mention = Mention(text=text, start=0, end=9, kind=MentionKind.NAME)
    return Entity(id="e-1", type="person", name="Ines Vall", mentions=(mention,))


def statement(text: str = TEXT, who: str | None = "e-1") -> Statement:
    return Statement(
        id="s-1",
        source=Source(text=text, start=0, end=9, entity=who),
        cue=Anchor(text=text, start=12, end=16),
        content=(Anchor(text=text, start=18, end=len(text)),),
        mode=Mode.DIRECT,
        voice=(Link(entity=who, name="Ines Vall", start=0, end=9),),
    )


def test_offsets_count_code_points_not_bytes_or_utf16_units() -> None:
    assert Anchor(text=TEXT, start=10, end=11).words == "🙂"
    assert Anchor(text=TEXT, start=12, end=16, quote="said").words == "said"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4), (0, 1000), (1000, 1001)])
def test_an_anchor_outside_its_text_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(AnchorError):
        Anchor(text=TEXT, start=start, end=end)


def test_an_anchor_with_other_words_cannot_be_made() -> None:
    with pytest.raises(AnchorError, match="said"):
        Anchor(text=TEXT, start=12, end=16, quote="says")


@given(st.text(min_size=1), st.data())
def test_an_anchor_quotes_just_its_characters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Anchor(text=text, start=start, end=end).words == text[start:end]


def test_nothing_can_be_changed_afterwards() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        entity().mentions[0].start = 4  # type: ignore[misc]


def test_paragraphs_that_overlap_or_leave_the_text_are_refused() -> None:
    with pytest.raises(AnchorError):
        Article(text="one two", language="en", paragraphs=(Span(0, 4), Span(3, 7)))
    with pytest.raises(AnchorError):
        Article(text="one two", language="en", paragraphs=(Span(0, 8),))


def test_a_record_holds_only_items_of_its_own_text() -> None:
    other = TEXT.replace("Ines", "Anna")
    with pytest.raises(AnchorError, match="another text"):
        Record(article=article(), reader=READER, entities=(entity(),), statements=(statement(other),))


def test_a_record_holds_only_entities_that_it_lists() -> None:
    with pytest.raises(AnchorError, match="entity"):
        Record(article=article(), reader=READER, statements=(statement(),))
    with pytest.raises(AnchorError, match="past the text"):
        Record(
            article=article(),
            reader=READER,
            entities=(entity(),),
            statements=(dataclasses.replace(statement(), voice=(Link(entity=None, name="x", start=1, end=99),)),),
        )


def test_a_statement_says_something() -> None:
    with pytest.raises(AnchorError):
        dataclasses.replace(statement(), content=())


def test_ids_come_from_content_alone() -> None:
    assert article().id == article().id
    assert article().id != article(TEXT + " ").id
    assert dataclasses.replace(article(), outlet="Harbour Post").id != article().id
    assert dataclasses.replace(article(), sentences=(Span(0, 5),)).id == article().id
    assert content_id("e", "a", 1) != content_id("e", "a1")
