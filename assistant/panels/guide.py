"""The panel for new members: one plan at a glance, each line one click from its source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answer import Citation, Language
from assistant.desk.guide import Guide, guide_documents, read_guides
from assistant.panels import texts
from assistant.panels.actions import ON_EVIDENCE, on_fields
from assistant.panels.charts import Span, collect_due, count_load, render_calendar, render_load
from assistant.panels.evidence import render_evidence
from assistant.panels.library_view import headings, render_fault, render_outline, render_text, sample_badge
from assistant.panels.markup import escape
from assistant.panels.panel import Panel
from assistant.panels.tasks import render_no_source
from assistant.tasks.labels import goal_words
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from assistant.library import DocumentRecord
    from assistant.workspace import Workspace
    from corpus.document import Document


class GuidePanel:
    """What the panel's events do."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def draw(self, document_id: str | None, language: Language) -> tuple[str, str, str]:
        """The choice of plans, the guide of one, and all its sources beside it."""
        nothing = render_no_source(language, "guide")
        try:
            records = guide_documents(self.workspace, limit=200)
            held = [record.entry.document_id for record in records]
            if not held:
                return "", f'<p class="pa-hint">{texts.NO_PLAN(language)}</p>', nothing
            document_id = document_id if document_id in held else held[0]
            guide = read_guides(self.workspace, document_id, language)[0]
            document = self.workspace.document(document_id)
            citations = guide.citations()
            side = (
                render_evidence(self.workspace.document, citations, language, turn="guide")
                if citations
                else nothing
            )
            return (
                render_choice(records, document_id, language),
                render_guide(guide, document, language),
                side,
            )
        except AssistantError as error:
            return "", render_fault(str(error)), nothing


def render_choice(records: Sequence[DocumentRecord], document_id: str, language: Language) -> str:
    """Which plan; nothing where there is one only."""
    if len(records) < 2:
        return ""
    options = "".join(
        f'<option value="{escape(record.entry.document_id)}"'
        f"{' selected' if record.entry.document_id == document_id else ''}>{escape(record.entry.metadata.title)}</option>"
        for record in records
    )
    return (
        f'<div class="pa-filters"><label>{texts.WHICH_PLAN(language)}'
        f'<select data-field="id">{options}</select></label></div>'
    )


def render_guide(guide: Guide, document: Document, language: Language) -> str:
    """The whole guide; a part that the plan does not hold is left out."""
    root = f"text-guide-{escape(guide.document_id)}"
    outline = render_outline(document, root)
    parts = (
        (
            texts.GUIDE_PURPOSE,
            "".join(f"<p>{escape(one.quote)}{_mark(one, language)}</p>" for one in guide.purpose),
        ),
        (texts.GUIDE_STAGES, _stages(guide, language)),
        (texts.GUIDE_TARGETS, _targets(guide, language)),
        (texts.GUIDE_LEADS, _leads(guide, language)),
        (texts.GUIDE_TERMS, _terms(guide, language)),
        (texts.GUIDE_QUESTIONS, _questions(guide)),
        (texts.GUIDE_OUTLINE, f'<ol class="pa-outline">{outline}</ol>' if outline else ""),
    )
    drawn = "".join(f"<h3>{title(language)}</h3>{body}" for title, body in parts if body)
    return (
        f'<article class="pa-guide" lang="{texts.LANGUAGE_TAGS[language]}"><h3 lang="zh-CN">{escape(guide.title)}'
        f"{sample_badge(guide.sample, language)}</h3>{drawn}"
        f"<details><summary>{texts.GUIDE_TEXT(language)}</summary>{render_text(document, root, language)}</details></article>"
    )


def _mark(citation: Citation, language: Language) -> str:
    label = escape(texts.MARK(language, n=citation.n, formal=citation.formal))
    sample = " pa-sample" if citation.sample else ""
    return (
        f'<button type="button" class="pa-mark{sample}" data-turn="guide" data-n="{citation.n}" '
        f'aria-label="{label}" title="{label}">{citation.n}</button>'
    )


def _stages(guide: Guide, language: Language) -> str:
    """The stages and the deadlines of the tasks on one calendar."""
    top = min((stage.level for stage in guide.stages), default=0)
    spans = [
        Span(stage.name, stage.begins, stage.ends, stage.level - top, _mark(stage.citation, language))
        for stage in guide.stages
    ]
    dues, without = collect_due(guide.deadlines)
    return render_calendar(spans, dues, language, without=without if dues else 0)


def _targets(guide: Guide, language: Language) -> str:
    if not guide.targets:
        return ""
    labels = [column(language) for column in texts.COLUMNS_TARGETS]
    rows = "".join(
        f'<tr><th scope="row" lang="zh-CN">{escape(row.target.indicator)}</th>'
        f'<td class="pa-wrap" data-label="{labels[1]}" lang="zh-CN">'
        f"{escape(goal_words(row.target))}{_mark(row.citation, language)}</td>"
        f'<td data-label="{labels[2]}">{escape(row.target.deadline or "")}</td></tr>'
        for row in guide.targets
    )
    return (
        f'<table class="pa-table" aria-label="{texts.GUIDE_TARGETS(language)}"><thead><tr>'
        f"{headings(texts.COLUMNS_TARGETS, language)}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _leads(guide: Guide, language: Language) -> str:
    if not guide.duties:
        return ""
    rows = "".join(
        f'<dt lang="zh-CN">{escape(duty.unit)}</dt><dd class="pa-chips" lang="zh-CN">'
        + "".join(f"<span>{escape(name)}{_mark(citation, language)}</span>" for name, citation in duty.tasks)
        + "</dd>"
        for duty in guide.duties
    )
    load = render_load(count_load(guide.units), language, can_pick=False)
    return f"{load}<dl>{rows}</dl>"


def _terms(guide: Guide, language: Language) -> str:
    if not guide.terms:
        return ""
    rows = "".join(
        f'<dt lang="zh-CN">{escape(one.term)}</dt><dd lang="zh-CN">{escape(one.citation.quote)}{_mark(one.citation, language)}</dd>'
        for one in guide.terms
    )
    return f"<dl>{rows}</dl>"


def _questions(guide: Guide) -> str:
    offered = "".join(
        f'<li><button type="button" class="pa-example pa-ask-this" data-question="{escape(question)}">'
        f'{escape(question)}<span aria-hidden="true">→</span></button></li>'
        for question in guide.questions
    )
    return f'<ul class="pa-examples">{offered}</ul>' if offered else ""


def build_guide_panel(
    workspace: Workspace, language: Language, chosen: gr.State, shown: Callable[..., Any]
) -> Panel:
    """Place the panel in the ``gr.Blocks`` that is open.

    Args:
        chosen: The session's language.
        shown: Registers what happens when the panel's tab is chosen.
    """
    panel = GuidePanel(workspace)
    drawn: gr.State = gr.State(False)
    plan: gr.State = gr.State(None)
    with gr.Row(elem_classes="pa-columns", equal_height=False):
        with gr.Column(scale=7, min_width=0, elem_classes="pa-main pa-page"):
            head = gr.HTML(_head(language), apply_default_css=False)
            choice = gr.HTML("", js_on_load=on_fields("choose"), apply_default_css=False)
            body = gr.HTML("", apply_default_css=False)
        with gr.Column(scale=5, min_width=0, elem_classes="pa-side"):
            side = gr.HTML(
                render_no_source(language, "guide"), js_on_load=ON_EVIDENCE, apply_default_css=False
            )
    quiet: dict[str, Any] = {
        "show_progress": "hidden",
        "concurrency_limit": None,
        "api_visibility": "private",
    }

    def show(now: Language, document_id: str | None) -> tuple[Any, ...]:
        return *panel.draw(document_id, now), True

    def choose(now: Language, event: gr.EventData) -> tuple[Any, ...]:
        return *panel.draw(str(event.id), now)[1:], str(event.id)

    shown(show, [chosen, plan], [choice, body, side, drawn], **quiet)
    choice.choose(choose, [chosen], [body, side, plan], trigger_mode="multiple", **quiet)

    def relabel(now: Language, is_drawn: bool, document_id: str | None) -> list[Any]:
        parts = panel.draw(document_id, now) if is_drawn else ("", "", render_no_source(now, "guide"))
        return [_head(now), *parts]

    return Panel(inputs=[drawn, plan], outputs=[head, choice, body, side], relabel=relabel)


def _head(language: Language) -> str:
    return (
        f'<header class="pa-head" lang="{texts.LANGUAGE_TAGS[language]}"><h2>{texts.GUIDE(language)}</h2>'
        f"<p>{texts.GUIDE_INTRO(language)}</p></header>"
    )
