"""A story: reports of one happening with their comparison, for Python and notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from onrecord.comparing.compare import compare
from onrecord.comparing.joins import Judgement
from onrecord.record import Record
from onrecord.showing import Shown


class Story(Shown):
    """Reports of one happening, side by side.

    Attributes:
        records: by time of publication, as the comparison orders them.
        comparison: what they have in common and where they differ.
    """

    __slots__ = ("comparison", "records")

    def __init__(self, records: Iterable[Record], decided: Sequence[Judgement] = ()) -> None:
        """Compare reports.

        Args:
            records: of two articles or more, no article twice; their order does not matter.
            decided: what people say of which entities and events are one.

        Raises:
            OnRecordError: C01, there are fewer than two.
        """
        given = {record.article.id: record for record in records}
        self.comparison = compare(list(given.values()), decided)
        self.records = tuple(given[report.article] for report in self.comparison.reports)

    def __len__(self) -> int:
        return len(self.records)

    def page(self) -> str:
        """The whole page of the comparison, as `onrecord compare --html` writes it."""
        from onrecord.export.comparison_page import comparison_page

        return comparison_page(self.comparison, self.records)

    def save(self, path: Path | str) -> None:
        """Write the whole page to a file."""
        Path(path).write_text(self.page(), encoding="utf-8")
