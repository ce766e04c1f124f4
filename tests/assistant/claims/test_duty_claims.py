from __future__ import annotations

import pytest

from assistant.workspace import Workspace


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("市场监管局不参与优化创新平台任务。", "contradicted"),
        ("对外开放任务由商务局单独牵头。", "contradicted"),
        ("对外开放任务由商务局牵头。", "supported"),
        ("教育局配合提高专利申请质量任务。", "not_stated"),
        ("科技局、财政局、平山园区管委会、相关镇街配合提高专利申请质量。", "contradicted"),
        ("我们认为深入实施科技创新改革应在2022年底前完成。", "supported"),
        ("着力夯实产业基础的完成时间为2024年6月。", "contradicted"),
    ],
)
def test_a_duty_is_held_against_the_tasks_own_fields(shipped: Workspace, claim: str, verdict: str) -> None:
    assert shipped.check_claim(claim).verdict == verdict


def test_a_lead_who_only_supports_is_named_with_the_true_lead(shipped: Workspace) -> None:
    result = shipped.check_claim("提高专利申请质量由科技局牵头。")

    said = {(d.kind, d.claimed, d.source) for d in result.differences}
    assert ("organisation", "科技局", "市场监管局") in said
    assert any(kind == "role" and "配合" in source for kind, _, source in said)


def test_two_tasks_in_one_sentence_are_checked_each_by_itself(shipped: Workspace) -> None:
    claim = "经济信息局牵头着力夯实产业基础任务,科技局牵头提高专利申请质量任务。"

    result = shipped.check_claim(claim)

    assert [(d.claimed, d.source) for d in result.differences if d.kind == "organisation"] == [
        ("科技局", "市场监管局")
    ]
