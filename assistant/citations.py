"""Links from an answer to the exact words it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Citation, Language
from corpus.document import Document
from corpus.formal import formal_citation


def cite(document: Document, start: int, end: int, n: int) -> Citation:
    """A citation of ``document.text[start:end]``, numbered ``n``.

    Raises:
        ValueError: The range is empty or not inside the text.
    """
    if not 0 <= start < end <= len(document.text):
        raise ValueError(f"[{start}:{end}] is not a range of {document.document_id}")
    path = document.path_at(start)
    return Citation(
        n=n,
        document_id=document.document_id,
        title=document.metadata.title,
        file=document.file,
        sample=document.metadata.sample,
        status=document.metadata.status,
        page=document.page_at(start),
        section_path=path,
        start=start,
        end=end,
        quote=document.text[start:end],
        formal=formal_citation(document.metadata.title, path),
    )


def sample_note(citations: Sequence[Citation], language: Language) -> str:
    """What says that demonstration documents are quoted; empty where none is."""
    samples = [f"[{citation.n}]" for citation in citations if citation.sample]
    if not samples:
        return ""
    if language == "zh":
        return f"注意：{'、'.join(samples)}出自演示样例文件，所载数据均为虚构。"
    if len(samples) == 1:
        return f"Note: {samples[0]} comes from a sample document; its figures are invented."
    return f"Note: {', '.join(samples[:-1])} and {samples[-1]} come from sample documents; their figures are invented."
