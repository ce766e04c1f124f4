from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import UnreadableFileError, UnsupportedFormatError
from corpus.loaders import legacy, load_text

from .conftest import needs_office

RTF = r"{\rtf1\ansi\uc0 \u20851 \u20110 \u20241 \u20551 \u30340 \u36890 \u30693 \par First clause.}"


@needs_office
def test_a_legacy_file_is_read_by_way_of_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "关于 休假.rtf"
    path.write_text(RTF, "ascii")

    loaded = load_text(path)

    assert loaded.text == "关于休假的通知\nFirst clause."
    assert "LibreOffice" in loaded.warnings[0].message
    assert list(tmp_path.iterdir()) == [path]


def test_without_libreoffice_the_reason_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.rtf").write_text(RTF, "ascii")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(legacy, "_PROGRAMS", ("soffice",))

    with pytest.raises(UnsupportedFormatError, match="LibreOffice"):
        load_text(tmp_path / "a.rtf")


def test_a_conversion_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    (tmp_path / "a.rtf").write_text(RTF, "ascii")
    monkeypatch.setattr(legacy, "_PROGRAMS", (str(program),))
    monkeypatch.setattr(legacy, "TIME_LIMIT_S", 0.3)

    with pytest.raises(UnreadableFileError, match="已停止"):
        load_text(tmp_path / "a.rtf")


def test_what_libreoffice_cannot_open_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.rtf").write_text(RTF, "ascii")
    monkeypatch.setattr(legacy, "_PROGRAMS", ("true",))

    with pytest.raises(UnreadableFileError, match="无法打开"):
        load_text(tmp_path / "a.rtf")
