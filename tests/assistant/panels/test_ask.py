from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.panels.ask import AskPanel, Drawn, Talk
from assistant.panels.running import Run, Runs
from assistant.panels.scope import EVERYTHING
from assistant.panels.turn_view import as_cited
from assistant.people.conversations import Conversations
from assistant.web.visitors import NOBODY, Visitor
from tests.assistant.panels.conftest import PLAN, SmallLibrary
from tests.assistant.panels.test_evidence import read_off

WANG, LI = Visitor("account:wang", "wang"), Visitor("account:li", "li")
QUESTION = "专利由谁牵头?"


def ask(panel: AskPanel, question: str, talk: Talk | None = None, visitor: Visitor = WANG) -> list[Drawn]:
    return list(panel.respond(question, talk or Talk(), visitor, "zh"))


def talk_of(steps: list[Drawn]) -> Talk:
    return next(step.talk for step in reversed(steps) if step.talk is not None)


def shown(steps: list[Drawn]) -> str:
    return next(step.conversation for step in reversed(steps) if step.conversation is not None)


@pytest.fixture
def panel(library: SmallLibrary, tmp_path: Path) -> AskPanel:
    return AskPanel(library, Conversations(tmp_path), pause_s=0)


def test_the_question_is_shown_before_its_answer_is_there(panel: AskPanel) -> None:
    first = ask(panel, QUESTION)[0]

    assert first.box == ""
    assert QUESTION in str(first.conversation)
    assert "正在查找原文" in str(first.conversation)
    assert "pa-writing" in str(first.conversation)


def test_the_answer_grows_and_its_evidence_comes_with_the_first_words(panel: AskPanel) -> None:
    steps = [step for step in ask(panel, QUESTION)[1:] if "pa-writing" in str(step.conversation)]

    lengths = [len(read_off(str(step.conversation))) for step in steps]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) > 1
    assert "牵头部门:市场监管局" in str(steps[0].evidence)
    assert [step.evidence for step in steps[1:]] == [None] * (len(steps) - 1)


def test_a_second_question_is_asked_with_the_first_as_history(panel: AskPanel, library: SmallLibrary) -> None:
    ask(panel, "那配合单位呢?", talk_of(ask(panel, QUESTION)))

    question, earlier = next(one for one in reversed(library.asked) if one[1])
    assert question == "那配合单位呢?"
    assert [message["role"] for message in earlier] == ["user", "assistant"]


def test_an_empty_question_is_met_with_a_line_and_changes_nothing(panel: AskPanel) -> None:
    assert ask(panel, " \n ") == [Drawn(notice="请先输入问题。")]


def test_an_unusable_question_is_met_with_its_reason(panel: AskPanel) -> None:
    assert "The question holds no words." in shown(ask(panel, "???"))


def test_without_documents_the_person_is_told_what_to_do(tmp_path: Path) -> None:
    panel = AskPanel(SmallLibrary(), Conversations(tmp_path), 0)

    assert "请先运行 policy-assistant ingest" in shown(ask(panel, "专利?"))


def test_a_fault_is_logged_and_never_shown(panel: AskPanel, caplog: pytest.LogCaptureFixture) -> None:
    said = shown(ask(panel, "fault"))

    assert "a secret of the server" not in said
    assert "程序出了意外" in said
    assert "a secret of the server" in caplog.text


def test_what_was_said_is_kept_for_its_owner_and_comes_back(panel: AskPanel) -> None:
    talk = talk_of(ask(panel, QUESTION))
    assert talk.id is not None

    assert [turn.question for turn in panel.kept.turns(WANG.owner, talk.id)] == [QUESTION]
    assert QUESTION in str(panel.open_talk(talk.id, WANG, "zh").conversation)
    assert panel.open_talk(talk.id, LI, "zh") == Drawn()
    assert QUESTION in panel.talks(talk, WANG, "zh")
    assert QUESTION not in panel.talks(Talk(), LI, "zh")


def test_a_page_state_in_other_hands_is_an_empty_one(panel: AskPanel) -> None:
    talk = talk_of(ask(panel, QUESTION))

    said = ask(panel, "审计局负责什么?", talk, LI)
    assert QUESTION not in shown(said)
    assert talk_of(said).owner == LI.owner
    assert list(panel.ask_again(0, None, talk, LI, "zh", EVERYTHING)) == []
    assert panel.rate(0, True, "", talk, LI, "zh", EVERYTHING) == Drawn()
    assert panel.kept.feedback() == []


def test_for_nobody_in_particular_nothing_is_kept(panel: AskPanel) -> None:
    talk = talk_of(ask(panel, QUESTION, visitor=NOBODY))

    assert talk.id is None
    assert len(talk.turns) == 1
    assert panel.kept.of(NOBODY.owner) == []


def test_an_edited_question_replaces_the_turn_and_what_came_after(panel: AskPanel) -> None:
    talk = talk_of(ask(panel, "那配合单位呢?", talk_of(ask(panel, QUESTION))))

    edited = talk_of(list(panel.ask_again(0, "通知说了什么?", talk, WANG, "zh", EVERYTHING)))

    assert [turn.question for turn in edited.turns] == ["通知说了什么?"]
    assert [turn.question for turn in panel.kept.turns(WANG.owner, str(talk.id))] == ["通知说了什么?"]
    again = talk_of(list(panel.ask_again(0, None, edited, WANG, "zh", EVERYTHING)))
    assert again.turns[0].question == "通知说了什么?"


class SlowWriter(SmallLibrary):
    """Writes as a language model does: unchecked words first, and then it thinks for long."""

    def ask_stream(self, question: str, *rest: Any, **named: Any) -> Iterator[Answer]:
        answer = self.ask(question)
        yield replace(answer, text="未经核对", citations=(), provisional=True)
        time.sleep(1)
        yield answer


def test_words_that_nobody_has_checked_are_seen_and_never_kept(tmp_path: Path) -> None:
    panel = AskPanel(SlowWriter(PLAN), Conversations(tmp_path), pause_s=0)
    run = Run()
    steps = panel.respond(QUESTION, Talk(), WANG, "zh", run=run)
    next(steps)
    assert "未经核对" in str(next(steps).conversation)

    run.stop()
    (stopped,) = list(steps)

    assert "已停止" in str(stopped.conversation)
    assert "未经核对" not in str(stopped.conversation)
    assert stopped.talk is not None
    (turn,) = panel.kept.turns(WANG.owner, str(stopped.talk.id))
    assert turn.answer is None
    assert "重新回答" in str(stopped.conversation)


def test_what_is_thought_of_an_answer_is_kept_with_its_reason(panel: AskPanel) -> None:
    talk = talk_of(ask(panel, QUESTION))

    drawn = panel.rate(0, False, "出处不对", talk, WANG, "zh", EVERYTHING)

    assert 'data-chosen="true"' in str(drawn.conversation)
    (said,) = panel.kept.feedback()
    assert (said.good, said.reason, said.name) == (False, "出处不对", "wang")


class KnowsNoSupport(SmallLibrary):
    """Refuses what asks for supporting units."""

    def ask(self, question: str, *rest: Any, **named: Any) -> Answer:
        answer = super().ask(question, *rest, **named)
        return replace(answer, refused=True) if "配合" in question else answer


def test_questions_offered_next_are_those_that_have_an_answer(tmp_path: Path) -> None:
    library = KnowsNoSupport(PLAN)
    panel = AskPanel(library, Conversations(tmp_path), pause_s=0)

    offered = read_off(shown(ask(panel, QUESTION)).split("pa-next")[1])

    assert "“提高专利申请质量”要求什么时候完成?" in offered
    assert any("配合单位有哪些" in question for question, _ in library.asked)
    assert "配合" not in offered
    # What has been tried once is not tried again.
    tried = len(library.asked)
    ask(panel, QUESTION)
    assert len(library.asked) == tried + 1


def test_a_conversation_is_renamed_and_dropped(panel: AskPanel) -> None:
    talk = talk_of(ask(panel, QUESTION))
    identity = str(talk.id)

    assert "专利的事" in str(panel.rename_talk(identity, "专利的事", talk, WANG, "zh").talks)
    panel.drop_talk(identity, talk, LI, "zh")
    assert len(panel.kept.of(WANG.owner)) == 1
    dropped = panel.drop_talk(identity, talk, WANG, "zh")
    assert dropped.talk == Talk(WANG.owner)
    assert "想了解什么政策" in str(dropped.conversation)
    assert panel.kept.of(WANG.owner) == []


def test_an_answer_is_copied_with_its_sources_in_formal_style(library: SmallLibrary) -> None:
    assert as_cited(library.ask(QUESTION)).endswith(
        "[1] 据《试点园区工作方案》(一)\n[2] 据《试点园区工作方案》(一)"
    )


def test_the_empty_state_speaks_the_chosen_language(panel: AskPanel) -> None:
    assert "What would you like to know?" in panel.welcome("en")
    assert PLAN.metadata.title in panel.welcome("en")


def test_what_to_ask_next_is_not_drawn_over_a_question_asked_meanwhile(
    panel: AskPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Gradio dropped such a question; now it is heard, and the earlier answer keeps still.
    runs, run = Runs(), Run()
    runs._now["page"] = run
    seen: list[bool] = []

    def look(*_: Any) -> list[str]:
        seen.append(runs.is_writing("page"))
        runs.begin("page")
        return ["完成时间?"]

    monkeypatch.setattr(panel, "next_questions", look)
    steps = list(panel.respond(QUESTION, Talk(), WANG, "zh", run=run))

    assert seen == [False]
    assert runs.is_writing("page")
    assert all("完成时间?" not in str(step.conversation) for step in steps)
