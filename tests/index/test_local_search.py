import numpy as np
import pytest

import index.local_search as local
import index.neighbours as neighbours
from index.lexical import LexicalIndex
from index.local_search import LocalSearch
from index.positions import Positions
from index.search import Words, top
from index.vectors import VectorIndex
from tests.index.test_neighbours import clustered

SIZE = 3000


@pytest.fixture(scope="module")
def parts():
    random = np.random.default_rng(1)
    bodies = [[f"词{n}" for n in random.zipf(1.4, 12) % 400] for _ in range(SIZE)]
    positions = Positions.of((10 + n, f"d{n // 10:04d}") for n in range(SIZE))
    vectors = VectorIndex(dim=16, next_id=10)
    vectors.add(clustered(SIZE))
    return positions, LexicalIndex.build(bodies), vectors


@pytest.fixture
def exact(parts) -> LocalSearch:
    positions, lexical, vectors = parts
    return LocalSearch(positions, lexical, vectors, None)


@pytest.fixture
def large(parts, monkeypatch) -> LocalSearch:
    """The same passages, searched as a large corpus is."""
    for module in (local, neighbours):
        monkeypatch.setattr(module, "EXACT_UP_TO", 100)
    positions, lexical, vectors = parts
    return LocalSearch(
        positions, lexical, vectors, neighbours.build_neighbours(vectors, clustered(40, seed=2))
    )


def best(search: LocalSearch, query: int, documents: np.ndarray | None = None, k: int = 10) -> list[int]:
    match = search.match(Words({f"词{query}": 1.0, f"词{query + 7}": 1.0}))
    match.compare(clustered(40, seed=6)[query])
    found = match.candidates(documents, k)
    fused = (found.lexical - found.lexical_range[0]) / max(np.ptp(found.lexical_range), 1e-9)
    fused += (found.dense - found.dense_range[0]) / np.ptp(found.dense_range)
    return found.positions[np.argsort(-fused, kind="stable")[:k]].tolist()


def overlap(one: list[int], other: list[int]) -> float:
    return len(set(one) & set(other)) / len(one)


def test_a_large_corpus_gives_the_passages_that_comparing_all_would_give(exact, large):
    assert np.mean([overlap(best(exact, n), best(large, n)) for n in range(1, 40)]) > 0.97


@pytest.mark.parametrize("share", [0.02, 0.5])
def test_a_scope_is_kept_and_searched_as_well_as_the_whole(exact, large, share):
    documents = np.random.default_rng(4).random(SIZE // 10) < share
    for number in range(1, 20):
        found = best(large, number, documents)
        assert documents[large.positions.document_of[found]].all()
        assert overlap(best(exact, number, documents), found) >= 0.8


def test_scores_of_candidates_are_exact(large):
    match = large.match(Words({"词3": 2.0}))
    query = clustered(1, seed=8)[0]
    match.compare(query)
    found = match.candidates(None, 10)
    assert np.allclose(found.lexical, large.vocabulary.scores(["词3"], [2.0])[found.positions])
    ids = large.positions.vector_ids[found.positions]
    assert np.allclose(found.dense, large.vectors.vectors_of(ids) @ query, atol=1e-6)


def test_the_range_of_cosines_is_that_of_all_passages(exact, large):
    # Fusing stretches cosines over this range: judged by a sample, it put other passages first than everything would.
    for query in clustered(20, seed=9):
        ranges = []
        for search in (exact, large):
            match = search.match(Words({"词3": 1.0}))
            match.compare(query)
            ranges.append(match.candidates(None, 10).dense_range)
        assert ranges[1] == pytest.approx(ranges[0], abs=0.02)


def test_words_that_no_passage_holds_leave_the_choice_to_the_vectors(large):
    match = large.match(Words({"没有": 1.0}))
    query = clustered(1, seed=8)[0]
    match.compare(query)
    nearest = large.vectors.search(query, 5)[0]
    assert set(large.positions.at(nearest)) <= set(match.candidates(None, 5).positions)


@pytest.mark.parametrize("size", [1, 10, 999, 5000])
@pytest.mark.parametrize("k", [0, 1, 7, 5000])
def test_the_top_is_what_sorting_would_give(size, k):
    scores = np.random.default_rng(size).integers(0, 50, size).astype(np.float32)
    found = top(scores, k)
    assert len(found) >= min(k, size)
    if len(found):
        assert np.sort(scores[found])[::-1][:k].tolist() == np.sort(scores)[::-1][:k].tolist()
