"""A clause is said in English where every word is known, and not at all where one is not."""

from __future__ import annotations

import pytest

from assistant.language.plain_english import english_title, read_gloss, say_clauses, say_name
from assistant.language.wording import read_wordings

WORDINGS = read_wordings()


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("编制申请文件", "draw up application documents"),
        ("对工作不力的,予以通报批评", "those with poor work are publicly criticised"),
        ("向市政府提交申报材料", "submit application materials to municipal government"),
        (
            "5月底前,完成前期规划编制资料收集",
            "by the end of May, complete preliminary planning data collection",
        ),
        ("区财政要预算专项资金", "the district finance department must budget special funds"),
        (
            "邀请市级专家采取实地查看、材料审核等方式进行初评",
            "invite municipal experts to use on-site inspection, review of documents and other means to carry out preliminary review",
        ),
    ],
)
def test_official_clauses_are_said_in_order(chinese: str, english: str) -> None:
    assert say_clauses(chinese, WORDINGS) == english


@pytest.mark.parametrize("chinese", ["编制饕餮文件", "对饕餮的,予以通报批评", "饕餮"])
def test_an_unknown_word_leaves_the_clause_unsaid(chinese: str) -> None:
    assert say_clauses(chinese, WORDINGS) is None


def test_a_list_of_names_is_joined() -> None:
    assert say_name("企业、人才和项目", WORDINGS) == "companies, talent and projects"


def test_a_heading_is_said_with_the_chinese_beside_it() -> None:
    assert english_title("加大创新投入", WORDINGS) == "“Step up innovation investment” (加大创新投入)"
    assert english_title("饕餮", WORDINGS) == "“饕餮”"


def test_every_line_of_the_table_has_a_class() -> None:
    assert {word.kind for word in read_gloss().values()} == set("vnadmp")
