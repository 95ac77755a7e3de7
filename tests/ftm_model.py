"""`python -m tests.ftm_model`: write what FollowTheMoney's model says of the schemata that we export to.

The model's library needs the headers of ICU to be built, so that not every machine has it; what it says of our schemata
is kept in `ftm_model.json`, and where the library is installed a test compares the two.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parent / "ftm_model.json"
SCHEMATA = (
    "Address",
    "Article",
    "Company",
    "Event",
    "LegalEntity",
    "Membership",
    "Mention",
    "Note",
    "Occupancy",
    "Organization",
    "Person",
    "Position",
    "PublicBody",
    "Representation",
    "Territory",
    "UnknownLink",
)


def extract() -> dict[str, Any]:
    """For each schema those above it, and its properties with their type or with the schema they lead to."""
    from followthemoney import model

    found = {}
    for name in SCHEMATA:
        schema = model.get(name)
        found[name] = {
            "is": sorted(schema.names),
            "properties": {
                each.name: f"entity {each.range.name}" if each.range is not None else each.type.name
                for each in sorted(schema.properties.values(), key=lambda each: str(each.name))
                if not each.stub
            },
        }
    return found


def written() -> str:
    """The extract as it is kept."""
    return json.dumps(extract(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    KEPT.write_text(written(), encoding="utf-8")
