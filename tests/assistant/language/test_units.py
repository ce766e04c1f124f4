from __future__ import annotations

import pytest

from assistant.language.units import find_english_units, find_units, is_same_unit

KNOWN = (
    "科技局",
    "发展改革局",
    "市场监管局",
    "人力社保局",
    "商务局",
    "税务局",
    "平山园区管委会",
    "生态环境局",
)
WORDINGS = {
    "生态环境局": ("Ecology and Environment Bureau", "Environment Bureau"),
    "商务局": ("Commerce Bureau",),
    "科技局": ("Science and Technology Bureau",),
}


@pytest.mark.parametrize(
    ("question", "unit"),
    [("科技局牵头哪些任务?", "科技局"), ("请问发改局负责什么?", "发展改革局"), ("市场监督管理局牵头什么?", "市场监管局"),
     ("人社局配合哪些任务?", "人力社保局"), ("科计局管什么?", "科技局")],
)  # fmt: skip
def test_full_short_long_and_misspelt_names_are_known(question: str, unit: str) -> None:
    assert find_units(question, KNOWN).known == (unit,)


@pytest.mark.parametrize(
    ("question", "unit"),
    [("环保局要干啥?", "生态环境局"), ("税务那边要掺和哪件事?", "税务局"), ("科技部门牵头什么?", "科技局")],
)
def test_former_names_and_fields_name_a_unit(question: str, unit: str) -> None:
    assert find_units(question, KNOWN).known == (unit,)


def test_another_bureau_is_no_slip_of_the_keyboard() -> None:
    assert find_units("水务局牵头什么?", KNOWN).unknown == ("水务局",)


def test_what_ends_like_an_office_need_not_be_one() -> None:
    assert find_units("请列出大力推进对外开放的协办单位。", KNOWN).unknown == ()


def test_a_unit_that_nobody_knows_stays_as_written() -> None:
    named = find_units("审计局在创建工作中负责哪项任务?", KNOWN)

    assert (named.known, named.unknown) == ((), ("审计局",))


@pytest.mark.parametrize(
    ("left", "right"), [("税务局", "商务局"), ("教育局", "体育局"), ("科技局", "科技厅")]
)
def test_names_that_only_look_alike_are_two_units(left: str, right: str) -> None:
    assert not is_same_unit(left, right)


@pytest.mark.parametrize("question", ["由哪个部门牵头?", "哪个局负责?", "什么单位配合?"])
def test_asking_words_name_no_unit(question: str) -> None:
    named = find_units(question, KNOWN)

    assert not named.known and not named.unknown


def test_english_names_are_found_with_slips_of_the_keyboard() -> None:
    assert find_english_units("is the enviroment bureau on the hook?", KNOWN, WORDINGS).known == (
        "生态环境局",
    )
    assert find_english_units("Does the Commerce Bureau lead it?", KNOWN, WORDINGS).known == ("商务局",)
    assert find_english_units("Which tasks does the Audit Bureau lead?", KNOWN, WORDINGS).unknown == (
        "Audit Bureau",
    )


def test_people_of_an_office_are_the_office() -> None:
    wordings = {"教育局": ("Education Bureau",), "财政局": ("Finance Bureau",)}

    def named(question: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        found = find_english_units(question, ("教育局", "财政局"), wordings)
        return found.known, found.unknown

    assert named("Do the edu people do anything?") == (("教育局",), ())
    assert named("do the local education people help?") == (("教育局",), ())
    assert named("Does the finance department lead?") == (("财政局",), ())
    assert named("Which people lead it?") == ((), ())
