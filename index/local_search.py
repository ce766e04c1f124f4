"""The search engine of one machine: the files of a generation, opened by memory map."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.lexical import LexicalIndex
from index.neighbours import EXACT_UP_TO, Neighbours
from index.positions import Positions
from index.search import POOL, POOL_PER_HIT, Candidates, Vector, Words, top
from index.vectors import VectorIndex


class LocalSearch:
    """BM25 over every passage; vectors compared with every passage in scope while these are few."""

    def __init__(
        self,
        positions: Positions,
        lexical: LexicalIndex,
        vectors: VectorIndex,
        neighbours: Neighbours | None,
    ) -> None:
        self.positions = positions
        self.vocabulary = lexical
        self.vectors = vectors
        self.neighbours = neighbours

    def match(self, words: Words) -> LocalMatch:
        """Score by words."""
        if words.groups is not None:
            return LocalMatch(self, self.vocabulary.group_scores(words.groups))
        return LocalMatch(self, self.vocabulary.scores(list(words.weights), list(words.weights.values())))

    def coverage(self, tokens: Sequence[str], weights: Sequence[float] | None, position: int) -> float:
        """Share of what a query says that the passage at ``position`` holds."""
        return self.vocabulary.coverage(tokens, weights, position)


class LocalMatch:
    """One query over the files."""

    def __init__(self, search: LocalSearch, lexical: NDArray[np.float32]) -> None:
        self._search = search
        self._lexical = lexical
        self._vector: Vector | None = None
        self._dense: NDArray[np.float32] | None = None

    @property
    def best(self) -> int | None:
        """Position of the passage with the greatest BM25 score; None where there is no passage."""
        return int(self._lexical.argmax()) if len(self._lexical) else None

    def compare(self, vector: Vector) -> None:
        """Score by meaning as well."""
        self._vector = vector
        if self._search.neighbours is None:
            self._dense = self._search.vectors.scores_all(vector)[1]

    def candidates(self, documents: NDArray[np.bool_] | None, k: int) -> Candidates:
        """Every passage in scope while these are few, else the best by words and the best by meaning."""
        scope = None if documents is None else np.flatnonzero(documents[self._search.positions.document_of])
        if self._vector is None:
            return self._by_words(scope, k)
        if self._dense is not None:
            positions = np.arange(len(self._lexical)) if scope is None else scope
            lexical, dense = self._lexical[positions], self._dense[positions]
            return Candidates(positions, lexical, dense, _range(lexical), _range(dense))
        if scope is not None and len(scope) <= EXACT_UP_TO:
            lexical, dense = self._lexical[scope], self._cosines(scope)
            return Candidates(scope, lexical, dense, _range(lexical), _range(dense))
        return self._best_of_both(scope, max(POOL, POOL_PER_HIT * k))

    def _by_words(self, scope: NDArray[np.intp] | None, k: int) -> Candidates:
        lexical = self._lexical if scope is None else self._lexical[scope]
        best = top(lexical, k)
        positions = best if scope is None else scope[best]
        return Candidates(
            positions, lexical[best], np.zeros(len(best), np.float32), _range(lexical), (0.0, 0.0)
        )

    def _best_of_both(self, scope: NDArray[np.intp] | None, pool: int) -> Candidates:
        lexical = self._lexical if scope is None else self._lexical[scope]
        by_words = top(lexical, pool)
        if len(by_words) > 2 * pool:  # of thousands that score the same, mostly nothing, any will do
            by_words = by_words[np.argsort(-lexical[by_words], kind="stable")[:pool]]
        by_words = by_words if scope is None else scope[by_words]
        nearest, cosines, least = self._nearest(scope, pool)
        positions = np.union1d(by_words, nearest)
        dense = np.empty(len(positions), np.float32)
        known = np.zeros(len(positions), bool)
        at = np.searchsorted(positions, nearest)
        dense[at], known[at] = cosines, True
        dense[~known] = self._cosines(positions[~known])
        low = min(least, float(dense.min()))
        return Candidates(
            positions, self._lexical[positions], dense, _range(lexical), (low, float(dense.max()))
        )

    def _nearest(
        self, scope: NDArray[np.intp] | None, pool: int
    ) -> tuple[NDArray[np.intp], NDArray[np.float32], float]:
        """The nearest in scope with their cosines, and about the least cosine of all."""
        neighbours, vector, positions = self._search.neighbours, self._vector, self._search.positions
        assert neighbours is not None and vector is not None
        # As many more as the scope is smaller than the whole, and half again, since it may lie to one side.
        wider = pool if scope is None else int(1.5 * pool * len(self._lexical) / len(scope))
        ids, cosines, least = neighbours.search_both_ends(vector, wider)
        found = positions.at(ids)
        if scope is None:
            return found, cosines, least
        within = np.flatnonzero(np.isin(found, scope, assume_unique=True))[:pool]
        if len(within) == pool:
            return found[within], cosines[within], least
        best = scope[top(self._cosines(scope), pool)]
        return best, self._cosines(best), least

    def _cosines(self, positions: NDArray[np.intp]) -> NDArray[np.float32]:
        assert self._vector is not None
        return self._search.vectors.scores_of(self._vector, self._search.positions.vector_ids[positions])


def _range(scores: NDArray[np.float32]) -> tuple[float, float]:
    return (float(scores.min()), float(scores.max())) if len(scores) else (0.0, 0.0)
