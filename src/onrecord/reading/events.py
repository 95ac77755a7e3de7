"""Events: who did what to whom, when, where, how many, by PLOVER, each with its voice and whether it happened.

The lexicon of `plover/` finds the words that tell them (`triggers`), the syntax who takes part (`arguments`) and when
(`occasions`); the smallest statement that holds the words is the voice, else the outlet. What is told several times is
one event (`happenings`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from onrecord.reading.arguments import Arguments, Roles
from onrecord.reading.background import historical
from onrecord.reading.choosing import Choice, chosen
from onrecord.reading.classes import Classes, listed
from onrecord.reading.clauses import Clauses
from onrecord.reading.concerned import Concerned, is_happening
from onrecord.reading.demands import Demand, demands
from onrecord.reading.doubts import doubtful, idle
from onrecord.reading.happenings import Happening, Party, merged
from onrecord.reading.mentions import FoundMention
from onrecord.reading.occasions import Occasions
from onrecord.reading.participants import Cast
from onrecord.reading.parties import Parties
from onrecord.reading.plover.ontology import ontology
from onrecord.reading.plover.societies import contexts
from onrecord.reading.recast import mode_about, recast
from onrecord.reading.status import status
from onrecord.reading.tallies import Tallies
from onrecord.reading.treewalk import Treewalk
from onrecord.reading.triggers import Match, Triggers
from onrecord.reading.voiced import holder, stated
from onrecord.record import (
    Anchor,
    Article,
    Event,
    Link,
    Mode,
    Quantity,
    Span,
    Statement,
    Time,
    content_id,
)

if TYPE_CHECKING:
    from onrecord.reading.encoder import Scores

_OF_OTHERS: Final = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "PROTEST", "MOBILIZE"})
"""Types whose events are about another that somebody is to do."""
_ASKING: Final = frozenset({"demand", "order", "request", "advise"})
"""Acts of saying whose words are not told to be so."""
_BARE: Final = 0.7
"""What the likelihood of an event counts that nobody is told to do to anybody."""
_ATTEMPTED: Final = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types of which an attempt is an event too."""
_PROMISING: Final = frozenset({"promise", "vow", "pledge", "swear"})
_OTHERS: Final = frozenset(
    "another other others further similar new second third fourth previous earlier later next future past possible any "
    "every no each more".split()
)
_WILLING: Final = frozenset({"will", "would", "wo", "'ll", "’ll", "shall"})
_AFTERWARDS: Final = frozenset({"after", "following"})
_PLURAL: Final = frozenset({"NNS", "NNPS"})
_AGO: Final = (" ago", " before", " earlier")
_MEANWHILE: Final = frozenset({"when", "as", "while"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True)
class Ground:
    """What has been read of an article before its events.

    Attributes:
        article: the article.
        clauses: its syntax.
        cast: its entities by their words.
        mentions: what the encoder takes for mentions.
        statements: its statements, whose voices the words inside them have.
        times: its times.
        quantities: its quantities.
        outlet: the outlet, where it is known.
        scores: what the encoder says of the text.
        walk: its syntax, asked by place.
    """

    article: Article
    clauses: Clauses
    cast: Cast
    mentions: Sequence[FoundMention]
    statements: Sequence[Statement]
    times: Sequence[Time]
    quantities: Sequence[Quantity]
    outlet: Link | None
    scores: Scores
    walk: Treewalk


class Events:
    """Reads the events of an article.

    Args:
        ground: what has been read of it.
    """

    def __init__(self, ground: Ground) -> None:
        article, clauses, cast = ground.article, ground.clauses, ground.cast
        self.article, self.clauses, self.cast = article, clauses, cast
        self.statements, self.outlet = ground.statements, ground.outlet
        # what somebody only asks for in the reporter's words is told by whoever tells of the asking
        self._telling = [one for one in ground.statements if one.act not in _ASKING or one.mode is not Mode.INDIRECT]
        self.scores, self.walk = ground.scores, ground.walk
        self.classes = Classes(clauses, cast, ground.mentions, ground.times)
        self.triggers = Triggers(clauses, self.classes)
        self.roles = Roles(clauses, self.classes)
        self.concerned = Concerned(clauses, self.classes)
        self.parties = Parties(article.text, self.classes)
        self.occasions = Occasions(clauses, cast, ground.times)
        self.tallies = Tallies(article.text, clauses, cast, ground.quantities, ground.times)
        self._published = article.published or max((time.latest for time in ground.times if time.latest), default=None)
        self._choices: dict[int, Choice] = {}
        self._about: dict[int, tuple[str, ...]] = {}
        self._sentences = {
            at: number for number, (first, last) in enumerate(clauses.parse.sentences) for at in range(first, last)
        }

    def found(self) -> tuple[Event, ...]:
        """The events, in text order."""
        choices = [chosen(self.scores, self.walk, matches) for matches in self.triggers.found()]
        matches = _apart([choice.match for choice in choices])
        self._choices = {choice.match.at: choice for choice in choices}
        arguments = {match.at: found for match in matches if (found := self.roles.of(match)) is not None}
        told = [
            one
            for match in matches
            if match.at in arguments and (one := self._told(match, self._whole(match, arguments), matches)) is not None
        ]
        told += [self._demanded(one, matches) for one in demands(self.clauses, self.classes, self.statements)]
        told.sort(key=lambda one: (one.trigger.start, one.trigger.end))
        told = self.tallies.shared_out(told, self._sentences)
        return tuple(self._event(one) for one in merged(told) if not self._is_empty(one))

    def _is_empty(self, one: Happening) -> bool:
        """Whether a noun tells nothing but that there is such a thing as what it names: "under pressure"."""
        if one.tentative:
            return True
        if one.several and one.type == "ASSAULT" and not (one.actors or one.recipients or one.counts or one.when):
            return True  # "attacks in the south" name what happens, and no happening
        if any(self.clauses.word(at).upos != "NOUN" for at in (one.at, *one.heads)):
            return False
        return not (one.actors or one.recipients or one.place or one.when or one.counts)

    def _whole(self, match: Match, known: Mapping[int, Arguments]) -> Arguments:
        """The arguments of an event; of one that agrees to, asks for or refuses another, whom the other concerns."""
        own = known[match.at]
        if match.trigger.pattern.sort == "verb" and not any(map(self.concerned.can_be_told, own.recipients)):
            addressed = tuple(one for one in self.concerned.addressed(match.at) if one not in own.actors)
            own = replace(own, recipients=addressed or own.recipients)
        if own.recipients or match.trigger.type not in _OF_OTHERS:
            return own
        if match.trigger.type == "REQUEST" and (asked := self.concerned.asked(match.words)) is not None:
            return replace(own, recipients=tuple(one for one in asked if one not in own.actors))
        if self.clauses.word(match.at).upos == "NOUN":
            return own
        below = [known[one].recipients for one in self._what(match) if one in known and one > match.at]
        held = [one for one in self._what(match) if one in self._choices]
        talks = any(self._choices[one].match.trigger.type == "CONSULT" for one in held)
        agreed = match.trigger.type == "AGREE" and not talks  # "agreed to build a school in Darr" is agreed with Darr
        affected = self.concerned.affected(match.at, match.beside, at_places=agreed)
        found = next((words for words in below if words), tuple(affected))
        return replace(own, recipients=tuple(one for one in found if one not in own.actors))

    def _told(self, match: Match, arguments: Arguments, matches: Sequence[Match]) -> Happening | None:
        trigger = match.trigger
        parties = arguments.recipients or arguments.actors[1:]
        if ontology().types[trigger.type].needs_recipient and not parties:
            return None
        choice = self._choices[match.at]
        if idle(self.clauses, self.classes, choice, arguments):
            return None
        both = bool(arguments.actors) and any(self.classes.acts(one) for one in match.filled.get("recipient", ()))
        frames = (*arguments.happening, *self._frames(match))
        tentative = doubtful(choice, both=both) and not self._is_carried(match, frames)
        definite = self._is_definite(match, arguments)
        if tentative and not definite and not match.trigger.counts:
            return None
        span = self._trigger(match)
        saying, telling = holder(span, self.statements), holder(span, self._telling)
        when = self.occasions.of(match)
        actors = tuple(self._party(one) for one in arguments.actors)
        own_kind = "THREATEN" if self._is_of_force(match) else trigger.type
        kind, mode, told = recast(
            own_kind,
            trigger.mode if own_kind == trigger.type else None,
            self._status(match, saying, when),
            refused=self._is_refused(match),
            own=_is_own(saying, actors),
        )
        voice = stated(telling.voice) if telling is not None else (self.outlet,) if self.outlet else ()
        return Happening(
            at=match.at,
            word=trigger.pattern.word,
            type=kind,
            mode=mode or self._mode_of_what(kind, self._below(match.at), matches),
            contexts=tuple(dict.fromkeys((*trigger.contexts, *self._contexts(match.at)))),
            trigger=span,
            mentions=(span,),
            actors=actors,
            recipients=tuple(self._party(one) for one in arguments.recipients),
            place=self._party(arguments.place) if arguments.place is not None else None,
            instrument=self.roles.span(arguments.instrument) if arguments.instrument is not None else None,
            when=None if told == "planned" and self._is_ago(when) else when,
            status=told,
            historical=historical(self.clauses, match.at, when, self._published, reported=telling is not None),
            counts=self.tallies.of(match, arguments),
            score=round(choice.score * _told_of(arguments), 3),
            voice=voice,
            sentence=self._sentence(span),
            definite=definite,
            tentative=tentative,
            more=bool(trigger.counts) and self.tallies.more(match.at),
            taking_up=bool(trigger.counts) and self._takes_up((*match.beside, *frames)),
            another=any(
                self.clauses.form(one) in _OTHERS for one in self.clauses.governed(match.at, "det", "amod", "nummod")
            ),
            several=self.clauses.word(match.at).xpos in _PLURAL and not definite,
            parts=frames,
            verb=match.trigger.pattern.sort == "verb",
        )

    def _is_ago(self, when: Time | None) -> bool:
        """Whether a time is told from now back: nothing that is still to come was "four years ago"."""
        return when is not None and self.clauses.text[when.start : when.end].lower().endswith(_AGO)

    def _demanded(self, demand: Demand, matches: Sequence[Match]) -> Happening:
        """A statement that says what somebody must do, as a request of its speaker's."""
        clauses, statement = self.clauses, demand.statement
        first, last = sorted((demand.modal, demand.at))
        span = Span(clauses.word(first).start, clauses.word(last).end)
        speaker = demand.speaker
        conditional = any(
            clauses.lemma(mark) == "if"
            for one in clauses.governed(demand.at, "advcl")
            for mark in clauses.governed(one, "mark")
        )
        at = self.cast.words(speaker.start, speaker.end)
        entity = speaker.entity
        named = entity is not None and self.cast.entities[entity].named
        actor = Party(Span(speaker.start, speaker.end), entity, "", at[0] if at else demand.at, named)
        return Happening(
            at=demand.at,
            word="must",
            type="REQUEST",
            mode=self._mode_of_what("REQUEST", [demand.at], matches),
            contexts=self._contexts(demand.at),
            trigger=span,
            mentions=(span,),
            actors=(actor,),
            recipients=tuple(self._party(one) for one in demand.who),
            place=None,
            instrument=None,
            when=None,
            status="conditional" if conditional else "actual",
            historical=False,
            counts={},
            score=0.8,
            voice=stated(statement.voice),
            sentence=self._sentence(span),
        )

    def _contexts(self, at: int) -> tuple[str, ...]:
        """What the words of the sentence are about."""
        first, last = self.clauses.parse.sentences[self._sentences[at]]
        if first not in self._about:
            forms = [(self.clauses.form(one), self.clauses.lemma(one)) for one in range(first, last)]
            self._about[first] = contexts(forms)
        return self._about[first]

    def _below(self, at: int) -> list[int]:
        """The words for what is asked for, refused or threatened: clauses and objects of a word that does so."""
        clauses = self.clauses
        below = clauses.governed(at, "xcomp", "ccomp", "advcl", "acl", "obj", "obl", "nmod")
        below = [one for one in below if not self.concerned.is_aside(one)]
        return [*below, *(each for one in below for each in clauses.governed(one, "conj"))]

    def _what(self, match: Match) -> list[int]:
        """The words below for that alone, and not for what else somebody does or when.

        A participle that tells an event of the same type tells the same one: "stopped work, striking against the cuts".
        """
        clauses = self.clauses
        held = [one for one in self._below(match.at) if clauses.word(one).head == match.at]
        types = {one: self._choices[one].match.trigger.type for one in held if one in self._choices}
        held = [
            one
            for one in held
            if clauses.word(one).relation != "advcl"
            or clauses.is_infinitive(one)
            or types.get(one) == match.trigger.type
        ]
        return [one for one in held if clauses.case(one) not in listed("frame")]

    def _mode_of_what(self, kind: str, words: Sequence[int], matches: Sequence[Match]) -> str | None:
        """The mode of asking for, refusing or threatening something, by the type of what it is."""
        told = {match.at: match.trigger for match in matches}
        below = next((told[at] for at in words if at in told), None)
        return mode_about(kind, below.type, below.mode) if below is not None else None

    def _is_of_force(self, match: Match) -> bool:
        """Whether somebody promises force against others, which threatens them: "vowed to bomb the port"."""
        if match.trigger.type != "AGREE" or match.trigger.pattern.word not in _PROMISING:
            return False
        below = [one for one in self._what(match) if one in self._choices]
        return any(self._choices[one].match.trigger.type == "ASSAULT" for one in below)

    def _is_refused(self, match: Match) -> bool:
        """Whether somebody will not do it: "will not lift the ban"."""
        helpers = self.clauses.governed(match.at, "aux")
        return any(self.clauses.form(one) in _WILLING for one in helpers)

    def _status(self, match: Match, saying: Statement | None, when: Time | None) -> str:
        attempt, published = match.trigger.type in _ATTEMPTED, self.article.published
        return status(self.clauses, match.at, saying, when=when, published=published, attempt=attempt)

    def _trigger(self, match: Match) -> Span:
        """The words that tell it, from the first to the last."""
        words = [self.clauses.word(one) for one in match.words]
        return Span(min(word.start for word in words), max(word.end for word in words))

    def _sentence(self, span: Span) -> int:
        return self._sentences[self.cast.words(span.start, span.end)[0]]

    def _party(self, at: int) -> Party:
        entity = self.roles.entity(at)
        named = entity is not None and self.cast.entities[entity].named
        known = any(self.clauses.form(one) in _DEFINITE for one in self.clauses.governed(at, "det"))
        return Party(self.roles.span(at), entity, self.clauses.lemma(at), at, named, known)

    def _is_definite(self, match: Match, arguments: Arguments) -> bool:
        if match.trigger.pattern.sort != "noun" or match.light is not None:
            return False
        clauses = self.clauses
        known = any(clauses.form(one) in _DEFINITE for one in clauses.governed(match.at, "det"))
        return known and not arguments.recipients

    def _takes_up(self, words: Sequence[int]) -> bool:
        """Whether one of the nouns that harm is told with takes up what is known: "killed in the attack"."""
        clauses = self.clauses
        nouns = (one for one in words if clauses.word(one).upos == "NOUN" and is_happening(self.classes, one))
        return any(clauses.form(each) in _DEFINITE for one in nouns for each in clauses.governed(one, "det"))

    def _is_carried(self, match: Match, frames: Sequence[int]) -> bool:
        """Whether a weak line is told beside another event of its type, or as part of one: "hurt in clashes"."""
        at = self.clauses.word(match.at)
        beside = [*self.clauses.governed(match.at, "conj"), *([at.head] if at.relation == "conj" else []), *frames]
        choices = [self._choices[one].match.trigger for one in beside if one in self._choices]
        if any(one.type == match.trigger.type and not one.weak for one in choices):
            return True
        below = [self._choices[one].match.trigger for one in self._below(match.at) if one in self._choices]
        return match.trigger.pattern.clause == "infinitive" and any(
            _suits(match.trigger.type, one.type) and not one.weak for one in below
        )

    def _frames(self, match: Match) -> Iterator[int]:
        """The event nouns that an event is told as part of: "killed in the raid"."""
        clauses = self.clauses
        here = clauses.word(match.at)
        if here.relation == "advcl" and here.xpos == "VBG" and match.trigger.counts:  # "exploded, killing two"
            yield here.head
        if match.trigger.counts:
            yield from self._when(match.at)
        verb = match.trigger.pattern.sort == "verb"
        # people are hurt by what was before, but who speaks after a meeting speaks to others
        known = listed("frame") if match.trigger.counts else listed("frame") - _AFTERWARDS
        for word in (match.at,) if verb else ():
            for one in clauses.governed(word, "obl", "nmod"):
                if clauses.case(one) in known and is_happening(self.classes, one):
                    yield one
        joined = clauses.governed(match.at, "conj")
        if here.relation.partition(":")[0] == "conj":
            joined.append(here.head)
        if verb:
            for one in (each for verb in joined for each in clauses.governed(verb, "obl")):
                if clauses.case(one) in known and is_happening(self.classes, one):
                    yield one

    def _when(self, at: int) -> Iterator[int]:
        """The verbs that tell what happened when somebody came to harm: "were killed when a bomb exploded"."""
        clauses = self.clauses
        for one in clauses.governed(at, "advcl"):
            opening = {clauses.form(each) for each in clauses.governed(one, "advmod", "mark")}
            if opening & _MEANWHILE and clauses.governed(one, "nsubj"):
                yield one

    def _event(self, one: Happening) -> Event:
        article = self.article
        counts = dict(one.counts)
        mentions = tuple(article.anchor(each.start, each.end) for each in one.mentions)
        named = tuple((link.entity, link.name) for link in one.voice)
        return Event(
            id=content_id("v", article.id, one.type, one.trigger.start, one.trigger.end, named),
            type=one.type,
            mode=one.mode,
            contexts=one.contexts,
            trigger=article.anchor(one.trigger.start, one.trigger.end),
            mentions=mentions,
            actors=tuple(self.parties.participant(each) for each in one.actors),
            recipients=tuple(self.parties.participant(each) for each in one.recipients),
            instrument=self._anchor(one.instrument),
            place=self.parties.place(one.place),
            when=self._anchor(Span(one.when.start, one.when.end)) if one.when is not None else None,
            status=one.status,
            historical=one.historical,
            killed=counts.pop("killed", None),
            injured=counts.pop("injured", None),
            arrested=counts.pop("arrested", None),
            other_counts=tuple(sorted(counts.values(), key=lambda count: (count.start, count.end))),
            score=one.score,
            voice=one.voice,
        )

    def _anchor(self, span: Span | None) -> Anchor | None:
        return self.article.anchor(span.start, span.end) if span is not None else None


def _told_of(arguments: Arguments) -> float:
    """What the likelihood of an event counts: less where nobody is told to act, or to be acted on."""
    return _BARE + (1 - _BARE) * (bool(arguments.actors) + bool(arguments.recipients)) / 2


def _is_own(saying: Statement | None, actors: Sequence[Party]) -> bool:
    """Whether those who act say so themselves."""
    speaker = saying.voice[-1].entity if saying is not None else None
    return speaker is not None and any(one.entity == speaker for one in actors)


def _suits(kind: str, what: str) -> bool:
    """Whether an event of a type is what one of another can be about: cooperation is what is agreed to."""
    quad = ontology().types[what].quad
    if kind == "AGREE":
        return quad.endswith("cooperation")
    return kind == "REQUEST" or (kind == "THREATEN" and quad.endswith("conflict"))


def _apart(matches: Sequence[Match]) -> list[Match]:
    """Without the nouns that the line of a verb already asks for: "held talks"."""
    taken = {word for match in matches if match.trigger.pattern.sort == "verb" for word in match.beside}
    return [match for match in matches if match.at not in taken]
