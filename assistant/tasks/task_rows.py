"""Read the rows of a task table: which column names the task, who leads, who supports, by when.

A row that a page break cut in two comes as two rows, the second without a number; it is put together
again. Where one task cell is merged over several rows, each row is named by its measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.tasks.fields import (
    DEADLINE_LABELS,
    LABEL,
    LEAD_LABELS,
    SUPPORT_LABELS,
    Field,
    Role,
    Span,
)
from assistant.tasks.roles import read_duty
from assistant.tasks.task_blocks import labelled_fields
from assistant.tasks.unit_lists import names_nothing
from corpus.document import Document, TableRow

_TASK = re.compile(
    r"^(?:(?:重点|主要|工作|目标|整治|整改|具体|年度|建设|改革|专项|攻坚|督办|分解)*(?:任务|事项|工作|项目|要点)(?:名称|内容|分解|清单|事项)?|"
    r"任务(?:名称|内容|事项|分解)|工作内容|项目名称|项目内容|问题(?:描述|清单)?|内容|"
    r"(?:民生|惠民)?实事(?:项目)?(?:名称|内容)?|(?:建设|实事|民生|惠民|项目|任务|工作|事项|名称)+(?:及|和|与|、)"
    r"(?:主要|具体|建设|工作|年度)*(?:内容|目标|要求|任务|名称))(?:[(（].*)?$"
)
_MEASURE = re.compile(
    r"^(?:(?:具体|主要|工作|重点|整改|改革|推进|落实)*(?:措施|举措|要求|目标|任务分解|内容)|工作(?:措施|举措|目标|要求)|目标(?:要求|任务)?)(?:[(（].*)?$"
)
# Columns that say how much, and never name a task.
_GOAL = re.compile(
    r"^(?:(?:年度|预期|绩效|工作|具体|主要|量化|考核|任务|阶段|总体|\d{4}年)*(?:目标值?|指标值?|任务量|任务数|工程量|建设规模|目标任务|数量)|"
    r"(?:任务|建设|质量|考核)(?:要求|内容|标准)|(?:完成|预期)(?:标准|成效|目标|情况要求))(?:[(（].*)?$"
)
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("lead", re.compile(rf"^(?:{LEAD_LABELS}|牵头|责任人单位|主责|牵头(?:\(责任\))?单位)(?:[(（].*)?$")),
    ("support", re.compile(rf"^(?:{SUPPORT_LABELS}|配合|协办|参与|协同)(?:[(（].*)?$")),
    ("deadline", re.compile(rf"^(?:{DEADLINE_LABELS}|完成时间要求|时间|完成时间及要求)(?:[(（].*)?$")),
)
_NUMBER = re.compile(r"^(?:序号|编号|No\.?|序)$", re.I)
# The longest cell that names a task; a longer one describes it.
_NAME_CHARS = 40


class RowFields(dict[Role, list[Field]]):
    """The fields of one row, with what names its task."""

    def __init__(self, fields: Mapping[Role, list[Field]], parent: str, goals: Sequence[Field] = ()) -> None:
        super().__init__(fields)
        self.goals = tuple(goals)
        """Cells beside the task's that say what is to be reached: 目标要求, 主要内容."""
        self.parent = parent
        """The task cell that is merged over several rows, where a measure names this one."""


def read_rows(document: Document) -> Iterable[tuple[TableRow, RowFields]]:
    """The rows that name a task and a unit, with their fields."""
    rows = _whole(document.rows)
    merged = _merged(rows)
    for row, more in rows:
        fields = _fields(document, row, more, merged)
        if fields is not None:
            yield row, fields


def plain_heading(heading: str) -> str:
    """The last level of a column's heading: 牵头单位 of 责任分工/牵头单位."""
    return re.sub(r"\s", "", heading).rpartition("/")[2]


def _whole(rows: Sequence[TableRow]) -> list[tuple[TableRow, dict[int, str]]]:
    """The rows, each with what a page break cut off its cells, by column."""
    out: list[tuple[TableRow, dict[int, str]]] = []
    for row in rows:
        if out and _goes_on(out[-1][0], row):
            cells = out[-1][1]
            for column, (_, value) in enumerate(row.cells):
                cells[column] = cells.get(column, "") + value
        else:
            out.append((row, {}))
    return out


def _goes_on(row: TableRow, following: TableRow) -> bool:
    """Whether the second row is the rest of the first: the same columns in the next table, and no number."""
    headings = [heading for heading, _ in row.cells]
    if row.table + 1 != following.table or headings != [heading for heading, _ in following.cells]:
        return False
    numbers = [value for heading, value in following.cells if _NUMBER.match(plain_heading(heading))]
    empty = sum(1 for _, value in following.cells if not value)
    return bool(numbers) and not numbers[0] and empty > 1


def _merged(rows: Sequence[tuple[TableRow, dict[int, str]]]) -> set[tuple[int, str]]:
    """Values that stand in the task column of several rows of a table."""
    seen: dict[tuple[int, str], int] = {}
    for row, _ in rows:
        for heading, value in row.cells:
            if value and _TASK.match(plain_heading(heading)):
                key = (row.table, value)
                seen[key] = seen.get(key, 0) + 1
    return {key for key, count in seen.items() if count > 1}


def _fields(
    document: Document, row: TableRow, more: Mapping[int, str], merged: set[tuple[int, str]]
) -> RowFields | None:
    fields: dict[Role, Field] = {}
    tasks: list[Field] = []
    measures: list[Field] = []
    goals: list[Field] = []
    cursor = row.start
    for column, (heading, value) in enumerate(row.cells):
        clean = plain_heading(heading)
        position = document.text.find(value, cursor, row.end) if value else -1
        if position < 0 or names_nothing(value):
            continue
        cursor = position + len(value)
        span = Span(position, cursor)
        whole = value + more.get(column, "")
        role = next((role for role, pattern in _ROLES if pattern.match(clean)), None)
        if role == "lead" and "lead" in fields and "support" not in fields:
            # Beside a 牵头单位, the 责任单位 are those who carry the work out with it, whichever stands first.
            first = fields.pop("lead")
            second = Field("lead", clean, span, whole)
            named, other = (second, first) if clean.startswith(("牵头", "主")) else (first, second)
            fields["lead"] = named
            fields["support"] = replace(other, role="support")
        elif role is not None and role not in fields:
            fields[role] = Field(role, clean, span, whole)
        elif _TASK.match(clean):
            tasks.append(Field("task", clean, span, whole))
        elif _MEASURE.match(clean):
            measures.append(Field("task", clean, span, whole))
        elif _GOAL.match(clean):
            goals.append(Field("task", clean, span, whole))
    if not (tasks or measures) or not ("lead" in fields or "support" in fields):
        return None
    # Of several task columns the last that is no merged heading names the row.
    own = [field for field in tasks if (row.table, field.value) not in merged]
    short = [field for field in own if len(field.value) <= _NAME_CHARS]
    chosen = (short or own or measures or tasks)[-1 if not own else 0]
    parents = [field.value for field in tasks if (row.table, field.value) in merged and field is not chosen]
    read: dict[Role, list[Field]] = {"task": [chosen]}
    for role, field in fields.items():
        for said in _said(role, field):
            read.setdefault(said.role, []).append(said)
    beside = [field for field in (*own, *measures, *goals) if field is not chosen]
    return RowFields(read, parents[0] if parents else "", beside)


def _said(role: Role, cell: Field) -> list[Field]:
    """What a cell says under its column's heading: one list of units, or several roles told apart in it."""
    if role not in ("lead", "support"):
        return [cell]
    first = LABEL.search(cell.value)
    if first and not cell.value[: first.start()].strip():
        found = list(labelled_fields(cell.value, 0, len(cell.value)))
    else:
        found = read_duty(cell.value, 0, len(cell.value), default=role, label=cell.label).fields
    begin, end = cell.span.start, cell.span.end
    return [
        replace(each, span=Span(min(begin + each.span.start, end - 1), min(begin + each.span.end, end)))
        for each in found
    ]
