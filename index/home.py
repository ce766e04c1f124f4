"""The home folder: which generation is in force, who may write, and what is kept.

    home/
      current.json          {"generation": 7}: the one switch from an old state to a new one
      writer.lock           held by the one process that writes
      originals/            the files as they came, named by document id
      work/                 what is needed only while a file is read; emptied by every writer
      generations/7/        one consistent state: catalogue, vectors, lexical index, checksums

A generation is built beside the others and comes into force when ``current.json`` is replaced,
which the file system does whole or not at all. A reader keeps the generation it opened; the one
before the current is kept for those who are still opening it.
"""

from __future__ import annotations

import json
import multiprocessing
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.errors import (
    BusyHomeError,
    DamagedIndexError,
    EmptyHomeError,
    HomeError,
    UnreadableFileError,
    UsageError,
)
from corpus.files import DRAFT, sync, write_atomically
from corpus.read import document_id_of, hash_file
from corpus.sources import Source

BUILDING = "building"
GENERATION_RECORD = "generation.json"
MILVUS_RECORD, POSTGRESQL_RECORD = "milvus.json", "postgresql.json"
"""Where a generation's passages and catalogue stand on servers, in its folder."""


class Home:
    """A folder that holds everything of one corpus; two homes share nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.generations = self.folder / "generations"
        self.originals = self.folder / "originals"
        self.work = self.folder / "work"

    def current_number(self) -> int | None:
        """Number of the generation in force, or None before the first."""
        path = self.folder / "current.json"
        try:
            return int(json.loads(path.read_text("utf-8"))["generation"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndexError(
                f"{path.name} in {self.folder} cannot be read ({error}). "
                'Run "policy-assistant ingest --rebuild" to make the index anew.'
            ) from error

    def has_switch(self) -> bool:
        """Whether ``current.json`` is there, readable or not."""
        return (self.folder / "current.json").exists()

    def current_folder(self) -> Path:
        """Folder of the generation in force.

        Raises:
            EmptyHomeError: Nothing has been ingested yet.
        """
        number = self.current_number()
        if number is None:
            raise EmptyHomeError(
                f'There are no documents in {self.folder} yet. Run "policy-assistant ingest" for the shipped '
                'documents, or "policy-assistant ingest PATH" for your own.'
            )
        return self.generations / str(number)

    @contextmanager
    def writing(self, wait_s: float = 600) -> Iterator[None]:
        """Hold the right to write; a second writer waits for it.

        Raises:
            BusyHomeError: Another process still wrote after ``wait_s`` seconds.
            HomeError: The folder cannot be written.
            UsageError: A script without a main guard is run again by the processes that it starts.
        """
        _refuse_repeated_script()
        from filelock import FileLock, Timeout

        try:
            self.generations.mkdir(parents=True, exist_ok=True)
            self.originals.mkdir(exist_ok=True)
            lock = FileLock(self.folder / "writer.lock")
            lock.acquire(timeout=wait_s)
        except Timeout as error:
            raise BusyHomeError(
                f"Another process has been writing to {self.folder} for {wait_s:.0f} s. Try again when it is done."
            ) from error
        except OSError as error:
            raise HomeError(
                f"{self.folder} cannot be written ({error.strerror}). "
                "Choose another folder with --home, or ask for the right to write."
            ) from error
        try:
            # A writer that was killed has left its work behind, and nobody else will clear it away.
            shutil.rmtree(self.work, ignore_errors=True)
            yield
        finally:
            shutil.rmtree(self.work, ignore_errors=True)
            lock.release()

    def start_generation(self) -> tuple[int, Path]:
        """An empty folder to build the next generation in, and its number; needs ``writing``."""
        self.sweep()
        used = [int(path.name) for path in self.generations.iterdir() if path.name.isdigit()]
        number = max([*used, self.current_number() or 0]) + 1
        folder = self.generations / BUILDING
        folder.mkdir()
        return number, folder

    def publish(self, number: int, folder: Path) -> None:
        """Bring the built generation into force; its last step is the switch."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                sync(path)
        sync(folder)
        folder.rename(self.generations / str(number))
        sync(self.generations)
        sync(self.originals)
        self.point_at(number)

    def point_at(self, number: int) -> None:
        """Let this generation be the one in force."""
        write_atomically(self.folder / "current.json", json.dumps({"generation": number}))

    def sweep(self, keep: int | None = None) -> None:
        """Delete unfinished generations and all but the current one and ``keep``."""
        kept = {str(self.current_number()), str(keep)}
        self._drop(path for path in self.generations.iterdir() if path.name not in kept)

    def sweep_unfinished(self) -> None:
        """Delete what was built and is not in force."""
        current = self.current_number() or 0
        self._drop(
            path for path in self.generations.iterdir() if not path.name.isdigit() or int(path.name) > current
        )

    def _drop(self, folders: Iterable[Path]) -> None:
        for path in folders:
            shutil.rmtree(path, ignore_errors=True)

    def copy_to(self, folder: Path) -> None:
        """Write a whole home into ``folder``: the generation in force and the originals, as they are now.

        Raises:
            EmptyHomeError: Nothing has been ingested yet.
            HomeError: ``folder`` holds something, or cannot be written.
        """
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise HomeError(f"{folder} is not empty. Name a new folder for the copy.")
        with self.writing():
            current = self.current_folder()
            try:
                shutil.copytree(self.originals, folder / "originals")
                shutil.copytree(current, folder / "generations" / current.name)
                _forget_servers(folder / "generations" / current.name)
                for name in ("settings.toml", "current.json"):  # the switch last: until then it is no home
                    if (self.folder / name).is_file():
                        shutil.copyfile(self.folder / name, folder / name)
            except OSError as error:
                raise HomeError(f"The copy could not be written to {folder} ({error}).") from error

    def stored_names(self) -> set[str]:
        """Names of the files among the originals."""
        return {path.name for path in self.originals.iterdir()}

    def drop_originals(self, is_unwanted: Callable[[str], bool]) -> None:
        """Delete the originals of unwanted names, and copies that were never finished."""
        for path in self.originals.iterdir():
            if is_unwanted(path.name) or path.name.endswith(DRAFT):
                with suppress(OSError):  # the next writer tries again
                    path.unlink()

    def keep_original(self, source: Source, document_id: str, *, verify: bool = False) -> None:
        """Keep the bytes of a source, safe on the disk, unless they are here already.

        Args:
            verify: Replace what is kept where it is no longer what came.
        Raises:
            UnreadableFileError: The file has changed since its hash was taken, or is gone.
        """
        kept = self.original(document_id, source.suffix)
        if kept.exists() and not (verify and document_id_of(hash_file(kept)) != document_id):
            return
        draft = kept.with_name(kept.name + DRAFT)
        source.copy_to(draft)
        if document_id_of(hash_file(draft)) != document_id:
            draft.unlink()
            raise UnreadableFileError("The file changed while it was being read. Run the same command again.")
        sync(draft)
        draft.replace(kept)

    def original(self, document_id: str, suffix: str) -> Path:
        """Where the file of this document is kept."""
        return self.originals / f"{document_id}{suffix}"


def _forget_servers(folder: Path) -> None:
    """Take out of a copied generation where it stands on servers: that is the original's, and whoever wrote to
    the copy would drop it there."""
    record = folder / GENERATION_RECORD
    contents = json.loads(record.read_text("utf-8"))
    for name in (MILVUS_RECORD, POSTGRESQL_RECORD):
        if contents["files"].pop(name, None):
            (folder / name).unlink()
    write_atomically(record, json.dumps(contents, ensure_ascii=False, indent=1))


def _refuse_repeated_script() -> None:
    """A worker runs its parent's script again as it starts; without a main guard it would wait for its parent's own lock."""
    # The mark by which Python itself tells a worker that is not up yet; nothing public tells it.
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        raise UsageError(
            'Put what ingests under the line: if __name__ == "__main__": '
            "The processes that read files run the script once more as they start."
        )
