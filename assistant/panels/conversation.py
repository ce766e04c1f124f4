"""Draw a conversation: questions, answers with marks that open their evidence, and the empty state.

The HTML is made here rather than by a chat component, so that no Markdown, formula or markup in a
document's text is ever interpreted, and each ``[n]`` is a button that a keyboard reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.answer import Language
from assistant.panels import talk_texts, texts
from assistant.panels.markup import escape
from assistant.panels.turn_view import render_turn
from assistant.people.conversations import Turn

if TYPE_CHECKING:
    from assistant.library import DocumentRecord
    from assistant.workspace import Message

TITLES_SHOWN = 8
_PORTION = re.compile(r"[^。！？!?;；\n]*[。！？!?;；\n]+(?:\s*\[\d{1,3}\])*|.+", re.DOTALL)


def history(turns: Sequence[Turn]) -> list[Message]:
    """Earlier turns as ``Workspace.ask`` takes them; turns that failed said nothing."""
    messages: list[Message] = []
    for turn in turns:
        if turn.answer is not None:
            messages.append({"role": "user", "content": turn.question})
            messages.append({"role": "assistant", "content": turn.answer.text})
    return messages


def portions(text: str, limit: int = 12) -> Iterator[str]:
    """Growing beginnings of ``text``, sentence by sentence, at most ``limit``; the last is all of it."""
    ends = [match.end() for match in _PORTION.finditer(text)]
    step = max(1, -(-len(ends) // limit))
    for end in ends[step - 1 :: step]:
        if end < len(text):
            yield text[:end]
    yield text


def render_conversation(
    turns: Sequence[Turn], language: Language, shown: str | None = None, next_questions: Sequence[str] = ()
) -> str:
    """All turns, oldest first.

    Args:
        shown: The part of the last answer said so far; None shows it whole.
        next_questions: Offered below the last answer.
    """
    last = turns[-1] if turns else None
    is_busy = last is not None and (
        shown is not None or (last.error is None and (last.answer is None or last.answer.provisional))
    )
    drawn = "".join(
        render_turn(turn, language, shown if turn is last else None, is_last=turn is last, is_busy=is_busy)
        for turn in turns
    )
    return (
        f'<div class="pa-conversation" lang="{texts.LANGUAGE_TAGS[language]}" role="log" '
        f'aria-label="{texts.CONVERSATION(language)}">{drawn}{_next(next_questions, language)}</div>'
    )


def _next(questions: Sequence[str], language: Language) -> str:
    if not questions:
        return ""
    title = talk_texts.NEXT(language)
    return f'<section class="pa-next" aria-label="{title}"><h4>{title}</h4>{_offered(questions)}</section>'


def _offered(questions: Sequence[str]) -> str:
    offered = "".join(
        f'<li><button type="button" class="pa-example" data-question="{escape(question)}">'
        f'{escape(question)}<span aria-hidden="true">→</span></button></li>'
        for question in questions
    )
    return f'<ul class="pa-examples">{offered}</ul>'


def render_welcome(records: Sequence[DocumentRecord], examples: Sequence[str], language: Language) -> str:
    """What can be asked, from the documents there are; how to add some where there are none."""
    tag = texts.LANGUAGE_TAGS[language]
    if not records:
        return (
            f'<section class="pa-welcome" lang="{tag}"><h2>{texts.NO_DOCUMENTS(language)}</h2>'
            f"<p>{texts.NO_DOCUMENTS_TEXT(language)}</p><pre><code>policy-assistant ingest</code></pre></section>"
        )
    held = "".join(_held(record, language) for record in records[:TITLES_SHOWN])
    if len(records) > TITLES_SHOWN:
        held += f'<li class="pa-more">{texts.MORE_HELD(language, count=len(records) - TITLES_SHOWN)}</li>'
    return (
        f'<section class="pa-welcome" lang="{tag}"><h2>{texts.WELCOME(language)}</h2>'
        f"<p>{texts.WELCOME_TEXT(language)}</p>"
        + (f"<h3>{texts.TRY(language)}</h3>{_offered(examples)}" if examples else "")
        + f'<h3>{texts.HELD(language)}</h3><ul class="pa-held">{held}</ul></section>'
    )


def _held(record: DocumentRecord, language: Language) -> str:
    metadata = record.entry.metadata
    sample = f'<span class="pa-badge pa-sample">{texts.SAMPLE(language)}</span>' if metadata.sample else ""
    return (
        f'<li><span class="pa-kind">{texts.KINDS[metadata.kind](language)}</span>'
        f'<span class="pa-title" lang="zh-CN">{escape(metadata.title)}</span>{sample}</li>'
    )
