"""Which documents are asked about a claim, in which order, and which of their passages are read.

Plans and criteria are asked first, reports only where those do not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from assistant.retrieval.fusion import rank
from index.passages import Hit
from index.search import Words, weigh
from index.tokens import question_weights

if TYPE_CHECKING:
    from assistant.language.bridge import BridgedQuery
    from assistant.retrieval.retriever import Scope
    from index.generation import Generation

# Passages read per claim: the plan's sentence is nearly always among the first three; a claim that joins
# two places needs more, and an English one reaches its sentence by fewer words.
EVIDENCE_K = {"zh": 12, "en": 30}


def tiers_of(
    generation: Generation, kinds: Mapping[str, str], exclude: frozenset[str], scope: Scope | None
) -> list[frozenset[str]]:
    """Ids of the documents to ask, in order: what sets goals and rules, then what tells of them."""
    first: set[str] = set()
    second: set[str] = set()
    for document_id in generation.document_ids:
        if document_id in exclude:
            continue
        if scope is not None and scope.document_ids is not None and document_id not in scope.document_ids:
            continue
        kind = kinds[document_id]
        if scope is not None and scope.kinds is not None and kind not in scope.kinds:
            continue
        (second if kind == "report" else first).add(document_id)
    return [frozenset(tier) for tier in (first, second) if tier]


def find_hits(
    generation: Generation, claim: str, documents: frozenset[str], bridged: BridgedQuery | None
) -> list[Hit]:
    """The passages that hold most of the claim's words.

    BM25 alone: a claim repeats the words of what it is about, and a report has hundreds of claims;
    embedding each would cost more than everything else here.
    """
    if bridged is not None:
        words = Words(groups=bridged.groups)
    else:
        tokens = generation.tokeniser.tokens(claim)
        words = Words(weigh(tokens, question_weights(tokens)))
    positions = generation.positions
    chosen = np.zeros(len(positions.document_ids), dtype=bool)
    chosen[[positions.rank_of[document_id] for document_id in documents]] = True
    k = EVIDENCE_K["zh" if bridged is None else "en"]
    found = generation.search.match(words).candidates(None if chosen.all() else chosen, k)
    held = np.flatnonzero(found.lexical > 0)
    order = held[rank(found.lexical[held], positions.document_of[found.positions[held]], k)]
    passages = generation.passages_at(found.positions[order])
    return [
        Hit(passage, float(found.lexical[at]), 0.0, float(found.lexical[at]))
        for passage, at in zip(passages, order, strict=True)
    ]
