from __future__ import annotations

import pytest

from corpus.dates import read_date


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2022年8月4日", "2022-08-04"),
        ("二〇二二年八月四日", "2022-08-04"),
        ("二○二二年十二月二十一日", "2022-12-21"),
        ("2022-08-04 11:30", "2022-08-04"),
        ("2022/8/4", "2022-08-04"),
        ("2022.08.04", "2022-08-04"),
        ("2022年8月", "2022-08"),
        ("2022年", "2022"),
        ("2022年13月", None),
        ("无", None),
    ],
)
def test_dates_are_read_in_digits_and_chinese_numerals(written, date):
    assert read_date(written) == date
