"""The record of a generation: every file with its size and checksum, and what shaped them.

Opening a generation checks the sums of all that can be read in a few tenths of a second (a question should
not wait for hashes of gigabytes); ``verify`` checks every sum and is what ``doctor`` and every ingest run.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from corpus.errors import DamagedIndexError
from corpus.files import sha256_of
from index.fingerprint import REBUILD, Fingerprint
from index.home import GENERATION_RECORD

RECORD = GENERATION_RECORD


def read_record(folder: Path) -> dict[str, Any]:
    """``generation.json`` of a generation's folder.

    Raises:
        DamagedIndexError: It is missing or not readable.
    """
    try:
        return json.loads((folder / RECORD).read_text("utf-8"))  # type: ignore[no-any-return]
    except (OSError, ValueError) as error:
        raise DamagedIndexError(f"{RECORD} of generation {folder.name} cannot be read. {REBUILD}") from error


def write_record(folder: Path, number: int, fingerprint: Fingerprint, next_vector_id: int) -> None:
    """List every file of a finished generation with its size and checksum.

    ``next_vector_id`` stands here as well as in the vector file, so that no id is used again even
    when that file is lost.
    """
    files = {
        path.relative_to(folder).as_posix(): {"size": path.stat().st_size, "sha256": sha256_of(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    record = {
        "generation": number,
        "next_vector_id": next_vector_id,
        "fingerprint": fingerprint.as_json(),
        "files": files,
    }
    (folder / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")


def verify(folder: Path) -> list[str]:
    """Names of the files of a generation that are missing or do not match their checksum."""
    return damaged_files(folder, read_record(folder), None)


def damaged_files(folder: Path, record: dict[str, Any], max_bytes: int | None) -> list[str]:
    """The same, for files of ``max_bytes`` together, or for all."""
    from concurrent.futures import ThreadPoolExecutor

    checked: list[tuple[str, str]] = []
    total = 0
    for name, stored in sorted(record["files"].items(), key=lambda item: int(item[1]["size"])):
        total += stored["size"]
        if max_bytes is None or total <= max_bytes:
            checked.append((name, stored["sha256"]))

    def is_damaged(file: tuple[str, str]) -> bool:
        path = folder / file[0]
        return not path.is_file() or sha256_of(path) != file[1]

    with ThreadPoolExecutor(4) as pool:
        return sorted(
            name for (name, _), damaged in zip(checked, pool.map(is_damaged, checked), strict=True) if damaged
        )
