from __future__ import annotations

import pytest

from assistant.tasks.reading import read_tasks
from assistant.tasks.targets import read_targets
from tests.assistant.plan import plan


def test_the_figures_of_the_plan_are_read_with_operator_value_unit_and_date() -> None:
    found = {
        (target.indicator, target.operator, target.value, target.unit, target.deadline)
        for task in read_tasks(plan())
        for target in task.targets
        if target.value is not None
    }

    assert found == {
        ("工业总产值", ">=", 300.0, "亿元", "2022-12"),
        ("园区工业集中度", ">=", 85.0, "%", "2022-12"),
        ("新建成国家、市级创新平台", "=", 4.0, "个", "2022-12"),
        ("区级创新平台", "=", 6.0, "个", "2022-12"),
        ("科技创新资金池工程", "=", 1.0, "亿元", "2022-12"),
        ("园区研发投入占全区研发投入的比重", ">=", 70.0, "%", "2022-12"),
        ("园区研究与试验发展(R&D)经费支出占园区生产总值的比重", ">=", 2.4, "%", "2022-12"),
        ("新培育市级科技型企业", "=", 150.0, "家", "2022-12"),
        ("有效期内高新技术企业", ">=", 53.0, "家", "2022-12"),
        ("园区每万名从业人员拥有发明专利", ">=", 40.0, "件", "2022-12"),
        ("每万元增加值能耗", "<", 0.78, "吨标准煤", "2022-12"),
        ("年均实际使用内资", "=", 50.0, "亿元", "2022-12"),
        ("实际使用外资", "=", 3000.0, "万美元", "2022-12"),
    }


def test_each_target_quotes_its_own_range() -> None:
    text = plan().text
    targets = [target for task in read_tasks(plan()) for target in task.targets]

    assert all(text[target.start : target.end] == target.quote for target in targets)


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit", "normalised"),
    [
        ("到2025年,全区营业收入突破1.5万亿元。", ">", 1.5, "万亿元", 1.5e12),
        ("新增就业2,000人以上。", ">=", 2000.0, "人", 2000.0),
        ("能耗强度控制在0.5吨标准煤以内。", "<=", 0.5, "吨标准煤", 0.5),
        ("力争建成充电桩100—150个。", "range", 100.0, "个", 100.0),
        ("森林覆盖率稳定在52%。", "=", 52.0, "%", 52.0),
    ],
)
def test_bounds_are_read_from_the_words_around_the_number(
    text: str, operator: str, value: float, unit: str, normalised: float
) -> None:
    (target,) = read_targets(text)

    assert (target.operator, target.value, target.unit) == (operator, value, unit)
    assert target.normalised == pytest.approx(normalised)


def test_a_goal_without_a_number_is_kept_with_no_value() -> None:
    (target,) = read_targets("规上工业增加值增速高于全市平均水平。")

    assert (target.indicator, target.operator, target.value) == ("规上工业增加值增速", ">", None)


@pytest.mark.parametrize(
    "text",
    ["电子新材料、建筑新材料等4条产业链条。", "近3年表现良好。", "根据第5条规定办理。", "2022年3月印发。"],
)
def test_counts_of_what_is_listed_years_and_ordinals_are_no_targets(text: str) -> None:
    assert read_targets(text) == []
