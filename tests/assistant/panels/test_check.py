"""The panel for checking: statements one by one, verdicts beside their passages, a report in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.claims.report_check import CheckedReport, Progress
from assistant.claims.verdicts import CheckedClaim, Difference
from assistant.panels.check import LONGEST, CheckPanel, export_checked
from assistant.panels.check_runs import RESULTS_KEPT, CheckRuns, split_claims
from assistant.panels.check_view import ROWS_SHOWN, numbered, ranked, render_checked
from assistant.workspace import Workspace
from corpus.document import Document
from corpus.errors import EmptyHomeError, UsageError
from tests.assistant.panels.conftest import HOSTILE, PLAN, cite_words

PARAGRAPH = "提高专利申请质量由科技局牵头。到2022年底,工业总产值不低于300亿元。坚定不移走高质量发展道路。"


class SmallChecker:
    """Finds every claim contradicted by the plan, and says what it was asked."""

    def __init__(self, fault: Exception | None = None, bad: str = "") -> None:
        self.fault = fault
        self.bad = bad
        self.asked: list[str] = []
        self.seen: list[Path] = []
        self.go_on = threading.Event()

    def check_claim(self, claim: str) -> CheckedClaim:
        self.asked.append(claim)
        if self.fault:
            raise self.fault
        if self.bad and self.bad in claim:
            raise UsageError("This one cannot be read.")
        difference = Difference("organisation", f"<b>{claim}", "市场监管局")
        cited = cite_words(PLAN, "牵头部门:市场监管局")
        return CheckedClaim(claim, "zh", "contradicted", "单位不符。", (difference,), (cited,))

    def check_report(
        self, path: Path, progress: Progress | None = None, is_cancelled: Callable[[], bool] | None = None
    ) -> CheckedReport:
        """Checks until it is told to stop, as a report without end would."""
        assert progress is not None and is_cancelled is not None
        self.seen.append(path)
        claims: list[CheckedClaim] = []
        while not is_cancelled() and len(claims) < 1000:
            claims.append(self.check_claim(f"第{len(claims)}项由科技局牵头"))
            progress("check", len(claims), 1000)
            time.sleep(0.01)
        return CheckedReport("报告", path.name, False, tuple(claims), 0, is_cancelled())

    def document(self, document_id: str) -> Document:
        return {"plan": PLAN, "hostile": HOSTILE}[document_id]


def make_panel(checker: SmallChecker, folder: Path = Path("/nowhere")) -> CheckPanel:
    return CheckPanel(checker, lambda: folder, CheckRuns())


def check(checker: SmallChecker, text: str) -> tuple[str, CheckedReport | None]:
    return list(make_panel(checker).check(text, "zh", "one"))[-1]


def test_a_paragraph_is_checked_statement_by_statement() -> None:
    checker = SmallChecker()
    _, report = check(checker, PARAGRAPH)

    assert report is not None
    assert len(report.claims) == len(checker.asked) == 2
    assert "坚定不移" not in "".join(checker.asked)
    assert split_claims(PARAGRAPH)[1] == report.slogans == 1
    assert "1 句没有可核对的内容" in render_checked(report, "", "zh")
    assert "1 more state nothing" in render_checked(report, "", "en")


def test_a_statement_that_cannot_be_checked_costs_itself_only() -> None:
    # It used to end the check, and the rest looked as if it had been found in order.
    _, report = check(SmallChecker(bad="提高专利"), PARAGRAPH)

    assert report is not None
    assert [one.claim[:4] for one in report.unchecked] == ["提高专利"]
    assert len(report.claims) == 1
    assert "1 条未能核对" in render_checked(report, "", "zh")


def test_a_claim_shows_its_verdict_difference_and_passage_once() -> None:
    checker = SmallChecker()
    claims = (checker.check_claim("甲牵头"), checker.check_claim("乙牵头"))
    report = CheckedReport("核对结果", "", False, claims, 0)
    drawn = render_checked(report, "", "zh")

    assert drawn.count("<h3>不符</h3>") == 2
    assert "&lt;b&gt;甲牵头" in drawn
    assert "<b>甲" not in drawn
    assert len(numbered(claims)) == 1
    assert make_panel(checker).side(report, "zh").count('id="evidence-check-') == 1


def test_of_many_statements_the_gravest_are_drawn_first_and_the_rest_is_said() -> None:
    agreed = CheckedClaim("一致", "zh", "supported", "与原文一致。")
    wrong = CheckedClaim("不一致", "zh", "contradicted", "数值不符。")
    report = CheckedReport("报告", "r.pdf", False, (*[agreed] * ROWS_SHOWN, wrong), 0)

    assert ranked(report.claims)[0] is wrong
    assert f"全部 {ROWS_SHOWN + 1} 条见导出" in render_checked(report, "", "zh")


def test_unusable_text_gets_a_line_and_is_not_checked() -> None:
    checker = SmallChecker()

    assert "请先粘贴" in check(checker, "  ")[0]
    assert "上传核对" in check(checker, "字" * (LONGEST + 1))[0]
    assert checker.asked == []


def test_faults_become_lines_fit_to_show() -> None:
    empty, _ = check(SmallChecker(EmptyHomeError("None.")), "甲局牵头乙工作。")
    fault, _ = check(SmallChecker(RuntimeError("a secret of the server")), "甲局牵头乙工作。")

    assert "还没有文件可查" in empty
    assert "程序出了意外" in fault
    assert "secret" not in fault


def test_a_report_is_checked_with_a_bar_stopped_on_request_and_its_file_deleted(tmp_path: Path) -> None:
    sent = tmp_path / "sent" / "report.txt"
    sent.parent.mkdir()
    sent.write_text("报告", "utf-8")
    checker = SmallChecker()
    panel = make_panel(checker, tmp_path)
    steps = panel.check_file([{"path": str(sent), "name": "report.txt"}], "zh", "one")

    bars = [next(steps)[0], next(steps)[0]]
    panel.runs.stop("one")
    *_, (_, report) = steps

    assert any('max="1000"' in bar and 'data-event="halt"' in bar for bar in bars)
    assert report is not None
    assert report.cancelled
    assert "核对已停止" in render_checked(report, "", "zh")
    assert not sent.exists()


def test_closing_the_page_stops_the_check(tmp_path: Path) -> None:
    sent = tmp_path / "report.txt"
    sent.write_text("报告", "utf-8")
    checker = SmallChecker()
    steps = make_panel(checker, tmp_path).check_file([{"path": str(sent), "name": "r.txt"}], "zh", "one")
    next(steps)

    steps.close()  # type: ignore[attr-defined]  # a generator, as the page runs it
    time.sleep(0.2)
    asked = len(checker.asked)
    time.sleep(0.2)

    assert len(checker.asked) == asked < 1000


@pytest.mark.parametrize(
    "sent", [{"path": "/etc/passwd", "name": "x.txt"}, {}, "x", {"path": None, "name": 1}]
)
def test_only_files_from_the_upload_folder_are_checked(sent: object, tmp_path: Path) -> None:
    checker = SmallChecker()
    said = list(make_panel(checker, tmp_path).check_file([sent], "zh", "one"))

    assert checker.seen == []
    assert said[-1][1] is None


@pytest.mark.parametrize("ending", ["xlsx", "docx", "csv", "md"])
def test_a_result_is_exported_by_its_key_and_by_no_other(ending: str) -> None:
    runs = CheckRuns()
    key = runs.keep(CheckedReport("核对结果", "", False, (SmallChecker().check_claim("甲牵头"),), 0))

    assert export_checked(runs, ending, key)
    assert export_checked(runs, ending, "another") is None
    for _ in range(RESULTS_KEPT):
        runs.keep(CheckedReport("", "", False, (), 0))
    assert export_checked(runs, ending, key) is None


def test_the_shipped_plan_contradicts_a_wrong_lead(shipped: Workspace) -> None:
    panel = CheckPanel(shipped, lambda: Path("/nowhere"), CheckRuns())
    _, report = list(panel.check("提高专利申请质量由科技局牵头。", "zh", "one"))[-1]

    assert report is not None
    assert [claim.verdict for claim in report.claims] == ["contradicted"]
    assert "市场监管局" in render_checked(report, "", "zh")
