from __future__ import annotations

import pytest

from assistant.claims.claim_parts import read_parts
from assistant.claims.same_parts import confirms, same_date, same_value


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
