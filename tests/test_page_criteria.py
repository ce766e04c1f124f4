"""Criteria and charts in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browsing import ARTEFACTS, Visit, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


def open_criteria(visit: Visit) -> None:
    visit.page.click("#pa-tab-criteria")
    visit.page.wait_for_selector(".pa-criteria tbody tr")


@pytest.mark.parametrize(
    ("width", "dark", "language"),
    [(1280, False, "zh"), (1280, True, "en"), (390, False, "en"), (390, True, "zh")],
)
def test_criteria_are_filtered_sorted_opened_and_exported(
    browser: Browser, address: str, visits: list[BrowserContext], width: int, dark: bool, language: str
) -> None:
    visit = open_page(browser, address, visits, width, 860, dark)
    page = visit.page
    if language == "en":
        page.click("#pa-switch")
        page.wait_for_selector("text=What would you like to know?")
    open_criteria(visit)
    name = f"{language}-{width}-{'dark' if dark else 'light'}"
    page.screenshot(path=ARTEFACTS / f"criteria-{name}.png")
    everything = page.locator(".pa-criteria tbody tr").count()

    page.select_option("#pa-panel-criteria [data-field=status]", "not_met")
    page.wait_for_function(f"document.querySelectorAll('.pa-criteria tbody tr').length < {everything}")
    if width == 1280:
        page.click(".pa-criteria thead button >> nth=0")
        page.wait_for_selector(".pa-criteria th[aria-sort=ascending]")
    page.click(".pa-criteria tbody tr >> nth=0 >> .pa-mark >> nth=-1")
    page.wait_for_selector("#pa-panel-criteria .pa-card.pa-focused", state="visible")
    page.screenshot(path=ARTEFACTS / f"criteria-source-{name}.png")
    assert page.locator("#pa-panel-criteria .pa-card").count() >= 2
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.click("#pa-panel-criteria .pa-summary a >> text=XLSX")
    assert download.value.path().read_bytes()[:2] == b"PK"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.wrong == []


@pytest.mark.parametrize("width", [1280, 390])
def test_a_unit_in_the_chart_becomes_the_filter_of_the_table(
    browser: Browser, address: str, visits: list[BrowserContext], width: int
) -> None:
    visit = open_page(browser, address, visits, width)
    page = visit.page
    page.click("#pa-tab-tasks")
    page.wait_for_selector(".pa-tasks tbody tr")
    everything = page.locator(".pa-tasks tbody tr").count()

    # Where there is little room the charts begin folded.
    assert page.is_visible(".pa-charts .pa-load") == (width == 1280)
    if width == 390:
        page.click(".pa-charts > summary")
    page.screenshot(path=ARTEFACTS / f"charts-{width}.png", full_page=True)
    page.click("[data-pick-unit=科技局]")
    page.wait_for_function(f"document.querySelectorAll('.pa-tasks tbody tr').length < {everything}")

    assert page.input_value("#pa-panel-tasks [data-field=unit]") == "科技局"
    assert "科技局" in visit.text(".pa-load li")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.wrong == []
