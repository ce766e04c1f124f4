"""Which files are meant: from paths a person gave to the files to read, each with its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.loaders import SUPPORTED_SUFFIXES
from corpus.manifest import MANIFEST_NAME, ManifestEntry, read_manifest, shipped_folder

SHIPPED = "shipped:"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to take in."""

    path: Path
    origin: str
    """What the file is known by from one ingest to the next: its absolute path, or shipped:…"""
    file: str
    """The name people see, relative to the folder they gave, with forward slashes."""
    entry: ManifestEntry | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found under the given paths."""

    sources: tuple[Source, ...]
    failed: tuple[tuple[str, str], ...]
    """(file, reason) of what is there and cannot be taken in."""
    roots: tuple[str, ...]
    """Origins that begin with one of these lie under the given paths."""


def scan_paths(paths: Sequence[Path]) -> Scan:
    """Find the files under ``paths``; folders are walked, hidden files and manifests passed over."""
    sources: list[Source] = []
    failed: list[tuple[str, str]] = []
    roots: list[str] = []
    for path in paths:
        absolute = path.absolute()
        roots.append(str(absolute))
        if absolute.is_dir():
            entries = read_manifest(absolute / MANIFEST_NAME) if (absolute / MANIFEST_NAME).is_file() else {}
            for found in sorted(absolute.rglob("*")):
                name = found.relative_to(absolute)
                if not found.is_file() or any(part.startswith((".", "~$")) for part in name.parts):
                    continue
                if name.as_posix() == MANIFEST_NAME:
                    continue
                file = name.as_posix()
                if found.suffix.lower() in SUPPORTED_SUFFIXES:
                    sources.append(Source(found, str(found), file, entries.get(file)))
                else:
                    failed.append((file, unsupported(found)))
        elif absolute.exists():
            sources.append(Source(absolute, str(absolute), absolute.name))
        else:
            failed.append((str(path), "There is no such file or folder. Check the path."))
    return Scan(tuple(dict.fromkeys(sources)), tuple(failed), tuple(roots))


def scan_shipped(*, samples: bool = True) -> Scan:
    """The documents that come with the program, each with what its manifest states."""
    folder = shipped_folder()
    sources = [
        Source(folder / file, f"{SHIPPED}{file}", file, entry)
        for file, entry in read_manifest(folder / MANIFEST_NAME).items()
        if samples or not entry.sample
    ]
    return Scan(tuple(sources), (), (SHIPPED,))


def is_under(origin: str, roots: Sequence[str]) -> bool:
    """Whether a stored name lies under one of the given paths."""
    return any(
        origin == root or origin.startswith(root if root == SHIPPED else root.rstrip("/") + "/") for root in roots
    )


def unsupported(path: Path) -> str:
    """The reason given for a file that no loader reads."""
    kinds = " ".join(sorted(suffix.lstrip(".").upper() for suffix in SUPPORTED_SUFFIXES))
    ending = path.suffix.lower() or "no ending"
    return f"This kind of file ({ending}) is not read. Convert it to one of: {kinds}."
