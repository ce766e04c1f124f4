"""Which document the sentences come from counts as well as what they say.

A sentence of a document that is about something else may hold as many of a question's words as the right one, and a
document's name stands far above the sentence that answers. Retrieval has weighed whole documents already, so a
sentence of one that stands well behind the best gives way by a part of the distance. Where there is one document,
nothing changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.selection import Scored
from assistant.language.sentences import Sentence
from index.passages import Hit

# Flat on labelled policy questions from .4 to 1: the gentlest that helps.
DISTANCE_WEIGHT = 0.4
# Characters between two sentences of one paragraph: a space or two, never a heading.
_GAP = 2


def weigh_by_document(scored: Sequence[Scored], hits: Sequence[Hit]) -> list[Scored]:
    """The sentences with their totals lowered by how far their document's best passage is behind."""
    best: dict[str, float] = {}
    for hit in hits:
        document_id = hit.passage.document_id
        best[document_id] = max(best.get(document_id, 0.0), hit.score)
    top = max(best.values(), default=0.0)
    if top <= 0:
        return list(scored)
    return [
        replace(one, total=one.total - DISTANCE_WEIGHT * (1 - best[one.sentence.document_id] / top))
        for one in scored
    ]


def carries_on(sentence: Sentence, earlier: Sentence) -> bool:
    """Whether a sentence follows right behind another in one section: it goes on about what that one named."""
    return (
        sentence.document_id == earlier.document_id
        and sentence.path == earlier.path
        and 0 <= sentence.start - earlier.end <= _GAP
    )
