"""The panel for the documents: what there is, take more in, read one, remove one.

An ingest runs in a thread of its own, so that it goes on when its page is closed and keeps nobody
else waiting; the page that began it looks at how far it is.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import gradio as gr

from assistant.answer import Language
from assistant.panels import texts
from assistant.panels.actions import ON_EVIDENCE, on_buttons
from assistant.panels.library_view import (
    render_document,
    render_fault,
    render_no_document,
    render_report,
    render_stage,
    render_table,
    render_zone,
    why_not,
)
from assistant.panels.panel import Panel
from assistant.panels.same_names import (
    LEFT_OUT,
    ON_SAME_NAMES,
    Taken,
    beside,
    in_question,
    render_note,
    render_same_names,
)
from assistant.panels.uploads import ON_ZONE, discard, uploaded_file
from assistant.web.visitors import NOBODY, Visitor, visitor_of
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from assistant.library import DocumentRecord
    from corpus.document import Document
    from index.build import IngestReport, Progress

log = logging.getLogger(__name__)

LOOK_S = 0.3
"""Between two looks at how far an ingest is: often enough to be seen moving."""
WRITERS = 4

_ON_DOCUMENT = """
element.addEventListener('change', async (event) => {
  const field = event.target.closest('[data-replace]');
  if (!field || !field.files.length) return;
  const id = field.dataset.replace, sent = await window.paSendFiles([field.files[0]]);
  if (sent.length) trigger('replaced', {id, file: sent[0]});
});
"""
_ON_REPORT = "watch('value', () => document.dispatchEvent(new CustomEvent('pa-report', {detail: element})));"


class Shelf(Protocol):
    """What the panel needs of a ``Workspace``."""

    def documents(self) -> list[DocumentRecord]:
        """All documents."""

    def document(self, document_id: str) -> Document:
        """One document, whole."""

    def ingest_uploads(
        self, files: Sequence[tuple[Path, str]], progress: Progress | None = None
    ) -> IngestReport:
        """Take files in."""

    def replace(
        self, document_id: str, path: Path, name: str, progress: Progress | None = None
    ) -> IngestReport:
        """Let a file take a document's place."""

    def ingest(self, *, rebuild: bool, progress: Progress | None) -> IngestReport:
        """Make the index anew."""

    def remove(self, document_ids: Sequence[str]) -> IngestReport:
        """Drop documents."""


class LibraryPanel:
    """What the panel's events do; holds no one's data."""

    def __init__(self, shelf: Shelf, uploads: Callable[[], Path]) -> None:
        self.shelf = shelf
        self.uploads = uploads
        """Where uploaded files lie until they are taken in."""

    def table(self, language: Language) -> str:
        """The documents there are now."""
        try:
            return render_table(self.shelf.documents(), language)
        except AssistantError as error:
            return render_fault(str(error))

    def read(self, document_id: str | None, language: Language, visitor: Visitor) -> str:
        """One document, or the hint where there is none of this id (any more)."""
        if document_id is None:
            return render_no_document(language, "library")
        try:
            document = self.shelf.document(document_id)
        except AssistantError:
            return render_no_document(language, "library")
        return render_document(document, language, panel="library", may_remove=visitor.may_edit)

    def take(
        self, files: Sequence[Any], language: Language, visitor: Visitor, decided: str = ""
    ) -> Iterator[str]:
        """Take uploaded files in; yields the progress, and at the end the report.

        Args:
            decided: What becomes of files that would take the place of another text: ``replace``, ``both`` or ``none``;
                else that is asked, and the others are taken in.
        """
        if not visitor.may_edit:
            yield render_fault(why_not(visitor, language))
            return
        taken = [one for one in map(self._uploaded, files) if one is not None]
        if not taken:
            yield render_fault(texts.UPLOAD_FAILED(language))
            return

        asked: list[Taken] = []
        if decided == "none":
            _clear(taken)
            yield render_note(LEFT_OUT(language), language)
            return
        if decided == "both":
            taken = beside(taken, self.shelf.documents())
        elif decided != "replace":
            asked = in_question(taken, self.shelf.documents())
            taken = [one for one in taken if one not in asked]
        question = render_same_names(asked, language) if asked else ""
        if not taken:
            yield question
            return

        def work(progress: Progress) -> IngestReport:
            try:
                return self.shelf.ingest_uploads(taken, progress)
            finally:
                _clear(taken)

        for said in self._watched(work, language):
            yield said + question

    def replace(self, document_id: str, sent: Any, language: Language, visitor: Visitor) -> Iterator[str]:
        """Let an uploaded file take a document's place; yields the progress, and at the end the report."""
        if not visitor.may_edit:
            yield render_fault(why_not(visitor, language))
            return
        taken = self._uploaded(sent)
        if taken is None:
            yield render_fault(texts.UPLOAD_FAILED(language))
            return

        def work(progress: Progress) -> IngestReport:
            try:
                return self.shelf.replace(document_id, *taken, progress)
            finally:
                _clear([taken])

        yield from self._watched(work, language)

    def reindex(self, language: Language, visitor: Visitor) -> Iterator[str]:
        """Read and cut everything anew, and embed what is new; yields the progress, and at the end the report."""
        if not visitor.may_edit:
            yield render_fault(why_not(visitor, language))
            return
        yield from self._watched(
            lambda progress: self.shelf.ingest(rebuild=True, progress=progress), language
        )

    def remove(self, document_id: str, language: Language, visitor: Visitor) -> Iterator[str]:
        """Remove a document; yields the progress, and at the end the report."""
        if not visitor.may_edit:
            yield render_fault(why_not(visitor, language))
            return
        yield from self._watched(lambda progress: self.shelf.remove([document_id]), language)

    def _uploaded(self, sent: Any) -> tuple[Path, str] | None:
        """A file from the upload folder and its name; None for anything else that a browser may say."""
        return uploaded_file(sent, self.uploads())

    def _watched(self, work: Callable[[Progress], IngestReport], language: Language) -> Iterator[str]:
        stage: tuple[str, int, int] = ("wait", 0, 0)
        pages: tuple[int, int] = (0, 0)
        outcome: list[str] = []

        def progress(name: str, done: int, total: int) -> None:
            nonlocal stage, pages
            if name == "pages":  # within the file that is being read
                pages = (done, total)
            else:
                stage, pages = (name, done, total), (0, 0)

        def run() -> None:
            try:
                outcome.append(render_report(work(progress), language))
            except AssistantError as error:
                outcome.append(render_fault(str(error)))
            except Exception:
                log.exception("The library could not be changed")
                outcome.append(render_fault(texts.UNEXPECTED_HERE(language)))

        # A server that is stopped need not wait: what is not published whole never was.
        thread = threading.Thread(target=run, name="ingest", daemon=True)
        thread.start()
        shown = None
        while thread.is_alive():
            if (stage, pages) != shown:
                shown = (stage, pages)
                yield render_stage(*stage, language, pages)
            thread.join(LOOK_S)
        yield outcome[0]


def _clear(taken: Sequence[tuple[Path, str]]) -> None:
    """The home keeps the originals; the copies in the upload folder have done their work."""
    for path, _ in taken:
        discard(path)


def build_library_panel(
    shelf: Shelf, language: Language, chosen: gr.State, shown: Callable[..., Any]
) -> Panel:
    """Place the panel in the ``gr.Blocks`` that is open.

    Args:
        chosen: The session's language.
        shown: Registers what happens when the panel's tab is chosen.
    """
    from gradio.utils import get_upload_folder

    panel = LibraryPanel(shelf, lambda: Path(get_upload_folder()))
    opened: gr.State = gr.State(None)
    drawn: gr.State = gr.State(False)
    with gr.Row(elem_classes="pa-columns", equal_height=False):
        with gr.Column(scale=7, min_width=0, elem_classes="pa-main pa-page"):
            head = gr.HTML(_head(language), apply_default_css=False)
            zone = gr.HTML(
                "",
                js_on_load=ON_ZONE + on_buttons("reindex"),
                apply_default_css=False,
                elem_id="pa-zone",
            )
            report = gr.HTML(
                "", js_on_load=_ON_REPORT + ON_SAME_NAMES, apply_default_css=False, elem_id="pa-report"
            )
            table = gr.HTML(
                "", js_on_load=on_buttons("read"), apply_default_css=False, elem_id="pa-library-table"
            )
        with gr.Column(scale=5, min_width=0, elem_classes="pa-side"):
            side = gr.HTML(
                render_no_document(language, "library"),
                js_on_load=ON_EVIDENCE + _ON_DOCUMENT + on_buttons("remove"),
                apply_default_css=False,
                elem_id="pa-library-text",
            )

    quiet: dict[str, Any] = {
        "show_progress": "hidden",
        "concurrency_limit": None,
        "api_visibility": "private",
    }
    # One writes at a time, by the home's lock; a few more may see that they are waiting for it.
    writing = quiet | {"concurrency_limit": WRITERS, "concurrency_id": "library"}

    def show(now: Language) -> tuple[Any, ...]:
        return panel.table(now), True

    def read(request: gr.Request, now: Language, event: gr.EventData) -> tuple[Any, ...]:
        return panel.read(str(event.id), now, visitor_of(request)), str(event.id)

    def take(request: gr.Request, now: Language, event: gr.EventData) -> Iterator[tuple[Any, Any]]:
        for said in panel.take(event.files, now, visitor_of(request)):
            yield said, gr.skip()
        yield gr.skip(), panel.table(now)

    def decide(request: gr.Request, now: Language, event: gr.EventData) -> Iterator[tuple[Any, Any]]:
        for said in panel.take(event.files, now, visitor_of(request), str(event.decided)):
            yield said, gr.skip()
        yield gr.skip(), panel.table(now)

    def remove(request: gr.Request, now: Language, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        for said in panel.remove(str(event.id), now, visitor_of(request)):
            yield said, gr.skip(), gr.skip(), gr.skip()
        yield gr.skip(), panel.table(now), panel.read(None, now, NOBODY), None

    def swap(request: gr.Request, now: Language, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        visitor = visitor_of(request)
        for said in panel.replace(str(event.id), event.file, now, visitor):
            yield said, gr.skip(), gr.skip(), gr.skip()
        # Still there where the new file could not be read.
        yield gr.skip(), panel.table(now), panel.read(str(event.id), now, visitor), str(event.id)

    def reindex(request: gr.Request, now: Language) -> Iterator[tuple[Any, Any]]:
        for said in panel.reindex(now, visitor_of(request)):
            yield said, gr.skip()
        yield gr.skip(), panel.table(now)

    shown(show, [chosen], [table, drawn], **quiet)
    table.read(read, [chosen], [side, opened], trigger_mode="multiple", **quiet)
    # Files dropped while others are taken in wait their turn.
    zone.taken(take, [chosen], [report, table], trigger_mode="multiple", **writing)
    report.decided(decide, [chosen], [report, table], trigger_mode="multiple", **writing)
    zone.reindex(reindex, [chosen], [report, table], **writing)
    side.remove(remove, [chosen], [report, table, side, opened], **writing)
    side.replaced(swap, [chosen], [report, table, side, opened], **writing)

    def relabel(visitor: Visitor, now: Language, is_drawn: bool, document_id: str | None) -> list[Any]:
        return [
            _head(now),
            render_zone(now, visitor),
            "",
            panel.table(now) if is_drawn else "",
            panel.read(document_id, now, visitor),
        ]

    return Panel(
        inputs=[drawn, opened], outputs=[head, zone, report, table, side], relabel=relabel, knows_visitor=True
    )


def _head(language: Language) -> str:
    return (
        f'<header class="pa-head" lang="{texts.LANGUAGE_TAGS[language]}"><h2>{texts.LIBRARY(language)}</h2>'
        f"<p>{texts.LIBRARY_TEXT(language)}</p></header>"
    )
