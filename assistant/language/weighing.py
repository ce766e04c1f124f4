"""How much of a question a text holds.

Coverage is the share of the question's concepts that a text holds, each weighing more the fewer of the sentences
at hand hold it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.language.concepts import Concept


class Weigher:
    """Weighs concepts by how few of the sentences at hand hold them, and measures coverage."""

    def __init__(self, concepts: Iterable[Concept], texts: Sequence[str]) -> None:
        self.concepts = list(concepts)
        pieces = {gram for concept in self.concepts for wording in concept.wordings for gram in wording}
        counts = {gram: sum(gram in text for text in texts) for gram in pieces}
        self._pieces = pieces
        # Wordings of one piece count wholly or not at all; most concepts have no other.
        self._wordings = [
            (
                frozenset(wording[0] for wording in concept.wordings if len(wording) == 1),
                [wording for wording in concept.wordings if len(wording) != 1],
            )
            for concept in self.concepts
        ]
        size = len(texts) + 1
        self._idf = {
            gram: math.log(1 + (size - count + 0.5) / (count + 0.5)) for gram, count in counts.items()
        }
        self._known = {gram for gram, count in counts.items() if count}
        joints = self._joints()
        self._weights = [
            0.0
            if position in joints or self._is_absent(concept)
            else concept.weight * self._concept_idf(concept)
            for position, concept in enumerate(self.concepts)
        ]
        self.total = sum(self._weights) or 1.0
        self._measured: dict[str, list[float]] = {}

    def _joints(self) -> set[int]:
        """Places of pairs that only join two words: no text holds them, and all hold their neighbours.

        提出申请 gives 提出, 出申 and 申请; an unknown word of its own leaves two unknown pairs or more.
        """
        known = [any(g in self._known for wording in c.wordings for g in wording) for c in self.concepts]
        sources = [concept.source for concept in self.concepts]
        return {
            i
            for i in range(1, len(sources) - 1)
            if not known[i]
            and known[i - 1]
            and known[i + 1]
            and len(sources[i]) == 2
            and sources[i - 1][-1:] == sources[i][0]
            and sources[i][1] == sources[i + 1][:1]
        }

    def _is_absent(self, concept: Concept) -> bool:
        """Whether nothing holds a concept that counts only where something does."""
        return concept.optional and not any(g in self._known for wording in concept.wordings for g in wording)

    def _concept_idf(self, concept: Concept) -> float:
        known = [
            sum(self._idf[gram] for gram in wording) / len(wording)
            for wording in concept.wordings
            if any(gram in self._known for gram in wording)
        ]
        # What no sentence holds may be the asker's own wording as well as a missing subject: it
        # weighs as a word of middling rarity.
        return max(known) if known else _UNKNOWN_WEIGHT

    def held(self, text: str) -> list[float]:
        """For each concept, how much of it the text holds, in [0, 1]."""
        if text not in self._measured:
            found = {gram for gram in self._pieces if gram in text}
            self._measured[text] = [
                1.0
                if not found.isdisjoint(plain)
                else max((self._share(wording, found) for wording in phrases), default=0.0)
                for plain, phrases in self._wordings
            ]
        return self._measured[text]

    def _share(self, wording: tuple[str, ...], found: set[str]) -> float:
        total = sum(self._idf[gram] for gram in wording)
        share = sum(self._idf[gram] for gram in wording if gram in found) / total
        # Half of a phrase is often another phrase; it counts for less than half.
        return share * share

    def lacks_a_main_concept(self, text: str, share: float) -> bool:
        """Whether the text holds nothing of a concept that makes up this share of the question."""
        return any(
            weight >= share * self.total and held < 0.2
            for weight, held in zip(self._weights, self.held(text), strict=True)
        )

    def coverage(self, text: str) -> float:
        """Weighted share of the concepts that the text holds, in [0, 1]."""
        return self.sum(self.held(text))

    def sum(self, held: Sequence[float]) -> float:
        """Coverage of concepts already measured."""
        return sum(weight * part for weight, part in zip(self._weights, held, strict=True)) / self.total

    def sums(self, held: NDArray[np.float64]) -> list[float]:
        """Coverage by each row of concepts already measured."""
        found: list[float] = (held @ np.array(self._weights, np.float64) / self.total).tolist()
        return found

    @property
    def is_slight(self) -> bool:
        """Whether the question has but one concept: a text that holds it holds all, and may yet be about little."""
        return sum(1 for weight in self._weights if weight) <= 1

    def missing(self, text: str) -> list[Concept]:
        """Concepts the text holds nothing of, heaviest first."""
        held = self.held(text)
        order = sorted(range(len(held)), key=lambda i: -self._weights[i])
        return [self.concepts[i] for i in order if held[i] < 0.2 and self._weights[i]]


_UNKNOWN_WEIGHT = 2.0
