"""What works here, what is missing, and what to do about it."""

from __future__ import annotations

import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.workspace import Workspace
from corpus.errors import AssistantError
from index.generation_record import verify
from index.model import damaged_files, default_model_folder
from index.settings import PACKAGED_MODEL

State = Literal["ok", "optional", "missing"]
NEEDED_BYTES = 500 << 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: State
    detail: str
    advice: str = ""

    def as_json(self) -> dict[str, Any]:
        """All fields."""
        return asdict(self)


def examine(home: Path) -> list[Finding]:
    """Look at the model, the home, its index, the disk, and the programs that help."""
    try:
        workspace = Workspace(home)
    except AssistantError as error:
        return [Finding("settings", "missing", str(error))]
    return [
        _model(workspace),
        *_index(workspace),
        _llm(workspace),
        _disk(home),
        _rights(home),
        _program(
            "Chromium", ("chromium", "chromium-browser", "google-chrome"), "only the page test needs it"
        ),
    ]


def _model(workspace: Workspace) -> Finding:
    name = workspace.settings.index.model
    if name != PACKAGED_MODEL:
        return Finding("embedding model", "ok", f"{name}, by setting; loaded when first asked")
    folder = default_model_folder()
    damaged = damaged_files(folder)
    if damaged:
        return Finding(
            "embedding model", "missing", f"{damaged[0]} in {folder}", 'run "policy-assistant model fetch"'
        )
    from index.packaged import PackagedEncoder

    bulk = "int8" if PackagedEncoder(folder).bulk_way == "int8" else "sentence-transformers"
    detail = f"{name} in {folder}, checked by sum; questions run in float32, passages in bulk: {bulk}"
    return Finding("embedding model", "ok", detail)


def _index(workspace: Workspace) -> list[Finding]:
    try:
        folder = workspace.home.current_folder()
        damaged = verify(folder)
        if damaged:
            advice = 'run "policy-assistant ingest --rebuild"'
            return [Finding("index", "missing", f"{', '.join(damaged)} does not match its checksum", advice)]
        records = workspace.documents()
        generation = workspace.generation
    except AssistantError as error:
        return [Finding("index", "missing", str(error))]
    passages = sum(record.passages for record in records)
    found = [
        Finding(
            "index", "ok", f"generation {generation.number}: {len(records)} documents, {passages} passages"
        )
    ]
    samples = sum(record.entry.metadata.sample for record in records)
    if samples:
        found.append(
            Finding(
                "demonstration documents",
                "optional",
                f"{samples} with invented figures, marked 演示样例",
                'to leave them out: "policy-assistant ingest --no-samples --sync"',
            )
        )
    return found


def _llm(workspace: Workspace) -> Finding:
    from assistant.llm.llm_stream import is_reachable

    llm = workspace.settings.llm
    if not llm.model:
        state: State = "missing" if llm.engine == "llm" else "optional"
        advice = "set POLICY_ASSISTANT_LLM__MODEL and POLICY_ASSISTANT_LLM__BASE_URL to use one"
        return Finding("language model", state, "none is set; answers quote the documents", advice)
    if is_reachable(llm):
        return Finding("language model", "ok", f"{llm.model}; {llm.base_url} answers")
    advice = (
        "start its server or correct POLICY_ASSISTANT_LLM__BASE_URL; until then answers quote the documents"
    )
    return Finding("language model", "optional", f"{llm.model}; nothing answers at {llm.base_url}", advice)


def _disk(home: Path) -> Finding:
    place = home.absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    detail = f"{free / (1 << 30):.1f} GB free beside {home}"
    return (
        Finding("disk", "ok", detail)
        if free > NEEDED_BYTES
        else Finding("disk", "missing", detail, "free some")
    )


def _rights(home: Path) -> Finding:
    place = home.absolute()
    while not place.exists():
        place = place.parent
    if os.access(place, os.W_OK):
        return Finding("home", "ok", f"{home.absolute()} can be written")
    return Finding(
        "home", "optional", f"{home.absolute()} can be read only", "documents cannot be added or removed"
    )


def _program(what: str, names: tuple[str, ...], why: str) -> Finding:
    path = next((found for name in names if (found := shutil.which(name))), None)
    return Finding(what, "ok", path) if path else Finding(what, "optional", f"not found; {why}")
