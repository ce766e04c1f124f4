"""The page in a real browser: one main path after another, on the shipped documents.

``browsing`` has the server, the browser and the folder for screenshots.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.people.accounts import Accounts
from assistant.web.listening import check_host, listen
from assistant.workspace import Workspace
from corpus.errors import UsageError
from tests.browsing import ARTEFACTS, QUESTION, Visit, open_page
from tests.support import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


def test_a_question_is_answered_and_its_mark_opens_the_quote(
    browser: Browser, address: str, visits: list[BrowserContext], shipped: Workspace
) -> None:
    visit = open_page(browser, address, visits)

    visit.ask(QUESTION)
    assert "市场监管局" in visit.text(".pa-answer")
    visit.page.click(".pa-mark >> text=1")

    visit.page.wait_for_selector("#evidence-0-1.pa-focused")
    quote = visit.page.locator("#evidence-0-1 mark").text_content()
    citation = shipped.ask(QUESTION).citations[0]
    assert quote == citation.quote
    assert "专利" in visit.text("#evidence-0-1 .pa-path")


def test_nothing_is_loaded_from_another_host_and_nothing_goes_wrong(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)

    visit.ask(QUESTION)
    visit.page.click("#pa-switch")
    visit.page.wait_for_selector("text=Policy Assistant")

    assert [url for url in visit.requested if not url.startswith((address, "data:", "blob:"))] == []
    assert visit.wrong == []


def test_the_language_is_switched_everywhere_and_remembered(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    assert "想了解什么政策" in visit.text(".pa-welcome")

    visit.page.click("#pa-switch")
    visit.page.wait_for_selector("text=What would you like to know?")
    controls = visit.text("#pa-header") + visit.text("#pa-composer") + visit.text(".pa-evidence")
    assert not re.search(r"[\u4e00-\u9fff]", controls.replace("中文", ""))
    assert visit.page.get_attribute("html", "lang") == "en"

    visit.reload()
    visit.page.wait_for_selector("text=What would you like to know?")


def test_an_english_question_is_answered_on_the_english_page(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    visit.page.click("#pa-switch")
    visit.page.wait_for_selector("text=What would you like to know?")

    visit.page.click(".pa-example")
    visit.page.wait_for_selector(".pa-open")

    assert visit.page.locator(".pa-mark").count() >= 1
    assert visit.text(".pa-evidence h2").startswith("Evidence")


def test_a_hostile_document_is_shown_as_text_and_does_nothing(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)

    visit.ask("彩虹气球活动由谁牵头?")
    evidence = visit.text("#pa-evidence")

    for said in (
        "<script>window.hurt=1</script>",
        '<img src=x onerror="window.hurt=1">',
        "$x^2$",
        "${window.hurt=1}",
    ):
        assert said in evidence
    assert "{{value}}" in evidence
    assert "[附件](javascript:window.hurt=1)" in evidence
    visit.ask("<img src=x onerror='window.hurt=1'>彩虹气球活动的费用是多少?")
    assert visit.page.evaluate("window.hurt") is None
    assert visit.page.locator("#pa-conversation img, #pa-evidence img, #pa-evidence a").count() == 0


def test_two_people_never_see_each_others_conversation(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    one, other = open_page(browser, address, visits), open_page(browser, address, visits)

    one.ask(QUESTION)
    other.ask("“深入实施科技创新改革”要求什么时候完成?")
    one.ask("那配合单位呢?")

    # What is offered to be asked next may name any task of the plan: only what was said counts.
    assert "深入实施科技创新改革" not in "".join(one.page.locator(".pa-turn").all_inner_texts())
    assert "专利" not in "".join(other.page.locator(".pa-turn").all_inner_texts())
    assert one.page.locator(".pa-turn").count() == 2


def test_a_follow_up_shows_how_it_was_understood(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)

    visit.ask(QUESTION)
    visit.ask("那配合单位呢?")

    assert "专利申请质量" in visit.text(".pa-understood")


def test_an_earlier_turns_mark_brings_its_evidence_back(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    visit.ask(QUESTION)
    visit.ask("“深入实施科技创新改革”要求什么时候完成?")

    visit.page.click("#turn-0 .pa-mark")

    visit.page.wait_for_selector("#evidence-0-1.pa-focused")
    assert visit.page.locator("#evidence-1-1").count() == 0


def test_a_question_without_an_answer_is_refused_plainly(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)

    visit.ask("审计局负责哪项任务?")

    assert "没有找到依据" in visit.text(".pa-refused")
    assert "最相近的原文,不构成回答" in visit.text(".pa-evidence h2")
    visit.page.screenshot(path=ARTEFACTS / "refusal.png")


def test_unusable_questions_get_a_line_and_the_page_goes_on(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)

    visit.page.press("#pa-question textarea", "Enter")
    visit.page.wait_for_selector("#pa-notice >> text=请先输入问题")
    for question in ("???", "😀😀", "字" * 100_000):
        visit.ask(question)
    assert "Traceback" not in visit.text("#pa-conversation")

    visit.ask(QUESTION)
    assert "市场监管局" in visit.page.locator(".pa-answer").last.inner_text()


def test_the_keyboard_alone_is_enough(browser: Browser, address: str, visits: list[BrowserContext]) -> None:
    visit = open_page(browser, address, visits)
    keys = visit.page.keyboard

    visit.page.focus("#pa-question textarea")
    keys.type("提高专利申请质量")
    keys.press("Shift+Enter")
    keys.type("由哪个部门牵头?")
    assert visit.page.input_value("#pa-question textarea") == "提高专利申请质量\n由哪个部门牵头?"
    assert visit.page.locator(".pa-turn").count() == 0
    keys.press("Enter")
    visit.page.wait_for_selector(".pa-open")

    visit.page.focus(".pa-mark")
    keys.press("Enter")
    visit.page.wait_for_selector("#evidence-0-1.pa-focused:focus")
    keys.press("Escape")
    visit.page.wait_for_selector(".pa-mark:focus")


def test_every_control_has_a_name(browser: Browser, address: str, visits: list[BrowserContext]) -> None:
    visit = open_page(browser, address, visits)
    visit.ask(QUESTION)

    unnamed = visit.page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, textarea, select')].filter((control) =>
            control.offsetParent && !(control.textContent.trim() || control.getAttribute('aria-label') ||
            [...(control.labels || [])].some((label) => label.textContent.trim()))).map((c) => c.outerHTML)"""
    )

    assert unnamed == []


def test_a_citation_is_copied_in_its_formal_style(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    visit.ask(QUESTION)

    visit.page.click("#evidence-0-1 .pa-copy")
    visit.page.wait_for_selector("#evidence-0-1 .pa-copy >> text=已复制")

    assert visit.page.evaluate("navigator.clipboard.readText()") == visit.text("#evidence-0-1 cite")


def test_a_new_conversation_begins_empty(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    visit.ask(QUESTION)

    visit.page.click("#pa-new")
    visit.page.wait_for_selector(".pa-welcome")

    assert visit.page.locator(".pa-card").count() == 0
    visit.ask("那配合单位呢?")
    assert visit.page.locator(".pa-understood").count() == 0


def test_on_a_narrow_screen_the_evidence_is_a_sheet(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits, 390, 844)
    visit.ask(QUESTION)
    assert not visit.page.is_visible(".pa-card")

    visit.page.click(".pa-mark")
    visit.page.wait_for_selector("#evidence-0-1.pa-focused", state="visible")
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_selector(".pa-card", state="hidden")

    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390


# Each width with each language and each scheme once: four visits show what eight would.
@pytest.mark.parametrize(
    ("width", "dark", "language"),
    [(1280, False, "zh"), (1280, True, "en"), (390, False, "en"), (390, True, "zh")],
)
def test_screenshots_are_kept(
    browser: Browser, address: str, visits: list[BrowserContext], width: int, dark: bool, language: str
) -> None:
    visit = open_page(browser, address, visits, width, 860, dark)
    if language == "en":
        visit.page.click("#pa-switch")
        visit.page.wait_for_selector("text=What would you like to know?")
    name = f"{language}-{width}-{'dark' if dark else 'light'}"
    visit.page.screenshot(path=ARTEFACTS / f"welcome-{name}.png")

    visit.ask(QUESTION if language == "zh" else "Which department leads the patent targets?")
    visit.page.click(".pa-mark")
    visit.page.wait_for_selector("#evidence-0-1.pa-focused", state="visible")
    visit.page.screenshot(path=ARTEFACTS / f"answer-{name}.png")

    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def open_panel(visit: Visit, name: str, ready: str) -> None:
    visit.page.click(f"#pa-tab-{name}")
    visit.page.wait_for_selector(f"#pa-panel-{name} {ready}")


READY = {
    "tasks": ".pa-tasks tbody tr",
    "check": "#pa-claim",
    "criteria": ".pa-criteria tbody tr",
    "library": ".pa-documents tbody tr",
    "guide": ".pa-guide",
}


def test_a_question_is_put_only_to_the_documents_chosen(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)

    visit.page.click(".pa-scope summary")
    visit.page.click(".pa-scope label >> text=彩虹气球")
    visit.page.wait_for_selector(".pa-scope summary >> text=所选 1 份")
    visit.page.screenshot(path=ARTEFACTS / "scope.png")
    visit.page.keyboard.press("Escape")
    visit.ask(QUESTION)
    assert "市场监管局" not in visit.text("#pa-conversation")

    visit.page.click(".pa-scope summary")
    visit.page.click(".pa-scope label >> text=全部文件")
    visit.page.wait_for_selector(".pa-scope summary >> text=全部文件")
    visit.page.keyboard.press("Escape")
    visit.ask(QUESTION)
    assert "市场监管局" in visit.page.locator(".pa-answer").last.inner_text()


def test_the_tabs_are_reached_by_keyboard_and_the_address_keeps_them(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)

    visit.page.focus("#pa-tab-ask")
    visit.page.keyboard.press("ArrowRight")
    visit.page.wait_for_selector(READY["tasks"])
    assert visit.page.get_attribute("#pa-tab-tasks", "aria-selected") == "true"
    assert not visit.page.is_visible("#pa-question")
    visit.page.keyboard.press("End")
    visit.page.wait_for_selector(READY["guide"])

    visit.reload()
    visit.page.wait_for_selector(READY["guide"])
    assert visit.page.url.endswith("#guide")


def test_the_language_reaches_every_panel(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    for name, ready in READY.items():
        open_panel(visit, name, ready)
    visit.page.click("#pa-switch")

    for name, title in (
        ("tasks", "Tasks"),
        ("check", "Check"),
        ("criteria", "Criteria"),
        ("library", "Library"),
        ("guide", "Guide for new members"),
    ):
        visit.page.click(f"#pa-tab-{name}")
        visit.page.wait_for_selector(f"#pa-panel-{name} .pa-head h2 >> text={title}")
    visit.page.wait_for_selector("#pa-panel-guide >> text=Who leads what")
    visit.page.wait_for_selector("#pa-panel-library th >> text=Passages", state="attached")


def test_every_control_of_every_panel_has_a_name_and_nothing_goes_wrong(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)

    for name, ready in READY.items():
        open_panel(visit, name, ready)
        unnamed = visit.page.evaluate(
            """() => [...document.querySelectorAll('button, a, input, textarea, select')].filter((control) =>
                control.offsetParent && !(control.textContent.trim() || control.getAttribute('aria-label') ||
                [...(control.labels || [])].some((label) => label.textContent.trim()))).map((c) => c.outerHTML)"""
        )
        assert unnamed == []
    assert [url for url in visit.requested if not url.startswith((address, "data:", "blob:"))] == []
    assert visit.wrong == []


def test_tasks_are_filtered_sorted_opened_and_exported(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    open_panel(visit, "tasks", ".pa-tasks tbody tr")
    everything = visit.page.locator(".pa-tasks tbody tr").count()

    visit.page.select_option("[data-field=unit]", "科技局")
    visit.page.select_option("[data-field=role]", "lead")
    visit.page.wait_for_selector(".pa-summary >> text=共 5 项任务")
    assert everything > 5
    visit.page.click(".pa-tasks thead button >> nth=1")
    visit.page.wait_for_selector(".pa-tasks th[aria-sort=ascending]")
    visit.page.click(".pa-tasks .pa-link >> text=壮大创新主体")
    visit.page.wait_for_selector("#pa-panel-tasks .pa-card.pa-focused mark >> text=150家")
    with visit.page.expect_download() as download:
        visit.page.click(".pa-summary a >> text=CSV")
    text = download.value.path().read_text("utf-8-sig")
    assert "壮大创新主体" in text
    assert "提高专利申请质量" not in text


def test_a_paragraph_is_checked_beside_its_passages(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    open_panel(visit, "check", "#pa-claim")

    visit.page.fill(
        "#pa-claim textarea", "提高专利申请质量由科技局牵头。到2022年底,工业总产值不低于300亿元。"
    )
    visit.page.click("#pa-check-go")
    visit.page.wait_for_selector(".pa-claims li >> nth=1")

    assert "不符" in visit.text(".pa-claims li.pa-contradicted")
    assert "有据" in visit.text(".pa-claims li.pa-supported")
    visit.page.click(".pa-contradicted .pa-mark")
    visit.page.wait_for_selector("#evidence-check-1.pa-focused mark >> text=市场监管局")


def test_a_report_is_uploaded_checked_and_exported(
    browser: Browser, address: str, visits: list[BrowserContext], tmp_path: Path
) -> None:
    visit = open_page(browser, address, visits)
    open_panel(visit, "check", "#pa-claim")
    report = tmp_path / "report.txt"
    report.write_text(
        "工作报告\n\n提高专利申请质量由科技局牵头。到2022年底,工业总产值不低于300亿元。\n", "utf-8"
    )

    visit.page.set_input_files("#pa-check-zone input[type=file]", str(report))
    visit.page.wait_for_selector(".pa-claims li >> nth=1")

    assert "不符" in visit.text(".pa-claims li.pa-contradicted")
    with visit.page.expect_download() as download:
        visit.page.click("#pa-check-result a[download='check.xlsx']")
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


def test_the_guide_leads_to_sources_text_and_questions(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    open_panel(visit, "guide", ".pa-guide")

    visit.page.click(".pa-stages .pa-mark")
    visit.page.wait_for_selector("#pa-panel-guide .pa-card.pa-focused mark >> text=2022年")
    visit.page.click(".pa-guide [data-jump] >> text=提高专利申请质量")
    visit.page.wait_for_selector(".pa-guide .pa-text b.pa-focused >> text=提高专利申请质量", state="visible")
    visit.page.click(".pa-ask-this")
    visit.page.wait_for_selector("#pa-panel-ask .pa-open")


def test_a_document_is_uploaded_replaced_read_and_removed(
    browser: Browser, workspace: Workspace, visits: list[BrowserContext], tmp_path: Path
) -> None:
    hostile = (
        "关于<script>window.hurt=1</script>彩虹的工作方案\n\n一、重点任务\n\n(一)<img src=x onerror=window.hurt=1>修桥。建成桥梁2座。"
        "(牵头单位:<b>交通局;配合单位:财政局;完成时间:2024年6月)\n"
    )
    path = tmp_path / "彩虹方案.txt"
    path.write_text(hostile, encoding="utf-8")
    with served(workspace) as address:
        visit = open_page(browser, address, visits)
        other = open_page(browser, address, visits)
        open_panel(visit, "library", ".pa-documents tbody tr")
        held = visit.page.locator(".pa-documents tbody tr").count()

        visit.page.set_input_files("#pa-zone input", path)
        # Another person's question is answered while the file is being taken in.
        other.ask(QUESTION)
        visit.page.wait_for_selector(".pa-report li >> text=彩虹方案.txt")
        visit.page.wait_for_selector(".pa-documents .pa-link >> text=彩虹的工作方案")
        visit.page.screenshot(path=ARTEFACTS / "library-report.png")
        path.write_text(hostile.replace("2座", "3座"), encoding="utf-8")
        visit.page.set_input_files("#pa-zone input", path)
        visit.page.wait_for_selector(".pa-same-names >> text=彩虹方案.txt")
        visit.page.screenshot(path=ARTEFACTS / "same-name.png")
        visit.page.click("[data-decide=replace]")
        visit.page.wait_for_selector(".pa-report >> text=已更新")
        assert visit.page.locator(".pa-documents tbody tr").count() == held + 1

        visit.page.click(".pa-documents .pa-link >> text=彩虹的工作方案")
        visit.page.wait_for_selector(".pa-document .pa-text >> text=3座")
        assert "<img src=x onerror=window.hurt=1>" in visit.text(".pa-document .pa-text")
        open_panel(visit, "tasks", ".pa-tasks >> text=交通局")
        open_panel(visit, "guide", ".pa-guide")
        assert visit.page.evaluate("window.hurt") is None
        assert visit.page.locator(".pa-panel img, .pa-panel script").count() == 0

        open_panel(visit, "library", ".pa-document")
        visit.page.click("#pa-library-text .pa-ask-twice")
        visit.page.click("#pa-library-text .pa-think-again")
        assert not visit.page.is_visible("#pa-library-text .pa-danger")
        visit.page.click("#pa-library-text .pa-ask-twice")
        visit.page.click("#pa-library-text .pa-danger")
        visit.page.wait_for_selector(".pa-report >> text=已移除")
        visit.page.wait_for_function(f"document.querySelectorAll('.pa-documents tbody tr').length === {held}")
        assert visit.wrong == []
    assert len(workspace.documents()) == held


def test_a_page_that_others_can_reach_offers_no_change(
    browser: Browser, shipped: Workspace, visits: list[BrowserContext]
) -> None:
    with served(shipped, host="0.0.0.0") as address:
        visit = open_page(browser, address, visits)
        open_panel(visit, "library", ".pa-documents tbody tr")

        assert "只能查看" in visit.text("#pa-zone")
        assert visit.page.locator("input[type=file]").count() == 0
        visit.page.click(".pa-documents .pa-link")
        visit.page.wait_for_selector(".pa-document .pa-text")
        assert visit.page.locator(".pa-remove").count() == 0


def test_people_sign_in_and_only_an_editor_changes_documents(
    browser: Browser, workspace: Workspace, visits: list[BrowserContext], tmp_path: Path
) -> None:
    accounts = Accounts(tmp_path / "accounts.json")
    accounts.add("wang", "drei-Birnen-7", "editor")
    accounts.add("李娜", "drei-Birnen-8", "reader")
    with served(workspace, accounts) as address:
        reader = open_page(browser, address, visits, sign_in=("李娜", "drei-Birnen-8"))
        open_panel(reader, "library", ".pa-documents tbody tr")
        assert "不能增删文件" in reader.text("#pa-zone")
        # The page's own request, sent by hand: what is not offered is not done either.
        by_hand = """async () => {
            const find = (name) => window.gradio_config.dependencies.find((one) => one.targets.some((at) => at[1] === name));
            const id = document.querySelector('.pa-documents [data-event=read]').dataset.id;
            const fn = find('remove');
            await fetch('gradio_api/queue/join', {method: 'POST', headers: {'content-type': 'application/json'}, body:
                JSON.stringify({data: fn.inputs.map(() => null), event_data: {id}, fn_index: fn.id,
                session_hash: 'byhand', trigger_id: fn.targets[0][0]})});
            await new Promise((done) => setTimeout(done, 1500));
        }"""
        held = len(workspace.documents())
        reader.page.evaluate(by_hand)
        assert len(workspace.documents()) == held

        editor = open_page(browser, address, visits, sign_in=("Wang", "drei-Birnen-7"))
        assert editor.text("#pa-who").startswith("wang")
        open_panel(editor, "library", ".pa-documents tbody tr")
        editor.page.wait_for_selector("#pa-zone input[type=file]", state="attached")
        editor.page.screenshot(path=ARTEFACTS / "signed-in.png")
        editor.page.evaluate(by_hand)
        for _ in range(50):
            if len(workspace.documents()) == held - 1:
                break
            time.sleep(0.2)
        assert len(workspace.documents()) == held - 1
        editor.page.click("#pa-who a")
        editor.page.wait_for_selector("input[type=password]")
        editor.page.fill("input[type=text]", "wang")
        editor.page.fill("input[type=password]", "drei-Birnen-0")
        editor.page.keyboard.press("Enter")
        editor.page.wait_for_selector("[role=alert] >> text=用户名或密码不对")
        assert editor.page.input_value("input[type=text]") == "wang"
        # The language chosen here is the page's as well.
        editor.page.click("#other")
        editor.page.wait_for_selector("text=User name")
        editor.page.fill("input[type=text]", "wang")
        editor.page.fill("input[type=password]", "drei-Birnen-7")
        editor.page.keyboard.press("Enter")
        editor.page.wait_for_selector("text=What would you like to know?")


def test_an_export_says_what_is_wrong_with_a_request(address: str) -> None:
    for query, status in (("tasks.exe", 404), ("tasks.csv?before=soon", 400)):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}export/{query}")
        assert refused.value.code == status


# Each width with each language and each scheme once: four visits show what eight would.
@pytest.mark.parametrize(
    ("width", "dark", "language"),
    [(1280, False, "zh"), (1280, True, "en"), (390, False, "en"), (390, True, "zh")],
)
def test_screenshots_of_every_panel_are_kept(
    browser: Browser, address: str, visits: list[BrowserContext], width: int, dark: bool, language: str
) -> None:
    visit = open_page(browser, address, visits, width, 860, dark)
    if language == "en":
        visit.page.click("#pa-switch")
        visit.page.wait_for_selector("text=What would you like to know?")

    for name, ready in READY.items():
        open_panel(visit, name, ready)
        visit.page.screenshot(path=ARTEFACTS / f"{name}-{language}-{width}-{'dark' if dark else 'light'}.png")
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    brand, switch = (visit.page.locator(one).bounding_box() for one in (".pa-brand h1", "#pa-switch"))
    assert brand is not None
    assert switch is not None
    assert brand["x"] + brand["width"] <= switch["x"]


def test_the_first_words_of_an_answer_come_at_once(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    visit.page.fill("#pa-question textarea", QUESTION)
    started = time.perf_counter()
    visit.page.press("#pa-question textarea", "Enter")
    visit.page.wait_for_selector(".pa-answer")

    # 0.2 s on an idle machine; the limit leaves room for one that is busy with other tests.
    assert time.perf_counter() - started < 2


def test_an_empty_home_says_how_to_begin(
    browser: Browser, empty: Workspace, visits: list[BrowserContext]
) -> None:
    with served(empty) as address:
        visit = open_page(browser, address, visits)

        assert "policy-assistant ingest" in visit.text(".pa-welcome")
        visit.ask(QUESTION)
        assert "还没有文件" in visit.text(".pa-failed")


def test_serve_prints_its_address_and_reports_that_it_is_well(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assistant.cli", "serve", "--home", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            printed = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert printed
            with urllib.request.urlopen(f"{printed[0]}healthz", timeout=20) as reply:
                assert (reply.status, reply.read()) == (200, b"ok")
                assert "connect-src 'self'" in reply.headers["content-security-policy"]
        finally:
            process.terminate()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "example.org"])
def test_a_public_address_is_refused_unless_it_is_meant(host: str) -> None:
    with pytest.raises(UsageError, match="--allow-public"):
        check_host(host, allow_public=False)
    check_host(host, allow_public=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_this_machines_own_addresses_are_fine(host: str) -> None:
    check_host(host, allow_public=False)


def test_a_port_that_is_taken_is_said_to_be() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="Choose another with --port"):
            listen("127.0.0.1", taken.getsockname()[1])
