"""The panel for checking: statements one by one, verdicts beside their passages."""

from __future__ import annotations

from assistant.panels.check import LONGEST, CheckPanel, numbered, render_claims, split_claims
from assistant.verdicts import CheckedClaim, Difference
from assistant.workspace import Workspace
from corpus.document import Document
from corpus.errors import EmptyHomeError
from tests.assistant.panels.conftest import HOSTILE, PLAN, cite_words

PARAGRAPH = "提高专利申请质量由科技局牵头。到2022年底,工业总产值不低于300亿元。坚定不移走高质量发展道路。"


class SmallChecker:
    """Finds every claim contradicted by the plan, and says what it was asked."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.asked: list[str] = []

    def check_claim(self, claim: str) -> CheckedClaim:
        self.asked.append(claim)
        if self.fault:
            raise self.fault
        difference = Difference("organisation", f"<b>{claim}", "市场监管局")
        cited = cite_words(PLAN, "牵头部门:市场监管局")
        return CheckedClaim(claim, "zh", "contradicted", "单位不符。", (difference,), (cited,))

    def document(self, document_id: str) -> Document:
        return {"plan": PLAN, "hostile": HOSTILE}[document_id]


def test_a_paragraph_is_checked_statement_by_statement() -> None:
    checker = SmallChecker()
    steps = list(CheckPanel(checker).check(PARAGRAPH, "zh"))

    assert [len(checked) for _, checked, _ in steps][-1] == len(checker.asked) == 2
    assert "坚定不移" not in "".join(checker.asked)
    assert split_claims(PARAGRAPH)[1] == 1


def test_what_is_passed_over_is_said() -> None:
    claims = [SmallChecker().check_claim(one) for one in split_claims(PARAGRAPH)[0]]

    assert "1 句没有可核对的内容" in render_claims(claims, 2, "zh", 1)
    assert "1 more state nothing" in render_claims(claims, 2, "en", 1)


def test_a_claim_shows_its_verdict_difference_and_passage_once() -> None:
    checker = SmallChecker()
    claims = [checker.check_claim("甲牵头"), checker.check_claim("乙牵头")]
    drawn = render_claims(claims, 2, "zh")

    assert drawn.count("<h3>不符</h3>") == 2
    assert "&lt;b&gt;甲牵头" in drawn
    assert "<b>甲" not in drawn
    assert len(numbered(claims)) == 1
    assert CheckPanel(checker).side(claims, "zh").count('id="evidence-check-') == 1


def test_unusable_text_gets_a_line_and_is_not_checked() -> None:
    checker = SmallChecker()
    panel = CheckPanel(checker)

    assert "请先粘贴" in list(panel.check("  ", "zh"))[-1][0]
    assert "longer than" in list(panel.check("字" * (LONGEST + 1), "en"))[-1][0]
    assert checker.asked == []


def test_faults_become_lines_fit_to_show() -> None:
    empty = list(CheckPanel(SmallChecker(EmptyHomeError("None."))).check("甲局牵头乙工作。", "zh"))
    fault = list(
        CheckPanel(SmallChecker(RuntimeError("a secret of the server"))).check("甲局牵头乙工作。", "en")
    )

    assert "还没有文件可查" in empty[-1][0]
    assert "Something unexpected" in fault[-1][0]
    assert "secret" not in fault[-1][0]


def test_the_shipped_plan_contradicts_a_wrong_lead(shipped: Workspace) -> None:
    _, checked, total = list(CheckPanel(shipped).check("提高专利申请质量由科技局牵头。", "zh"))[-1]

    assert total == 1
    assert checked[0].verdict == "contradicted"
    assert "市场监管局" in render_claims(checked, total, "zh")
