"""Reranking by a scripted stand-in, and by a real cross-encoder that is small enough to be made here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import ModelMissingError
from index.passages import Hit, Passage
from index.reranking import CrossEncoderReranker, rerank_hits


class LongestFirst:
    """Finds a longer passage better, and remembers what it was given to read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read += texts
        return np.array([len(text) / 100 for text in texts], np.float32)


def hit(text: str, score: float) -> Hit:
    return Hit(Passage(f"d:{text}", "d", 0, len(text), text, (), None, ""), score, 0.5, 1.0)


def test_what_was_read_is_put_in_order_and_the_rest_stays_below() -> None:
    hits = [hit("短", 0.9), hit("长一些的", 0.8), hit("没有读到的最长的一段", 0.7), hit("没有读到", 0.35)]
    reranker = LongestFirst()

    ranked = rerank_hits(reranker, "问", hits, 2)

    assert [one.passage.text for one in ranked] == ["长一些的", "短", "没有读到的最长的一段", "没有读到"]
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    assert len(reranker.read) == 2
    assert (ranked[0].dense_score, ranked[0].lexical_score) == (0.5, 1.0)


def test_one_hit_is_not_read() -> None:
    reranker = LongestFirst()

    assert rerank_hits(reranker, "问", [hit("独", 0.4)], 5) == [hit("独", 0.4)]
    assert reranker.read == []


def test_a_name_that_is_no_model_is_said_with_the_setting(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "none such"}))
    reranker = CrossEncoderReranker(str(tmp_path))

    with pytest.raises(ModelMissingError, match="RETRIEVAL__RERANKER"):
        reranker.score("问", ["答"])


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two thousand weights that knows twenty characters."""
    transformers = pytest.importorskip("transformers")
    folder = tmp_path_factory.mktemp("cross-encoder")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"专利由谁牵头市场监管局负责提高质量"]
    (folder / "vocab.txt").write_text("\n".join(dict.fromkeys(words)), "utf-8")
    transformers.BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(dict.fromkeys(words)), hidden_size=8, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=8, max_position_embeddings=64, num_labels=1,
        initializer_range=1.0,
    )  # fmt: skip
    transformers.set_seed(0)
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_any_cross_encoder_in_a_folder_gives_a_score_a_text(tiny_model: Path) -> None:
    reranker = CrossEncoderReranker(str(tiny_model))
    texts = ["市场监管局牵头", "提高质量", "市场监管局牵头"]

    scores = reranker.score("专利由谁牵头", texts)

    assert scores.shape == (3,) and scores.dtype == np.float32
    assert ((scores > 0) & (scores < 1)).all()
    assert scores[0] == pytest.approx(scores[2], abs=1e-6)
    assert scores[0] != pytest.approx(scores[1], abs=1e-4)
