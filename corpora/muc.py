"""MUC-3 and MUC-4: reports of attacks in Latin America, in capitals, with templates of the incidents that they tell of.

Upstream layout (github.com/xinyadu/gtt): `data/muc/raw_files/muc34/TASK/CORPORA/<split>` with the texts of a split in
`*-muc3*` or `tst2-muc4` and their keys in `key-*`; `dev` has a pair of files for each hundred texts. The keys of all
splits are in MUC-4's format of 25 slots, their endings (`.muc4`, `.v7`, `.v4`) apart. For measuring only: nothing is
trained on it.

**Texts.** A message begins with its id at the start of a line. Its header is a dateline up to a dash ("A CITY, 3 JAN 90
(AN AGENCY) --"), then remarks in brackets, the last of which says that the text begins ("[TEXT]", "[EXCERPT]",
"[EXCERPTS]", "[SUMMARY]"). The article's text is the dateline with its dash and what comes behind that remark;
paragraphs stand apart by an empty line, and the lines of one are joined by single spaces. A dateline's day with its
year is the day of publication; one without is none.

**Keys.** A slot holds `-` (nothing), `*` (does not apply) or entries, one a line; an entry that begins with `?` is
optional, as is a template marked `(OPTIONAL)`. An entry is strings in quotation marks, any of which is right, or a
value for such strings (`DEATH: "A" / "B"`). Lines that begin with `;` are remarks. A message without incidents has one
template with nothing but `*`.

**Numbers.** `7` is seven, `~7` about seven, `7-` seven or more, `-7` seven or fewer, `7-9` seven to nine, `PLURAL` two
or more; of several with a stroke between them the first counts.

**How many were killed or injured.** A template has a count of an effect (DEATH, INJURY) where every target that has it
has nothing but it, surely (no `?` and no alternative), and a plain number, exact or about. The count is their sum.
Where all human targets have the one effect and TOTAL NUMBER is plain, it is the count, whether or not each target has a
number. A group and a member of it that the key lists apart count twice, as nothing in the key tells of it. A template
that tells of no effect, or that nobody was hurt, has no count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from corpora.document import Span

FOLDER: Final = Path("data") / "muc" / "raw_files" / "muc34" / "TASK" / "CORPORA"
SPLITS: Final = ("dev", "tst1", "tst2")

_MESSAGE: Final = re.compile(r"^(?P<id>(?:DEV|TST\d)-MUC\d-\d{4})\b.*$", re.MULTILINE)
_BEGINS: Final = re.compile(r"\[(?:TEXT|EXCERPTS?|SUMMARY)\]")
_DATELINE: Final = re.compile(
    r"\s*(?P<line>[^\[\]]{2,120}?,\s+(?:(?P<day>\d{1,2})\s+(?P<month>[A-Z]{3})[A-Z]*(?:\s+(?P<year>\d\d))?|NO DATE)"
    r"[^\[\]]{0,80}?--)"
)
_BREAK: Final = re.compile(r"\n\s*\n")
_MONTHS: Final = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_HEADER: Final = 400

_SLOT: Final = re.compile(r"\s*(?P<number>\d{1,2})\.\s+(?P<name>[A-Z][A-Z :]*?[A-Z])(?: {2,}(?P<value>.*))?")
_STRING: Final = re.compile(r'"((?:\\.|[^"\\])*)"')
_NUMBER: Final = re.compile(r"(?P<about>~)?\s*(?P<low>\d+)?\s*(?P<dash>-)?\s*(?P<high>\d+)?")
_EMPTY: Final = frozenset({"", "-", "*"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number as bounds, both included; None where open."""

    lower: int | None = None
    upper: int | None = None
    about: bool = False

    @property
    def plain(self) -> int | None:
        """The number, where it is one."""
        return self.lower if self.lower == self.upper else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a slot.

    Attributes:
        strings: strings of the text, any of which is right.
        value: what is said of them, or of nothing in particular; None where the strings are all.
        optional: whether it need not be found.
    """

    strings: tuple[str, ...]
    value: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A person or group that an incident was aimed at or hit.

    Attributes:
        strings: its names and descriptions.
        number: how many, where told.
        effects: what became of it, each with whether the key is sure.
        optional: whether it need not be found.
    """

    strings: tuple[str, ...]
    number: Bounds | None = None
    effects: tuple[tuple[str, bool], ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Template:
    """An incident that a message tells of.

    Attributes:
        message: the message's id.
        slots: the entries of each slot that has any, by the slot's name.
        optional: whether it need not be found.
    """

    message: str
    slots: dict[str, tuple[Entry, ...]]
    optional: bool = False

    def values(self, slot: str) -> frozenset[str]:
        """The values of a slot, alternatives apart."""
        return frozenset(part for entry in self.slots.get(slot, ()) for part in _alternatives(entry.value or ""))

    def strings(self, slot: str) -> tuple[Entry, ...]:
        """The entries of a slot that hold strings."""
        return tuple(entry for entry in self.slots.get(slot, ()) if entry.strings)

    @property
    def types(self) -> frozenset[str]:
        """ATTACK, BOMBING, KIDNAPPING, ARSON, ROBBERY or FORCED WORK STOPPAGE; alternatives are rare."""
        return self.values("INCIDENT: TYPE")

    @property
    def stages(self) -> frozenset[str]:
        """ACCOMPLISHED, ATTEMPTED or THREATENED."""
        return self.values("INCIDENT: STAGE OF EXECUTION")

    @property
    def date(self) -> str | None:
        """When, as the key writes it."""
        return next((entry.value for entry in self.slots.get("INCIDENT: DATE", ())), None)

    @property
    def location(self) -> tuple[str, ...]:
        """Where, from the country down, without what kind of place each is."""
        written = next((entry.value or "" for entry in self.slots.get("INCIDENT: LOCATION", ())), "")
        return tuple(re.sub(r"\s*\([^()]*\)", "", part).strip() for part in re.split(r":| - ", written) if part.strip())

    @property
    def perpetrators(self) -> tuple[Entry, ...]:
        """Who did it: persons and organisations."""
        return (*self.strings("PERP: INDIVIDUAL ID"), *self.strings("PERP: ORGANIZATION ID"))

    @property
    def things(self) -> tuple[Entry, ...]:
        """The physical targets."""
        return self.strings("PHYS TGT: ID")

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The human targets, in the order of the key: those with names, then those that are only described."""
        described = self.slots.get("HUM TGT: DESCRIPTION", ())
        named = [
            (entry, *(one for one in described if one.value and set(one.strings) & set(entry.strings)))
            for entry in self.strings("HUM TGT: NAME")
        ]
        others = [(one,) for one in described if one.strings and not one.value]
        return tuple(self._target(entries) for entries in (*named, *others))

    def _target(self, entries: Sequence[Entry]) -> Target:
        about = [name for entry in entries[1:] for name in _quoted(entry.value or "")]
        strings = (*entries[0].strings, *about)
        numbers = [one for one in self.slots.get("HUM TGT: NUMBER", ()) if set(one.strings) & set(strings)]
        effects = [one for one in self.slots.get("HUM TGT: EFFECT OF INCIDENT", ()) if set(one.strings) & set(strings)]
        return Target(
            strings=strings,
            number=bounds(numbers[0].value or "") if numbers else None,
            effects=tuple((one.value or "", not one.optional) for one in effects),
            optional=entries[0].optional,
        )

    def count(self, effect: str) -> Bounds | None:
        """How many it did something to, DEATH or INJURY, where the key tells plainly; None where it does not."""
        hit = [one for one in self.targets if any(effect in _alternatives(told) for told, _ in one.effects)]
        if not hit or any(one.effects != ((effect, True),) for one in hit):
            return None
        total = next((bounds(entry.value or "") for entry in self.slots.get("HUM TGT: TOTAL NUMBER", ())), None)
        if total is not None and total.plain is not None and len(hit) == len(self.targets):
            return total
        numbers = [one.number.plain if one.number is not None else None for one in hit]
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers):
            return None
        return Bounds(sum(known), sum(known), any(one.number is not None and one.number.about for one in hit))


@dataclass(frozen=True, slots=True)
class Message:
    """A report and its templates.

    Attributes:
        id: its id.
        text: the article's text.
        paragraphs: half-open spans.
        published: the day of the dateline, ISO 8601.
        templates: what it tells of; none where it tells of no incident.
    """

    id: str
    text: str
    paragraphs: tuple[Span, ...]
    published: str | None
    templates: tuple[Template, ...]


def files(root: Path, split: str) -> list[Path]:
    """The texts and keys of a split.

    Raises:
        FileNotFoundError: there are none under `root`.
    """
    folder = root / FOLDER / split
    found = sorted((*folder.glob("*-muc3*"), *folder.glob("*-muc4"), *folder.glob("key-*")))
    if not found:
        raise FileNotFoundError(f"no messages of {split} under {folder}")
    return found


def read(root: Path, split: str) -> Iterator[Message]:
    """Yield the messages of a split with their templates, in order.

    Args:
        root: the upstream repository.
        split: `dev`, `tst1` or `tst2`.

    Raises:
        FileNotFoundError: there is no such split under `root`.
    """
    found = files(root, split)
    keys: dict[str, list[Template]] = {}
    for path in found:
        if path.name.startswith("key-"):
            for template in templates(path.read_text(encoding="latin-1")):
                keys.setdefault(template.message, []).append(template)
    for path in found:
        if not path.name.startswith("key-"):
            yield from (_message(*each, keys) for each in messages(path.read_text(encoding="latin-1")))


def messages(written: str) -> Iterator[tuple[str, str]]:
    """Yield the id of each message in a file and what stands under it."""
    parts = _MESSAGE.split(written)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _message(identity: str, raw: str, keys: dict[str, list[Template]]) -> Message:
    dateline = _DATELINE.match(raw)
    head, rest = (dateline["line"], raw[dateline.end() :]) if dateline is not None else ("", raw)
    begins = _BEGINS.search(rest, 0, _HEADER)
    body = rest[begins.end() if begins is not None else 0 :]
    blocks = [" ".join(block.split()) for block in _BREAK.split(f"{head} {body.lstrip()}")]
    kept = [block for block in blocks if block]
    ends = [sum(map(len, kept[: number + 1])) + number for number in range(len(kept))]
    return Message(
        id=identity,
        text="\n".join(kept),
        paragraphs=tuple((end - len(block), end) for block, end in zip(kept, ends, strict=True)),
        published=_day(dateline) if dateline is not None else None,
        templates=tuple(one for one in keys.get(identity, ()) if one.slots),
    )


def _day(dateline: re.Match[str]) -> str | None:
    if dateline["year"] is None or dateline["month"] not in _MONTHS:
        return None
    return f"19{dateline['year']}-{_MONTHS.index(dateline['month']) + 1:02}-{int(dateline['day']):02}"


def templates(written: str) -> Iterator[Template]:
    """Yield the templates of a key, in order; that of a message without incidents has no slots."""
    slots: dict[str, list[str]] = {}
    name = ""
    for line in written.splitlines():
        if line.startswith(";"):
            continue
        slot = _SLOT.fullmatch(line.rstrip())
        if slot is not None:
            if slot["number"] == "0" and slots:
                yield _template(slots)
                slots = {}
            name = slot["name"]
            slots[name] = [(slot["value"] or "").strip()]
        elif line.strip() and name:
            _go_on(slots[name], line.strip())
    if slots:
        yield _template(slots)


def _go_on(lines: list[str], line: str) -> None:
    """Add a line to a slot: another entry, or the rest of one whose quotation marks or alternatives go on."""
    if lines[-1].replace('\\"', "").count('"') % 2 or lines[-1].endswith("/") or line.startswith("/"):
        lines[-1] = f"{lines[-1]} {line}"
    else:
        lines.append(line)


def _template(slots: dict[str, list[str]]) -> Template:
    identity = slots.pop("MESSAGE: ID")[0].split()[0]
    number = slots.pop("MESSAGE: TEMPLATE", ["*"])[0]
    filled = {name: tuple(entry(line) for line in lines if line not in _EMPTY) for name, lines in slots.items()}
    return Template(identity, {name: found for name, found in filled.items() if found}, "OPTIONAL" in number)


def entry(line: str) -> Entry:
    """One entry of a slot."""
    optional = line.startswith("?")
    line = line.lstrip("? ").strip()
    parts = re.split(r":\s*(?=\")", line, maxsplit=1)
    if len(parts) > 1:
        return Entry(_quoted(parts[1]), parts[0].strip(), optional)
    strings = _quoted(line)
    return Entry(strings, None if strings else line, optional)


def _alternatives(value: str) -> list[str]:
    return [part.strip(" ?()") for part in value.split("/")]


def _quoted(written: str) -> tuple[str, ...]:
    found = (" ".join(one.replace("\\", "").split()) for one in _STRING.findall(written))
    return tuple(one for one in found if one != "-")


def bounds(written: str) -> Bounds | None:
    """A number of the key as bounds; None where it is none."""
    first = written.partition("/")[0].strip(" ?()")
    if first == "PLURAL":
        return Bounds(2, None)
    found = _NUMBER.fullmatch(first)
    if found is None or (found["low"] is None and found["high"] is None):
        return None
    low, high = (int(found[side]) if found[side] else None for side in ("low", "high"))
    if found["dash"] is None:
        return Bounds(low, low, found["about"] is not None)
    return Bounds(low, high, found["about"] is not None)
