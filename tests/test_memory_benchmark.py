"""What the measure of memory does with few articles: it goes round, and looks after each tenth."""

from __future__ import annotations

from itertools import islice

import pytest

from benchmarks.memory import again, resident, run
from onrecord.reading.encoder import shipped
from tests.conftest import STORY


def test_articles_come_again_as_others() -> None:
    one = str(STORY / "1-meridian-wire.html")
    first, second, third = islice(again([one]), 3)
    assert first.article is not None and second.article is not None and third.article is not None
    assert len({first.article.id, second.article.id, third.article.id}) == 3
    assert second.article.text.endswith(first.article.text)


def test_nothing_to_read_ends(tmp_path: object) -> None:
    assert not list(again([str(tmp_path)]))


def test_what_is_held_is_told_of_each_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    held = run([str(STORY / "1-meridian-wire.html")], shipped(), 10)
    assert [one.articles for one in held] == list(range(11))
    assert all(10 < one.megabytes < 4000 for one in held)
    assert "kB an article" in capsys.readouterr().out
    assert resident() > 10
