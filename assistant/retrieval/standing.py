"""How far does what a document holds stand out from all that the library holds?

A notice of another town holds most words of a question, and among the sentences found the few that it lacks weigh
little. What is seen only from the library tells more: the share of the greatest possible BM25 score that the
document's best passage reaches; how much more alike in meaning that passage is to the question than passages usually
are, in standard deviations, so that it does not depend on the embedding model; and what the document lacks of the
question. That is counted in words, and as the longest stretch of which it has nothing, which is mostly a name. A
question in words that are rare in the library asks for less of all this: few documents could be taken for the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.runs import Runs, spoken
from corpus.document import Document
from index.lexical import DOCUMENT_WEIGHT
from index.passages import Hit
from index.search import Vocabulary
from index.tokens import QUESTION_WORDS

# Against 1 for the share of the question that the sentence holds with its headings and neighbours. Rounded from a logistic
# regression that tells answers from the right document from those of others: ``python -m benchmarks.absent_fit`` prints it.
WORDS_WEIGHT = 2.0
LIKENESS_WEIGHT = 0.09
LACKING_WEIGHT = -0.03
GAP_WEIGHT = -0.4
RARITY_WEIGHT = 0.85


@dataclass(frozen=True, slots=True)
class Parts:
    """What tells that a document stands out, each figure by itself."""

    words: float
    """Share of the greatest possible BM25 score that its best passage reaches."""
    likeness: float
    """Standard deviations by which its best passage is more like the question than passages usually are."""
    lacking: int
    """Words and character pairs of the question that it has nowhere."""
    gap: float
    """The longest stretch of the question of which it has nothing, as a share of the question's weight."""
    rarity: float
    """How rare the question's character pairs are in the library, in [0, 1], whatever the document."""

    def sum(self) -> float:
        """All of it in one figure."""
        return (
            WORDS_WEIGHT * self.words
            + LIKENESS_WEIGHT * self.likeness
            + LACKING_WEIGHT * self.lacking
            + GAP_WEIGHT * self.gap
            + RARITY_WEIGHT * self.rarity
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A Chinese question as the library knows its words."""

    tokens: tuple[str, ...]
    """Without single characters and words that only ask."""
    greatest: float
    """The BM25 score that nothing exceeds, as ``greatest_score`` gives it."""
    runs: Runs

    @classmethod
    def read(cls, question: str, tokens: Sequence[str], weights: Sequence[float], words: Vocabulary) -> Asked:
        """A question by its tokens and what each counts."""
        telling = dict.fromkeys(token for token in tokens if len(token) > 1 and token not in QUESTION_WORDS)
        return cls(tuple(telling), greatest_score(tokens, weights, words), Runs(question, words))


class Standing:
    """One question's hits, measured against the library."""

    def __init__(self, hits: Sequence[Hit], asked: Asked, usual: NDArray[np.float32]) -> None:
        """
        Args:
            hits: The evidence.
            asked: The question.
            usual: Cosines of some passages of the library, whichever.
        """
        self._hits = hits
        self._asked = asked
        self._mean = float(usual.mean()) if len(usual) else 0.0
        self._spread = float(usual.std()) if len(usual) else 0.0

    def of(self, document: Document, held: float) -> float:
        """How far one document stands out.

        Args:
            held: Share of the question that the sentence to be quoted holds with its headings and neighbours.
        """
        return held + self.parts(document).sum()

    def parts(self, document: Document) -> Parts:
        """The figures that make it up; no words and no likeness where nothing of the document was found."""
        hits = [hit for hit in self._hits if hit.passage.document_id == document.document_id]
        asked = self._asked
        words = likeness = 0.0
        if hits and asked.greatest:
            words = max(hit.lexical_score for hit in hits) / asked.greatest
        if hits and self._spread > 1e-6:
            likeness = (max(hit.dense_score for hit in hits) - self._mean) / self._spread
        said = spoken(f"{document.metadata.issuer or ''}{document.metadata.title}{document.text}")
        return Parts(
            words,
            likeness,
            sum(token not in said for token in asked.tokens),
            asked.runs.gap(said),
            asked.runs.rarity,
        )


def greatest_score(tokens: Sequence[str], weights: Sequence[float], vocabulary: Vocabulary) -> float:
    """The BM25 score of a passage that says each token endlessly, as its document does.

    A token that no passage holds counts as the rarest: it was asked for and is not there.
    """
    known = sum(
        weight * (vocabulary.idf(token) or vocabulary.greatest_idf)
        for token, weight in zip(tokens, weights, strict=True)
    )
    return (1 + DOCUMENT_WEIGHT) * known
