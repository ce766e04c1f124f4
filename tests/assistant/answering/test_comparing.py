from __future__ import annotations

import pytest

from tests.assistant.plan import ask, make_document

PLAN = make_document(
    "某县工作方案\n\n一、目标\n\n老城区占地3.2平方公里,新增东湖、西山、南坪三个片区规划的2.5平方公里为新城区。\n\n"
    "到2024年底,新建成国家、省级研究中心3个,县级研究中心5个。\n\n"
    "重点围绕茶产业中的绿茶、红茶等2条产业链,竹产业中的竹地板、竹家具、竹工艺品等3条产业链,药材产业中的种植、加工等2条产业链。\n",
    "plan",
)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("2024年新建的研究中心中,国家、省级的与县级的哪一类更多?相差几个?", ("县级的更多，相差2个",)),
        ("老城区加新城区,总面积合计多少平方公里?", ("合计5.7平方公里",)),
        ("两类研究中心加起来要新建几个?", ("共8个",)),
        ("茶产业和竹产业一共有几条产业链?", ("共5条",)),
        ("茶产业的产业链是不是跟药材产业的一样多?", ("是的", "两者相同")),
        ("茶产业的产业链有没有竹产业的多?", ("不是", "相差1条")),
        ("新城区是不是比老城区还大?", ("不是", "老城区更大，相差0.7平方公里")),
        ("产业链最多和最少的产业相差几条?", ("相差1条",)),
        ("哪两个产业的产业链条数相同?", ("茶产业、药材产业",)),
        ("三个产业各有多少条产业链?", ("茶产业2条", "竹产业3条", "药材产业2条")),
    ],
)
def test_figures_are_compared_and_added_up_however_it_is_asked(question: str, held: tuple[str, ...]) -> None:
    answer = ask(question, PLAN)

    assert not answer.refused
    assert all(words in answer.text for words in held)


@pytest.mark.parametrize(
    "question",
    [
        "东湖和西山两个片区,哪个面积大?",
        "东湖片区和西山片区加起来有多大?",
        "东湖片区在新城区中占多少平方公里?",
        "国家级研究中心单独要建几个?",
    ],
)
def test_what_is_stated_of_several_together_is_not_that_of_some_of_them(question: str) -> None:
    # 2.5平方公里 and 3个 were once given for one of those they are the figures of.
    assert ask(question, PLAN).refused
