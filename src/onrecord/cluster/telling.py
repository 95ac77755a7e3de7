"""Stories of the parts, and the comparison of each: `comparing` does both, on what is brought together here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from onrecord import codec
from onrecord.cluster import tables
from onrecord.cluster.numbers import STORY, name, number
from onrecord.cluster.profiling import unpacked
from onrecord.comparing.clustering import Link
from onrecord.comparing.compare import compare
from onrecord.comparing.profiles import Profile
from onrecord.comparing.stories import Story, stories

LARGEST: Final = 200
"""Articles of a story that are compared; what is larger is mostly one text printed everywhere."""
IN_PART, PROFILE, LINK = 0, 1, 2


def profiles_for_parts(batches: tables.Batches) -> tables.Batches:
    """Profiles as rows of `tables.PARTS`."""
    for batch in batches:
        count = batch.num_rows
        article, data = batch.column("article"), batch.column("data")
        yield tables.arrays(tables.PARTS, article, [PROFILE] * count, [None] * count, data)


def in_parts(batches: tables.Batches) -> tables.Batches:
    """Profiles (`tables.TELLING`) with their parts; an article without links is a part by itself.

    Args:
        batches: rows of `tables.PARTS`, by article and kind.
    """
    yield from tables.packed(tables.TELLING, _in_parts(batches))


def _in_parts(batches: tables.Batches) -> Iterator[tuple[Any, ...]]:
    for article, rows in groupby(tables.rows(batches), key=itemgetter("article")):
        part = article
        for row in rows:
            if row["kind"] == IN_PART:
                part = row["part"]
            else:
                yield part, PROFILE, article, None, None, row["data"]


def told(batches: tables.Batches) -> tables.Batches:
    """The stories (`tables.STORIES`) of parts.

    Args:
        batches: rows of `tables.TELLING`, by part, kind, one and other.
    """
    yield from tables.packed(tables.STORIES, _told(batches))


def _told(batches: tables.Batches) -> Iterator[tuple[Any, ...]]:
    for _, rows in groupby(tables.rows(batches), key=itemgetter("part")):
        profiles: dict[str, Profile] = {}
        links: list[Link] = []
        for row in rows:
            if row["kind"] == PROFILE:
                made = unpacked(row["data"])
                profiles[made.article] = made
            else:
                links.append(Link(one=name("a", row["one"]), other=name("a", row["other"]), score=row["score"]))
        yield from map(_story, stories(dict(sorted(profiles.items())), links))


def _story(made: Story) -> tuple[Any, ...]:
    lists = (json.dumps(each, ensure_ascii=False) for each in (made.places, made.names, made.articles, made.also))
    return made.id, made.title, made.first, made.last, len(made.articles), *lists


def members(batches: tables.Batches) -> tables.Batches:
    """The articles of stories that two or more tell, as rows of `tables.MEMBERS`."""
    rows = (
        (number(article), IN_PART, number(row["story"]), None)
        for row in tables.rows(batches)
        if row["reports"] > 1
        for article in json.loads(row["articles"])
    )
    yield from tables.packed(tables.MEMBERS, rows, most=4096)


def records_for_stories(batches: tables.Batches) -> tables.Batches:
    """Records as rows of `tables.MEMBERS`."""
    rows = ((number(row["article"]), PROFILE, None, row["record"]) for row in tables.rows(batches))
    yield from tables.packed(tables.MEMBERS, rows, most=64)


def gathered(batches: tables.Batches) -> tables.Batches:
    """Records (`tables.GATHERED`) with the stories they are of.

    Args:
        batches: rows of `tables.MEMBERS`, by article and kind.
    """
    yield from tables.packed(tables.GATHERED, _gathered(batches), most=64)


def _gathered(batches: tables.Batches) -> Iterator[tuple[Any, ...]]:
    for article, rows in groupby(tables.rows(batches), key=itemgetter("article")):
        story = None
        for row in rows:
            story = row["story"] if row["kind"] == IN_PART else story
            if row["kind"] == PROFILE and story is not None:
                yield story, article, row["record"]


def compared(batches: tables.Batches) -> tables.Batches:
    """The comparison (`tables.COMPARISONS`) of each story.

    Args:
        batches: rows of `tables.GATHERED`, by story and article.
    """
    rows = (_compared(story, mine) for story, mine in groupby(tables.rows(batches), key=itemgetter("story")))
    yield from tables.packed(tables.COMPARISONS, rows, most=16)


def _compared(story: int, rows: Iterator[dict[str, Any]]) -> tuple[str, int, str | None, str | None]:
    held: list[str] = []
    count = 0
    for row in rows:
        count += 1
        if count <= LARGEST:
            held.append(row["record"])
    if count > LARGEST:
        return name(STORY, story), count, None, f"{count} articles, over the limit of {LARGEST}"
    made = compare([codec.loads_record(line) for line in held])
    return name(STORY, story), count, codec.dumps(made), None
