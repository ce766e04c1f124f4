"""What many tests need: a home with the shipped documents, made once, and one that may be changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.workspace import Workspace
from tests.support import CountingEncoder


def make_workspace(folder: Path) -> Workspace:
    """A workspace on the letter-counting encoder: no model is needed, and nothing is downloaded."""
    workspace = Workspace(folder, Settings())
    workspace.__dict__["encoder"] = CountingEncoder()
    return workspace


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the shipped documents; not to be changed."""
    folder = tmp_path_factory.mktemp("shipped") / "home"
    make_workspace(folder).ingest()
    return folder


@pytest.fixture(scope="session")
def shipped(shipped_home: Path) -> Workspace:
    """The shipped documents, for tests that only read."""
    return make_workspace(shipped_home)


@pytest.fixture
def workspace(tmp_path: Path, shipped_home: Path) -> Workspace:
    """A copy of the shipped documents' home, to be changed at will."""
    shutil.copytree(shipped_home, tmp_path / "home")
    return make_workspace(tmp_path / "home")


@pytest.fixture
def empty(tmp_path: Path) -> Workspace:
    """A home with nothing in it."""
    return make_workspace(tmp_path / "empty")
