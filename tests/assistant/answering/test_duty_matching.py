from __future__ import annotations

from tests.assistant.plan import ask


def test_a_word_for_indicators_alone_describes_no_duty() -> None:
    # 仔细研究创建工作目标、指标体系 was once taken for who is in charge of 能耗指标.
    assert "发展改革局" in ask("能耗指标归哪个部门牵头?").text
