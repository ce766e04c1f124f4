"""Read the duties out of a document: the task, who leads, who supports, by when.

Layouts: a bracket that closes a clause "(牵头单位:A;配合单位:B等;完成时间:…)" or "(A牵头,B配合)", lines or sentences
that begin with such a label, "由A牵头,B配合,…前完成", and task tables. ``task_blocks`` and ``task_rows`` find them;
here each becomes a task with its name, section and goals.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.tasks.due import Due, due_in_text, due_of_heading, month_of
from assistant.tasks.fields import LABEL, Block, Field, Span
from assistant.tasks.places import Place, first_words, place_blocks, strip_numbering
from assistant.tasks.targets import Target, read_targets
from assistant.tasks.task_blocks import FIRST_LEADS, find_blocks
from assistant.tasks.task_rows import RowFields, read_rows
from assistant.tasks.unit_lists import split_names
from corpus.document import Document, TableRow

__all__ = ["Span", "Task", "read_tasks", "split_names", "strip_numbering"]


@dataclass(frozen=True, slots=True)
class Task:
    """A duty (责任事项) as its document states it."""

    task: str
    """Its name: the heading without numbering, or a table's task cell."""
    section_path: tuple[str, ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]
    deadline: str | None
    """``YYYY-MM``, or None where none can be read."""
    targets: tuple[Target, ...]
    issues: tuple[str, ...]
    clause: Span
    """The whole duty, heading and bracket included; a table's whole row."""
    bracket: Span
    """The part that names who and by when; a table's whole row."""
    lead_span: Span | None = None
    """The leading units with their label, as a citation quotes them."""
    support_span: Span | None = None
    deadline_span: Span | None = None
    heading: Span | None = None


def read_tasks(document: Document) -> list[Task]:
    """All tasks of the document, in text order, those of tables included."""
    row_starts = [row.start for row in document.rows]
    blocks = []
    for block in find_blocks(document.text):
        row = bisect_right(row_starts, block.span.start) - 1
        if row < 0 or block.span.start >= document.rows[row].end:
            blocks.append(block)
    first_leads = _notes_first_leads(document)
    tasks = [_task(document, place, first_leads) for place in place_blocks(document, blocks)]
    tasks = [task for task in tasks if task.lead or task.support]
    tasks += [_from_row(document, row, fields, first_leads) for row, fields in read_rows(document)]
    return sorted(tasks, key=lambda task: task.clause.start)


def _task(document: Document, place: Place, first_leads: bool) -> Task:
    block, section = place.block, place.section
    by_role: dict[str, list[Field]] = {"lead": [], "support": [], "deadline": [], "person": []}
    # 责任主体 and 实施主体 hold a 主 as well, and are a lead only where nobody else is.
    has_named_lead = any(
        re.search(r"牵头|主[责办管]", re.sub(r"[(（].*", "", field.label)) and field.role == "lead"
        for field in block.fields
    )
    for field in block.fields:
        # Beside a 牵头单位, the 责任单位 are those who carry the work out with it.
        demoted = (
            field.role == "lead"
            and has_named_lead
            and field.label.startswith(("责任", "负责", "实施", "承办"))
        )
        by_role["support" if demoted else field.role].append(field)
    lead, lead_open = _names(by_role["lead"])
    support, support_open = _names(by_role["support"])
    # Whether the first of a list leads: its bracket says so, or a note for the whole document.
    if (
        len(lead) > 1
        and not (support or has_named_lead)
        and block.fields[0].label
        and (first_leads or FIRST_LEADS.search(document.text, block.span.start, block.span.end))
    ):
        lead, support, lead_open, support_open = lead[:1], lead[1:], False, lead_open
        by_role["support"] = by_role["lead"]  # one list holds both
    support = tuple(name for name in support if name not in lead)
    body = [Span(place.start, max(place.start, min(block.span.start, place.end)))]
    if place.end > block.span.end:
        body.append(Span(max(block.span.end, place.start), place.end))
    due = _due_of(document, place, by_role["deadline"], body)
    written = due is not None
    deadline = due.month if due else None
    # "A负责，B协助，每年引进人才不少于500人": the words that say when may hold what is to be done.
    body += [field.span for field in by_role["deadline"] if not field.label]
    targets = [
        target for span in body for target in read_targets(document.text[span.start : span.end], span.start)
    ]
    heading = Span(section.start, section.heading_end) if section else None
    return Task(
        place.name,
        section.path if section else (),
        lead,
        support,
        deadline,
        _with_deadline(targets, deadline),
        _issues(lead, support, lead_open, support_open, written, deadline),
        Span(place.start, max(place.end, place.start)),
        block.span,
        _span(by_role["lead"]),
        _span(by_role["support"]),
        due.span if due else None,
        heading,
    )


def _due_of(document: Document, place: Place, fields: list[Field], body: list[Span]) -> Due | None:
    if fields:
        written = "，".join(field.value for field in fields)
        return Due(month_of(document, place.section, written), _span(fields))
    for span in reversed(body):
        if due := due_in_text(document, place.section, span.start, span.end):
            return due
    return due_of_heading(document, place.section)


def _names(fields: list[Field]) -> tuple[tuple[str, ...], bool]:
    names: dict[str, None] = {}
    open_list = False
    for field in fields:
        found, is_open = split_names(field.value)
        open_list = open_list or is_open
        for name in found:
            names.setdefault(name)
    return tuple(names), open_list


def _span(fields: list[Field]) -> Span | None:
    return Span(fields[0].span.start, fields[-1].span.end) if fields else None


def _issues(
    lead: tuple[str, ...],
    support: tuple[str, ...],
    lead_open: bool,
    support_open: bool,
    has_due: bool,
    deadline: str | None,
) -> tuple[str, ...]:
    checks = (
        (not lead, "no lead unit"),
        (len(lead) > 1, "more than one lead unit"),
        (not support, "no supporting unit"),
        (lead_open, "lead list left open (等)"),
        (support_open, "support list left open (等)"),
        (not has_due, "no deadline"),
        (has_due and deadline is None, "deadline without a readable date"),
    )
    return tuple(message for fails, message in checks if fails)


def _with_deadline(targets: Sequence[Target], deadline: str | None) -> tuple[Target, ...]:
    """The goals of a task; one without a date of its own is due with the task."""
    return tuple(replace(target, deadline=target.deadline or deadline) for target in targets)


def _notes_first_leads(document: Document) -> bool:
    """Whether the document says once, for all its lists of 责任单位, that the first unit leads."""
    return any(
        "责任" in document.text[max(0, match.start() - 20) : match.end()]
        and not LABEL.search(document.text, max(0, match.start() - 60), match.start())
        for match in FIRST_LEADS.finditer(document.text)
    )


def _from_row(document: Document, row: TableRow, fields: RowFields, first_leads: bool) -> Task:
    """A task table's row; goals are read from the cell that names the task and from those beside it."""
    span = Span(row.start, row.end)
    named = tuple(field for role, found in fields.items() if role != "task" for field in found)
    goal = fields["task"][0]
    name = strip_numbering(first_words(goal.value) or goal.value)
    section = document.section_at(row.start)
    place = Place(name, Block(span, named), section, row.start, row.end)
    task = _task(document, place, first_leads)
    path = (*task.section_path, fields.parent) if fields.parent else task.section_path
    goals = read_targets(document.text[goal.span.start : goal.span.end], goal.span.start)
    for cell in fields.goals:
        said = {(each.value, each.unit) for each in goals}
        more = read_targets(document.text[cell.span.start : cell.span.end], cell.span.start, about=name)
        goals += [each for each in more if each.value is None or (each.value, each.unit) not in said]
    goals.sort(key=lambda each: each.start)
    return replace(task, section_path=path, targets=_with_deadline(goals, task.deadline), heading=goal.span)
