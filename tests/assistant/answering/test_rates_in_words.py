"""Rates that one year has in figures and the next in words."""

from __future__ import annotations

import pytest

from tests.assistant.plan import ask, make_document

WASTE = make_document(
    "东河市生活垃圾分类工作方案\n\n一、工作目标\n\n"
    "——到2024年底,初步建立收运体系。示范片区建设任务完成率达到70%以上,居民参与率达到60%。\n\n"
    "——到2025年底,收运体系基本建成,设施更加齐备。全面完成示范片区建设任务。\n\n"
    "二、保障措施\n\n2025年,全面完成环卫工人培训。建立督查机制,定期通报。\n",
    "plan",
)


def test_a_rate_of_all_is_told_in_the_words_that_say_so() -> None:
    answer = ask("到2025年底,示范片区建设任务完成率要达到多少?", WASTE)

    assert not answer.refused
    assert "全面完成示范片区建设任务" in answer.text
    assert "2025年" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    ["到2025年底,居民参与率要达到多少?", "到2025年底,环卫经费支出完成率要达到多少?"],
)
def test_what_is_done_wholly_is_no_rate_of_another_thing(question: str) -> None:
    assert ask(question, WASTE).refused
