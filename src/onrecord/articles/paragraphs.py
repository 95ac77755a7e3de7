"""Where paragraphs begin and end in a plain text, without changing a character of it.

Three things are told apart: texts with a paragraph a line, texts wrapped at some width with blank lines or
indents between paragraphs, and paragraphs run together by a bad extractor ("operations.He said"), which are
parted again. A break is a position, never an inserted letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from onrecord.record import Span

_BLANK = "\ufeff\u200b \t\xa0\u3000\x1c\x1d\x1e\x1f"
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_NARROWEST, _WIDEST = 35, 110
_SHORT_LINE = 0.8
_ENDS_SENTENCE = re.compile(r"[.!?:]['\"’”)\]]*$")

_JOIN = re.compile(
    r"""[.!?]
        (?P<outer>["”’')\]]*+)          # marks that close after the stop
        (?P<opening>["“‘(\[]*+)
        (?=(?P<next>[A-Z][\w'’-]*+))""",
    re.VERBOSE,
)
"""A stop with a capital close behind it. What stands before it is looked at only then (`_before`): a pattern that began
there would be tried at each letter of a text anew."""
_CLOSING = frozenset('"”’)]')
_IN_WORDS = frozenset("_'’-")
_LONGEST_ADDRESS = 500
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr st gov sen rep gen lt col sgt capt cpl pvt maj adm prof rev hon jr sr vs no inc corp ltd co "
    "jan feb mar apr jun jul aug sep sept oct nov dec mt ft dept univ assn bros ave blvd".split()
)
_SUFFIXES = frozenset({"com", "net", "org", "info", "gov", "edu", "co", "io", "js", "py", "tv", "ai"})
_LETTERS = 2


def paragraph_spans(text: str) -> tuple[Span, ...]:
    """The paragraphs of a plain text, in order, trimmed of blanks.

    Args:
        text: the canonical text.

    Returns:
        Half-open spans in code points; none for a text of blanks.
    """
    lines = [line.span() for line in _LINE.finditer(text)]
    trimmed = [(trim(text, start, end), start) for start, end in lines]
    spans = [(span, start) for span, start in trimmed if span is not None]
    whole = _joined(text, spans) if _is_wrapped(text, [span for span, _ in spans]) else [span for span, _ in spans]
    return tuple(part for span in whole for part in parted(text, span))


def trim(text: str, start: int, end: int) -> Span | None:
    """The stretch without the blanks around it; None if there is nothing else."""
    while start < end and (text[start] in _BLANK or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _BLANK or text[end - 1].isspace()):
        end -= 1
    return Span(start, end) if start < end else None


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether lines were broken at a width: most that are followed directly by another end mid-sentence."""
    followed = [line for line, following in pairwise(lines) if text.count("\n", line.end, following.start) <= 1]
    if len(followed) < 3 or 2 * len(followed) < len(lines) - 1:
        return False
    widths = [line.end - line.start for line in lines]
    if not _NARROWEST <= median(widths) <= _WIDEST or max(widths) > 2 * _WIDEST:
        return False
    unfinished = sum(not _ENDS_SENTENCE.search(text, line.start, line.end) for line in followed)
    return 2 * unfinished > len(followed)


def _joined(text: str, lines: Sequence[tuple[Span, int]]) -> list[Span]:
    """Lines of a wrapped text as paragraphs: parted by blank lines, by indents, and after a short last line."""
    width = median(line.end - line.start for line, _ in lines)
    margin = min(line.start - start for line, start in lines)
    paragraphs: list[Span] = []
    open_paragraph = False
    for index, (line, start) in enumerate(lines):
        previous = lines[index - 1][0] if index else None
        blank_between = previous is None or text.count("\n", previous.end, line.start) > 1
        indented = line.start - start > margin
        if open_paragraph and not blank_between and not indented:
            paragraphs[-1] = Span(paragraphs[-1].start, line.end)
        else:
            paragraphs.append(line)
        short = line.end - line.start < _SHORT_LINE * width
        open_paragraph = not (short and _ENDS_SENTENCE.search(text, line.start, line.end))
    return paragraphs


def parted(text: str, paragraph: Span) -> Iterator[Span]:
    """Part a paragraph where others were run into it: a sentence ends and a capital follows without a space."""
    start = floor = paragraph.start
    for match in _JOIN.finditer(text, paragraph.start, paragraph.end):
        at = _break(text, start, match, _before(text, floor, match.start()))
        floor = match.end("opening")
        if at is not None and (span := trim(text, start, at)) is not None:
            yield span
            start = at
    if (span := trim(text, start, paragraph.end)) is not None:
        yield span


def _before(text: str, floor: int, stop: int) -> tuple[str, str]:
    """The word before a stop, and the marks between them that close; neither begins before `floor`."""
    first = stop
    while first > floor and text[first - 1] in _CLOSING:
        first -= 1
    while first > floor and _in_word(text[first - 1]):
        first -= 1
    last = first
    while last < stop and _in_word(text[last]):
        last += 1
    return text[first:last], text[last:stop]


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter in _IN_WORDS


def _break(text: str, start: int, match: re.Match[str], before: tuple[str, str]) -> int | None:
    """Where the new paragraph begins at a join, or None where the join is part of a name or an address."""
    word, inner = before
    following = match["next"]
    marks = inner + match["outer"] + match["opening"]
    if not (word or marks):
        return None
    if not marks and (word.lower() in _ABBREVIATIONS or len(word) < _LETTERS or word[-1:].isupper()):
        return None
    if not marks and (following.lower() in _SUFFIXES or _part_of_address(text, match.start() - len(word), match.end())):
        return None
    after = text[match.end("next") : match.end("next") + 1]
    if len(following) < _LETTERS and not after.isspace():
        return None
    return _after_quotes(text, start, match)


def _part_of_address(text: str, start: int, end: int) -> bool:
    """Whether the word around a stop looks like an address or a file: a slash, an at sign, or more stops."""
    floor = max(0, start - _LONGEST_ADDRESS)
    first = max(text.rfind(" ", floor, start), text.rfind("\n", floor, start), floor - 1) + 1
    last = _SPACE.search(text, end, end + _LONGEST_ADDRESS)
    whole = text[first : last.start() if last else end + _LONGEST_ADDRESS]
    return bool(_ADDRESS.search(whole))


_SPACE = re.compile(r"\s")
_ADDRESS = re.compile(r"[/@\\_=]|www\.|\w\.\w++\.\w")


def _after_quotes(text: str, start: int, match: re.Match[str]) -> int:
    """The position after marks that close what came before, and before marks that open what follows."""
    at = match.start() + 1
    end = match.end("opening")
    is_open = text.count('"', start, at) % 2 == 1
    while at < end:
        mark = text[at]
        if mark == '"':
            if not is_open:
                break
            is_open = False
        elif mark in "“‘([":
            break
        at += 1
    return at
