import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelMissingError
from index import embedding_ahead
from index.embedding_ahead import EmbeddingAhead
from index.passage_table import content_hash
from index.passages import Passage
from tests.support import CountingEncoder


def passages(*texts: str) -> list[Passage]:
    return [
        Passage(f"d:{place}-{place + len(text)}", "d", place, place + len(text), text, (), None, "标题")
        for place, text in enumerate(texts)
    ]


def quiet(stage: str, done: int, total: int) -> None:
    pass


def test_rows_come_in_the_order_in_which_they_are_asked_for(tmp_path: Path):
    offered = passages("专利", "人才", "资金")
    encoder = CountingEncoder()
    with EmbeddingAhead(encoder, (), tmp_path) as ahead:
        ahead.offer(offered)
        rows = ahead.rows([content_hash(passage) for passage in reversed(offered)], quiet)
    alone = encoder.embed_passages([f"标题\n{passage.text}" for passage in reversed(offered)])
    assert np.array_equal(rows, alone)
    assert list(tmp_path.iterdir()) == []


def test_what_is_said_twice_or_known_is_embedded_once_or_never(tmp_path: Path):
    asked: list[str] = []

    class Listening(CountingEncoder):
        def embed_passages(self, texts: Sequence[str], progress: object = None) -> np.ndarray:
            asked.extend(texts)
            return super().embed_passages(texts)

    first, again, known = passages("牵头单位", "牵头单位", "旧文")
    with EmbeddingAhead(Listening(), {content_hash(known)}, tmp_path) as ahead:
        ahead.offer([first, again, known])
        rows = ahead.rows([content_hash(first), content_hash(again)], quiet)
    assert len(asked) == 1
    assert np.array_equal(rows[0], rows[1])


def test_a_full_window_is_embedded_before_the_rest_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(embedding_ahead, "WINDOW_CHARS", 5)
    began = threading.Event()

    class Telling(CountingEncoder):
        def embed_passages(self, texts: Sequence[str], progress: object = None) -> np.ndarray:
            began.set()
            return super().embed_passages(texts)

    with EmbeddingAhead(Telling(), (), tmp_path) as ahead:
        ahead.offer(passages("专利申请质量"))
        assert began.wait(5)
        ahead.offer(passages("人才"))


def test_a_model_that_fails_ends_the_ingest_with_its_own_words(tmp_path: Path):
    class Missing(CountingEncoder):
        def embed_passages(self, texts: Sequence[str], progress: object = None) -> np.ndarray:
            raise ModelMissingError("The model is not here.")

    offered = passages("专利")
    with EmbeddingAhead(Missing(), (), tmp_path) as ahead:
        ahead.offer(offered)
        with pytest.raises(ModelMissingError, match="not here"):
            ahead.rows([content_hash(offered[0])], quiet)
