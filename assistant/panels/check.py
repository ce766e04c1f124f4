"""The panel for checking: a claim or a pasted paragraph, each statement beside what the documents say."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

import gradio as gr

from assistant.answer import Citation, Language
from assistant.panels import texts
from assistant.panels.actions import ON_EVIDENCE
from assistant.panels.evidence import frame, render_evidence
from assistant.panels.library_view import render_fault
from assistant.panels.markup import escape
from assistant.panels.panel import Panel
from assistant.verdicts import KIND_NAMES, VERDICT_NAMES, CheckedClaim
from corpus.errors import AssistantError, EmptyHomeError

if TYPE_CHECKING:
    from corpus.document import Document

log = logging.getLogger(__name__)

LONGEST = 20_000
"""Characters of a pasted text: about forty paragraphs; a whole report is checked on the command line."""
CHECKED_AT_ONCE = 4


class Checker(Protocol):
    """What the panel needs of a ``Workspace``."""

    def check_claim(self, claim: str) -> CheckedClaim:
        """Hold a claim against the documents."""

    def document(self, document_id: str) -> Document:
        """One document, whole."""


class CheckPanel:
    """What the panel's events do; holds no one's data."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker

    def check(self, text: str, language: Language) -> Iterator[tuple[str, list[CheckedClaim], int]]:
        """A notice, the claims checked so far and how many statements there are, after each."""
        text = text.strip()
        if not text:
            yield texts.EMPTY_CLAIM(language), [], 0
            return
        if len(text) > LONGEST:
            yield texts.LONG_CLAIM(language, limit=f"{LONGEST:,}"), [], 0
            return
        statements, _ = split_claims(text)
        checked: list[CheckedClaim] = []
        yield "", [], len(statements)
        for statement in statements:
            try:
                checked.append(self.checker.check_claim(statement))
            except EmptyHomeError:
                yield texts.NO_DOCUMENTS_ERROR(language), checked, len(checked)
                return
            except AssistantError as error:
                yield str(error), checked, len(checked)
                return
            except Exception:
                log.exception("A claim could not be checked")
                yield texts.UNEXPECTED_HERE(language), checked, len(checked)
                return
            yield "", checked, len(statements)

    def side(self, claims: Sequence[CheckedClaim], language: Language) -> str:
        """All passages that the verdicts rest on, each once."""
        citations = numbered(claims)
        if not citations:
            return render_no_passages(language)
        return render_evidence(self.checker.document, list(citations.values()), language, turn="check")


def split_claims(text: str) -> tuple[list[str], int]:
    """The statements of a text that can be checked, and how many sentences state nothing to check.

    A text with fewer than two statements is one claim, whole.
    """
    from assistant.statements import split_statements

    statements = split_statements(text)
    found = [text[one.start : one.end].strip() for one in statements if one.checkable]
    return (found, len(statements) - len(found)) if len(found) > 1 else ([text], 0)


def numbered(claims: Sequence[CheckedClaim]) -> dict[tuple[str, int, int], Citation]:
    """The passages of all claims by their place, numbered through."""
    found: dict[tuple[str, int, int], Citation] = {}
    for claim in claims:
        for one in claim.citations:
            found.setdefault((one.document_id, one.start, one.end), replace(one, n=len(found) + 1))
    return found


def render_claims(
    claims: Sequence[CheckedClaim], total: int, language: Language, passed_over: int = 0
) -> str:
    """Each claim with its verdict, what differs, and marks that open its passages.

    Args:
        total: Statements there are; fewer claims mean that the check is not done.
        passed_over: Sentences that state nothing to check; said, so that silence is not taken for approval.
    """
    if not total:
        return ""
    places = numbered(claims)
    items = "".join(_claim(claim, places, language) for claim in claims)
    done = ""
    if len(claims) < total:
        done = f'<p class="pa-hint">{texts.CHECKING(language, done=len(claims), total=total)}</p>'
    elif total > 1:
        counts = [(name, sum(claim.verdict == name for claim in claims)) for name in VERDICT_NAMES]
        said = texts.LISTED(language).join(f"{_verdict(name, language)} {n}" for name, n in counts if n)
        if passed_over:
            said += texts.PASSED_OVER(language, count=passed_over)
        done = f'<p class="pa-summary"><span>{texts.CHECKED(language, total=total)} {said}</span></p>'
    return f'<div lang="{texts.LANGUAGE_TAGS[language]}" role="log">{done}<ol class="pa-claims">{items}</ol></div>'


def _verdict(name: str, language: Language) -> str:
    chinese, english = VERDICT_NAMES[name]
    return chinese if language == "zh" else english.capitalize()


def _claim(claim: CheckedClaim, places: dict[tuple[str, int, int], Citation], language: Language) -> str:
    marks = ""
    for one in claim.citations:
        place = places[(one.document_id, one.start, one.end)]
        label = escape(
            texts.MARK(language, n=place.n, formal=place.formal)
            + (texts.SAMPLE_MARK(language) if place.sample else "")
        )
        sample = " pa-sample" if place.sample else ""
        marks += (
            f'<button type="button" class="pa-mark{sample}" data-turn="check" data-n="{place.n}" '
            f'aria-label="{label}" title="{label}">{place.n}</button>'
        )
    differences = "".join(
        f'<tr><th scope="row">{KIND_NAMES[one.kind][0 if language == "zh" else 1]}</th>'
        f'<td data-label="{texts.CLAIMED(language)}">{escape(one.claimed)}</td>'
        f'<td data-label="{texts.IN_SOURCE(language)}">{escape(one.source)}</td></tr>'
        for one in claim.differences
    )
    table = (
        f'<table class="pa-table"><thead><tr><th scope="col">{texts.DIFFERENCE(language)}</th>'
        f'<th scope="col">{texts.CLAIMED(language)}</th><th scope="col">{texts.IN_SOURCE(language)}</th></tr></thead>'
        f"<tbody>{differences}</tbody></table>"
        if differences
        else ""
    )
    return (
        f'<li class="pa-{claim.verdict}"><h3>{_verdict(claim.verdict, language)}</h3><p>{escape(claim.claim)}</p>'
        f'<p lang="{texts.LANGUAGE_TAGS[claim.language]}">{escape(claim.explanation)}{marks}</p>{table}</li>'
    )


def render_no_passages(language: Language) -> str:
    """The side before anything is checked, or where nothing was found."""
    return frame(
        texts.EVIDENCE(language),
        f'<p class="pa-hint">{texts.PASSAGES_EMPTY(language)}</p>',
        language,
        "check",
    )


def build_check_panel(checker: Checker, language: Language, chosen: gr.State) -> Panel:
    """Place the panel in the ``gr.Blocks`` that is open.

    Args:
        chosen: The session's language.
    """
    panel = CheckPanel(checker)
    claims: gr.State = gr.State(([], 0))
    with gr.Row(elem_classes="pa-columns", equal_height=False):
        with gr.Column(scale=7, min_width=0, elem_classes="pa-main pa-page"):
            head = gr.HTML(_head(language), apply_default_css=False)
            box = gr.Textbox(
                lines=3,
                max_lines=12,
                container=False,
                elem_id="pa-claim",
                label=texts.CLAIM(language),
                placeholder=texts.CLAIM_PLACEHOLDER(language),
            )
            go = gr.Button(texts.CHECK_GO(language), variant="primary", elem_id="pa-check-go")
            notice = gr.HTML("", apply_default_css=False)
            result = gr.HTML("", apply_default_css=False, elem_id="pa-check-result")
        with gr.Column(scale=5, min_width=0, elem_classes="pa-side"):
            side = gr.HTML(render_no_passages(language), js_on_load=ON_EVIDENCE, apply_default_css=False)

    def check(text: str, now: Language) -> Iterator[tuple[Any, ...]]:
        passed_over = split_claims(text)[1] if len(text) <= LONGEST else 0
        for said, checked, total in panel.check(text, now):
            fault = render_fault(said) if said else ""
            drawn = render_claims(checked, total, now, passed_over)
            yield fault, drawn, panel.side(checked, now), (list(checked), passed_over)

    gr.on(
        [box.submit, go.click],
        check,
        [box, chosen],
        [notice, result, side, claims],
        show_progress="hidden",
        concurrency_limit=CHECKED_AT_ONCE,
        concurrency_id="check",
        api_visibility="private",
    )

    def relabel(now: Language, current: tuple[list[CheckedClaim], int]) -> list[Any]:
        checked, passed_over = current
        return [
            _head(now),
            gr.Textbox(label=texts.CLAIM(now), placeholder=texts.CLAIM_PLACEHOLDER(now)),
            gr.Button(texts.CHECK_GO(now)),
            "",
            render_claims(checked, len(checked), now, passed_over),
            panel.side(checked, now),
        ]

    return Panel(inputs=[claims], outputs=[head, box, go, notice, result, side], relabel=relabel)


def _head(language: Language) -> str:
    return (
        f'<header class="pa-head" lang="{texts.LANGUAGE_TAGS[language]}"><h2>{texts.CHECK(language)}</h2>'
        f"<p>{texts.CHECK_TEXT(language)}</p></header>"
    )
