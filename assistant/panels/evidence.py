"""Draw citations as cards: where the words stand, and the words in their surroundings.

The quote is cut from the document by its offsets, not taken from the citation: what is shown
is what the document says now, and a document that has been removed shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answer import Citation, Language
from assistant.panels import texts, viewer_texts
from assistant.panels.markup import escape
from corpus.document import Document
from corpus.errors import AssistantError

OpenDocument = Callable[[str], Document]
"""``Workspace.document``."""

CONTEXT_CHARS = 150
"""Text shown before and after a quote: about three sentences, so that a card fits a screen."""
SENTENCE_CHARS = 20
"""A section that holds less than this beside the quote adds only its number."""
_STOP = re.compile(r"[。！？!?;；\n]")


def render_evidence(
    open_document: OpenDocument,
    citations: Sequence[Citation],
    language: Language,
    *,
    turn: int | str,
    nearest: bool = False,
    focus: int | None = None,
) -> str:
    """The evidence of one turn, a card for each citation.

    Args:
        turn: Which turn of the conversation it belongs to, from 0, or which other panel; card ids carry it.
        nearest: The passages were near and did not answer; said above them.
        focus: Number of the citation to show first, or None.
    """
    documents: dict[str, Document | None] = {}
    for citation in citations:
        if citation.document_id not in documents:
            documents[citation.document_id] = _open(open_document, citation.document_id)
    title = texts.NEAREST(language) if nearest else texts.EVIDENCE(language)
    count = f'<span class="pa-count">{texts.EVIDENCE_COUNT(language, count=len(citations))}</span>'
    cards = "".join(_card(documents[c.document_id], c, language, turn) for c in citations)
    focused = f' data-focus="evidence-{turn}-{focus}"' if focus is not None else ""
    return frame(
        title + count,
        f'<ol class="pa-cards{" pa-nearest" if nearest else ""}"{focused}>{cards}</ol>',
        language,
        "ask" if isinstance(turn, int) else turn,
    )


def render_no_evidence(language: Language) -> str:
    """The panel before there is anything to show."""
    return frame(
        texts.EVIDENCE(language), f'<p class="pa-hint">{texts.EVIDENCE_EMPTY(language)}</p>', language
    )


def surroundings(document: Document, start: int, end: int, chars: int = CONTEXT_CHARS) -> tuple[str, str]:
    """The text before and after a quote, whole sentences where possible, "…" where it is cut.

    It comes from the innermost section that holds more than the quote: the neighbouring clause's
    responsibility bracket, a line above the quote, would be read as this one's.
    """
    low, high = _section_around(document, start, end)
    text = document.text
    before = text[max(start - chars, low) : start]
    if start - chars > low:
        stop = _STOP.search(before, 0, max(len(before) - 1, 0))
        before = before[stop.end() :] if stop else "…" + before
    after = text[end : min(end + chars, high)]
    if end + chars < high:
        stops = list(_STOP.finditer(after))
        after = after[: stops[-1].end()] if stops else after + "…"
    return _close_up(before.lstrip()), _close_up(after.rstrip())


def _section_around(document: Document, start: int, end: int) -> tuple[int, int]:
    """The innermost section that holds the quote and at least a sentence more; the whole text if none does."""
    for section in reversed(document.sections):
        wide = (start - section.start) + (section.end - end) >= SENTENCE_CHARS
        if section.start <= start and end <= section.end and wide:
            return section.start, section.end
    return 0, len(document.text)


def frame(title: str, body: str, language: Language, panel: str = "ask") -> str:
    """The side of a panel: a heading, a way to close it on a narrow screen, and ``body``."""
    return (
        f'<section class="pa-evidence" lang="{texts.LANGUAGE_TAGS[language]}" aria-labelledby="pa-evidence-title-{panel}">'
        f'<header><h2 id="pa-evidence-title-{panel}" tabindex="-1">{title}</h2>'
        f'<button type="button" class="pa-close" aria-label="{texts.CLOSE(language)}">✕</button></header>'
        f"{body}</section>"
    )


def _open(open_document: OpenDocument, document_id: str) -> Document | None:
    try:
        return open_document(document_id)
    except AssistantError:
        return None


def _card(document: Document | None, citation: Citation, language: Language, turn: int | str) -> str:
    identity = f"evidence-{turn}-{citation.n}"
    number = f'<span class="pa-number" aria-hidden="true">{citation.n}</span>'
    if document is None or document.text[citation.start : citation.end] != citation.quote:
        return f'<li class="pa-card" id="{identity}" tabindex="-1">{number}<p>{texts.GONE(language)}</p></li>'
    before, after = surroundings(document, citation.start, citation.end)
    quote = document.text[citation.start : citation.end]
    sample = f'<p class="pa-sample-note">{texts.SAMPLE_NOTE(language)}</p>' if citation.sample else ""
    path = "".join(f"<li>{escape(heading)}</li>" for heading in citation.section_path)
    return (
        f'<li class="pa-card{" pa-is-sample" if citation.sample else ""}" id="{identity}" tabindex="-1">'
        f'{number}<h3 lang="zh-CN">{escape(citation.title)}</h3>{sample}'
        f'<p class="pa-facts">{_facts(document, citation, language)}</p>'
        + (f'<ol class="pa-path" lang="zh-CN">{path}</ol>' if path else "")
        + f'<blockquote lang="zh-CN"><span class="pa-around">{escape(before)}</span>'
        f'<mark aria-label="{texts.QUOTE_LABEL(language)}">{escape(quote)}</mark>'
        f'<span class="pa-around">{escape(after)}</span></blockquote>'
        f"{_ways(citation, language)}"
        f'<footer><cite lang="zh-CN">{escape(citation.formal)}</cite>'
        f'<button type="button" class="pa-copy" data-copy="{escape(citation.formal)}" '
        f'data-copied="{texts.COPIED(language)}" data-failed="{texts.COPY_FAILED(language)}">'
        f"{texts.COPY(language)}</button></footer></li>"
    )


def _ways(citation: Citation, language: Language) -> str:
    """The ways to see the passage where it stands."""
    offered = [("text", viewer_texts.SEE_TEXT)]
    if citation.page is not None:
        offered.insert(0, ("page", viewer_texts.SEE_PAGE))
    buttons = "".join(
        f'<button type="button" class="pa-see" data-view="{view}" data-document="{escape(citation.document_id)}" '
        f'data-start="{citation.start}" data-end="{citation.end}">{phrase(language)}</button>'
        for view, phrase in offered
    )
    return f'<p class="pa-see-row">{buttons}</p>'


def _facts(document: Document, citation: Citation, language: Language) -> str:
    """Issuer, 发文字号, date, page, and badges for status and OCR."""
    metadata = document.metadata
    plain = [metadata.issuer, metadata.number, metadata.date]
    if citation.page is not None:
        plain.append(texts.PAGE(language, page=citation.page))
    facts = [f"<span>{escape(fact)}</span>" for fact in plain if fact]
    if metadata.status:
        state = "pa-void" if metadata.status == "失效" else "pa-status"
        facts.append(f'<span class="pa-badge {state}">{escape(metadata.status)}</span>')
    confidence = next((p.ocr_confidence for p in document.pages if p.number == citation.page), None)
    if confidence is not None:
        percent = round(confidence * 100)
        facts.append(f'<span class="pa-badge">{texts.OCR(language, percent=percent)}</span>')
    return "".join(facts)


def _close_up(text: str) -> str:
    """Blank lines between paragraphs say nothing in a card."""
    return re.sub(r"\n\s*\n", "\n", text)
