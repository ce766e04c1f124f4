"""BM25 over passages and over the documents they come from.

A passage is scored by its own words plus, at ``DOCUMENT_WEIGHT``, by its whole document's: a
question names the place and the occasion, which stand in the title or the opening, and asks
for a detail, which stands far below. With its document a right passage is more often among the
first five; the first place gains nothing by it.

``lexical_build`` works every token's share of every score out beforehand, ``lexical_field`` opens what it
wrote: a question reads the lists of its own tokens and nothing else. ``renderings`` scores what may be said
in several ways.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import DamagedIndexError
from index.lexical_build import FORMAT, RECORD, LexicalWriter
from index.lexical_field import LexicalField, WordRows, idf_of, open_array, open_field
from index.renderings import best_of_groups, held_renderings
from index.search import Groups, coverage_of, weigh

# A whole document's weight at 1 or 2 costs first places and wins none below (``policy-assistant evaluate`` measures).
DOCUMENT_WEIGHT = 0.5


class LexicalIndex:
    """BM25 scores for passages, in the order in which they were written."""

    def __init__(
        self, passages: LexicalField, documents: LexicalField, document_of: NDArray[np.int32]
    ) -> None:
        self._passages = passages
        self._documents = documents
        self._document_of = document_of

    @classmethod
    def build(
        cls,
        token_lists: Sequence[Sequence[str]],
        heads: Sequence[Sequence[str]] | None = None,
        documents: Sequence[str] | None = None,
    ) -> LexicalIndex:
        """Index a few passages in memory; ``LexicalWriter`` writes many to files.

        Args:
            token_lists: Tokens of each passage's own text.
            heads: Tokens of what stands over each passage (title, heading path).
            documents: Which document each passage is of. None: only passages are scored.
        """
        if not len(token_lists) == len(heads or token_lists) == len(documents or token_lists):
            raise ValueError("token_lists, heads and documents must be of one length")
        order = {name: number for number, name in enumerate(dict.fromkeys(documents or ()))}
        writer = LexicalWriter(len(order))
        for position, body in enumerate(token_lists):
            document = order[documents[position]] if documents is not None else None
            writer.add(body, heads[position] if heads is not None else (), document)
        passages, documents_ = (LexicalField(**vars(field)) for field in writer.fields())
        return cls(passages, documents_, writer.document_of())

    def __len__(self) -> int:
        return self._passages.size

    def scores(
        self, query_tokens: Sequence[str], weights: Sequence[float] | None = None
    ) -> NDArray[np.float32]:
        """BM25 score of every passage, shape (len(self),), >= 0.

        A token given twice counts twice; ``weights`` (one per token) multiply. Tokens that the
        index does not hold count nothing.
        """
        total = weigh(query_tokens, weights or [1.0] * len(query_tokens))
        scores = self._passages.scores(total)
        if len(self._document_of):
            scores += DOCUMENT_WEIGHT * self._documents.scores(total)[self._document_of]
        return scores

    def group_scores(self, groups: Groups) -> NDArray[np.float32]:
        """Score passages for a query whose words have several renderings, shape (len(self),).

        Each group is one word of the question, each mapping in it one rendering (tokens and
        weights). A passage gets the best rendering's score from each group, not the sum: a word
        with eight dictionary translations must not outweigh a name with one.
        """
        scores = best_of_groups(self._passages, groups)
        if len(self._document_of):
            scores += DOCUMENT_WEIGHT * best_of_groups(self._documents, groups)[self._document_of]
        return scores

    def has_token(self, token: str) -> bool:
        """Whether any passage holds the token."""
        return self._passages.count(token) > 0

    def held(self, tokens: Collection[str]) -> set[str]:
        """Those of many tokens that any passage holds."""
        return self._passages.held(tokens)

    def idf(self, token: str) -> float:
        """How telling the token is: ln(1 + (N - n + .5) / (n + .5)) for n of N passages; 0 where n is 0."""
        count = self._passages.count(token)
        return idf_of(count, len(self)) if count else 0.0

    @property
    def greatest_idf(self) -> float:
        """Of a token that one passage holds."""
        return idf_of(1, len(self))

    def rows(self, token: str) -> NDArray[np.int32]:
        """Positions of the passages that hold the token, rising."""
        start, end = self._passages.find(token)
        return self._passages.rows[start:end]

    def coverage(self, query_tokens: Sequence[str], weights: Sequence[float] | None, position: int) -> float:
        """Share in [0, 1] of what a query says that the passage at ``position`` holds, by rarity."""

        def holds(token: str) -> bool:
            rows = self.rows(token)
            at = int(np.searchsorted(rows, position))
            return at < len(rows) and int(rows[at]) == position

        return coverage_of(self, query_tokens, weights, holds)

    def number(self, token: str) -> int | None:
        """The token's number in this vocabulary, or None where no passage holds it."""
        return self._passages.number(token)

    def linear_weights(self, groups: Groups) -> dict[str, float]:
        """Tokens of all renderings, each at what it counts where it is the best of its group."""
        total: dict[str, float] = {}
        for renderings in held_renderings(self._passages, groups):
            best: dict[str, float] = {}
            for tokens in renderings:
                for token, scaled in tokens:
                    best[token] = max(best.get(token, 0.0), scaled)
            for token, scaled in best.items():
                total[token] = total.get(token, 0.0) + scaled
        return total

    def score_groups(
        self, rows: Sequence[Mapping[int, float]], groups: Groups, *, of_documents: bool
    ) -> NDArray[np.float32]:
        """As ``group_scores``, without the documents' part, for rows given by their tokens' numbers and shares."""
        held: dict[int, tuple[list[int], list[float]]] = {}
        for row, shares in enumerate(rows):
            for number, share in shares.items():
                places, values = held.setdefault(number, ([], []))
                places.append(row)
                values.append(share)

        def listed(token: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
            number = self.number(token)
            places, values = held.get(-1 if number is None else number, ([], []))
            return np.array(places, np.int32), np.array(values, np.float32)

        return best_of_groups(self._documents if of_documents else self._passages, groups, len(rows), listed)

    def passage_words(self) -> WordRows:
        """The passages' words, row by row."""
        return WordRows(self._passages, np.arange(len(self._passages.hashes)))

    def document_words(self) -> WordRows:
        """The documents' words, row by row, under the numbers that they have in passages."""
        return WordRows(
            self._documents, np.searchsorted(self._passages.hashes, self._documents.hashes).astype(np.int64)
        )

    @classmethod
    def open(cls, folder: Path, *, vocabulary_only: bool = False) -> LexicalIndex:
        """Open what ``LexicalWriter`` wrote, by memory map.

        Args:
            vocabulary_only: The lists themselves are elsewhere: tokens can be asked about, passages
                cannot be scored.
        Raises:
            DamagedIndexError: A file is missing or not what was written.
        """
        try:
            stored = json.loads((folder / RECORD).read_text(encoding="utf-8"))
            if stored["format"] != FORMAT:
                raise ValueError(f"format {stored['format']}")
            fields = [
                open_field(folder, name, stored[name], vocabulary_only) for name in ("passages", "documents")
            ]
            document_of = open_array(folder / "document_of", np.int32, stored["document_of"])
            return cls(fields[0], fields[1], document_of)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndexError(
                f'The index in {folder} cannot be read ({error}). Run "policy-assistant ingest --rebuild".'
            ) from error
