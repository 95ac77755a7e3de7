"""What an event that is only meant, refused or threatened is by PLOVER: another type than the deed itself.

"Lund will visit Marn" is an `AGREE`, "will not lift the ban" a `REJECT`, "we will expel their envoys", said by those
who would, a `THREATEN` (PLOVER 2.0, on AGREE, REJECT, CONCEDE and THREATEN). What happened keeps its type.
"""

from __future__ import annotations

from typing import Final

from onrecord.reading.plover.ontology import ontology

_COOPERATING: Final = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Types that are an `AGREE` as long as they are only meant."""
_GRANTED: Final = _COOPERATING | {"AGREE", "CONCEDE", "RETREAT"}
"""Types that are a `REJECT` where somebody will not do them."""
_FEARED: Final = frozenset({"COERCE", "SANCTION", "ASSAULT"})
"""Types that are a `THREATEN` where those say it who would do them."""

Cast = tuple[str, str | None, str]
"""Type, mode and status."""


def recast(kind: str, mode: str | None, status: str, *, refused: bool, own: bool) -> Cast:
    """The type, mode and status of an event as PLOVER has it.

    Args:
        kind: the type of the deed.
        mode: its mode.
        status: whether it happened.
        refused: whether somebody will not do it: "will not", "would not".
        own: whether whoever would do it says so.
    """
    if status == "negated" and refused and kind in _GRANTED:
        return "REJECT", mode_about("REJECT", kind, mode), "actual"
    if status == "planned" and kind in _COOPERATING:
        return "AGREE", None, status
    if status == "planned" and kind == "RETREAT":
        return "CONCEDE", None, status
    if status == "planned" and own and kind in _FEARED:
        return "THREATEN", mode_about("THREATEN", kind, mode), "actual"
    return kind, mode, status


def mode_about(kind: str, other: str, mode: str | None) -> str | None:
    """The mode of asking for, refusing or threatening an event, by what that is; None where none of the modes fits.

    Args:
        kind: the type of the asking, refusing or threatening.
        other: the type of what is asked for.
        mode: its mode.
    """
    modes = ontology().types[kind].modes.values()
    for wanted in (f"{other}.{mode}", other):
        found = next((one.name for one in modes if wanted in one.embeds), None)
        if found is not None:
            return found
    return None
