from __future__ import annotations

import pytest

from assistant.quantities import english_quantity, find_quantities


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


@pytest.mark.parametrize("text", ["近3年", "第2条", "“1+3”产业", "(1)组织", "5.提高质量", "2022年"])
def test_ordinals_years_and_numbering_are_no_amounts(text: str) -> None:
    assert find_quantities(text) == []
