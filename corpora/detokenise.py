"""Putting words back into running text, for corpora that give only words.

Spacing follows English print: none before a comma or a closing bracket, none after an opening one,
none before a clitic. It is a guess, and good enough for teaching: what matters is that the encoder
meets text spaced as articles are spaced.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpora.document import Span

_NO_SPACE_BEFORE = frozenset({",", ".", ":", ";", "?", "!", ")", "]", "}", "%", "”", "’", "...", "…", "'s", "n't"})
_NO_SPACE_AFTER = frozenset({"(", "[", "{", "$", "£", "€", "“", "‘", "#", "@"})
_CLITICS = frozenset({"'s", "'re", "'ve", "'ll", "'d", "'m", "n't", "’s", "’re", "’ve", "’ll", "’d", "’m", "n’t"})
_PENN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


def detokenise(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Join the words of one sentence; return the text and each word's span in it."""
    pieces: list[str] = []
    spans: list[Span] = []
    length = 0
    quote_open = False
    glued = True
    for raw in tokens:
        word = _PENN.get(raw, raw)
        closing = word == '"' and quote_open
        if not (glued or closing or word in _NO_SPACE_BEFORE or word.lower() in _CLITICS):
            pieces.append(" ")
            length += 1
        pieces.append(word)
        spans.append((length, length + len(word)))
        length += len(word)
        glued = word in _NO_SPACE_AFTER or (word == '"' and not quote_open)
        if word == '"':
            quote_open = not quote_open
    return "".join(pieces), spans
