"""What is asked for must be told: the noun, the reason, the condition, the unit, the day; a neighbour of it is no answer."""

from __future__ import annotations

import pytest

from assistant.answering.asked_event import describes_another
from assistant.language.concepts import chinese_concepts
from assistant.language.weighing import Weigher
from tests.assistant.plan import ask, make_document

LIBRARIES = make_document(
    "某县公共图书馆建设工作方案\n\n"
    "一、建设目标\n\n以老城图书馆2016年经省文化厅评定的3.2万册馆藏面积为主体,新增河东、河西、桥头三个分馆的1.1万册馆藏为延伸区。"
    "为方便群众借阅,主城区图书馆每天开放12小时。\n\n"
    "二、工作安排\n\n(1)编制规划(9月)。9月底前,完成馆舍布局评价和服务发展规划编制,召开全县推进会。\n\n"
    "(2)接受验收(11月)。按照县级示范图书馆评定条件,邀请专家采取现场查看等方式验收。\n\n"
    "三、重点任务\n\n(一)提升借阅服务。围绕借阅、展览、讲座等业务购置自助借还机20台,年底前借阅量达到30万册次。"
    "(牵头单位:文旅局;配合单位:财政局、教育局;完成时间:2023年12月)\n\n"
    "(二)扩大数字资源。建设电子书库,数字资源总量不低于40TB。(牵头单位:大数据局;配合单位:文旅局;完成时间:2023年12月)\n\n"
    "四、保障措施\n\n对工作成绩突出的,予以通报表扬;对推进不力的,予以约谈。\n",
    "plan",
)


@pytest.mark.parametrize(
    "question",
    [
        "馆舍布局评价的结果是什么?",
        "服务发展规划的规划期到哪一年?",
        "县级示范图书馆的评定条件有哪几条?",
        "全县推进会在几号召开?",
        "新增分馆什么时候开工建设?",
        "为什么要新增桥头分馆?",
        "验收没有通过怎么办?",
        "被约谈两次会有什么后果?",
        "河东分馆重点开展什么业务?",
        "文旅局和教育局谁的人员多?",
        "哪些图书馆已经评定为示范图书馆?",
    ],
)
def test_a_neighbour_of_what_is_asked_is_no_answer(question: str) -> None:
    assert ask(question, LIBRARIES).refused


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("主城区图书馆为什么每天开放12小时?", "方便群众借阅"),
        ("3.2万册馆藏是哪一年评定的?", "2016"),
        ("服务发展规划最晚几月底编好?", "9月底"),
        ("干得不好会有什么后果?", "约谈"),
        ("文旅局管什么?", "提升借阅服务"),
        ("教育局要做些啥?", "提升借阅服务"),
    ],
)
def test_what_is_told_is_still_answered(question: str, told: str) -> None:
    answer = ask(question, LIBRARIES)

    assert not answer.refused
    assert told in answer.text


def test_a_date_within_what_describes_a_thing_tells_of_that_description_alone() -> None:
    text = "以老城图书馆2016年经省文化厅评定的3.2万册馆藏为主体,新增三个分馆开工建设。"
    span = (text.index("2016"), text.index("2016") + 5)

    def weigher(subject: str) -> Weigher:
        return Weigher(chinese_concepts(subject), [text])

    assert describes_another(text, span, weigher("分馆开工建设"))
    assert not describes_another(text, span, weigher("馆藏评定"))


INDUSTRIES = make_document(
    "某县产业方案\n\n一、产业链\n\n重点围绕茶产业中的种植、加工、文旅等3条产业链,竹产业中的板材、家具、纸品、笋干、竹炭等5条产业链,"
    "药材产业中的种苗、饮片等2条产业链,延链补链。",
    "plan",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("哪个产业的链条最多?", "最多的是竹产业"),
        ("产业链最少的是哪个产业?", "最少的是药材产业"),
        ("三个产业加起来有多少条产业链?", "共10条"),
        ("竹产业一共有多少条产业链?", "5条"),
    ],
)
def test_the_most_and_the_sum_are_computed_from_figures_side_by_side(question: str, told: str) -> None:
    answer = ask(question, INDUSTRIES)

    assert not answer.refused
    assert told in answer.text
    assert all(INDUSTRIES.text[c.start : c.end] == c.quote for c in answer.citations)


@pytest.mark.parametrize(
    "question", ["河东分馆由谁负责建设?", "推进不力的人会被免职吗?", "借阅服务由哪些合作伙伴提供?"]
)
def test_who_does_it_and_what_is_undergone_must_be_said_of_the_thing_asked_about(question: str) -> None:
    assert ask(question, LIBRARIES).refused


def test_a_heading_is_named_without_its_word_for_how() -> None:
    plan = make_document(
        "某县方案\n\n一、全面提升教学能力\n\n1.培训教师。每年培训教师。\n\n2.更新教材。逐年更新教材。\n\n3.改造教室。改造教室。\n"
    )
    answer = ask("提升教学能力下面有哪三项?", plan)

    assert "培训教师" in answer.text
    assert "改造教室" in answer.text


def test_a_property_of_a_unit_is_not_told_by_a_text_without_the_unit() -> None:
    # 选址 stands in the plan, of no bureau.
    assert ask("Where is the Education Bureau located?").refused
