from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assistant.page_views import PageViews
from assistant.panels.viewer import View, Viewer, fit_view, read_view
from assistant.panels.viewer_pages import picture_address, render_page_view
from assistant.panels.viewer_text import WINDOW_CHARS, render_text_view
from assistant.workspace import Workspace
from corpus.document import Document, Metadata, Page
from corpus.page_places import Box, Places
from tests.assistant.panels.conftest import HOSTILE, HOSTILE_TEXT, PLAN


def test_what_a_browser_asks_for_becomes_a_place_that_the_document_has() -> None:
    asked = read_view({"view": "fly", "document": "x" * 500, "start": "-5", "end": "nine", "page": "1e9"})

    assert asked == View("x" * 64, "text", 0, 0, None)
    far = fit_view(View("plan", "page", 10**9, 5, 77), PLAN, has_pictures=True)
    assert (far.start, far.end, far.page) == (len(PLAN.text), len(PLAN.text), 1)
    assert fit_view(View("plan", "page"), PLAN, has_pictures=False).mode == "text"


def test_the_passage_is_marked_in_the_whole_text() -> None:
    start = PLAN.text.index("市场监管局")

    drawn = render_text_view(PLAN, start, start + 5, "zh", has_pictures=False)

    assert "<mark>市场监管局</mark>" in drawn
    assert "<b>(二)优化创新平台</b>" in drawn
    text = re.search(r'<div class="pa-text" lang="zh-CN">(.*?)</div>', drawn, re.DOTALL)
    assert text
    shown = re.sub(r"<span.*?</span>|<[^>]+>", "", text[1])
    assert shown == PLAN.text


def test_a_passage_across_a_heading_stays_whole_and_well_formed() -> None:
    heading = PLAN.text.index("(二)优化创新平台")

    drawn = render_text_view(PLAN, heading - 3, heading + 4, "zh", has_pictures=False)

    assert (
        "".join(re.findall(r"<mark>(.*?)</mark>", drawn.replace("<b>", "").replace("</b>", ""), re.DOTALL))
        == (PLAN.text[heading - 3 : heading + 4])
    )
    assert drawn.count("<b>") == drawn.count("</b>")


def test_of_a_very_long_text_the_part_around_the_passage_is_shown_and_said() -> None:
    text = "字" * (3 * WINDOW_CHARS)
    document = replace(PLAN, text=text, sections=(), pages=())

    drawn = render_text_view(document, len(text) - 10, len(text), "en", has_pictures=False)

    assert "360,000 characters" in drawn
    assert "<mark>" + "字" * 10 + "</mark>" in drawn
    assert drawn.count("字") == WINDOW_CHARS
    # A browser may ask for a range as long as the text; the whole of it was drawn, marked.
    assert render_text_view(document, 0, len(text), "en", has_pictures=False).count("字") == WINDOW_CHARS


def test_a_hostile_document_is_text_in_every_view() -> None:
    page = HOSTILE.pages[0]
    places = Places((Box(0.1, 0.1, 0.2, 0.2),), 1.0)
    for drawn in (
        render_text_view(HOSTILE, 0, 5, "zh", has_pictures=True),
        render_page_view(HOSTILE, page, 0, 5, places, "zh"),
    ):
        assert "<script" not in drawn
        assert "<img src=x" not in drawn
        assert "&lt;script&gt;" in drawn
        assert "javascript:alert" in drawn
        assert 'href="' not in drawn


def test_the_picture_is_fetched_by_id_and_number_alone() -> None:
    assert picture_address('../"x', 3) == "page-picture/..%2F%22x/3.webp"


def test_a_scan_says_that_its_words_are_recognised_and_cannot_be_outlined() -> None:
    document = Document("d", "d.pdf", "扫描的文字", Metadata("通知"), (Page(1, 0, 5, 0.93),))

    drawn = render_page_view(document, document.pages[0], 0, 3, Places(), "zh")

    assert "93%" in drawn
    assert "未加框" in drawn
    assert "<mark>扫描的</mark>" in drawn
    assert 'class="pa-box"' not in drawn


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_document_that_is_gone_is_said_to_be(shipped: Workspace, language: str) -> None:
    viewer = Viewer(shipped, PageViews(shipped))

    drawn = viewer.draw(View("0" * 16, "page", 0, 5, 1), language)  # type: ignore[arg-type]

    assert ("已被移出" if language == "zh" else "has been removed") in drawn


def test_the_passages_of_a_document_cover_its_text_as_the_index_holds_it(shipped: Workspace) -> None:
    viewer = Viewer(shipped, PageViews(shipped))
    record = shipped.documents()[0]

    drawn = viewer.draw(View(record.entry.document_id, "cut"), "zh")

    assert f"共 {record.passages} 段" in drawn
    assert drawn.count("<li class=") == record.passages
    assert HOSTILE_TEXT not in drawn
