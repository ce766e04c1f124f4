"""The sheets of the evaluator's desk: checked claims, tasks, criteria against evidence, conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answer import Citation
from assistant.claims.verdicts import KIND_NAMES, VERDICT_NAMES, CheckedClaim
from assistant.desk.conflicts import KIND_NAMES as CONFLICT_NAMES
from assistant.desk.criteria import STATUS_NAMES
from assistant.exports.sheet import SAMPLE_MARK, Sheet
from assistant.tasks.labels import ISSUES, SIGNS, target_words

if TYPE_CHECKING:
    from assistant.claims.report_check import CheckedReport
    from assistant.desk.conflicts import Conflict
    from assistant.desk.criteria import CriteriaRow
    from assistant.desk.matrix import MatrixRow
    from assistant.tasks.targets import Target

TINTS = {"supported": "good", "contradicted": "bad", "partly_supported": "part", "not_stated": "none"}


def place_of(citation: Citation) -> str:
    """Where a passage stands, as an office quotes it, with its page and what it is."""
    page = f" 第{citation.page}页" if citation.page else ""
    status = f" [{citation.status}]" if citation.status and citation.status != "现行" else ""
    return f"{citation.formal}{page}{status}{mark(citation.sample)}"


def mark(sample: bool) -> str:
    """What stands in every cell that a demonstration document touches."""
    return f" 【{SAMPLE_MARK}】" if sample else ""


def claims_sheet(
    claims: Sequence[CheckedClaim], title: str, notes: Sequence[str] = (), *, sample: bool = False
) -> Sheet:
    """One row a claim: the verdict, each difference by name, the passage and where it stands.

    Args:
        sample: Whether the claims themselves are taken from a demonstration document.
    """
    rows = []
    for n, claim in enumerate(claims, start=1):
        chinese, english = VERDICT_NAMES[claim.verdict]
        touched = any(citation.sample for citation in claim.citations)
        rows.append(
            (
                str(n),
                claim.claim + mark(sample),
                (chinese if claim.language == "zh" else english) + mark(sample or touched),
                claim.explanation + mark(sample or touched),
                "\n".join(f"{KIND_NAMES[d.kind][0]}:{d.claimed} → {d.source}" for d in claim.differences)
                + (mark(sample or touched) if claim.differences else ""),
                "\n".join(citation.quote + mark(citation.sample) for citation in claim.citations),
                "\n".join(place_of(citation) for citation in claim.citations),
            )
        )
    return Sheet(
        title,
        ("序号", "陈述", "结论", "说明", "差异(此处 → 原文)", "原文", "出处"),
        tuple(rows),
        (6, 42, 14, 36, 32, 46, 36),
        tuple(notes),
        tuple(sample or any(citation.sample for citation in claim.citations) for claim in claims),
        tuple(TINTS[claim.verdict] for claim in claims),
    )


def report_sheet(report: CheckedReport) -> Sheet:
    """A checked report: what was checked, what it came to, and one row a statement."""
    title = f"核对结果:{report.title}" if report.file else report.title
    return claims_sheet(report.claims, title, report_notes(report), sample=report.sample)


def report_notes(report: CheckedReport) -> tuple[str, ...]:
    """What was checked, and what it came to."""
    counts = ";".join(f"{VERDICT_NAMES[verdict][0]}{n}条" for verdict, n in report.counts().items())
    notes: tuple[str, ...] = (f"文件:{report.file}{mark(report.sample)}",) if report.file else ()
    notes += (f"{counts};口号等不含可核对内容的语句{report.slogans}条,未核对。",)
    if report.cancelled:
        notes += ("核对被中止,以下只是已完成的部分。",)
    return notes + tuple(f"未能核对:{one.claim[:60]}({one.reason})" for one in report.unchecked)


def tasks_sheet(rows: Sequence[MatrixRow], title: str, notes: Sequence[str] = ()) -> Sheet:
    """One row a task: who leads, who supports, by when, what must be reached, what is missing, and where it stands."""
    out = []
    for n, row in enumerate(rows, start=1):
        task, touched = row.task, mark(row.citation.sample)
        cells = (
            task.task,
            " > ".join(task.section_path),
            "、".join(task.lead),
            "、".join(task.support),
            task.deadline or "",
            "\n".join(_goal(target) for target in task.targets),
            "\n".join(ISSUES.get(issue, (issue, issue))[0] for issue in task.issues),
            row.citation.quote,
        )
        out.append((str(n), *(cell + touched if cell else cell for cell in cells), place_of(row.citation)))
    return Sheet(
        title,
        ("序号", "任务", "章节", "牵头单位", "配合单位", "完成时限", "指标", "待明确事项", "原文", "出处"),
        tuple(out),
        (6, 24, 30, 22, 40, 12, 44, 22, 60, 36),
        tuple(notes),
        tuple(row.citation.sample for row in rows),
    )


def _goal(target: Target) -> str:
    """A goal with the month it is due: 园区工业集中度 ≥85%(2022-12)."""
    when = f"({target.deadline})" if target.deadline and target.value is not None else ""
    return target_words(target) + when


def criteria_sheet(rows: Sequence[CriteriaRow], title: str) -> Sheet:
    """One row an indicator and figure: standard, plan's target, figure, verdict, and both sides' places."""
    out = []
    for n, row in enumerate(rows, start=1):
        target, found = row.target_citation, row.figure_citation
        of_standard = mark(row.standard_citation.sample)
        figure = row.figure.said if row.figure is not None else ""
        year = f"({row.figure.year}年)" if row.figure is not None and row.figure.year else ""
        standard = row.standard.amount.written.lstrip("≥≤<>=")
        out.append(
            (
                str(n),
                _marked(row.category, of_standard),
                _marked(row.indicator, of_standard),
                _marked(f"{SIGNS[row.standard.operator]}{standard}", of_standard),
                _marked(_goal(row.target), mark(target.sample)) if row.target and target else "",
                _marked(figure + year, mark(found.sample)) if found else "",
                _marked(STATUS_NAMES[row.status][0], mark(row.sample)),
                _marked(";".join(note.zh for note in row.notes), mark(row.sample)),
                place_of(row.standard_citation),
                place_of(target) if target else "",
                f"{found.quote}\n{place_of(found)}" if found else "",
            )
        )
    counts = {
        name: sum(1 for row in rows if STATUS_NAMES[row.status][0] == name)
        for name, _ in STATUS_NAMES.values()
    }
    notes = [";".join(f"{name}{count}项" for name, count in counts.items())]
    if any(row.sample for row in rows):
        notes.append(f"带“{SAMPLE_MARK}”标记的单元格涉及虚构的演示文件,不得作为评估结论。")
    tints = {"met": "good", "not_met": "bad", "no_data": "none"}
    return Sheet(
        title,
        (
            "序号",
            "类别",
            "指标",
            "标准值",
            "方案目标",
            "报告数值",
            "结论",
            "备注",
            "标准出处",
            "目标出处",
            "数值出处",
        ),
        tuple(out),
        (6, 12, 30, 14, 34, 18, 12, 26, 36, 36, 46),
        tuple(notes),
        tuple(row.sample for row in rows),
        tuple(tints[row.status] for row in rows),
    )


def conflicts_sheet(rows: Sequence[Conflict], title: str) -> Sheet:
    """One row a conflict with both passages."""
    out = []
    for n, row in enumerate(rows, start=1):
        left, right = mark(row.left_citation.sample), mark(row.right_citation.sample)
        out.append(
            (
                str(n),
                CONFLICT_NAMES[row.kind][0] + mark(row.sample),
                row.subject + mark(row.sample),
                (str(row.year) if row.year else "") + (mark(row.sample) if row.year else ""),
                row.left + left,
                row.left_citation.quote + left,
                place_of(row.left_citation),
                row.right + right,
                row.right_citation.quote + right,
                place_of(row.right_citation),
            )
        )
    return Sheet(
        title,
        (
            "序号",
            "类型",
            "指标或任务",
            "年份",
            "甲方",
            "甲方原文",
            "甲方出处",
            "乙方",
            "乙方原文",
            "乙方出处",
        ),
        tuple(out),
        (6, 18, 28, 12, 22, 44, 34, 22, 44, 34),
        (),
        tuple(row.sample for row in rows),
    )


def _marked(cell: str, touched: str) -> str:
    return cell + touched if cell and touched.strip() not in cell else cell
