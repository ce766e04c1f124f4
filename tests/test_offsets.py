"""The promise everything rests on: ``canonical[start:end] == quote``, for every shipped document."""

from __future__ import annotations

import pytest

from assistant.workspace import Workspace
from corpus.document import Document
from index.passages import split_document


@pytest.fixture(scope="module")
def documents(shipped: Workspace) -> list[Document]:
    return [shipped.document(record.entry.document_id) for record in shipped.documents()]


def test_all_shipped_documents_are_there(documents: list[Document]) -> None:
    assert len(documents) == 6


def test_a_sections_heading_is_the_slice_it_names(documents: list[Document]) -> None:
    for document in documents:
        assert document.sections
        for section in document.sections:
            assert document.text[section.start : section.heading_end] == section.heading
            assert (
                section.start
                <= section.heading_end
                <= section.body_start
                <= section.end
                <= len(document.text)
            )


def test_a_passage_is_a_slice_of_its_document_under_the_right_path(documents: list[Document]) -> None:
    for document in documents:
        for passage in split_document(document):
            assert document.text[passage.start : passage.end] == passage.text
            assert passage.page == document.page_at(passage.start)
            # A passage that opens with a chapter's heading belongs to the first section under it.
            opening = document.path_at(passage.start)
            assert passage.section_path[: len(opening)] == opening
            assert passage.section_path in {document.path_at(at) for at in range(passage.start, passage.end)}


def test_passages_cover_every_character_once(documents: list[Document]) -> None:
    for document in documents:
        covered = [0] * len(document.text)
        for passage in split_document(document):
            for at in range(passage.start, passage.end):
                covered[at] += 1
        assert all(
            count == 1 or (count == 0 and character.isspace())
            for count, character in zip(covered, document.text, strict=True)
        )


def test_a_table_row_is_a_slice_that_holds_its_cells(documents: list[Document]) -> None:
    rows = [(document, row) for document in documents for row in document.rows]
    assert rows
    for document, row in rows:
        line = document.text[row.start : row.end]
        assert all(value in line for _, value in row.cells if value)


def test_every_citation_of_an_answer_is_a_slice_of_its_document(shipped: Workspace) -> None:
    questions = [
        "哪个部门牵头专利指标?",
        "到2022年底工业总产值要达到多少?",
        "哪些任务由科技局牵头",
        "审计局负责哪项任务?",
        "什么是高新区?",
    ]
    for question in questions:
        answer = shipped.ask(question)
        assert answer.citations or answer.nearest
        for citation in (*answer.citations, *answer.nearest):
            document = shipped.document(citation.document_id)
            assert document.text[citation.start : citation.end] == citation.quote
            assert citation.section_path == document.path_at(citation.start)
            assert citation.sample == document.metadata.sample
