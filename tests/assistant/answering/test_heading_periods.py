from __future__ import annotations

import pytest

from assistant.answering.heading_periods import period_of
from tests.assistant.plan import ask, make_document


def _months(
    heading: str, *, title: str = "某县方案", above: str = "实施步骤"
) -> tuple[int | None, int, int, bool]:
    document = make_document(f"{title}\n\n一、{above}\n\n(一){heading}\n开展有关工作。\n")
    period = period_of(document, document.sections[-1])
    assert period is not None
    return period.year, period.first, period.last, period.whole


@pytest.mark.parametrize(
    ("heading", "months"),
    [
        ("排查阶段(2024年3—5月)", (2024, 3, 5, True)),
        ("排查阶段(2024年3月1日—5月31日)", (2024, 3, 5, True)),
        ("建设阶段(2024年6月—2026年9月)", (2024, 6, 33, True)),
        ("建设阶段(2024年6月至2026年底)", (2024, 6, 36, True)),
        ("验收阶段(2025年11月—次年3月)", (2025, 11, 15, True)),
        ("验收阶段(2025年11月—3月)", (2025, 11, 15, True)),
        ("验收阶段(2025年第三季度—第四季度)", (2025, 7, 12, True)),
    ],
)
def test_a_heading_is_read_from_its_first_date_to_its_last(
    heading: str, months: tuple[int | None, int, int, bool]
) -> None:
    assert _months(heading) == months


@pytest.mark.parametrize(
    "heading",
    [
        "排查阶段(2024年5月底前)",
        "排查阶段(2024年3月起)",
        "排查阶段(2024年3月15日—5月31日)",
        "排查阶段(2024年3月1日—5月20日)",
        "排查阶段(2024年3月、9月)",
        "排查阶段(6月—2026年9月)",
        "排查阶段(2024年6月—2023年9月)",
        "自2024年3月开展排查",
    ],
)
def test_a_heading_with_one_end_or_with_part_of_a_month_has_no_length(heading: str) -> None:
    assert not _months(heading)[3]


@pytest.mark.parametrize(
    ("title", "above", "year"),
    [
        ("某县方案", "2024年打基础", 2024),
        ("某县2024年工作方案", "实施步骤", 2024),
        ("某县工作方案(2024—2026年)", "实施步骤", None),
        ("某县2024年工作方案", "2025—2026年实施步骤", None),
    ],
)
def test_months_without_a_year_are_of_the_one_year_above_them(
    title: str, above: str, year: int | None
) -> None:
    assert _months("排查阶段(3—5月)", title=title, above=above)[0] == year


RENEWAL = make_document(
    "临河县管网铺设行动方案\n\n一、实施步骤\n\n(一)排查阶段(2024年3月1日—5月31日)\n逐段排查管网。\n\n"
    "(二)铺设阶段(2024年6月—2026年9月)\n全面铺设管网。\n\n(三)验收阶段(11月—次年3月)\n组织验收。\n",
    "plan",
)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("铺设阶段要多长时间?", "2024年6月—2026年9月，共28个月"),
        ("验收阶段要几个月?", "11月—次年3月，共5个月"),
        ("排查阶段和铺设阶段哪个时间更长?", "“铺设阶段”时间更长，相差25个月"),
        ("2025年1月要做什么?", "全面铺设管网"),
        ("哪个阶段时间最长?", "时间最长的是“铺设阶段”，28个月"),
        ("排查阶段和铺设阶段哪个先开始?", "“排查阶段(2024年3月1日—5月31日)”先开始"),
    ],
)
def test_stages_over_several_years_are_measured_to_their_end(question: str, held: str) -> None:
    # Only the first date of a heading was once read, so that 28 months were one and five were minus seven.
    assert held in ask(question, RENEWAL).text


def test_a_stage_of_an_unknown_year_is_of_no_year_asked_for_and_before_none() -> None:
    assert "组织验收" not in ask("2025年1月要做什么?", RENEWAL).text
    assert "先开始" not in ask("铺设阶段和验收阶段哪个先开始?", RENEWAL).text


def test_the_first_stage_is_not_the_one_without_a_year() -> None:
    text = ask("What is the first stage?", RENEWAL, language="en").text
    assert "2024年3月1日" in text


def test_no_length_is_computed_where_a_heading_has_one_end_only() -> None:
    plan = make_document(
        "临河县方案\n\n一、实施步骤\n\n(一)排查阶段(2024年5月底前)\n逐段排查。\n\n(二)铺设阶段(2024年6—9月)\n全面铺设。\n",
        "plan",
    )
    for question in ("排查阶段和铺设阶段哪个时间更长?", "哪个阶段时间最长?", "排查阶段要几个月?"):
        assert "个月（由" not in ask(question, plan).text
