"""Draw a document as text, opened at a passage, and as the passages it was cut into; the frame of both."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.answer import Language
from assistant.panels import texts as page_texts
from assistant.panels import viewer_texts as texts
from assistant.panels.markup import escape
from corpus.document import Document, Page

if TYPE_CHECKING:
    from index.passages import Passage

WINDOW_CHARS = 120_000
"""Text drawn at once: three times the longest plan; a browser lays it out in a few tenths of a second."""
PASSAGES_SHOWN = 200
OUTLINE_SHOWN = 1500


def frame_view(
    document: Document,
    language: Language,
    *,
    mode: str,
    start: int,
    end: int,
    has_pictures: bool,
    body: str,
    tools: str = "",
    page: Page | None = None,
) -> str:
    """The title with what is known of the document, the ways to look at it, and ``body``."""
    metadata = document.metadata
    facts = [
        f"<span>{escape(fact)}</span>" for fact in (metadata.number, metadata.issuer, metadata.date) if fact
    ]
    if metadata.status:
        state = "pa-void" if metadata.status == "失效" else "pa-status"
        facts.append(f'<span class="pa-badge {state}">{escape(metadata.status)}</span>')
    if metadata.sample:
        facts.append(f'<span class="pa-badge pa-sample">{page_texts.SAMPLE_NOTE(language)}</span>')
    shown = page or next((one for one in document.pages if one.start <= start < one.end), None)
    if shown is not None and shown.ocr_confidence is not None:
        percent = round(shown.ocr_confidence * 100)
        facts.append(f'<span class="pa-badge">{page_texts.OCR(language, percent=percent)}</span>')
    ways = (
        ("page", texts.PAGE_VIEW, has_pictures),
        ("text", texts.TEXT_VIEW, True),
        ("cut", texts.CUT_VIEW, True),
    )
    drawn = "".join(
        f'<button type="button" class="pa-way" data-view="{way}" data-document="{escape(document.document_id)}" '
        f'data-start="{start}" data-end="{end}" aria-pressed="{"true" if way == mode else "false"}">{phrase(language)}</button>'
        for way, phrase, is_there in ways
        if is_there
    )
    return (
        f'<section class="pa-view" lang="{page_texts.LANGUAGE_TAGS[language]}" aria-labelledby="pa-view-title" data-mode="{mode}">'
        f'<header><div><h2 id="pa-view-title" tabindex="-1" lang="zh-CN">{escape(metadata.title)}</h2>'
        f'<p class="pa-facts">{"".join(facts)}</p></div>{_close(language)}</header>'
        f'<div class="pa-view-bar"><div class="pa-ways" role="group" aria-label="{texts.VIEWS(language)}">{drawn}</div>{tools}</div>'
        f'<div class="pa-view-body" tabindex="-1">{body}</div></section>'
    )


def _close(language: Language) -> str:
    label = texts.CLOSE(language)
    return f'<button type="button" class="pa-view-close" aria-label="{label}" title="{label}">✕</button>'


def render_opening(language: Language) -> str:
    """What is shown until the first document is drawn."""
    return _message(texts.OPENING(language), language)


def render_gone(language: Language) -> str:
    """The document has been removed since the button was drawn."""
    return _message(page_texts.GONE(language), language)


def _message(said: str, language: Language) -> str:
    return (
        f'<section class="pa-view" lang="{page_texts.LANGUAGE_TAGS[language]}" aria-label="{page_texts.DOCUMENT(language)}">'
        f'<header><p class="pa-hint" role="status">{said}</p>{_close(language)}</header></section>'
    )


def render_text_view(document: Document, start: int, end: int, language: Language, has_pictures: bool) -> str:
    """The text with its outline, the passage marked; of a long text the part around it."""
    total = len(document.text)
    # A browser names the range: what it asks for is drawn as far as one window reaches.
    end = min(end, start + WINDOW_CHARS // 2)
    low = max(0, min(start - WINDOW_CHARS // 2, total - WINDOW_CHARS))
    high = min(total, low + WINDOW_CHARS)
    note = ""
    if (low, high) != (0, total):
        said = texts.WINDOW(language, total=f"{total:,}", first=f"{low + 1:,}", last=f"{high:,}")
        note = f'<p class="pa-note">{said}</p>'
    outline = _outline(document, language)
    body = (
        f'<div class="pa-reading">{outline}<div>{note}<div class="pa-text" lang="zh-CN">'
        f"{_text(document, low, high, start, end, language, has_pictures)}</div></div></div>"
    )
    return frame_view(
        document, language, mode="text", start=start, end=end, has_pictures=has_pictures, body=body
    )


def _outline(document: Document, language: Language) -> str:
    if not document.sections:
        return ""
    items = "".join(
        f'<li style="--depth:{min(section.level, 6) - 1}"><button type="button" class="pa-link" data-view="text" '
        f'data-document="{escape(document.document_id)}" data-start="{section.start}" data-end="{section.heading_end}" '
        f'lang="zh-CN">{escape(section.heading)}</button></li>'
        for section in document.sections[:OUTLINE_SHOWN]
    )
    return (
        f'<nav aria-label="{texts.OUTLINE(language)}"><details open><summary>{texts.OUTLINE(language)}</summary>'
        f'<ol class="pa-outline">{items}</ol></details></nav>'
    )


def _text(
    document: Document, low: int, high: int, start: int, end: int, language: Language, has_pictures: bool
) -> str:
    """``text[low:high]`` with headings bold, the passage marked and the pages' beginnings named."""
    bold = [(s.start, s.heading_end) for s in document.sections if low <= s.start < high]
    begins = {
        page.start: page.number
        for page in document.pages
        if low <= page.start < high and page.end > page.start
    }
    cuts = sorted(
        {low, high, *begins, *(at for span in (*bold, (start, end)) for at in span if low < at < high)}
    )
    out: list[str] = []
    position = 0
    for left, right in pairwise(cuts):
        if left in begins:
            out.append(_page_sign(document, begins[left], left, language, has_pictures))
        while position < len(bold) and bold[position][1] <= left:
            position += 1
        piece = escape(document.text[left:right])
        if position < len(bold) and bold[position][0] <= left:
            piece = f"<b>{piece}</b>"
        if start <= left and right <= end:
            piece = f"<mark>{piece}</mark>"
        out.append(piece)
    return "".join(out)


def _page_sign(document: Document, number: int, at: int, language: Language, has_pictures: bool) -> str:
    said = texts.PAGE_BEGINS(language, page=number)
    if not has_pictures:
        return f'<span class="pa-page-sign">{said}</span>'
    return (
        f'<button type="button" class="pa-page-sign" data-view="page" data-document="{escape(document.document_id)}" '
        f'data-page="{number}" data-start="{at}" data-end="{at}">{said}</button>'
    )


def render_cut_view(
    document: Document, passages: Sequence[Passage], start: int, language: Language, has_pictures: bool
) -> str:
    """The passages as the index holds them, from the one at ``start`` on."""
    at = next((n for n, passage in enumerate(passages) if passage.end > start), 0)
    first = 0 if at < PASSAGES_SHOWN else at
    shown = passages[first : first + PASSAGES_SHOWN]
    said = texts.CUT_INTO(language, count=len(passages))
    if len(shown) < len(passages):
        said += texts.CUT_SHOWN(language, first=first + 1, last=first + len(shown))

    def leaf(to: int, phrase: str) -> str:
        return (
            f'<button type="button" class="pa-quiet" data-view="cut" data-document="{escape(document.document_id)}" '
            f'data-start="{passages[to].start}" data-end="{passages[to].start}">{phrase}</button>'
        )

    before = leaf(max(first - PASSAGES_SHOWN, 0), texts.EARLIER(language)) if first else ""
    after = (
        leaf(first + PASSAGES_SHOWN, texts.LATER(language)) if first + PASSAGES_SHOWN < len(passages) else ""
    )
    items = "".join(
        _passage(document, passage, first + n + 1, language, is_here=bool(start) and first + n == at)
        for n, passage in enumerate(shown)
    )
    body = f'<p class="pa-note">{said}</p>{before}<ol class="pa-cut">{items}</ol>{after}'
    return frame_view(
        document, language, mode="cut", start=start, end=start, has_pictures=has_pictures, body=body
    )


def _passage(document: Document, passage: Passage, n: int, language: Language, *, is_here: bool) -> str:
    path = " › ".join(passage.section_path) or texts.NO_HEADING(language)
    place = texts.CUT_PLACE(language, start=passage.start, end=passage.end, chars=passage.end - passage.start)
    page = f"<span>{page_texts.PAGE(language, page=passage.page)}</span>" if passage.page is not None else ""
    return (
        f'<li class="{"pa-here" if is_here else ""}"><p class="pa-facts"><b>{n}</b><span>{place}</span>{page}</p>'
        f'<button type="button" class="pa-link pa-cut-path" data-view="text" data-document="{escape(document.document_id)}" '
        f'data-start="{passage.start}" data-end="{passage.end}" lang="zh-CN">{escape(path)}</button>'
        f'<div class="pa-text" lang="zh-CN">{escape(passage.text)}</div></li>'
    )
