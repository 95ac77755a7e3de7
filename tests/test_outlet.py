"""The lead of a text tells its outlet, where it does."""

import pytest

from onrecord.articles.outlet import lead
from onrecord.articles.paragraphs import paragraph_spans


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Marn Times - The harbour was closed.", "Marn Times"),
        ("Headline of the day\n\nMarn Evening Post – The harbour was closed.", "Marn Evening Post"),
        ("LAGOS (Reuters) - The harbour was closed.", "Reuters"),
        ("MARN, Sorenia, March 3 (AP) — The harbour was closed.", "Associated Press"),
        ("(AFP) -- The harbour was closed.", "Agence France-Presse"),
        ("MARN (Meridian Wire) - The harbour was closed.", "Meridian Wire"),
        ("Xinhua - The harbour was closed.", "Xinhua"),
        ("TIRANA - The harbour was closed.", None),
        ("New York - The harbour was closed.", None),
        ("The harbour (a large one) - closed.", None),
        ("Ships - and there were many - were sent away.", None),
    ],
)
def test_leads(text: str, outlet: str | None) -> None:
    found = lead(text, paragraph_spans(text))
    assert (found.outlet if found else None) == outlet
    if found and outlet and len(outlet) > 8 and outlet in text:
        assert text[found.start : found.end] == outlet
