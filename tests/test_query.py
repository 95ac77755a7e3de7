"""What people type to search is read, written back the same, and refused with a reason."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import SetupError
from onrecord.ledger.folding import fold
from onrecord.ledger.query import NAMED, Clause, Filter, Query, Term, exactly, parse, period

TYPED = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ['"', "-", "OR", "NOT", "AND", "*", ":", "=", " ", "”", "outlet:", 'speaker:"', "since:2024-03",
             "kind:statement", "act:deny", "status:occurred", "\x00", "\ud800", "\u202e", "🔥", "NEAR(",
             ")", "^", "{text}:", "';--"]
        ),
    ),
    max_size=12,
).map("".join)  # fmt: skip


REFUSALS = {None, "L06", "L40", "L41"}


def refused(work: Callable[..., object], *given_: object) -> str | None:
    """The code that something is refused with; None if it is not."""
    try:
        work(*given_)
    except SetupError as error:
        return error.code
    return None


def test_words_phrases_and_what_may_not_be() -> None:
    query = parse('harbour "shots were fired" -island NOT ferry stri* one OR "two three" OR four*')
    assert query.clauses == (
        Clause((Term("harbour"),)),
        Clause((Term("shots were fired"),)),
        Clause((Term("island"),), negated=True),
        Clause((Term("ferry"),), negated=True),
        Clause((Term("stri", prefix=True),)),
        Clause((Term("one"), Term("two three"), Term("four", prefix=True))),
    )
    assert str(query) == 'harbour "shots were fired" -island -ferry stri* one OR "two three" OR four*'


def test_operators() -> None:
    query = parse('outlet:"Hallan Post" -speaker:=“Ada Lind” ACT:Deny event:assault since:2024-03 kind:statement')
    assert query.filters == (
        Filter("outlet", "Hallan Post"),
        Filter("speaker", "Ada Lind", exact=True, negated=True),
        Filter("act", "deny"),
        Filter("event", "ASSAULT"),
        Filter("since", "2024-03"),
        Filter("kind", "statement"),
    )
    assert query.statements
    assert str(query) == (
        'outlet:"Hallan Post" -speaker:="Ada Lind" act:deny event:ASSAULT since:2024-03 kind:statement'
    )


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("speakr:Lind", "L40", "speaker:"),
        ("http://hallan.example/1", "L40", "quotation marks"),
        ("since:yesterday", "L41", "2024-03-05"),
        ("until:2024-02-30", "L41", "2024-03"),
        ("since:2024-00", "L41", "2024"),
        ("date:٢٠٢٤", "L41", "2024"),
        ("status:maybe", "L41", "alleged"),
        ("mode:loud", "L41", "indirect"),
        ("kind:poem", "L41", "statement"),
        ("outlet:", "L41", "Hallan Post"),
        ('speaker:""', "L41", "a name"),
        ("act: deny", "L41", "act:deny"),
        ("harbour OR outlet:Post", "L06", "OR stands between"),
        ("harbour OR -island", "L06", "OR stands between"),
        ("speaker:Lind OR act:deny", "L06", "OR stands between"),
        ("?! ...", "L06", "no words"),
        ("🔥", "L06", "no words"),
        ("x " * 200, "L06", "words"),
        ("x" * 5000, "L06", "characters"),
    ],
)
def test_what_is_refused_says_what_there_is(line: str, code: str, told: str) -> None:
    with pytest.raises(SetupError) as caught:
        parse(line if "x " not in line else " ".join(f"x{n}" for n in range(200)))
    assert caught.value.code == code
    assert told in f"{caught.value.what} {caught.value.remedy}"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("", ""),
        ("a OR", "a"),
        ("OR a", "a"),
        ("a a", "a"),
        ("Marks & Spencer", "Marks Spencer"),
        ("Warning: floods", '"Warning:" floods'),
        ('un"balanced', "un balanced"),
        ('"OR" "-x" "a:b" "c*"', '"OR" "-x" "a:b" "c*"'),
        ('"two words"*', '"two words"*'),
        ("outlet:A OR outlet:B", "outlet:A outlet:B"),
        ('outlet:"=odd"', 'outlet:"=odd"'),
        ("O'Neill's long-range", "O'Neill's long-range"),
        ("act:=deny", "act:deny"),
        ("a\r\nb\x00c", "a b c"),
    ],
)
def test_a_query_is_written_as_it_was_understood(line: str, written: str) -> None:
    assert str(parse(line)) == written
    assert parse(written) == parse(line)


@given(TYPED)
def test_whatever_is_typed_is_read_the_same_again_or_refused(line: str) -> None:
    code = refused(parse, line)
    assert code in REFUSALS
    if code is None:
        query = parse(line)
        assert parse(str(query)) == query
        assert str(parse(str(query))) == str(query)


@given(st.sampled_from(NAMED), st.text(min_size=1, max_size=300))
def test_a_filter_for_a_name_stands_in_an_address(operator: str, name: str) -> None:
    if fold(name):
        made = exactly(operator, name)
        assert parse(str(made)).filters == (made,)
        assert fold(made.value) == fold(name)


def test_filters_are_put_on_and_taken_off() -> None:
    query = parse("harbour outlet:Post")
    more = query.plus(Filter("act", "deny"))
    assert str(more) == "harbour outlet:Post act:deny"
    assert more.plus(Filter("act", "deny")) == more
    assert more.minus(Filter("act", "deny")) == query
    assert Query() == parse("  ")


def test_periods() -> None:
    assert period("2024") == (738886, 739251)
    assert period("2024-02") == (738917, 738945)
    assert period("2024-02-29") == (738945, 738945)
    assert period("0000") is period("2024-13") is period("24") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ŽIŽEK", "zizek"),
        ("Strasse", "straße"),
        ("Zoe\u0301 Lind", "ZOÉ  LIND"),
        ("\u202bשָׁלוֹם\u202c", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("Ada\u00ad Lind\r\n", "ada lind"),
        ("the “Rescue” Group", 'The "rescue" group'),
        ("🔥 News", "🔥 news"),
    ],
)
def test_names_are_folded_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@given(st.text(max_size=300))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
