"""What many tests need: a home with the shipped documents, made once, and one that may be changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import index.intake
from assistant.settings import ENV_PREFIX, Settings
from assistant.workspace import Workspace
from index.model import default_model_folder, is_ready
from tests.browsing import address, browser, visits  # noqa: F401 (fixtures)
from tests.support import make_workspace, read_here


@pytest.fixture(scope="session", autouse=True)
def no_settings_from_outside() -> None:
    """Settings of whoever runs the tests are not what is tested."""
    for name in [name for name in os.environ if name.startswith(ENV_PREFIX)]:
        del os.environ[name]


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


@pytest.fixture(scope="session")
def plan_alone(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The plan alone, with the packaged model: what answers are measured on. Not to be changed."""
    if not is_ready(default_model_folder()):
        pytest.skip('the embedding model is not here: run "policy-assistant model fetch"')
    workspace = Workspace(tmp_path_factory.mktemp("plan") / "home", Settings())
    workspace.ingest(samples=False)
    return workspace


@pytest.fixture
def workspace(tmp_path: Path, shipped_home: Path) -> Workspace:
    """A copy of the shipped documents' home, to be changed at will."""
    shutil.copytree(shipped_home, tmp_path / "home")
    return make_workspace(tmp_path / "home")


@pytest.fixture
def empty(tmp_path: Path) -> Workspace:
    """A home with nothing in it."""
    return make_workspace(tmp_path / "empty")


@pytest.fixture
def reading_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, for tests of what comes after: starting workers would take longer than all the rest."""
    monkeypatch.setattr(index.intake, "read_documents", read_here)
