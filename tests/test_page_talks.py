"""Conversations in a real browser: asked again, edited, stopped, rated, kept, taken away, and never another's."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answer import Answer
from assistant.people.accounts import Accounts
from assistant.people.conversations import Conversations
from assistant.workspace import Workspace
from tests.browsing import ARTEFACTS, QUESTION, open_page
from tests.support import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

LATER = "“深入实施科技创新改革”要求什么时候完成?"


def test_a_question_is_edited_and_answered_again(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    visit.ask(QUESTION)
    visit.ask("那配合单位呢?")

    visit.page.click("#turn-0 .pa-edit summary")
    visit.page.fill("#turn-0 .pa-edit textarea", LATER)
    visit.page.screenshot(path=ARTEFACTS / "edit.png")
    visit.page.click("#turn-0 [data-say=edit]")
    visit.page.wait_for_selector(".pa-turn:only-of-type .pa-open")
    assert visit.text(".pa-question") == LATER
    visit.page.click("[data-say=again]")
    visit.page.wait_for_selector(".pa-open")
    assert visit.page.locator(".pa-turn").count() == 1
    assert visit.wrong == []


def test_a_page_whose_session_made_room_for_another_goes_on_with_its_conversation(
    browser: Browser, workspace: Workspace, visits: list[BrowserContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.SESSIONS_KEPT", 1)
    with served(workspace) as address:
        first, second = (open_page(browser, address, visits) for _ in range(2))
        first.ask(QUESTION)
        second.ask(LATER)

        first.ask("那配合单位呢?")

        assert first.page.locator(".pa-turn").count() == 2
        assert QUESTION in first.text("#turn-0")
        assert first.wrong == second.wrong == []


def test_questions_offered_next_have_answers(
    browser: Browser, address: str, visits: list[BrowserContext]
) -> None:
    visit = open_page(browser, address, visits)
    visit.ask(QUESTION)

    visit.page.wait_for_selector(".pa-next .pa-example")
    offered = visit.page.locator(".pa-next .pa-example").all_inner_texts()
    assert 1 <= len(offered) <= 3
    visit.page.click(".pa-next .pa-example")
    visit.page.wait_for_selector("#turn-1 .pa-open")
    assert visit.page.locator("#turn-1 .pa-refused").count() == 0


def test_an_answer_is_rated_with_a_reason_that_the_administrator_reads(
    browser: Browser, workspace: Workspace, visits: list[BrowserContext]
) -> None:
    with served(workspace) as address:
        visit = open_page(browser, address, visits)
        visit.ask(QUESTION)

        visit.page.click(".pa-thumb")
        visit.page.wait_for_selector(".pa-thumb[aria-pressed=true]")
        visit.page.click(".pa-down summary")
        visit.page.fill(".pa-down input", "少了科技局")
        visit.page.screenshot(path=ARTEFACTS / "rating.png")
        visit.page.click(".pa-down [data-reason=没有答全]")
        visit.page.wait_for_selector(".pa-down[data-chosen=true]")
    (said,) = Conversations(workspace.home.folder).feedback()
    assert (said.good, said.reason, said.question) == (False, "没有答全: 少了科技局", QUESTION)


def test_conversations_are_listed_opened_renamed_exported_and_deleted(
    browser: Browser, workspace: Workspace, visits: list[BrowserContext]
) -> None:
    with served(workspace) as address:
        visit = open_page(browser, address, visits)
        visit.ask(QUESTION)
        visit.page.click("#pa-new")
        visit.page.wait_for_selector(".pa-welcome")
        visit.ask(LATER)

        # It outlives the page, not the browser.
        visit.reload()
        visit.page.wait_for_selector(".pa-welcome")
        visit.page.click(".pa-talks > summary")
        assert visit.page.locator(".pa-talk-list > li").count() == 2
        visit.page.click(f".pa-talk-list .pa-link >> text={QUESTION}")
        visit.page.wait_for_selector(".pa-turn .pa-open")
        assert visit.text(".pa-question") == QUESTION
        visit.ask("那配合单位呢?")
        assert "专利申请质量" in visit.text(".pa-understood")

        visit.page.click(".pa-talks > summary")
        row = visit.page.locator(".pa-talk-list > li[aria-current]")
        row.locator("summary").click()
        row.locator("input").fill("专利<b>的事")
        visit.page.screenshot(path=ARTEFACTS / "conversations.png")
        row.locator("input").press("Enter")
        visit.page.wait_for_selector(".pa-talk-list .pa-link >> text=专利<b>的事")
        with visit.page.expect_download() as download:
            visit.page.click(".pa-talk-list > li[aria-current] a >> text=Markdown")
        text = download.value.path().read_text("utf-8")
        assert "那配合单位呢" in text
        assert "据《" in text
        with visit.page.expect_download() as download:
            visit.page.click(".pa-talk-list > li[aria-current] a >> text=Word")
        assert download.value.path().read_bytes().startswith(b"PK")

        row = visit.page.locator(".pa-talk-list > li[aria-current]")
        row.locator(".pa-ask-twice").click()
        row.locator(".pa-danger").click()
        visit.page.wait_for_selector(".pa-welcome")
        assert visit.page.locator(".pa-talk-list > li").count() == 1
        assert visit.wrong == []


def test_two_people_never_see_each_others_conversations_by_any_way_in(
    browser: Browser, workspace: Workspace, visits: list[BrowserContext], tmp_path: Path
) -> None:
    accounts = Accounts(tmp_path / "accounts.json")
    accounts.add("wang", "drei-Birnen-7", "editor")
    accounts.add("lina", "drei-Birnen-8", "reader")
    with served(workspace, accounts) as address:
        wang = open_page(browser, address, visits, sign_in=("wang", "drei-Birnen-7"))
        lina = open_page(browser, address, visits, sign_in=("lina", "drei-Birnen-8"))
        wang.ask(QUESTION)
        lina.ask(LATER)

        lina.page.click(".pa-talks > summary")
        assert lina.page.locator(".pa-talk-list > li").count() == 1
        assert QUESTION not in lina.text(".pa-talk-list")
        kept = Conversations(workspace.home.folder)
        (theirs,) = kept.of(f"account:{accounts.find('wang').id}")  # type: ignore[union-attr]
        fetched = "async (id) => (await fetch(`export/conversation.md?id=${id}`)).status"
        assert wang.page.evaluate(fetched, theirs.id) == 200
        assert lina.page.evaluate(fetched, theirs.id) == 404
        # By the page's own events, sent by hand: another's conversation, and another's page.
        lina.page.evaluate(
            """async ([id, session]) => {
                const send = async (name, event_data, hash) => {
                    const fn = window.gradio_config.dependencies.find((one) => one.targets.some((at) => at[1] === name));
                    await fetch('gradio_api/queue/join', {method: 'POST', headers: {'content-type': 'application/json'}, body:
                        JSON.stringify({data: fn.inputs.map(() => null), event_data, fn_index: fn.id, session_hash: hash,
                        trigger_id: fn.targets[0][0]})});
                };
                await send('drop', {id}, 'byhand');
                await send('rename', {id, title: 'taken'}, 'byhand');
                await send('rate', {turn: 0, good: false, reason: 'not mine'}, session);
                await send('edit', {turn: 0, question: 'taken over'}, session);
                await new Promise((done) => setTimeout(done, 2500));
            }""",
            [theirs.id, _session_of(wang)],
        )
        (still,) = kept.of(f"account:{accounts.find('wang').id}")  # type: ignore[union-attr]
        assert still == theirs
        assert [turn.question for turn in kept.turns(f"account:{accounts.find('wang').id}", still.id)] == [
            QUESTION
        ]  # type: ignore[union-attr]
        assert kept.feedback() == []


def _session_of(visit: Any) -> str:
    """The session that a page speaks in, as its requests name it."""
    found = [re.search(r"(?:session_hash=|heartbeat/)(\w+)", url) for url in visit.requested]
    return str(next(match[1] for match in found if match))


class Unhurried:
    """A library whose language model takes its time."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def __getattr__(self, name: str) -> Any:
        return getattr(self.workspace, name)

    def ask_stream(self, question: str, *rest: Any, **named: Any) -> Iterator[Answer]:
        answer = self.workspace.ask(question)
        for count in range(200):
            yield replace(answer, text="还在写" * (count % 20 + 1), citations=(), provisional=True)
            time.sleep(0.1)
        yield answer


def test_an_answer_is_stopped_by_button_and_by_esc(
    browser: Browser, workspace: Workspace, visits: list[BrowserContext]
) -> None:
    with served(Unhurried(workspace)) as address:  # type: ignore[arg-type]
        visit = open_page(browser, address, visits)
        for stop in ("button", "key"):
            visit.page.fill("#pa-question textarea", QUESTION)
            visit.page.press("#pa-question textarea", "Enter")
            visit.page.wait_for_selector(".pa-writing .pa-answer")
            assert not visit.page.is_visible("#pa-send")
            visit.page.screenshot(path=ARTEFACTS / "stop.png")
            if stop == "button":
                visit.page.click("#pa-stop")
            else:
                visit.page.keyboard.press("Escape")
            visit.page.wait_for_selector(".pa-turn:last-of-type .pa-failed >> text=已停止")
            assert not visit.page.is_visible("#pa-stop")
            assert "还在写" not in visit.text("#pa-conversation")
        assert visit.page.locator(".pa-turn").count() == 2
