from typing import Any

import pytest

from assistant.panels.ask import AskPanel
from assistant.panels.conversation import TURNS_KEPT, Turn
from tests.assistant.panels.conftest import PLAN, SmallLibrary
from tests.assistant.panels.test_evidence import read_off

SKIPPED = {"__type__": "update"}


def ask(panel: AskPanel, question: str, turns: list[Turn] | None = None) -> list[tuple[Any, ...]]:
    return list(panel.respond(question, turns or [], "zh"))


@pytest.fixture
def panel(library: SmallLibrary) -> AskPanel:
    return AskPanel(library, pause_s=0)


def test_the_question_is_shown_before_its_answer_is_there(panel: AskPanel) -> None:
    first = ask(panel, "专利由谁牵头?")[0]

    assert first[0] == ""
    assert "专利由谁牵头?" in first[1]
    assert "正在查找原文" in first[1]


def test_the_answer_grows_and_its_evidence_comes_with_the_first_words(panel: AskPanel) -> None:
    steps = ask(panel, "专利由谁牵头?")[1:]

    lengths = [len(read_off(step[1])) for step in steps]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) > 2
    assert "牵头部门:市场监管局" in steps[0][2]
    assert [step[2] for step in steps[1:]] == [SKIPPED] * (len(steps) - 1)


def test_a_second_question_is_asked_with_the_first_as_history(panel: AskPanel, library: SmallLibrary) -> None:
    turns = ask(panel, "专利由谁牵头?")[-1][3]
    ask(panel, "那配合单位呢?", turns)

    question, earlier = library.asked[-1]
    assert question == "那配合单位呢?"
    assert [message["role"] for message in earlier] == ["user", "assistant"]


def test_an_empty_question_is_met_with_a_line_and_changes_nothing(panel: AskPanel) -> None:
    (only,) = ask(panel, " \n ")

    assert only == (SKIPPED, SKIPPED, SKIPPED, SKIPPED, "请先输入问题。")


def test_an_unusable_question_is_met_with_its_reason(panel: AskPanel) -> None:
    assert "The question holds no words." in ask(panel, "???")[-1][1]


def test_without_documents_the_person_is_told_what_to_do() -> None:
    assert "请先运行 policy-assistant ingest" in ask(AskPanel(SmallLibrary(), 0), "专利?")[-1][1]


def test_a_fault_is_logged_and_never_shown(panel: AskPanel, caplog: pytest.LogCaptureFixture) -> None:
    shown = ask(panel, "fault")[-1][1]

    assert "a secret of the server" not in shown
    assert "程序出了意外" in shown
    assert "a secret of the server" in caplog.text


def test_one_persons_turns_do_not_reach_another(panel: AskPanel) -> None:
    ask(panel, "专利由谁牵头?")

    assert "专利由谁牵头?" not in ask(panel, "审计局负责什么?")[-1][1]


def test_a_long_conversation_keeps_its_latest_turns(panel: AskPanel) -> None:
    turns: list[Turn] = []
    for _ in range(TURNS_KEPT + 3):
        turns = ask(panel, "专利由谁牵头?", turns)[-1][3]

    assert len(turns) == TURNS_KEPT
    assert turns[-1].number == TURNS_KEPT + 2


def test_the_empty_state_speaks_the_chosen_language(panel: AskPanel) -> None:
    assert "What would you like to know?" in panel.welcome("en")
    assert PLAN.metadata.title in panel.welcome("en")
