from __future__ import annotations

import pytest

from assistant.claims.claimed_duty import ClaimedDuty, read_duty
from assistant.language.wording import read_wordings

UNITS = (
    "科技局",
    "市场监管局",
    "经济信息局",
    "发展改革局",
    "财政局",
    "商务局",
    "投资促进中心",
    "行政服务中心",
)


def duty(claim: str, language: str = "zh") -> ClaimedDuty:
    return read_duty(claim, language, UNITS, read_wordings())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "lead", "support"),
    [
        (
            "提高专利申请质量由市场监管局牵头,科技局、经济信息局配合。",
            ("市场监管局",),
            ("科技局", "经济信息局"),
        ),
        ("优化创新平台的牵头单位是科技局和经济信息局", ("科技局", "经济信息局"), ()),
        ("科技局是提高专利申请质量的配合单位", (), ("科技局",)),
        ("商务局、投资促进中心共同牵头对外开放任务", ("商务局", "投资促进中心"), ()),
        ("财政局配合科技局推进创新投入", ("科技局",), ("财政局",)),
    ],
)
def test_each_unit_gets_the_role_that_the_claim_gives_it(
    claim: str, lead: tuple[str, ...], support: tuple[str, ...]
) -> None:
    read = duty(claim)

    assert (read.lead, read.support) == (lead, support)


@pytest.mark.parametrize(
    ("claim", "lead", "support"),
    [
        ("The Finance Bureau leads the innovation investment task.", ("财政局",), ()),
        (
            "The task is led by the Commerce Bureau and supported by the Finance Bureau.",
            ("商务局",),
            ("财政局",),
        ),
        ("The Finance Bureau is a supporting unit for this task.", (), ("财政局",)),
    ],
)
def test_english_claims_are_read_into_the_same_roles(
    claim: str, lead: tuple[str, ...], support: tuple[str, ...]
) -> None:
    read = duty(claim, "en")

    assert (read.lead, read.support) == (lead, support)


def test_a_denied_role_is_read_as_denied_and_continuous_work_is_not() -> None:
    assert duty("市场监管局不参与优化创新平台").none == ("市场监管局",)
    assert not duty("行政服务中心是不断优化发展环境任务的配合单位").support_denied
