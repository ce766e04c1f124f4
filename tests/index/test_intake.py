"""What is stored survives what cannot be read, and what a manifest states survives a rebuild."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import index.intake
from assistant.workspace import Workspace
from corpus.catalogue import Catalogue
from corpus.document import Document, LoadWarning
from corpus.errors import AssistantError, HomeError, StaleIndexError, UnreadableFileError, UsageError
from corpus.manifest import ManifestEntry
from corpus.read import read_document
from corpus.reading import ReadJob
from corpus.sources import scan_paths
from index.build import Builder, IngestReport
from index.home import Home
from index.passage_table import PassageTable
from tests.support import CountingEncoder

LAW = "{name}办法\n第一条 {name}由第一科负责。\n"


@pytest.fixture(autouse=True)
def broken(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of files that cannot be read, for as long as they stand here; all others are read in place."""
    names: set[str] = set()

    def read(jobs: Sequence[ReadJob], **_: object) -> Iterator[tuple[ReadJob, Document | AssistantError]]:
        for job in jobs:
            if job.source.file in names:
                yield job, UnreadableFileError("The reader broke down on it.")
            else:
                yield job, read_document(job.source.path, job.source.file, job.source.entry)

    monkeypatch.setattr(index.intake, "read_documents", read)
    return names


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in "甲乙":
        (tmp_path / "in" / f"{name}.txt").write_text(LAW.format(name=name), "utf-8")
    return tmp_path / "in"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def ingest(home: Home, *folders: Path, rebuild: bool = False) -> IngestReport:
    scan = scan_paths(folders)
    return Builder(home, CountingEncoder()).ingest(scan.sources, failed=scan.failed, rebuild=rebuild)


def entries(home: Home) -> dict[str, str]:
    """File → title."""
    catalogue = Catalogue.open(home.current_folder() / "catalogue.sqlite")
    found = {entry.file: entry.metadata.title for entry in catalogue.entries()}
    catalogue.close()
    return found


def titles_of_passages(home: Home) -> set[str]:
    catalogue = Catalogue.open(home.current_folder() / "catalogue.sqlite")
    found = {passage.title for _, passage in PassageTable(catalogue).all()}
    catalogue.close()
    return found


def lose_catalogue(home: Home) -> None:
    (home.current_folder() / "catalogue.sqlite").write_bytes(b"lost")


def test_an_original_that_cannot_be_read_now_is_kept_with_its_name_until_it_can(
    home: Home, folder: Path, broken: set[str]
) -> None:
    ingest(home, folder)
    lose_catalogue(home)
    broken.add("乙.txt")

    report = ingest(home, rebuild=True)

    assert [failure["file"] for failure in report.failed] == ["乙.txt"]
    assert entries(home) == {"甲.txt": "甲办法"}
    assert len(home.stored_names()) == 2
    (folder / "丙.txt").write_text(LAW.format(name="丙"), "utf-8")
    ingest(home, folder / "丙.txt")
    assert len(home.stored_names()) == 3, "another ingest does not drop it either"
    broken.clear()
    ingest(home, rebuild=True)
    assert entries(home) == {"甲.txt": "甲办法", "乙.txt": "乙办法", "丙.txt": "丙办法"}


def test_an_unread_original_can_be_removed(home: Home, folder: Path, broken: set[str]) -> None:
    ingest(home, folder)
    lose_catalogue(home)
    broken.add("乙.txt")
    ingest(home, rebuild=True)
    known = Catalogue.open(home.current_folder() / "catalogue.sqlite").document_ids()
    (unread,) = {name.split(".")[0] for name in home.stored_names()} - set(known)

    report = Builder(home, CountingEncoder()).remove([unread])

    assert len(home.stored_names()) == 1
    assert report.failed == []


def test_names_that_are_damaged_too_give_no_original_up(home: Home, folder: Path) -> None:
    ingest(home, folder)
    lose_catalogue(home)
    names = home.current_folder() / "names.json"
    one = next(name.split(".")[0] for name in home.stored_names())
    names.write_text(names.read_text("utf-8").replace(one, one[::-1]), "utf-8")

    ingest(home, rebuild=True)

    assert sorted(entries(home).values()) == ["乙办法", "甲办法"]


def test_a_lost_original_is_said_by_a_rebuild_and_its_text_stays(home: Home, folder: Path) -> None:
    ingest(home, folder)
    for path in home.originals.iterdir():
        path.unlink()

    report = ingest(home, rebuild=True)

    assert sorted(failure["file"] for failure in report.failed) == ["乙.txt", "甲.txt"]
    assert all("Ingest the file again" in failure["reason"] for failure in report.failed)
    assert sorted(entries(home)) == ["乙.txt", "甲.txt"]


def test_a_new_reading_of_titles_reaches_stored_documents_and_a_manifest_still_wins(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "manifest.toml").write_text('["甲.txt"]\ntitle = "甲的正式名称"\nkind = "plan"\n', "utf-8")
    ingest(home, folder)
    assert entries(home) == {"甲.txt": "甲的正式名称", "乙.txt": "乙办法"}

    read = read_document

    def read_titles_otherwise(path: Path, file: str, entry: ManifestEntry | None = None) -> Document:
        document = read(path, file, entry)
        if entry is not None:
            return document
        warned = replace(document, warnings=(LoadWarning("第 2 页没有文字", 2),))
        return replace(warned, metadata=replace(document.metadata, title="新读法"))

    monkeypatch.setattr(f"{__name__}.read_document", read_titles_otherwise)
    report = ingest(home, rebuild=True)

    assert entries(home) == {"甲.txt": "甲的正式名称", "乙.txt": "新读法"}
    assert {"file": "乙.txt", "page": 2, "warning": "第 2 页没有文字"} in report.warnings


def test_a_changed_manifest_is_noticed_though_its_files_are_the_same(home: Home, folder: Path) -> None:
    ingest(home, folder)
    (folder / "manifest.toml").write_text('["甲.txt"]\ntitle = "甲的正式名称"\nkind = "plan"\n', "utf-8")

    report = ingest(home, folder)

    assert report.updated == ["甲.txt"]
    assert entries(home)["甲.txt"] == "甲的正式名称"
    # The passages kept the old title, over which questions were matched, and would have kept old offsets.
    assert titles_of_passages(home) == {"甲的正式名称", "乙办法"}


def test_a_manifest_that_cannot_be_understood_is_named_and_changes_nothing(home: Home, folder: Path) -> None:
    manifest = folder / "manifest.toml"
    manifest.write_text('["甲.txt"]\ntitle = "甲的正式名称"\nkind = "plan"\n', "utf-8")
    ingest(home, folder)
    manifest.write_text('["甲.txt"\ntitle', "utf-8")
    (folder / "甲.txt").write_text(LAW.format(name="甲") + "第二条 另行通知。\n", "utf-8")

    report = ingest(home, folder)

    assert [failure["file"] for failure in report.failed] == ["manifest.toml"]
    assert report.updated == ["甲.txt"]
    assert entries(home)["甲.txt"] == "甲的正式名称"


def test_what_is_no_file_in_a_folder_is_said(home: Home, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder / "链接").symlink_to(tmp_path / "elsewhere")
    (folder / "空.txt").symlink_to(tmp_path / "nothing.txt")
    os.mkfifo(folder / "管道.txt")
    (folder / "Thumbs.db").write_bytes(b"pictures")

    report = ingest(home, folder)

    assert sorted(failure["file"] for failure in report.failed) == ["空.txt", "管道.txt", "链接"]


def test_vector_ids_start_beyond_any_used_when_all_generations_are_lost(home: Home, folder: Path) -> None:
    ingest(home, folder)
    shutil.rmtree(home.generations)

    ingest(home, rebuild=True)

    catalogue = Catalogue.open(home.current_folder() / "catalogue.sqlite")
    (lowest,) = catalogue.query("SELECT min(vector_id) FROM passages")[0]
    assert lowest > 1_000_000_000_000


def test_a_first_ingest_that_fails_for_want_of_space_takes_no_stored_original_along(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(home, folder)
    shutil.rmtree(home.generations)
    (home.folder / "current.json").unlink()

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Home, "publish", full)
        with pytest.raises(HomeError, match="Nothing has changed"):
            ingest(home, rebuild=True)

    assert len(home.stored_names()) == 2
    ingest(home, rebuild=True)
    assert sorted(entries(home).values()) == ["乙办法", "甲办法"]


def test_trouble_after_the_switch_is_not_called_no_change(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*arguments: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Home, "drop_originals", cannot)

    report = ingest(home, folder)

    assert report.generation == 1
    assert sorted(entries(home)) == ["乙.txt", "甲.txt"]


def test_a_catalogue_of_the_first_version_is_brought_up_to_date_by_an_ingest(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE documents (document_id TEXT PRIMARY KEY, suffix TEXT NOT NULL, text TEXT NOT NULL, "
        "body TEXT NOT NULL) STRICT;"
        "CREATE TABLE names (origin TEXT PRIMARY KEY, file TEXT NOT NULL, document_id TEXT NOT NULL) STRICT;"
        """INSERT INTO documents VALUES ('0123', '.txt', '正文', '{"document_id": "0123", "file": "a.txt",
        "text": "", "metadata": {"title": "办法", "kind": "plan"}, "pages": [], "warnings": []}');"""
        "INSERT INTO names VALUES ('/a.txt', 'a.txt', '0123');"
    )
    connection.close()

    with pytest.raises(StaleIndexError, match="policy-assistant ingest"):
        Catalogue.open(path)
    Catalogue.open(path, writable=True).close()

    (entry,) = Catalogue.open(path).entries()
    assert (entry.file, entry.metadata.title, entry.pages) == ("a.txt", "办法", None)


def test_rebuild_without_a_path_does_not_ignore_what_else_was_asked(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--no-samples"):
        Workspace(tmp_path / "home").ingest(rebuild=True, samples=False)


@pytest.mark.parametrize("is_gone", [False, True])
def test_a_rebuild_takes_in_what_has_changed_and_what_is_gone(
    home: Home, folder: Path, is_gone: bool
) -> None:
    # What has lost its name was to be read again under none, and the rebuild ended in a traceback.
    ingest(home, folder)
    (folder / "甲.txt").unlink()
    if not is_gone:
        (folder / "甲.txt").write_text(LAW.format(name="丙"), "utf-8")

    scan = scan_paths([folder])
    Builder(home, CountingEncoder()).ingest(scan.sources, remove_origins=lambda _: True, rebuild=True)

    assert entries(home) == {"乙.txt": "乙办法"} | ({} if is_gone else {"甲.txt": "丙办法"})
    assert len(home.stored_names()) == len(entries(home))


@pytest.mark.parametrize("is_catalogue_lost", [False, True])
def test_a_damaged_original_is_said_and_replaced_by_the_file(
    home: Home, folder: Path, is_catalogue_lost: bool
) -> None:
    # Read under the number of its new bytes it had no name: its damage went unsaid, and with the catalogue
    # lost as well the rebuild ended in a traceback.
    ingest(home, folder)
    (kept,) = (path for path in home.originals.iterdir() if "甲" in path.read_text("utf-8"))
    kept.write_text(LAW.format(name="丁"), "utf-8")
    if is_catalogue_lost:
        lose_catalogue(home)

    report = ingest(home, rebuild=True)

    assert [(one["file"], "--rebuild" in one["reason"]) for one in report.failed] == [("甲.txt", True)]
    assert entries(home) == {"乙.txt": "乙办法"} | ({} if is_catalogue_lost else {"甲.txt": "甲办法"})

    ingest(home, folder, rebuild=True)

    assert entries(home) == {"甲.txt": "甲办法", "乙.txt": "乙办法"}
    assert kept.read_text("utf-8") == LAW.format(name="甲")
    assert ingest(home, rebuild=True).failed == []
