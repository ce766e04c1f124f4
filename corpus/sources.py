"""Which files are meant: from paths a person gave to the files to read, each with its name."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from corpus.errors import UnreadableFileError
from corpus.loaders import SUPPORTED_SUFFIXES
from corpus.manifest import MANIFEST_NAME, ManifestEntry, ManifestError, read_manifest, shipped_folder
from corpus.read import hash_file
from corpus.zips import LITTER, copy_member, hash_member, list_members

SHIPPED = "shipped:"
UPLOADED = "upload:"
ARCHIVE_SUFFIX = ".zip"
_MEMBER_MARK = "!"
"""Between a ZIP and the file in it, in an origin."""
_EXCEPT = "except:"
"""Before a root that could not be looked into: what is known from it stays."""
_LINK_TO_FOLDER = "这是指向另一文件夹的链接,不跟随;请直接导入那个文件夹。 (A link to a folder is not followed; ingest that folder.)"
_DANGLING = "这个链接指向的文件不存在。 (This link leads to no file.)"
_NO_FILE = "这不是普通文件,无法读取。 (This is no ordinary file.)"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to take in."""

    path: Path
    """The file, or the ZIP that holds it."""
    origin: str
    """What the file is known by from one ingest to the next: its absolute path, or shipped:…, or ZIP!name."""
    file: str
    """The name people see, relative to the folder they gave, with forward slashes."""
    entry: ManifestEntry | None = None
    """What a manifest states of the file."""
    manifest_is_readable: bool = True
    """False where a manifest is there and says nothing that can be understood."""
    member: str | None = None
    """Name of the file inside the ZIP at ``path``, or None where ``path`` is the file itself."""

    @property
    def suffix(self) -> str:
        """Ending of the file's name, in lower case, with its dot."""
        suffix = PurePosixPath(self.file).suffix if self.member is not None else self.path.suffix
        # A loader's name, and nothing else: it becomes part of a file's name in the home.
        return suffix.lower() if suffix.lower() in SUPPORTED_SUFFIXES else ""

    def hash(self) -> str:
        """Hexadecimal SHA-256 of the file's bytes.

        Raises:
            UnreadableFileError: It cannot be opened.
        """
        return hash_file(self.path) if self.member is None else hash_member(self.path, self.member)

    def copy_to(self, target: Path) -> None:
        """Write the file's bytes to ``target``.

        Raises:
            UnreadableFileError: The file itself is gone or damaged; trouble with ``target`` is an OSError.
        """
        if self.member is not None:
            copy_member(self.path, self.member, target)
            return
        try:
            source = self.path.open("rb")
        except OSError as error:
            raise UnreadableFileError(
                f"文件已无法打开({error.strerror}),可能刚被移动或删除;请重新导入。 "
                "(The file cannot be opened any more; run the same command again.)"
            ) from error
        with source, target.open("wb") as stream:
            shutil.copyfileobj(source, stream, 1 << 20)


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found under the given paths."""

    sources: tuple[Source, ...]
    failed: tuple[tuple[str, str], ...]
    """(file, reason) of what is there and cannot be taken in."""
    roots: tuple[str, ...]
    """For ``is_under``: which origins lie under the given paths."""


def scan_paths(paths: Sequence[Path]) -> Scan:
    """Find the files under ``paths``: folders are walked and ZIPs looked into.

    Hidden files, the litter of file managers and manifests are passed over; links to folders are not
    followed, which is said among ``failed``.
    """
    scan = _Scanner()
    for path in paths:
        absolute = path.absolute()
        scan.roots.append(_readable(str(absolute)))
        try:
            mode = absolute.stat().st_mode
        except FileNotFoundError:
            scan.failed.append((_readable(str(path)), "There is no such file or folder. Check the path."))
        except OSError as error:  # a name that is too long, a folder closed to us
            scan.failed.append(
                (_readable(str(path)), f"It cannot be opened ({error.strerror}). Check the path.")
            )
            scan.roots.append(_EXCEPT + _readable(str(absolute)))
        else:
            if stat.S_ISDIR(mode):
                scan.add_folder(absolute)
            elif stat.S_ISREG(mode):
                scan.add_file(absolute, absolute.name, named=True)
            else:
                scan.failed.append((_readable(str(path)), "This is neither a file nor a folder."))
    return Scan(tuple(dict.fromkeys(scan.sources)), tuple(scan.failed), tuple(scan.roots))


class _Scanner:
    def __init__(self) -> None:
        self.sources: list[Source] = []
        self.failed: list[tuple[str, str]] = []
        self.roots: list[str] = []

    def add_folder(self, folder: Path) -> None:
        """Take the files of a folder, in the order of their names."""
        manifest = folder / MANIFEST_NAME
        entries: dict[str, ManifestEntry] = {}
        is_readable = True
        try:
            entries = read_manifest(manifest) if manifest.is_file() else {}
        except ManifestError as error:
            # The documents come in all the same, and what was stated of them before still holds.
            self.failed.append((MANIFEST_NAME, str(error)))
            is_readable = False
        for found in sorted(self._walk(folder)):
            file = found.relative_to(folder).as_posix()
            if file != MANIFEST_NAME:
                self.add_file(found, file, entries.get(file), is_readable, named=False)

    def add_file(
        self,
        path: Path,
        file: str,
        entry: ManifestEntry | None = None,
        manifest_is_readable: bool = True,
        *,
        named: bool,
    ) -> None:
        """Take one file; one that was ``named`` is tried whatever its ending."""
        file, origin = _readable(file), _readable(str(path))
        suffix = path.suffix.lower()
        if suffix == ARCHIVE_SUFFIX:
            self._add_archive(path, file, origin)
        elif named or suffix in SUPPORTED_SUFFIXES:
            self.sources.append(Source(path, origin, file, entry, manifest_is_readable))
        else:
            self.failed.append((file, unsupported(path)))

    def _add_archive(self, path: Path, file: str, origin: str) -> None:
        try:
            contents = list_members(path)
        except UnreadableFileError as error:
            self.failed.append((file, str(error)))
            self.roots.append(_EXCEPT + origin)
            return
        for member in contents.members:
            shown = _readable(member.shown)
            if PurePosixPath(shown).suffix.lower() in SUPPORTED_SUFFIXES:
                self.sources.append(
                    Source(path, f"{origin}{_MEMBER_MARK}{shown}", f"{file}/{shown}", member=member.name)
                )
            else:
                self.failed.append((f"{file}/{shown}", unsupported(PurePosixPath(shown))))
        self.failed += [(f"{file}/{_readable(shown)}", reason) for shown, reason in contents.refused]

    def _walk(self, folder: Path) -> Iterator[Path]:
        def cannot_enter(error: OSError) -> None:
            # A folder closed to us is not an empty one: what came from it before stays.
            closed = Path(str(error.filename))
            name = _readable(closed.relative_to(folder).as_posix() if closed != folder else closed.name)
            self.failed.append((name, "This folder cannot be opened. Ask for the right to read it."))
            self.roots.append(_EXCEPT + _readable(str(closed)))

        for parent, folders, files in os.walk(folder, onerror=cannot_enter):
            folders[:] = [name for name in folders if not _is_passed_over(name)]
            for name in folders:
                path = Path(parent, name)
                if path.is_symlink():
                    self._refuse(path, folder, _LINK_TO_FOLDER)
            for name in files:
                path = Path(parent, name)
                if _is_passed_over(name):
                    continue
                if path.is_file():
                    yield path
                else:
                    self._refuse(path, folder, _DANGLING if path.is_symlink() else _NO_FILE)

    def _refuse(self, path: Path, folder: Path, reason: str) -> None:
        """Report what is there and is not taken in; what came from it before stays."""
        self.failed.append((_readable(path.relative_to(folder).as_posix()), reason))
        self.roots.append(_EXCEPT + _readable(str(path)))


def _is_passed_over(name: str) -> bool:
    """Hidden files, the lock files of office programs, and what file managers leave in every folder."""
    return name.startswith((".", "~$")) or name.lower() in LITTER


def scan_shipped(*, samples: bool = True) -> Scan:
    """The documents that come with the program, each with what its manifest states."""
    folder = shipped_folder()
    sources = [
        Source(folder / file, f"{SHIPPED}{file}", file, entry)
        for file, entry in read_manifest(folder / MANIFEST_NAME).items()
        if samples or not entry.sample
    ]
    return Scan(tuple(sources), (), (SHIPPED,))


def scan_upload(path: Path, name: str) -> Scan:
    """A file that came over the network, known by the name it was given there and not by where it lies.

    So a second file of the same name takes the place of the first.

    Args:
        name: As the sender calls it; folders in it are dropped.
    """
    file = PurePosixPath(name.replace("\\", "/")).name or path.name
    scan = scan_paths([path])
    here = str(path.absolute())
    sources = tuple(
        replace(
            source,
            origin=UPLOADED + file + source.origin.removeprefix(here),
            file=file + source.file.removeprefix(path.name),
        )
        for source in scan.sources
    )
    failed = tuple((file + at.removeprefix(path.name), reason) for at, reason in scan.failed)
    return Scan(sources, failed, ())


def is_under(origin: str, roots: Sequence[str]) -> bool:
    """Whether a stored name lies under one of the given paths, and under none that could not be opened."""
    kept = [root.removeprefix(_EXCEPT) for root in roots if root.startswith(_EXCEPT)]
    return any(_is_below(origin, root) for root in roots) and not any(
        _is_below(origin, root) for root in kept
    )


def _is_below(origin: str, root: str) -> bool:
    if root == SHIPPED:
        return origin.startswith(SHIPPED)
    return origin == root or origin.startswith((root.rstrip("/") + "/", root + _MEMBER_MARK))


def unsupported(path: Path | PurePosixPath) -> str:
    """The reason given for a file that no loader reads."""
    kinds = " ".join(sorted(suffix.lstrip(".").upper() for suffix in {*SUPPORTED_SUFFIXES, ARCHIVE_SUFFIX}))
    ending = path.suffix.lower() or "no ending"
    return f"This kind of file ({ending}) is not read. Convert it to one of: {kinds}."


def _readable(name: str) -> str:
    """``name`` with bytes that are no UTF-8 made readable: unpacked by an old program they are GBK."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "backslashreplace")
    return name
