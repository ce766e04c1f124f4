from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from corpus.errors import DocumentError, UnreadableFileError, UnsupportedFormatError
from corpus.loaders import SUPPORTED_SUFFIXES, load_text

from .conftest import MakePdf


def test_a_pdf_named_txt_is_read_as_a_pdf_and_says_so(make_pdf: MakePdf, tmp_path: Path) -> None:
    path = make_pdf([[(90, 700, 12, "关于印发实施方案的通知")]]).rename(tmp_path / "notice.txt")

    loaded = load_text(path)

    assert loaded.text == "关于印发实施方案的通知"
    assert loaded.pages[0].number == 1
    assert "PDF" in loaded.warnings[0].message


def test_an_error_page_saved_as_pdf_is_read_as_the_web_page_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("<!DOCTYPE html><html><body><p>页面不存在。</p></body></html>", encoding="utf-8")
    assert load_text(path).text == "页面不存在。"


def test_markdown_and_text_are_told_by_the_suffix_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 标题\n\n正文", encoding="utf-8")
    (tmp_path / "a.txt").write_text("# 标题\n\n正文", encoding="utf-8")
    assert load_text(tmp_path / "a.md").text == "标题\n正文"
    assert load_text(tmp_path / "a.txt").text == "# 标题\n正文"
    assert load_text(tmp_path / "a.md").warnings == ()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"", "空"),
        ("a.txt", b"\x00" * 100, "空"),
        ("a.pdf", b"%PDF-1.7\n" + b"garbage " * 50, "损坏"),
        ("a.docx", b"PK\x03\x04" + b"broken" * 30, "损坏"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加密"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint".encode("utf-16-le"), "另存为 PDF"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n\x00\x00", "图片"),
        ("a.py", b"print('x')", "不支持"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason_a_clerk_understands(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=reason) as caught:
        load_text(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="不存在"):
        load_text(tmp_path / "none.txt")
    with pytest.raises(UnreadableFileError, match="文件夹"):
        load_text(tmp_path)


def test_an_archive_of_other_things_is_not_a_document(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(UnsupportedFormatError, match="压缩包"):
        load_text(tmp_path / "a.docx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 120_000_000)
    with pytest.raises(UnreadableFileError, match="炸弹"):
        load_text(tmp_path / "a.docx")


def test_the_formats_of_the_readme_are_supported() -> None:
    assert {".txt", ".md", ".html", ".pdf", ".docx", ".xlsx"} <= SUPPORTED_SUFFIXES
