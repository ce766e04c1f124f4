"""How much of a question does one document hold, its words weighed by how rare they are in the whole library?

Evidence is weighed among the sentences found, where words that stand in all of them count little. Over the whole
library the name that none of them holds may be the rarest word of the question: then the document that answers it
is not here, and what looks like an answer is another town's.
"""

from __future__ import annotations

from corpus.document import Document
from index.search import Vocabulary
from index.tokens import Tokeniser, fold, question_weights


class RareWords:
    """The words of a Chinese question with their weights over the library."""

    def __init__(self, question: str, tokeniser: Tokeniser, vocabulary: Vocabulary) -> None:
        tokens = tokeniser.tokens(question)
        self._weights = {
            token: vocabulary.idf(token) or vocabulary.greatest_idf
            for token, weight in zip(tokens, question_weights(tokens), strict=True)
            if weight
        }
        self._total = sum(self._weights.values())

    def share_in(self, document: Document) -> float:
        """Share in [0, 1] of the question's weight that the document's title and text hold; 1 for no words."""
        if not self._total:
            return 1.0
        text = fold(f"{document.metadata.title}\n{document.text}")
        return sum(weight for token, weight in self._weights.items() if token in text) / self._total
