"""CoNLL-U, the field's format for syntax (https://universaldependencies.org/format.html)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.reading.syntax import Parse, Word

_FLAT = str.maketrans({"’": "'", "‘": "'"})
_ENDINGS = frozenset("n't 's 're 've 'll 'd 'm ' nt".split())
"""What never stands alone: negation, possessives, shortened verbs."""
_SECOND_HALVES = frozenset({("can", "not"), ("gon", "na"), ("wan", "na"), ("got", "ta")})


def to_conllu(parse: Parse, text: str, name: str = "text") -> str:
    """Write a parse as CoNLL-U, ending in an empty line.

    A clitic and the word before it make one multiword token, as in UD_English-EWT.

    Args:
        parse: the syntax of the text.
        text: the text.
        name: what the sentence ids begin with.
    """
    lines: list[str] = []
    for number, (first, last) in enumerate(parse.sentences, start=1):
        tokens = list(_tokens(parse, text, first, last))
        lines.append(f"# sent_id = {name}-{number}")
        lines.append(f"# text = {_written(parse, text, first, last)}")
        for begin, end in tokens:
            spaced = _spaced(parse.words, end - 1)
            if end - begin > 1:
                form = _form(text, parse.words[begin].start, parse.words[end - 1].end)
                lines.append(_row(f"{begin - first + 1}-{end - first}", form, *"______", "_", spaced))
            for index in range(begin, end):
                word = parse.words[index]
                lines.append(
                    _row(
                        str(index - first + 1),
                        _form(text, word.start, word.end),
                        word.lemma,
                        word.upos,
                        word.xpos,
                        "_",
                        str(word.head - first + 1 if word.relation != "root" else 0),
                        word.relation,
                        "_",
                        spaced or end - begin > 1,
                    )
                )
        lines.append("")
    return "".join(f"{line}\n" for line in lines)


def _row(*columns: str | bool) -> str:
    """A line; the last column is made of whether white space follows."""
    return "\t".join([*(str(column) for column in columns[:-1]), "_" if columns[-1] else "SpaceAfter=No"])


def _form(text: str, start: int, end: int) -> str:
    """Some characters as one field may hold them."""
    return " ".join(text[start:end].split()) or "_"


def _spaced(words: Sequence[Word], index: int) -> bool:
    return index + 1 == len(words) or words[index + 1].start > words[index].end


def _written(parse: Parse, text: str, first: int, last: int) -> str:
    """A sentence's text, white space made one space."""
    parts = [
        _form(text, word.start, word.end) + (" " if _spaced(parse.words, index) else "")
        for index, word in enumerate(parse.words[first:last], start=first)
    ]
    return "".join(parts).rstrip()


def _tokens(parse: Parse, text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The tokens of a sentence as ranges of words; one of several words is a multiword token."""
    begin = first
    for index in range(first + 1, last):
        if not _leans(parse.words, text, index):
            yield begin, index
            begin = index
    yield begin, last


def _leans(words: Sequence[Word], text: str, index: int) -> bool:
    """Whether a word is a clitic of the one right before it."""
    word, before = words[index], words[index - 1]
    if before.end != word.start:
        return False
    form = text[word.start : word.end].translate(_FLAT).lower()
    host = text[before.start : before.end].lower()
    if (host, form) in _SECOND_HALVES:
        return True
    return form in _ENDINGS and word.upos != "PUNCT"
