"""The best tree over a sentence, with one word under the root."""

from itertools import product
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.reading.trees import ROOT, best_tree

Table: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.float64]]"


def is_tree(heads: tuple[int, ...]) -> bool:
    def reaches_root(word: int) -> bool:
        for _ in heads:
            word = heads[word]
            if word == ROOT:
                return True
        return False

    return heads.count(ROOT) == 1 and all(reaches_root(word) for word in range(len(heads)))


def value(scores: Table, heads: tuple[int, ...]) -> float:
    return float(sum(scores[word, head + 1] for word, head in enumerate(heads)))


def square(size: int) -> tuple[int, int]:
    return (size, size + 1)


@given(arrays(np.float64, st.integers(1, 5).map(square), elements=st.floats(-20, 0)))
def test_no_other_tree_is_better(scores: Table) -> None:
    found = tuple(best_tree(scores).tolist())
    assert is_tree(found)
    every = [heads for heads in product(range(-1, len(scores)), repeat=len(scores)) if is_tree(heads)]
    assert value(scores, found) == pytest.approx(max(value(scores, heads) for heads in every), abs=1e-9)


@given(arrays(np.float64, st.integers(1, 5).map(square), elements=st.integers(-2, 0).map(float)))
def test_ties_are_broken_the_same_way_each_time_and_the_scores_are_left_alone(scores: Table) -> None:
    before = scores.copy()
    first = best_tree(scores)
    assert (best_tree(scores.copy(order="F")) == first).all()
    assert (scores == before).all()
    every = [heads for heads in product(range(-1, len(scores)), repeat=len(scores)) if is_tree(heads)]
    assert value(scores, tuple(first.tolist())) == max(value(scores, heads) for heads in every)


@given(st.integers(1, 60), st.integers(0, 2**32 - 1))
def test_a_long_sentence_of_noise_is_a_tree_too(words: int, seed: int) -> None:
    scores = np.log(np.random.default_rng(seed).random(square(words)) + 1e-6)
    assert is_tree(tuple(best_tree(scores).tolist()))


def test_greedy_heads_that_make_a_tree_are_taken_as_they_are() -> None:
    assert best_tree(np.log([[0.1, 0.9, 0.8], [0.7, 0.1, 0.9]])).tolist() == [1, -1]


def test_a_circle_is_opened_where_it_costs_least() -> None:
    scores = np.log([[0.2, 1.0, 0.8, 0.1], [0.1, 0.9, 1.0, 0.1], [0.05, 0.1, 0.9, 1.0]])
    assert best_tree(scores).tolist() == [-1, 0, 1]


def test_of_two_words_under_the_root_one_is_moved() -> None:
    scores = np.log([[0.9, 1.0, 0.05], [0.8, 0.15, 1.0]])
    assert best_tree(scores).tolist() == [-1, 0]


def test_no_words_and_one_word() -> None:
    assert best_tree(np.zeros((0, 1))).tolist() == []
    assert best_tree(np.zeros((1, 2))).tolist() == [ROOT]
