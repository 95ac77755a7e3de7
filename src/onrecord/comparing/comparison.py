"""What a comparison of several reports holds; made by `compare.py`, printed by the codec."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from onrecord.comparing.edits import EditKind
from onrecord.comparing.findings import Finding
from onrecord.comparing.joins import Actor, Happening
from onrecord.comparing.places import Place
from onrecord.comparing.spreading import Moment, Naming, Omission, Spread
from onrecord.record import Mode
from onrecord.showing import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One of the articles compared; `label` is the letter it goes by on the page."""

    article: str
    label: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    words: int


class Share(StrEnum):
    """What kind of words two articles share: only what somebody said, only set phrases, or the telling itself."""

    QUOTATION = "quotation"
    STOCK = "stock"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words of the earlier article that stand otherwise in the later.

    Attributes:
        kind: what was done to them.
        before: the words in the earlier; None where the later adds some.
        after: the words in the later; None where it leaves some out.
        earlier_at: the offset in the earlier article where the edit stands.
        later_at: the same in the later.
    """

    kind: EditKind
    before: Place | None
    after: Place | None
    earlier_at: int
    later_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage two articles share.

    Attributes:
        kind: whether it is a quotation or the telling itself: two reporters may quote the same words
            without copying from each other.
        earlier: its words in the article published first, or in the first compared where dates do not tell.
        later: its words in the other.
        equal_words: how many words are the same.
        edits: what differs inside it.
    """

    kind: Share
    earlier: Place
    later: Place
    equal_words: int
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """All that two articles share, and what tells who may have copied whom.

    Attributes:
        earlier: the article published first, or the first compared where dates do not tell.
        later: the other.
        directed: whether the order is known.
        reasons: what tells the direction, or that nothing does.
        shared_words: words of shared passages that are no quotation.
        share_of_later: those as a share of the later article's words, 0 to 1.
        passages: in the order of the later article.
    """

    earlier: str
    later: str
    directed: bool
    reasons: tuple[str, ...]
    shared_words: int
    share_of_later: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One statement in one of the articles."""

    article: str
    statement: str
    source: Place | None
    cue: Place | None
    content: tuple[Place, ...]
    mode: Mode
    act: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants:
    """Statements of one speaker that say the same in different reports; a statement found once stands alone."""

    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody quoted: the fullest name used, other names, and what each report has them say."""

    name: str | None
    named: bool
    aliases: tuple[str, ...]
    articles: tuple[str, ...]
    statements: tuple[Variants, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Shown):
    """Several reports side by side. It says who says what, never who is right.

    Attributes:
        reports: the articles, by time of publication, those without one last.
        reuse: pairs that share passages, most shared words first.
        spread: how passages went from report to report.
        speakers: whoever is quoted, those in most reports first.
        actors: whoever is told of in several reports, or takes part in what they tell; those in most reports first.
        happenings: what is told to have happened, those in most reports first.
        findings: what is said of each attribute, disputes first.
        namings: how each report names each actor.
        omissions: what each report leaves out.
        timeline: what happened when, as told, and when it was reported.
    """

    reports: tuple[Report, ...]
    reuse: tuple[Reuse, ...]
    spread: Spread = field(default_factory=Spread)
    speakers: tuple[Speaker, ...]
    actors: tuple[Actor, ...] = ()
    happenings: tuple[Happening, ...] = ()
    findings: tuple[Finding, ...] = ()
    namings: tuple[Naming, ...] = ()
    omissions: tuple[Omission, ...] = ()
    timeline: tuple[Moment, ...] = ()

    def label(self, article: str) -> str:
        """The letter of an article.

        Raises:
            KeyError: it is not among those compared.
        """
        for report in self.reports:
            if report.article == article:
                return report.label
        raise KeyError(article)
