"""What to go on from when part of a home is damaged.

Everything in an index can be made anew from the original files, except what people called them and what a
manifest said of them. That lies twice in a generation: in the catalogue, and in ``names.json`` beside it,
which is small, readable, and enough to fill an empty catalogue again. Where both are lost the originals come
back under their numbers.

An original that cannot be read while the catalogue is made anew is not given up: it stays, and ``names.json``
keeps its names, until it can be read, is replaced, or is removed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.catalogue import Catalogue, Name
from corpus.errors import DamagedIndexError
from corpus.files import DRAFT
from corpus.manifest import ManifestEntry
from corpus.reading import ReadJob
from corpus.sources import Source
from index.generation import CATALOGUE, NAMES, VECTORS
from index.generation_record import RECORD, read_record, verify
from index.home import Home

if TYPE_CHECKING:
    from pydantic import TypeAdapter

RECOVERED = "recovered:"
"""Before the number of a document whose names are lost, in an origin."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One document as ``names.json`` has it."""

    suffix: str
    names: dict[str, Name]
    """By origin."""


@dataclass(frozen=True, slots=True)
class KeptNames:
    """Contents of ``names.json``."""

    next_vector_id: int
    documents: dict[str, Kept] = field(default_factory=dict)


def kept_in(catalogue: Catalogue) -> dict[str, Kept]:
    """Every document of a catalogue, by id, as ``names.json`` has it."""
    kept = {entry.document_id: Kept(entry.suffix, {}) for entry in catalogue.entries()}
    for origin, name in catalogue.origins().items():
        kept[name.document_id].names[origin] = name
    return kept


def write_names(folder: Path, catalogue: Catalogue, unread: Mapping[str, Kept], next_vector_id: int) -> None:
    """Write what a lost catalogue would be filled from, and what waits to be read."""
    contents = KeptNames(next_vector_id, {**unread, **kept_in(catalogue)})
    (folder / NAMES).write_bytes(_adapter().dump_json(contents, indent=1))


def unread_in(folder: Path, catalogue: Catalogue) -> dict[str, Kept]:
    """Documents of a generation whose originals are kept and could not be read, by id."""
    kept = _read_names(folder)
    known = set(catalogue.document_ids())
    return {
        document_id: entry
        for document_id, entry in (kept.documents if kept else {}).items()
        if document_id not in known
    }


def still_unread(
    unread: Mapping[str, Kept], catalogue: Catalogue, is_removed: Callable[[str], bool]
) -> dict[str, Kept]:
    """Those of ``unread`` that are still wanted: not read since, and with a name that means nothing else."""
    taken = catalogue.origins()
    known = {name.document_id for name in taken.values()}
    left = {
        document_id: replace(
            entry,
            names={
                origin: name
                for origin, name in entry.names.items()
                if origin not in taken and not is_removed(origin)
            },
        )
        for document_id, entry in unread.items()
        if document_id not in known
    }
    return {document_id: entry for document_id, entry in left.items() if entry.names}


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


def kept_originals(home: Home, folder: Path | None, *, names_are_sound: bool) -> dict[str, Kept]:
    """Every document that an empty catalogue is to be filled with, by id.

    Args:
        folder: Of the generation whose names are to be used; None where there is none.
        names_are_sound: Whether its ``names.json`` is as it was written. Then an original that it does not
            name is the rest of an ingest that was killed; else it comes back under its number.
    """
    names = _read_names(folder) if folder is not None else None
    kept: dict[str, Kept] = {}
    for path in sorted(home.originals.iterdir()):
        document_id = path.name.split(".", 1)[0]
        if path.name.endswith(DRAFT) or document_id in kept:
            continue
        entry = names.documents.get(document_id) if names else None
        if entry is not None:
            kept[document_id] = entry
        elif names is None or not names_are_sound:
            suffix = path.name.removeprefix(document_id)
            kept[document_id] = Kept(suffix, {f"{RECOVERED}{document_id}": Name(path.name, document_id)})
    # A document whose original is gone as well is named all the same, so that its loss is said.
    return {**(names.documents if names else {}), **kept}


def job_for(path: Path, document_id: str, kept: Kept) -> ReadJob:
    """The job that reads a stored original, with what a manifest stated of any of its names."""
    origin, name = max(kept.names.items(), key=lambda item: bool(item[1].stated))
    return ReadJob(Source(path, origin, name.file, ManifestEntry.from_stored(name.stated)), document_id)


def new_vector_id(home: Home) -> int:
    """The first vector id of a home without a generation: beyond any used before, if there ever were some.

    Milliseconds since 1970 are beyond any count.
    """
    return int(time.time() * 1000) if any(home.originals.iterdir()) else 0


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
