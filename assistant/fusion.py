"""Fuse BM25 and dense scores into one ranking."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DENSE_WEIGHT = 0.3


def fuse(
    lexical: NDArray[np.float32], dense: NDArray[np.float32] | None, dense_weight: float = DENSE_WEIGHT
) -> NDArray[np.float32]:
    """One score a passage, in [0, 1], from BM25 scores and cosines of the same passages.

    Args:
        lexical: BM25 scores, >= 0.
        dense: Cosines, or None where no vectors were asked.
        dense_weight: Share of the dense side when both have something to say.
    """
    words = scale(lexical)
    if dense is None:
        return words
    return (1 - dense_weight) * words + dense_weight * scale(dense)


def scale(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores moved and stretched to [0, 1]; all 0 where they do not differ."""
    if not len(scores):
        return scores.astype(np.float32)
    low, high = float(scores.min()), float(scores.max())
    if high - low < 1e-9:
        return np.zeros_like(scores, np.float32)
    return ((scores - low) / (high - low)).astype(np.float32)


def rank(scores: NDArray[np.float32], ids: Sequence[str], k: int) -> list[int]:
    """Positions of the ``k`` best scores, best first; equal scores in order of id."""
    if k >= len(scores):
        candidates = np.arange(len(scores))
    else:
        threshold = np.partition(scores, len(scores) - k)[len(scores) - k]
        candidates = np.flatnonzero(scores >= threshold)
    return sorted((int(i) for i in candidates), key=lambda i: (-float(scores[i]), ids[i]))[:k]
