"""How words went from report to report: the types of the spread graph and of what each report leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.comparing.edits import EditKind
from onrecord.comparing.places import Place
from onrecord.record import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """One report's words for a passage that several carry.

    Attributes:
        words: the passage there.
        source: the id of the article it was most likely taken from; None at its origin, or where nothing tells.
        directed: whether it is known which of the two was first.
        edits: what was done to it on the way from `source`, each kind once, most telling first.
    """

    words: Place
    source: str | None
    directed: bool
    edits: tuple[EditKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Travelled:
    """A passage that several reports carry: its words where they appear first, and every report it went to.

    Attributes:
        id: a content id.
        quotation: whether it is only what somebody said.
        origin: its words in the first report.
        carriers: all reports that carry it, the first first; one that carries it in parts stands there for each.
    """

    id: str
    quotation: bool
    origin: Place
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A kind of edit, and how often it was made."""

    kind: EditKind
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Text that went from one report to another, all passages together: an arrow of the spread graph.

    Attributes:
        source: the id of the article it was taken from.
        target: the id of the article it went to.
        directed: whether it is known which was first.
        words: how many words of telling went this way.
        share: those as a share of the target's words, 0 to 1.
        edits: what was done on the way, most telling first.
        passages: ids of `Travelled`.
    """

    source: str
    target: str
    directed: bool
    words: int
    share: float
    edits: tuple[Counted, ...]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The spread graph of several reports.

    Attributes:
        passages: what travelled, those in most reports first.
        edges: for each report at most one arrow from each report it took something from.
        origins: ids of the reports that took no telling from another: how many independent reports there are.
    """

    passages: tuple[Travelled, ...] = ()
    edges: tuple[Edge, ...] = ()
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """Some words of a report, and who speaks them."""

    words: Place
    voice: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How one report names one actor.

    Attributes:
        actor: the id of the `Actor`; None of a loaded word of which the report does not tell for whom it is.
        article: the report.
        name: the name or description, as it is most often written.
        own: where the outlet uses it in its own voice.
        quoted: where somebody it reports does, each with the voice.
        label: whether it takes a side, one of `record.LABEL_KINDS`.
    """

    actor: str | None
    article: str
    name: str
    own: tuple[Place, ...] = ()
    quoted: tuple[Voiced, ...] = ()
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """What a report does not tell that others do.

    Attributes:
        article: the report that leaves it out.
        kind: `statement`, `happening`, `finding`, `actor` or `passage`.
        item: the id of what is left out: a `Happening`, also for a finding of it, an `Actor`, a `Travelled`; None for a
            statement.
        told: the words of the first report that has it.
        articles: the ids of the reports that have it.
    """

    article: str
    kind: str
    item: str | None = None
    told: Place
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A line of the timeline: something told to have happened, or a report published.

    Attributes:
        earliest: the first instant, ISO 8601, as precise as told.
        latest: the last.
        kind: `happening`, `statement` or `report`.
        item: the id of the `Happening`, of the statement, or of the article.
        told: the words that tell it best; None of a report.
        articles: the ids of the reports that tell it.
    """

    earliest: str
    latest: str
    kind: str
    item: str
    told: Place | None = None
    articles: tuple[str, ...] = ()
