"""Two reports of one story by somebody who means harm: a script in everything that a page could show."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, Final

from onrecord.articles import Arrival
from onrecord.articles.fetching import Fetcher
from onrecord.articles.paragraphs import paragraph_spans
from onrecord.comparing.indexing import Indexing
from onrecord.errors import ArticleError
from onrecord.ledger import Ledger, feeds, saved
from onrecord.ledger.judgements import Judged, Word, judge
from onrecord.ledger.watching import once
from onrecord.reading.reader import read
from onrecord.record import (
    Anchor,
    Article,
    Count,
    Entity,
    Event,
    Label,
    Link,
    Mention,
    MentionKind,
    Mode,
    Participant,
    Place,
    Reader,
    Record,
    Relation,
    Role,
    Source,
    Statement,
    Time,
)
from tests import made_web


def attack(kind: str) -> str:
    """A script in every way that a page could be made to run one, with a word by which to tell where it came from."""
    return f"""hit-{kind} "'><script>hit()</script><img src=x onerror=hit()><svg onload=hit()></title></textarea>"""


NAME: Final = f"Vall {attack('actor')}"
RIVAL: Final = f"Lund {attack('rival')}"
PLACE: Final = f"Marn {attack('place')}"
WORDS: Final = f"wreckers {attack('label')}"
TITLE: Final = f"Raid {attack('role')}"


def made(number: int) -> Record:
    """One of the reports; they differ in how many were killed.

    Args:
        number: 1, 2 and so on.
    """
    killed = ("one", "two", "three")[number % 3]
    text = (
        f"Police of {PLACE} killed {killed} dockers at the harbour on Tuesday. {attack('text')}\n\n"
        f"{NAME} said that the harbour was closed for good. {RIVAL} met {NAME} in {PLACE}, and called them {WORDS}, "
        f"the {TITLE}. javascript:hit() and {{{{ 7919 * 7907 }}}} stand here too, in the report numbered {number}."
    )
    return _Report(text, number).record(killed)


class _Report:
    """A report while its record is made: where its words stand."""

    def __init__(self, text: str, number: int) -> None:
        self._text, self._number = text, number
        self._outlet = f"Post {number} {attack('outlet')}"

    def _at(self, words: str, after: str = "") -> dict[str, Any]:
        start = self._text.index(words, self._text.index(after))
        return {"text": self._text, "start": start, "end": start + len(words)}

    def _entity(self, id: str, kind: str, name: str, **told: Any) -> Entity:  # noqa: A002 - the field's name
        mention = Mention(**self._at(name), kind=MentionKind.NAME)
        return Entity(id=id, type=kind, name=name, mentions=(mention,), **told)

    def record(self, killed: str) -> Record:
        """Its record."""
        article = Article(
            outlet=self._outlet,
            title=f"Raid on the harbour {self._number} {attack('title')}",
            byline=attack("byline"),
            url="javascript:hit()",
            published=f"2026-03-0{self._number}T09:00",
            language="en",
            text=self._text,
            paragraphs=paragraph_spans(self._text),
        )
        post = Link(entity=None, name=self._outlet)
        vall = self._at(NAME)
        number = self._number % 3 + 1
        return Record(
            article=article,
            reader=Reader(engine="0", model="0", layers=("entities", "statements", "events", "times", "labels")),
            entities=(
                self._entity("e-marn", "place", PLACE),
                self._entity("e-vall", "person", NAME, roles=(Role(title=TITLE, of=PLACE),)),
                self._entity("e-lund", "person", RIVAL),
            ),
            statements=(
                Statement(
                    id="s-closed",
                    source=Source(**vall, entity="e-vall"),
                    cue=Anchor(**self._at("said", NAME)),
                    content=(Anchor(**self._at("that the harbour was closed for good")),),
                    mode=Mode.INDIRECT,
                    act="assert",
                    voice=(post, Link(entity="e-vall", name=NAME, start=vall["start"], end=vall["end"])),
                ),
            ),
            events=(
                Event(
                    id="v-raid",
                    type="ASSAULT",
                    trigger=Anchor(**self._at("killed")),
                    actors=(Participant(**self._at("Police"), entity=None),),
                    recipients=(Participant(**self._at("dockers"), entity=None),),
                    place=Place(**self._at(PLACE), entity="e-marn"),
                    when=Anchor(**self._at("on Tuesday")),
                    killed=Count(**self._at(f"{killed} dockers"), kind="killed", lower=number, upper=number),
                    status="actual",
                    score=0.9,
                    voice=(post,),
                ),
            ),
            times=(
                Time(
                    **self._at("Tuesday"), type="DATE", value="2026-02-24", earliest="2026-02-24", latest="2026-02-24"
                ),
            ),
            relations=(
                Relation(
                    **self._at(f"called them {WORDS}"), kind="listed-as", subject="e-vall", object=None,
                    label=Anchor(**self._at(WORDS)), voice=(post,),
                ),
            ),
            labels=(Label(**self._at(WORDS), voice=(post,), entity="e-vall"),),
        )  # fmt: skip


def fill(path: Path) -> None:
    """A ledger by somebody who means harm: every field that can be given has a script in it."""
    with Ledger(path, create=True) as ledger:
        index = Indexing()
        records = [made(number) for number in (1, 2)]
        for record in records:
            arrival = Arrival(attack("name"), attack("raw").encode(), record.article, None)
            ledger.add(record, arrival, index)
        one, other = (Judged(article=record.article.id) for record in records)
        said = Word(same=True, who=attack("who"), why=attack("why"))
        judge(ledger, "article", (one, other), said, index)
        for item in ("e-vall", "v-raid"):
            kind = "entity" if item.startswith("e") else "event"
            pair = tuple(Judged(article=record.article.id, item=item) for record in records)
            judge(ledger, kind, pair, said)  # type: ignore[arg-type]
        error = ArticleError("A11", name=attack("failed"))
        ledger.fail(attack("failed"), error)
        saved.save(ledger, attack("saved")[:60], "police", who="somebody")
        with made_web.served() as site:
            entry = made_web.article(escape(attack("entry")), escape(attack("fetched")))
            site.gives("/one", entry)
            feed = made_web.rss((escape(attack("entry")), site.at("/one")), title=escape(attack("feed")))
            site.gives("/feed", feed, "application/rss+xml")
            feeds.watch(ledger, site.at("/feed"), allow_private=True)
            list(once(ledger, read, index, fetch=Fetcher(allow_private=True)))
