from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import DamagedIndexError
from index.vectors import VectorIndex

A, B, C, D = np.eye(4, dtype=np.float32)


def some_vectors(count: int, dim: int = 8) -> np.ndarray:
    rows = np.random.default_rng(7).normal(size=(count, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_a_deleted_id_is_never_given_to_a_new_vector():
    # Stores that number by count gave D the id of C here, and a query for C then found D.
    index = VectorIndex(dim=4)
    a, b, c = index.add([A, B, C])
    index.remove([a])
    (d,) = index.add([D])

    assert len({a, b, c, d}) == 4
    assert index.search(C, k=1)[0].tolist() == [c]
    assert index.search(D, k=1)[0].tolist() == [d]


def test_ids_go_on_after_saving_and_opening_even_when_the_last_one_was_removed(tmp_path: Path):
    index = VectorIndex(dim=4)
    a, b, c = index.add([A, B, C])
    index.remove([a, c])
    index.save(tmp_path / "vectors")

    opened = VectorIndex.open(tmp_path / "vectors")
    (d,) = opened.add([D])

    assert d > c
    assert opened.ids.tolist() == [b, d]
    assert opened.search(D, k=1)[0].tolist() == [d]
    assert opened.search(C, k=4)[1].max() == 0


def test_an_emptied_index_still_remembers_its_next_id(tmp_path: Path):
    index = VectorIndex(dim=4)
    index.remove(index.add([A, B]))
    index.save(tmp_path / "vectors")

    opened = VectorIndex.open(tmp_path / "vectors")

    assert len(opened) == 0
    assert opened.search(A, k=3)[0].size == 0
    assert opened.scores_all(A)[1].size == 0
    assert opened.add([A]).tolist() == [2]


def test_an_index_that_goes_on_from_another_starts_at_its_next_id():
    assert VectorIndex.create(dim=4, next_id=9).add([A]).tolist() == [9]


def test_search_agrees_with_plain_arithmetic():
    rows = some_vectors(200)
    index = VectorIndex(dim=8)
    ids = index.add(rows)
    index.remove(ids[::3])
    living = np.setdiff1d(ids, ids[::3])

    found, scores = index.search(rows[5], k=10)

    expected = rows[living] @ rows[5]
    assert found.tolist() == living[np.argsort(-expected)[:10]].tolist()
    assert np.allclose(scores, np.sort(expected)[::-1][:10], atol=1e-6)


def test_all_scores_come_in_the_order_of_the_ids():
    rows = some_vectors(50)
    index = VectorIndex(dim=8)
    ids = index.add(rows)
    index.remove([0, 17, 49])

    living, scores = index.scores_all(rows[3])

    assert living.tolist() == [i for i in ids.tolist() if i not in (0, 17, 49)]
    assert np.allclose(scores, rows[living] @ rows[3], atol=1e-6)


def test_allowed_ids_restrict_the_search_before_the_best_are_taken():
    index = VectorIndex(dim=4)
    a, b, c = index.add([A, B, A])
    assert index.search(A, k=5, allowed_ids=[b])[0].tolist() == [b]
    assert index.search(A, k=1, allowed_ids=[c, b, 99])[0].tolist() == [c]
    assert index.search(A, k=5, allowed_ids=[])[0].tolist() == []
    assert a not in index.search(A, k=5, allowed_ids=[b, c])[0]


def test_equal_scores_are_ordered_by_id():
    index = VectorIndex(dim=4)
    index.add([A, A, A, B])
    assert index.search(A, k=3)[0].tolist() == [0, 1, 2]


def test_vectors_come_back_as_they_were_given():
    rows = some_vectors(6)
    index = VectorIndex(dim=8)
    ids = index.add(rows)
    index.remove([2])
    assert np.array_equal(index.vectors_of([ids[5], ids[0]]), rows[[5, 0]])


def test_asking_for_a_removed_vector_is_an_error():
    index = VectorIndex(dim=4)
    index.add([A, B])
    index.remove([0])
    with pytest.raises(KeyError, match="0"):
        index.vectors_of([0])


@pytest.mark.parametrize("keep", [0, 10, 16, 60, -1])
def test_a_damaged_file_is_noticed(tmp_path: Path, keep: int):
    path = tmp_path / "vectors"
    index = VectorIndex(dim=4)
    index.add([A, B])
    index.save(path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(DamagedIndexError, match="vectors is missing or damaged"):
        VectorIndex.open(path)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(DamagedIndexError, match="gone is missing or damaged"):
        VectorIndex.open(tmp_path / "gone")


def test_saving_leaves_nothing_but_the_file(tmp_path: Path):
    index = VectorIndex(dim=4)
    index.add([A])
    index.save(tmp_path / "vectors")
    index.save(tmp_path / "vectors")
    assert [path.name for path in tmp_path.iterdir()] == ["vectors"]


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "vectors"
    index = VectorIndex(dim=4)
    index.add([A])
    index.save(path)

    def full_disk(handle: int) -> None:
        raise OSError(28, "No space left on device")

    index.add([B])
    monkeypatch.setattr("index.vectors.os.fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        index.save(path)

    assert VectorIndex.open(path).ids.tolist() == [0]
    assert [left.name for left in tmp_path.iterdir()] == ["vectors"]


def test_vectors_of_another_length_are_refused():
    index = VectorIndex(dim=4)
    with pytest.raises(ValueError, match="do not fit"):
        index.add([[1.0, 0.0]])
    with pytest.raises(ValueError, match="does not fit"):
        index.search([1.0, 0.0], k=1)


def test_many_threads_read_the_same_answers():
    rows = some_vectors(500)
    index = VectorIndex(dim=8)
    index.add(rows)

    def nearest(i: int) -> bool:
        by_all = index.scores_all(rows[i])[1]
        return index.search(rows[i], k=1)[0][0] == i and int(by_all.argmax()) == i

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(nearest, range(500)))
