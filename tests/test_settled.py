"""A reader that sets aside what is loaded, once."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from onrecord.reading.settled import settled
from tests.test_ledger import bare
from tests.test_record import article


@pytest.fixture
def thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
def test_what_is_there_after_the_first_article_is_set_aside_and_nothing_later() -> None:
    reading = settled(bare)
    assert gc.get_freeze_count() == 0
    one = article("The harbour of Marn was closed on Monday.")
    assert reading(one) == bare(one)
    aside = gc.get_freeze_count()
    assert aside > 0
    kept: list[list[int]] = [[] for _ in range(1000)]
    assert reading(one) == bare(one)
    assert len(kept) == 1000
    assert gc.get_freeze_count() <= aside


@pytest.mark.usefixtures("thawed")
def test_an_article_that_cannot_be_read_settles_nothing() -> None:
    def fails(_: object) -> object:
        raise ValueError("none")

    with pytest.raises(ValueError, match="none"):
        settled(fails)(article("The harbour."))  # type: ignore[arg-type]
    assert gc.get_freeze_count() == 0
