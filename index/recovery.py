"""What to go on from when part of a home is damaged.

Everything in an index can be made anew from the original files, except what people called them and what a
manifest said of them. That lies twice in a generation: in the catalogue, and in ``names.json`` beside it,
which is small, readable, and enough to fill an empty catalogue again. Where both are lost the originals come
back under their numbers.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.catalogue import Catalogue
from corpus.document import Metadata
from corpus.errors import DamagedIndexError
from corpus.reading import ReadJob
from corpus.sources import Source
from index.generation import CATALOGUE, NAMES, RECORD, VECTORS, read_record, verify
from index.home import Home

if TYPE_CHECKING:
    from pydantic import TypeAdapter

RECOVERED = "recovered:"
"""Before the number of a document whose names are lost, in an origin."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One document as ``names.json`` has it."""

    suffix: str
    metadata: Metadata
    names: dict[str, str]
    """origin → name that people see."""


@dataclass(frozen=True, slots=True)
class KeptNames:
    """Contents of ``names.json``."""

    next_vector_id: int
    documents: dict[str, Kept] = field(default_factory=dict)


def write_names(folder: Path, catalogue: Catalogue, next_vector_id: int) -> None:
    """Write what a lost catalogue would be filled from."""
    names: dict[str, dict[str, str]] = {}
    for origin, (file, document_id) in catalogue.origins().items():
        names.setdefault(document_id, {})[origin] = file
    documents = {
        entry.document_id: Kept(entry.suffix, entry.metadata, names.get(entry.document_id, {}))
        for entry in catalogue.entries()
    }
    (folder / NAMES).write_bytes(_adapter().dump_json(KeptNames(next_vector_id, documents), indent=1))


def damaged_files(folder: Path) -> list[str]:
    """Names of the files of a generation that are not as they were written, the record included."""
    try:
        return verify(folder)
    except (DamagedIndexError, KeyError, TypeError, AttributeError):
        return [RECORD]


def recover_current(home: Home) -> int | None:
    """Bring the newest whole generation into force, where ``current.json`` cannot be read or is not there.

    It is not there when the first ingest was killed just before it wrote it, or when somebody deleted it.
    Returns the number of the generation in force, or None where there is none to be had.
    """
    try:
        number = home.current_number()
        if number is not None and (home.generations / str(number)).is_dir():
            return number
    except DamagedIndexError:
        pass
    numbers = (int(path.name) for path in home.generations.iterdir() if path.name.isdigit())
    # One that is only partly deleted has lost files; a sound one is better than a newer one.
    newest = max(numbers, key=lambda n: (not damaged_files(home.generations / str(n)), n), default=None)
    if newest is None:
        (home.folder / "current.json").unlink(missing_ok=True)
    else:
        home.point_at(newest)
    return newest


def jobs_for_lost_catalogue(
    home: Home, folder: Path | None
) -> tuple[list[ReadJob], dict[str, dict[str, str]]]:
    """Jobs that read every stored original, and the names of each document: id → origin → file."""
    kept = _read_names(folder) if folder is not None else None
    documents = kept.documents if kept else {}
    jobs: list[ReadJob] = []
    names: dict[str, dict[str, str]] = {}
    for path in sorted(home.originals.iterdir()):
        document_id = path.name.split(".", 1)[0]
        entry = documents.get(document_id)
        if path.name.endswith(".new") or document_id in names or (documents and entry is None):
            continue
        names[document_id] = (entry.names if entry else None) or {f"{RECOVERED}{document_id}": path.name}
        origin, file = next(iter(names[document_id].items()))
        jobs.append(ReadJob(Source(path, origin, file), document_id, entry.metadata if entry else None))
    return jobs, names


def next_vector_id(folder: Path) -> int:
    """The first vector id that a damaged generation has surely not used.

    Written in three places; where all are lost, milliseconds since 1970 are beyond any count.
    """
    from index.vectors import VectorIndex

    try:
        return int(read_record(folder)["next_vector_id"])
    except (DamagedIndexError, KeyError, TypeError, ValueError):
        pass
    if kept := _read_names(folder):
        return kept.next_vector_id
    try:
        return VectorIndex.open(folder / VECTORS).next_id
    except DamagedIndexError:
        return int(time.time() * 1000)


def is_lost(damaged: Iterable[str]) -> bool:
    """Whether the catalogue is among the damaged files, or cannot be vouched for."""
    return bool({CATALOGUE, RECORD} & set(damaged))


def _read_names(folder: Path) -> KeptNames | None:
    try:
        return _adapter().validate_json((folder / NAMES).read_bytes())
    except (OSError, ValueError):
        return None


def _adapter() -> TypeAdapter[KeptNames]:
    from pydantic import TypeAdapter

    return TypeAdapter(KeptNames)


def as_sentence(folder: Path, damaged: Iterable[str]) -> dict[str, Any]:
    """A warning of the ingest report that says what was damaged and made anew."""
    named = ", ".join(sorted(damaged))
    return {
        "file": named,
        "page": None,
        "warning": f"第 {folder.name} 代索引的 {named} 已损坏,已由保存的原件重建。 (Damaged; made anew from the originals.)",
    }
