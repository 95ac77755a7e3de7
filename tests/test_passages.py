"""Our own passages: what a careful reader takes from each is in the record. And what reads and checks them."""

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from benchmarks import passages
from benchmarks.passage_checks import check
from benchmarks.passage_files import Expectation, Fields, Passage, PassageError, Told, expectation, marked, parse
from benchmarks.passages import PASSAGES, Outcome, checked, passage_files, passages_of, read_passage
from onrecord.record import (
    LABEL_KINDS,
    RELATIONS,
    Anchor,
    Article,
    Entity,
    Label,
    Link,
    Mention,
    MentionKind,
    Mode,
    Reader,
    Record,
    Relation,
    Role,
    Source,
    Span,
    Statement,
)
from tests.test_benchmarks import Scripted

SHIPPED = [passage for file in passage_files(PASSAGES) for passage in passages_of(file)]
LEAST_PASSAGES, LEAST_DOMAINS, FEWEST_WORDS, MOST_WORDS = 130, 5, 40, 110


@pytest.mark.parametrize("passage", SHIPPED, ids=lambda passage: passage.id)
def test_what_is_not_marked_holds(passage: Passage) -> None:
    outcomes = checked(passage, read_passage(passage))
    assert [(one.expectation.written, one.found) for one in passages.worse(outcomes)] == []


def test_passages_are_many_and_short() -> None:
    assert len(SHIPPED) >= LEAST_PASSAGES
    for passage in SHIPPED:
        assert FEWEST_WORDS <= len(passage.text.split()) <= MOST_WORDS, passage.id


def things(one: Expectation) -> list[str]:
    """What an expectation covers."""
    fields, options = one.fields, one.fields.options
    return [
        one.kind,
        *(f"{one.kind} {name}" for name in options),
        *(f"{name} {options[name]}" for name in ("act", "commitment") if name in options),
        *(["through somebody named"] if len(fields.chain) > 1 and fields.chain[0].anonymous is None else []),
        *(f"link {link.anonymous}" for link in fields.chain if link.anonymous),
        *([f"relation {fields.second}"] if one.kind == "relation" else []),
        *([f"label {options.get('kind')}"] if one.kind == "label" else []),
        *(["label of the outlet" if not fields.chain else "label of another"] if one.kind == "label" else []),
        *(["mentions"] if fields.also else []),
        *(["acting"] if one.kind == "role" and "acting" in fields.second.lower() else []),
    ]


def test_what_must_be_covered_is_covered_in_several_domains() -> None:
    domains: dict[str, set[str]] = defaultdict(set)
    for passage in SHIPPED:
        for one in passage.expectations:
            for thing in things(one):
                domains[thing].add(passage.id.partition("-")[0])
    wanted = {"says", "outlet", "no-statement", "entity", "mentions", "apart", "role", "relation", "label"}
    wanted |= {"says to", "says in", "says when", "through somebody named"}
    wanted |= {"link described", "link reports", "link unstated", "label of the outlet", "label of another"}
    wanted |= {f"commitment {each}" for each in ("certain", "probable", "possible", "denied", "none")}
    wanted |= {f"act {each}" for each in "deny accuse criticise praise demand request promise threaten warn".split()}
    wanted |= {f"act {each}" for each in "hope concede claim insist estimate suggest question announce order".split()}
    wanted |= {f"act {each}" for each in "thank believe describe".split()}
    wanted |= {f"relation {each}" for each in RELATIONS} | {f"label {each}" for each in LABEL_KINDS}
    wanted |= {"role of", "role former"}
    assert {thing: sorted(domains[thing]) for thing in wanted if len(domains[thing]) < LEAST_DOMAINS} == {}
    assert len(domains["role then"]) > 1
    assert len(domains["acting"]) > 1


FILE = """# Remarks stand above.

## towns-01: a mayor
Outlet: The Lantern
Published: 2025-03-04

Mayor Ana Quill told the Wire on Monday that
the bridge may fall.

A source said she knew.
--
says: the bridge may fall | Wire > Ana Quill | act=assert commitment=possible when="Monday"
~says: she knew | source (described)

entity: Ana Quill | person | Mayor Ana Quill; she
## towns-02: a label
A regime fell.
--
label: regime | kind=delegitimising | (unstated)
"""


def test_a_file_of_passages() -> None:
    one, other = parse(FILE, "towns")
    assert (one.id, one.about, one.outlet, one.published) == ("towns-01", "a mayor", "The Lantern", "2025-03-04")
    assert one.text == ("Mayor Ana Quill told the Wire on Monday that the bridge may fall.\n\nA source said she knew.")
    says, known, entity = one.expectations
    assert says.fields.chain == (Told("Wire"), Told("Ana Quill"))
    assert says.fields.options == {"act": "assert", "commitment": "possible", "when": "Monday"}
    assert (says.line, says.known) == (12, False)
    assert known.known
    assert known.written == "says: she knew | source (described)"
    assert known.fields.chain == (Told("source", "described"),)
    assert entity.fields == Fields(words="Ana Quill", second="person", also=("Mayor Ana Quill", "she"))
    assert (other.outlet, other.expectations[0].fields.chain) == (None, (Told("", "unstated"),))


TEXT = "The mayor, Ana Quill, said the bridge fell. Quill said the bridge rose. “Rats,” she said."


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("sayz: fell | Ana Quill", "'sayz' is none of"),
        ("says: fell", "2 to 3 fields"),
        ("says: fell | ", "none of them empty"),
        ("says: the bridge | Ana Quill", "stands 2 times"),
        ("says: the tower | Ana Quill", "stands 0 times"),
        ("says: fell | Tom Quill", "'Tom Quill' is not in the text"),
        ("says: fell | (described)", "a link has words unless it is unstated"),
        ("says: fell | mayor (unstated)", "a link has words unless it is unstated"),
        ("says: fell | mayor (rumoured)", "is not in the text"),
        ("says: fell | Ana Quill | act=shrug", "'shrug' is none of"),
        ("says: fell | Ana Quill | commitment=maybe", "'maybe' is none of"),
        ("says: fell | Ana Quill | mood=direct", "no option can be read at 'mood=direct'"),
        ("says: fell | Ana Quill | act=deny act=deny", "no option can be read at 'act=deny'"),
        ("says: fell | Ana Quill | act", "act is given a value"),
        ('says: fell | Ana Quill | to="the press"', "'the press' is not in the text"),
        ("entity: Ana Quill | human", "'human' is none of"),
        ("entity: Ana Quill | person | he", "'he' is not in the text"),
        ("role: Ana Quill | mayor | former=yes", "former is given no value"),
        ("relation: likes | Ana Quill", "'likes' is none of"),
        ("label: Rats | kind=rude | Ana Quill", "'rude' is none of"),
        ("label: Rats | kind=dehumanising | The Torch", "'The Torch' is not in the text"),
        ("apart: Ana Quill | Bob", "'Bob' is not in the text"),
    ],
)
def test_a_line_that_is_wrong_is_refused(line: str, wrong: str) -> None:
    with pytest.raises(PassageError, match=wrong.replace("(", r"\(").replace(")", r"\)")):
        expectation(line, 1, TEXT, "The Lantern")


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("A remark.\n## towns-01: a\nIt fell.\n--\noutlet: fell\n", "towns:1: before the first passage"),
        ("## Towns 1: a\nIt fell.\n--\noutlet: fell\n", "towns:1: '## towns-01"),
        ("## towns-01: a\nIt fell.\noutlet: fell\n", "'--' below the text"),
        ("## towns-01: a\nIt fell.\n--\n", "without expectations"),
        ("## towns-01: a\n\n--\noutlet: fell\n", "fell' stands 0 times"),
        ("## lakes-01: a\nIt fell.\n--\noutlet: fell\n", "lakes-01 is there twice, or belongs in another file"),
        ("## towns-01: a\nIt fell.\n--\noutlet: fell\noutlet: rose\n", "towns:5: 'rose' stands 0 times"),
    ],
)
def test_a_file_that_is_wrong_is_refused(source: str, wrong: str) -> None:
    with pytest.raises(PassageError, match=wrong):
        parse(source, "towns")


def test_marks_are_taken_away_and_only_added_when_that_is_allowed() -> None:
    source = "## t\n~a\nb\n~c\nd\n"
    held = {2: True, 3: False, 4: False, 5: True}
    assert marked(source, held, allow_worse=False) == "## t\na\nb\n~c\nd\n"
    assert marked(source, held, allow_worse=True) == "## t\na\n~b\n~c\nd\n"


STORY = (
    "Ana Quill, then mayor of Marn, told the Wire on Monday that “the dam” may fall. "
    "Rumours said Tom Quill had fled. The regime sat. Marn has been a member of the Pact since 2009."
)


def at(words: str, *, last: bool = False) -> tuple[int, int]:
    start = STORY.rindex(words) if last else STORY.index(words)
    return start, start + len(words)


def anchor(words: str) -> Anchor:
    return Anchor(text=STORY, start=at(words)[0], end=at(words)[1])


def entity(name: str, kind: str, *mentions: str, roles: tuple[Role, ...] = ()) -> Entity:
    places = (at(words) for words in (name, *mentions))
    return Entity(
        id=name,
        type=kind,
        name=name,
        roles=roles,
        mentions=tuple(Mention(text=STORY, start=start, end=end, kind=MentionKind.NAME) for start, end in places),
    )


def link(words: str, entity: str | None = None, anonymous: str | None = None) -> Link:
    return Link(entity=entity, name=words, start=at(words)[0], end=at(words)[1], anonymous=anonymous)


def story() -> Record:
    """A record of the story as it should be read."""
    outlet = Link(entity=None, name="The Lantern")
    article = Article(outlet="The Lantern", language="en", text=STORY, paragraphs=(Span(0, len(STORY)),))
    told = Statement(
        id="s-1",
        source=None,
        cue=anchor("told"),
        content=(anchor("“the dam” may"), anchor("fall")),
        mode=Mode.MIXED,
        act="assert",
        commitment="possible",
        voice=(outlet, link("Wire", "Wire"), link("Ana Quill", "Ana Quill")),
        addressee=Source(text=STORY, start=at("the Wire")[0], end=at("the Wire")[1], entity="Wire"),
        when=anchor("Monday"),
    )
    said = Statement(
        id="s-2",
        source=None,
        cue=anchor("said"),
        content=(anchor("Tom Quill had fled"),),
        mode=Mode.INDIRECT,
        voice=(outlet, link("Rumours", None, "reports")),
    )
    regime, pact = at("regime"), at("member of the Pact")
    return Record(
        article=article,
        reader=Reader(engine="0", model="none", layers=()),
        entities=(
            entity("Ana Quill", "person", roles=(Role(title="mayor", of="Marn", then=True),)),
            entity("Tom Quill", "person"),
            entity("Wire", "publication", "the Wire"),
            entity("Marn", "place"),
            entity("Pact", "organisation"),
        ),
        statements=(told, said),
        relations=(
            Relation(
                text=STORY,
                start=pact[0],
                end=pact[1],
                kind="member-of",
                subject="Marn",
                object="Pact",
                since=anchor("2009"),
                voice=(outlet,),
            ),
        ),
        labels=(
            Label(text=STORY, start=regime[0], end=regime[1], entity="Marn", kind="delegitimising", voice=(outlet,)),
        ),
    )


HOLDS = [
    'says: the dam" may fall | Wire > Ana Quill | act=assert commitment=possible mode=mixed',
    'says: the dam | Wire > Ana Quill | to="the Wire" when="on Monday"',
    "says: had fled | Rumours (reports) | commitment=none",
    "outlet: The regime sat",
    "no-statement: has been a member",
    "entity: the wire | publication | Wire; the Wire",
    "entity: Ana Quill | any",
    "apart: Ana Quill | Tom Quill",
    "role: Ana Quill | mayor | of=Marn then",
    'relation: member-of | Marn | object="the Pact" since="since 2009" voice="The Lantern"',
    "label: regime | of=Marn kind=delegitimising | The Lantern",
]


@pytest.mark.parametrize("line", HOLDS)
def test_what_holds(line: str) -> None:
    assert check(story(), expectation(line, 1, STORY, "The Lantern")) is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("says: may fall | Ana Quill", "voice: Wire > Ana Quill"),
        ("says: may fall | Wire > Ana Quill | act=deny", "act: assert, not deny"),
        ("says: may fall | Wire > Ana Quill | mode=direct commitment=certain", "mode: mixed, not direct; commitment: "),
        ("says: may fall | Wire > Ana Quill | in=Monday", "in: none, not 'Monday'"),
        ("says: may fall | Wire > Ana Quill | when=2009", "when: 'Monday', not '2009'"),
        ("says: told the Wire | Ana Quill", "content: in no statement"),
        ("says: said Tom Quill had fled | Rumours (reports)", "content: only 'Tom Quill had fled'"),
        ("says: had fled | Rumours (described)", "voice: Rumours (reports)"),
        ("says: had fled | (unstated)", "voice: Rumours (reports)"),
        ("outlet: Tom Quill had fled", "voice: Rumours (reports) says 'Tom Quill had fled'"),
        ("no-statement: told", "cue: 'told' with the content '“the dam” may … fall'"),
        ("entity: Ana Quill | place", "type: person, not place"),
        ("entity: Ana Quill | person | Tom Quill", "mentions: without Tom Quill; has ana quill"),
        ("entity: Monday | event", "entity: none of this name"),
        ("apart: Wire | the Wire", "entity: one and the same"),
        ("apart: Wire | Monday", "entity: none of the name 'Monday'"),
        ("role: Ana Quill | mayor", "role: mayor of Marn, then"),
        ("role: Ana Quill | mayor | of=Pact then", "role: mayor of Marn, then"),
        ("role: Tom Quill | mayor", "role: none"),
        ("relation: part-of | Marn", "relation: none of this kind"),
        ("relation: member-of | Ana Quill", "relation: only of Marn"),
        ("relation: member-of | Marn | object=Wire", "object: Pact, not Wire"),
        ('relation: member-of | Marn | voice="Ana Quill"', "voice: the outlet"),
        ("relation: member-of | Marn | by=Wire former", "by: without Wire; former: False"),
        ("relation: member-of | Marn | until=2009", "until: none, not '2009'"),
        ("label: regime | of=Pact | The Lantern", "of: Marn, not Pact"),
        ("label: regime | kind=euphemism | Ana Quill", "voice: the outlet; kind: delegitimising, not euphemism"),
        ("label: The regime | kind=euphemism | Ana Quill", "label: only 'regime'"),
        ("label: fled | kind=euphemism | Ana Quill", "label: none"),
    ],
)
def test_what_does_not_hold_is_told(line: str, found: str) -> None:
    said = check(story(), expectation(line, 1, STORY, "The Lantern"))
    assert said is not None
    assert said.startswith(found)


def test_parts_are_counted_one_by_one() -> None:
    line = expectation(HOLDS[0].replace("possible", "certain"), 1, STORY, "The Lantern")
    outcome = Outcome(SHIPPED[0], line, check(story(), line))
    assert passages.parts(line) == ["voice", "act", "commitment", "mode"]
    assert [passages.is_right(outcome, part) for part in passages.parts(line)] == [True, True, False, True]
    line = expectation("says: told the Wire | Ana Quill", 1, STORY, "The Lantern")
    assert not passages.is_right(Outcome(SHIPPED[0], line, check(story(), line)), "voice")


def test_the_command_counts_and_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "towns.txt"
    file.write_text(FILE, encoding="utf-8")
    (one, other) = passages_of(file)
    empty = cache(lambda text: Record(article=article_of(text), reader=Reader(engine="0", model="none", layers=())))
    monkeypatch.setattr(passages, "read_passage", lambda passage, _: empty(passage.text))
    outcomes = passages.run(tmp_path, Scripted(lambda _: pytest.fail("nothing is read")), failures=True)
    written = capsys.readouterr().out
    assert "2 passages" in written
    assert "towns-01  ~says: she knew | source (described)\n    content: in no statement" in written
    assert passages.worse(outcomes) == [
        Outcome(one, one.expectations[0], "content: in no statement"),
        Outcome(one, one.expectations[2], "entity: none of this name"),
        Outcome(other, other.expectations[0], "label: none"),
    ]
    passages.mark(tmp_path, outcomes, allow_worse=False)
    assert file.read_text(encoding="utf-8") == FILE
    passages.mark(tmp_path, outcomes, allow_worse=True)
    assert all(one.known for passage in passages_of(file) for one in passage.expectations)


def article_of(text: str) -> Article:
    return Article(language="en", text=text, paragraphs=(Span(0, len(text)),))
