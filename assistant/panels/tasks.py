"""The panel for the task matrix: who owes what by when, filtered, each row one click from its source."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import gradio as gr

from assistant.answer import Language
from assistant.desk.matrix import MatrixRow, check_filters, is_wanted, read_matrix
from assistant.panels import texts
from assistant.panels.actions import ON_CHARTS, ON_EVIDENCE, on_buttons, on_fields
from assistant.panels.evidence import frame, render_evidence
from assistant.panels.library_view import headings, render_fault, sample_badge
from assistant.panels.markup import escape
from assistant.panels.panel import Panel
from assistant.tasks.labels import target_words
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from assistant.workspace import Workspace

EXPORT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
ROWS_SHOWN = 500
"""Rows drawn at once; more make a browser slow. The filters and the exports reach them all."""

Filters = tuple[str | None, str | None, str | None]
"""Unit, role, month; None where a filter is open."""
OPEN: Filters = (None, None, None)


class TasksPanel:
    """What the panel's events do; keeps the rows of the generation in force, which are no one's own."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._lock = threading.Lock()
        self._read: tuple[int | None, list[MatrixRow]] = (None, [])

    def rows(self) -> list[MatrixRow]:
        """All tasks, read anew when the documents have changed."""
        number = self.workspace.home.current_number()
        with self._lock:
            if number is None:
                return []
            if self._read[0] != number:
                self._read = (number, read_matrix(self.workspace))
            return self._read[1]

    def units(self) -> list[str]:
        """Units that lead or support anything, most tasks first."""
        counts: dict[str, int] = {}
        for row in self.rows():
            for name in (*row.task.lead, *row.task.support):
                counts[name] = counts.get(name, 0) + 1
        return sorted(counts, key=lambda name: -counts[name])

    def table(self, filters: Filters, language: Language) -> str:
        """The rows that pass the filters."""
        unit, role, before = filters
        try:
            check_filters(role, before)
            rows = self.rows()
        except AssistantError as error:
            return render_fault(str(error))
        kept = [row for row in rows if is_wanted(row.task, unit, role, before)]
        return render_tasks(kept, filters, language)

    def charts(self, filters: Filters, language: Language) -> str:
        """Load and calendar of the rows that pass the filters; nothing where the table says what is wrong."""
        from assistant.panels.task_charts import render_task_charts

        unit, role, before = filters
        try:
            check_filters(role, before)
            kept = [row for row in self.rows() if is_wanted(row.task, unit, role, before)]
        except AssistantError:
            return ""
        return render_task_charts(kept, self.workspace.document, language)

    def source(self, place: str | None, language: Language) -> str:
        """The clause that the row of this place was read from; by place, since rows move when documents change."""
        citation = next((row.citation for row in self.rows() if place_of(row) == place), None)
        if citation is None:
            return render_no_source(language, "tasks")
        return render_evidence(self.workspace.document, (citation,), language, turn="tasks", focus=citation.n)


def place_of(row: MatrixRow) -> str:
    """Where a row was read: the same for ever, as a document id names one text."""
    return f"{row.citation.document_id}:{row.citation.start}:{row.citation.end}"


def export_tasks(
    workspace: Workspace, ending: str, unit: str | None, role: str | None, before: str | None
) -> bytes:
    """The filtered tasks as the bytes of a file.

    Args:
        ending: One of ``EXPORT_TYPES``.
    Raises:
        UsageError: A filter is not of its form.
    """
    from assistant.exports.check_sheet import tasks_sheet
    from assistant.exports.sheet import export_sheet

    rows = read_matrix(workspace, unit=unit, role=role, before=before)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"tasks.{ending}"
        export_sheet(tasks_sheet(rows, "任务清单"), path)
        return path.read_bytes()


def render_no_source(language: Language, panel: str) -> str:
    """The side before a row is chosen."""
    hint = f'<p class="pa-hint">{texts.SOURCE_EMPTY(language)}</p>'
    return frame(texts.EVIDENCE(language), hint, language, panel)


def render_tasks(rows: Sequence[MatrixRow], filters: Filters, language: Language) -> str:
    """The count, the exports and the table."""
    tag = texts.LANGUAGE_TAGS[language]
    if not rows:
        return f'<p class="pa-hint" role="status" lang="{tag}">{texts.NO_TASKS(language)}</p>'
    given = {name: value for name, value in zip(("unit", "role", "before"), filters, strict=True) if value}
    query = f"?{urlencode(given)}" if given else ""
    links = "".join(
        f'<a class="pa-quiet" href="export/tasks.{ending}{escape(query)}" download="tasks.{ending}" '
        f'aria-label="{texts.EXPORT_AS(language, ending=ending.upper())}">{ending.upper()}</a>'
        for ending in EXPORT_TYPES
    )
    said = texts.TASK_COUNT(language, count=len(rows))
    if len(rows) > ROWS_SHOWN:
        said += " " + texts.ROWS_CUT(language, shown=ROWS_SHOWN)
    drawn = "".join(_row(row, language) for row in rows[:ROWS_SHOWN])
    return (
        f'<p class="pa-summary" lang="{tag}"><span role="status">{said}</span>{texts.EXPORT(language)} {links}</p>'
        f'<table class="pa-table pa-tasks" lang="{tag}" aria-label="{texts.TASKS(language)}"><thead><tr>'
        f"{headings(texts.COLUMNS_TASKS, language)}</tr></thead><tbody>{drawn}</tbody></table>"
    )


def _row(row: MatrixRow, language: Language) -> str:
    task, n = row.task, row.citation.n
    labels = [column(language) for column in texts.COLUMNS_TASKS]
    targets = "".join(f'<span class="pa-target">{escape(target_words(one))}</span>' for one in task.targets)
    # A list left open by 等 is the rule in official texts, and no fault to be mended.
    issues = "".join(
        f'<span class="pa-issue">{texts.ISSUES[issue](language) if issue in texts.ISSUES else escape(issue)}</span>'
        for issue in task.issues
        if issue != "support list left open (等)"
    )
    is_open = "support list left open (等)" in task.issues
    cells = (
        ("pa-wrap", escape("、".join(task.lead))),
        ("pa-wrap", escape("、".join(task.support)) + ("等" if is_open and task.support else "")),
        ("", escape(task.deadline or "")),
        ("pa-wrap", targets + issues),
    )
    drawn = "".join(
        f'<td class="{kind}" data-label="{label}" lang="zh-CN">{cell}</td>'
        for label, (kind, cell) in zip(labels[1:], cells, strict=True)
    )
    return (
        f'<tr><th scope="row" data-sort="{n}"><button type="button" class="pa-link" data-event="open" data-n="{n}" data-place="{place_of(row)}" '
        f'data-card="evidence-tasks-{n}" lang="zh-CN">{escape(task.task)}</button>'
        f"{sample_badge(row.citation.sample, language)}</th>{drawn}</tr>"
    )


def render_filters(units: Sequence[str], filters: Filters, language: Language) -> str:
    """Unit, role and month."""
    unit, role, before = filters
    named = list(units) if unit is None or unit in units else [unit, *units]
    options = _options([("", texts.ANY_UNIT(language)), *((name, name) for name in named)], unit)
    roles = [
        ("", texts.ANY_ROLE(language)),
        ("lead", texts.ROLE_LEAD(language)),
        ("support", texts.ROLE_SUPPORT(language)),
    ]
    return (
        f'<div class="pa-filters" lang="{texts.LANGUAGE_TAGS[language]}">'
        f'<label>{texts.FILTER_UNIT(language)}<select data-field="unit">{options}</select></label>'
        f'<label>{texts.FILTER_ROLE(language)}<select data-field="role">{_options(roles, role)}</select></label>'
        f'<label>{texts.FILTER_BEFORE(language)}<input type="month" data-field="before" placeholder="2022-12" '
        f'value="{escape(before or "")}"></label></div>'
    )


def _options(pairs: Sequence[tuple[str, str]], chosen: str | None) -> str:
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == (chosen or "") else ""}>{escape(name)}</option>'
        for value, name in pairs
    )


def build_tasks_panel(
    workspace: Workspace, language: Language, chosen: gr.State, shown: Callable[..., Any]
) -> Panel:
    """Place the panel in the ``gr.Blocks`` that is open.

    Args:
        chosen: The session's language.
        shown: Registers what happens when the panel's tab is chosen.
    """
    panel = TasksPanel(workspace)
    drawn: gr.State = gr.State(False)
    filters: gr.State = gr.State(OPEN)
    opened: gr.State = gr.State(None)
    with gr.Row(elem_classes="pa-columns", equal_height=False):
        with gr.Column(scale=7, min_width=0, elem_classes="pa-main pa-page"):
            head = gr.HTML(_head(language), apply_default_css=False)
            fields = gr.HTML("", js_on_load=on_fields("choose"), apply_default_css=False)
            charts = gr.HTML("", js_on_load=ON_CHARTS, apply_default_css=False)
            table = gr.HTML("", js_on_load=on_buttons("open"), apply_default_css=False)
        with gr.Column(scale=5, min_width=0, elem_classes="pa-side"):
            side = gr.HTML(
                render_no_source(language, "tasks"), js_on_load=ON_EVIDENCE, apply_default_css=False
            )
    quiet: dict[str, Any] = {
        "show_progress": "hidden",
        "concurrency_limit": None,
        "api_visibility": "private",
    }

    def draw(now: Language, current: Filters) -> tuple[str, str, str]:
        try:
            units = panel.units()
        except AssistantError as error:
            return "", "", render_fault(str(error))
        return render_filters(units, current, now), panel.charts(current, now), panel.table(current, now)

    def show(now: Language, current: Filters) -> tuple[Any, ...]:
        return *draw(now, current), True

    def choose(now: Language, event: gr.EventData) -> tuple[str, str, Filters]:
        current = (str(event.unit) or None, str(event.role) or None, str(event.before) or None)
        return panel.charts(current, now), panel.table(current, now), current

    def open_source(now: Language, event: gr.EventData) -> tuple[str, str]:
        return panel.source(str(event.place), now), str(event.place)

    # No choice is dropped because an earlier one is still being drawn, and they are drawn in their order; so is the
    # panel when its tab is chosen, or what was drawn for no choice would replace what was drawn for one.
    in_order = quiet | {"concurrency_limit": 1, "concurrency_id": "filters"}
    shown(show, [chosen, filters], [fields, charts, table, drawn], **in_order)
    fields.choose(choose, [chosen], [charts, table, filters], trigger_mode="multiple", **in_order)
    table.open(open_source, [chosen], [side, opened], trigger_mode="multiple", **quiet)

    def relabel(now: Language, is_drawn: bool, current: Filters, place: str | None) -> list[Any]:
        parts = draw(now, current) if is_drawn else ("", "", "")
        return [_head(now), *parts, panel.source(place, now) if is_drawn else render_no_source(now, "tasks")]

    return Panel(
        inputs=[drawn, filters, opened], outputs=[head, fields, charts, table, side], relabel=relabel
    )


def _head(language: Language) -> str:
    return (
        f'<header class="pa-head" lang="{texts.LANGUAGE_TAGS[language]}"><h2>{texts.TASKS(language)}</h2>'
        f"<p>{texts.TASKS_TEXT(language)}</p></header>"
    )
