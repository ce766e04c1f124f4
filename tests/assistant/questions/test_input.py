from __future__ import annotations

import pytest

from assistant.questions.input import QUESTION_CHARS, clean_question, readable
from corpus.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "asked", "language"),
    [
        ("  哪个部门牵头\n专利指标? ", "哪个部门牵头 专利指标?", "zh"),
        ("which department\tleads patent targets", "which department leads patent targets", "en"),
        ("专利\x00指标\x07由谁牵头", "专利指标由谁牵头", "zh"),
        ("谁牵头专利👍🏽?", "谁牵头专利👍🏽?", "zh"),
    ],
)
def test_a_question_is_cleaned_and_its_language_told(typed: str, asked: str, language: str) -> None:
    assert clean_question(typed) == (asked, language)


@pytest.mark.parametrize("typed", ["", "   \n", "\x00\x01", "???。。", "👍👍", "—— …"])
def test_a_question_without_words_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="Chinese"):
        clean_question(typed)


def test_a_question_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(UsageError, match=f"100000 characters; at most {QUESTION_CHARS}"):
        clean_question("专" * 100_000)


def test_another_language_is_refused() -> None:
    with pytest.raises(UsageError, match="请用中文或英文"):
        clean_question("Какое ведомство отвечает за патенты?")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("高企得弄好多家?", "高企得弄多少家?"),
        ("总产值要冲到多少个亿?", "总产值要冲到多少亿元?"),
        ("材料咋个交?", "材料怎么交?"),
        ("市里头有好多企业?", "市里头有好多企业?"),
        ("税收提高几个点?", "税收提高几个百分点?"),
        # Each holds a spoken way of asking across two of its words.
        ("要设几个点位?", "要设几个点位?"),
        ("有无人机管理规定吗?", "有无人机管理规定吗?"),
        ("哪会儿童福利院招人?", "哪会儿童福利院招人?"),
    ],
)
def test_spoken_asking_words_are_made_plain_where_they_ask(typed: str, read: str) -> None:
    assert readable(typed, "zh") == read
