"""The panel for checking: a pasted text or a whole report, each statement beside what the documents say."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import gradio as gr

from assistant.answer import Language
from assistant.claims.report_check import CheckedReport, Progress
from assistant.claims.verdicts import CheckedClaim
from assistant.panels import check_texts, texts
from assistant.panels.actions import ON_EVIDENCE, on_buttons
from assistant.panels.check_runs import CheckRuns, Step, check_text
from assistant.panels.check_view import (
    numbered,
    ranked,
    render_checked,
    render_no_passages,
    render_report_zone,
    render_running,
)
from assistant.panels.evidence import render_evidence
from assistant.panels.library_view import render_fault
from assistant.panels.panel import Panel
from assistant.panels.uploads import ON_ZONE, discard, uploaded_file
from assistant.web.visitors import Visitor
from corpus.errors import AssistantError, EmptyHomeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.document import Document

log = logging.getLogger(__name__)

LONGEST = 20_000
"""Characters of a pasted text: about forty paragraphs; what is longer comes as a file."""
CHECKED_AT_ONCE = 4


class Checker(Protocol):
    """What the panel needs of a ``Workspace``."""

    def check_claim(self, claim: str) -> CheckedClaim:
        """Hold a claim against the documents."""

    def check_report(
        self, path: Path, progress: Progress | None = None, is_cancelled: Callable[[], bool] | None = None
    ) -> CheckedReport:
        """Check every statement of a report file."""

    def document(self, document_id: str) -> Document:
        """One document, whole."""


class CheckPanel:
    """What the panel's events do; results are kept under keys that nobody guesses."""

    def __init__(self, checker: Checker, uploads: Callable[[], Path], runs: CheckRuns) -> None:
        self.checker = checker
        self.uploads = uploads
        """Where uploaded files lie until they are checked."""
        self.runs = runs

    def check(
        self, text: str, language: Language, session: str
    ) -> Iterator[tuple[str, CheckedReport | None]]:
        """What to show of a text's check as it goes on, and at the end what it came to."""
        text = text.strip()
        if not text:
            yield render_fault(check_texts.EMPTY_CLAIM(language)), None
            return
        if len(text) > LONGEST:
            yield render_fault(check_texts.LONG_CLAIM(language, limit=f"{LONGEST:,}")), None
            return
        title = check_texts.REPORT_NAME(language)
        steps = self.runs.watch(
            session, lambda progress, stopped: check_text(self.checker, text, title, progress, stopped)
        )
        yield from self._shown(steps, language)

    def check_file(
        self, files: Sequence[Any], language: Language, session: str
    ) -> Iterator[tuple[str, CheckedReport | None]]:
        """As ``check``, for the first of the files that a browser sent; the file is deleted afterwards."""
        sent = [uploaded_file(one, self.uploads()) for one in files]
        taken = [one for one in sent if one is not None]
        if not taken:
            yield render_fault(texts.UPLOAD_FAILED(language)), None
            return
        path = taken[0][0]
        steps = self.runs.watch(session, lambda progress, stopped: self._check_file(path, progress, stopped))
        yield from self._shown(steps, language)

    def _check_file(self, path: Path, progress: Progress, stopped: Callable[[], bool]) -> CheckedReport:
        try:
            return self.checker.check_report(path, progress, stopped)
        finally:
            discard(path)

    def _shown(self, steps: Iterator[Step], language: Language) -> Iterator[tuple[str, CheckedReport | None]]:
        try:
            for step in steps:
                if step.fault is not None:
                    yield render_fault(self._said(step.fault, language)), None
                elif step.report is not None:
                    yield "", step.report
                else:
                    yield render_running(step.done, step.total, language), None
        finally:
            # Whoever closes the page stops the work as well.
            if hasattr(steps, "close"):
                steps.close()

    def _said(self, fault: Exception, language: Language) -> str:
        if isinstance(fault, EmptyHomeError):
            return texts.NO_DOCUMENTS_ERROR(language)
        if isinstance(fault, AssistantError):
            return str(fault)
        log.error("A check could not be finished", exc_info=fault)
        return texts.UNEXPECTED_HERE(language)

    def side(self, report: CheckedReport | None, language: Language) -> str:
        """All passages that the verdicts shown rest on, each once."""
        citations = numbered(ranked(report.claims)) if report is not None else {}
        if not citations:
            return render_no_passages(language)
        return render_evidence(self.checker.document, list(citations.values()), language, turn="check")


def export_checked(runs: CheckRuns, ending: str, key: str) -> bytes | None:
    """A kept result as the bytes of a file; None where it is no longer kept."""
    from assistant.exports.check_sheet import report_sheet
    from assistant.exports.sheet import export_sheet

    report = runs.kept(key)
    if report is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"check.{ending}"
        export_sheet(report_sheet(report), path)
        return path.read_bytes()


def build_check_panel(checker: Checker, language: Language, chosen: gr.State, runs: CheckRuns) -> Panel:
    """Place the panel in the ``gr.Blocks`` that is open.

    Args:
        chosen: The session's language.
        runs: The checks of all sessions, whose results the page exports.
    """
    from gradio.utils import get_upload_folder

    panel = CheckPanel(checker, lambda: Path(get_upload_folder()), runs)
    kept: gr.State = gr.State((None, ""))
    with gr.Row(elem_classes="pa-columns", equal_height=False):
        with gr.Column(scale=7, min_width=0, elem_classes="pa-main pa-page"):
            head = gr.HTML(_head(language), apply_default_css=False)
            box = gr.Textbox(
                lines=3,
                max_lines=12,
                container=False,
                elem_id="pa-claim",
                label=check_texts.CLAIM(language),
                placeholder=check_texts.CLAIM_PLACEHOLDER(language),
            )
            go = gr.Button(check_texts.CHECK_GO(language), variant="primary", elem_id="pa-check-go")
            zone = gr.HTML(
                "",
                js_on_load=ON_ZONE,
                apply_default_css=False,
                elem_id="pa-check-zone",
            )
            notice = gr.HTML(
                "", js_on_load=on_buttons("halt"), apply_default_css=False, elem_id="pa-check-notice"
            )
            result = gr.HTML("", apply_default_css=False, elem_id="pa-check-result")
        with gr.Column(scale=5, min_width=0, elem_classes="pa-side"):
            side = gr.HTML(render_no_passages(language), js_on_load=ON_EVIDENCE, apply_default_css=False)

    def drawn(steps: Iterator[tuple[str, CheckedReport | None]], now: Language) -> Iterator[tuple[Any, ...]]:
        """The page is drawn once, at the end; until then only the bar moves."""
        yield "", "", render_no_passages(now), (None, "")
        for said, report in steps:
            if report is None:
                yield said, gr.skip(), gr.skip(), gr.skip()
            else:
                key = runs.keep(report)
                yield said, render_checked(report, key, now), panel.side(report, now), (report, key)

    def check(request: gr.Request, text: str, now: Language) -> Iterator[tuple[Any, ...]]:
        yield from drawn(panel.check(text, now, str(request.session_hash)), now)

    def take(request: gr.Request, now: Language, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        yield from drawn(panel.check_file(event.files, now, str(request.session_hash)), now)

    def halt(request: gr.Request) -> None:
        runs.stop(str(request.session_hash))

    checking: dict[str, Any] = {
        "show_progress": "hidden",
        "concurrency_limit": CHECKED_AT_ONCE,
        "concurrency_id": "check",
        "api_visibility": "private",
    }
    outputs = [notice, result, side, kept]
    gr.on([box.submit, go.click], check, [box, chosen], outputs, **checking)
    zone.taken(take, [chosen], outputs, **checking)
    # Not held up by the checks that it is to stop.
    notice.halt(halt, [], [], show_progress="hidden", concurrency_limit=None, api_visibility="private")

    def relabel(visitor: Visitor, now: Language, current: tuple[CheckedReport | None, str]) -> list[Any]:
        report, key = current
        return [
            _head(now),
            gr.Textbox(label=check_texts.CLAIM(now), placeholder=check_texts.CLAIM_PLACEHOLDER(now)),
            gr.Button(check_texts.CHECK_GO(now)),
            render_report_zone(now) if visitor.may_upload else "",
            "",
            render_checked(report, key, now) if report is not None else "",
            panel.side(report, now),
        ]

    return Panel(
        inputs=[kept],
        outputs=[head, box, go, zone, notice, result, side],
        relabel=relabel,
        knows_visitor=True,
    )


def _head(language: Language) -> str:
    return (
        f'<header class="pa-head" lang="{texts.LANGUAGE_TAGS[language]}"><h2>{check_texts.CHECK(language)}</h2>'
        f"<p>{check_texts.CHECK_TEXT(language)}</p></header>"
    )
