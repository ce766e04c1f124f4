"""How far does what a document holds stand out from all that the library holds?

A notice of another town holds most words of a question, and among the sentences found the few that it lacks weigh
little. Two figures know the library: the share of the greatest possible BM25 score that the document's best passage
reaches, where a name that stands nowhere else is most of the whole; and how much more alike in meaning it is to the
question than passages usually are, in standard deviations, so that neither depends on the embedding model.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.lexical import DOCUMENT_WEIGHT
from index.passages import Hit
from index.search import Vocabulary

# Against 1 for each of the two shares that the answer engine adds. ``python -m benchmarks.absent`` measures; neighbouring
# weights made no difference beyond chance.
WORDS_WEIGHT = 1.5
LIKENESS_WEIGHT = 0.15


class Standing:
    """One question's hits, measured against the library."""

    def __init__(self, hits: Sequence[Hit], greatest: float, usual: NDArray[np.float32]) -> None:
        """
        Args:
            hits: The evidence.
            greatest: The BM25 score that nothing exceeds, as ``greatest_score`` gives it.
            usual: Cosines of some passages of the library, whichever.
        """
        self._hits = hits
        self._greatest = greatest
        self._mean = float(usual.mean()) if len(usual) else 0.0
        self._spread = float(usual.std()) if len(usual) else 0.0

    def of(self, document_id: str) -> float:
        """How far the best passages of one document stand out; 0 where none was found."""
        hits = [hit for hit in self._hits if hit.passage.document_id == document_id]
        if not hits:
            return 0.0
        words = max(hit.lexical_score for hit in hits) / self._greatest if self._greatest else 0.0
        apart = max(hit.dense_score for hit in hits) - self._mean
        likeness = apart / self._spread if self._spread > 1e-6 else 0.0
        return WORDS_WEIGHT * words + LIKENESS_WEIGHT * likeness


def greatest_score(tokens: Sequence[str], weights: Sequence[float], vocabulary: Vocabulary) -> float:
    """The BM25 score of a passage that says each token endlessly, as its document does.

    A token that no passage holds counts as the rarest: it was asked for and is not there.
    """
    known = sum(
        weight * (vocabulary.idf(token) or vocabulary.greatest_idf)
        for token, weight in zip(tokens, weights, strict=True)
    )
    return (1 + DOCUMENT_WEIGHT) * known
