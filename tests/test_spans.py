"""Tags become well-formed spans, by the likeliest path."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.reading.scheme import NAME_TAGS, ROLE_TAGS, ROLES
from onrecord.reading.spans import best_tags, log_softmax, tagged_spans


def scores(*rows: dict[str, float]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    table = np.zeros((len(rows), len(ROLE_TAGS)), dtype=np.float32)
    for row, given_scores in enumerate(rows):
        for tag, score in given_scores.items():
            table[row, ROLE_TAGS.index(tag)] = score
    return table


def test_a_span_and_what_it_is_called() -> None:
    found = tagged_spans(
        scores({"B-source": 5}, {"I-source": 5}, {"B-cue": 5}, {"B-content": 5}, {"I-content": 5}), ROLES
    )
    assert [(one.label, one.first, one.last) for one in found] == [("source", 0, 1), ("cue", 2, 2), ("content", 3, 4)]
    assert all(0 < one.probability <= 1 for one in found)


def test_two_spans_side_by_side_stay_two() -> None:
    found = tagged_spans(scores({"B-content": 5}, {"B-content": 5}), ROLES)
    assert [(one.first, one.last) for one in found] == [(0, 0), (1, 1)]


def test_an_inner_tag_without_a_beginning_is_mended_by_the_whole_path() -> None:
    found = tagged_spans(scores({"O": 1.0, "B-cue": 0.9}, {"I-cue": 9}), ROLES)
    assert [(one.label, one.first, one.last) for one in found] == [("cue", 0, 1)]


def test_no_words_no_spans() -> None:
    assert tagged_spans(np.zeros((0, len(NAME_TAGS)), dtype=np.float32), ROLES) == []


@given(arrays(np.float32, st.tuples(st.integers(1, 7), st.just(5)), elements=st.floats(-4, 4, width=32)))
def test_the_path_is_the_best_of_all_that_are_well_formed(
    table: "np.ndarray[tuple[int, int], np.dtype[np.float32]]",
) -> None:
    logs = log_softmax(table)
    path = best_tags(logs)

    def well_formed(tags: tuple[int, ...]) -> bool:
        return all(
            tag == 0 or tag % 2 or before in {tag - 1, tag} for before, tag in zip((0, *tags), tags, strict=False)
        )

    def value(tags: tuple[int, ...]) -> float:
        return float(sum(logs[at, tag] for at, tag in enumerate(tags)))

    assert well_formed(tuple(path))
    best = max(value(tags) for tags in np.ndindex(*(5,) * len(table)) if well_formed(tags))
    assert abs(value(tuple(path)) - best) < 1e-4
