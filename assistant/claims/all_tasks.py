"""Claims about every task at once: 所有重点任务都由科技局牵头, all key tasks are due in December 2022.

True where it holds of each task of the document; the first task of which it does not hold is the answer to
one that is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answer import Language
from assistant.claims.claimed_duty import ClaimedDuty
from assistant.claims.duty_counts import counted_units
from assistant.claims.organisations import is_among
from assistant.claims.same_parts import same_date
from assistant.claims.verdicts import Difference, Finding
from assistant.language.dates import english_month
from assistant.language.wording import english_name
from assistant.tasks.duties import DutyRecord
from assistant.tasks.reading import Span, Task

_EVERY = re.compile(
    r"(?:所有|全部|每一?[项个]|各项)(?:的)?(?:重点|主要|工作)?任务|(?:重点|主要|工作)任务[^,，。;；]{0,12}(?:均|都|一律|全部|全由|各有)|"
    r"\b(?:all|every|each)\b(?: \w+){0,3} tasks?\b",
    re.I,
)
# Of a document with fewer tasks nothing is said of all of them.
FEWEST = 3
# Tasks shown for a claim that holds of all.
SHOWN = 3


def is_about_all(claim: str) -> bool:
    """Whether a claim speaks of every task."""
    return bool(_EVERY.search(claim))


def check_all(
    claim: str,
    language: Language,
    duty: ClaimedDuty,
    records: Sequence[DutyRecord],
    wordings: Mapping[str, Sequence[str]],
) -> Finding | None:
    """What the tasks of one document say of a claim about all of them; None where it names nothing to compare.

    Args:
        records: The tasks of one document.
    """
    tally = counted_units(claim)
    if len(records) < FEWEST or not (duty.units or duty.due is not None or tally):
        return None
    differences: list[Difference] = []
    spans: list[tuple[str, int, int]] = []
    for record in records:
        found = _exception(record.task, language, duty, tally, wordings)
        if found is None:
            continue
        difference, span = found
        task = record.task.task
        named = f"{difference.source}({task})" if language == "zh" else difference.source
        differences.append(Difference(difference.kind, difference.claimed, named))
        spans.append((record.document.document_id, span.start, span.end))
    if differences:
        return Finding("contradicted", tuple(differences[:SHOWN]), tuple(spans[:SHOWN]), 1.0)
    shown = [(r.document.document_id, r.task.bracket.start, r.task.bracket.end) for r in records[:SHOWN]]
    return Finding("supported", (), tuple(shown), 1.0)


def _exception(
    task: Task,
    language: Language,
    duty: ClaimedDuty,
    tally: tuple[str, str, int] | None,
    wordings: Mapping[str, Sequence[str]],
) -> tuple[Difference, Span] | None:
    """In what a task departs from what is said of all."""

    def say(names: Sequence[str]) -> str:
        return "、".join(names) if language == "zh" else ", ".join(english_name(n, wordings) for n in names)

    for claimed, own, span in (
        (duty.lead, task.lead, task.lead_span),
        (duty.support, task.support, task.support_span),
    ):
        strange = [unit for unit in claimed if not is_among(unit, own)]
        if strange and own:
            return Difference("organisation", say(strange), say(own)), span or task.bracket
    if tally is not None:
        names, span = (task.lead, task.lead_span) if tally[1] == "lead" else (task.support, task.support_span)
        if names and len(names) != tally[2]:
            return Difference("number", tally[0], f"{len(names)}:{say(names)}"), span or task.bracket
    agrees = (
        task.deadline is None
        or duty.due is None
        or same_date(str(duty.due.value), task.deadline.replace("-", "|-"))
    )
    if not agrees and duty.due is not None and task.deadline is not None:
        chinese = task.deadline.replace("-", "年", 1) + "月"
        said = english_month(task.deadline) if language == "en" else chinese
        return Difference("date", duty.due.written, said), task.deadline_span or task.bracket
    return None
