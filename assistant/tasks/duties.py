"""Answer questions about who does what from the tasks' own fields, over all documents in scope.

A list question is answered from the records and not from the best hits, since five hits hold
five tasks at most and "哪些任务由科技局牵头" wants all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.units import is_same_unit
from assistant.language.weighing import Weigher
from assistant.questions.profile import QuestionProfile, Role
from assistant.tasks.reading import Span, Task, strip_numbering
from corpus.document import Document


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """A task with the document that states it."""

    document: Document
    task: Task

    @property
    def body(self) -> str:
        """What the duty consists of, without the bracket that names the units."""
        return self.document.text[self.task.clause.start : self.task.bracket.start] or self.clause

    @property
    def clause(self) -> str:
        """The whole duty as written."""
        return self.document.text[self.task.clause.start : self.task.clause.end]


@dataclass(frozen=True, slots=True)
class DutyMatch:
    """A task that a question describes."""

    record: DutyRecord
    score: float
    heading: float
    """Coverage of the question by the task's name and headings alone."""
    body: float


def match_duties(
    records: Sequence[DutyRecord], weigher: Weigher, described: str = "", ranks: dict[str, int] | None = None
) -> list[DutyMatch]:
    """Tasks by how well they fit the question, best first.

    Args:
        described: The question's subject in Chinese; a task named in it word for word comes first.
        ranks: Place among the hits by ``document_id:offset`` of the hits that lie in a task's clause.
    """
    matches: list[DutyMatch] = []
    for record in records:
        name = record.task.task
        heading_coverage = weigher.coverage(name)
        body = weigher.coverage(name + record.body)
        path = weigher.coverage(name + "".join(record.task.section_path) + record.body)
        named = 1.0 if len(name) >= 4 and name in described else 0.0
        # The name speaks for the whole task, its body of one thing in it; the sum ranks both kinds of question.
        score = 2 * named + heading_coverage + 0.8 * body + 0.2 * path
        if ranks:
            rank = min(
                (
                    place
                    for key, place in ranks.items()
                    if key.split(":")[0] == record.document.document_id
                    and record.task.clause.start <= int(key.split(":")[1]) < record.task.clause.end
                ),
                default=None,
            )
            if rank is not None:
                score += 0.25 / (1 + rank)
        matches.append(DutyMatch(record, score, max(heading_coverage, named), max(body, named)))
    return sorted(matches, key=lambda match: -match.score)


def units_of(task: Task, role: Role) -> tuple[str, ...]:
    """The units that have a role in a task, as it names them; those of both for "any"."""
    return {"lead": task.lead, "support": task.support, "any": task.lead + task.support}[role]


def has_role(task: Task, unit: str, role: Role) -> bool:
    """Whether a unit leads or supports a task; short and long names of one unit count as one."""
    return any(unit == name or is_same_unit(unit, name) for name in units_of(task, role))


def tasks_of(records: Sequence[DutyRecord], units: Sequence[str], role: Role) -> list[DutyRecord]:
    """Tasks in which every one of the units has the role, in document order."""
    return [record for record in records if all(has_role(record.task, unit, role) for unit in units)]


def tasks_by_unit(records: Sequence[DutyRecord], role: Role) -> Counter[str]:
    """In how many tasks each unit has the role, in the order in which the units are first named."""
    return Counter(unit for record in records for unit in units_of(record.task, role))


def field_span(task: Task, role: Role) -> Span:
    """The part of the bracket that names the units of a role; the whole bracket where roles mix."""
    if role == "lead" and task.lead_span:
        return task.lead_span
    if role == "support" and task.support_span:
        return task.support_span
    return task.bracket


def under_heading(records: Sequence[DutyRecord], weigher: Weigher, phrase: str) -> list[DutyRecord]:
    """The tasks under the heading that a phrase names, or all of them where it names none.

    A heading counts as named where most of its character pairs stand in the phrase in any order:
    提升创新能力的任务 means those under (三)全面提升创新能力.
    """
    parents: dict[tuple[str, ...], float] = {}
    for record in records:
        for depth in range(len(record.task.section_path) - 1):
            path = record.task.section_path[: depth + 1]
            heading = strip_numbering(path[-1])
            pairs = [heading[i : i + 2] for i in range(len(heading) - 1)]
            if pairs:
                parents[path] = sum(pair in phrase for pair in pairs) / len(pairs)
    if not parents:
        return list(records)
    best = max(parents, key=lambda path: (parents[path], len(path)))
    if parents[best] < 0.6:
        return list(records)
    chosen = [record for record in records if record.task.section_path[: len(best)] == best]
    return chosen if len(chosen) > 1 else list(records)


def resolve_pivot(
    profile: QuestionProfile, matches: Sequence[DutyMatch], role: Role
) -> tuple[tuple[str, ...], DutyMatch | None]:
    """The units meant by "the unit that leads X", and the task that says so.

    Units that the question names itself are left out: "the department that co-leads X with the
    Investment Promotion Center" is the other one.
    """
    for match in matches[:3]:
        task = match.record.task
        if profile.units and not all(has_role(task, unit, role) for unit in profile.units):
            continue
        names = task.lead if role == "lead" else task.support
        others = tuple(name for name in names if not any(is_same_unit(name, unit) for unit in profile.units))
        if others:
            return others, match
    return (), None
