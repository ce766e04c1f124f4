"""The list of a person's conversations: open one, call it something else, take it away, drop it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from assistant.answer import Language
from assistant.panels import talk_texts, texts
from assistant.panels.markup import escape
from assistant.people.conversations import Conversation

EXPORTED_AS = {"md": "Markdown", "docx": "Word"}

# A button says by data-talk which event it means; a name typed goes with the one beside it.
ON_TALKS = """
const send = (button) => {
  const {talk, id} = button.dataset;
  if (talk === 'pick') trigger('pick', {id});
  if (talk === 'drop') trigger('drop', {id});
  if (talk === 'rename') trigger('rename', {id, title: button.parentElement.querySelector('input').value});
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-talk]');
  if (button) send(button);
});
element.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.isComposing || !event.target.matches('input')) return;
  event.preventDefault();
  send(event.target.parentElement.querySelector('[data-talk]'));
});
"""


def render_talks(
    held: Sequence[Conversation],
    current: str | None,
    language: Language,
    *,
    is_member: bool,
    is_open: bool = False,
) -> str:
    """The list, folded up.

    Args:
        current: Id of the one that is on the page.
        is_member: Whether they belong to an account, rather than to a browser.
        is_open: Not folded up: something in it has just been changed.
    """
    rows = "".join(_row(one, one.id == current, language) for one in held)
    body = f'<ul class="pa-talk-list">{rows}</ul>' if rows else f"<p>{talk_texts.NO_TALKS(language)}</p>"
    whose = talk_texts.TALKS_KEPT if is_member else talk_texts.TALKS_GUEST
    count = f" <b>{len(held)}</b>" if held else ""
    return (
        f'<details class="pa-scope pa-talks" lang="{texts.LANGUAGE_TAGS[language]}"{" open" if is_open else ""}>'
        f"<summary>{talk_texts.TALKS(language)}{count}</summary>"
        f'<div role="group" aria-label="{talk_texts.TALKS(language)}">{body}<p>{whose(language)}</p></div></details>'
    )


def _row(one: Conversation, is_current: bool, language: Language) -> str:
    identity, title = escape(one.id), escape(one.title)
    here = ' aria-current="true"' if is_current else ""
    links = "".join(
        f'<a class="pa-quiet" href="export/conversation.{ending}?id={identity}" download '
        f'aria-label="{escape(talk_texts.EXPORT_TALK(language, title=one.title, ending=name))}">{name}</a>'
        for ending, name in EXPORTED_AS.items()
    )
    return (
        f'<li{here}><button type="button" class="pa-link" data-talk="pick" data-id="{identity}">{title}</button>'
        f'<time datetime="{time.strftime("%Y-%m-%dT%H:%M", time.localtime(one.touched))}">{_when(one.touched)}</time>'
        f'<div class="pa-talk-tools">{links}'
        f"<details><summary>{talk_texts.RENAME(language)}</summary><span>"
        f'<input type="text" maxlength="80" value="{title}" aria-label="{talk_texts.RENAME_LABEL(language)}">'
        f'<button type="button" class="pa-quiet" data-talk="rename" data-id="{identity}">{talk_texts.SAVE(language)}</button>'
        "</span></details>"
        f'<div class="pa-remove"><button type="button" class="pa-quiet pa-ask-twice">{talk_texts.DELETE(language)}</button>'
        f"<p>{talk_texts.DELETE_SURE(language)} "
        f'<button type="button" class="pa-danger" data-talk="drop" data-id="{identity}">{talk_texts.DELETE_YES(language)}</button> '
        f'<button type="button" class="pa-quiet pa-think-again">{talk_texts.DELETE_NO(language)}</button></p></div></div></li>'
    )


def _when(touched: float) -> str:
    then, now = time.localtime(touched), time.localtime()
    return time.strftime(
        "%H:%M" if then[:3] == now[:3] else "%m-%d" if then[0] == now[0] else "%Y-%m-%d", then
    )
