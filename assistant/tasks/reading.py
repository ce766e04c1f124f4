"""Read the duties out of a document: the task, who leads, who supports, by when.

Layouts: a bracket that closes a clause "(牵头单位:A;配合单位:B等;完成时间:…)" or "(A牵头,B配合)", lines or sentences
that begin with such a label, "由A牵头,B配合,…前完成", and task tables. ``task_blocks`` and ``task_rows`` find them;
here each becomes a task with its name, section and goals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.language.dates import find_dates, parse_deadline
from assistant.tasks.targets import Target, read_targets
from assistant.tasks.task_blocks import FIRST_LEADS, LABEL, Block, Field, Span, find_blocks
from assistant.tasks.task_rows import RowFields, read_rows
from assistant.tasks.unit_lists import split_names
from corpus.document import Document, Section, TableRow

__all__ = ["Span", "Task", "read_tasks", "split_names", "strip_numbering"]

_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零〇\d]+[编章节条款]\s*|[(（][一二三四五六七八九十百\d]+[)）]\s*|"
    r"[一二三四五六七八九十百]+、\s*|\d+(?:\.\d+)*\s*[.．、)）](?!\d)\s*|[①-⑳]\s*|[—\-•·]+\s*)+"
)


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
    rows = [(row.start, row.end) for row in document.rows]
    blocks = [
        block
        for block in find_blocks(document.text)
        if not any(start <= block.span.start < end for start, end in rows)
    ]
    tasks = [task for task in _from_blocks(document, blocks) if task.lead or task.support]
    tasks += [_from_row(document, row, fields) for row, fields in read_rows(document)]
    return sorted(tasks, key=lambda task: task.clause.start)


def strip_numbering(heading: str) -> str:
    """A heading without its number and closing stop: "5.提高专利申请质量。" is 提高专利申请质量."""
    return _NUMBERING.sub("", heading).strip().rstrip("。.:：;；")


def _from_blocks(document: Document, blocks: list[Block]) -> list[Task]:
    tasks: list[Task] = []
    sections = [document.section_at(block.span.start) for block in blocks]
    for position, block in enumerate(blocks):
        section = sections[position]
        alone = sum(1 for other in sections if other is section) == 1
        start = section.start if section else 0
        if position and blocks[position - 1].span.end > start:
            start = blocks[position - 1].span.end
        if section is None:
            # Without headings a task is the paragraph that the bracket closes.
            start = max(start, document.text.rfind("\n", 0, max(block.span.start - 1, 0)) + 1)
        start += len(document.text[start:]) - len(document.text[start:].lstrip(" \n\t\u3000。;；,，"))
        name = strip_numbering(section.heading) if section and alone else ""
        if not name or LABEL.match(name):
            name = _first_words(document.text[start : block.span.start]) or name
        heading = Span(section.start, section.heading_end) if section else None
        tasks.append(_task(document, name, block, Span(start, block.span.end), heading, section))
    return tasks


def _first_words(text: str) -> str:
    first = re.split(r"[。;；\n]", strip_numbering(text.strip()), maxsplit=1)[0]
    # A name is for a table's cell; past 40 characters the clause itself is one click away.
    return first if len(first) <= 40 else re.split(r"[,，]", first, maxsplit=1)[0][:40]


def _task(
    document: Document,
    name: str,
    block: Block,
    clause: Span,
    heading: Span | None,
    section: Section | None,
) -> Task:
    by_role: dict[str, list[Field]] = {"lead": [], "support": [], "deadline": []}
    # 责任主体 and 实施主体 hold a 主 as well, and are a lead only where nobody else is.
    has_named_lead = any(
        re.search(r"牵头|主[责办管]", re.sub(r"[(（].*", "", field.label)) for field in block.fields
    )
    for field in block.fields:
        # Beside a 牵头单位, the 责任单位 are those who carry the work out with it.
        demoted = (
            field.role == "lead"
            and has_named_lead
            and field.label.startswith(("责任", "负责", "实施", "承办"))
        )
        by_role["support" if demoted else field.role].append(field)
    first_leads = not has_named_lead and not by_role["support"] and _says_first_leads(document, block)
    lead, lead_open = _names(by_role["lead"])
    support, support_open = _names(by_role["support"])
    if first_leads and len(lead) > 1:
        lead, support, lead_open, support_open = lead[:1], lead[1:], False, lead_open
    due = "".join(field.value for field in by_role["deadline"])
    deadline = _deadline(document, section, due) if due else None
    body = document.text[clause.start : block.span.start]
    issues = _issues(lead, support, lead_open, support_open, due, deadline)
    return Task(
        name,
        section.path if section else (),
        lead,
        support,
        deadline,
        _due(read_targets(body, clause.start), deadline),
        issues,
        clause,
        block.span,
        _span(by_role["lead"]),
        _span(by_role["support"]),
        _span(by_role["deadline"]),
        heading,
    )


def _names(fields: list[Field]) -> tuple[tuple[str, ...], bool]:
    names: dict[str, None] = {}
    open_list = False
    for field in fields:
        found, is_open = split_names(FIRST_LEADS.sub("", field.value))
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
    due: str,
    deadline: str | None,
) -> tuple[str, ...]:
    checks = (
        (not lead, "no lead unit"),
        (len(lead) > 1, "more than one lead unit"),
        (not support, "no supporting unit"),
        (lead_open, "lead list left open (等)"),
        (support_open, "support list left open (等)"),
        (not due, "no deadline"),
        (bool(due) and deadline is None, "deadline without a readable date"),
    )
    return tuple(message for fails, message in checks if fails)


def _due(targets: Sequence[Target], deadline: str | None) -> tuple[Target, ...]:
    """The goals of a task; one without a date of its own is due with the task."""
    return tuple(replace(target, deadline=target.deadline or deadline) for target in targets)


def _says_first_leads(document: Document, block: Block) -> bool:
    """Whether the first unit of a list leads: its bracket says so, or a note that holds for the whole document."""
    if any(field.label.startswith("牵头") for field in block.fields) or not block.fields[0].label:
        return False
    if FIRST_LEADS.search(document.text, block.span.start, block.span.end):
        return True
    return any(
        "责任" in document.text[max(0, match.start() - 20) : match.end()]
        and not re.search(LABEL, document.text[max(0, match.start() - 60) : match.start()])
        for match in FIRST_LEADS.finditer(document.text)
    )


def _deadline(document: Document, section: Section | None, due: str) -> str | None:
    """The month that is written; where only the year is left out, that of the nearest heading or the title."""
    if (stated := parse_deadline(due)) is not None:
        return stated
    months = [mention for mention in find_dates(due) if mention.month is not None]
    for heading in (*reversed(section.path if section else ()), document.metadata.title):
        years = set(re.findall(r"(20\d\d)年", heading))
        if months and len(years) == 1:
            return f"{years.pop()}-{months[-1].month:02d}"
    return None


def _from_row(document: Document, row: TableRow, fields: RowFields) -> Task:
    """A task table's row; goals are read from the cell that names the task."""
    span = Span(row.start, row.end)
    named = tuple(field for role, field in fields.items() if role != "task")
    goal = fields["task"]
    name = strip_numbering(_first_words(goal.value) or goal.value)
    task = _task(document, name, Block(span, named), span, goal.span, document.section_at(row.start))
    path = (*task.section_path, fields.parent) if fields.parent else task.section_path
    goals = read_targets(document.text[goal.span.start : goal.span.end], goal.span.start)
    return replace(task, section_path=path, targets=_due(goals, task.deadline))
