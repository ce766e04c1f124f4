"""The view of one document in a real browser: its pages, its text, its passages."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.browsing import ARTEFACTS, Visit, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

IN_A_PDF = "市场监管局2022年办理知识产权质押融资登记多少笔?"


def open_cited_page(visit: Visit) -> None:
    visit.ask(IN_A_PDF)
    visit.page.click(".pa-answer .pa-mark")
    visit.page.wait_for_selector(".pa-card.pa-focused", state="visible")
    visit.page.click(".pa-card .pa-see[data-view=page]")
    visit.page.wait_for_selector(".pa-leaf .pa-box", state="attached")
    visit.page.wait_for_function("document.querySelector('.pa-leaf img').naturalWidth > 0")


@pytest.mark.parametrize(
    ("width", "dark", "language"),
    [(1280, False, "zh"), (1280, True, "en"), (390, False, "en"), (390, True, "zh")],
)
def test_a_cited_page_is_shown_with_the_passage_outlined(
    browser: Browser, address: str, visits: list[BrowserContext], width: int, dark: bool, language: str
) -> None:
    visit = open_page(browser, address, visits, width, 860, dark)
    if language == "en":
        visit.page.click("#pa-switch")
        visit.page.wait_for_selector("text=What would you like to know?")

    open_cited_page(visit)
    name = f"{language}-{width}-{'dark' if dark else 'light'}"
    visit.page.screenshot(path=ARTEFACTS / f"page-{name}.png")

    box = visit.page.locator(".pa-box").first.bounding_box()
    frame = visit.page.locator(".pa-view-body").bounding_box()
    assert box and frame
    assert frame["y"] <= box["y"] <= frame["y"] + frame["height"]
    assert 0 <= box["x"] < width
    # A character of body text is readable: A4 holds some 36 to a line.
    assert visit.page.locator(".pa-leaf").bounding_box()["width"] >= 700  # type: ignore[index]
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.page.click(".pa-way[data-view=text]")
    visit.page.wait_for_selector(".pa-reading mark >> text=办理知识产权质押融资登记21笔")
    visit.page.screenshot(path=ARTEFACTS / f"text-{name}.png")
    visit.page.click(".pa-way[data-view=cut]")
    visit.page.wait_for_selector(".pa-cut .pa-here >> text=办理知识产权质押融资登记21笔")
    visit.page.screenshot(path=ARTEFACTS / f"cut-{name}.png")
    assert visit.wrong == []


def test_pages_are_turned_enlarged_and_closed_by_keyboard(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    open_cited_page(visit)
    page = visit.page

    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".pa-leaf img[src$='/2.webp']")
    assert "第 1 页" in visit.text(".pa-leaf-view figcaption")
    page.fill("[data-view-page]", "3")
    page.press("[data-view-page]", "Enter")
    page.wait_for_selector(".pa-leaf img[src$='/3.webp']")
    assert page.is_disabled(".pa-page-after")
    width = page.locator(".pa-leaf").bounding_box()["width"]  # type: ignore[index]
    page.click("[data-zoom='1']")
    assert page.locator(".pa-leaf").bounding_box()["width"] == pytest.approx(1.5 * width)  # type: ignore[index]
    # What lies behind cannot be reached while the view is open.
    assert page.evaluate("document.querySelector('#pa-panel-ask').inert")

    page.keyboard.press("Escape")
    page.wait_for_selector("#pa-viewer", state="hidden")
    assert page.evaluate("document.activeElement.dataset.view") == "page"
    assert visit.wrong == []


@pytest.mark.parametrize(
    "asked", ["0000000000000000/1.webp", "..%2F..%2Fcurrent/1.webp", "current.json/1.webp", "x/one.webp"]
)
def test_no_address_leads_to_anything_but_a_page_of_a_document(address: str, asked: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}page-picture/{asked}")

    assert refused.value.code in (404, 422)
