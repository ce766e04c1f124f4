"""The charts above the tasks: the load of the units and the calendar of the plans they come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.answer import Language
from assistant.desk.guide import read_stages
from assistant.panels import chart_texts as texts
from assistant.panels import texts as page_texts
from assistant.panels.charts import Span, collect_due, count_load, render_calendar, render_load
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from assistant.desk.matrix import MatrixRow
    from corpus.document import Document

PLANS_DRAWN = 2
"""Plans whose stages are drawn: with more, a filter tells which is meant."""


def render_task_charts(
    rows: Sequence[MatrixRow], open_document: Callable[[str], Document], language: Language
) -> str:
    """Both charts of these tasks, in a fold; nothing where there are no tasks."""
    if not rows:
        return ""
    load = render_load(count_load((row.task.lead, row.task.support) for row in rows), language, can_pick=True)
    calendars = ""
    for document_id in list(dict.fromkeys(row.citation.document_id for row in rows))[:PLANS_DRAWN]:
        own = [row for row in rows if row.citation.document_id == document_id]
        dues, without = collect_due((row.task.task, row.task.deadline) for row in own)
        title = texts.STAGES_OF(language, title=own[0].citation.title)
        try:
            spans = document_spans(open_document(document_id))
        except AssistantError:  # removed since the rows were read
            spans = []
        calendars += render_calendar(spans, dues, language, title=title, without=without)
    calendar = (
        f'<figure class="pa-chart"><figcaption>{texts.CALENDAR(language)}</figcaption>{calendars}</figure>'
        if calendars
        else ""
    )
    return (
        f'<details class="pa-charts" lang="{page_texts.LANGUAGE_TAGS[language]}" open><summary>{texts.CHARTS(language)}</summary>'
        f"<div>{load}{calendar}</div></details>"
    )


def document_spans(document: Document) -> list[Span]:
    """The stages of a plan, those that it dates."""
    stages = [stage for stage in read_stages(document) if stage.begins and stage.ends]
    top = min((stage.level for stage in stages), default=0)
    return [Span(stage.name, stage.begins, stage.ends, stage.level - top) for stage in stages]
