"""Draw one page of a document: its picture, the quoted words outlined, and the way to the other pages."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from assistant.answer import Language
from assistant.panels import viewer_texts as texts
from assistant.panels.markup import escape
from assistant.panels.viewer_text import frame_view
from corpus.document import Document, Page
from corpus.page_places import Box, Places

PICTURE_ROUTE = "page-picture"
_MARGIN = 0.003
"""Room between words and outline, as a share of the page."""


def picture_address(document_id: str, number: int) -> str:
    """Where the picture of a page is, relative to the page people work in."""
    return f"{PICTURE_ROUTE}/{quote(document_id, safe='')}/{number}.webp"


def render_page_view(
    document: Document, page: Page, start: int, end: int, places: Places, language: Language
) -> str:
    """Page ``page`` with the part of ``document.text[start:end]`` that stands on it outlined."""
    label = texts.PICTURE(language, title=document.metadata.title, page=page.number)
    boxes = "".join(map(_outline, places.boxes))
    read = document.text[page.start : page.end].strip()
    body = (
        f'<figure class="pa-leaf-view"><div class="pa-leaf"><img src="{picture_address(document.document_id, page.number)}" '
        f'alt="{escape(label)}" data-failed="{texts.PICTURE_FAILED(language)}">{boxes}</div>'
        f"<figcaption>{_caption(document, page, start, end, places, language)}</figcaption></figure>"
        f'<details class="pa-leaf-text"{"" if places.boxes or end <= start else " open"}><summary>{texts.PAGE_TEXT(language)}</summary>'
        f'<div class="pa-text" lang="zh-CN">{_marked(document, page, start, end) if read else texts.NO_PAGE_TEXT(language)}</div></details>'
    )
    return frame_view(
        document,
        language,
        mode="page",
        start=start,
        end=end,
        has_pictures=True,
        tools=_tools(document, page, start, end, language),
        body=body,
        page=page,
    )


def _outline(box: Box) -> str:
    left, top = max(box.left - _MARGIN, 0), max(box.top - _MARGIN, 0)
    right, bottom = min(box.right + _MARGIN, 1), min(box.bottom + _MARGIN, 1)
    return (
        f'<i class="pa-box" aria-hidden="true" style="left:{left:.3%};top:{top:.3%};'
        f'width:{right - left:.3%};height:{bottom - top:.3%}"></i>'
    )


def _caption(document: Document, page: Page, start: int, end: int, places: Places, language: Language) -> str:
    said = []
    if end > start:
        on = [one.number for one in document.pages if one.start < end and start < one.end]
        if page.number not in on:
            said.append(texts.NOT_ON_PAGE(language, pages=_joined(on)))
        elif places.boxes:
            said.append(texts.OUTLINED(language))
        else:
            said.append(texts.NOT_FOUND(language))
    if page.ocr_confidence is not None:
        said.append(texts.SCANNED(language, percent=round(page.ocr_confidence * 100)))
    return " ".join(said)


def _joined(numbers: Sequence[int]) -> str:
    if not numbers:
        return "–"
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def _marked(document: Document, page: Page, start: int, end: int) -> str:
    low, high = min(max(start, page.start), page.end), min(max(end, page.start), page.end)
    text = document.text
    if low >= high:
        return escape(text[page.start : page.end])
    return f"{escape(text[page.start : low])}<mark>{escape(text[low:high])}</mark>{escape(text[high : page.end])}"


def _tools(document: Document, page: Page, start: int, end: int, language: Language) -> str:
    numbers = [one.number for one in document.pages]
    at = numbers.index(page.number)

    def turn(to: int, label: str, sign: str, name: str) -> str:
        there = 0 <= to < len(numbers)
        where = (
            f' data-view="page" data-document="{escape(document.document_id)}" data-page="{numbers[to]}" '
            f'data-start="{start}" data-end="{end}"'
            if there
            else " disabled"
        )
        return f'<button type="button" class="pa-tool {name}" aria-label="{label}" title="{label}"{where}>{sign}</button>'

    return (
        '<div class="pa-turn-pages">'
        + turn(at - 1, texts.PREVIOUS(language), "‹", "pa-page-before")
        + f'<label><span class="pa-unseen">{texts.PAGE_NUMBER(language)}</span><input type="number" inputmode="numeric" '
        f'min="{numbers[0]}" max="{numbers[-1]}" value="{page.number}" data-view-page data-document="{escape(document.document_id)}" '
        f'data-start="{start}" data-end="{end}"> {texts.OF_PAGES(language, count=numbers[-1])}</label>'
        + turn(at + 1, texts.NEXT(language), "›", "pa-page-after")
        + '</div><div class="pa-zoom">'
        + f'<button type="button" class="pa-tool" data-zoom="-1" aria-label="{texts.SMALLER(language)}" title="{texts.SMALLER(language)}">−</button>'
        f'<output aria-live="polite">100%</output>'
        f'<button type="button" class="pa-tool" data-zoom="1" aria-label="{texts.LARGER(language)}" title="{texts.LARGER(language)}">+</button></div>'
    )
