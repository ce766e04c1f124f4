"""The thing asked for must be what is answered: names and not their count, an area and not a share, this place's."""

from __future__ import annotations

import pytest

from assistant.answering.asked_type import states_type
from assistant.answering.members import Group, asked_group, count_listed, lists_things, names_members
from assistant.language.fillers import without_fillers
from assistant.language.regions import read_regions
from assistant.questions.input import readable
from assistant.questions.question import analyse_question


@pytest.mark.parametrize(
    ("question", "number"),
    [("签协议的5所高校分别是哪几所?", 5), ("拓展区是哪五个组团?", 5), ("那批智能工厂具体是哪些厂?", None)],
)
def test_a_question_for_the_members_of_a_group_is_seen(question: str, number: int | None) -> None:
    group = asked_group(analyse_question(question, "zh"))

    assert group is not None
    assert group.number == number


def test_a_group_is_called_by_its_whole_name() -> None:
    group = asked_group(analyse_question("要重点保障哪8类生活必需品的供应?", "zh"))

    assert group == Group("生活必需品的供应", 8, ("供应",))
    assert asked_group(analyse_question("第二批投放点又增加了哪几个?", "zh")) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("工作组进驻了多少家企业?", "工作组进驻11个消杀企业。"),
        ("抽调了多少名医护人员?", "医院有86名从各科室抽调的医护人员。"),
        ("督导涉及多少单位?", "督导涉及各类单位986户。"),
        ("免税政策的期限是多久?", "自2020年1月1日至3月31日,实行免税。"),
        ("贴息期限是多久?", "贴息期限不超过1年。"),
    ],
)
def test_a_figure_states_what_is_asked_whatever_stands_between(question: str, text: str) -> None:
    assert states_type(text, analyse_question(question, "zh"))


def test_a_figure_of_another_thing_states_nothing_of_it() -> None:
    assert not states_type("新增五个组团,面积4平方公里。", analyse_question("新增几家企业?", "zh"))


@pytest.mark.parametrize("question", ["对高校返校人员有什么要求?", "单位可以在哪里办理审批?"])
def test_a_demand_on_people_and_an_office_to_go_to_are_no_membership_and_no_site(question: str) -> None:
    assert analyse_question(question, "zh").attributes == ()


@pytest.mark.parametrize(
    "question",
    ["重点措施具体有哪些?", "6个平台分别建在哪些组团?", "新增泊位多少个?", "三年的目标分别是哪些?"],
)
def test_what_is_told_or_stands_elsewhere_is_no_group(question: str) -> None:
    assert asked_group(analyse_question(question, "zh")) is None


def test_a_count_names_no_member_and_a_list_does() -> None:
    assert not names_members("新建成创新平台4个,区级平台6个", Group("创新平台", 4))
    assert names_members("电子、建筑、有色金属、无机非金属材料等4条产业链", Group("产业链", 4))
    assert not names_members("建设一批智能工厂、数字化车间", Group("智能工厂", None))
    assert not names_members("修订《甲办法》,改进机制、优化流程", Group("文件", 2))


def test_responsible_units_are_no_members() -> None:
    assert count_listed("建成企业3家;主责单位:甲局、乙局、丙局、丁局") == 2


def test_a_list_says_what_its_members_are() -> None:
    assert lists_things("评价由产业基础、创新能力、绿色低碳3个一级指标组成", "一级指标")
    assert not lists_things("按一级指标计分,结果公布、归档", "一级指标")


def test_fillers_are_neither_places_nor_subjects() -> None:
    profile = analyse_question("咱们区后来到底花几年时间建成高新区?", "zh")

    assert profile.regions == ()
    assert "咱们" not in profile.subject and "到底" not in profile.subject
    assert without_fillers("成都市的底线").split() == ["成都市的底线"]


def test_the_deputy_is_read_through_a_slip_of_the_keyboard() -> None:
    assert readable("常务付组长是谁?", "zh") == "常务副组长是谁?"
    assert readable("付款时间?", "zh") == "付款时间?"


def test_districts_are_known_without_their_ending() -> None:
    assert read_regions("江津的高新区有多大?") == ("江津",)
    assert read_regions("扩展区是哪五个组团?") == ()


def test_how_long_asks_for_a_length_of_time() -> None:
    assert analyse_question("How long does the district give itself?", "en").answer_type == "number"
    assert analyse_question("标准几年调整一次?", "zh").answer_type == "text"
