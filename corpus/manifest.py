"""What is known of the shipped documents beyond their own words.

``documents/manifest.toml`` states title, kind, issuer, date and origin of each shipped file, and
which are demonstration documents with invented figures. Where it speaks it overrides what is read
out of the file. Each shipped entry carries the SHA-256 of its file, so that a copy of a demonstration
document, ingested from elsewhere under another name, can still be marked as one. A folder of one's own
may hold a manifest too; there only title and kind must be given.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from corpus.document import Kind
from corpus.errors import AssistantError

MANIFEST_NAME = "manifest.toml"

# YYYY, YYYY-MM or YYYY-MM-DD, as ``Metadata.date`` has it.
IsoDate = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
Text = Annotated[str, Field(min_length=1)]


class ManifestError(AssistantError):
    """The manifest of the shipped documents is missing or not as it must be."""


class ManifestEntry(BaseModel):
    """What the manifest says of one file; None where it leaves the word to the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    title: Text
    kind: Kind
    issuer: Text | None = None
    number: Text | None = None
    date: IsoDate | None = None
    status: Text | None = None
    source: Text | None = None
    """Where the text was taken from: an address, or words."""
    origin: Text | None = None
    """Real or invented, and under which terms it may be passed on."""
    sample: bool = False
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Sum of the file's bytes, by which a copy under another name is known."""

    def as_stored(self) -> str:
        """One line of JSON, the same for equal entries."""
        return self.model_dump_json(exclude_none=True)

    @classmethod
    def from_stored(cls, stored: str) -> ManifestEntry | None:
        """The entry that ``as_stored`` wrote; None for an empty line."""
        return cls.model_validate_json(stored) if stored else None


_ENTRIES = TypeAdapter(dict[str, ManifestEntry])


def shipped_folder() -> Path:
    """Folder of the shipped documents, inside the installed package."""
    return Path(__file__).parent / "documents"


def read_manifest(path: Path | None = None) -> dict[str, ManifestEntry]:
    """Read a manifest: file (relative to the manifest's folder, forward slashes) to its entry.

    Args:
        path: The manifest; None for that of the shipped documents.
    Returns:
        Entries in the order of the file.
    Raises:
        ManifestError: It cannot be read, is not TOML, or an entry is wrong; the message names the entry.
    """
    path = path or shipped_folder() / MANIFEST_NAME
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ManifestError(
            f"The manifest {path} cannot be read ({reason}): reinstall the program."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestError(f"The manifest {path} is not valid TOML: {error}. Correct that line.") from error
    try:
        entries = _ENTRIES.validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ", ".join(str(part) for part in first["loc"])
        raise ManifestError(
            f"The manifest {path} is wrong at {place}: {first['msg']}. Correct it."
        ) from error
    for file in entries:
        # Keys are joined to a folder later: a key must never lead out of it.
        if file.startswith("/") or "\\" in file or ".." in PurePosixPath(file).parts:
            raise ManifestError(f'The manifest {path} names "{file}": use a path below its folder.')
    return entries


def find_entry(sha256: str, entries: Mapping[str, ManifestEntry]) -> ManifestEntry | None:
    """The entry whose file has these bytes, or None.

    Args:
        sha256: All 64 digits, or the first 16, which are a document's id. Fewer digits name nothing.
        entries: As ``read_manifest`` gives them.
    """
    if len(sha256) < 16:
        return None
    return next((entry for entry in entries.values() if (entry.sha256 or "").startswith(sha256)), None)
