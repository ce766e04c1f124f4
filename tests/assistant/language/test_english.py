import pytest

from assistant.language.english import read_words


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("30 billion yuan", "300亿"),
        ("1.5 million", "150万"),
        ("10,000 employees", "1万"),
        ("10,000 employees", "10000"),
        ("December 2022", "2022年"),
        ("December 2022", "12月"),
        ("by Dec. 31, 2022", "12月"),
        ("in 2023", "2023年"),
        ("70 percent", "70%"),
        ("70%", "70%"),
        ("the 19th century", "19世纪"),
        ("in the 1960s", "1960年代"),
        ("5.39 square kilometres", "5.39"),
        ("seven chains", "七"),
        ("the first stage", "第一"),
    ],
)
def test_numbers_and_dates_come_out_as_chinese_texts_write_them(question, chinese):
    assert chinese in [wording for word in read_words(question) for wording in word.chinese]


def test_past_forms_are_looked_up_by_their_base():
    assert [word.key for word in read_words("led built")] == ["lead", "build"]


def test_may_is_a_month_only_where_it_must_be():
    assert [word.chinese for word in read_words("who may apply")][1] == ()
    assert read_words("in May")[1].chinese == ("5月",)


def test_hyphens_part_words_and_chinese_names_pass_through():
    assert [word.text for word in read_words("co-leads opening-up with 科技局")] == [
        "co", "leads", "opening", "up", "with", "科技局",
    ]  # fmt: skip


def test_abbreviations_keep_their_signs():
    assert [word.text for word in read_words("R&D and U.S. firms")][:3] == ["R&D", "and", "U.S"]
