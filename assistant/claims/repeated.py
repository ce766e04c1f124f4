"""Find the sentence that a claim repeats, word for word or with a field changed.

The windows compared are whole sentences around the passages found, and pairs of neighbours, since a
passage may cut a sentence and a claim may join two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.claims.claim_parts import read_parts
from assistant.claims.letters import matching_share, plain_letters
from assistant.claims.near_copy import Comparison, compare
from assistant.claims.part import Part
from assistant.claims.persons import person_difference
from assistant.claims.stance import Stance, claims_fulfilment, is_achievement, is_goal, stance_at
from assistant.claims.verdicts import Finding
from corpus.characters import strip_range
from index.passages import Hit

if TYPE_CHECKING:
    from index.generation import Generation

# A claim repeats a sentence when this share of its letters stands there in order. Lower, and two sentences of
# one template count as one; higher, and a changed name in a short sentence hides it. benchmarks/claims.py settles it.
NEAR_COPY = 0.72
# Fewer letters than this repeat by chance.
NEAR_COPY_CHARS = 12
_WINDOW_END = re.compile(r"[。！？\n]|[ \u3000]{2,}")


class Repeats:
    """Looks for repeated sentences in one generation; keeps the parts it has read."""

    def __init__(self, generation: Generation, kinds: Mapping[str, str], known_units: Sequence[str]) -> None:
        self._generation = generation
        self._kinds = kinds
        self._known_units = known_units
        self._sentence_parts: dict[tuple[str, int, int], list[Part]] = {}

    def find_same(self, claim: str, hits: Sequence[Hit]) -> Finding | None:
        """The place where the claim stands word for word."""
        letters = plain_letters(claim)
        if len(letters) < NEAR_COPY_CHARS - 4:
            return None
        for hit in hits:
            for document_id, start, end in self._windows(hit):
                text = self._generation.document(document_id).text[start:end]
                stated = plain_letters(text)
                at = stated.find(letters)
                if at >= 0 and not (at and _changes_number(stated, at, at + len(letters))):
                    return Finding("supported", (), ((document_id, start, end),), 1.0)
        return None

    def find_changed(
        self, claim: str, parts: Sequence[Part], hits: Sequence[Hit], default: Stance
    ) -> Finding | None:
        """What the sentence that the claim nearly repeats says otherwise; None where it repeats none."""
        letters = plain_letters(claim)
        if len(letters) < NEAR_COPY_CHARS:
            return None
        tried: list[tuple[float, int, tuple[str, int, int]]] = []
        for order, hit in enumerate(hits):
            for window in self._windows(hit):
                text = self._generation.document(window[0]).text[window[1] : window[2]]
                share = matching_share(letters, plain_letters(text))
                if share >= NEAR_COPY and window[2] - window[1] < 8 * len(claim) + 60:
                    tried.append((share, order, window))
        best: tuple[Comparison, tuple[str, int, int]] | None = None
        for _, _, window in sorted(
            dict.fromkeys(tried), key=lambda one: (-one[0], one[1], one[2][2] - one[2][1])
        )[:8]:
            document_id, start, end = window
            text = self._generation.document(document_id).text[start:end]
            comparison = compare(claim, text, parts, self._parts_at(window, text))
            if best is None or _rank(comparison) > _rank(best[0]):
                best = (comparison, window)
        if best is None or best[0].share < NEAR_COPY:
            return None
        comparison, window = best
        document_id, start, end = window
        span = strip_range(self._generation.document(document_id).text, start, end)
        spans = ((document_id, *span),)
        differences = comparison.differences
        of_goals = self._kinds[document_id] in ("plan", "criteria")
        text = self._text(window)
        first = next((p.start for p in self._parts_at(window, text) if p.kind == "number"), len(text))
        if is_goal(text, first) or (of_goals and not is_achievement(text, "zh")):
            done = [
                p.written
                for p in parts
                if p.kind in ("number", "date") and stance_at(claim, p.start, "zh", default) == "achieved"
            ]
            if not claims_fulfilment(claim):
                differences = tuple(d for d in differences if d.claimed not in done)
            if done and not differences:
                return None
        words = sum(len(word) for word in comparison.missing)
        if differences:
            # Much else that is not stated there: the sentence may be about something else.
            if words > 0.25 * len(letters) or (len(differences) > 2 and comparison.share < 0.85):
                return None
            if {"number", "date"} <= {d.kind for d in differences} and len(letters) < 40:
                return None
            return Finding("contradicted", differences, spans, comparison.share)
        if persons := person_difference(claim, text):
            return Finding("contradicted", tuple(persons), spans, comparison.share)
        figures = [part.written for part in parts if part.kind == "number"]
        if figures and all(figure in comparison.missing for figure in figures):
            return None
        if not comparison.missing:
            return Finding("supported", (), spans, comparison.share)
        if comparison.share >= 0.85:
            return Finding("partly_supported", (), spans, comparison.share, comparison.missing)
        return None

    def _windows(self, hit: Hit) -> list[tuple[str, int, int]]:
        """The whole sentences that a passage touches, and pairs of neighbours, since a claim may join two."""
        document = self._generation.document(hit.passage.document_id)
        text = document.text
        begin, stop = hit.passage.start, hit.passage.end
        while begin > 0 and hit.passage.start - begin < 300 and not _WINDOW_END.match(text, begin - 1):
            begin -= 1
        match = _WINDOW_END.search(text, max(stop - 1, begin), stop + 300)
        stop = match.end() if match else stop
        cuts = [begin, *(m.end() for m in _WINDOW_END.finditer(text, begin, stop)), stop]
        ranges = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]
        joined = [(a, d) for (a, _), (_, d) in pairwise(ranges)]
        return [(document.document_id, a, b) for a, b in (*ranges, *joined)]

    def _text(self, window: tuple[str, int, int]) -> str:
        document_id, start, end = window
        return self._generation.document(document_id).text[start:end]

    def _parts_at(self, window: tuple[str, int, int], text: str) -> list[Part]:
        if window not in self._sentence_parts:
            document = self._generation.document(window[0])
            years = re.findall(r"(20\d\d)年", " ".join(document.path_at(window[1])))
            self._sentence_parts[window] = read_parts(
                text, known_units=self._known_units, default_year=int(years[-1]) if years else None
            )
        return self._sentence_parts[window]


def _rank(comparison: Comparison) -> tuple[float, float]:
    return round(comparison.share, 2), -len(comparison.differences) - 0.5 * len(comparison.missing)


def _changes_number(text: str, start: int, end: int) -> bool:
    """Whether a range cuts into a number, so that 5年 is not found in 15年."""
    before = text[start - 1].isdigit() and text[start].isdigit()
    after = end < len(text) and text[end].isdigit() and text[end - 1].isdigit()
    return before or after
