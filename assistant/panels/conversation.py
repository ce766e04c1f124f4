"""Draw a conversation: questions, answers with marks that open their evidence, and the empty state.

The HTML is made here rather than by a chat component, so that no Markdown, formula or markup in a
document's text is ever interpreted, and each ``[n]`` is a button that a keyboard reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Language
from assistant.panels import texts
from assistant.panels.markup import escape

if TYPE_CHECKING:
    from assistant.workspace import DocumentRecord, Message

TURNS_KEPT = 50
"""Earlier turns leave the page and the memory: nobody scrolls further, and a server has many sessions."""
TITLES_SHOWN = 8
_MARK = re.compile(r"\[(\d{1,3})\]")
_PORTION = re.compile(r"[^。！？!?;；\n]*[。！？!?;；\n]+(?:\s*\[\d{1,3}\])*|.+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it; neither answer nor error while it is being looked for."""

    number: int
    question: str
    answer: Answer | None = None
    error: str | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the evidence panel shows for this turn."""
        if self.answer is None:
            return ()
        return self.answer.nearest if self.answer.refused else self.answer.citations


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


def render_conversation(turns: Sequence[Turn], language: Language, shown: str | None = None) -> str:
    """All turns, oldest first.

    Args:
        shown: The part of the last answer said so far; None shows it whole.
    """
    drawn = "".join(
        _turn(turn, language, shown if position == len(turns) - 1 else None)
        for position, turn in enumerate(turns)
    )
    return (
        f'<div class="pa-conversation" lang="{texts.LANGUAGE_TAGS[language]}" role="log" '
        f'aria-label="{texts.CONVERSATION(language)}">{drawn}</div>'
    )


def render_welcome(records: Sequence[DocumentRecord], examples: Sequence[str], language: Language) -> str:
    """What can be asked, from the documents there are; how to add some where there are none."""
    tag = texts.LANGUAGE_TAGS[language]
    if not records:
        return (
            f'<section class="pa-welcome" lang="{tag}"><h2>{texts.NO_DOCUMENTS(language)}</h2>'
            f"<p>{texts.NO_DOCUMENTS_TEXT(language)}</p><pre><code>policy-assistant ingest</code></pre></section>"
        )
    offered = "".join(
        f'<li><button type="button" class="pa-example" data-question="{escape(question)}">'
        f'{escape(question)}<span aria-hidden="true">→</span></button></li>'
        for question in examples
    )
    held = "".join(_held(record, language) for record in records[:TITLES_SHOWN])
    if len(records) > TITLES_SHOWN:
        held += f'<li class="pa-more">{texts.MORE_HELD(language, count=len(records) - TITLES_SHOWN)}</li>'
    return (
        f'<section class="pa-welcome" lang="{tag}"><h2>{texts.WELCOME(language)}</h2>'
        f"<p>{texts.WELCOME_TEXT(language)}</p>"
        + (f'<h3>{texts.TRY(language)}</h3><ul class="pa-examples">{offered}</ul>' if offered else "")
        + f'<h3>{texts.HELD(language)}</h3><ul class="pa-held">{held}</ul></section>'
    )


def _held(record: DocumentRecord, language: Language) -> str:
    metadata = record.entry.metadata
    sample = f'<span class="pa-badge pa-sample">{texts.SAMPLE(language)}</span>' if metadata.sample else ""
    return (
        f'<li><span class="pa-kind">{texts.KINDS[metadata.kind](language)}</span>'
        f'<span class="pa-title" lang="zh-CN">{escape(metadata.title)}</span>{sample}</li>'
    )


def _turn(turn: Turn, language: Language, shown: str | None) -> str:
    question = (
        f'<article class="pa-turn" id="turn-{turn.number}"><h3 class="pa-question">'
        f'<span class="pa-unseen">{texts.YOU_ASKED(language)}: </span>{escape(turn.question)}</h3>'
    )
    return question + _reply(turn, language, shown) + "</article>"


def _reply(turn: Turn, language: Language, shown: str | None) -> str:
    if turn.error is not None:
        return (
            f'<div class="pa-reply pa-failed" role="alert"><h4>{texts.NOT_ANSWERED(language)}</h4>'
            f"<p>{escape(turn.error)}</p></div>"
        )
    if turn.answer is None:
        return f'<div class="pa-reply pa-pending"><p>{texts.SEARCHING(language)}</p></div>'
    answer = turn.answer
    understood = ""
    if answer.standalone_question.strip() != turn.question.strip():
        rewritten = texts.UNDERSTOOD_AS(language, question=answer.standalone_question)
        understood = f'<p class="pa-understood">{escape(rewritten)}</p>'
    title = f"<h4>{texts.REFUSED(language)}</h4>" if answer.refused else ""
    body = _with_marks(answer.text if shown is None else shown, turn, language)
    said = answer.notes if shown is None else ()
    notes = "".join(f'<p class="pa-note">{escape(note)}</p>' for note in said)
    return (
        f'<div class="pa-reply{" pa-refused" if answer.refused else ""}" '
        f'lang="{texts.LANGUAGE_TAGS[answer.language]}">{understood}{title}'
        f'<div class="pa-answer">{body}</div>{notes}'
        + (_evidence_button(turn, answer, language) if shown is None else "")
        + "</div>"
    )


def _evidence_button(turn: Turn, answer: Answer, language: Language) -> str:
    if not turn.citations:
        return ""
    phrase = texts.OPEN_NEAREST if answer.refused else texts.OPEN_EVIDENCE
    return (
        f'<button type="button" class="pa-open" data-turn="{turn.number}" data-n="{turn.citations[0].n}" '
        f'lang="{texts.LANGUAGE_TAGS[language]}">{phrase(language, count=len(turn.citations))}</button>'
    )


def _with_marks(text: str, turn: Turn, language: Language) -> str:
    """``text`` escaped, each mark that has a citation a button; other brackets stay as they are."""
    cited = {citation.n: citation for citation in turn.citations}
    out: list[str] = []
    at = 0
    for match in _MARK.finditer(text):
        citation = cited.get(int(match[1]))
        if citation is None:
            continue
        label = texts.MARK(language, n=citation.n, formal=citation.formal)
        if citation.sample:
            label += texts.SAMPLE_MARK(language)
        sample = " pa-sample" if citation.sample else ""
        out.append(escape(text[at : match.start()]))
        out.append(
            f'<button type="button" class="pa-mark{sample}" data-turn="{turn.number}" data-n="{citation.n}" '
            f'aria-label="{escape(label)}" title="{escape(label)}">{citation.n}</button>'
        )
        at = match.end()
    out.append(escape(text[at:]))
    return "".join(out)
