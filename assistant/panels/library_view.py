"""Draw the library: the table of documents, one document with its outline, what an ingest did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant import phrases
from assistant.answer import Language
from assistant.panels import library_texts, texts, viewer_texts
from assistant.panels.evidence import frame
from assistant.panels.markup import escape

if TYPE_CHECKING:
    from assistant.library import DocumentRecord
    from assistant.web.visitors import Visitor
    from corpus.document import Document
    from index.build import IngestReport

TEXT_SHOWN = 200_000
"""Characters of a text drawn at once: five times the longest plan; beyond it a browser becomes slow."""


def render_table(records: Sequence[DocumentRecord], language: Language) -> str:
    """The documents, one a row; a click on the title opens it."""
    if not records:
        return f'<p class="pa-hint">{texts.NO_DOCUMENTS(language)}</p>'
    rows = "".join(_row(record, language) for record in records)
    return (
        f'<table class="pa-table pa-documents" lang="{texts.LANGUAGE_TAGS[language]}" aria-label="{texts.LIBRARY(language)}">'
        f"<thead><tr>{headings(texts.COLUMNS_LIBRARY, language)}</tr></thead><tbody>{rows}</tbody></table>"
    )


def headings(columns: Sequence[phrases.Phrase], language: Language) -> str:
    """Headings that sort their column."""
    return "".join(
        f'<th scope="col"><button type="button" title="{texts.SORT_BY(language, column=column(language))}">'
        f"{column(language)}</button></th>"
        for column in columns
    )


def sample_badge(is_sample: bool, language: Language) -> str:
    """What marks a demonstration document wherever it is named."""
    return f' <span class="pa-badge pa-sample">{texts.SAMPLE(language)}</span>' if is_sample else ""


def _row(record: DocumentRecord, language: Language) -> str:
    entry, metadata = record.entry, record.entry.metadata
    labels = [column(language) for column in texts.COLUMNS_LIBRARY]
    cells = (
        texts.KINDS[metadata.kind](language),
        metadata.date or "",
        metadata.status or "",
        "" if entry.pages is None else str(entry.pages),
        str(record.passages),
        str(len(entry.warnings)) if entry.warnings else "",
    )
    drawn = "".join(
        f'<td data-label="{label}">{escape(cell)}</td>' for label, cell in zip(labels[1:], cells, strict=True)
    )
    return (
        f'<tr><th scope="row" data-sort="{escape(metadata.title)}"><button type="button" class="pa-link" data-event="read" '
        f'data-id="{escape(entry.document_id)}" data-card="text-library-{escape(entry.document_id)}" lang="zh-CN">'
        f"{escape(metadata.title)}</button>{sample_badge(metadata.sample, language)}</th>{drawn}</tr>"
    )


def render_no_document(language: Language, panel: str) -> str:
    """The side before a document is opened."""
    hint = f'<p class="pa-hint">{texts.DOCUMENT_EMPTY(language)}</p>'
    return frame(texts.DOCUMENT(language), hint, language, panel)


def render_document(
    document: Document, language: Language, *, panel: str, may_remove: bool = False, at: int | None = None
) -> str:
    """A document as it was read: facts, warnings, outline, and the text cut at its headings.

    Args:
        panel: Which panel shows it; ids carry it.
        at: Position of the section to show first, or None for the beginning.
    """
    metadata = document.metadata
    root = f"text-{panel}-{escape(document.document_id)}"
    facts = [metadata.issuer, metadata.number, metadata.date, metadata.status]
    drawn = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    warnings = "".join(
        f"<li>{texts.PAGE(language, page=warning.page) + ': ' if warning.page else ''}{escape(warning.message)}</li>"
        for warning in document.warnings
    )
    outline = render_outline(document, root)
    focus = f"{root}-{at}" if at is not None and 0 <= at < len(document.sections) else root
    sample = (
        f'<p class="pa-sample-note">{texts.SAMPLE_NOTE(language)}</p>' if document.metadata.sample else ""
    )
    body = (
        f'<article class="pa-document" id="{root}" tabindex="-1" data-focus="{focus}">'
        f'<h3 lang="zh-CN">{escape(metadata.title)}</h3>{sample}<p class="pa-facts">{drawn}</p>'
        f'<p class="pa-facts"><span>{escape(texts.FILE(language, file=document.file))}</span></p>'
        + _ways(document, language)
        + (_removal(document.document_id, language) if may_remove else "")
        + (_folded(texts.WARNINGS(language, count=len(document.warnings)), warnings) if warnings else "")
        + (
            _folded(texts.OUTLINE(language, count=len(document.sections)), outline, opened=True)
            if outline
            else ""
        )
        + render_text(document, root, language)
        + "</article>"
    )
    return frame(texts.DOCUMENT(language), body, language, panel)


def _folded(title: str, items: str, *, opened: bool = False) -> str:
    return f'<details{" open" if opened else ""}><summary>{title}</summary><ol class="pa-outline">{items}</ol></details>'


def render_outline(document: Document, root: str) -> str:
    """The headings as list items, each leading to its place in the text of ``root``."""
    return "".join(
        f'<li style="--depth:{min(section.level, 6) - 1}"><a href="#{root}-{position}" data-jump="{root}-{position}" '
        f'lang="zh-CN">{escape(section.heading)}</a></li>'
        for position, section in enumerate(document.sections)
        if section.start < TEXT_SHOWN
    )


def render_text(document: Document, root: str, language: Language) -> str:
    """The whole text, or as much of it as a browser bears, which is then said."""
    total, note = len(document.text), ""
    if total > TEXT_SHOWN:
        said = texts.TEXT_CUT(language, shown=f"{TEXT_SHOWN:,}", total=f"{total:,}")
        note = f'<p class="pa-note">{said}</p>'
    return f'{note}<div class="pa-text" lang="zh-CN">{_text(document, root)}</div>'


def _text(document: Document, root: str) -> str:
    """The whole text, each heading a place that the outline leads to."""
    text, out, offset = document.text[:TEXT_SHOWN], [], 0
    for position, section in enumerate(document.sections):
        # A heading inside another's line was drawn with it.
        if section.start < offset or section.heading_end > len(text):
            continue
        out.append(escape(text[offset : section.start]))
        out.append(
            f'<b id="{root}-{position}" tabindex="-1">{escape(text[section.start : section.heading_end])}</b>'
        )
        offset = section.heading_end
    out.append(escape(text[offset:]))
    return "".join(out)


def _ways(document: Document, language: Language) -> str:
    """The document's pages, where it has any, its text, and how it was cut."""
    ways = [("text", viewer_texts.SEE_WHOLE), ("cut", viewer_texts.SEE_CUT)]
    if document.pages:
        ways.insert(0, ("page", viewer_texts.SEE_PAGE))
    buttons = "".join(
        f'<button type="button" class="pa-see" data-view="{way}" data-document="{escape(document.document_id)}" '
        f'data-start="0" data-end="0">{phrase(language)}</button>'
        for way, phrase in ways
    )
    return f'<p class="pa-see-row">{buttons}</p>'


def _removal(document_id: str, language: Language) -> str:
    return (
        f'<div class="pa-remove"><label class="pa-quiet pa-replace">{library_texts.REPLACE(language)}<input type="file" class="pa-unseen" '
        f'data-replace="{escape(document_id)}" aria-label="{library_texts.REPLACE_LABEL(language)}"></label>'
        f'<button type="button" class="pa-quiet pa-ask-twice">{texts.REMOVE(language)}</button>'
        f'<p role="alert">{texts.REMOVE_SURE(language)} <button type="button" class="pa-danger" data-event="remove" '
        f'data-id="{escape(document_id)}">{texts.REMOVE_YES(language)}</button> '
        f'<button type="button" class="pa-quiet pa-think-again">{texts.REMOVE_NO(language)}</button></p></div>'
    )


def render_report(report: IngestReport, language: Language) -> str:
    """What an ingest or a removal did, file by file."""
    lines = [
        (phrase(language), escape(file), "")
        for phrase, files in (
            (texts.REPORT_ADDED, report.added),
            (texts.REPORT_UPDATED, report.updated),
            (texts.REPORT_UNCHANGED, report.unchanged),
            (texts.REPORT_REMOVED, report.removed),
        )
        for file in files
    ]
    lines += [
        (texts.REPORT_FAILED(language), f"{escape(one['file'])}: {escape(one['reason'])}", "pa-bad")
        for one in report.failed
    ]
    for warning in report.warnings:
        page = warning.get("page")
        place = f" ({texts.PAGE(language, page=page)})" if page else ""
        said = escape(warning.get("warning", ""))
        lines.append(
            (texts.REPORT_WARNING(language), f"{escape(warning.get('file', ''))}{place}: {said}", "")
        )
    items = "".join(
        f'<li class="{kind}"><b>{label}</b> <span>{said}</span></li>' for label, said, kind in lines
    )
    done = texts.REPORT_DONE(language, seconds=f"{report.seconds:.1f}", passages=report.passages)
    return f'<div class="pa-report" role="status"><ul>{items}</ul><p>{done}</p></div>'


def render_stage(
    stage: str, done: int, total: int, language: Language, pages: tuple[int, int] = (0, 0)
) -> str:
    """How far an ingest has come.

    Args:
        pages: Of the file that is being read: those that have been, and those there are.
    """
    name = texts.STAGES[stage](language) if stage in texts.STAGES else texts.WORKING(language)
    said = texts.STAGE_COUNT(language, stage=name, done=done, total=total) if total else name
    if pages[1] > 1:
        said += " · " + library_texts.PAGES_READ(language, done=pages[0], total=pages[1])
    share = f' value="{done + pages[0] / max(pages[1], 1):.3f}" max="{total}"' if done or pages[0] else ""
    return f'<div class="pa-report" role="status"><p>{said}</p><progress{share} aria-label="{said}"></progress></div>'


def render_fault(message: str) -> str:
    """What could not be done."""
    return f'<div class="pa-report pa-failed" role="alert"><p>{escape(message)}</p></div>'


def why_not(visitor: Visitor, language: Language) -> str:
    """Why somebody may not add and remove documents."""
    return (texts.READ_ONLY if visitor.name is None else texts.READER_ONLY)(language)


def render_zone(language: Language, visitor: Visitor) -> str:
    """Where files are dropped, or why they are not."""
    if not visitor.may_edit:
        return f'<p class="pa-hint">{why_not(visitor, language)}</p>'
    return (
        f'<label class="pa-drop" lang="{texts.LANGUAGE_TAGS[language]}"><input type="file" multiple class="pa-unseen" '
        f'aria-label="{texts.DROP(language)}"><b>{texts.DROP(language)}</b><span>{texts.DROP_TEXT(language)}</span></label>'
        f'<ul class="pa-uploads" aria-live="polite" data-uploading="{texts.UPLOADING(language)}" '
        f'data-uploaded="{library_texts.UPLOADED(language)}" data-failed="{texts.UPLOAD_FAILED(language)}"></ul>'
        f'<div class="pa-remove pa-reindex"><button type="button" class="pa-quiet pa-ask-twice">{library_texts.REINDEX(language)}</button>'
        f'<p role="alert">{library_texts.REINDEX_SURE(language)} <button type="button" class="pa-danger" data-event="reindex">'
        f"{library_texts.REINDEX_YES(language)}</button> "
        f'<button type="button" class="pa-quiet pa-think-again">{library_texts.REINDEX_NO(language)}</button></p></div>'
    )
