from pathlib import Path

import pytest

from assistant.workspace import Workspace
from corpus.errors import EmptyHomeError, HomeError
from index.generation_record import verify
from tests.conftest import make_workspace

QUESTION = "哪个部门牵头专利指标?"


def test_a_copy_is_a_home_of_its_own(workspace: Workspace, tmp_path: Path) -> None:
    workspace.home.copy_to(tmp_path / "copy")
    copy = make_workspace(tmp_path / "copy")

    assert verify(copy.home.current_folder()) == []
    found = [hit.passage for hit in copy.search(QUESTION, 5).hits]
    assert found == [hit.passage for hit in workspace.search(QUESTION, 5).hits]
    workspace.remove([found[0].document_id])
    assert copy.search(QUESTION, 5).hits[0].passage == found[0]
    copy.remove([found[0].document_id])  # its originals came along


def test_nothing_is_copied_over_something(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "mine.txt").write_text("keep me")
    with pytest.raises(HomeError, match="not empty"):
        workspace.home.copy_to(tmp_path / "copy")
    assert (tmp_path / "copy" / "mine.txt").read_text() == "keep me"


def test_there_is_nothing_to_copy_before_the_first_ingest(empty: Workspace, tmp_path: Path) -> None:
    with pytest.raises(EmptyHomeError):
        empty.home.copy_to(tmp_path / "copy")
