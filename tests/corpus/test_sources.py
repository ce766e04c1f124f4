from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest

from assistant.workspace import Workspace
from corpus.sources import is_under, scan_paths

NOTICE = "关于休假的通知\n第一条 年休假五天。\n"


def pack(path: Path, *members: tuple[str | zipfile.ZipInfo, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_the_files_of_a_zip_come_in_each_under_its_own_name(empty: Workspace, tmp_path: Path) -> None:
    package = pack(
        tmp_path / "通知.zip", ("2024/休假.txt", NOTICE), ("奖励.md", "# 奖励办法\n第一条 奖励。\n")
    )

    report = empty.ingest([package])

    assert report.added == ["通知.zip/2024/休假.txt", "通知.zip/奖励.md"]
    assert {record.entry.metadata.title for record in empty.documents()} == {"关于休假的通知", "奖励办法"}
    assert empty.ingest([package]).unchanged == report.added


def test_a_file_that_leaves_its_zip_is_removed_by_sync_and_a_broken_zip_removes_nothing(
    empty: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    pack(folder / "a.zip", ("一.txt", NOTICE), ("二.txt", NOTICE + "第二条 产假。\n"))
    empty.ingest([folder])
    (folder / "a.zip").write_bytes(b"PK\x03\x04 cut off")
    assert empty.ingest([folder], sync=True).removed == []
    pack(folder / "a.zip", ("一.txt", NOTICE))

    assert empty.ingest([folder], sync=True).removed == ["a.zip/二.txt"]


def test_names_in_gbk_are_read_as_their_author_wrote_them(tmp_path: Path) -> None:
    package = pack(tmp_path / "a.zip", ("AAAA.txt", NOTICE))
    data = package.read_bytes().replace(b"AAAA", "通知".encode("gbk"))
    package.write_bytes(data)

    (source,) = scan_paths([package]).sources

    assert source.file == "a.zip/通知.txt"
    assert len(source.hash()) == 64


def test_what_is_wrong_with_a_member_is_said_and_the_others_come_in(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    package = pack(
        tmp_path / "a.zip",
        ("../../out.txt", NOTICE),
        ("/etc/out.txt", NOTICE),
        ("C:\\out.txt", NOTICE),
        ("inner.zip", b"PK"),
        (link, "/etc/passwd"),
        ("tool.exe", b"MZ"),
        ("__MACOSX/._good.txt", b""),
        (".hidden.txt", b""),
        ("good.txt", NOTICE),
    )

    scan = scan_paths([package])

    assert [source.file for source in scan.sources] == ["a.zip/good.txt"]
    reasons = dict(scan.failed)
    assert len(reasons) == 6
    assert "压缩包之外" in reasons["a.zip/../../out.txt"]
    assert "先解压" in reasons["a.zip/inner.zip"]
    assert "链接" in reasons["a.zip/link.txt"]


def test_bombs_are_refused_before_a_byte_is_unpacked(tmp_path: Path) -> None:
    pack(tmp_path / "swollen.zip", ("zeros.txt", bytes(40 << 20)))
    pack(tmp_path / "many.zip", *((f"{n}.txt", "x") for n in range(5001)))

    scan = scan_paths([tmp_path])

    assert scan.sources == ()
    assert "体积异常" in dict(scan.failed)["swollen.zip"]
    assert "5000" in dict(scan.failed)["many.zip"]


@pytest.mark.parametrize(
    "name", ["two words", "first\nsecond", "通知📄", "'; DROP TABLE names;--", "长" * 80, "a" * 251]
)
def test_a_file_may_be_called_anything(empty: Workspace, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / f"{name}.txt").write_text(NOTICE, "utf-8")

    assert empty.ingest([folder]).added == [f"{name}.txt"]
    assert empty.ingest([folder]).unchanged == [f"{name}.txt"]
    assert [record.entry.file for record in empty.documents()] == [f"{name}.txt"]


def test_a_member_may_have_a_name_longer_than_any_file_may_have(empty: Workspace, tmp_path: Path) -> None:
    name = "长" * 300 + ".txt"
    assert empty.ingest([pack(tmp_path / "a.zip", (name, NOTICE))]).added == [f"a.zip/{name}"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes there")
def test_a_name_that_is_no_utf8_is_read_as_gbk(empty: Workspace, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "休假办法.txt".encode("gbk")))
    path.write_text(NOTICE, "utf-8")

    assert empty.ingest([tmp_path]).added == ["休假办法.txt"]


def test_a_path_that_cannot_be_is_a_failure_and_no_crash(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    scan = scan_paths([tmp_path / ("x" * 300), tmp_path / "missing", tmp_path / "pipe.txt"])

    assert len(scan.failed) == 3
    assert scan_paths([tmp_path]).sources == ()


def test_what_lies_under_a_root_that_could_not_be_opened_stays() -> None:
    roots = ("/in", "except:/in/broken.zip")
    assert is_under("/in/a.txt", roots)
    assert not is_under("/in/broken.zip!a.txt", roots)
    assert is_under("/in/a.zip!b.txt", ("/in/a.zip",))
    assert not is_under("/inner/a.txt", roots)
