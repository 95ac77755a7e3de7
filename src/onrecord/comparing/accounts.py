"""Rival accounts of a deed: a denial set against what it denies, and who else is said to have done it.

A denial and an assertion are of one deed where the words name it alike and leave the same people for having done it
(`gist.py`). Who denies what nobody claims is in no dispute. Of accounts that are no denial the one is set beside
another only where a denial of the deed stands among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from onrecord.comparing.claims import Reports, Said
from onrecord.comparing.deeds import lemma_of
from onrecord.comparing.findings import Attribute, Finding, Standing
from onrecord.comparing.gist import THEY, Deed, clause, listed, sides, told_deeds, topics
from onrecord.comparing.joins import Happening
from onrecord.comparing.merging import values
from onrecord.comparing.words import words
from onrecord.record import Anchor, Link, Record, Span, Voice

_SIDES: Final = frozenset({"forces", "crowd", "bodies"})
_ALIKE: Final = 10.0
"""How much two accounts of one deed must have in common beside it, in nats, where nothing tells who did it."""
_SAYING: Final = frozenset({"deny", "reject", "refute", "dispute", "contradict"})
_LONGEST: Final = 160
_CLAIM: Final = re.compile(
    r"^(?:an?|the|any|all|these|those)? ?(?:\w+ )?(?:claim|report|allegation|accusation|suggestion|rumou?r|charge)s?\b"
    r"[^.;]*?\bthat "
)
"""How a denial brings in what it denies: "a claim, carried by the paper, that…"."""


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """Something asserted or denied, with the deeds that it tells of.

    Attributes:
        record: the record of the report.
        number: the place of its statement among the report's; -1 where the outlet speaks.
        words: where it stands.
        voice: who says so.
        speaker: the same, as one over reports.
        own: the speaker, and the side that the speaker is of.
        denied: whether it is told not to be so.
        outright: whether it is told by a verb of denying, and not only with a negation.
        deeds: the deeds of what is asserted, or of the clause that is denied.
        topics: what else it speaks of, with how rare the words are.
    """

    record: Record
    number: int
    words: Anchor
    voice: Voice
    speaker: str
    own: frozenset[str]
    denied: bool
    outright: bool
    deeds: tuple[Deed, ...]
    topics: Mapping[str, float]

    def near(self, other: Account) -> bool:
        """Whether the other is told right beside it."""
        return self.record is other.record and -1 not in {self.number, other.number} and self._beside(other)

    def _beside(self, other: Account) -> bool:
        return abs(self.number - other.number) == 1

    def alike(self, other: Account) -> float:
        """How much both speak of alike, in nats."""
        return sum(weight for word, weight in self.topics.items() if word in other.topics)


@dataclass(slots=True)
class _Rivalry:
    """A denied deed with all who deny it, assert it, or say that somebody else did it."""

    deed: str
    doers: frozenset[str]
    denials: list[Account] = field(default_factory=list)
    claims: list[Account] = field(default_factory=list)
    others: dict[frozenset[str], list[Account]] = field(default_factory=dict)


class Accounts:
    """Finds what is denied by one and asserted by another.

    Args:
        reports: the reports.
        happenings: what they tell to have happened.
    """

    def __init__(self, reports: Reports, happenings: Sequence[Happening]) -> None:
        self.reports = reports
        self.happenings = happenings
        self._of_event = {
            (telling.event.article, telling.event.id): happening
            for happening in happenings
            for telling in happening.tellings
        }
        self.accounts = [one for record in reports.records for one in self._told(record)]

    def findings(self) -> Iterator[Finding]:
        """The disputes over who did what."""
        disputed = [one for one in self._rivalries() if one.claims]
        for rivalry in disputed:
            if rivalry.doers:
                self._add_others(rivalry)
                without = [one for one in disputed if one.deed == rivalry.deed and not one.doers]
                yield self._finding([rivalry, *without])
            elif not any(one.deed == rivalry.deed and one.doers for one in disputed):
                yield self._finding([rivalry])
        for rivalry in self._blaming():
            if not any(one.deed == rivalry.deed for one in disputed):
                yield self._finding([rivalry])

    def _blaming(self) -> Iterator[_Rivalry]:
        """Deeds that two sides each say the other did."""
        told: dict[str, list[tuple[Account, Deed]]] = {}
        for account in self.accounts:
            for deed in account.deeds:
                if deed.listed and deed.doers and not account.denied:
                    told.setdefault(deed.name, []).append((account, deed))
        found: dict[str, _Rivalry] = {}
        blamed: set[frozenset[int]] = set()
        for name in sorted(told, key=lambda each: (-max(deed.weight for _, deed in told[each]), each)):
            for (one, mine), (other, theirs) in combinations(told[name], 2):
                pair = frozenset({id(one), id(other)})
                if pair not in blamed and _blame(one, mine, other, theirs):
                    blamed.add(pair)
                    rivalry = found.setdefault(name, _Rivalry(name, mine.doers))
                    _file(rivalry, one, mine.doers)
                    _file(rivalry, other, theirs.doers)
        yield from (found[name] for name in sorted(found))

    # ---------------------------------------------------------------- what is asserted and denied

    def _told(self, record: Record) -> Iterator[Account]:
        """What a report asserts and denies: in statements, and in its own voice."""
        for number, statement in enumerate(record.statements):
            if statement.commitment is None:
                continue
            denied = statement.commitment == "denied"
            for content in statement.content:
                account = self._account(record, number, content, statement.voice, denied=denied)
                if not denied or account.outright or _is_negative(account):
                    yield account
        outlet = tuple(link for link in self._outlet(record))
        for sentence in record.article.sentences:
            if not any(_overlap(sentence, content) for one in record.statements for content in one.content):
                told = record.article.anchor(sentence.start, sentence.end)
                if any(_within(event.trigger, sentence) and event.status == "actual" for event in record.events):
                    yield self._account(record, -1, told, outlet, denied=False)

    @staticmethod
    def _outlet(record: Record) -> Voice:
        """The voice of the report itself."""
        voices = [event.voice for event in record.events if event.voice] + [one.voice for one in record.statements]
        return voices[0][:1] if voices and record.article.outlet else ()

    def _account(self, record: Record, number: int, words: Anchor, voice: Voice, *, denied: bool) -> Account:
        speaker = self.reports.speaker(record, voice)
        span = clause(record.article.text, words.span) if denied else words.span
        return Account(
            record=record,
            number=number,
            words=words,
            voice=voice,
            speaker=speaker,
            own=frozenset({speaker}) | self._side(record, voice),
            denied=denied,
            outright=denied and record.statements[number].act in _SAYING,
            deeds=tuple(told_deeds(self.reports, record, span, frozenset({speaker}))),
            topics=topics(record, span),
        )

    @staticmethod
    def _side(record: Record, voice: Voice) -> frozenset[str]:
        """The side that a speaker is of, by what they are called and the offices they hold."""
        link = voice[-1] if len(voice) > 1 else None
        if link is None or link.name is None:
            return frozenset()
        roles = [role.title for role in record.entity(link.entity).roles] if link.entity is not None else []
        told = [word for phrase in (link.name, *roles) for word in words(phrase).folded]
        return frozenset(side for word in told for side in sides([lemma_of(word)]))

    # ---------------------------------------------------------------- denials and what they deny

    def _rivalries(self) -> list[_Rivalry]:
        """The denied deeds, each once, with who denies and who asserts them."""
        found: list[_Rivalry] = []
        for denial in (one for one in self.accounts if one.denied):
            for deed in _main([one for one in denial.deeds if denial.outright or not one.definite]):
                known = next((one for one in found if one.deed == deed.name and _joins(one, denial, deed)), None)
                if known is None:
                    known = _Rivalry(deed.name, deed.doers)
                    found.append(known)
                known.denials.append(denial)
                known.doers |= deed.doers
                known.claims += [one for one in self._asserting(denial, deed) if one not in known.claims]
        for rivalry in found:
            rivalry.claims += [
                one for one in self._contradicting(rivalry.denials) if one not in rivalry.claims and rivalry.claims
            ]
        return found

    def _asserting(self, denial: Account, deed: Deed) -> Iterator[Account]:
        """Who asserts what is denied: in so many words, unless it is denied outright or contradicted in the report."""
        named = self._named(denial)
        firm = denial.outright or any(True for _ in self._contradicting([denial]))
        for one in self.accounts:
            if one.denied or one.speaker == denial.speaker or (named and one.record not in named):
                continue
            if any(each.name == deed.name and _same_doers(deed, each, denial, one) for each in one.deeds):
                close = bool(named) or denial.near(one) or denial.alike(one) >= _ALIKE
                if (close or (firm and one.number >= 0)) and not _same_words(denial, one):
                    yield one

    def _named(self, denial: Account) -> list[Record]:
        """The reports that a denial says carried what it denies."""
        told = denial.words.words
        return [
            record
            for record in self.reports.records
            if record is not denial.record and record.article.outlet and record.article.outlet in told
        ]

    def _contradicting(self, denials: Sequence[Account]) -> Iterator[Account]:
        """What is said to contradict a denial: "she admitted that…, contradicting the spokesman, who said that…"."""
        for denial in denials:
            if denial.number < 0:
                continue
            source = denial.record.statements[denial.number].voice[-1]
            for number, statement in enumerate(denial.record.statements):
                speaker = self.reports.speaker(denial.record, statement.voice)
                if statement.act in _SAYING and any(_is_link(content, source) for content in statement.content):
                    yield from (
                        one
                        for one in self.accounts
                        if one.record is denial.record
                        and one.number in range(number)
                        and one.speaker == speaker
                        and not one.denied
                        and _one_sentence(denial.record, one.words, denial.words)
                    )

    # ---------------------------------------------------------------- other accounts of the deed

    def _add_others(self, rivalry: _Rivalry) -> None:
        """Who else is said to have done it."""
        told = [*rivalry.denials, *rivalry.claims]
        camp = {side for one in rivalry.denials if one.outright for side in _camp(one.own)}
        able = [
            one
            for one in self.accounts
            if not one.denied and one not in told and one.number >= 0 and camp & _camp(one.own)
        ]
        for account in able:
            doers = {side for deed in account.deeds if deed.name == rivalry.deed for side in deed.doers & _SIDES}
            if doers and not doers & rivalry.doers:
                rivalry.others.setdefault(frozenset(doers), []).append(account)
        for accounts in rivalry.others.values():
            accounts += [
                one
                for one in able
                if one not in accounts
                and any(deed.name == rivalry.deed and not deed.doers for deed in one.deeds)
                and any(one.alike(other) >= _ALIKE for other in accounts)
            ]

    def _happenings(self, account: Account) -> Iterator[Happening]:
        for event in account.record.events:
            happening = self._of_event.get((account.record.article.id, event.id))
            if happening is not None and any(_within(one, account.words.span) for one in event.mentions):
                yield happening

    # ---------------------------------------------------------------- the finding

    def _finding(self, rivalries: Sequence[_Rivalry]) -> Finding:
        """One value for each deed that is denied, one for each other account of it."""
        told = [said for rivalry in rivalries for said in self._values(rivalry)]
        accounts = [one for rivalry in rivalries for one in (*rivalry.denials, *rivalry.claims)]
        happenings = [one for account in accounts for one in self._happenings(account)]
        happening = max(happenings, key=lambda one: (one.main, len(one.tellings), one.id), default=None)
        articles = {one.claim.words.article for one in told}
        reporting = {telling.event.article for telling in happening.tellings} if happening is not None else None
        return Finding(
            happening=happening.id if happening is not None else None,
            attribute=Attribute.ACCOUNT,
            standing=Standing.DISPUTE,
            values=values(told),
            silent=tuple(
                record.article.id
                for record in self.reports.records
                if record.article.id not in articles and (reporting is None or record.article.id in reporting)
            ),
        )

    def _values(self, rivalry: _Rivalry) -> Iterator[Said]:
        """The claims of a rivalry: the denied deed as it is told without a negation; then each other account."""
        denied = [one for one in rivalry.denials if not _is_negative(one)]
        wording = [one for one in rivalry.claims if any(deed.name == rivalry.deed for deed in one.deeds)]
        said = _shortest(denied or wording or rivalry.denials)
        yield from (self._said(one, said) for one in (*rivalry.denials, *rivalry.claims))
        for accounts in rivalry.others.values():
            other = _shortest(accounts)
            yield from (self._said(one, other) for one in accounts)

    def _said(self, account: Account, said: str) -> Said:
        claim = self.reports.claim(account.record, account.words, account.voice, denies=account.denied)
        return Said(claim=claim, speaker=account.speaker, said=said)


def _camp(own: frozenset[str]) -> frozenset[str]:
    """The camp of a speaker: those who govern and their forces are one."""
    return frozenset("bodies" if side == "forces" else side for side in own & _SIDES)


def _same_words(one: Account, other: Account) -> bool:
    """Whether one stands in the other's words, or is worded alike and negated as well."""
    if one.record is other.record and _overlap(one.words.span, other.words):
        return True
    return _is_negative(other)


def _blame(one: Account, mine: Deed, other: Account, theirs: Deed) -> bool:
    """Whether two speakers each say that the other's side did a deed."""
    return not mine.doers & theirs.doers and bool(mine.doers & other.own) and bool(theirs.doers & one.own)


def _file(rivalry: _Rivalry, account: Account, doers: frozenset[str]) -> None:
    """Put an account with those that name the same doers."""
    accounts = rivalry.claims if doers & rivalry.doers else rivalry.others.setdefault(doers, [])
    if account not in accounts:
        accounts.append(account)


def _shortest(accounts: Sequence[Account]) -> str:
    return min((_plain(one) for one in accounts), key=lambda words: (len(words), words))


def _is_negative(account: Account) -> bool:
    """Whether the words of a denial themselves negate what is denied: "said that no officer had…"."""
    return not listed("negations").isdisjoint(_plain(account).lower().replace("’", "'").split())


def _main(deeds: Sequence[Deed]) -> list[Deed]:
    """The deed that a denial is of: the rarest that is listed, else the first word that somebody stands before."""
    known = [deed for deed in deeds if deed.listed]
    if not known:
        return [deed for deed in deeds if deed.doers][:1]
    most = max(deed.weight for deed in known)
    name = next(deed.name for deed in known if deed.weight == most)
    mine = [deed for deed in known if deed.name == name]
    return [next((deed for deed in mine if deed.doers), mine[0])]


def _joins(rivalry: _Rivalry, denial: Account, deed: Deed) -> bool:
    """Whether a denial is of a deed that is denied already."""
    if rivalry.doers & deed.doers:
        return True
    return (not deed.doers or not rivalry.doers) and any(one.speaker == denial.speaker for one in rivalry.denials)


def _same_doers(denied: Deed, asserted: Deed, denial: Account, assertion: Account) -> bool:
    """Whether who is denied to have done something may be who is asserted to have."""
    if denied.doers & asserted.doers:
        return True
    if THEY in asserted.doers and denied.doers & _SIDES:
        return True
    return not denied.doers and not asserted.doers - {THEY} and denial.near(assertion)


def _plain(account: Account) -> str:
    """The words of an account as a value: without quotation marks around them and a "that" before."""
    text = account.record.article.text
    span = clause(text, account.words.span) if account.denied else account.words.span
    told = text[span.start : span.end].strip(" \t\n\"“”'‘’.,;:").removeprefix("that ")
    told = _CLAIM.sub("", told)
    return " ".join(told.split()) if len(told) <= _LONGEST else " ".join(told[:_LONGEST].split()[:-1]) + " …"


def _overlap(one: Span, other: Anchor | Span) -> bool:
    return one.start < other.end and other.start < one.end


def _within(inner: Anchor, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_link(words: Anchor, link: Link) -> bool:
    """Whether some words are just those that bring in a speaker."""
    return words.words.lower() == (link.name or "").lower() or (words.start, words.end) == (link.start, link.end)


def _one_sentence(record: Record, one: Anchor, other: Anchor) -> bool:
    return any(_within(one, sentence) and _within(other, sentence) for sentence in record.article.sentences)
