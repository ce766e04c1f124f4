"""The measurement of printed pages counts what it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.layouts import Layout, paragraphs_of, print_in_word, whole_paragraphs
from corpus.read import read_document

TITLE = "关于落实公共租赁住房保障工作的通知"
FIRST = "各区人民政府应当按照本办法的规定落实住房保障工作，并于每年年底前向市人民政府报告年度完成情况。" * 3
SECOND = "一、加强组织领导"


def test_a_paragraph_counts_where_it_is_a_line_of_its_own() -> None:
    assert whole_paragraphs(f"{TITLE}\n{FIRST}\n{SECOND}", [TITLE, FIRST, SECOND]) == 3
    assert whole_paragraphs(f"{TITLE}\n{FIRST[:20]}\n{FIRST[20:]}{SECOND}", [TITLE, FIRST, SECOND]) == 1


def test_blanks_and_line_breaks_part_the_paragraphs_of_a_text() -> None:
    assert paragraphs_of(f"{TITLE} {FIRST}\n{SECOND}　甲") == [TITLE, FIRST, SECOND]


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_word_file_is_printed_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    layout = Layout("Noto Serif CJK SC", 14, 1.5, 2, 0, columns=1, justified=True, head=True)
    print_in_word([TITLE, FIRST, SECOND], layout, path)
    assert whole_paragraphs(read_document(path, path.name).text, [TITLE, FIRST, SECOND]) == 3
