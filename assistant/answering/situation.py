"""All that an answer is made from: the question's profile, the evidence, and how the two fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass, replace

from assistant.answering.selection import Scored
from assistant.language.sentences import Documents
from assistant.language.weighing import Weigher
from assistant.questions.profile import QuestionProfile
from assistant.tasks.duties import DutyRecord
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
    standing: Callable[[Document, float], float] | None = None
    """How far a document stands out from a library of many, given what share of the question the sentence to be quoted
    holds; None for a few documents."""

    def preferring(self, document_ids: Set[str]) -> Situation:
        """The same question over the evidence of these documents, unless others hold far more of it."""
        kept = tuple(scored for scored in self.scored if scored.sentence.document_id in document_ids)
        best = max((scored.total for scored in self.scored), default=0.0)
        # A quarter less is what a document loses by not naming its own place.
        if max((scored.total for scored in kept), default=0.0) < 0.75 * best:
            return self
        return replace(self, scored=kept)

    def ranks(self) -> dict[str, int]:
        """Place of each hit by where it begins, as ``document_id:offset``."""
        return {f"{hit.passage.document_id}:{hit.passage.start}": rank for rank, hit in enumerate(self.hits)}

    def looked_for(self) -> tuple[str, ...]:
        """The question's own words that the evidence lacks most, at most three."""
        text = " ".join(scored.sentence.text for scored in self.scored[:40])
        missing = [concept.source for concept in self.weigher.missing(text)]
        if self.profile.language == "en":
            return tuple(f"“{word}”" for word in missing[:3])
        return tuple(_runs_with(missing, self.profile.subject)[:2])


# Words that join or ask stand at the edges of what was looked for, and are no part of it.
_EDGES = re.compile(
    r"^(?:[个家项条件名的和与及在有会要被为对给把向]|现在)+|(?<![委员大协学商工社集例开])(?:[会要有是得能应将了吗呢]|现在|目前|怎么|如何)+$"
)
_LONGEST_RUN = 16


def _runs_with(pairs: list[str], subject: str) -> list[str]:
    """Runs of the subject that hold one of the character pairs, in the question's order, 16 characters at most."""
    runs = [_EDGES.sub("", run) for run in re.split(r"[\s,，、;；:：“”\"《》的]+", subject)]
    held = [run for run in runs if any(pair in run for pair in pairs)]
    # What is too long is cut behind a number, never inside it.
    return [
        re.sub(r"^\d*年?", "", run[-_LONGEST_RUN:]) if len(run) > _LONGEST_RUN else run
        for run in held
        if len(run) >= 2
    ]
