"""Turn a question that refers back into one that stands alone, and leave every other as it is.

"那配合单位呢?" after "X由谁牵头?" becomes "X的配合单位有哪些?". A question is rewritten only where
its own words point back (那…呢, 它, 这项, "that task", "what about"), since a rewriting of a
question that stands alone would change it. The result is shown to the person who asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.language.duty_words import formal_duties
from assistant.questions import followup_en, followup_zh

History = Sequence[Mapping[str, str]]
"""Turns of {"role": "user" | "assistant", "content": …}, oldest first."""

_HAN = re.compile(r"[\u4e00-\u9fff]")


def rewrite_followup(question: str, history: History) -> str:
    """The question as one that stands alone; the same text where it already does.

    Args:
        question: As typed.
        history: Earlier turns, oldest first; only the last question and answer are drawn on,
            and the ones before where the last question itself referred back.
    """
    turns = [turn for turn in history if turn.get("content", "").strip()]
    position = max((i for i, turn in enumerate(turns) if turn.get("role") == "user"), default=None)
    if position is None:
        return question
    chinese = bool(_HAN.search(question))
    before = turns[position]["content"]
    if not (followup_zh.refers_back(question, before) if chinese else followup_en.refers_back(question)):
        return question
    previous = rewrite_followup(before.strip(), turns[:position])
    if chinese:
        question, previous = formal_duties(question), formal_duties(previous)
    answer = " ".join(turn["content"] for turn in turns[position + 1 :] if turn.get("role") == "assistant")
    return _standalone(question, previous, answer)


def points_at_answer(question: str) -> bool:
    """Whether a question speaks of a unit or task as one just found: 这个部门, 那项任务, "that department"."""
    if _HAN.search(question):
        return followup_zh.points_at_answer(question)
    return followup_en.points_at_answer(question)


def complete(question: str, previous: str, answer: str) -> str:
    """A question that points at an answer (``points_at_answer``), with what it points at named."""
    return _standalone(question, previous, answer)


def _standalone(question: str, previous: str, answer: str) -> str:
    write = followup_zh.standalone if _HAN.search(question) else followup_en.standalone
    return write(question, previous, answer).strip() or question
