"""How things of ours show themselves in notebooks and become tables: by ways that the package lends to its types.

A type knows neither pages nor data frames; the rooms that do lie above it. So a type says only that it can be shown,
and `onrecord` itself says by what function of which module, which is loaded when something is first shown.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_LENT: dict[str, str] = {}


def lend(what: str, by: str) -> None:
    """Say how things show themselves.

    Args:
        what: `html`, called with the thing; or `frame`, called with the thing, the name of a table and a library's.
        by: the function, `module:function`.
    """
    _LENT[what] = by


class Shown:
    """Something that notebooks show, and that becomes a data frame."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """A small piece of a page, as IPython asks for it; everything that comes from an article is escaped."""
        shown: str = _lent("html")(self)
        return shown

    def to_frame(self, table: str | None = None, *, library: str | None = None) -> Any:
        """A data frame of pandas, or of Polars where pandas is not installed.

        Args:
            table: which: of records `articles` or a layer (`statements`, the usual one; `entities`, `events`…); of
                comparisons `claims` (the usual one) or `passages`.
            library: `pandas` or `polars`, to have that one.

        Raises:
            ValueError: there is no such table.
            SetupError: O02, neither is installed, or not the one asked for.
        """
        return _lent("frame")(self, table, library)


def _lent(what: str) -> Any:
    module, _, function = _LENT[what].partition(":")
    return getattr(import_module(module), function)
