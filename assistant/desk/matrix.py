"""The task matrix: every duty of every plan, who leads, who supports, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.answer import Citation
from assistant.citations import cite
from assistant.tasks.reading import Task, read_tasks
from corpus.errors import UsageError

if TYPE_CHECKING:
    from assistant.workspace import Workspace

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
ROLES = ("lead", "support")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One task with the place it is taken from."""

    task: Task
    citation: Citation

    def as_json(self) -> dict[str, Any]:
        """Fields of the contract."""
        task = self.task
        return {
            "task": task.task,
            "section_path": list(task.section_path),
            "lead": list(task.lead),
            "support": list(task.support),
            "deadline": task.deadline,
            "targets": [
                {
                    "indicator": target.indicator,
                    "operator": target.operator,
                    "value": target.value,
                    # A range has both ends, anything else has one.
                    **({"upper": target.upper} if target.upper is not None else {}),
                    "unit": target.unit,
                    "deadline": target.deadline,
                    "quote": target.quote,
                }
                for target in task.targets
            ],
            "issues": list(task.issues),
            "citation": self.citation.as_json(),
        }


def read_matrix(
    workspace: Workspace, *, unit: str | None = None, role: str | None = None, before: str | None = None
) -> list[MatrixRow]:
    """Tasks of all documents that are not reports, in the order of documents and text.

    Args:
        unit: Keep the tasks in which a unit takes part whose name contains this one.
        role: With ``unit``: lead or support; None means either.
        before: Keep the tasks due in this month (YYYY-MM) or earlier.
    Raises:
        UsageError: ``role`` or ``before`` is not of its form.
    """
    check_filters(role, before)
    rows: list[MatrixRow] = []
    for record in workspace.documents():
        # A report tells what was done; the duties that it repeats are the plan's.
        if record.entry.metadata.kind == "report":
            continue
        document = workspace.document(record.entry.document_id)
        for task in read_tasks(document):
            if is_wanted(task, unit, role, before):
                rows.append(
                    MatrixRow(task, cite(document, task.clause.start, task.clause.end, len(rows) + 1))
                )
    return rows


def check_filters(role: str | None, before: str | None) -> None:
    """Refuse filters that mean nothing.

    Raises:
        UsageError: ``role`` or ``before`` is not of its form.
    """
    if role is not None and role not in ROLES:
        raise UsageError(f'--role must be lead or support, not "{role}".')
    if before is not None and not MONTH.fullmatch(before):
        raise UsageError(f'--before must be a month such as 2022-12, not "{before}".')


def is_wanted(task: Task, unit: str | None, role: str | None, before: str | None) -> bool:
    """Whether a task passes the filters of ``read_matrix``."""
    return _takes_part(task, unit, role) and (before is None or (task.deadline or "9999") <= before)


def _takes_part(task: Task, unit: str | None, role: str | None) -> bool:
    names = (*(task.lead if role != "support" else ()), *(task.support if role != "lead" else ()))
    return bool(names or role is None) if unit is None else any(unit in name for name in names)
