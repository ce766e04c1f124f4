from __future__ import annotations

import pytest

from assistant.language.quantities import english_quantity, find_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "english"),
    [
        ("不低于300亿元", 3e10, "亿元", "30 billion yuan"),
        ("外资3000万美元", 3e7, "万美元", "30 million US dollars"),
        ("面积5.39平方公里", 5.39, "平方公里", "5.39 square kilometres"),
        ("达70%", 70, "%", "70%"),
        ("共1,380件", 1380, "件", "1,380"),
        ("五个组团", 5, "个", "5"),
    ],
)
def test_amounts_keep_their_wording_and_have_a_plain_value(
    text: str, value: float, unit: str, english: str
) -> None:
    (quantity,) = find_quantities(text)

    assert quantity.value == pytest.approx(value)
    assert quantity.full_unit == unit
    assert english_quantity(quantity) == english
    assert text[quantity.start : quantity.end] == quantity.written


@pytest.mark.parametrize("text", ["贴息期限不超过1年", "履职年限1年", "结转年限延长至8年"])
def test_years_that_are_counted_are_an_amount(text: str) -> None:
    assert [quantity.unit for quantity in find_quantities(text)] == ["年"]


@pytest.mark.parametrize("text", ["近3年", "第2条", "“1+3”产业", "(1)组织", "5.提高质量", "2022年"])
def test_ordinals_years_and_numbering_are_no_amounts(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("女职工产假九十八天", [(98, "天")]),
        ("自收到之日起三十日内", [(30, "日")]),
        ("处十万元以上五十万元以下罚款", [(100_000, "元"), (500_000, "元")]),
        ("税率为千分之五", [(5, "‰")]),
        ("比例为百分之二点五", [(2.5, "%")]),
        ("年满十八周岁,工作三年以上", [(18, "周岁"), (3, "年")]),
        ("一百五十八天", [(158, "天")]),
        ("三万五千元", [(35_000, "元")]),
    ],
)
def test_amounts_in_chinese_numerals_are_read(text: str, amounts: list[tuple[float, str]]) -> None:
    assert [(quantity.value, quantity.unit) for quantity in find_quantities(text)] == amounts


@pytest.mark.parametrize(
    "text",
    [
        "二〇二二年八月四日",
        "第三十日",
        "第三年",
        "十四五期间",
        "进一步推进",
        "一次性完成",
        "十分重要",
        "一二三产业",
        "一批项目",
        "一个重点",
    ],
)
def test_dates_ordinals_and_ways_of_speaking_are_no_amounts(text: str) -> None:
    assert find_quantities(text) == []
