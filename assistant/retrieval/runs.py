"""Put first what repeats the question's own words in one piece, of passages that hold its words as well.

BM25 counts words wherever they stand. A passage that says 对运输防控重点物资的收入 in this order is about what is asked;
one with the same words strewn over it often is not. So the first passages of the fused ranking are ordered
again by the heaviest run of the question's characters that each of them holds unbroken. Of equals the one nearer
to its document's beginning comes first: what a document is about it says early. So does the one whose document has
further passages near the top.

Only for Chinese questions: the Chinese side of an English one is single words, which make no runs.
``policy-assistant evaluate --corpus FILE --queries FILE`` prints the ranking with and without them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from index.passages import Hit
from index.search import Vocabulary
from index.tokens import HAN, fold

READ = 30
"""Passages ordered again. Within chance from 20 to 60."""
RUN_WEIGHT = 0.7
"""What a run that is the whole question counts, the best fused score being 1. Within chance from .3 to .8."""
EARLY_WEIGHT = 0.05
"""What standing at the beginning of a document counts. Within chance from .03 to .07."""
COMPANY_WEIGHT = 0.02
"""What further passages of the same document count that are near the top too. Within chance from 0 to .04: chosen on one half of the
questions, on the other it gave .002 more at the first place. More of it, and a long document outdoes the one clause that answers."""
EARLY_CHARS = 2000
"""Beyond this many characters from the beginning nothing is early."""

# Words that ask stand in no document's sentence, or only in the headings of its own questions.
_ASKING = re.compile(
    r"请问|有哪些|哪些|哪个|哪几个|是什么|什么|多少|如何|怎么样|怎样|怎么|为什么|何时|是否|吗|呢"
)
_MARKS = re.compile(rf"[^a-z0-9{HAN}.%]+")


class Runs:
    """A question's characters, each pair of them weighing more the fewer passages hold it."""

    def __init__(self, question: str, vocabulary: Vocabulary) -> None:
        pieces = [_MARKS.sub("", piece) for piece in _ASKING.split(fold(question))]
        self._pieces = [piece for piece in pieces if len(piece) > 1]
        greatest = vocabulary.greatest_idf
        self._sums: list[list[float]] = [
            [0.0, *accumulate(vocabulary.idf(piece[i : i + 2]) or greatest for i in range(len(piece) - 1))]
            for piece in self._pieces
        ]
        self._total = sum(sums[-1] for sums in self._sums)
        self._greatest = greatest

    def share(self, text: str) -> float:
        """How much of the question's weight the heaviest run has that the text holds, in [0, 1]."""
        said = _said(text)
        heaviest = 0.0
        for piece, sums in zip(self._pieces, self._sums, strict=True):
            end = 0
            for start in range(len(piece) - 1):
                end = max(end, start + 1)
                # What holds piece[start:end] holds it without its first character too: end never goes back.
                while end < len(piece) and piece[start : end + 1] in said:
                    end += 1
                heaviest = max(heaviest, sums[end - 1] - sums[start])
        return heaviest / self._total if self._total else 0.0

    def gap(self, said: str) -> float:
        """How much of the question's weight the heaviest stretch has of which a text says no pair, in [0, 1].

        Args:
            said: The text as ``spoken`` gives it.
        """
        heaviest = 0.0
        for piece, sums in zip(self._pieces, self._sums, strict=True):
            since = 0  # where the stretch begins
            for at in range(len(piece) - 1):
                if piece[at : at + 2] in said:
                    since = at + 1
                else:
                    heaviest = max(heaviest, sums[at + 1] - sums[since])
        return heaviest / self._total if self._total else 0.0

    @property
    def rarity(self) -> float:
        """How rare the question's pairs are on average, in [0, 1]: 1 where one passage at most holds each."""
        pairs = sum(len(sums) - 1 for sums in self._sums)
        return self._total / (pairs * self._greatest) if pairs and self._greatest else 0.0


def spoken(text: str) -> str:
    """A text without marks and spaces, in one width and case, and in simplified characters."""
    return _MARKS.sub("", fold(text))


@lru_cache(maxsize=4096)  # the passages of a department's home; made anew they took a fifth of a search
def _said(text: str) -> str:
    return spoken(text)


def order_by_runs(runs: Runs, hits: Sequence[Hit]) -> list[Hit]:
    """The first ``READ`` hits by fused score, runs, place and company together, then the others as they were.

    Scores stay in [0, 1] and fall from first to last.
    """
    read, rest = hits[:READ], hits[READ:]
    whole = 1 + RUN_WEIGHT + EARLY_WEIGHT + COMPANY_WEIGHT
    held: defaultdict[str, float] = defaultdict(float)
    for place, hit in enumerate(read, 1):
        held[hit.passage.document_id] += 1 / place

    def score(place: int, hit: Hit) -> float:
        early = 1 - min(hit.passage.start / EARLY_CHARS, 1)
        company = min(held[hit.passage.document_id] - 1 / place, 1)
        share = runs.share(hit.passage.text)
        return (hit.score + RUN_WEIGHT * share + EARLY_WEIGHT * early + COMPANY_WEIGHT * company) / whole

    rescored = (replace(hit, score=score(place, hit)) for place, hit in enumerate(read, 1))
    scored = sorted(rescored, key=lambda hit: -hit.score)
    lowest = scored[-1].score if scored else 0.0
    return scored + [replace(hit, score=min(hit.score / whole, lowest)) for hit in rest]
