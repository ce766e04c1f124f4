"""A conversation as a file: every question, every answer with its marks, and under it what they cite."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Sequence

from assistant.exports.docx import clean, set_font
from assistant.exports.plain import escape_markdown
from assistant.exports.sheet import SAMPLE_MARK
from assistant.people.conversations import Turn

MEDIA_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
NOT_ANSWERED = "未能回答"
REFUSED = "文件中没有找到依据;下列原文相近,不构成回答:"
RESTS_ON = "依据:"


def conversation_file(ending: str, title: str, turns: Sequence[Turn], touched: float) -> bytes:
    """The bytes of the file.

    Args:
        ending: One of ``MEDIA_TYPES``.
        touched: When something was last said, in seconds since 1970.
    """
    said = time.strftime("%Y-%m-%d %H:%M", time.localtime(touched))
    if ending == "docx":
        return _docx(title, turns, said)
    return _markdown(title, turns, said).encode()


def _markdown(title: str, turns: Sequence[Turn], said: str) -> str:
    lines = [f"# {escape_markdown(title)}", "", said, ""]
    for turn in turns:
        lines += [f"## {escape_markdown(turn.question)}", ""]
        for paragraph in _paragraphs(turn):
            lines += [escape_markdown(paragraph), ""]
        if turn.citations:
            lines += [_above(turn), ""]
            lines += [line for n, formal, quote in _sources(turn) for line in _cited(n, formal, quote)]
    return "\n".join(lines).rstrip() + "\n"


def _cited(n: int, formal: str, quote: str) -> list[str]:
    return [f"- \\[{n}\\] {escape_markdown(formal)}", "", f"  > {escape_markdown(quote)}", ""]


def _docx(title: str, turns: Sequence[Turn], said: str) -> bytes:
    from docx import Document
    from docx.shared import Pt

    document = Document()
    set_font(document, 11)
    document.add_heading(clean(title), 0)
    document.add_paragraph(said)
    for turn in turns:
        document.add_heading(clean(turn.question), 1)
        for paragraph in _paragraphs(turn):
            document.add_paragraph(clean(paragraph))
        if turn.citations:
            document.add_paragraph(_above(turn))
        for n, formal, quote in _sources(turn):
            document.add_paragraph().add_run(clean(f"[{n}] {formal}")).bold = True
            quoted = document.add_paragraph(clean(quote))
            quoted.paragraph_format.left_indent = Pt(22)
    document.core_properties.title = clean(title)
    document.core_properties.author = "policy-assistant"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraphs(turn: Turn) -> list[str]:
    if turn.answer is None:
        return [f"{NOT_ANSWERED}:{turn.error}" if turn.error else NOT_ANSWERED]
    understood = turn.answer.standalone_question.strip()
    head = [f"按此理解:{understood}"] if understood != turn.question.strip() else []
    return head + [line for line in re.split(r"\n+", turn.answer.text) if line.strip()]


def _above(turn: Turn) -> str:
    return REFUSED if turn.answer is not None and turn.answer.refused else RESTS_ON


def _sources(turn: Turn) -> list[tuple[int, str, str]]:
    return [
        (one.n, f"据{one.formal}" + (f" {SAMPLE_MARK}" if one.sample else ""), one.quote)
        for one in turn.citations
    ]
