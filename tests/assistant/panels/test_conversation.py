import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.panels.conversation import history, portions, render_conversation, render_welcome
from assistant.people.conversations import Turn
from tests.assistant.panels.conftest import HOSTILE_TEXT, SmallLibrary
from tests.assistant.panels.test_evidence import read_off


def answered(library: SmallLibrary, question: str, number: int = 0) -> Turn:
    return Turn(number, question, library.ask(question))


def test_a_mark_becomes_a_button_for_its_citation(library: SmallLibrary) -> None:
    drawn = render_conversation([answered(library, "专利由谁牵头?", 4)], "zh")

    marks = re.findall(
        r'<button type="button" class="pa-mark" data-turn="4" data-n="(\d)" aria-label="([^"]+)"', drawn
    )
    assert [n for n, _ in marks] == ["1", "2"]
    assert marks[0][1] == "依据 1:《试点园区工作方案》(一)"


def test_a_bracket_without_a_citation_stays_text(library: SmallLibrary) -> None:
    drawn = render_conversation([answered(library, "专利由谁牵头?")], "zh")

    assert "另见[9]。" in drawn


def test_a_hostile_document_is_shown_as_text_in_the_answer(library: SmallLibrary) -> None:
    drawn = render_conversation([answered(library, "通知说了什么?")], "zh")

    assert "<script" not in drawn
    assert "<img" not in drawn
    assert HOSTILE_TEXT in read_off(drawn)


def test_a_question_is_shown_as_text(library: SmallLibrary) -> None:
    drawn = render_conversation([answered(library, "<b onclick=a()>专利</b>")], "zh")

    assert "<b " not in drawn
    assert "<b onclick=a()>专利</b>" in read_off(drawn)


def test_a_mark_of_a_sample_says_so(library: SmallLibrary) -> None:
    assert "(演示样例)" in render_conversation([answered(library, "通知说了什么?")], "zh")
    assert "(演示样例)" not in render_conversation([answered(library, "专利由谁牵头?")], "zh")


def test_a_rewritten_question_is_shown_only_where_it_differs(library: SmallLibrary) -> None:
    assert "按此理解:提高专利申请质量的配合单位呢?" in render_conversation(
        [answered(library, "那配合单位呢?")], "zh"
    )
    assert "按此理解" not in render_conversation([answered(library, "专利由谁牵头?")], "zh")


def test_a_refusal_is_plain_and_offers_its_nearest_passages(library: SmallLibrary) -> None:
    drawn = render_conversation([answered(library, "审计局负责哪项任务?")], "zh")

    assert "没有找到依据" in drawn
    assert "查看最相近的原文(1)" in drawn


def test_an_error_is_a_line_in_place_of_the_answer() -> None:
    drawn = render_conversation([Turn(0, "?", error="Say <more>.")], "zh")

    assert "Say &lt;more&gt;." in drawn
    assert 'role="alert"' in drawn


def test_history_holds_the_turns_that_were_answered(library: SmallLibrary) -> None:
    turns = [answered(library, "专利由谁牵头?"), Turn(1, "?", error="No words."), Turn(2, "还没有回答")]

    assert [message["content"] for message in history(turns)] == [
        "专利由谁牵头?",
        "由市场监管局牵头。[1]\n目标是保持40件以上。[2] 另见[9]。",
    ]


@given(st.text(alphabet="甲乙。;\n[1]", min_size=1, max_size=300))
def test_portions_grow_to_the_whole_text(text: str) -> None:
    shown = list(portions(text))

    assert shown[-1] == text
    assert all(later.startswith(earlier) for earlier, later in pairwise(shown))
    assert len(shown) <= 13


def test_a_portion_ends_after_the_marks_of_its_sentence() -> None:
    assert list(portions("甲。[1][2]乙。[3]")) == ["甲。[1][2]", "甲。[1][2]乙。[3]"]


def test_the_empty_state_names_the_documents_and_offers_questions(library: SmallLibrary) -> None:
    drawn = render_welcome(library.documents(), ["谁牵头?"], "zh")

    assert "试点园区工作方案" in drawn
    assert 'data-question="谁牵头?"' in drawn
    assert "<script" not in drawn


def test_the_empty_state_without_documents_says_how_to_add_them() -> None:
    assert "policy-assistant ingest" in render_welcome([], [], "zh")
    assert "No documents yet" in render_welcome([], [], "en")
