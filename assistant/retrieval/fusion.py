"""Fuse BM25 and dense scores into one ranking.

Scores are combined, not ranks: reciprocal rank fusion throws away how sure BM25 was, which costs
more on policy questions than the vectors bring. Each side is first stretched to [0, 1] over the
passages in question, since cosines fill a narrow band that moves with the model.

How much the dense side may say depends on how much BM25 could know of this question: where the
best passage holds most of what was asked, to the letter, little is left to judge by likeness;
where it holds half, the wording differs and likeness decides. ``policy-assistant evaluate --corpus
FILE --queries FILE`` prints each side alone and the two together. On questions in the words of
policy texts fusion is within chance of BM25 alone, and must only do no harm; in other words it is
ahead. Coverage is not asked of an English question: its renderings are guesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Range = tuple[float, float]

DENSE_WEIGHT = 0.4
"""Share of the dense side where coverage is not known."""
LEAST_DENSE, MOST_DENSE = 0.05, 0.6
"""The dense side is never silent, so that equal BM25 scores are told apart, and never much above half."""
# From mostly likeness where hardly anything asked is held to mostly words where three quarters are; neighbouring
# lines made no difference beyond chance.
_AT_ZERO, _SLOPE = 0.9, 1.1


def dense_weight(coverage: float) -> float:
    """Share of the dense side for a question of which the best BM25 passage holds this much."""
    return min(max(_AT_ZERO - _SLOPE * coverage, LEAST_DENSE), MOST_DENSE)


def fuse(
    lexical: NDArray[np.float32],
    dense: NDArray[np.float32] | None,
    weight: float = DENSE_WEIGHT,
    lexical_range: Range | None = None,
    dense_range: Range | None = None,
) -> NDArray[np.float32]:
    """One score a passage, in [0, 1], from BM25 scores and cosines of the same passages.

    Args:
        lexical: BM25 scores, >= 0. All 0 (no word of the question is known): the dense side decides.
        dense: Cosines, or None where no vectors were asked.
        weight: Share of the dense side, as ``dense_weight`` gives it.
        lexical_range: Least and greatest score of all that is in scope, where these are only some of it.
        dense_range: The same for the cosines.
    """
    words = scale(lexical, lexical_range)
    if dense is None:
        return words
    meaning = scale(dense, dense_range)
    return (np.float32(1 - weight) * words + np.float32(weight) * meaning).astype(np.float32)


def scale(scores: NDArray[np.float32], range_: Range | None = None) -> NDArray[np.float32]:
    """Scores moved and stretched to [0, 1] over their range; all 0 where they do not differ."""
    if not len(scores):
        return scores.astype(np.float32)
    low, high = range_ or (float(scores.min()), float(scores.max()))
    if high - low < 1e-9:
        return np.zeros_like(scores, np.float32)
    return ((scores - low) / (high - low)).astype(np.float32)


def rank(scores: NDArray[np.float32], ids: Sequence[Any] | NDArray[Any], k: int) -> list[int]:
    """Positions of the ``k`` best scores, best first; equal scores in order of id, then of position."""
    if k <= 0:
        return []
    if k >= len(scores):
        candidates = np.arange(len(scores))
    else:
        threshold = np.partition(scores, len(scores) - k)[len(scores) - k]
        candidates = np.flatnonzero(scores >= threshold)
    return sorted((int(i) for i in candidates), key=lambda i: (-float(scores[i]), ids[i]))[:k]
