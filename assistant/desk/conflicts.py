"""Where do two documents not agree: another figure for one indicator and year, another lead for one task?

Goals are compared with goals and what was reached with what was reached; a figure for another area or a
part of a year is another figure. Each conflict shows both passages and judges neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from assistant.answer import Citation
from assistant.citations import cite
from assistant.desk.figures import Figure, find_figures, plain_name, read_figures
from assistant.language.units import is_same_unit
from assistant.tasks.reading import Span, Task, read_tasks
from corpus.document import Document

if TYPE_CHECKING:
    from assistant.workspace import Workspace

ConflictKind = Literal["figure", "goal", "lead"]
KIND_NAMES: dict[ConflictKind, tuple[str, str]] = {
    "figure": ("数值不一致", "different figures"),
    "goal": ("目标不一致", "different goals"),
    "lead": ("牵头单位不一致", "different lead units"),
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two passages that do not agree."""

    kind: ConflictKind
    subject: str
    """The indicator or the task."""
    year: int | None
    left: str
    right: str
    """What each side says, as written."""
    left_citation: Citation
    right_citation: Citation

    @property
    def sample(self) -> bool:
        """Whether either document is a demonstration."""
        return self.left_citation.sample or self.right_citation.sample

    def as_json(self) -> dict[str, Any]:
        """Both sides with their citations."""
        return {
            "kind": self.kind,
            "subject": self.subject,
            "year": self.year,
            "left": {"value": self.left, "citation": self.left_citation.as_json()},
            "right": {"value": self.right, "citation": self.right_citation.as_json()},
            "sample": self.sample,
        }


def find_conflicts(workspace: Workspace) -> list[Conflict]:
    """All conflicts between the documents of a home: figures, goals, leads."""
    documents = [workspace.document(record.entry.document_id) for record in workspace.documents()]
    return [*_figure_conflicts(documents), *_lead_conflicts(documents)]


def _figure_conflicts(documents: Sequence[Document]) -> list[Conflict]:
    figures = [figure for document in documents for figure in read_figures(document)]
    found: list[Conflict] = []
    seen: set[tuple[object, ...]] = set()
    for name in _indicators(figures, documents):
        for nature, kind in (("goal", "goal"), ("reached", "figure")):
            stated = [f for f in find_figures(figures, name, nature) if not f.partial]  # type: ignore[arg-type]
            for left, right in combinations(stated, 2):
                if left.document is right.document or not _is_conflict(left, right, nature):
                    continue
                pair = (
                    kind,
                    left.document.document_id,
                    right.document.document_id,
                    left.amount.value,
                    right.amount.value,
                )
                if pair in seen:
                    continue
                seen.add(pair)
                found.append(
                    Conflict(
                        kind,  # type: ignore[arg-type]
                        name,
                        left.year or right.year,
                        left.said,
                        right.said,
                        cite(left.document, left.start, left.end, 1),
                        cite(right.document, right.start, right.end, 2),
                    )
                )
    return found


def _indicators(figures: Sequence[Figure], documents: Sequence[Document]) -> list[str]:
    """Names of the indicators that tables and goals set, longest first so that the exact name wins; each once."""
    from assistant.tasks.targets import read_targets

    names: dict[str, str] = {}
    for figure in figures:
        if figure.from_table and len(plain_name(figure.name)) >= 4:
            names.setdefault(plain_name(figure.name), figure.name)
    for document in documents:
        if document.metadata.kind in ("plan", "criteria"):
            for target in read_targets(document.text):
                if target.value is not None and len(plain_name(target.indicator)) >= 4:
                    names.setdefault(plain_name(target.indicator), target.indicator)
    return sorted(names.values(), key=lambda name: (-len(plain_name(name)), name))


def _is_conflict(left: Figure, right: Figure, nature: str) -> bool:
    """Whether two figures for one indicator cannot both be right."""
    if left.territory and right.territory and left.territory != right.territory:
        return False
    if left.year is not None and right.year is not None and left.year != right.year:
        return False
    if nature == "reached" and (left.year is None or right.year is None):
        return False
    a, b = left.amount, right.amount
    money = {"yuan", "usd", "eur", "hkd", "jpy"}
    if a.group != b.group:
        return {a.group, b.group} <= money and a.value == b.value
    return a.value != b.value


def _lead_conflicts(documents: Sequence[Document]) -> list[Conflict]:
    stated: list[tuple[Document, Task]] = [
        (document, task) for document in documents for task in read_tasks(document) if task.lead
    ]
    found: list[Conflict] = []
    for (left_document, left), (right_document, right) in combinations(stated, 2):
        if left_document is right_document or not _same_task(left.task, right.task):
            continue
        if _same_units(left.lead, right.lead):
            continue
        left_span, right_span = _lead_place(left_document, left), _lead_place(right_document, right)
        found.append(
            Conflict(
                "lead",
                left.task,
                None,
                "、".join(left.lead),
                "、".join(right.lead),
                cite(left_document, left_span.start, left_span.end, 1),
                cite(right_document, right_span.start, right_span.end, 2),
            )
        )
    return found


def _lead_place(document: Document, task: Task) -> Span:
    """The units with their label; of a table the whole row, since a cell alone does not say whose task it is."""
    in_row = any(row.start <= task.bracket.start < row.end for row in document.rows)
    return task.bracket if in_row or task.lead_span is None else task.lead_span


def _same_task(left: str, right: str) -> bool:
    return len(left) >= 4 and (
        left == right or (min(len(left), len(right)) >= 6 and (left in right or right in left))
    )


def _same_units(left: Sequence[str], right: Sequence[str]) -> bool:
    def within(names: Sequence[str], others: Sequence[str]) -> bool:
        return all(any(name == other or is_same_unit(name, other) for other in others) for name in names)

    return within(left, right) and within(right, left)
