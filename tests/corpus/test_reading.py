"""One hostile file costs that file and nothing else."""

from __future__ import annotations

import os
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from corpus import limits
from corpus.document import Document
from corpus.errors import AssistantError
from corpus.page_progress import note_page
from corpus.read import read_document
from corpus.reading import Limits, ReadJob, read_documents, read_source
from corpus.sources import Source, scan_paths

NOTICE = "关于安全生产的通知\n第一条 各单位应当落实安全生产责任。\n"
TIGHT = Limits(time_s=4, memory_bytes=1 << 30)


def read_badly(path: Path, source: Source) -> Document:
    """Stands in for a parser that a file's name tells how to fail."""
    if "hang" in source.file:
        while True:
            time.sleep(1)
    if "pages" in source.file:
        note_page(3, 80)
        time.sleep(1)
    if "swell" in source.file:
        bytearray(2 << 30)
    if "grow" in source.file:
        bytearray(400 << 20)
    if "wide" in source.file:
        with limits.wide_memory():
            bytearray(400 << 20)
    if "crash" in source.file:
        os.abort()
    if "stumble" in source.file:
        raise KeyError("/Kids")
    return read_document(path, source.file)


def reasons(folder: Path, allowed: Limits = TIGHT, read_file=read_badly) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """file → reason it was refused, or "" where it was read."""
    scan = scan_paths([folder])
    jobs = [ReadJob(source, f"{number:016}") for number, source in enumerate(scan.sources)]
    found = dict(scan.failed)
    for job, outcome in read_documents(jobs, allowed=allowed, read_file=read_file):
        found[job.source.file] = str(outcome) if isinstance(outcome, AssistantError) else ""
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="limits of the system")
def test_a_parser_that_hangs_swells_crashes_or_stumbles_costs_its_own_file(tmp_path: Path) -> None:
    for name in ("a好", "hang", "b好", "swell", "crash", "stumble", "c好"):
        (tmp_path / f"{name}.txt").write_text(NOTICE + name, "utf-8")

    found = reasons(tmp_path)

    assert {file for file, reason in found.items() if not reason} == {"a好.txt", "b好.txt", "c好.txt"}
    assert "超过 4 秒" in found["hang.txt"]
    assert "内存" in found["swell.txt"]
    assert "崩溃" in found["crash.txt"]
    assert "KeyError" in found["stumble.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="limits of the system")
def test_only_a_step_that_says_so_may_take_more_memory_than_a_file_has(tmp_path: Path) -> None:
    for name in ("grow", "wide", "好"):
        (tmp_path / f"{name}.txt").write_text(NOTICE + name, "utf-8")

    found = reasons(tmp_path, Limits(time_s=20, room_bytes=200 << 20))

    assert "200 MB" in found["grow.txt"]
    assert (found["wide.txt"], found["好.txt"]) == ("", "")


def test_while_a_file_is_read_its_pages_are_told(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    path.write_text(NOTICE, "utf-8")
    (source,) = scan_paths([path]).sources
    told: list[tuple[str, int, int]] = []

    ((_, outcome),) = read_documents(
        [ReadJob(source, "0" * 16)],
        read_file=read_badly,
        on_page=lambda job, done, total: told.append((job.source.file, done, total)),
    )

    assert isinstance(outcome, Document)
    assert told == [("pages.txt", 3, 80)]


def pdf_of_zeros(megabytes: int) -> bytes:
    """A PDF whose one page unpacks to very many bytes."""
    content = zlib.compress(zlib.compress(b"0 0 m " * (megabytes << 18), 9), 9)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>",
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    out = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%sendobj\n" % (n, body) for n, body in enumerate(bodies, 1))
    return out + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


def test_bombs_are_refused_and_the_files_beside_them_read(tmp_path: Path) -> None:
    (tmp_path / "bomb.pdf").write_bytes(pdf_of_zeros(60))
    laughs = '<!DOCTYPE d [<!ENTITY a0 "哈哈">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    (tmp_path / "laughs.html").write_text(f"{laughs}]><html><body><p>&a11;</p></body></html>", "utf-8")
    with zipfile.ZipFile(tmp_path / "laughs.docx", "w") as archive:
        archive.writestr("word/document.xml", f"<?xml version='1.0'?>{laughs}]><d>&a11;</d>")
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<" * (60 << 20))
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(60 << 20))
    (tmp_path / "deep.html").write_text("<div>" * 50_000 + "深", "utf-8")
    (tmp_path / "notice.txt").write_text(NOTICE, "utf-8")

    started = time.monotonic()
    found = reasons(tmp_path, Limits(time_s=20, memory_bytes=1 << 30), read_source)

    assert found["notice.txt"] == ""
    for name in ("bomb.pdf", "laughs.docx", "bomb.docx", "bomb.zip"):
        assert found[name], name
        assert "Traceback" not in found[name]
    assert set(found) == {path.name for path in tmp_path.iterdir()}
    assert time.monotonic() - started < 120
