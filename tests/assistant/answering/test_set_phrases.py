"""Official phrases that answer in words of their own, and places that are spoken of without a name."""

from __future__ import annotations

import pytest

from tests.assistant.plan import ask, make_document

PLAN = make_document(
    "某县文旅发展方案\n\n"
    "某县是全省旅游大县,打造文旅小镇对于推动产业升级、带动农民增收具有十分重要的意义。\n\n"
    "一、目标。\n"
    "建设文旅小镇,努力使小镇成为集观光、研学、康养、商贸为一体的旅游目的地。文旅小镇游客达到100万人次。\n"
    "二、任务。\n"
    "1.编制规划。6月底前,委托第三方咨询机构编制文旅小镇规划。\n"
    "2.加强合作。加强与周边区县的旅游合作,鼓励企业与高等院校开展合作。\n"
    "3.对口支援。与东山县、南河县结对共建文旅小镇。\n",
    "plan",
)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("文旅小镇要集哪些功能于一体?", "集观光、研学、康养、商贸为一体"),
        ("打造文旅小镇有什么意义?", "具有十分重要的意义"),
        ("为什么打造文旅小镇很重要?", "具有十分重要的意义"),
        ("文旅小镇规划是自己编还是请外面的人编?", "委托第三方咨询机构"),
    ],
)
def test_the_sentence_with_the_phrase_for_it_answers(question: str, quoted: str) -> None:
    answer = ask(question, PLAN)
    assert not answer.refused and quoted in answer.citations[0].quote
    assert "编制规划" not in answer.citations[0].quote or "规划" in question


def test_the_phrase_alone_does_not_answer_for_another_matter() -> None:
    assert ask("养殖基地要集哪些功能于一体?", PLAN).refused


@pytest.mark.parametrize("question", ["要与哪几个周边区县加强旅游合作?", "企业与哪些高校开展合作?"])
def test_places_that_are_only_spoken_of_are_not_named(question: str) -> None:
    assert ask(question, PLAN).refused


def test_places_that_are_named_are_given() -> None:
    assert "东山县、南河县" in ask("与哪些县结对共建文旅小镇?", PLAN).text


def test_the_approach_asked_about_is_the_one_that_the_task_quotes() -> None:
    plan = make_document(
        "某县方案\n\n一、任务。\n1.壮大合作社。按照“内培外引、量质并举”的思路,发展合作社。全县合作社壮大发展到50家。\n"
        "2.落实责任。按照“谁主管、谁负责”的原则,分解任务。\n",
        "plan",
    )

    assert "内培外引" in ask("壮大合作社按照什么思路?", plan).citations[0].quote
    assert "谁主管" in ask("分解责任按照什么原则?", plan).citations[0].quote
