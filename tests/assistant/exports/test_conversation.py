"""A conversation as a file: everything said and cited, and nothing that acts."""

from __future__ import annotations

import io

import docx

from assistant.exports.conversation import conversation_file
from assistant.people.conversations import Turn
from tests.assistant.panels.conftest import HOSTILE, HOSTILE_TEXT, PLAN, SmallLibrary

LIBRARY = SmallLibrary(PLAN, HOSTILE)
TURNS = [
    Turn(0, "专利由谁牵头?", LIBRARY.ask("专利由谁牵头?")),
    Turn(1, "审计局负责什么?", LIBRARY.ask("审计局负责什么?")),
    Turn(2, "???", error="No words."),
]


def test_markdown_holds_question_answer_and_sources() -> None:
    text = conversation_file("md", "专利", TURNS, 1.7e9).decode()

    assert text.startswith("# 专利\n")
    assert "## 专利由谁牵头?" in text
    assert r"由市场监管局牵头。\[1\]" in text
    assert r"- \[1\] 据《试点园区工作方案》(一)" in text
    assert "> 牵头部门:市场监管局" in text
    assert "不构成回答" in text
    assert "未能回答:No words." in text


def test_word_holds_the_same() -> None:
    document = docx.Document(io.BytesIO(conversation_file("docx", "专利", TURNS, 1.7e9)))
    said = [paragraph.text for paragraph in document.paragraphs]

    assert "专利由谁牵头?" in said
    assert "由市场监管局牵头。[1]" in said
    assert "[1] 据《试点园区工作方案》(一)" in said
    assert "牵头部门:市场监管局" in said


def test_nothing_in_a_document_is_markup_in_the_file() -> None:
    turn = Turn(0, "<b>通知</b>\x00", LIBRARY.ask("通知"))

    text = conversation_file("md", "<script>", [turn], 1.7e9).decode()
    assert "<script>" not in text
    assert "<img" not in text
    assert "[这里](" not in text
    assert "演示样例" in text
    document = docx.Document(io.BytesIO(conversation_file("docx", "<script>", [turn], 1.7e9)))
    assert any(HOSTILE_TEXT in paragraph.text for paragraph in document.paragraphs)
