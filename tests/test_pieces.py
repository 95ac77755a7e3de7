"""Word pieces are tied to their characters, whatever the characters are."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.pieces import OPENS_PARAGRAPH, QUOTED, SPACED, TRAITS, Case, cut, quoted_spans
from onrecord.reading.windows import windows


def words(text: str) -> list[str]:
    pieces = cut(text, [(0, len(text))])
    heads = [*np.flatnonzero(pieces.heads), len(pieces)]
    return [text[pieces.starts[a] : pieces.ends[b - 1]] for a, b in pairwise(heads)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said so.", ["He", "said", "so", "."]),
        ("“Né e\u0301té”", ["“", "Né", "e\u0301té", "”"]),
        ("a 🙂 b", ["a", "🙂", "b"]),
        ("op\u00aderations", ["op\u00aderations"]),
        ("נצר said", ["נצר", "said"]),
        ("[SEP] is text", ["[", "SEP", "]", "is", "text"]),
    ],
)
def test_words_keep_their_characters(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_traits_tell_how_a_word_is_written() -> None:
    text = 'Ana saw NATO’s "McCoy" on 12 may.'
    pieces = cut(text, [(0, len(text))])
    case = {
        text[start:end]: Case(trait % SPACED)
        for start, end, trait, head in zip(pieces.starts, pieces.ends, pieces.traits, pieces.heads, strict=True)
        if head
    }
    assert case["NATO"] is Case.UPPER and case["12"] is Case.DIGIT and case["saw"] is Case.LOWER
    assert case["Ana"] is Case.TITLE and case["."] is Case.SYMBOL
    assert Case.MIXED in case.values()
    quoted = [text[s] for s, t in zip(pieces.starts, pieces.traits, strict=True) if t % OPENS_PARAGRAPH >= QUOTED]
    assert "".join(quoted).startswith("M") and "A" not in quoted
    opens = pieces.traits >= OPENS_PARAGRAPH
    assert opens[0] and not opens[pieces.heads][1:].any()
    assert pieces.traits.max() < TRAITS


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "no" and "never".', ["no", "never"]),
        ("“No,” he said. “Never.”", ["No,", "Never."]),
        ("“We begin here and do not stop", ["We begin here and do not stop"]),
        ("and we end here,” she said.", ["and we end here,"]),
        ("none at all", []),
    ],
)
def test_quotations(text: str, inside: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text, 0, len(text))] == inside


@given(st.text(max_size=200), st.text(max_size=200))
def test_every_piece_lies_in_its_paragraph_in_order(one: str, other: str) -> None:
    text = f"{one}\n{other}"
    paragraphs = [(0, len(one)), (len(one) + 1, len(text))]
    pieces = cut(text, [span for span in paragraphs if span[0] < span[1]])
    assert all(pieces.starts < pieces.ends)
    assert all(np.diff(pieces.starts) >= 0)
    for start, end in zip(pieces.starts, pieces.ends, strict=True):
        assert any(first <= start and end <= last for first, last in paragraphs)
    if len(pieces):
        assert pieces.heads[0]


@given(st.integers(0, 1500), st.integers(20, 400), st.data())
def test_windows_cover_every_piece_once_and_tear_no_word(count: int, room: int, data: st.DataObject) -> None:
    text = " ".join(["untrustworthiness" if index % 3 else "a" for index in range(count)])
    pieces = cut(text, [(0, len(text))]) if text else cut("", [])
    overlap = data.draw(st.integers(0, room // 2))
    found = windows(pieces, room, overlap)
    spoken = [place for window in found for place in range(window.first, window.last)]
    assert spoken == list(range(len(pieces)))
    for window in found:
        assert window.start <= window.first <= window.last <= window.end
        assert window.end - window.start <= room + 8
        for edge in (window.start, window.first):
            assert edge == len(pieces) or pieces.heads[edge]
