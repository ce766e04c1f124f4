from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import NoTextError, UnreadableFileError
from corpus.loaders.canonical import clean_lines
from corpus.loaders.text import decode, load

PLAN = "一、总体要求\n(一)指导思想。到2022年,每万人发明专利拥有量达到2.5件。\n牵头单位：市市场监管局；完成时间：2022年12月。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
def test_text_comes_back_to_the_letter_from_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(PLAN.encode(encoding))

    loaded = load(path)

    assert loaded.text == PLAN
    assert loaded.warnings == ()


def test_every_kind_of_line_end_becomes_one_newline(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("甲\r\n乙\r丙\u2028丁\x85戊\n\n\n己".encode())
    assert load(path).text == "甲\n乙\n丙\n丁\n戊\n己"


def test_punctuation_keeps_its_width_and_the_full_width_space_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("第一条　为了:规范，制定（本法）(试行)。", encoding="utf-8")
    assert load(path).text == "第一条　为了:规范，制定（本法）(试行)。"


def test_binary_data_is_refused_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(UnreadableFileError, match="二进制"):
        load(path)


def test_letters_of_another_encoding_are_not_taken_for_chinese() -> None:
    with pytest.raises(UnreadableFileError, match="编码"):
        decode(
            "être déçu à la forêt, où l’été fût brûlé, çà et là, Noël naïf ".encode("cp1252", "replace") * 5
        )


def test_one_damaged_byte_costs_one_mark_and_a_warning(tmp_path: Path) -> None:
    data = bytearray((PLAN * 20).encode())
    data[40] = 0xFF
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(data))

    loaded = load(path)

    assert "\ufffd" in loaded.text
    assert "每万人发明专利拥有量" in loaded.text
    assert "无法解码" in loaded.warnings[0].message


def test_a_file_of_white_space_has_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(" \n\t　\n", encoding="utf-8")
    with pytest.raises(NoTextError):
        load(path)


@given(st.text())
def test_canonical_lines_never_hold_what_cannot_be_shown(text: str) -> None:
    for line in clean_lines(text):
        assert line == line.strip()
        assert line
        assert len(line.splitlines()) == 1
        assert not any(ord(character) < 32 or 0xD800 <= ord(character) < 0xE000 for character in line)
        line.encode("utf-8")
