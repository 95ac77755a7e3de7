"""What the page of a story is made of: the story, its reports, and the part of its comparison that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from starlette.datastructures import QueryParams

from onrecord.anchors import content_id
from onrecord.comparing.comparison import Comparison, Report, Reuse, Speaker
from onrecord.comparing.findings import Claim, Finding, Standing
from onrecord.comparing.places import Place
from onrecord.export import told as words
from onrecord.export.passages import note, pieces
from onrecord.export.spread_graph import graph
from onrecord.ledger import Ledger, judgements
from onrecord.ledger import stories as kept
from onrecord.ledger.judgements import Decision
from onrecord.ledger.ledger import Added
from onrecord.ledger.stories import Told
from onrecord.web.pages import to

PARTS: Final = {
    "disputes": "Where they differ",
    "timeline": "Timeline",
    "spread": "Who took what from whom",
    "names": "Names and labels",
    "omissions": "Left out",
    "speakers": "Who is quoted",
    "joins": "What is held to be one",
    "all": "All on one page",
}
"""The parts of the page, by their names in its address."""
_EACH: Final[Mapping[str, tuple[str, ...]]] = {
    "disputes": ("happenings", "actors"),
    "timeline": ("timeline",),
    "spread": ("reuse",),
    "names": ("namings", "actors"),
    "omissions": ("omissions",),
    "speakers": ("speakers",),
    "joins": ("actors", "happenings", "namings"),
    "sides": ("happenings", "actors"),
}
NEEDED: Final[Mapping[str, frozenset[str] | None]] = {
    **{part: frozenset({"findings", *fields}) for part, fields in _EACH.items()},
    "all": None,
}
"""What a part needs of a comparison; None where it needs all."""
_SECTIONS: Final = (
    (Standing.DISPUTE, "disputes"),
    (Standing.TOLL, "tolls"),
    (Standing.AGREEMENT, "agreements"),
    (Standing.SINGLE, "single"),
)


def part_of(written: str) -> str:
    """The part that an address asks for; the first, where it asks for none that there is."""
    return written if written in PARTS else next(iter(PARTS))


def id_of(finding: Finding) -> str:
    """What a finding goes by in an address: made of its attribute, its standing and the words that give its values."""
    claims = [claim.words for value in finding.values for claim in value.claims]
    places = tuple((place.article, place.start, place.end) for place in claims)
    return content_id("f", finding.attribute.value, finding.of, finding.standing.value, places)


def claims_of(finding: Finding) -> list[Claim]:
    """All that is claimed, value by value."""
    return [claim for value in finding.values for claim in value.claims]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A story as its page shows it.

    Attributes:
        story: what the list has of it.
        main: its articles.
        also: those that tell of it too.
        just: the judgements that were just made, for a word on them.
        comparison: of its articles, as far as it is needed; None as long as there is none.
    """

    story: Told
    main: Sequence[Added]
    also: Sequence[Added]
    just: Sequence[Decision] = ()
    comparison: Comparison | None = None

    @classmethod
    def of(cls, ledger: Ledger, story: Told, query: QueryParams) -> View:
        """The view of a story of a ledger, not compared yet."""
        main, also = kept.articles_of(ledger, story.id)
        asked = set(query.getlist("judged"))
        just = [each for each in judgements.judgements(ledger) if each.id in asked] if asked else []
        return cls(story=story, main=main, also=also, just=just)

    def compared(self, comparison: Comparison) -> View:
        """The same with its comparison."""
        return replace(self, comparison=comparison)

    @property
    def found(self) -> Comparison:
        """The comparison.

        Raises:
            LookupError: there is none yet.
        """
        if self.comparison is None:
            raise LookupError(self.story.id)
        return self.comparison

    @property
    def path(self) -> str:
        """Its address."""
        return f"/stories/{self.story.id}"

    @property
    def summary(self) -> str:
        """What is to be seen, in a line."""
        return words.summary(self.found)

    @property
    def taken(self) -> dict[str, list[str]]:
        """What each report took from others."""
        return {each.article: words.taken(self.found, each.article) for each in self.found.reports}

    def report(self, article: str) -> Report:
        """The report that an article is.

        Raises:
            KeyError: it is none of the story's.
        """
        for each in self.found.reports:
            if each.article == article:
                return each
        raise KeyError(article)

    def labelled(self, label: str) -> Report:
        """The report with a letter.

        Raises:
            KeyError: there is none.
        """
        for each in self.found.reports:
            if each.label == label:
                return each
        raise KeyError(label)

    def to_part(self, part: str, at: str = "") -> str:
        """The address of a part of the page."""
        return to(self.path, {"part": part}, at)

    def beside(self, left: Place, right: Place | None = None, show: str | None = None, other: str | None = None) -> str:
        """The address of two reports side by side.

        Args:
            left: words in the one.
            right: words in the other.
            show: the finding that they are for.
            other: the other's article, where no words of it are meant.
        """
        return to(
            self.path,
            {
                "show": show,
                "left": left.article,
                "lw": f"{left.start}-{left.end}",
                "right": right.article if right else other,
                "rw": f"{right.start}-{right.end}" if right else None,
            },
            "sides",
        )

    def claim(self, finding: Finding, claim: Claim) -> str:
        """The address of a claim's words, beside those of another value, or else of another report."""
        return self.beside(claim.words, against(finding, claim), id_of(finding))

    def given(self, part: str) -> dict[str, Any]:
        """What the template of a part uses."""
        made: dict[str, Any] = {}
        for one, make in _MADE.items():
            if part in {one, "all"}:
                made |= make(self.found)
        return made | {
            "parts": PARTS,
            "id_of": id_of,
            "clock": words.clock,
            "excerpt": words.excerpt,
            "voice": words.speaker,
        }


def against(finding: Finding, claim: Claim) -> Place | None:
    """The words to lay beside a claim's: of another value in another report; else of another report; else none."""
    mine = next(value for value in finding.values if claim in value.claims)
    others = [each for value in finding.values if value is not mine for each in value.claims]
    same = [each for each in mine.claims if each is not claim]
    for each in (*others, *same):
        if each.words.article != claim.words.article:
            return each.words
    return others[0].words if others else None


def _disputes(found: Comparison) -> dict[str, Any]:
    return {
        "sections": [(name, words.HEADINGS[standing], words.found(found, standing)) for standing, name in _SECTIONS]
    }


def _timeline(found: Comparison) -> dict[str, Any]:
    return {"timeline": words.happened(found)}


def _spread(found: Comparison) -> dict[str, Any]:
    return {"graph": graph(found), "reuse": [_pair(found, pair) for pair in found.reuse]}


def _pair(found: Comparison, pair: Reuse) -> dict[str, Any]:
    return {
        "reuse": pair,
        "earlier": found.label(pair.earlier),
        "later": found.label(pair.later),
        "nearer": words.nearer(found, pair),
        "passages": [(passage, pieces(passage), note(passage)) for passage in pair.passages],
    }


def _names(found: Comparison) -> dict[str, Any]:
    return {"names": words.names(found)}


def _omissions(found: Comparison) -> dict[str, Any]:
    return {"left_out": words.left_out(found)}


def _speakers(found: Comparison) -> dict[str, Any]:
    rows = words.quoted_where(found)
    return {
        "quoted": [row for row in rows if words.often(row)],
        "seldom": [row for row in rows if not words.often(row)],
        "speakers": [_speaker(speaker) for speaker in found.speakers],
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "name": speaker.name or "Nobody is said to say it",
        "aliases": speaker.aliases,
        "shared": [variants.sayings for variants in speaker.statements if len(variants.sayings) > 1],
        "single": [variants.sayings[0] for variants in speaker.statements if len(variants.sayings) == 1],
    }


_MADE: Final = {
    "disputes": _disputes,
    "timeline": _timeline,
    "spread": _spread,
    "names": _names,
    "omissions": _omissions,
    "speakers": _speakers,
}
