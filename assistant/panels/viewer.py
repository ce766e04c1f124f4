"""One document beside the page's panels: its pages as pictures, its text at a passage, how it was cut.

Any button with ``data-view`` opens it, in whatever panel it stands: the evidence of an answer, a row of tasks, the
library. What a browser asks for is read as a ``View``; a place that the document does not have becomes one that it
has, and a document that is gone is said to be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, cast

import gradio as gr

from assistant.answer import Language
from assistant.panels.panel import Panel
from assistant.panels.viewer_pages import render_page_view
from assistant.panels.viewer_text import render_cut_view, render_gone, render_opening, render_text_view
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from assistant.page_views import PageViews
    from assistant.workspace import Workspace
    from corpus.document import Document

Mode = Literal["page", "text", "cut"]
MODES: tuple[Mode, ...] = ("page", "text", "cut")
ASKED = ("view", "document", "start", "end", "page")
"""What a button says by its ``data-`` attributes."""

_ON_VIEWER = """
document.addEventListener('pa-view', (event) => trigger('view', event.detail));
watch('value', () => document.dispatchEvent(new CustomEvent('pa-view-drawn', {detail: element})));
"""


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: a document, in which way, and where."""

    document_id: str
    mode: Mode
    start: int = 0
    end: int = 0
    """The passage to show; an empty range is a place."""
    page: int | None = None
    """Page to show; None takes the one on which the passage begins."""


def read_view(asked: dict[str, Any]) -> View:
    """What a browser says it wants to see, as far as it can be one."""
    mode = asked.get("view")
    return View(
        str(asked.get("document", ""))[:64],
        cast(Mode, mode) if mode in MODES else "text",
        max(_number(asked.get("start")) or 0, 0),
        max(_number(asked.get("end")) or 0, 0),
        _number(asked.get("page")),
    )


def _number(value: Any) -> int | None:
    try:
        return int(str(value)[:12])
    except ValueError:
        return None


def fit_view(view: View, document: Document, has_pictures: bool) -> View:
    """``view`` with a range, a page and a way to look that this document has."""
    length = len(document.text)
    start = min(view.start, length)
    end = min(max(view.end, start), length)
    mode = "text" if view.mode == "page" and not has_pictures else view.mode
    number = view.page if view.page is not None else document.page_at(start)
    if document.pages and number is not None:
        number = min(max(number, document.pages[0].number), document.pages[-1].number)
    return replace(view, mode=mode, start=start, end=end, page=number)


class Viewer:
    """What the view's events do; holds no one's data."""

    def __init__(self, workspace: Workspace, pages: PageViews) -> None:
        self.workspace = workspace
        self.pages = pages

    def draw(self, view: View | None, language: Language) -> str:
        """The document in the way asked for."""
        if view is None:
            return render_opening(language)
        try:
            document = self.workspace.document(view.document_id)
            has_pictures = self.pages.has_pictures(document)
            fitted = fit_view(view, document, has_pictures)
            if fitted.mode == "page":
                page = document.pages[(fitted.page or 1) - document.pages[0].number]
                places = self.pages.places(document, page, fitted.start, fitted.end)
                return render_page_view(document, page, fitted.start, fitted.end, places, language)
            if fitted.mode == "cut":
                passages = self.workspace.passages(view.document_id)
                return render_cut_view(document, passages, fitted.start, language, has_pictures)
            return render_text_view(document, fitted.start, fitted.end, language, has_pictures)
        except AssistantError:
            return render_gone(language)


def build_viewer(workspace: Workspace, pages: PageViews, language: Language, chosen: gr.State) -> Panel:
    """Place the view, closed, in the ``gr.Blocks`` that is open.

    Args:
        chosen: The session's language.
    """
    viewer = Viewer(workspace, pages)
    looked_at: gr.State = gr.State(None)
    shown = gr.HTML(
        render_opening(language), js_on_load=_ON_VIEWER, apply_default_css=False, elem_id="pa-viewer"
    )

    def view(now: Language, event: gr.EventData) -> tuple[str, View]:
        asked = read_view({name: getattr(event, name, None) for name in ASKED})
        return viewer.draw(asked, now), asked

    shown.view(
        view,
        [chosen],
        [shown, looked_at],
        trigger_mode="multiple",
        show_progress="hidden",
        concurrency_limit=None,
        api_visibility="private",
    )

    def relabel(now: Language, current: View | None) -> list[Any]:
        return [viewer.draw(current, now)]

    return Panel(inputs=[looked_at], outputs=[shown], relabel=relabel)
