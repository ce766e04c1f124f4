from pathlib import Path

import numpy as np
import pytest

import index.neighbours as neighbours_module
from corpus.errors import DamagedIndexError
from index.neighbours import Neighbours, build_neighbours, exact_neighbours, list_count
from index.vectors import VectorIndex


def clustered(count: int, dim: int = 16, seed: int = 3) -> np.ndarray:
    """Rows around some centres: like texts, unlike noise, they have neighbours to be found."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(0).normal(size=(40, dim))
    rows = centres[random.integers(0, 40, count)] + 0.4 * random.normal(size=(count, dim))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours_module, "EXACT_UP_TO", 1000)


@pytest.fixture
def vectors() -> VectorIndex:
    index = VectorIndex(dim=16)
    index.add(clustered(4000))
    return index


def build(vectors: VectorIndex, previous: Path | None = None) -> Neighbours:
    made = build_neighbours(vectors, clustered(50, seed=9), previous)
    assert made is not None
    return made


def test_few_vectors_are_compared_one_by_one():
    index = VectorIndex(dim=16)
    index.add(clustered(1000))
    assert build_neighbours(index, clustered(5)) is None


def test_nearly_all_of_the_ten_nearest_are_found_and_their_scores_are_exact(vectors):
    made = build(vectors)
    queries = clustered(60, seed=5)
    found = [made.search(query, 10) for query in queries]

    right = exact_neighbours(vectors, queries, 10)
    assert np.mean([np.isin(a, b[0]).mean() for a, b in zip(right, found, strict=True)]) >= 0.95
    for query, (ids, scores) in zip(queries, found, strict=True):
        assert np.allclose(scores, vectors.vectors_of(ids) @ query, atol=1e-6)
        assert (np.diff(scores) <= 0).all()


def test_the_exact_neighbours_are_those_of_plain_arithmetic(vectors):
    queries = clustered(3, seed=5)
    for query, ids in zip(queries, exact_neighbours(vectors, queries, 7), strict=True):
        assert set(ids) == set(vectors.search(query, 7)[0])


def test_the_number_of_lists_looked_into_is_the_least_that_finds_enough(vectors):
    measured = build(vectors).measured
    assert measured.recall >= neighbours_module.RECALL
    assert measured.probes <= measured.lists == list_count(4000)


def test_finding_too_few_with_the_most_lists_is_said(vectors, monkeypatch):
    assert build(vectors).measured.warning is None
    monkeypatch.setattr(neighbours_module, "PROBES", (1,))
    monkeypatch.setattr(neighbours_module, "MIN_CANDIDATES", 10)
    monkeypatch.setattr(neighbours_module, "CANDIDATES", 1)

    measured = build(vectors).measured

    assert measured.recall < neighbours_module.RECALL
    assert measured.warning is not None
    assert f"{measured.recall:.1%}" in measured.warning


def test_it_opens_as_it_was_saved(vectors, tmp_path):
    made = build(vectors)
    made.save(tmp_path)
    opened = Neighbours.open(tmp_path, vectors)
    query = clustered(1, seed=8)[0]

    assert opened is not None and opened.measured == made.measured
    assert opened.search(query, 10)[0].tolist() == made.search(query, 10)[0].tolist()


def test_the_next_generation_takes_the_lists_over_with_what_came_and_went(vectors, tmp_path):
    build(vectors).save(tmp_path)
    gone = vectors.ids[::5].copy()
    vectors.remove(gone)
    query = clustered(1, seed=11)
    (new,) = vectors.add(query)

    made = build(vectors, previous=tmp_path)
    assert made.measured.trained_on == 4000
    assert made.search(query[0], 5)[0][0] == new
    for probe in clustered(20, seed=12):
        assert not np.isin(made.search(probe, 10)[0], gone).any()


def test_lists_made_for_far_fewer_vectors_are_divided_anew(vectors, tmp_path):
    build(vectors).save(tmp_path)
    vectors.add(clustered(16_000, seed=4))
    assert build(vectors, previous=tmp_path).measured.trained_on == 20_000


def test_there_is_nothing_to_open_where_nothing_was_saved(vectors, tmp_path):
    assert Neighbours.open(tmp_path, vectors) is None


def test_a_damaged_file_is_named(vectors, tmp_path):
    build(vectors).save(tmp_path)
    (tmp_path / neighbours_module.INDEX).write_bytes(b"no index")
    with pytest.raises(DamagedIndexError, match="ingest --rebuild"):
        Neighbours.open(tmp_path, vectors)
