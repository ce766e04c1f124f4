from __future__ import annotations

import pytest

from assistant.language.dates import english_date, find_dates, parse_deadline


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("完成时间:2022年12月", "2022-12"),
        ("到2022年底", "2022-12"),
        ("2022年3—6月", "2022-06"),
        ("2024年6月30日前", "2024-06-30"),
        ("2023年上半年", "2023-06"),
        ("2023年第三季度", "2023-09"),
        ("2025-03-01", "2025-03-01"),
        ("5月底前", None),
        ("2024年10月—次年4月", "2025-04"),
    ],
)
def test_a_date_is_read_as_its_last_moment(text: str, value: str | None) -> None:
    (mention,) = find_dates(text)

    assert mention.value == value
    assert text[mention.start : mention.end] == mention.written


@pytest.mark.parametrize("text", ["增长3.6个百分点", "近3年", "今年底前完成", "第5条", ""])
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert [mention for mention in find_dates(text) if mention.year is not None] == []


def test_a_period_into_the_next_year_is_due_and_said_in_that_year() -> None:
    (mention,) = find_dates("2024年10月—次年4月")

    assert mention.year == 2024
    assert english_date(mention) == "October 2024–April 2025"
    assert parse_deadline("2024年10月—次年4月") == "2025-04"


def test_a_deadline_needs_a_year_and_a_bare_year_means_its_end() -> None:
    assert parse_deadline("12月底前") is None
    assert parse_deadline("长期坚持") is None
    assert parse_deadline("2025年") == "2025-12"
    assert parse_deadline("2022年1月至2023年6月") == "2023-06"


@pytest.mark.parametrize(
    ("text", "english"),
    [("2022年12月", "December 2022"), ("2022年3—6月", "March–June 2022"), ("2022年底", "the end of 2022"), ("5月底", "the end of May")],
)  # fmt: skip
def test_dates_are_said_in_english(text: str, english: str) -> None:
    (mention,) = find_dates(text)

    assert english_date(mention) == english


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2026年汛期前(4月底)", "2026-04"),
        ("2025年6月底前完成初稿,12月底前印发", "2025-12"),
        ("2025年年底前", "2025-12"),
        ("6月底前", None),
    ],
)
def test_a_month_without_a_year_is_of_the_year_before_it(written: str, month: str | None) -> None:
    assert parse_deadline(written) == month
