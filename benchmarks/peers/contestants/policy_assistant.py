"""This project as it comes; there is nothing to set up for Chinese."""

from __future__ import annotations

import tempfile
from pathlib import Path

from assistant.workspace import Workspace
from benchmarks.peers.contestants import DEPTH, Built


def stock(folder: Path, model: str) -> Built:
    """``policy-assistant ingest FOLDER``, then ``search``."""
    del model  # the packaged model is the one that all are given
    workspace = Workspace(Path(tempfile.mkdtemp()) / "home")
    workspace.ingest([folder])
    names = {listed.entry.document_id: listed.entry.names[0] for listed in workspace.documents()}

    def search(question: str) -> list[str]:
        return [names[hit.passage.document_id] for hit in workspace.search(question, DEPTH).hits]

    passages = [passage for document_id in names for passage in workspace.passages(document_id)]
    # Title and heading path are embedded with each passage; they are not counted, since they repeat.
    return Built(search, [passage.text for passage in passages])
