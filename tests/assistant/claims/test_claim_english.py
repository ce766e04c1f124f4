from __future__ import annotations

import pytest

from assistant.claims.claim_english import read_english_parts
from assistant.claims.claim_parts import read_parts
from assistant.claims.part import Part
from assistant.claims.same_parts import confirms


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("30 billion yuan", "300亿元"),
        ("US$30 million", "3000万美元"),
        ("at least 85%", "不低于85%"),
        ("4.81 square kilometres", "4.81平方公里"),
        ("five clusters", "五个组团"),
        ("0.78 tonnes of standard coal equivalent", "0.78吨标准煤"),
        ("two years", "2年时间"),
        ("the end of 2022", "2022年底"),
        ("March to June 2023", "2023年3—6月"),
        ("December 2022", "2022年12月"),
    ],
)
def test_both_languages_are_read_into_one_value(english: str, chinese: str) -> None:
    left = read_english_parts(english)[0]
    right = next(part for part in read_parts(chinese) if part.kind == left.kind)

    assert confirms(left, right)


def test_may_and_march_as_verbs_are_no_months() -> None:
    assert not [p for p in read_english_parts("Units may march on") if p.kind == "date"]


def test_the_word_reach_hides_no_figure() -> None:
    # "each" before a figure makes it no amount; "reach" ends in it and did the same.
    assert [p.value for p in read_english_parts("The share should reach 3.4%") if p.kind == "number"] == [3.4]


def test_not_less_than_is_a_bound_and_no_denial() -> None:
    parts = read_english_parts("not less than 40 patents")

    assert [p.bound for p in parts if p.kind == "number"] == [">="]
    assert not [p for p in parts if p.kind == "negation"]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("every six months", "每半年"),
        ("twice a year", "每年两次"),
        ("semi-annually", "每6个月"),
        ("once a year", "每年"),
        ("every quarter", "每三个月"),
        ("monthly", "按月"),
        ("once a week", "每星期"),
        ("daily", "每天"),
    ],
)
def test_how_often_is_one_field_in_both_languages(english: str, chinese: str) -> None:
    def often(parts: list[Part]) -> list[object]:
        return [part.value for part in parts if part.group == "frequency"]

    assert often(read_english_parts(f"The office reports {english}.")) == often(
        read_parts(f"{chinese}报告。")
    )
    assert often(read_parts(f"{chinese}报告。"))
