"""What several tests share: the example story, read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from onrecord.articles import Arrival, arrivals
from onrecord.reading.reader import read
from onrecord.record import Record

ROOT = Path(__file__).parent.parent
STORY = ROOT / "examples" / "hallan"


settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def story_arrivals() -> list[Arrival]:
    return list(arrivals([str(STORY)]))


@pytest.fixture(scope="session")
def story(story_arrivals: list[Arrival]) -> list[Record]:
    return [read(arrival.article) for arrival in story_arrivals if arrival.article is not None]
