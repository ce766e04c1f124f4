"""Draw one turn: the question, the answer with its marks, and what can be done with them."""

from __future__ import annotations

import re

from assistant.answer import Answer, Language
from assistant.panels import talk_texts, texts
from assistant.panels.markup import escape
from assistant.people.conversations import Turn

_MARK = re.compile(r"\[(\d{1,3})\]")
_THUMB = (
    '<svg viewBox="0 0 24 24" width="17" height="17" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.7" '
    'stroke-linejoin="round"><path d="M7 10v10H4V10zM7 10l4-7c1.6 0 2.6 1 2.4 2.6L13 9h5.6c1.3 0 2.2 1.2 1.9 2.4l-1.7 7c-.2.9-1 '
    '1.6-2 1.6H7"/></svg>'
)


def render_turn(
    turn: Turn, language: Language, shown: str | None = None, *, is_last: bool = True, is_busy: bool = False
) -> str:
    """One turn.

    Args:
        shown: The part of the answer said so far; None shows it whole.
        is_last: Whether nothing was said after it.
        is_busy: Whether an answer is being written anywhere in the conversation: then nothing else can be begun.
    """
    tag = texts.LANGUAGE_TAGS[language]
    edit = "" if is_busy else _edit(turn, language, is_last)
    return (
        f'<article class="pa-turn" id="turn-{turn.number}" aria-label="{texts.YOU_ASKED(language)}">'
        f'<div class="pa-asked-line"><h3 class="pa-question">{escape(turn.question)}</h3><div lang="{tag}">{edit}</div></div>'
        f"{_reply(turn, language, shown, is_last, is_busy)}</article>"
    )


def _reply(turn: Turn, language: Language, shown: str | None, is_last: bool, is_busy: bool) -> str:
    tag = texts.LANGUAGE_TAGS[language]
    if turn.error is not None:
        again = "" if is_busy or not is_last else _again(turn, language)
        return (
            f'<div class="pa-reply pa-failed" role="alert" lang="{tag}"><h4>{texts.NOT_ANSWERED(language)}</h4>'
            f'<p>{escape(turn.error)}</p><div class="pa-actions">{again}</div></div>'
        )
    if turn.answer is None:
        return f'<div class="pa-reply pa-pending pa-writing" lang="{tag}"><p>{texts.SEARCHING(language)}</p></div>'
    answer = turn.answer
    is_written = shown is None and not answer.provisional
    understood = ""
    if answer.standalone_question.strip() != turn.question.strip():
        rewritten = texts.UNDERSTOOD_AS(language, question=answer.standalone_question)
        understood = f'<p class="pa-understood" lang="{tag}">{escape(rewritten)}</p>'
    title = f'<h4 lang="{tag}">{texts.REFUSED(language)}</h4>' if answer.refused else ""
    body = _with_marks(answer.text if shown is None else shown, turn, language)
    notes = "".join(f'<p class="pa-note">{escape(note)}</p>' for note in (answer.notes if is_written else ()))
    return (
        f'<div class="pa-reply{" pa-refused" if answer.refused else ""}{"" if is_written else " pa-writing"}" '
        f'lang="{texts.LANGUAGE_TAGS[answer.language]}">{understood}{title}'
        f'<div class="pa-answer">{body}</div>{notes}'
        + (_actions(turn, answer, language, is_last, is_busy) if is_written else "")
        + "</div>"
    )


def _actions(turn: Turn, answer: Answer, language: Language, is_last: bool, is_busy: bool) -> str:
    """See the evidence, copy, say what one thinks of it, ask for another."""
    evidence = ""
    if turn.citations:
        phrase = texts.OPEN_NEAREST if answer.refused else texts.OPEN_EVIDENCE
        evidence = (
            f'<button type="button" class="pa-open" data-turn="{turn.number}" data-n="{turn.citations[0].n}">'
            f"{phrase(language, count=len(turn.citations))}</button>"
        )
    copy = (
        f'<button type="button" class="pa-copy" data-copy="{escape(as_cited(answer))}" data-copied="{texts.COPIED(language)}" '
        f'data-failed="{texts.COPY_FAILED(language)}">{talk_texts.COPY_ANSWER(language)}</button>'
    )
    again = "" if is_busy or not is_last else _again(turn, language)
    return (
        f'<div class="pa-actions" lang="{texts.LANGUAGE_TAGS[language]}">{evidence}{copy}{again}'
        f"{'' if is_busy else _thumbs(turn, language)}</div>"
    )


def as_cited(answer: Answer) -> str:
    """The answer as it goes into a paper: its words, and under them each source in formal style."""
    cited = [talk_texts.COPIED_SOURCE("zh", n=one.n, formal=one.formal) for one in answer.citations]
    return "\n".join([answer.text, *(["", *cited] if cited else [])])


def _again(turn: Turn, language: Language) -> str:
    return (
        f'<button type="button" class="pa-quiet" data-say="again" data-turn="{turn.number}">'
        f"{talk_texts.AGAIN(language)}</button>"
    )


def _edit(turn: Turn, language: Language, is_last: bool) -> str:
    warning = "" if is_last else f"<p>{talk_texts.EDIT_DROPS(language)}</p>"
    return (
        f'<details class="pa-edit"><summary>{talk_texts.EDIT(language)}</summary><div>'
        f'<textarea rows="3" aria-label="{talk_texts.EDIT_LABEL(language)}">{escape(turn.question)}</textarea>{warning}'
        f'<button type="button" class="pa-quiet" data-say="edit" data-turn="{turn.number}">{talk_texts.EDIT_GO(language)}</button>'
        "</div></details>"
    )


def _thumbs(turn: Turn, language: Language) -> str:
    pressed = {True: "true", False: "false"}
    reasons = "".join(
        f'<button type="button" class="pa-quiet" data-say="rate" data-turn="{turn.number}" data-reason="{reason(language)}">'
        f"{reason(language)}</button>"
        for reason in talk_texts.REASONS
    )
    more = talk_texts.BAD_MORE(language)
    thanks = (
        f'<span class="pa-thanks" role="status">{talk_texts.THANKS(language)}</span>'
        if turn.good is not None
        else ""
    )
    return (
        f'<span class="pa-thumbs"><button type="button" class="pa-thumb" data-say="rate" data-good="1" data-turn="{turn.number}" '
        f'aria-pressed="{pressed[turn.good is True]}" aria-label="{talk_texts.GOOD(language)}" title="{talk_texts.GOOD(language)}">'
        f'{_THUMB}</button><details class="pa-down" data-chosen="{pressed[turn.good is False]}"><summary '
        f'aria-label="{talk_texts.BAD(language)}" title="{talk_texts.BAD(language)}">{_THUMB}</summary>'
        f'<div role="group" aria-label="{talk_texts.BAD_REASON(language)}"><p>{talk_texts.BAD_REASON(language)}</p>{reasons}'
        f'<span><input type="text" maxlength="500" aria-label="{more}" placeholder="{more}">'
        f'<button type="button" class="pa-quiet" data-say="rate" data-turn="{turn.number}">{talk_texts.BAD_SEND(language)}</button>'
        f"</span></div></details>{thanks}</span>"
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
