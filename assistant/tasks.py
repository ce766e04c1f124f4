"""Read the duties out of a document: the task, who leads, who supports, by when.

Three layouts are read: a bracket that closes a clause "(牵头单位:A;配合单位:B等;完成时间:…)",
lines or sentences that begin with such a label, and task tables. A bracket without labels,
"(A牵头,B配合)", counts as well. Every part keeps its own offsets, so that a citation quotes
the field and nothing around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.dates import parse_deadline
from assistant.targets import Target, read_targets
from corpus.document import Document, Section, TableRow

LEAD_LABELS = (
    "牵头单位|牵头部门|牵头责任单位|牵头责任部门|牵头领导单位|主责单位|主责部门|主办单位|主管单位|责任单位|责任部门|责任主体|"
    "负责单位|负责部门|承办单位|实施单位"
)
SUPPORT_LABELS = (
    "配合单位|配合部门|协办单位|协办部门|协助单位|参与单位|参与部门|参加单位|协同单位|协同部门|支持单位|协作单位|"
    "配合责任单位|协同配合单位"
)
DEADLINE_LABELS = (
    "完成时间|完成时限|完成期限|办结时限|办理时限|时间节点|完成日期|时间要求|工作时限|时限要求|时限"
)
TASK_HEADINGS = (
    "任务|重点任务|主要任务|工作任务|目标任务|任务名称|任务内容|工作内容|工作事项|事项|重点工作|工作举措|具体任务|任务事项|"
    "措施|主要举措|项目名称|项目"
)

_LABEL = re.compile(
    rf"(?P<label>(?P<lead>{LEAD_LABELS})|(?P<support>{SUPPORT_LABELS})|(?P<deadline>{DEADLINE_LABELS}))"
    r"\s*(?:为|是)?\s*[:：]\s*"
)
_OPENING, _CLOSING = "(（〔【[", ")）〕】]"
_FIELD_END = re.compile(r"[;；。\n]")
_UNLABELLED = re.compile(
    r"[(（〔【\[](?P<lead>[^()（）〔〕【】\[\]:：。]{2,80}?)(?:牵头|负责)(?:[,，、;；](?P<support>[^()（）〔〕【】\[\]:：。]{2,200}?)"
    r"(?:配合|参与|协助|协同|按职责分工负责|按职责负责|分工负责))?"
    r"(?:[,，;；](?P<deadline>[^()（）〔〕【】\[\]]{0,30}?完成))?[)）〕】\]]"
)
_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零〇\d]+[编章节条款]\s*|[(（][一二三四五六七八九十百\d]+[)）]\s*|"
    r"[一二三四五六七八九十百]+、\s*|\d+(?:\.\d+)*\s*[.．、)）](?!\d)\s*|[①-⑳]\s*|[—\-•·]+\s*)+"
)
_OPEN_LIST = re.compile(r"\s*等(?:单位|部门|有关单位|有关部门|相关单位|相关部门|各单位|各部门)?\s*$")
# A name ends like this before 和 joins it to the next one; 规划和自然资源局 has no such end before its 和.
_UNIT_END = re.compile(
    r"(?:局|委|办|部|厅|署|中心|公司|院|镇|街道|镇街|园区|区县|队|会|银行|行|所|站|处|室|社|校|集团|联|政府|单位|部门|"
    r"办公室|企业|组)$"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of a document's canonical text."""

    start: int
    end: int


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


@dataclass(frozen=True, slots=True)
class _Field:
    role: str
    label: str
    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class _Block:
    span: Span
    fields: tuple[_Field, ...]


def read_tasks(document: Document) -> list[Task]:
    """All tasks of the document, in text order, those of tables included."""
    rows = [(row.start, row.end) for row in document.rows]
    blocks = [
        block
        for block in _find_blocks(document.text)
        if not any(start <= block.span.start < end for start, end in rows)
    ]
    tasks = [task for task in _from_blocks(document, blocks) if task.lead or task.support]
    tasks += [task for task in (_from_row(document, row) for row in document.rows) if task is not None]
    return sorted(tasks, key=lambda task: task.clause.start)


def split_names(written: str) -> tuple[tuple[str, ...], bool]:
    """The units named in a list, and whether 等 leaves the list open."""
    text = written.strip(" \t\n;；。,，、:：")
    open_list = bool(_OPEN_LIST.search(text))
    text = _OPEN_LIST.sub("", text)
    names: list[str] = []
    for part in re.split(r"[、,，;；/\n]|\s{2,}", text):
        names.extend(_split_joined(part.strip()))
    seen: dict[str, None] = {}
    for name in names:
        cleaned = _OPEN_LIST.sub("", name).strip(" 。.")
        if cleaned:
            seen.setdefault(cleaned)
    return tuple(seen), open_list


def _split_joined(part: str) -> list[str]:
    for match in re.finditer(r"以及|及其|和|及|与", part):
        left, right = part[: match.start()].strip(), part[match.end() :].strip()
        if match[0] != "及其" and _UNIT_END.search(left) and right:
            return [left, *_split_joined(right)]
    return [part] if part else []


def strip_numbering(heading: str) -> str:
    """A heading without its number and closing stop: "5.提高专利申请质量。" is 提高专利申请质量."""
    return _NUMBERING.sub("", heading).strip().rstrip("。.:：;；")


def _find_blocks(text: str) -> list[_Block]:
    blocks: list[_Block] = []
    end_of_last = -1
    for match in _LABEL.finditer(text):
        if match.start() < end_of_last:
            continue
        opening = match.start() - 1
        while opening >= 0 and text[opening] in " \t\u3000":
            opening -= 1
        if opening >= 0 and text[opening] in _OPENING:
            block = _bracketed(text, opening, match)
        elif opening < 0 or text[opening] in "\n。;；":
            block = _on_lines(text, match)
        else:
            continue
        if block is not None:
            blocks.append(block)
            end_of_last = block.span.end
    covered = [(block.span.start, block.span.end) for block in blocks]
    for match in _UNLABELLED.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in covered):
            block = _unlabelled(match)
            if block is not None:
                blocks.append(block)
    return sorted(blocks, key=lambda block: block.span.start)


def _bracketed(text: str, opening: int, first: re.Match[str]) -> _Block | None:
    """Fields from the first label to the bracket that closes; inner brackets belong to names."""
    depth = 0
    # 2,000 characters is ten times the longest responsibility bracket seen; past that it never closed.
    for position in range(opening, min(len(text), opening + 2000)):
        depth += (text[position] in _OPENING) - (text[position] in _CLOSING)
        if depth == 0:
            return _Block(Span(opening, position + 1), _fields(text, first.start(), position))
    return None


def _on_lines(text: str, first: re.Match[str]) -> _Block:
    """Fields that follow each other outside a bracket, on one line or on consecutive lines."""
    end = first.end()
    match: re.Match[str] | None = first
    while match is not None:
        stop = _FIELD_END.search(text, match.end())
        end = stop.start() if stop else len(text)
        gap = re.compile(r"[;；。,，\s]*").match(text, end)
        match = _LABEL.match(text, gap.end() if gap else end)
    return _Block(Span(first.start(), end), _fields(text, first.start(), end))


def _fields(text: str, start: int, end: int) -> tuple[_Field, ...]:
    labels = list(_LABEL.finditer(text, start, end))
    fields: list[_Field] = []
    for position, match in enumerate(labels):
        limit = labels[position + 1].start() if position + 1 < len(labels) else end
        value = text[match.end() : limit]
        stop = _FIELD_END.search(value) if position + 1 == len(labels) else None
        value = (value[: stop.start()] if stop else value).rstrip(" \t\n\u3000;；。,，、")
        role = "lead" if match["lead"] else "support" if match["support"] else "deadline"
        fields.append(_Field(role, match["label"], Span(match.start(), match.end() + len(value)), value))
    return tuple(fields)


def _unlabelled(match: re.Match[str]) -> _Block | None:
    names, _ = split_names(match["lead"])
    if not names or not all(_UNIT_END.search(name) for name in names):
        return None
    fields = [
        _Field(role, "", Span(match.start(role), match.end(role)), match[role])
        for role in ("lead", "support", "deadline")
        if match[role]
    ]
    return _Block(Span(match.start(), match.end()), tuple(fields))


def _from_blocks(document: Document, blocks: list[_Block]) -> list[Task]:
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
        if not name or _LABEL.match(name):
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
    block: _Block,
    clause: Span,
    heading: Span | None,
    section: Section | None,
) -> Task:
    by_role: dict[str, list[_Field]] = {"lead": [], "support": [], "deadline": []}
    has_named_lead = any("牵头" in field.label or "主" in field.label for field in block.fields)
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
    due = "".join(field.value for field in by_role["deadline"])
    deadline = parse_deadline(due) if due else None
    body = document.text[clause.start : block.span.start]
    issues = _issues(lead, support, lead_open, support_open, due, deadline)
    return Task(
        name,
        section.path if section else (),
        lead,
        support,
        deadline,
        tuple(read_targets(body, clause.start)),
        issues,
        clause,
        block.span,
        _span(by_role["lead"]),
        _span(by_role["support"]),
        _span(by_role["deadline"]),
        heading,
    )


def _names(fields: list[_Field]) -> tuple[tuple[str, ...], bool]:
    names: dict[str, None] = {}
    open_list = False
    for field in fields:
        found, is_open = split_names(field.value)
        open_list = open_list or is_open
        for name in found:
            names.setdefault(name)
    return tuple(names), open_list


def _span(fields: list[_Field]) -> Span | None:
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


_ROW_ROLES = (
    ("lead", re.compile(rf"^(?:{LEAD_LABELS}|牵头|责任人单位|主责)(?:[(（].*)?$")),
    ("support", re.compile(rf"^(?:{SUPPORT_LABELS}|配合|协办)(?:[(（].*)?$")),
    ("deadline", re.compile(rf"^(?:{DEADLINE_LABELS}|完成时间要求|时间)(?:[(（].*)?$")),
    ("task", re.compile(rf"^(?:{TASK_HEADINGS})(?:[(（].*)?$")),
)


def _from_row(document: Document, row: TableRow) -> Task | None:
    """A task table's row, or None where the table's headings name no task or no unit."""
    fields: dict[str, _Field] = {}
    cursor = row.start
    for heading, value in row.cells:
        clean = re.sub(r"\s", "", heading)
        position = document.text.find(value, cursor, row.end) if value else -1
        if position < 0:
            continue
        cursor = position + len(value)
        for role, pattern in _ROW_ROLES:
            if role not in fields and pattern.match(clean):
                fields[role] = _Field(role, clean, Span(position, cursor), value)
                break
    if "task" not in fields or not ("lead" in fields or "support" in fields):
        return None
    span = Span(row.start, row.end)
    named = tuple(field for role, field in fields.items() if role != "task")
    section = document.section_at(row.start)
    name = strip_numbering(_first_words(fields["task"].value) or fields["task"].value)
    task = _task(document, name, _Block(span, named), span, fields["task"].span, section)
    cells = " ".join(value for _, value in row.cells)
    goal = fields["task"].span
    targets = read_targets(document.text[goal.start : goal.end], goal.start) if cells else []
    return Task(
        task.task,
        task.section_path,
        task.lead,
        task.support,
        task.deadline,
        tuple(targets),
        task.issues,
        span,
        span,
        task.lead_span,
        task.support_span,
        task.deadline_span,
        task.heading,
    )
