from __future__ import annotations

import pytest

from assistant.answer import Answer
from assistant.questions.parts import completed, split_question


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("专利任务谁牵头,能耗任务又是谁牵头?", ("专利任务谁牵头?", "能耗任务又是谁牵头?")),
        ("提高专利申请质量由谁牵头,什么时候完成?", ("提高专利申请质量由谁牵头?", "提高专利申请质量要求什么时候完成?")),
        ("这份通知由谁印发、哪天印发的?", ("这份通知由谁印发?", "这份通知印发:哪天印发的?")),
        (
            "提到智慧停车的那项任务,除城管局外还有谁牵头?这个单位又配合哪些任务?",
            ("提到智慧停车的那项任务,除城管局外还有谁牵头?", "这个单位又配合哪些任务?"),
        ),
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


def test_the_unit_meant_is_the_one_found_and_not_the_one_that_was_set_aside() -> None:
    answer = Answer(
        "提到智慧停车的那项任务,除城管局外还有谁牵头?",
        "",
        "zh",
        "“改善停车”由城管局、公安局牵头[1]。",
        False,
        (),
        (),
        "extractive",
        timings_ms={},
    )

    assert completed("这个单位又配合哪些任务?", answer) == "公安局又配合哪些任务?"
