"""The shipped documents: the plan to the letter, samples marked as such, discrepancies where they should be."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
import zipfile
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus.loaders import load_text
from corpus.manifest import read_manifest, shipped_folder

DATA = Path(__file__).parents[1] / "data"
MARK = "演示样例"
KINDS = {"number", "unit", "date", "organisation", "role", "negation", "scope"}
SAMPLES = [file for file, entry in read_manifest().items() if entry.sample]
PLAN = next(file for file, entry in read_manifest().items() if entry.kind == "plan")
DISCREPANCIES: dict[str, list[dict[str, str]]] = tomllib.loads(
    (DATA / "discrepancies.toml").read_text(encoding="utf-8")
)


def short_name(file: str) -> str:
    """Tells the samples apart in a test's name, in letters that every terminal shows."""
    path = Path(file)
    return f"{path.parent}-{path.suffix[1:]}"


@cache
def text_of(file: str) -> str:
    return load_text(shipped_folder() / file).text


def squash(text: str) -> str:
    """Without white space: PDF and DOCX put gaps between Chinese characters and figures."""
    return re.sub(r"\s+", "", text)


def sources() -> list[dict[str, Any]]:
    paths = sorted((shipped_folder() / "samples").glob("*.toml"))
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]


@cache
def make_samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_samples", shipped_folder() / "make_samples.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_plan_is_the_document_alone_without_the_web_page_around_it():
    raw = (shipped_folder() / PLAN).read_bytes()
    text = raw.decode("utf-8")

    assert text.startswith(
        "重庆市万盛经开区创建市级高新技术产业开发区工作方案\n\n高新技术产业开发区(以下简称“高新区”)"
    )
    assert text.endswith("对创建不力的,予以通报批评,共同推动创建工作深入有序开展。\n")
    assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf")
    for word in ("阅读量", "分享", "qianzhan", "转载", "热线", "发布时间"):
        assert word not in text


def test_the_plan_loads_as_it_is_written():
    text = (shipped_folder() / PLAN).read_text(encoding="utf-8")

    assert squash(text_of(PLAN)) == squash(text)


@pytest.mark.parametrize("file", SAMPLES, ids=short_name)
def test_a_sample_says_in_its_title_and_in_its_text_that_it_is_invented(file: str):
    title = read_manifest()[file].title
    text = squash(text_of(file))

    assert MARK in title and MARK in Path(file).stem
    assert squash(title) in text
    assert f"本文件为{MARK}" in text and "虚构" in text


@pytest.mark.parametrize("file", [file for file in SAMPLES if file.endswith(".pdf")], ids=short_name)
def test_each_page_of_a_pdf_sample_carries_the_mark(file: str):
    from pypdf import PdfReader

    pages = PdfReader(shipped_folder() / file).pages

    assert 3 <= len(pages) <= 5
    for page in pages:
        assert page.extract_text().lstrip().startswith(MARK)


def test_the_word_sample_carries_the_mark_in_its_page_header():
    file = next(file for file in SAMPLES if file.endswith(".docx"))
    with zipfile.ZipFile(shipped_folder() / file) as archive:
        headers = [archive.read(name).decode() for name in archive.namelist() if "header" in name]
        body = archive.read("word/document.xml").decode()

    assert any(MARK in header for header in headers)
    assert "w:headerReference" in body


def test_each_sheet_of_the_workbook_opens_with_the_marked_title():
    openpyxl = pytest.importorskip("openpyxl")
    file = next(file for file in SAMPLES if file.endswith(".xlsx"))
    book = openpyxl.load_workbook(shipped_folder() / file)

    assert len(book.worksheets) == 4
    for sheet in book.worksheets:
        assert MARK in sheet["A1"].value and MARK in sheet.oddHeader.center.text


def test_the_web_page_sample_carries_the_mark_as_a_banner():
    file = next(file for file in SAMPLES if file.endswith(".html"))
    page = (shipped_folder() / file).read_text(encoding="utf-8")

    assert re.search(rf'<div class="banner">{MARK}', page)


@pytest.mark.parametrize("file", SAMPLES, ids=short_name)
def test_a_sample_is_small_and_tells_nothing_of_the_machine_that_made_it(file: str):
    path = shipped_folder() / file
    raw = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            raw = b"".join(archive.read(name) for name in archive.namelist())

    assert path.stat().st_size < 300_000
    assert not re.search(rb"/home/|/root/|/tmp/|/work/|file://", raw)


@pytest.mark.parametrize("source", sources(), ids=lambda source: short_name(source["file"]))
def test_a_sample_holds_every_line_of_its_source_text(source: dict[str, Any]):
    text = squash(text_of(source["file"]))
    bodies = [source["body"]] if "body" in source else [sheet["body"] for sheet in source["sheets"]]

    for body in bodies:
        for kind, content in make_samples().read_blocks(body):
            lines = [cell for row in content for cell in row] if kind == "table" else [content]
            for line in lines:
                assert squash(line) in text, line


def test_the_web_page_sample_is_what_the_script_makes_of_its_text(tmp_path: Path):
    source = next(source for source in sources() if source["file"].endswith(".html"))
    manifest = tomllib.loads((shipped_folder() / "manifest.toml").read_text(encoding="utf-8"))

    make_samples().write_html(tmp_path / "page.html", manifest[source["file"]], source)

    assert (tmp_path / "page.html").read_bytes() == (shipped_folder() / source["file"]).read_bytes()


def test_the_weights_of_the_criteria_add_up_to_100():
    source = next(source for source in sources() if source["file"].startswith("criteria/"))
    table = next(rows for kind, rows in make_samples().read_blocks(source["body"]) if kind == "table")
    weight = table[0].index("权重")

    assert len(table) == 1 + 19
    assert sum(int(row[weight]) for row in table[1:]) == 100


@pytest.mark.parametrize("case", DISCREPANCIES["report_against_plan"], ids=lambda case: case["id"])
def test_a_discrepancy_with_the_plan_is_in_both_texts_and_really_one(case: dict[str, str]):
    assert case["kind"] in KINDS
    assert squash(case["quote"]) in squash(text_of(case["document"]))
    assert squash(case.get("cell", case["quote"])) in squash(text_of(case["document"]))
    assert squash(case["plan_quote"]) in squash(text_of(PLAN))
    assert squash(case["quote"]) not in squash(text_of(PLAN))


@pytest.mark.parametrize("case", DISCREPANCIES["report_against_report"], ids=lambda case: case["id"])
def test_a_discrepancy_between_reports_is_in_both_texts(case: dict[str, str]):
    assert case["kind"] in KINDS
    assert case["document"] != case["other"]
    assert squash(case["quote"]) in squash(text_of(case["document"]))
    assert squash(case["other_quote"]) in squash(text_of(case["other"]))


def test_each_report_holds_a_discrepancy_and_every_kind_occurs():
    cases = DISCREPANCIES["report_against_plan"]

    assert {case["document"] for case in cases} == {file for file in SAMPLES if file.startswith("reports/")}
    assert {case["kind"] for case in cases} == KINDS


def test_the_hand_read_tasks_stand_in_the_plan_word_for_word():
    tasks = json.loads((DATA / "plan_tasks.json").read_text(encoding="utf-8"))["tasks"]
    plan = (shipped_folder() / PLAN).read_text(encoding="utf-8")

    assert len(tasks) == 11 == len(re.findall("牵头(?:单位|部门):", plan))
    for task in tasks:
        support = "、".join(task["support"]) + "等" * task["support_open"]
        year, month = task["deadline"].split("-")
        units = f"{task['lead_label']}:{'、'.join(task['lead'])};配合单位:{support}"
        bracket = f"({units};完成时间:{year}年{int(month)}月)"
        assert plan.count(bracket) == 1, task["task"]
        for heading in task["section_path"]:
            assert plan.count(f"\n{heading}") == 1, heading
        section = plan[plan.index(task["section_path"][-1]) : plan.index(bracket)]
        for target in task["targets"]:
            assert target["quote"] in section
