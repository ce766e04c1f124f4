"""The library: what is drawn of documents and reports, and what an upload may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.panels import texts
from assistant.panels.library import LibraryPanel
from assistant.panels.library_view import (
    render_document,
    render_report,
    render_stage,
    render_table,
    render_zone,
)
from assistant.web.visitors import NOBODY, Visitor
from assistant.workspace import Workspace
from index.build import IngestReport
from tests.assistant.panels.conftest import HOSTILE, PLAN, SmallLibrary

pytestmark = pytest.mark.usefixtures("reading_here")

EDITOR = Visitor("browser:one", may_edit=True)
READER = Visitor("account:two", "wang")


def panel_of(workspace: Workspace, uploads: Path) -> LibraryPanel:
    return LibraryPanel(workspace, lambda: uploads)


def test_the_table_names_every_document_and_marks_samples(library: SmallLibrary) -> None:
    drawn = render_table(library.documents(), "zh")

    assert drawn.count("<tr>") == 3
    assert "试点园区工作方案" in drawn
    assert drawn.count("演示样例") == 1
    assert "<script>" not in drawn


def test_a_document_is_drawn_whole_with_its_outline_and_as_text_only() -> None:
    drawn = render_document(PLAN, "zh", panel="library", at=1)

    assert "新建2个平台" in drawn
    assert 'data-jump="text-library-plan-1"' in drawn
    assert 'data-focus="text-library-plan-1"' in drawn
    hostile = render_document(HOSTILE, "en", panel="library")
    assert "<img" not in hostile
    assert "&lt;img src=x" in hostile


def test_removal_is_offered_only_where_it_is_allowed_and_asked_twice() -> None:
    assert "data-event" not in render_document(PLAN, "zh", panel="library")
    drawn = render_document(PLAN, "zh", panel="library", may_remove=True)

    assert drawn.index("pa-ask-twice") < drawn.index('data-event="remove"')


def test_a_report_says_what_came_in_and_what_did_not() -> None:
    report = IngestReport(
        added=["a.txt"],
        failed=[{"file": "<b>.pdf", "reason": "It is encrypted."}],
        warnings=[{"file": "c.pdf", "page": 3, "warning": "No text."}],
        passages=7,
    )
    drawn = render_report(report, "en")

    assert "Added</b> <span>a.txt" in drawn
    assert "&lt;b&gt;.pdf: It is encrypted." in drawn
    assert "c.pdf (p. 3): No text." in drawn
    assert "7 passages" in drawn


def test_progress_is_said_in_the_pages_language() -> None:
    assert "Reading 2 of 5" in render_stage("read", 2, 5, "en")
    assert "读取文字 2/5" in render_stage("read", 2, 5, "zh")
    assert "本文件第 20/80 页" in render_stage("read", 2, 5, "zh", (20, 80))
    assert 'value="2.250" max="5"' in render_stage("read", 2, 5, "zh", (20, 80))
    # Where nothing is done yet nobody knows how long it takes: the bar moves instead of standing at nothing.
    assert "value=" not in render_stage("read", 0, 1, "zh")


@pytest.mark.parametrize(
    ("decided", "left"),
    [("replace", ["五月"]), ("both", ["三月", "五月"]), ("none", ["三月"])],
)
def test_a_second_file_of_a_name_takes_no_ones_place_unless_that_is_meant(
    workspace: Workspace, tmp_path: Path, decided: str, left: list[str]
) -> None:
    panel = panel_of(workspace, tmp_path / "up")

    def send(month: str, decided: str = "") -> str:
        path = tmp_path / "up" / "x" / "通知.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"测试通知\n\n评审会定于{month}举行。", encoding="utf-8")
        sent = {"path": str(path), "name": "C:/桌面/../通知.txt"}
        return list(panel.take([sent], "zh", EDITOR, decided))[-1]

    def held() -> list[str]:
        named = [one.entry for one in workspace.documents() if one.entry.file.startswith("通知")]
        texts = [workspace.document(one.document_id).text for one in named]
        return [month for month in ("三月", "五月") if any(month in text for text in texts)]

    assert "新增" in send("三月")
    # The same bytes again are no question.
    assert "data-decide" not in send("三月")
    assert 'data-decide="both"' in send("五月")
    assert held() == ["三月"]
    send("五月", decided)
    assert held() == left
    assert not (tmp_path / "up" / "x" / "通知.txt").exists()


def test_a_file_outside_the_upload_folder_is_never_read(workspace: Workspace, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不该被读到", encoding="utf-8")
    (tmp_path / "up").mkdir()
    (tmp_path / "up" / "link.txt").symlink_to(secret)
    before = len(workspace.documents())
    panel = panel_of(workspace, tmp_path / "up")

    for sent in (
        {"path": str(secret), "name": "a.txt"},
        {"path": str(tmp_path / "up" / ".." / "secret.txt"), "name": "a.txt"},
        {"path": str(tmp_path / "up" / "link.txt"), "name": "a.txt"},
        {"name": "a.txt"},
        "a.txt",
    ):
        assert texts.UPLOAD_FAILED("zh") in list(panel.take([sent], "zh", EDITOR))[-1]
    assert len(workspace.documents()) == before
    assert secret.exists()


def test_what_is_removed_is_gone(workspace: Workspace, tmp_path: Path) -> None:
    document_id = workspace.documents()[0].entry.document_id
    panel = panel_of(workspace, tmp_path)

    assert "已移除" in list(panel.remove(document_id, "zh", EDITOR))[-1]
    assert texts.DOCUMENT_EMPTY("zh") in panel.read(document_id, "zh", EDITOR)
    assert document_id not in panel.table("zh")


def test_where_others_can_come_nothing_is_changed(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("测试通知", encoding="utf-8")
    panel = panel_of(workspace, tmp_path)
    before = len(workspace.documents())

    for visitor, said in ((NOBODY, "只能查看"), (READER, "不能增删文件")):
        assert "input" not in render_zone("zh", visitor)
        assert said in list(panel.take([{"path": str(path), "name": "a.txt"}], "zh", visitor))[-1]
        assert said in list(panel.remove(workspace.documents()[0].entry.document_id, "zh", visitor))[-1]
    assert len(workspace.documents()) == before


def test_a_fault_in_an_ingest_becomes_a_line(tmp_path: Path, library: SmallLibrary) -> None:
    # This library has no way to take files in at all.
    panel = LibraryPanel(library, lambda: tmp_path)  # type: ignore[arg-type]
    path = tmp_path / "a.txt"
    path.write_text("测试", encoding="utf-8")

    assert (
        "Something unexpected happened"
        in list(panel.take([{"path": str(path), "name": "a.txt"}], "en", EDITOR))[-1]
    )


def test_a_file_of_another_name_takes_a_documents_place(workspace: Workspace, tmp_path: Path) -> None:
    old = next(one for one in workspace.documents() if one.entry.file.endswith(".txt"))
    new = tmp_path / "修订稿.txt"
    new.write_text("关于修桥的工作方案\n\n一、任务\n\n(一)修桥。建成桥梁2座。\n", encoding="utf-8")

    number = workspace.home.current_number()
    assert number is not None

    said = list(panel_of(workspace, tmp_path).replace(
        old.entry.document_id, {"path": str(new), "name": "修订稿.txt"}, "zh", EDITOR
    ))  # fmt: skip

    # One generation: nobody ever finds both of them, or neither.
    assert workspace.home.current_number() == number + 1

    files = [one.entry.file for one in workspace.documents()]
    assert "修订稿.txt" in files
    assert old.entry.file not in files
    assert "已移除" in said[-1]
    assert "新增" in said[-1]
    assert not new.exists()


def test_a_document_stays_where_the_file_for_its_place_cannot_be_read(
    workspace: Workspace, tmp_path: Path
) -> None:
    old = workspace.documents()[0].entry
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing of use")

    said = list(panel_of(workspace, tmp_path).replace(
        old.document_id, {"path": str(broken), "name": "broken.pdf"}, "en", EDITOR
    ))  # fmt: skip

    assert "Not taken in" in said[-1]
    assert "Removed" not in said[-1]
    assert old.document_id in {one.entry.document_id for one in workspace.documents()}


def test_only_editors_replace_and_reindex(workspace: Workspace, tmp_path: Path) -> None:
    panel = panel_of(workspace, tmp_path)
    number = workspace.home.current_number()

    for said in (panel.replace("x", {"path": "x", "name": "x"}, "en", READER), panel.reindex("en", NOBODY)):
        assert "pa-failed" in "".join(said)
    assert "data-replace" not in render_document(PLAN, "zh", panel="library")
    assert workspace.home.current_number() == number


def test_the_index_is_made_anew_on_demand(workspace: Workspace, tmp_path: Path) -> None:
    number = workspace.home.current_number()
    assert number is not None

    said = list(panel_of(workspace, tmp_path).reindex("zh", EDITOR))

    assert "完成,用时" in said[-1]
    assert workspace.home.current_number() == number + 1


def test_a_document_offers_its_pages_its_text_and_its_passages() -> None:
    drawn = render_document(PLAN, "zh", panel="library")

    assert [way for way in ("page", "text", "cut") if f'data-view="{way}"' in drawn] == [
        "page",
        "text",
        "cut",
    ]
