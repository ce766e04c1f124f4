"""Put the first passages of a ranking in a better order, with a model that reads question and passage together.

Optional: no cross-encoder is packaged, and one of useful size takes a second for thirty passages on two
cores. A setting names any that sentence-transformers opens, as a folder or by its hub name. What it did not read
stays below what it read, in the order it had.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelMissingError
from index.embedding import quiet_transformers
from index.model import stay_offline
from index.passages import Hit, embeddable_text

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker(Protocol):
    """Tells how well each text answers a query."""

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One score a text in [0, 1], in order; comparable within one query."""


def rerank_hits(reranker: Reranker, query: str, hits: Sequence[Hit], rerank_k: int) -> list[Hit]:
    """The first ``rerank_k`` hits by the reranker's scores, then the others; equal scores keep their order.

    ``Hit.score`` becomes the reranker's score; that of a hit it did not read is brought below the lowest of
    these, so that a list still falls from first to last.
    """
    read, rest = list(hits[:rerank_k]), hits[rerank_k:]
    if len(read) < 2:
        return list(hits)
    scores = [float(score) for score in reranker.score(query, [embeddable_text(hit.passage) for hit in read])]
    order = sorted(range(len(read)), key=lambda at: -scores[at])
    lowest, top = min(scores), max((hit.score for hit in rest), default=0.0)
    below = [replace(hit, score=lowest * hit.score / top if top > 0 else 0.0) for hit in rest]
    return [replace(read[at], score=scores[at]) for at in order] + below


class CrossEncoderReranker:
    """Any cross-encoder that sentence-transformers opens; loaded at the first query, safe between threads."""

    def __init__(self, model: str) -> None:
        self._name = model
        self._lock = threading.Lock()
        self._model: CrossEncoder | None = None

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One score a text, in order, as the sigmoid of the model's own.

        Raises:
            ModelMissingError: The setting names no cross-encoder that can be opened here.
        """
        with self._lock:
            if self._model is None:
                self._model = _open(self._name)
            import torch

            scores = self._model.predict(
                [(query, text) for text in texts],
                batch_size=16,
                show_progress_bar=False,
                activation_fn=torch.nn.Sigmoid(),
            )
        return np.asarray(scores, np.float32)


def _open(name: str) -> CrossEncoder:
    folder = Path(name).expanduser()
    if folder.exists():
        stay_offline()
    from sentence_transformers import CrossEncoder

    quiet_transformers()
    try:
        model: CrossEncoder = CrossEncoder(str(folder) if folder.exists() else name, num_labels=1)
    # The libraries raise whatever their parsers, tokenisers and downloads raise.
    except Exception as error:
        raise ModelMissingError(
            f'The reranker "{name}" cannot be opened ({type(error).__name__}). Name a folder or a hub model that '
            "is a cross-encoder in POLICY_ASSISTANT_RETRIEVAL__RERANKER, or unset it."
        ) from error
    return model
