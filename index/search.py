"""What is asked of a search engine, and what it answers: the border behind which engines are exchanged.

A query is words with weights, or for an English one groups of renderings, and then a vector. The answer
is candidates: passages among which the best are, each with both its scores. Where a corpus is small
the candidates are all passages in scope. Where it is large they are the best by words and the best by
meaning, each with its score of the other kind as well, so that fusing them is fusing everything: what is
far down in both lists cannot be first in their sum.

``local_search`` answers from the files of a generation, ``milvus`` from a server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from index.vectors import VectorIndex

Vector = NDArray[np.float32]
Groups = Sequence[Sequence[Mapping[str, float]]]

POOL = 300
"""Candidates of each kind where not every passage is one; or ``POOL_PER_HIT`` for each hit that is asked for.
At a million made passages the ten best of comparing everything were all among them; which of them come first
depends on the ranges below being those of everything (docs/scaling.md)."""
POOL_PER_HIT = 4


@dataclass(frozen=True)
class Words:
    """The side of a query that BM25 scores."""

    weights: Mapping[str, float] = field(default_factory=dict)
    """Tokens and what each counts."""
    groups: Groups | None = None
    """Instead of ``weights``: per word of an English question its renderings as weighted tokens."""


@dataclass(frozen=True)
class Candidates:
    """Passages with both scores, by rising position."""

    positions: NDArray[np.intp]
    lexical: NDArray[np.float32]
    dense: NDArray[np.float32]
    """0 where the query was not compared by meaning."""
    lexical_range: tuple[float, float]
    """Least and greatest score over all passages in scope, not only these."""
    dense_range: tuple[float, float]


class Match(Protocol):
    """One query, scored by words; compared by meaning once its vector is known."""

    @property
    def best(self) -> int | None:
        """Position of the passage with the greatest BM25 score, whatever the scope; None where all are 0."""
        ...

    def compare(self, vector: Vector) -> None:
        """Score by meaning as well."""
        ...

    def candidates(self, documents: NDArray[np.bool_] | None, k: int) -> Candidates:
        """Passages among which the ``k`` best are.

        Args:
            documents: Which documents may be used, by rank; None means all.
        """
        ...


class Vocabulary(Protocol):
    """What is known of tokens."""

    def has_token(self, token: str) -> bool:
        """Whether any passage holds the token."""
        ...

    def idf(self, token: str) -> float:
        """How telling the token is; 0 where no passage holds it."""
        ...

    @property
    def greatest_idf(self) -> float:
        """Of a token that one passage holds."""
        ...


class PassageSearch(Protocol):
    """A search engine over the passages of one generation."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The tokens of all passages."""
        ...

    @property
    def vectors(self) -> VectorIndex:
        """The vectors of all passages, by vector id."""
        ...

    def match(self, words: Words) -> Match:
        """Score by words."""
        ...

    def coverage(self, tokens: Sequence[str], weights: Sequence[float] | None, position: int) -> float:
        """Share in [0, 1] of what a query says that the passage at ``position`` holds, by rarity."""
        ...


def weigh(tokens: Sequence[str], weights: Sequence[float]) -> dict[str, float]:
    """What each token counts in all; one that is given twice counts twice."""
    total: dict[str, float] = {}
    for token, weight in zip(tokens, weights, strict=True):
        total[token] = total.get(token, 0.0) + weight
    return total


def coverage_of(
    vocabulary: Vocabulary,
    tokens: Sequence[str],
    weights: Sequence[float] | None,
    holds: Callable[[str], bool],
) -> float:
    """Share in [0, 1] of what a query says that a passage holds, by rarity.

    A token that no passage holds counts as the rarest: it was asked for and is not there.
    """
    held = asked = 0.0
    for token, weight in zip(tokens, weights or [1.0] * len(tokens), strict=True):
        worth = weight * (vocabulary.idf(token) or vocabulary.greatest_idf)
        asked += worth
        if holds(token):
            held += worth
    return held / asked if asked else 0.0


def top(scores: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    """Positions of the ``k`` greatest scores, and of all equal to the last of them, rising.

    Without sorting: a bound is taken from the greatest scores of stretches, and only what reaches it is
    looked at again. A million scores take 2 ms so, and 15 to 30 when they are partitioned.
    """
    if k <= 0:
        return np.empty(0, np.intp)
    if k >= len(scores):
        return np.arange(len(scores))
    width = max(len(scores) // (8 * k), 1)
    stretches = scores[: len(scores) // width * width].reshape(-1, width).max(axis=1)
    bound = np.partition(stretches, len(stretches) - k)[len(stretches) - k]
    near = np.flatnonzero(scores >= bound)
    last = np.partition(scores[near], len(near) - k)[len(near) - k]
    best: NDArray[np.intp] = near[scores[near] >= last]
    return best
