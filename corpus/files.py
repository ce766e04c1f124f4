"""Small things done with files in more than one room: sums, and writes that a crash cannot halve."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

DRAFT = ".new"
"""Ending of a file that is not yet whole."""


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, safely to the disk."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        if path.is_dir():  # Windows opens no folder; there a rename is as safe as it gets
            return
        raise
    try:
        if path.is_dir():
            with suppress(OSError):  # some network file systems sync no folder
                os.fsync(descriptor)
        else:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_atomically(path: Path, text: str) -> None:
    """Replace a small file so that a reader sees the old text or the new, never a part."""
    draft = path.with_name(path.name + DRAFT)
    draft.write_text(text, "utf-8")
    sync(draft)
    draft.replace(path)
    sync(path.parent)
