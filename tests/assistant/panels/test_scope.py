"""The scope of a question: what is chosen is what is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.panels.ask import AskPanel, Talk
from assistant.panels.scope import EVERYTHING, Choice, read_choice, render_scope
from assistant.people.conversations import Conversations
from assistant.retrieval.retriever import Scope
from assistant.web.visitors import NOBODY
from tests.assistant.panels.conftest import PLAN, SmallLibrary


@pytest.mark.parametrize(
    ("choice", "scope"),
    [
        (EVERYTHING, None),
        (Choice(kind="plan"), Scope(kinds=frozenset({"plan"}))),
        (Choice(document_ids=frozenset({"plan"})), Scope(document_ids=frozenset({"plan"}))),
    ],
)
def test_the_question_is_put_to_what_is_chosen(
    library: SmallLibrary, tmp_path: Path, choice: Choice, scope: Scope | None
) -> None:
    panel = AskPanel(library, Conversations(tmp_path), 0)
    list(panel.respond("专利由谁牵头?", Talk(), NOBODY, "zh", choice))

    assert library.scopes
    assert set(library.scopes) == {scope}


def test_what_a_browser_says_is_taken_as_far_as_it_makes_sense() -> None:
    assert read_choice("plan", []) == Choice(kind="plan")
    assert read_choice("plan", ["a"]) == Choice(document_ids=frozenset({"a"}))
    assert read_choice("nonsense", "abc") == EVERYTHING
    assert read_choice(None, None) == EVERYTHING


def test_the_choice_is_drawn_as_text_and_a_removed_document_is_chosen_no_more(library: SmallLibrary) -> None:
    drawn = render_scope(library.documents(), Choice(document_ids=frozenset({"gone"})), "zh")

    assert "<script>" not in drawn
    assert "全部文件</b>" in drawn
    assert 'value="" checked' in drawn
    assert "1 chosen</b>" in render_scope(library.documents(), Choice(document_ids=frozenset({"plan"})), "en")


def test_with_one_document_there_is_nothing_to_choose() -> None:
    assert render_scope(SmallLibrary(PLAN).documents(), EVERYTHING, "zh") == ""
