"""From a file to a Document: load its text, read its structure, read what it says of itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from corpus.document import Document, Kind, LoadedText
from corpus.errors import NoTextError, UnreadableFileError
from corpus.files import sha256_of
from corpus.manifest import ManifestEntry, find_entry, read_manifest

READER_VERSION = 10
"""Raise it when loaders or the structure parser read a file differently: stored documents are then read anew."""

# A folder's name is the plainest statement of what lies in it.
FOLDER_KINDS: dict[str, Kind] = {
    "plan": "plan",
    "plans": "plan",
    "criteria": "criteria",
    "report": "report",
    "reports": "report",
}


def hash_file(path: Path) -> str:
    """Hexadecimal SHA-256 of the file's bytes.

    Raises:
        UnreadableFileError: The file cannot be opened.
    """
    try:
        return sha256_of(path)
    except OSError as error:
        raise UnreadableFileError(
            f"文件无法打开({error.strerror});请确认文件存在且有读取权限。 "
            "(The file cannot be opened: check that it exists and that you may read it.)"
        ) from error


def document_id_of(file_hash: str) -> str:
    """The id of the document with these bytes: one id means one exact text, for ever."""
    return file_hash[:16]


def read_document(path: Path, file: str, entry: ManifestEntry | None = None) -> Document:
    """Read one file into a Document.

    Args:
        path: The file.
        file: The name people see, relative to the ingested folder; its folders may tell the kind.
        entry: What a manifest states of this file; it wins over what is found in the text.
    Raises:
        DocumentError: The file cannot become a document; the message says why.
    """
    from corpus.loaders import load_text

    document_id = document_id_of(hash_file(path))
    return build_document(document_id, file, load_text(path), entry)


def build_document(
    document_id: str, file: str, loaded: LoadedText, entry: ManifestEntry | None = None
) -> Document:
    """Read structure and metadata out of a loaded text.

    Raises:
        NoTextError: There is nothing but white space.
    """
    from corpus.metadata import read_metadata
    from corpus.structure import parse_sections

    if not loaded.text.strip():
        raise NoTextError(
            "文件里没有文字;如是扫描件,请先做文字识别(OCR)。 "
            "(There is no text in this file; if it is a scan, recognise its text first.)"
        )
    name = PurePosixPath(file)
    folder_kind = next(
        (FOLDER_KINDS[part.lower()] for part in name.parts[:-1] if part.lower() in FOLDER_KINDS), None
    )
    metadata = read_metadata(loaded.text, loaded.hints, name.name, folder_kind)
    # A copy of a demonstration document is still one, under whatever name it comes in.
    entry = entry or find_entry(document_id, read_manifest())
    if entry is not None:
        stated = entry.model_dump(exclude={"origin", "sha256"}, exclude_none=True)
        metadata = replace(metadata, **stated)
    return Document(
        document_id=document_id,
        file=file,
        text=loaded.text,
        metadata=metadata,
        pages=loaded.pages,
        sections=parse_sections(loaded.text, loaded.headings, loaded.rows),
        rows=loaded.rows,
        warnings=loaded.warnings,
    )
