"""All that an answer is made from: the question's profile, the evidence, and how the two fit."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.duties import DutyRecord
from assistant.question import QuestionProfile
from assistant.selection import Documents, Scored, Weigher
from corpus.document import Document
from index.passages import Hit


@dataclass(frozen=True, slots=True)
class Situation:
    """One question over one set of hits."""

    profile: QuestionProfile
    hits: tuple[Hit, ...]
    documents: Documents
    at_hand: tuple[Document, ...]
    """Documents that the hits come from, best first."""
    records: tuple[DutyRecord, ...]
    weigher: Weigher
    scored: tuple[Scored, ...]
    """Every sentence of the hits, in the order of the hits."""

    def ranks(self) -> dict[str, int]:
        """Place of each hit by where it begins, as ``document_id:offset``."""
        return {f"{hit.passage.document_id}:{hit.passage.start}": rank for rank, hit in enumerate(self.hits)}

    def looked_for(self) -> tuple[str, ...]:
        """The question's own words that the evidence lacks most, at most three."""
        text = " ".join(scored.sentence.text for scored in self.scored[:40])
        missing = [concept.source for concept in self.weigher.missing(text)]
        if self.profile.language == "en":
            return tuple(f"“{word}”" for word in missing[:3])
        return tuple(_joined_pairs(missing, self.profile.subject)[:3])


def _joined_pairs(pairs: list[str], subject: str) -> list[str]:
    """Overlapping character pairs as the words they were cut from, in the question's order."""
    marked = [False] * len(subject)
    for pair in pairs:
        start = subject.find(pair)
        while start >= 0:
            marked[start : start + len(pair)] = [True] * len(pair)
            start = subject.find(pair, start + 1)
    words, word = [], ""
    for character, is_marked in zip(subject + " ", [*marked, False], strict=True):
        if is_marked:
            word += character
        elif word:
            words.append(word)
            word = ""
    return words
