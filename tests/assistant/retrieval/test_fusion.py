import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.fusion import LEAST_DENSE, MOST_DENSE, dense_weight, fuse, rank, scale


def array(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_what_both_sides_favour_comes_first():
    assert fuse(array(5, 1, 0), array(0.8, 0.3, 0.4)).argmax() == 0


def test_dense_decides_where_no_word_matched():
    assert fuse(array(0, 0, 0), array(0.1, 0.9, 0.2)).argmax() == 1


def test_without_vectors_the_words_decide():
    assert np.array_equal(fuse(array(4, 2, 0), None), array(1, 0.5, 0))


def test_dense_says_less_where_the_words_were_found():
    assert dense_weight(1.0) == LEAST_DENSE < dense_weight(0.5) < dense_weight(0.1) == MOST_DENSE


def test_equal_scores_are_ordered_by_id():
    assert rank(array(1, 1, 2, 1), ["d", "b", "c", "a"], 3) == [2, 3, 1]


def test_ranking_more_than_there_is_gives_all_and_none_gives_none():
    assert rank(array(1, 2), ["a", "b"], 9) == [1, 0]
    assert rank(array(1, 2), ["a", "b"], 0) == []
    assert rank(array(), [], 5) == []


@given(st.lists(st.floats(-1e6, 1e6, width=32), max_size=20))
def test_scaled_scores_lie_between_zero_and_one(values):
    scaled = scale(np.array(values, np.float32))
    assert len(scaled) == len(values)
    assert all(0 <= value <= 1 for value in scaled)
