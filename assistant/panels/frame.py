"""The frame around the panels: the header, and the language in which everything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.answer import Language
from assistant.panels import texts
from assistant.panels.markup import escape
from assistant.panels.panel import Panel
from assistant.panels.tabs import render_tabs
from assistant.web.sign_in import chosen_language
from assistant.web.visitors import Visitor, visitor_of


@dataclass(frozen=True)
class Header:
    """What stands above the panels."""

    chosen: gr.State
    """The session's language."""
    brand: gr.HTML
    tabs: gr.HTML
    switch: gr.Button
    who: gr.HTML
    """Who is signed in."""


def wire_language(page: gr.Blocks, first: Language, header: Header, panels: Sequence[Panel]) -> None:
    """Draw the whole page in the remembered language when it loads, and in the other one on demand.

    Args:
        first: The language of someone who has chosen none.
    """

    def redraw(request: gr.Request, language: Language, values: Sequence[Any]) -> list[Any]:
        visitor = visitor_of(request)
        out = [
            language,
            render_brand(language),
            render_tabs(language),
            gr.Button(texts.SWITCH(language)),
            render_who(visitor, language),
        ]
        at = 0
        for panel in panels:
            own = values[at : at + len(panel.inputs)]
            out += (
                panel.relabel(visitor, language, *own)
                if panel.knows_visitor
                else panel.relabel(language, *own)
            )
            at += len(panel.inputs)
        return out

    def restore(request: gr.Request, *values: Any) -> list[Any]:
        # The cookie is written by page.js, and by the form to sign in.
        cookies = request.request.cookies if request.request else {}
        return redraw(request, chosen_language(cookies, first), values)

    def change(request: gr.Request, language: Language, *values: Any) -> list[Any]:
        return redraw(request, "en" if language == "zh" else "zh", values)

    inputs = [state for panel in panels for state in panel.inputs]
    drawn = [
        header.chosen,
        header.brand,
        header.tabs,
        header.switch,
        header.who,
        *(part for panel in panels for part in panel.outputs),
    ]
    quiet: dict[str, Any] = {
        "show_progress": "hidden",
        "concurrency_limit": None,
        "api_visibility": "private",
    }
    page.load(restore, inputs, drawn, **quiet)
    header.switch.click(change, [header.chosen, *inputs], drawn, **quiet)


def render_brand(language: Language) -> str:
    """The product's name, and in a few words what it does."""
    return (
        f'<div class="pa-brand" lang="{texts.LANGUAGE_TAGS[language]}"><h1>{texts.PRODUCT(language)}</h1>'
        f"<p>{texts.TAGLINE(language)}</p></div>"
    )


def render_who(visitor: Visitor, language: Language) -> str:
    """The name of whoever is signed in, and the way out; nothing where there are no accounts."""
    if visitor.name is None:
        return ""
    return (
        f'<div class="pa-who" lang="{texts.LANGUAGE_TAGS[language]}"><b>{escape(visitor.name)}</b> '
        f'<a href="logout?all_session=false">{texts.SIGN_OUT(language)}</a></div>'
    )
