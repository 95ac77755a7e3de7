"""The reader of MUC-3 and MUC-4, on messages of our own, and the scores of attacks on records made by hand."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from benchmarks import attacks
from corpora import muc
from corpora.muc import Bounds, Entry, Message
from onrecord.record import Anchor, Count, Event, Participant, Reader, Record

TEXTS = """DEV-MUC3-0001 (US)

   PORT VELL, 7 MAR 89 (THE MARN WIRE) -- [REPORT] [ODA FLINT, IN
PROGRESS] [TEXT] RAIDERS OF THE RED OAR ATTACKED THE FERRY OFFICE IN ORSK
AND KILLED TWO CLERKS.  A GUARD WAS HURT.

   AT LAST "ABOUT 30" SAILORS WERE TAKEN [PASSAGE OMITTED].


DEV-MUC3-0002 (US)

   NO CITY, NO DATE -- [EXCERPT] NOTHING WAS TOLD.
"""

KEY = r"""
;;; a remark
0.  MESSAGE: ID                     DEV-MUC3-0001 (US)
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  - 07 MAR 89
3.  INCIDENT: LOCATION              MARN: ORSK (CITY)
4.  INCIDENT: TYPE                  ATTACK
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID         *
9.  PERP: INDIVIDUAL ID             "RAIDERS"
10. PERP: ORGANIZATION ID           "RED OAR" / "OAR"
12. PHYS TGT: ID                    "\"FERRY\" OFFICE" / "OFFICE OF
                                    THE FERRY"
                                    ? "QUAY"
18. HUM TGT: NAME                   "TOM VELL"
19. HUM TGT: DESCRIPTION            "GUARD": "TOM VELL"
                                    "CLERKS" / "TWO CLERKS"
21. HUM TGT: NUMBER                 1: "TOM VELL"
                                    2: "CLERKS" / "TWO CLERKS"
23. HUM TGT: EFFECT OF INCIDENT     INJURY: "TOM VELL"
                                    DEATH: "CLERKS" / "TWO CLERKS"
24. HUM TGT: TOTAL NUMBER           3

0.  MESSAGE: ID                     DEV-MUC3-0001 (US)
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
4.  INCIDENT: TYPE                  KIDNAPPING
5.  INCIDENT: STAGE OF EXECUTION    THREATENED
19. HUM TGT: DESCRIPTION            "SAILORS"
21. HUM TGT: NUMBER                 ~30: "SAILORS"
23. HUM TGT: EFFECT OF INCIDENT     -

0.  MESSAGE: ID                     DEV-MUC3-0002 (US)
1.  MESSAGE: TEMPLATE               *
2.  INCIDENT: DATE                  *
4.  INCIDENT: TYPE                  *
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / muc.FOLDER / "dev"
    folder.mkdir(parents=True)
    (folder / "dev-muc3-0001-0002").write_text(TEXTS)
    (folder / "key-dev-0001.muc4").write_text(KEY)
    return tmp_path


@pytest.fixture
def message(root: Path) -> Message:
    return next(muc.read(root, "dev"))


def test_the_texts(root: Path) -> None:
    first, second = muc.read(root, "dev")
    lines = first.text.splitlines()
    assert lines[0].startswith("PORT VELL, 7 MAR 89 (THE MARN WIRE) -- RAIDERS OF THE RED OAR ATTACKED THE FERRY")
    assert lines[0].endswith("OFFICE IN ORSK AND KILLED TWO CLERKS. A GUARD WAS HURT.")
    assert lines[1:] == ['AT LAST "ABOUT 30" SAILORS WERE TAKEN [PASSAGE OMITTED].']
    assert [first.text[start:end] for start, end in first.paragraphs] == first.text.splitlines()
    assert (first.published, second.published) == ("1989-03-07", None)
    assert second.text == "NO CITY, NO DATE -- NOTHING WAS TOLD."
    assert second.templates == ()
    with pytest.raises(FileNotFoundError):
        muc.files(root, "tst1")


def test_the_keys(message: Message) -> None:
    first, second = message.templates
    assert first.types == {"ATTACK"}
    assert first.stages == {"ACCOMPLISHED"}
    assert not first.optional
    assert (first.date, first.location) == ("- 07 MAR 89", ("MARN", "ORSK"))
    assert [one.strings for one in first.perpetrators] == [("RAIDERS",), ("RED OAR", "OAR")]
    assert first.things == (Entry(('"FERRY" OFFICE', "OFFICE OF THE FERRY")), Entry(("QUAY",), optional=True))
    assert [(one.strings, one.number, one.effects) for one in first.targets] == [
        (("TOM VELL", "GUARD"), Bounds(1, 1), (("INJURY", True),)),
        (("CLERKS", "TWO CLERKS"), Bounds(2, 2), (("DEATH", True),)),
    ]
    assert second.optional
    assert second.stages == {"THREATENED"}
    assert second.targets[0].number == Bounds(30, 30, about=True)


@pytest.mark.parametrize(
    ("written", "bounds"),
    [
        ("7", Bounds(7, 7)),
        ("~7", Bounds(7, 7, about=True)),
        ("7-", Bounds(7, None)),
        ("-7", Bounds(None, 7)),
        ("7 - 10", Bounds(7, 10)),
        ("? 4", Bounds(4, 4)),
        ("PLURAL", Bounds(2, None)),
        ("3 / 3- / PLURAL", Bounds(3, 3)),
        ("-", None),
        ("SOME", None),
    ],
)
def test_numbers(written: str, bounds: Bounds | None) -> None:
    assert muc.bounds(written) == bounds


def _counted(numbers: str, effects: str, total: str = "-") -> muc.Template:
    rows = f'19. HUM TGT: DESCRIPTION            "CLERKS"\n{" " * 36}"GUARDS"\n'
    rows += f"21. HUM TGT: NUMBER                 {numbers}\n23. HUM TGT: EFFECT OF INCIDENT     {effects}\n"
    return next(
        muc.templates(f"0.  MESSAGE: ID                     X\n{rows}24. HUM TGT: TOTAL NUMBER           {total}")
    )


_NEXT = "\n" + " " * 36


@pytest.mark.parametrize(
    ("numbers", "effects", "total", "killed"),
    [
        (f'2: "CLERKS"{_NEXT}3: "GUARDS"', f'DEATH: "CLERKS"{_NEXT}DEATH: "GUARDS"', "-", 5),
        (f'2: "CLERKS"{_NEXT}3: "GUARDS"', f'DEATH: "CLERKS"{_NEXT}INJURY: "GUARDS"', "9", 2),
        (f'2: "CLERKS"{_NEXT}3: "GUARDS"', f'DEATH: "CLERKS"{_NEXT}DEATH: "GUARDS"', "4", 4),
        (f'2: "CLERKS"{_NEXT}PLURAL: "GUARDS"', f'DEATH: "CLERKS"{_NEXT}DEATH: "GUARDS"', "-", None),
        ('2: "CLERKS"', f'DEATH: "CLERKS"{_NEXT}DEATH: "GUARDS"', "-", None),
        ('2: "CLERKS"', f'DEATH: "CLERKS"{_NEXT}INJURY: "CLERKS"', "-", None),
        ('2: "CLERKS"', '? DEATH: "CLERKS"', "-", None),
        ('2: "CLERKS"', f'DEATH: "CLERKS"{_NEXT}NO INJURY OR DEATH: "GUARDS"', "-", 2),
        ('2: "CLERKS"', 'DEATH / INJURY: "CLERKS"', "-", None),
        ('2: "CLERKS"', 'NO INJURY OR DEATH: "CLERKS"', "-", None),
        ('2: "CLERKS"', "-", "-", None),
    ],
)
def test_who_was_killed_is_counted_where_the_key_tells_plainly(
    numbers: str, effects: str, total: str, killed: int | None
) -> None:
    count = _counted(numbers, effects, total).count("DEATH")
    assert (count.plain if count is not None else None) == killed


def _at(message: Message, words: str) -> dict[str, Any]:
    start = message.text.index(words)
    return {"text": message.text, "start": start, "end": start + len(words)}


def event(message: Message, trigger: str, actors: Sequence[str], recipients: Sequence[str], **given: Any) -> Event:
    known = {each.name for each in fields(Event)}
    told: dict[str, Any] = {"type": "ASSAULT", "status": "actual", "voice": (), "score": 1.0} | given
    return Event(
        id=f"v-{trigger}",
        trigger=Anchor(**_at(message, trigger)),
        actors=tuple(Participant(**_at(message, words)) for words in actors),
        recipients=tuple(Participant(**_at(message, words)) for words in recipients),
        **{name: value for name, value in told.items() if name in known},
    )


def record(message: Message, *events: Event) -> Record:
    reader = Reader(engine="0", model="0", layers=("events",))
    return Record(article=attacks.article(message), reader=reader, events=events)


def test_an_event_that_shares_a_participant_is_the_template(message: Message) -> None:
    killed = Count(**_at(message, "TWO"), kind="killed", lower=2, upper=2)
    hurt = Count(**_at(message, "A GUARD"), kind="injured", lower=2, upper=None)
    right = event(message, "ATTACKED", ["RAIDERS"], ["CLERKS"], killed=killed, injured=hurt)
    found = attacks.figures(message, record(message, right))
    assert (found["events"].precision, found["events"].recall) == (1.0, 1.0)
    assert (found["killed"].recall, found["killed, counted"].recall, found["killed, any event"].recall) == (
        1.0,
        1.0,
        1.0,
    )
    assert (found["injured"].gold, found["injured"].recall) == (1, 0.0)
    assert found["articles"].f1 == found["articles, by a word for an attack"].f1 == 1.0


def test_one_that_shares_none_is_spurious_and_the_template_missed(message: Message) -> None:
    killed = Count(**_at(message, "TWO"), kind="killed", lower=None, upper=3)
    wrong = event(message, "HURT", [], ["PASSAGE"], killed=killed)
    found = attacks.figures(message, record(message, wrong))
    assert (found["events"].predicted, found["events"].right_predicted, found["events"].gold) == (1, 0, 1)
    assert found["events, type alone"].f1 == 1.0
    assert (found["killed"].recall, found["killed, counted"].gold, found["killed, any event"].recall) == (0.0, 0, 1.0)
    lines = attacks.failures(message, record(message, wrong))
    assert [line.split()[1] for line in lines] == ["missed", "spurious"]


def test_what_need_not_be_found_is_no_error_where_it_is(message: Message) -> None:
    right = event(message, "ATTACKED", ["RED OAR"], [])
    spare = event(message, "TAKEN", [], ["SAILORS"])
    found = attacks.figures(message, record(message, right, spare))
    assert (found["events"].predicted, found["events"].right_predicted) == (1, 1)
    assert found["events, type alone"].precision == 1.0


@pytest.mark.parametrize(
    "given", [{"status": "planned"}, {"status": "negated"}, {"type": "THREATEN"}, {"type": "COERCE"}]
)
def test_what_is_no_attack_or_did_not_happen_is_not_looked_at(message: Message, given: dict[str, str]) -> None:
    found = attacks.figures(message, record(message, event(message, "ATTACKED", ["RAIDERS"], ["CLERKS"], **given)))
    assert (found["events"].predicted, found["events"].gold) == (0, 1)
    assert found["articles"].recall == 0.0


def test_the_better_pair_is_chosen_and_roles_matter(message: Message) -> None:
    half = event(message, "HURT", ["RAIDERS"], [])
    whole = event(message, "KILLED", ["RAIDERS"], ["CLERKS"])
    turned = event(message, "TAKEN", ["TWO CLERKS"], ["RED OAR"])
    told = [attacks.told(record(message), each) for each in (half, whole, turned)]
    assert attacks.aligned(message.templates, told) == {0: 1}
    assert [attacks.shared(message.templates[0], each) > 0 for each in told] == [True, True, False]


def test_articles_without_incidents_are_relevant_only_where_an_attack_is_found(root: Path) -> None:
    quiet = list(muc.read(root, "dev"))[1]
    found = attacks.figures(quiet, record(quiet))
    assert (found["articles"].predicted, found["articles"].gold) == (0, 0)
    found = attacks.figures(quiet, record(quiet, event(quiet, "TOLD", [], [])))
    assert (found["articles"].predicted, found["events"].predicted, found["events"].right_predicted) == (1, 1, 0)
