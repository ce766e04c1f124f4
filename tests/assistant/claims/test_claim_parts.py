from __future__ import annotations

import pytest

from assistant.claims.claim_parts import confirms, read_parts, same_date, same_value


def amounts(text: str) -> list[tuple[str, object, str]]:
    return [(part.group, part.value, part.bound) for part in read_parts(text) if part.kind == "number"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("300亿元", "3000000万元"),
        ("1.5公里", "1500米"),
        ("两年时间", "24个月"),
        ("2成", "20%"),
        ("五个组团", "5个组团"),
    ],
)
def test_one_amount_written_in_two_ways_is_one(left: str, right: str) -> None:
    a, b = read_parts(left)[0], read_parts(right)[0]

    assert same_value(a, b)


@pytest.mark.parametrize(
    ("left", "right"),
    [("3000万元", "3000万美元"), ("5个工作日", "5天"), ("不低于80%", "不超过80%"), ("40件", "41件")],
)
def test_another_currency_kind_of_day_or_direction_is_another_amount(left: str, right: str) -> None:
    assert not same_value(read_parts(left)[-1], read_parts(right)[-1])


def test_a_bound_is_read_before_and_behind_its_figure() -> None:
    assert amounts("不低于85%") == [("share", 85.0, ">=")]
    assert amounts("40件以上") == [("count", 40.0, ">=")]
    assert amounts("能耗低于0.78吨标准煤") == [("coal", 0.78, "<")]
    assert amounts("约60人") == [("count", 60.0, "~")]


def test_what_a_share_is_taken_of_is_a_part_of_its_own() -> None:
    workers = [part.value for part in read_parts("每万名从业人员拥有发明专利40件") if part.kind == "unit"]
    people = [part.value for part in read_parts("每万人口拥有发明专利40件") if part.kind == "unit"]

    assert len(workers) == len(people) == 1
    assert workers != people


@pytest.mark.parametrize(
    ("claimed", "stated", "same"),
    [
        ("2022|-12", "2022|-12", True),
        ("2022|-12", "2023|-12", False),
        ("2022|", "2022|-12", True),
        ("|-09", "2022|-09", True),
        ("2023|03>-06", "2023|07>-09", False),
        ("2022|-05", "2022|05>-12", True),
        ("2022|-06-30", "2022|-06-15", False),
    ],
)
def test_dates_agree_in_what_both_of_them_say(claimed: str, stated: str, same: bool) -> None:
    assert same_date(claimed, stated) is same


def test_a_year_alone_does_not_confirm_a_month() -> None:
    claimed, stated = read_parts("2023年1—2月")[0], read_parts("2023年")[0]

    assert same_value(claimed, stated)
    assert not confirms(claimed, stated)


@pytest.mark.parametrize("text", ["不断优化发展环境", "不低于85%", "不同部门", "未来五年", "服务能力不足"])
def test_a_word_that_only_contains_a_denying_character_denies_nothing(text: str) -> None:
    assert not [
        p for p in read_parts(text) if p.kind == "negation" and p.value in ("not", "forbid", "exempt")
    ]


@pytest.mark.parametrize("text", ["不进行申报", "不得收取费用", "无需提交材料", "尚未完成", "没有纳入"])
def test_a_denial_is_read(text: str) -> None:
    assert [p for p in read_parts(text) if p.kind == "negation" and p.value in ("not", "forbid", "exempt")]


def test_every_part_stands_where_it_says() -> None:
    text = "到2022年底,市科技局牵头,园区每万名从业人员拥有发明专利不低于40件,不得低于30%。"

    for part in read_parts(text, known_units=["科技局"]):
        assert 0 <= part.start < part.end <= len(text)
        assert text[part.start : part.end] in text
        assert part.written.strip() in text
