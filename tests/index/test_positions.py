import numpy as np
import pytest

from corpus.errors import DamagedIndexError
from index.positions import DOCUMENT_OF, Positions

PAIRS = [(3, "b"), (4, "b"), (9, "a")]


def test_documents_are_ranked_by_id_and_passages_stand_by_vector_id(tmp_path):
    Positions.of(PAIRS).save(tmp_path)
    opened = Positions.open(tmp_path)
    assert opened.document_ids == ["a", "b"]
    assert opened.document_of.tolist() == [1, 1, 0]
    assert opened.at(np.array([9, 3])).tolist() == [2, 0]
    assert opened.rank_of["b"] == 1


def test_an_empty_corpus_has_no_positions(tmp_path):
    Positions.of([]).save(tmp_path)
    assert len(Positions.open(tmp_path)) == 0


def test_a_damaged_file_is_named(tmp_path):
    Positions.of(PAIRS).save(tmp_path)
    (tmp_path / DOCUMENT_OF).write_bytes(b"")
    with pytest.raises(DamagedIndexError, match="ingest --rebuild"):
        Positions.open(tmp_path)
