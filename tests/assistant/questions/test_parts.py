from __future__ import annotations

import pytest

from assistant.questions.parts import split_question


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("专利任务谁牵头,能耗任务又是谁牵头?", ("专利任务谁牵头?", "能耗任务又是谁牵头?")),
        ("提高专利申请质量由谁牵头,什么时候完成?", ("提高专利申请质量由谁牵头?", "提高专利申请质量要求什么时候完成?")),
        ("这份通知由谁印发、哪天印发的?", ("这份通知由谁印发?", "这份通知印发:哪天印发的?")),
        ("到2022年底,工业总产值要达到多少?", ("到2022年底,工业总产值要达到多少?",)),
        ("内资和外资的目标各是多少?", ("内资和外资的目标各是多少?",)),
    ],
)  # fmt: skip
def test_a_chinese_question_of_two_things_is_taken_apart(question: str, parts: tuple[str, ...]) -> None:
    assert split_question(question, "zh") == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who leads the patent task and who leads the talent task?", ("Who leads the patent task?", "Who leads the talent task?")),
        ("Who leads the low-carbon task and by when must it be done?", ("Who leads the low-carbon task?", "By when must the low-carbon task be done?")),
        ("Who leads and who supports the patent task?", ("Who leads and who supports the patent task?",)),
    ],
)  # fmt: skip
def test_an_english_question_of_two_things_is_taken_apart(question: str, parts: tuple[str, ...]) -> None:
    assert split_question(question, "en") == parts
