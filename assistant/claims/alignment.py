"""A claim laid over a sentence that it nearly repeats: which letters of the one stand where in the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.claims.letters import fold_width
from assistant.claims.part import Part

# Pieces that may be added, left out or exchanged without a change of what is said.
_LIGHT = re.compile(
    r"(?:[\s,;:.()!?\"'、\[\]《》\-—的了地得将要应须需即可并且及和与等其该本为是在于按对把使由占到至会能都也还又再已共用]|"
    r"进行|开展|工作|任务|相关|有关|具体|之|以及|达到?|实现|完成|推进|加快|切实|进一步|单位|部门|"
    r"[一二三四五六七八九十]+|\d+)*"
)
_CLAUSE_ENDS = ",;:.!?\n"
_SENTENCE_END = re.compile(r"[!?;\n]|(?<!\d)\.|\.(?!\d)")
# A run of two matched letters may be chance (的工); an anchor needs this many, or stands at an end.
ANCHOR_CHARS = 2


Block = tuple[int, int, int]
"""Where equal letters begin in the claim and in the sentence, and how many they are."""


class Alignment:
    """The letters that a claim and a sentence have in common, in order."""

    def __init__(self, claim: str, sentence: str) -> None:
        self.left, self.right = fold_width(claim), fold_width(sentence)
        matcher = SequenceMatcher(None, self.left, self.right, autojunk=False)
        self.blocks: list[Block] = [
            (block.a, block.b, block.size)
            for block in matcher.get_matching_blocks()
            if block.size >= ANCHOR_CHARS
        ]

    @property
    def share(self) -> float:
        """Share of the claim's letters found in the sentence in the same order."""
        letters = sum(1 for c in self.left if c.isalnum())
        matched = sum(1 for a, _, size in self.blocks for c in self.left[a : a + size] if c.isalnum())
        return matched / max(letters, 1)

    @property
    def span(self) -> tuple[int, int]:
        """The part of the sentence laid against the claim."""
        if not self.blocks:
            return 0, 0
        _, begin, _ = self.blocks[0]
        _, last, size = self.blocks[-1]
        return begin, last + size

    def across(self, part: Part, *, forward: bool) -> tuple[int, int]:
        """Where, on the other side, a part lies: from the last anchor before it to the first behind it.

        Args:
            forward: From the claim to the sentence; else the other way.
        """
        low, high = 0, len(self.right if forward else self.left)
        for a, b, size in self.blocks:
            here, there = (a, b) if forward else (b, a)
            if here < part.start:
                low = max(low, there + min(size, part.start - here))
            if here + size > part.end:
                high = min(high, there + max(0, part.end - here))
                break
        return low, max(low, high)

    def is_same_clause(self, part: Part, other: Part) -> bool:
        """Whether two figures stand in clauses that match at all: else the one is none of the other's."""
        start, end = clause_of(self.left, part)
        place = clause_of(self.right, other)
        around = _letters(self.left[start : part.start] + self.left[part.end : end])
        matched = self._matched(start, part.start, place) + self._matched(part.end, end, place)
        return around < 4 or matched >= 0.25 * around

    def sentence_of(self, part: Part) -> tuple[int, int]:
        """The sentence that holds most of what is matched of the part's clause and of the one it leads."""
        start, end = clause_of(self.left, part)
        if _letters(self.left[start : part.start] + self.left[part.end : end]) < 4:
            start, end = part.start, len(self.left)
        cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(self.right)), len(self.right)]
        places = [(a, b) for a, b in pairwise(cuts) if b > a]
        return max(
            places,
            key=lambda place: self._matched(start, part.start, place) + self._matched(part.end, end, place),
            default=(0, len(self.right)),
        )

    def _matched(self, start: int, end: int, place: tuple[int, int]) -> int:
        """How many letters of a range of the claim are matched within a range of the sentence."""
        low, high = place
        return sum(
            max(0, min(end, a + size, a + high - b) - max(start, a, a + low - b))
            for a, b, size in self.blocks
        )

    def holds(self, part: Part) -> bool:
        """Whether a part of the claim stands in the sentence as it is."""
        return any(a <= part.start and part.end <= a + size for a, _, size in self.blocks)

    def is_exchanged(self, part: Part) -> bool:
        """Whether not all letters of a part of the claim are matched."""
        inside = sum(max(0, min(part.end, a + size) - max(part.start, a)) for a, _, size in self.blocks)
        return inside < part.end - part.start

    def is_added(self, part: Part) -> bool:
        """Whether a denial of the claim itself is what the sentence lacks: the words around it match."""
        near = any(a < part.start <= a + size + 3 for a, _, size in self.blocks) or part.start <= 2
        behind = any(
            part.end <= a + 4 and a + size > part.end and a <= part.end + 4 for a, _, size in self.blocks
        )
        return self.is_exchanged(part) and near and behind

    def is_dropped(self, part: Part) -> bool:
        """Whether a denial of the sentence itself is what the claim lacks."""
        inside = sum(max(0, min(part.end, b + size) - max(part.start, b)) for _, b, size in self.blocks)
        near = any(b < part.start <= b + size + 3 for _, b, size in self.blocks)
        behind = any(b <= part.end + 4 and b + size > part.end for _, b, size in self.blocks)
        return inside < part.end - part.start and near and behind

    def unmatched(self, claim: str, explained: Sequence[tuple[int, int]]) -> list[str]:
        """Runs of the claim's words that neither match nor belong to a part already compared."""
        held = [False] * len(claim)
        for a, _, size in self.blocks:
            held[a : a + size] = [True] * size
        for start, end in explained:
            held[start:end] = [True] * (end - start)
        runs: list[str] = []
        position = 0
        while position < len(claim):
            if held[position]:
                position += 1
                continue
            stop = position
            while stop < len(claim) and not held[stop]:
                stop += 1
            if not _LIGHT.fullmatch(self.left[position:stop]):
                runs.append(claim[position:stop].strip())
            position = stop
        return runs


def clause_of(text: str, part: Part) -> tuple[int, int]:
    """The clause of a part, with the one before it where it holds fewer than four letters else."""
    start = max(text.rfind(mark, 0, part.start) for mark in _CLAUSE_ENDS) + 1
    ends = [at for mark in _CLAUSE_ENDS if (at := text.find(mark, part.end)) >= 0]
    end = min(ends, default=len(text))
    while _letters(text[start : part.start] + text[part.end : end]) < 4 and start > 0:
        start = max(text.rfind(mark, 0, start - 1) for mark in _CLAUSE_ENDS) + 1
    return start, end


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)
