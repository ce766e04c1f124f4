"""What an evaluator's commands show on the command line: claims, tasks, the guide, criteria, conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table

from assistant.claims.verdicts import VERDICT_NAMES
from assistant.terminal import SAMPLE, as_text, console, place

if TYPE_CHECKING:
    from assistant.claims.report_check import CheckedReport
    from assistant.claims.verdicts import CheckedClaim
    from assistant.desk.conflicts import Conflict
    from assistant.desk.criteria import CriteriaRow
    from assistant.desk.guide import Guide
    from assistant.desk.matrix import MatrixRow

VERDICT_MARKS = {"supported": "✓", "contradicted": "✗", "partly_supported": "◐", "not_stated": "?"}


def show_claims(claims: Sequence[CheckedClaim]) -> None:
    """Each claim with its verdict, what differs, and the passages."""
    out = console()
    for claim in claims:
        chinese, english = VERDICT_NAMES[claim.verdict]
        mark = VERDICT_MARKS[claim.verdict]
        out.print(
            as_text(f"{mark} {chinese if claim.language == 'zh' else english}  {claim.claim}", style="bold")
        )
        out.print(as_text(f"    {claim.explanation}"))
        for citation in claim.citations:
            out.print(as_text(f"    [{citation.n}] {citation.formal}  {place(citation)}", style="dim"))
            out.print(as_text(f"        {citation.quote}"))


def show_report(report: CheckedReport) -> None:
    """The statements that do not agree, then the counts."""
    out = console()
    out.print(as_text(report.title + (f"  [{SAMPLE}]" if report.sample else ""), style="bold"))
    show_claims([claim for claim in report.claims if claim.verdict != "supported"])
    counts = report.counts()
    parts = [f"{VERDICT_NAMES[verdict][0]} {VERDICT_NAMES[verdict][1]}: {n}" for verdict, n in counts.items()]
    out.print(as_text("; ".join([*parts, f"口号等未核对 passed over: {report.slogans}"])))


def show_tasks(rows: Sequence[MatrixRow]) -> None:
    """The task matrix."""
    if not rows:
        console().print("No tasks found. / 没有符合条件的任务。")
        return
    table = Table(
        "task 任务",
        "lead 牵头",
        "support 配合",
        "by 时限",
        "targets 指标",
        "where 出处",
        box=None,
        padding=(0, 1),
    )
    for row in rows:
        task = row.task
        targets = "; ".join(target.quote for target in task.targets)
        cells = (
            task.task,
            "、".join(task.lead),
            "、".join(task.support),
            task.deadline or "",
            targets,
            row.citation.formal + (f" [{SAMPLE}]" if row.citation.sample else ""),
        )
        table.add_row(*(as_text(cell) for cell in cells))
    console().print(table)


def show_guide(guide: Guide) -> None:
    """A guide, each line with the number of its source; the sources stand at the end."""
    out = console()

    def heading(words: str) -> None:
        out.print()
        out.print(as_text(words, style="bold"))

    out.print(as_text(guide.title + (f"  [{SAMPLE}]" if guide.sample else ""), style="bold"))
    if guide.purpose:
        heading("为什么制定 What it is for")
        for citation in guide.purpose:
            out.print(as_text(f"  {citation.quote} [{citation.n}]"))
    if guide.stages:
        heading("实施阶段 Stages")
        top = min(stage.level for stage in guide.stages)
        for stage in guide.stages:
            months = dict.fromkeys(month for month in (stage.begins, stage.ends) if month)
            period = " – ".join(months) + "  " if months else ""
            indent = "  " * (stage.level - top + 1)
            out.print(as_text(f"{indent}{period}{stage.name} [{stage.citation.n}]"))
    if deadlines := Counter(deadline for _, deadline in guide.deadlines if deadline):
        heading("完成时限 Deadlines")
        for month in sorted(deadlines):
            tasks = "、".join(task for task, deadline in guide.deadlines if deadline == month)
            out.print(as_text(f"  {month}  {deadlines[month]}: {tasks}"))
    if guide.targets:
        heading("主要指标 Targets")
        for row in guide.targets:
            by = f"{row.target.deadline}  " if row.target.deadline else ""
            out.print(as_text(f"  {by}{row.citation.quote} [{row.citation.n}]"))
    if guide.duties:
        heading("谁牵头什么 Who leads what")
        for duty in guide.duties:
            named = "、".join(f"{name} [{citation.n}]" for name, citation in duty.tasks)
            out.print(as_text(f"  {duty.unit}: {named}"))
    if guide.terms:
        heading("术语 Terms")
        for term in guide.terms:
            out.print(as_text(f"  {term.term}: {term.citation.quote} [{term.citation.n}]"))
    if guide.outline:
        heading("目录 Outline")
        for level, words, _ in guide.outline:
            out.print(as_text(f"{'  ' * level}{words}"))
    if guide.questions:
        heading("可以这样问 Questions to start from")
        for question in guide.questions:
            out.print(as_text(f"  {question}"))
    heading("出处 Sources")
    for citation in guide.citations():
        out.print(as_text(f"  [{citation.n}] {citation.formal}  {place(citation)}", style="dim"))
    out.print()


def show_criteria(rows: Sequence[CriteriaRow]) -> None:
    """Each indicator with its standard, the figure found and whether it meets the standard."""
    from assistant.desk.criteria import STATUS_NAMES

    if not rows:
        console().print("No criteria here: ingest a document of kind criteria. / 没有评价指标类文件。")
        return
    table = Table(
        "indicator 指标",
        "standard 标准",
        "figure 数值",
        "verdict 结论",
        "notes 备注",
        "where 出处",
        box=None,
        padding=(0, 1),
    )
    for row in rows:
        cells = (
            row.indicator,
            f"{row.standard.operator} {row.standard.said}",
            row.figure.said if row.figure else "",
            " ".join(STATUS_NAMES[row.status]),
            "; ".join(f"{note.zh} {note.en}" for note in row.notes),
            (row.figure_citation or row.standard_citation).formal + (f" [{SAMPLE}]" if row.sample else ""),
        )
        table.add_row(*(as_text(cell) for cell in cells))
    console().print(table)


def show_conflicts(rows: Sequence[Conflict]) -> None:
    """Each conflict with both passages."""
    from assistant.desk.conflicts import KIND_NAMES as CONFLICT_NAMES

    out = console()
    if not rows:
        out.print("No two documents contradict each other. / 没有发现文件之间的矛盾。")
    for row in rows:
        year = f" ({row.year})" if row.year else ""
        out.print(as_text(f"✗ {' '.join(CONFLICT_NAMES[row.kind])}: {row.subject}{year}", style="bold"))
        for value, citation in ((row.left, row.left_citation), (row.right, row.right_citation)):
            out.print(as_text(f"    {value}  {citation.formal}  {place(citation)}", style="dim"))
            out.print(as_text(f"        {citation.quote}"))
