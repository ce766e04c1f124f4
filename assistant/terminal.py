"""What the command line shows a person: tables, answers, progress.

Document text is printed as it is, never read as markup: every text from outside goes through
``as_text``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from assistant.plain import plain

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation
    from assistant.doctor import Finding
    from assistant.library import DocumentRecord
    from assistant.retrieval.retriever import SearchResult
    from corpus.document import Document
    from index.build import IngestReport
    from index.build import Progress as OnProgress

STAGES = {
    "scan": "Looking for changes / 检查变化",
    "read": "Reading documents / 读取文件",
    "pages": "Pages of one of them / 其中一份的页数",
    "embed": "Embedding passages / 计算向量",
    "index": "Indexing words / 建立词索引",
    "check": "Checking statements / 逐条核对",
}
SAMPLE = "演示样例 sample"


def as_text(text: str, style: str = "") -> Text:
    """``text`` as it is: never markup, and no control characters that a terminal would obey."""
    return Text(plain(text), style=style)


def console() -> Console:
    """Standard output, as wide as it is; wide and without colours where it is not a terminal."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 250)


@contextmanager
def ingest_progress() -> Iterator[OnProgress]:
    """A progress bar on standard error, with counts and time left; silent where that is no terminal."""
    errors = Console(stderr=True)
    if not errors.is_terminal:
        yield lambda stage, done, total: None
        return
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
    ) as bar:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(STAGES.get(stage, stage), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield show


def show_ingest(report: IngestReport) -> None:
    """Counts on one line, then whatever went wrong, file by file."""
    out = console()
    counts = [
        f"{len(files)} {word}"
        for word, files in (
            ("added", report.added),
            ("updated", report.updated),
            ("unchanged", report.unchanged),
            ("removed", report.removed),
            ("failed", report.failed),
        )
        if files
    ]
    out.print(
        as_text(f"{', '.join(counts) or 'Nothing to do'}; {report.passages} passages; {report.seconds:.1f} s")
    )
    for failure in report.failed:
        out.print(as_text(f"✗ {failure['file']}: {failure['reason']}"))
    for warning in report.warnings:
        page = f" p. {warning['page']}" if warning["page"] else ""
        out.print(as_text(f"! {warning['file']}{page}: {warning['warning']}"))


def show_documents(records: Sequence[DocumentRecord]) -> None:
    """One line a document."""
    if not records:
        console().print('No documents yet. Run "policy-assistant ingest". / 还没有文件。')
        return
    table = Table("id", "kind", "title", "issuer", "number", "date", "status", "pages", "passages", box=None)
    for record in records:
        entry = record.entry
        metadata = entry.metadata
        cells = (
            entry.document_id,
            metadata.kind,
            metadata.title + ("" if not metadata.sample or "演示样例" in metadata.title else f" [{SAMPLE}]"),
            metadata.issuer or "",
            metadata.number or "",
            metadata.date or "",
            metadata.status or "",
            str(entry.pages or ""),
            str(record.passages),
        )
        table.add_row(*(as_text(cell) for cell in cells))
    console().print(table)


def show_document(record: DocumentRecord, document: Document) -> None:
    """What a document says of itself, its warnings, and its outline."""
    out = console()
    for key, value in record.as_json().items():
        if value not in (None, [], ""):
            out.print(as_text(f"{key}: {', '.join(value) if isinstance(value, list) else value}"))
    for section in document.sections:
        out.print(as_text(f"{'  ' * section.level}{section.heading}  [{section.start}:{section.end}]"))


def show_hits(result: SearchResult) -> None:
    """Each passage under where it stands."""
    out = console()
    if not result.hits:
        out.print("Nothing found. / 没有找到。")
    for citation, hit in zip(result.citations, result.hits, strict=True):
        out.print(
            as_text(f"[{citation.n}] {citation.formal}  {place(citation)}  {hit.score:.3f}", style="bold")
        )
        out.print(as_text(citation.quote))
        out.print()


def show_answer(answer: Answer) -> None:
    """The answer, then the passages it rests on."""
    out = console()
    if answer.standalone_question != answer.question:
        out.print(as_text(f"→ {answer.standalone_question}", style="dim"))
    out.print(as_text(answer.text))
    shown = answer.nearest if answer.refused else answer.citations
    if answer.refused and shown:
        nearest = (
            "最相近的原文(不构成回答):"
            if answer.language == "zh"
            else "The nearest passages (they do not answer it):"
        )
        out.print()
        out.print(nearest)
    for citation in shown:
        out.print()
        out.print(as_text(f"[{citation.n}] {citation.formal}  {place(citation)}", style="bold"))
        out.print(as_text(f"    {citation.quote}"))
    for note in answer.notes:
        out.print(as_text(f"({note})", style="dim"))


def place(citation: Citation) -> str:
    """Heading path, page and warnings of a citation, on one line."""
    parts = [" > ".join(citation.section_path)]
    if citation.page:
        parts.append(f"p. {citation.page}")
    if citation.status and citation.status != "现行":
        parts.append(citation.status)
    if citation.sample:
        parts.append(SAMPLE)
    return "  ".join(part for part in parts if part)


def show_evaluation(figures: dict[str, Any]) -> None:
    """Figures, one row a way of searching or a language."""
    for rows in (figures.get("retrieval"), figures.get("answers"), figures.get("kinds")):
        if rows:
            console().print(_figure_table(rows))
    if "documents" in figures:
        counts = (figures["documents"], figures["passages"], figures["queries"])
        console().print("{} documents, {} passages, {} questions".format(*counts))
    for failure in figures.get("failures", []):
        console().print(as_text(f"✗ {failure['id']} {failure['question']}\n    {failure['answer'][:300]}"))


def _figure_table(rows: dict[str, dict[str, float]]) -> Table:
    """One row a group; a figure's 95 % interval stands behind it."""
    columns = [name for name in next(iter(rows.values())) if not name.endswith((" low", " high"))]
    table = Table("", *columns, box=None)
    for group, row in rows.items():
        cells = []
        for name in columns:
            value, stem = row[name], name.split("@10")[0]
            cell = str(value) if isinstance(value, int) else f"{value:.3f}"
            # Where a group holds no question of the kind that a figure counts, there is no figure.
            counted = "unanswerable" if name in ("refused_right", "refusal_precision") else "answerable"
            if isinstance(value, float) and not row.get(counted, 1):
                cell = "–"
            elif f"{stem} low" in row:
                cell += f" ({row[f'{stem} low']:.2f}–{row[f'{stem} high']:.2f})"
            cells.append(cell)
        table.add_row(group, *cells)
    return table


def show_findings(findings: Sequence[Finding]) -> None:
    """One line a finding, with what to do about it."""
    marks = {"ok": "✓", "optional": "·", "missing": "✗"}
    for finding in findings:
        advice = f"  → {finding.advice}" if finding.advice else ""
        console().print(as_text(f"{marks[finding.state]} {finding.what}: {finding.detail}{advice}"))
