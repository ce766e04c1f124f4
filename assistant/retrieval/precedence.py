"""Which documents speak first.

Documents do not speak with one voice: a plan sets targets, a report tells what came of them, and a
demonstration document's figures are invented. So a question is put to the documents in steps, and
the first step that answers it is the answer:

1. those of the kind that the question itself names or needs ("报告", "评价指标", "实际完成多少"), as long as they
   hold evidence nearly as good as the best there is;
2. real documents;
3. all documents, demonstration ones included, whose citations then say so.

Without demonstration documents and without a kind named, this is one step over all documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.document import Kind, Metadata

CLOSE = 0.85
"""Share of the best score that a named kind's best passage must reach. Policy texts name reports and
criteria in passing; then the kind holds nothing on the matter and its scores fall to half or less."""

_NAMED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "report",
        re.compile(
            r"报告(?:中|里|称|说|显示|提到|的)|(?:进展|工作|情况)报告|总结(?:中|里|说)|汇报"
            r"|实际(?:完成|达到|新增|建成|值)|完成情况|进展(?:如何|情况)|完成(?:了|得)|已(?:经)?(?:完成|建成|达到|培育)"
            r"|\breports?\b|\breported\b|\bprogress\b|\bactual(?:ly)?\b|\bachieved\b|\bso far\b",
            re.IGNORECASE,
        ),
    ),
    (
        "criteria",
        re.compile(
            r"评价(?:指标|标准|办法)|认定(?:标准|条件)|考核(?:指标|标准)|权重|标准值|\bcriteri(?:a|on)\b|\bweights?\b|\bthresholds?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "plan",
        re.compile(
            r"(?:工作|实施)?方案(?:中|里|要求|提出|规定|对|的)|按照?方案|目标(?:是|值|为)|\bplan\b|\btargets?\b|\btargeted\b",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Step:
    """Documents to ask before the others."""

    document_ids: frozenset[str]
    needs_close: bool
    """Whether the step counts only where its evidence is nearly as good as the best."""


def order_documents(question: str, documents: Mapping[str, Metadata]) -> list[Step]:
    """The steps in which to ask these documents a question; the last step is always all of them."""
    return order_for_kind(named_kind(question), documents)


def order_for_kind(kind: Kind | None, documents: Mapping[str, Metadata]) -> list[Step]:
    """The same, where it is known what the question names.

    Args:
        kind: The kind of document that the question names or needs.
        documents: Metadata by id of the documents in scope.
    """
    everything = frozenset(documents)
    real = frozenset(key for key, metadata in documents.items() if not metadata.sample)
    steps: list[Step] = []
    if kind is not None:
        of_kind = frozenset(key for key, metadata in documents.items() if metadata.kind == kind)
        steps += [Step(of_kind & real, True), Step(of_kind, True)]
    steps += [Step(real, False), Step(everything, False)]
    kept: dict[frozenset[str], Step] = {}
    for step in steps:
        if step.document_ids:
            # Documents named twice are asked once, in the first place; the condition must hold for both.
            needs_close = step.needs_close and kept.get(step.document_ids, step).needs_close
            kept[step.document_ids] = Step(step.document_ids, needs_close)
    return list(kept.values()) or [Step(everything, False)]


def named_kind(question: str) -> Kind | None:
    """The kind of document that the question names or needs, or None."""
    return next((kind for kind, pattern in _NAMED if pattern.search(question)), None)
