from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest

from corpus.errors import NoTextError, UnreadableFileError
from corpus.loaders.xlsx import load

from .conftest import needs_office


def test_each_row_is_a_line_that_says_what_its_values_mean(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务分解表"
    for row in (
        ["某市任务分解表(演示样例)"],
        ["序号", "任务", "牵头单位", "完成时限", "完成率"],
        [1, "提高专利质量", "市市场监管局", datetime.date(2022, 12, 31), 0.855],
        [2, "培育企业", None, None, None],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("C3:C4")
    sheet["E3"].number_format = "0.0%"
    book.save(tmp_path / "a.xlsx")

    loaded = load(tmp_path / "a.xlsx")

    assert loaded.text.split("\n") == [
        "某市任务分解表(演示样例)",
        "序号:1;任务:提高专利质量;牵头单位:市市场监管局;完成时限:2022-12-31;完成率:85.5%",
        "序号:2;任务:培育企业;牵头单位:市市场监管局",
    ]
    assert [(row.place, row.row) for row in loaded.rows] == [("任务分解表", 3), ("任务分解表", 4)]
    for row in loaded.rows:
        assert loaded.text[row.start : row.end].startswith("序号:")


def test_sheets_are_told_apart_by_their_names_and_hidden_ones_are_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "科技局"
    book.active.append(["项目", "数值"])
    book.active.append(["专利", 12.0])
    hidden = book.create_sheet("草稿")
    hidden.append(["不给人看"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")

    loaded = load(tmp_path / "a.xlsx")

    assert loaded.text == "科技局\n项目:专利;数值:12"
    assert "草稿" in loaded.warnings[0].message


def test_a_header_of_two_rows_names_both(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["指标", "目标值", None], [None, "2021年", "2022年"], ["专利", 10, 12]):
        book.active.append(row)
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:C1")
    book.save(tmp_path / "a.xlsx")
    assert load(tmp_path / "a.xlsx").text == "指标:专利;目标值/2021年:10;目标值/2022年:12"


def test_an_empty_workbook_and_a_broken_one_are_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(NoTextError):
        load(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes((tmp_path / "a.xlsx").read_bytes()[:-900])
    with pytest.raises(UnreadableFileError):
        load(tmp_path / "b.xlsx")


def test_periods_may_head_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["指标", "《工作方案》目标", "2022年实际", "2023年1—6月"],
        ["高新技术企业(家)", "≥30", 21, 27],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    assert load(tmp_path / "a.xlsx").rows[0].cells == (
        ("指标", "高新技术企业(家)"),
        ("《工作方案》目标", "≥30"),
        ("2022年实际", "21"),
        ("2023年1—6月", "27"),
    )


def test_a_large_workbook_is_read_row_by_row_and_says_what_that_costs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for row in (["序号", "任务"], [1, "甲任务"], [2, "乙任务"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    whole = load(tmp_path / "a.xlsx")
    monkeypatch.setattr("corpus.loaders.xlsx.MAX_WHOLE_BYTES", 100)

    large = load(tmp_path / "a.xlsx")

    assert (large.text, large.rows) == (whole.text, whole.rows)
    assert "很大" in large.warnings[0].message


def test_what_is_said_of_the_whole_sheet_stands_above_a_header_of_two_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        [],
        [None, "填报单位:市住建局", None, None, None, "单位:万元"],
        [None, "维度", "指标", "目标值", None, "进度"],
        [None, None, None, "2024年", "2025年", None],
        [None, "住房", "改造", 120, 150, 98],
        [None, "注:截至6月底"],
    ):
        sheet.append(row)
    for area in ("B3:B4", "C3:C4", "D3:E3", "F3:F4", "B6:F6"):
        sheet.merge_cells(area)
    book.save(tmp_path / "a.xlsx")

    assert load(tmp_path / "a.xlsx").text.split("\n") == [
        "填报单位:市住建局 单位:万元",
        "维度:住房;指标:改造;目标值/2024年:120;目标值/2025年:150;进度:98",
        "注:截至6月底",
    ]


def _with_a_broken_style(path: Path) -> Path:
    """A workbook with an attribute that openpyxl does not know, as other programs write."""
    book = openpyxl.Workbook()
    for row in (["序号", "任务"], [1, "甲任务"], [2, "乙任务"]):
        book.active.append(row)
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = parts["xl/styles.xml"]
    assert b"<xf " in styles
    parts["xl/styles.xml"] = styles.replace(b"<xf ", b'<xf madeUp="1" ')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@needs_office
def test_a_workbook_that_openpyxl_trips_over_is_read_by_way_of_libreoffice(tmp_path: Path) -> None:
    loaded = load(_with_a_broken_style(tmp_path / "a.xlsx"))
    assert [dict(row.cells) for row in loaded.rows] == [
        {"序号": "1", "任务": "甲任务"},
        {"序号": "2", "任务": "乙任务"},
    ]
    assert "LibreOffice" in loaded.warnings[0].message


def test_without_libreoffice_such_a_workbook_is_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.loaders.legacy._PROGRAMS", ())
    with pytest.raises(UnreadableFileError, match="TypeError"):
        load(_with_a_broken_style(tmp_path / "a.xlsx"))


def test_a_workbook_too_large_to_be_held_whole_is_read_row_by_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for row in (["序号", "任务"], [1, "甲任务"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    read = openpyxl.load_workbook

    def load_workbook(path: Path, **options: bool) -> openpyxl.Workbook:
        if not options["read_only"]:
            raise MemoryError
        return read(path, **options)

    monkeypatch.setattr(openpyxl, "load_workbook", load_workbook)
    loaded = load(tmp_path / "a.xlsx")
    assert [dict(row.cells) for row in loaded.rows] == [{"序号": "1", "任务": "甲任务"}]
    assert "按行读取" in loaded.warnings[0].message
