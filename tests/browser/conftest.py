"""A browser, and desks over the example story, shared by the tests of this folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.chromium import Visitor, chromium, lacking, visiting
from tests.browser.serving import onrecord, serving
from tests.conftest import STORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Visiting = Callable[..., AbstractContextManager[Visitor]]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real one; the tests are skipped where there is none, and fail where they are required."""
    why = lacking()
    if why and os.environ.get("ONRECORD_BROWSER_TESTS") == "required":
        pytest.fail(f"browser tests are required and {why}")
    if why:
        pytest.skip(why)
    with chromium() as made:
        yield made


@pytest.fixture(scope="package")
def hallan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the example story."""
    path: Path = tmp_path_factory.mktemp("hallan") / "hallan.db"
    onrecord("add", "--ledger", str(path), str(STORY))
    return path


@pytest.fixture(scope="package")
def reading_desk(browser: Browser, hallan: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001 - skipped with it
    """A desk over the example story, which nobody changes."""
    path = tmp_path_factory.mktemp("desk") / "hallan.db"
    shutil.copy(hallan, path)
    with serving(path) as address:
        yield address


@pytest.fixture
def own_desk(browser: Browser, hallan: Path, tmp_path: Path) -> Iterator[str]:  # noqa: ARG001 - skipped with it
    """A desk over the example story, for a test that changes it."""
    path = tmp_path / "hallan.db"
    shutil.copy(hallan, path)
    with serving(path) as address:
        yield address


@pytest.fixture
def empty_desk(browser: Browser, tmp_path: Path) -> Iterator[str]:  # noqa: ARG001 - as above
    """A desk over a ledger that is made when it opens."""
    with serving(tmp_path / "new.db") as address:
        yield address


@pytest.fixture
def visit(browser: Browser) -> Visiting:
    """Opens a desk in a browser; what was wrong with its pages fails the test."""

    def opened(desk: str, **context: Any) -> AbstractContextManager[Visitor]:
        return visiting(browser, desk, **context)

    return opened
