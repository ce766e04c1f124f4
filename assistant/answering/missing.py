"""What was looked for and is not in the evidence, and how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Language

MissingKind = Literal[
    "unit",
    "part",
    "year",
    "other_year",
    "actual",
    "attribute",
    "number",
    "date",
    "person",
    "name",
    "who",
    "level",
    "subject",
]


@dataclass(frozen=True, slots=True)
class Missing:
    """What was looked for and is not in the evidence."""

    kind: MissingKind
    what: str = ""


_WORDS: dict[MissingKind, tuple[str, str]] = {
    "unit": ("所查文件中没有提到“{what}”。", "The documents do not mention “{what}”."),
    "part": (
        "所查文件中，{what}在所问的任务里没有这样的分工。",
        "The documents do not give the {what} that part in the task.",
    ),
    "year": ("所查文件中没有{what}年的相关内容。", "The documents say nothing about {what}."),
    "other_year": (
        "所查文件没有写明{what}年的情况，只写了其他年份的。",
        "The documents state this for another year, not for {what}.",
    ),
    "actual": (
        "所查文件写明的是目标和安排，没有记载实际完成情况。",
        "The documents state what is planned; they do not record what actually happened.",
    ),
    "attribute": (
        "所查文件中没有写明所问的“{what}”。",
        "The documents do not state the “{what}” asked about.",
    ),
    "number": (
        "所查文件提到了相关内容，但没有给出所问的数量。",
        "The documents touch on this, but give no figure for what is asked.",
    ),
    "date": (
        "所查文件提到了相关内容，但没有写明所问的时间。",
        "The documents touch on this, but give no date for what is asked.",
    ),
    "person": ("所查文件没有写明{what}由谁担任。", "The documents do not name the person asked about."),
    "name": (
        "所查文件提到了相关内容，但没有写明所问的名称。",
        "The documents touch on this, but do not give the name asked for.",
    ),
    "who": (
        "所查文件提到了相关内容，但没有写明由谁来做。",
        "The documents touch on this, but do not say who does it.",
    ),
    "level": (
        "所查文件只写了其他层级的内容，没有写明“{what}”的情况。",
        "The documents state this for another level, not for “{what}”.",
    ),
    "subject": (
        "所查文件中没有找到能够回答这个问题的内容。",
        "Nothing in the documents answers this question.",
    ),
}


def refusal_text(missing: Missing, language: Language, looked_for: Sequence[str], has_nearest: bool) -> str:
    """What was looked for and not found, in one or two short sentences."""
    chinese, english = _WORDS[missing.kind]
    if language == "zh":
        text = chinese.format(what=missing.what or "该职务")
        if missing.kind == "subject" and looked_for:
            text = f"所查文件中没有找到关于“{'、'.join(looked_for)}”的、能够回答这个问题的内容。"
        return text + ("以下是最接近的内容，并非答案。" if has_nearest else "")
    text = english.format(what=missing.what)
    if missing.kind == "subject" and looked_for:
        text = f"Nothing in the documents answers this: no passage states {', '.join(looked_for)}."
    return text + (" The nearest passages follow; they do not answer it." if has_nearest else "")
