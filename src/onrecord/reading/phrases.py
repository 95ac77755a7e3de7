r"""Phrases described by patterns that a reader who knows dates and not regular expressions can write.

A file of rules has blocks like this one:

    rule day of a month, with its year -> date
      {month} {day}[,] {year}
      [the] {day} [of] {month}[,] {year}
      = day(year, month, day)
      > The treaty was signed on [June 20, 1988]. = 1988-06-20

A rule has a name and the class of phrase it makes. Its patterns are words, and
    {month}       a phrase of a class: of another rule, of a word list, or one that Python knows, like {number};
    {first:day}   the same, called "first" in what follows;
    [word ...]    words that may be missing;
    (a b|c)       either;
    one/two       either of two words;
    \(            a bracket of the text.
A word written with a capital must have one in the text ("May"); others may be written either way. The line with "="
says what is made of a match: a function of Python and the phrases it is given. Lines with ">" are passages for the
tests: the words in brackets must be found, and nothing else, with the value after "=".

    words month
      january jan. = 1

A word list gives phrases values; a full stop at the end of one may be missing in the text.

Matching is a walk over a trie of patterns for each class, remembered by class and place (a packrat parser; Ford,
ICFP 2002). Of several matches the longest counts, and of equals the one whose rule stands first in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

from onrecord.reading.tokens import Tokens, tokens


@dataclass(frozen=True, slots=True)
class Known:
    """A class of phrase that Python knows.

    Attributes:
        find: from tokens and a place to the ends and values of phrases that begin there.
        words: the words, in lower case, that one can begin with.
        figures: whether it can begin with a figure, or an apostrophe before figures.
    """

    find: Callable[[Tokens, int], Sequence[tuple[int, Any]]]
    words: frozenset[str] = frozenset()
    figures: bool = True


@dataclass(frozen=True, slots=True)
class _Opening:
    """What phrases of a class can begin with: some words, and perhaps figures."""

    words: frozenset[str]
    figures: bool

    def fits(self, word: str, *, figured: bool) -> bool:
        return word in self.words or (self.figures and figured)


@dataclass(slots=True)
class _Second:
    """What can stand behind the first word of phrases of a class: some words, perhaps figures, or the phrase's end."""

    words: set[str] = field(default_factory=set)
    figures: bool = False
    ends: bool = False
    anything: bool = False

    def fits(self, word: str | None, *, figured: bool) -> bool:
        return self.ends or self.anything or word in self.words or (self.figures and figured)


_SLOT: Final = re.compile(r"\{(?:(?P<name>\w+):)?(?P<kind>[\w]+)\}")
_PIECE: Final = re.compile(r"\{[^}]*\}|\\.|[\[\]()|]|[^\s\[\](){}|\\]+")
_MEANING: Final = re.compile(r"=\s*(?P<name>\w+)\((?P<arguments>[^)]*)\)$")
_PASSAGE: Final = re.compile(r"^>\s*(?P<passage>.*?)(?:\s+=\s+(?P<value>.*))?$")


_FIGURED: Final = frozenset("'`½¼¾⅓⅔⅛")


def _figured(word: str) -> bool:
    return word[0].isdecimal() or (word[0] in _FIGURED and not word[1:2].isalpha())


_MOST_PIECES: Final = 200
"""Of a pattern: words, slots and brackets."""
_MOST_SEQUENCES: Final = 5_000
"""What a pattern may stand for: ten words that may each be missing are a thousand."""


class RuleError(ValueError):
    """A line of a file of rules that cannot be read; says which and why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it makes, and the passages that show it.

    Attributes:
        name: what it is called in the file.
        makes: the class of phrase that it makes.
        meaning: the name of the function that makes something of a match.
        arguments: what the function is given: names of slots, numbers, or words in quotation marks.
        order: its place in the file.
        passages: short passages with the expected words in brackets, and the expected values.
    """

    name: str
    makes: str
    meaning: str
    arguments: tuple[str, ...]
    order: int
    passages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: its tokens, its rule, and what stands in the slots of its pattern (values or matches)."""

    first: int
    end: int
    rule: Rule
    slots: Mapping[str, Any]


@dataclass(slots=True)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    kinds: dict[tuple[str, str], _Node] = field(default_factory=dict)
    by_word: dict[str, list[tuple[str, str, _Node]]] = field(default_factory=dict)
    by_figure: list[tuple[str, str, _Node]] = field(default_factory=list)
    rule: Rule | None = None
    value: Any = None
    valued: bool = False
    opened: bool = False

    def opened_by(self, word: str, *, figured: bool) -> list[tuple[str, str, _Node]]:
        """The slots that come next whose phrases can begin with a word: name, class, and the node behind."""
        found = self.by_word.get(word)
        if figured and self.by_figure:
            return self.by_figure if found is None else [*self.by_figure, *found]
        return found or []


class Grammar:
    """The rules of a file, ready to find phrases."""

    def __init__(self, source: str, known: Mapping[str, Known]) -> None:
        """Read rules.

        Args:
            source: the text of the file.
            known: the classes of phrase that Python knows.

        Raises:
            RuleError: a line cannot be read, or speaks of a class that nothing makes.
        """
        self.known = dict(known)
        self.tries: dict[str, _Node] = {}
        self.rules: list[Rule] = []
        self._asked: dict[str, int] = {}
        self._second: dict[tuple[str, str], _Second] = {}
        for number, block in _blocks(source):
            self._take(number, block)
        for kind, number in self._asked.items():
            if kind not in self.known and kind not in self.tries:
                raise RuleError(f"line {number}: nothing makes {{{kind}}}")
        self.first = {kind: self._opening(kind, set()) for kind in [*self.tries, *self.known]}

    def _take(self, number: int, block: Sequence[str]) -> None:
        head, _, makes = block[0].partition("->")
        keyword, _, name = head.strip().partition(" ")
        name, makes = name.strip(), makes.strip()
        if keyword == "words" and name:
            trie = self.tries.setdefault(name, _Node())
            for offset, line in enumerate(block[1:], 1):
                self._words(number + offset, trie, line)
        elif keyword == "rule" and name and makes:
            self._rule(number, name, makes, block[1:])
        else:
            raise RuleError(f"line {number}: {block[0]!r} begins neither `rule NAME -> CLASS` nor `words CLASS`")

    def _rule(self, number: int, name: str, makes: str, lines: Sequence[str]) -> None:
        numbered = list(enumerate(lines, number + 1))
        patterns = [(at, line) for at, line in numbered if line[0] not in "=>"]
        meanings = [(at, line) for at, line in numbered if line[0] == "="]
        if not patterns or len(meanings) != 1:
            raise RuleError(f"line {number}: the rule {name!r} needs patterns and one line with =")
        meaning = _MEANING.match(meanings[0][1])
        if meaning is None:
            raise RuleError(f"line {meanings[0][0]}: {meanings[0][1]!r} is not = FUNCTION(ARGUMENT, ...)")
        given = meaning["arguments"]
        arguments = tuple(part.strip() for part in given.split(",")) if given else ()
        shown = (_PASSAGE.match(line) for _, line in numbered if line[0] == ">")
        passages = tuple((each["passage"], each["value"] or "") for each in shown if each)
        rule = Rule(name, makes, meaning["name"], arguments, len(self.rules), passages)
        self.rules.append(rule)
        trie = self.tries.setdefault(makes, _Node())
        for at, pattern in patterns:
            for sequence in _expanded(pattern, at):
                if not sequence:
                    raise RuleError(f"line {at}: {pattern!r} can be empty")
                node = self._laid(trie, sequence, at)
                if node.rule is None:
                    node.rule = rule

    def _words(self, number: int, trie: _Node, line: str) -> None:
        forms, equals, value = line.rpartition(" = ")
        if not equals:
            raise RuleError(f"line {number}: {line!r} is not WORDS = VALUE")
        for form in forms.split(" / "):
            pieces = list(tokens(form.strip()).words)
            sequences = [pieces, pieces[:-1]] if pieces[-1] == "." and len(pieces) > 1 else [pieces]
            for sequence in sequences:
                node = self._laid(trie, sequence, number)
                if not node.valued:
                    node.value, node.valued = _value(value.strip()), True

    def _laid(self, trie: _Node, sequence: Sequence[str], number: int) -> _Node:
        if len(sequence) > _MOST_PIECES:
            raise RuleError(f"line {number}: a phrase of over {_MOST_PIECES} words and marks")
        node = trie
        for piece in sequence:
            slot = _SLOT.fullmatch(piece)
            if slot:
                kind = slot["kind"]
                self._asked.setdefault(kind, number)
                node = node.kinds.setdefault((slot["name"] or kind, kind), _Node())
            elif piece.startswith("{"):
                raise RuleError(f"line {number}: {piece} is not {{class}} or {{name:class}}")
            else:
                node = node.words.setdefault(piece if piece.islower() else piece.lower().capitalize(), _Node())
        return node

    def _opening(self, kind: str, seen: set[str]) -> _Opening:
        """What phrases of a class can begin with."""
        if kind in seen:
            return _Opening(frozenset(), figures=False)
        seen.add(kind)
        known = self.known.get(kind)
        if known is not None:
            return _Opening(known.words, known.figures)
        root = self.tries[kind]
        inner = [self._opening(name, seen) for _, name in root.kinds]
        words = {word.lower() for word in root.words}.union(*(one.words for one in inner))
        figures = any(one.figures for one in inner) or any(_figured(word) for word in words)
        return _Opening(frozenset(words), figures)

    def second(self, kind: str, word: str) -> _Second:
        """What can stand behind a word that phrases of a class begin with."""
        found = self._second.get((kind, word))
        if found is None:
            self._second[kind, word] = _Second(anything=True)  # of a class that begins with itself nothing is known
            found = _Second(anything=True) if kind in self.known else self._behind(self.tries[kind], word)
            self._second[kind, word] = found
        return found

    def _behind(self, trie: _Node, word: str) -> _Second:
        found = _Second()
        nodes = [trie.words[form] for form in dict.fromkeys((word, word.capitalize())) if form in trie.words]
        for (_, kind), after in trie.kinds.items():
            if not self.first[kind].fits(word, figured=_figured(word)):
                continue
            inner = self.second(kind, word)
            found.words |= inner.words
            found.figures |= inner.figures
            found.anything |= inner.anything
            if inner.ends:
                nodes.append(after)
        for node in nodes:
            found.ends |= node.rule is not None or node.valued
            openings = [self.first[kind] for _, kind in node.kinds]
            found.words.update(map(str.lower, node.words), *(one.words for one in openings))
            found.figures |= any(one.figures for one in openings)
        return found

    def open(self, node: _Node) -> None:
        """Note at a node of a trie, once it is walked to, which words the phrases of its slots can begin with."""
        by_word: dict[str, list[tuple[str, str, _Node]]] = {}
        by_figure: list[tuple[str, str, _Node]] = []
        for (name, kind), after in node.kinds.items():
            opening = self.first[kind]
            if opening.figures:
                by_figure.append((name, kind, after))
            for word in opening.words:
                if not (opening.figures and _figured(word)):
                    by_word.setdefault(word, []).append((name, kind, after))
        node.by_word, node.by_figure, node.opened = by_word, by_figure, True

    def found(self, kind: str, text: Tokens) -> list[Match]:
        """The phrases of a class, the longest at each place, none overlapping, in text order."""
        walk = Walk(self, text)
        matches: list[Match] = []
        past = 0
        for place in walk.openings(kind):
            best = next(iter(walk.matches(kind, place)), None) if place >= past else None
            if best is not None:
                matches.append(best)
                past = best.end
        return matches


class Walk:
    """One walk over the tokens of a text, remembering what was found where."""

    def __init__(self, grammar: Grammar, text: Tokens) -> None:
        self.grammar = grammar
        self.text = text
        self._figured = [_figured(word) for word in text.lower]
        self.memory: dict[tuple[str, int], Sequence[tuple[int, Any]]] = {}

    def openings(self, kind: str) -> list[int]:
        """The places where a phrase of a class may begin, by the words there and right behind."""
        opening = self.grammar.first[kind]
        words, figures = opening.words, opening.figures
        return [
            place
            for place, (word, figured) in enumerate(zip(self.text.lower, self._figured, strict=True))
            if (word in words or (figures and figured)) and self._goes_on(kind, place)
        ]

    def _goes_on(self, kind: str, place: int) -> bool:
        """Whether a phrase of a class that may begin with a word may go on with the next, or end."""
        lower, figured = self.text.lower, self._figured
        if figured[place]:
            return True
        following = place + 1
        more = following < len(lower)
        after = lower[following] if more else None
        return self.grammar.second(kind, lower[place]).fits(after, figured=more and figured[following])

    def matches(self, kind: str, place: int) -> list[Match]:
        """The phrases of a class that begin at a place, the longest first, and of equals by their rules in the file."""
        if not self.grammar.first[kind].fits(self.text.lower[place], figured=self._figured[place]):
            return []
        found = [
            Match(place, end, node.rule, dict(slots))
            for node, end, slots in self._paths(self.grammar.tries[kind], place)
            if node.rule is not None
        ]
        return sorted(found, key=lambda match: (-match.end, match.rule.order))

    def ends(self, kind: str, place: int) -> Sequence[tuple[int, Any]]:
        """The phrases of a class that begin at a place: where each ends, once each, and its value or match."""
        key = (kind, place)
        found = self.memory.get(key)
        if found is None:
            self.memory[key] = ()  # a class that begins with itself finds nothing
            known = self.grammar.known.get(kind)
            if known:
                found = known.find(self.text, place)
            else:
                found = self._walked(self.grammar.tries[kind], place) if self._goes_on(kind, place) else ()
            self.memory[key] = found
        return found

    def _walked(self, trie: _Node, place: int) -> Sequence[tuple[int, Any]]:
        best: dict[int, tuple[int, Any]] = {}
        for node, end, slots in self._paths(trie, place):
            if node.valued:
                best.setdefault(end, (-1, node.value))
            if node.rule is not None and (end not in best or node.rule.order < best[end][0]):
                best[end] = (node.rule.order, Match(place, end, node.rule, dict(slots)))
        return [(end, value) for end, (_, value) in sorted(best.items())]

    def _paths(self, trie: _Node, place: int) -> list[_Path]:
        """The paths from the root of a trie to a rule or a value, over the tokens from a place on."""
        paths: list[_Path] = []
        lowers, words, past = self.text.lower, self.text.words, len(self.text)
        waiting: list[_Path] = [(trie, place, ())]
        while waiting:
            path = waiting.pop()
            node, at, slots = path
            if node.rule is not None or node.valued:
                paths.append(path)
            if at >= past:
                continue
            lower = lowers[at]
            if lower in node.words:
                waiting.append((node.words[lower], at + 1, slots))
            if lower != words[at] and (written := lower.capitalize()) in node.words:
                waiting.append((node.words[written], at + 1, slots))
            if not node.kinds:
                continue
            if not node.opened:
                self.grammar.open(node)
            for name, kind, after in node.opened_by(lower, figured=self._figured[at]):
                for end, value in self.ends(kind, at):
                    waiting.append((after, end, (*slots, (name, value))))
        return paths


_Path: TypeAlias = tuple[_Node, int, tuple[tuple[str, Any], ...]]
"""Where a walk over a trie has come to, before which token, and what stands in the slots on the way."""


def _blocks(source: str) -> Iterator[tuple[int, list[str]]]:
    """The blocks of a file, each with the number of its first line; comments and empty lines part nothing."""
    number, block = 0, list[str]()
    for at, raw in enumerate(source.splitlines(), 1):
        line = raw.split("  #")[0].rstrip()
        if not line or line.startswith("#"):
            continue
        if not line.startswith(" "):
            if block:
                yield number, block
            number, block = at, []
        elif not block:
            raise RuleError(f"line {at}: {line!r} belongs to no block")
        block.append(line.strip())
    if block:
        yield number, block


def _value(written: str) -> int | str:
    return int(written) if re.fullmatch(r"-?\d+", written) else written


def _expanded(pattern: str, number: int) -> list[tuple[str, ...]]:
    """All the sequences of words and slots that a pattern stands for."""
    pieces = _PIECE.findall(pattern)
    if "".join(pieces) != "".join(pattern.split()):
        raise RuleError(f"line {number}: {pattern!r} has a brace that is not {{class}} or {{name:class}}")
    if len(pieces) > _MOST_PIECES:
        raise RuleError(f"line {number}: a pattern of over {_MOST_PIECES} words and brackets")
    sequences, rest = _either(pieces, number)
    if rest:
        raise RuleError(f"line {number}: {pattern!r} closes a bracket it did not open")
    return sequences


def _either(pieces: list[str], number: int) -> tuple[list[tuple[str, ...]], list[str]]:
    options: list[tuple[str, ...]] = []
    current: list[tuple[str, ...]] = [()]
    while pieces and pieces[0] not in {"]", ")"}:
        piece, *pieces = pieces
        if piece == "|":
            options.extend(current)
            current = [()]
            continue
        if piece in {"[", "("}:
            inner, pieces = _either(pieces, number)
            if not pieces or pieces[0] != {"[": "]", "(": ")"}[piece]:
                raise RuleError(f"line {number}: a bracket is not closed")
            pieces = pieces[1:]
            choices = [*inner, ()] if piece == "[" else inner
        elif piece.startswith("\\"):
            choices = [(piece[1:],)]
        elif piece.startswith("{"):
            choices = [(piece,)]
        else:
            if piece.strip("/") != piece:
                raise RuleError(f"line {number}: {piece!r} lacks a word beside /; leave no space there")
            choices = [tuple(tokens(word).words) for word in piece.split("/")]
        if len(current) * len(choices) > _MOST_SEQUENCES:
            raise RuleError(f"line {number}: a pattern that stands for over {_MOST_SEQUENCES:,} sequences of words")
        current = [(*one, *choice) for one in current for choice in choices]
    return [*options, *current], pieces


class Placed(Protocol):
    """Surroundings that know which tokens are looked at."""

    first: int
    end: int


Around = TypeVar("Around", bound=Placed)
Meaning = TypeVar("Meaning")
Function = TypeVar("Function", bound=Callable[..., Any])


class Functions(Generic[Around, Meaning]):
    """The functions that the rules of a grammar name after "=".

    Each takes the surroundings and the phrases that its rule gives it, and makes something of them, or nothing.
    """

    def __init__(self) -> None:
        self._functions: dict[str, Callable[..., Meaning | None]] = {}

    def known(self, function: Function) -> Function:
        """Make a function known under its name; an underscore that keeps it apart from another is left out."""
        self._functions[function.__name__.rstrip("_")] = function
        return function

    def check(self, grammar: Grammar) -> None:
        """See that every function named is there.

        Raises:
            RuleError: one is not.
        """
        for rule in grammar.rules:
            if rule.meaning not in self._functions:
                raise RuleError(f"the rule {rule.name!r} names {rule.meaning}, which nothing defines")

    def evaluated(self, match: Match, around: Around) -> Meaning | None:
        """What a match means in its surroundings; None where it turns out to mean nothing."""
        inner: dict[str, Any] = {}
        for name, value in match.slots.items():
            found = self.evaluated(value, around) if isinstance(value, Match) else value
            if found is None:
                return None
            inner[name] = found
        around.first, around.end = match.first, match.end
        given = (_argument(each, inner) for each in match.rule.arguments)
        return self._functions[match.rule.meaning](around, *given)


def _argument(written: str, slots: Mapping[str, Any]) -> Any:
    if not written:
        return None
    if written[0] in "\"'":
        return written[1:-1]
    if written.lstrip("-").replace(".", "").isdigit():
        return float(written) if "." in written else int(written)
    return slots.get(written)
