"""Check a whole report: every checkable statement and every row of its tables, one by one.

The report is never its own evidence: documents with the same bytes, the same text or the same title
are left out. Progress and cancelling are callables, so that a page can show the one and do the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.claims.checking import ClaimChecker
from assistant.claims.letters import plain_letters
from assistant.claims.statements import Statement, count_slogans, is_checkable, read_statements
from assistant.claims.verdicts import CheckedClaim, Verdict
from assistant.tasks.reading import Task, read_tasks
from corpus.document import Document, TableRow
from corpus.errors import UsageError

if TYPE_CHECKING:
    from index.generation import Generation

Progress = Callable[[str, int, int], None]

_INDICATOR = re.compile(r"^(?:二级|三级)?指标(?:名称)?$|^(?:考核)?指标|^项目名称$")
_GOAL = re.compile(r"目标|标准值|任务数|计划数|要求")
_UNIT = re.compile(r"^(?:计量)?单位$")
_NO_GOAL = re.compile(r"未设|^[-—–/无]*$")
# A cell of this length is a sentence of its own.
_SENTENCE_CHARS = 14
# A statement of more characters is checked in pieces; it is a list or a page without full stops.
_LONGEST = 1500
_CUT = re.compile(r"[；;，,、\n]")


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A statement of the report that could not be checked, and why."""

    claim: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """What a report's statements come to."""

    title: str
    file: str
    sample: bool
    claims: tuple[CheckedClaim, ...]
    slogans: int
    """Sentences passed over because they state nothing that can be checked."""
    cancelled: bool = False
    unchecked: tuple[Unchecked, ...] = ()
    """Statements that could not be checked, each with the reason: silence would pass for approval."""

    def counts(self) -> dict[Verdict, int]:
        """How many statements came to each verdict."""
        verdicts: tuple[Verdict, ...] = ("supported", "contradicted", "partly_supported", "not_stated")
        return {verdict: sum(1 for claim in self.claims if claim.verdict == verdict) for verdict in verdicts}

    def as_json(self) -> dict[str, Any]:
        """The whole check; each statement in the shape of the contract."""
        return {
            "title": self.title,
            "file": self.file,
            "sample": self.sample,
            "counts": self.counts(),
            "slogans": self.slogans,
            "cancelled": self.cancelled,
            "unchecked": [asdict(one) for one in self.unchecked],
            "claims": [claim.as_json() for claim in self.claims],
        }


def check_report(
    checker: ClaimChecker,
    document: Document,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> CheckedReport:
    """Check the statements of a report in text order.

    Args:
        progress: Called with ("check", done, total) after each statement.
        is_cancelled: Asked before each statement; once true, what is done so far is returned.
    Raises:
        UsageError: The report holds no statement that can be checked.
    """
    statements = read_statements(document)
    chosen = [statement for statement in statements if statement.checkable]
    if not chosen:
        raise UsageError(
            f'"{document.metadata.title}" holds no figure, date, duty or denial that could be checked. '
            "Give a report that states some."
        )
    exclude = _copies_of(document, checker.retriever.generation)
    tasks = {(task.clause.start, task.clause.end): task for task in read_tasks(document)}
    rows = {(row.start, row.end): row for row in document.rows}
    is_report = document.metadata.kind in ("report", "other")
    checked: list[CheckedClaim] = []
    unchecked: list[Unchecked] = []
    cancelled = False
    for done, statement in enumerate(chosen, start=1):
        if is_cancelled is not None and is_cancelled():
            cancelled = True
            break
        place = (statement.start, statement.end)
        for text, start, end in _texts(document, statement, rows.get(place), tasks.get(place)):
            try:
                result = checker.check(
                    text, exclude=exclude, speaker=document.metadata.issuer, is_report=is_report, single=True
                )
            except UsageError as error:
                unchecked.append(Unchecked(text, start, end, str(error)))
            else:
                checked.append(replace(result, start=start, end=end))
        if progress is not None:
            progress("check", done, len(chosen))
    metadata = document.metadata
    return CheckedReport(
        metadata.title,
        document.file,
        metadata.sample,
        tuple(checked),
        count_slogans(statements),
        cancelled,
        tuple(unchecked),
    )


def _copies_of(document: Document, generation: Generation) -> frozenset[str]:
    """Ids of the documents that are this one, which is no evidence for itself."""
    ids = generation.document_ids
    return frozenset(one for one in ids if _same_text(document, generation.document(one)))


def _same_text(left: Document, right: Document) -> bool:
    """Whether two documents are one: same bytes, same title, or same letters."""
    if left.document_id == right.document_id or left.metadata.title == right.metadata.title:
        return True
    return abs(len(left.text) - len(right.text)) < 200 and plain_letters(left.text) == plain_letters(
        right.text
    )


def _texts(
    document: Document, statement: Statement, row: TableRow | None, task: Task | None
) -> list[tuple[str, int, int]]:
    """What to check of a statement, and where it stands: a sentence as it is, of a row each thing that it states."""
    if row is None:
        return [(document.text[a:b], a, b) for a, b in pieces(document.text, statement.start, statement.end)]
    if task is not None:
        said = [_duty_sentence(task)]
    else:
        cells = named_cells(document, row)
        said = [value for _, value in cells if len(value) >= _SENTENCE_CHARS and is_checkable(value)]
        if goal := goal_sentence(cells):
            said.insert(0, goal)
    return [
        (text[a:b], statement.start, statement.end) for text in said for a, b in pieces(text, 0, len(text))
    ]


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A range in parts of at most ``_LONGEST`` characters, cut behind a comma or a line; nothing is left out."""
    out: list[tuple[int, int]] = []
    while end - start > _LONGEST:
        cuts = [match.end() for match in _CUT.finditer(text, start + _LONGEST // 2, start + _LONGEST)]
        cut = cuts[-1] if cuts else start + _LONGEST
        out.append((start, cut))
        start = cut
    return [*out, (start, end)]


def _duty_sentence(task: Task) -> str:
    """A row of a task table as the sentence it stands for."""
    said = [f"“{task.task}”任务"]
    if task.lead:
        said.append(f"由{'、'.join(task.lead)}牵头")
    if task.support:
        said.append(f"{'、'.join(task.support)}配合")
    if task.deadline:
        year, month = task.deadline.split("-")
        said.append(f"完成时间为{year}年{int(month)}月")
    return said[0] + ",".join(said[1:]) + "。"


def named_cells(document: Document, row: TableRow) -> tuple[tuple[str, str], ...]:
    """The row's cells under their headings; where the loader found none, under the table's first row."""
    if any(heading for heading, _ in row.cells):
        return row.cells
    first = next(other for other in document.rows if other.table == row.table)
    if first is row or len(first.cells) != len(row.cells):
        return row.cells
    return tuple((heading, value) for (_, heading), (_, value) in zip(first.cells, row.cells, strict=True))


def goal_sentence(cells: Sequence[tuple[str, str]]) -> str:
    """The goal that an indicator's row quotes, as a sentence; empty where it quotes none."""
    indicator = next((value for heading, value in cells if _INDICATOR.search(heading.strip())), "")
    goal = next(
        (value for heading, value in cells if _GOAL.search(heading) and not _INDICATOR.search(heading)), ""
    )
    if not indicator or not goal or _NO_GOAL.search(goal) or not re.search(r"\d", goal):
        return ""
    unit = next((value for heading, value in cells if _UNIT.search(heading.strip())), "")
    if unit and unit not in goal:
        goal = re.sub(r"(\d+(?:\.\d+)?)", rf"\g<1>{unit}", goal, count=1)
    return f"{indicator}的目标为{goal}。"
