"""The panel for criteria: standard, target and figure of every indicator, each one click from its source."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answer import Language
from assistant.desk.criteria import CriteriaRow, read_criteria
from assistant.panels import criteria_texts as texts
from assistant.panels import texts as page_texts
from assistant.panels.actions import ON_EVIDENCE, on_buttons, on_fields
from assistant.panels.criteria_view import (
    CriteriaFilters,
    render_criteria,
    render_criteria_filters,
    render_no_row,
    row_citations,
    row_key,
)
from assistant.panels.evidence import render_evidence
from assistant.panels.library_view import render_fault
from assistant.panels.panel import Panel
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.workspace import Workspace

SHEET_TITLE = "评价指标对照表"


class CriteriaPanel:
    """What the panel's events do; keeps the rows of the generation in force, which are no one's own."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._lock = threading.Lock()
        self._read: tuple[int | None, list[CriteriaRow]] = (None, [])

    def rows(self) -> list[CriteriaRow]:
        """All rows, read anew when the documents have changed."""
        number = self.workspace.home.current_number()
        with self._lock:
            if number is None:
                return []
            if self._read[0] != number:
                self._read = (number, read_criteria(self.workspace))
            return self._read[1]

    def draw(self, filters: CriteriaFilters, language: Language) -> tuple[str, str]:
        """The filters and the table."""
        try:
            rows = self.rows()
        except AssistantError as error:
            return "", render_fault(str(error))
        return render_criteria_filters(rows, filters, language), render_criteria(rows, filters, language)

    def source(self, opened: tuple[str, int] | None, language: Language) -> str:
        """All sides of a row, the one asked for first in view."""
        if opened is None:
            return render_no_row(language)
        key, n = opened
        try:
            row = next((one for one in self.rows() if row_key(one) == key), None)
        except AssistantError:
            row = None
        if row is None:
            return render_no_row(language)
        return render_evidence(
            self.workspace.document, row_citations(row), language, turn=f"criteria-{key}", focus=n
        )

    def export(self, ending: str, filters: CriteriaFilters) -> bytes:
        """The rows that pass the filters as the bytes of a file."""
        from assistant.exports.check_sheet import criteria_sheet
        from assistant.exports.sheet import export_sheet

        sheet = criteria_sheet([row for row in self.rows() if filters.wants(row)], SHEET_TITLE)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"criteria.{ending}"
            export_sheet(sheet, path)
            return path.read_bytes()


def add_criteria_exports(app: FastAPI, workspace: Workspace) -> None:
    """``/export/criteria.xlsx`` and its like: what the panel shows, as a file."""
    from fastapi import Response
    from fastapi.responses import PlainTextResponse

    from assistant.panels.tasks import EXPORT_TYPES

    panel = CriteriaPanel(workspace)

    @app.get("/export/criteria.{ending}")
    def criteria(ending: str, status: str = "", category: str = "", name: str = "") -> Response:
        if ending not in EXPORT_TYPES:
            return PlainTextResponse(f"Export as one of: {', '.join(EXPORT_TYPES)}.", status_code=404)
        try:
            content = panel.export(ending, CriteriaFilters(status, category, name))
        except AssistantError as error:
            return PlainTextResponse(str(error), status_code=400)
        headers = {"content-disposition": f'attachment; filename="criteria.{ending}"'}
        return Response(content, media_type=EXPORT_TYPES[ending], headers=headers)


def build_criteria_panel(
    workspace: Workspace, language: Language, chosen: gr.State, shown: Callable[..., Any]
) -> Panel:
    """Place the panel in the ``gr.Blocks`` that is open.

    Args:
        chosen: The session's language.
        shown: Registers what happens when the panel's tab is chosen.
    """
    panel = CriteriaPanel(workspace)
    drawn: gr.State = gr.State(False)
    filters: gr.State = gr.State(CriteriaFilters())
    opened: gr.State = gr.State(None)
    with gr.Row(elem_classes="pa-columns", equal_height=False):
        with gr.Column(scale=7, min_width=0, elem_classes="pa-main pa-page"):
            head = gr.HTML(_head(language), apply_default_css=False)
            fields = gr.HTML("", js_on_load=on_fields("choose"), apply_default_css=False)
            table = gr.HTML("", js_on_load=on_buttons("open"), apply_default_css=False)
        with gr.Column(scale=5, min_width=0, elem_classes="pa-side"):
            side = gr.HTML(render_no_row(language), js_on_load=ON_EVIDENCE, apply_default_css=False)
    quiet: dict[str, Any] = {
        "show_progress": "hidden",
        "concurrency_limit": None,
        "api_visibility": "private",
    }

    def show(now: Language, current: CriteriaFilters) -> tuple[Any, ...]:
        return *panel.draw(current, now), True

    def choose(now: Language, event: gr.EventData) -> tuple[str, CriteriaFilters]:
        asked = (str(getattr(event, name, ""))[:100] for name in ("status", "category", "name"))
        current = CriteriaFilters(*asked)
        return panel.draw(current, now)[1], current

    def open_source(now: Language, event: gr.EventData) -> tuple[str, tuple[str, int]]:
        place = (str(event.row), int(event.n))
        return panel.source(place, now), place

    # No choice is dropped because an earlier one is still being drawn, and they are drawn in their order; so is the
    # panel when its tab is chosen, or what was drawn for no choice would replace what was drawn for one.
    in_order = quiet | {"concurrency_limit": 1, "concurrency_id": "criteria-filters"}
    shown(show, [chosen, filters], [fields, table, drawn], **in_order)
    fields.choose(choose, [chosen], [table, filters], trigger_mode="multiple", **in_order)
    table.open(open_source, [chosen], [side, opened], trigger_mode="multiple", **quiet)

    def relabel(
        now: Language, is_drawn: bool, current: CriteriaFilters, place: tuple[str, int] | None
    ) -> list[Any]:
        parts = panel.draw(current, now) if is_drawn else ("", "")
        return [_head(now), *parts, panel.source(place if is_drawn else None, now)]

    return Panel(inputs=[drawn, filters, opened], outputs=[head, fields, table, side], relabel=relabel)


def _head(language: Language) -> str:
    return (
        f'<header class="pa-head" lang="{page_texts.LANGUAGE_TAGS[language]}"><h2>{texts.CRITERIA(language)}</h2>'
        f"<p>{texts.CRITERIA_TEXT(language)}</p></header>"
    )
