"""The corpus changes, and every state of it is whole."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

import index.indexing
import index.neighbours
from assistant.workspace import Workspace
from corpus.errors import (
    BusyHomeError,
    DamagedIndexError,
    EmptyHomeError,
    HomeError,
    StaleIndexError,
    UsageError,
)
from index.build import Builder
from index.fingerprint import fingerprint_in_force
from index.generation import open_generation
from index.generation_record import verify
from index.home import Home
from tests.support import CountingEncoder

pytestmark = pytest.mark.usefixtures("reading_here")

LEAVE = "休假规定\n一、年休假\n职工累计工作满一年的,年休假五天。\n二、产假\n女职工产假九十八天。\n"


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def found(workspace: Workspace, query: str) -> str:
    return "\n".join(citation.quote for citation in workspace.search(query, 5).citations)


def test_a_second_ingest_of_the_same_files_changes_nothing(empty: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", leave=LEAVE)
    first = empty.ingest([folder])

    second = empty.ingest([folder])

    assert (first.added, second.added, second.unchanged) == (["leave.txt"], [], ["leave.txt"])
    assert second.generation == first.generation


def test_an_edited_file_is_updated_and_its_old_words_are_gone(empty: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", leave=LEAVE)
    empty.ingest([folder])
    write(folder, leave=LEAVE.replace("九十八", "一百五十八"))

    report = empty.ingest([folder])

    assert report.updated == ["leave.txt"]
    assert len(empty.documents()) == 1
    assert "一百五十八天" in found(empty, "产假多少天")
    assert "九十八天" not in found(empty, "产假多少天")


def test_editing_one_clause_embeds_only_the_passages_that_changed(tmp_path: Path) -> None:
    clauses = [f"第{n}条 本条规定第{n}类事项,由第{n}科负责办理,期限为{n}个工作日。" * 6 for n in range(1, 9)]
    encoder = CountingEncoder()
    workspace = Workspace(tmp_path / "home")
    workspace.__dict__["encoder"] = encoder
    folder = write(tmp_path / "in", rules="办理规定\n" + "\n".join(clauses))
    workspace.ingest([folder])
    embedded: list[str] = []
    embed = encoder.embed_passages
    encoder.embed_passages = lambda texts, progress=None: embedded.extend(texts) or embed(texts)  # type: ignore[method-assign,func-returns-value]

    write(
        folder,
        rules="办理规定\n" + "\n".join([*clauses[:4], clauses[4].replace("工作日", "自然日"), *clauses[5:]]),
    )
    workspace.ingest([folder])

    assert embedded
    assert all("自然日" in text for text in embedded)


def test_what_is_removed_is_found_nowhere(workspace: Workspace) -> None:
    plan = next(record for record in workspace.documents() if record.entry.metadata.kind == "plan")
    before = workspace.search("提高专利申请质量由谁牵头", 5)
    assert plan.entry.document_id in {citation.document_id for citation in before.citations}

    workspace.remove([plan.entry.document_id])

    hits = workspace.search("提高专利申请质量由谁牵头", 50).citations
    assert plan.entry.document_id not in {citation.document_id for citation in hits}
    assert plan.entry.document_id not in {record.entry.document_id for record in workspace.documents()}
    assert not list(workspace.home.originals.glob(f"{plan.entry.document_id}*"))
    with pytest.raises(UsageError, match="no document"):
        workspace.document(plan.entry.document_id)


def test_an_unknown_id_removes_nothing(workspace: Workspace) -> None:
    known = workspace.documents()[0].entry.document_id

    with pytest.raises(UsageError, match="no-such-id"):
        workspace.remove([known, "no-such-id"])

    assert known in {record.entry.document_id for record in workspace.documents()}


def test_the_same_content_under_two_names_is_one_document(empty: Workspace, tmp_path: Path) -> None:
    empty.ingest([write(tmp_path / "in", a=LEAVE, b=LEAVE)])

    (record,) = empty.documents()

    assert set(record.entry.names) == {"a.txt", "b.txt"}


def test_a_document_stays_until_its_last_name_is_gone(empty: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=LEAVE, b=LEAVE)
    empty.ingest([folder])
    (folder / "a.txt").unlink()
    report = empty.ingest([folder], sync=True)
    assert report.removed == ["a.txt"]
    assert len(empty.documents()) == 1
    (folder / "b.txt").unlink()

    empty.ingest([folder], sync=True)

    assert empty.documents() == []


def test_sync_leaves_other_folders_alone(empty: Workspace, tmp_path: Path) -> None:
    empty.ingest([write(tmp_path / "one", a=LEAVE)])
    other = write(tmp_path / "two", b=LEAVE + "三、婚假\n婚假三天。\n")
    empty.ingest([other])
    (other / "b.txt").unlink()

    empty.ingest([other], sync=True)

    assert [record.entry.file for record in empty.documents()] == ["a.txt"]


def test_a_file_that_cannot_be_read_costs_itself_only(empty: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", leave=LEAVE)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (folder / "empty.docx").write_bytes(b"")
    (folder / "picture.xyz").write_bytes(b"\x00\x01")

    report = empty.ingest([folder, tmp_path / "missing"])

    assert report.added == ["leave.txt"]
    reasons = {failure["file"]: failure["reason"] for failure in report.failed}
    assert set(reasons) == {"broken.pdf", "empty.docx", "picture.xyz", str(tmp_path / "missing")}
    assert all(reason and "Traceback" not in reason for reason in reasons.values())


def test_a_file_that_breaks_keeps_its_last_good_text(empty: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", leave=LEAVE)
    empty.ingest([folder])
    (folder / "leave.txt").write_bytes(b"\x00\xff\x00\xfe" * 40)

    report = empty.ingest([folder])

    assert [failure["file"] for failure in report.failed] == ["leave.txt"]
    assert "产假" in found(empty, "产假多少天")


def test_files_that_still_cannot_be_read_make_no_new_generation(empty: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", leave=LEAVE)
    (folder / "empty.docx").write_bytes(b"")
    first = empty.ingest([folder])

    second = empty.ingest([folder])

    assert [failure["file"] for failure in second.failed] == ["empty.docx"]
    assert (second.generation, second.passages) == (first.generation, first.passages)
    assert [path.name for path in empty.home.generations.iterdir()] == [str(first.generation)]


def test_vector_ids_are_never_used_again(empty: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=LEAVE)
    empty.ingest([folder])
    first = set(empty.generation.positions.vector_ids.tolist())
    empty.remove([empty.documents()[0].entry.document_id])

    empty.ingest([write(tmp_path / "in2", b=LEAVE + "三、婚假\n婚假三天。\n")])

    assert not first & set(empty.generation.positions.vector_ids.tolist())


def test_a_reader_keeps_its_generation_while_a_new_one_is_published(
    workspace: Workspace, tmp_path: Path
) -> None:
    reader = workspace.retriever()
    before = [citation.quote for citation in reader.search("专利", 5).citations]

    workspace.ingest([write(tmp_path / "in", leave=LEAVE)])

    assert [citation.quote for citation in reader.search("专利", 5).citations] == before
    assert workspace.generation.number == reader.generation.number + 1


def test_an_unfinished_generation_is_swept_away_and_never_read(workspace: Workspace, tmp_path: Path) -> None:
    number = workspace.home.current_number()
    debris = workspace.home.generations / "building"
    debris.mkdir()
    (debris / "catalogue.sqlite").write_bytes(b"half")
    assert workspace.generation.number == number

    workspace.ingest([write(tmp_path / "in", leave=LEAVE)])

    assert not debris.exists()


def test_old_generations_do_not_pile_up(empty: Workspace, tmp_path: Path) -> None:
    for n in range(5):
        empty.ingest([write(tmp_path / "in", **{f"f{n}": LEAVE + f"第{n}号\n"})])

    assert len(list(empty.home.generations.iterdir())) <= 2


def test_other_settings_are_noticed_and_a_rebuild_mends_it(workspace: Workspace) -> None:
    other = fingerprint_in_force("another-model", 300)

    with pytest.raises(StaleIndexError, match=r"another model.*ingest --rebuild"):
        open_generation(workspace.home, other)

    Builder(workspace.home, CountingEncoder(), goal_chars=200).ingest([])
    opened = open_generation(workspace.home, fingerprint_in_force(CountingEncoder().fingerprint, 200))
    assert len(opened.positions) > 0


def test_a_damaged_index_is_named(workspace: Workspace) -> None:
    folder = workspace.home.current_folder()
    vectors = folder / "vectors.bin"
    content = bytearray(vectors.read_bytes())
    content[len(content) // 2] ^= 0xFF
    vectors.write_bytes(content)
    assert verify(folder) == ["vectors.bin"]
    vectors.write_bytes(content[:100])

    with pytest.raises(DamagedIndexError, match=r"vectors.bin.*ingest --rebuild"):
        open_generation(workspace.home)

    workspace.ingest(rebuild=True)
    assert verify(workspace.home.current_folder()) == []
    assert "专利" in found(workspace, "专利")


def test_an_empty_home_says_what_to_do(empty: Workspace) -> None:
    assert empty.documents() == []

    with pytest.raises(EmptyHomeError, match="policy-assistant ingest"):
        empty.search("专利")


def test_a_second_writer_is_told_that_the_home_is_busy(tmp_path: Path) -> None:
    first, second = Home(tmp_path / "home"), Home(tmp_path / "home")

    with first.writing(), pytest.raises(BusyHomeError, match="Another process"), second.writing(wait_s=0.1):
        pass


def test_a_script_without_a_main_guard_is_told_so_instead_of_waiting_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What Python's own "spawn" sets while it runs the parent's script in a worker.
    monkeypatch.setattr(multiprocessing.current_process(), "_inheriting", True, raising=False)
    with pytest.raises(UsageError, match="__main__"), Home(tmp_path).writing(wait_s=0.1):
        pass


def test_a_home_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(HomeError, match="--home"), Home(tmp_path / "file" / "home").writing():
        pass


def test_the_home_says_which_generation_is_in_force(workspace: Workspace) -> None:
    current = json.loads((workspace.home.folder / "current.json").read_text())

    assert workspace.home.current_folder().name == str(current["generation"])


def test_a_rebuild_divides_the_vectors_anew(
    empty: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It went on from the lists there were: damaged ones, or ones made for the vectors of another model.
    for module in (index.indexing, index.neighbours):
        monkeypatch.setattr(module, "EXACT_UP_TO", 1)
    folder = write(tmp_path / "in", leave=LEAVE, travel=LEAVE.replace("假", "差"))
    empty.ingest([folder])
    record = empty.home.current_folder() / index.neighbours.RECORD
    measured = json.loads(record.read_text("utf-8"))
    record.write_text(json.dumps(measured | {"trained_on": measured["trained_on"] + 1}), "utf-8")

    empty.ingest(rebuild=True)

    record = empty.home.current_folder() / index.neighbours.RECORD
    assert json.loads(record.read_text("utf-8"))["trained_on"] == measured["trained_on"]


def test_an_ingest_reports_that_search_by_meaning_finds_too_few(
    empty: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The most lists that may be looked into were taken, however little they found, and nobody was told.
    for module in (index.indexing, index.neighbours):
        monkeypatch.setattr(module, "EXACT_UP_TO", 1)
    folder = write(tmp_path / "in", leave=LEAVE, travel=LEAVE.replace("假", "差"))
    assert empty.ingest([folder]).warnings == []
    monkeypatch.setattr(index.neighbours, "RECALL", 1.1)

    (warning,) = empty.ingest(rebuild=True).warnings

    assert warning["file"] == index.neighbours.INDEX
    assert "ten nearest passages" in warning["warning"]
