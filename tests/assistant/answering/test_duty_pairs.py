"""Tasks whose names hold words that elsewhere ask: 时限, 统一, 更多. They ask for nothing there."""

from __future__ import annotations

import pytest

from tests.assistant.plan import ask, make_document

HARBOUR = make_document(
    "南湾市港口服务提升方案\n\n一、重点任务\n\n"
    "1.缩短通关时限。进口货物通关时限缩短至6小时。(牵头单位:市口岸办;配合单位:市海事局、市税务局;完成时间:2024年5月)\n"
    "2.实行统一收费。港口收费实行统一标准。(牵头单位:市发展改革委;配合单位:市财政局;完成时间:2024年10月)\n"
    "3.开辟更多航线。开辟更多国际航线。(牵头单位:市交通局;配合单位:市商务局、市财政局、市海事局;完成时间:2025年3月)\n"
    "4.精简纸质单证。取消重复单证。(牵头单位:市口岸办;完成时间:2024年8月)\n",
    "plan",
)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        # Each was answered with the time of completion, for the 时限 in the name.
        ("缩短通关时限由谁负责?", ["由市口岸办牵头"], "完成时间为"),
        ("缩短通关时限的配合单位有哪些?", ["市海事局、市税务局"], "完成时间为"),
        ("通关时限的缩短由哪个部门牵头?", ["由市口岸办牵头"], "完成时间为"),
        ("缩短通关时限和实行统一收费由谁牵头?", ["市口岸办", "市发展改革委"], "相同"),
        ("缩短通关时限和精简纸质单证有没有共同的牵头单位?", ["共同的牵头单位有1家"], "完成时间为"),
        # 统一 was read as "the same?", 更多 as "which has more?".
        ("实行统一收费和精简纸质单证分别由谁牵头?", ["市发展改革委", "市口岸办"], "相同"),
        ("开辟更多航线和实行统一收费由谁牵头?", ["市交通局", "市发展改革委"], "列明"),
        ("更多航线的开辟和统一收费的实行分别由谁牵头?", ["市交通局", "市发展改革委"], "列明"),
        # What is asked is still read.
        ("缩短通关时限什么时候完成?", ["2024年5月"], "牵头"),
        ("缩短通关时限和精简纸质单证的完成时间相同吗?", ["不是", "2024年5月", "2024年8月"], "牵头"),
        ("开辟更多航线和实行统一收费哪个配合单位更多?", ["多2家"], "牵头单位："),
        ("实行统一收费和精简纸质单证的牵头单位一样吗?", ["不是"], "完成时间为"),
    ],
)
def test_words_in_a_tasks_name_ask_for_nothing(question: str, said: list[str], unsaid: str) -> None:
    answer = ask(question, HARBOUR)

    assert not answer.refused
    assert all(piece in answer.text for piece in said), answer.text
    assert unsaid not in answer.text
