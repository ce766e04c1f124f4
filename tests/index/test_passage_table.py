import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from corpus.document import Document, Metadata
from index.passage_table import PassageTable
from index.passages import Passage

LINES = [f"第{number}条 𠮷林局负责。\n" for number in range(40)]


@pytest.fixture
def table(tmp_path: Path) -> Iterator[PassageTable]:
    """Two documents of forty passages each, a line each."""
    catalogue = Catalogue.create(tmp_path / "catalogue.sqlite")
    table = PassageTable(catalogue)
    table.create()
    for first, document_id in enumerate(("b", "a")):
        text = "".join(LINES)
        catalogue.put(Document(document_id, "办法.txt", text, Metadata("办法")), ".txt")
        passages, start = [], 0
        for line in LINES:
            end = start + len(line)
            passages.append(
                Passage(f"{document_id}:{start}-{end}", document_id, start, end, line, (), None, "办法")
            )
            start = end
        table.add(range(first * 40, first * 40 + 40), passages)
    yield table
    catalogue.close()


def test_more_passages_than_sqlite_takes_variables_are_found(table: PassageTable):
    # A document of more passages than the limit could not be opened: "too many SQL variables".
    table.catalogue.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 10)
    found = table.passages([*range(80), 99])
    assert [found[number].text for number in range(80)] == LINES * 2
    assert 99 not in found


def test_no_ids_give_no_passages(table: PassageTable):
    assert table.passages([]) == {}


def test_a_document_gives_its_own_passages_in_text_order(table: PassageTable):
    found = table.passages_of("a")
    assert [passage.text for passage in found] == LINES
    assert {passage.document_id for passage in found} == {"a"}
    assert table.passages_of("c") == []


def test_all_passages_come_by_rising_id_and_each_text_is_read_once(table: PassageTable):
    # Cutting each passage out of its document in SQL made a document twice as long take four times as long.
    statements: list[str] = []
    table.catalogue.connection.set_trace_callback(statements.append)
    found = list(table.all())
    assert [number for number, _ in found] == list(range(80))
    assert [passage.text for _, passage in found] == LINES * 2
    assert all(passage.passage_id.startswith("b" if number < 40 else "a") for number, passage in found)
    assert len([statement for statement in statements if "text" in statement]) == 2
