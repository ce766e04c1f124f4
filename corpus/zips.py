"""Look into a ZIP that somebody sent: which files are in it, and the bytes of each.

Nothing is unpacked under a name that the ZIP chose. Its table of contents is held against bounds before a
byte is unpacked, and what is unpacked never exceeds what the table states. Names written by Chinese Windows
programs carry GBK bytes without saying so, and are read as such.
"""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from corpus.errors import UnreadableFileError

MAX_MEMBERS = 5000
MAX_TOTAL_BYTES = 4 << 30
MAX_MEMBER_BYTES = 500 << 20
# Text packs to a twentieth of its size at best; pages drawn over and over to a two-hundredth.
MAX_RATIO = 250
_RATIO_FROM_BYTES = 20 << 20
_CHUNK = 1 << 20
_SAME_NAME = (
    "压缩包中有多个同名文件,只读取了最后一个;请改名后重新打包。 "
    "(Several files in the ZIP have this name; the last was read. Rename them and pack it anew.)"
)
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
LITTER = {"thumbs.db", "desktop.ini", "__macosx"}
"""What file managers leave in every folder."""
_ARCHIVES = {".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".jar"}


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a ZIP."""

    name: str
    """As the ZIP's table has it: the key by which it is read."""
    shown: str
    """As a person reads it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a ZIP, and what of it is refused: (name as shown, reason)."""

    members: tuple[Member, ...]
    refused: tuple[tuple[str, str], ...]


def list_members(path: Path) -> Contents:
    """What is in the ZIP at ``path``.

    Raises:
        UnreadableFileError: Not a ZIP, damaged, or made to swell beyond reason.
    """
    with _opened(path) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        _check_bounds(path, infos)
        members: dict[str, Member] = {}
        refused: dict[str, str] = {}
        for info in infos:
            shown = _shown_name(info)
            if any(
                (part.startswith((".", "~$")) and part != "..") or part.lower() in LITTER
                for part in _parts(shown)
            ):
                continue
            if reason := _reason_against(info, shown):
                refused[shown] = reason
            else:
                if shown in members:
                    refused[shown] = _SAME_NAME
                members[shown] = Member(info.filename, shown)
    return Contents(tuple(members.values()), tuple(refused.items()))


def hash_member(path: Path, name: str) -> str:
    """Hexadecimal SHA-256 of one file in a ZIP.

    Raises:
        UnreadableFileError: It is damaged, or gone.
    """
    digest = hashlib.sha256()
    for chunk in _chunks(path, name):
        digest.update(chunk)
    return digest.hexdigest()


def copy_member(path: Path, name: str, target: Path) -> None:
    """Write one file of a ZIP to ``target``.

    Raises:
        UnreadableFileError: It is damaged, or gone.
    """
    with target.open("wb") as stream:
        for chunk in _chunks(path, name):
            stream.write(chunk)


def _chunks(path: Path, name: str) -> Iterator[bytes]:
    with _opened(path) as archive:
        member = _open_member(archive, name)
        while chunk := _read(member):
            yield chunk


def _open_member(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        return archive.open(name)
    except (KeyError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnreadableFileError(
            "压缩包中的这个文件已损坏或不见了,请重新打包。 (This file in the ZIP is damaged or gone; pack it anew.)"
        ) from error


def _read(member: IO[bytes]) -> bytes:
    try:
        return member.read(_CHUNK)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise UnreadableFileError(
            "压缩包中的这个文件已损坏,请重新打包。 (This file in the ZIP is damaged; pack it anew.)"
        ) from error


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise UnreadableFileError(
            "压缩包已损坏或没有下载完整,无法打开;请重新获取。 (The ZIP is damaged or incomplete; get it again.)"
        ) from error
    with archive:
        yield archive


def _check_bounds(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > MAX_MEMBERS:
        raise UnreadableFileError(
            f"压缩包内超过 {MAX_MEMBERS} 个文件,请分成几个包。 (Too many files in the ZIP; split it.)"
        )
    # Members that share their packed bytes state more of them than the file has.
    overlapping = packed > path.stat().st_size
    swollen = total > _RATIO_FROM_BYTES and total > MAX_RATIO * max(packed, 1)
    if total > MAX_TOTAL_BYTES or swollen or overlapping:
        raise UnreadableFileError(
            "压缩包解压后体积异常(疑似压缩炸弹),已拒绝读取。 (The ZIP unpacks to an unreasonable size; refused.)"
        )


def _reason_against(info: zipfile.ZipInfo, shown: str) -> str:
    parts = _parts(shown)
    if shown.startswith(("/", "\\")) or ".." in parts or re.match("[A-Za-z]:", shown) or not parts:
        return "文件名指向压缩包之外,已拒绝。 (Its name points outside the ZIP; refused.)"
    if info.flag_bits & _ENCRYPTED:
        return "压缩包有密码,请先去除密码。 (The ZIP has a password; remove it first.)"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "这是一个链接,不是文件,已拒绝。 (A link, not a file; refused.)"
    if PurePosixPath(shown).suffix.lower() in _ARCHIVES:
        return "压缩包中的压缩包不读取,请先解压。 (An archive inside the ZIP is not read; unpack it first.)"
    if info.file_size > MAX_MEMBER_BYTES:
        return "文件超过 500 MB,请拆分后再导入。 (The file is larger than 500 MB; split it.)"
    return ""


def _parts(shown: str) -> list[str]:
    return [part for part in re.split(r"[/\\]", shown) if part not in ("", ".")]


def _shown_name(info: zipfile.ZipInfo) -> str:
    """The name as its author wrote it: zipfile takes unmarked names for code page 437."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    readings = []
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            readings.append(raw.decode(encoding))
    # Two characters of GBK may be well-formed UTF-8 for letters of another script: "通知" is.
    return next((name for name in readings if _looks_chinese(name)), (readings or [info.filename])[0])


def _looks_chinese(name: str) -> bool:
    beyond = re.sub(r"[\x20-\x7e]", "", name)
    return len(re.findall("[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef“”—…·]", beyond)) >= 0.5 * len(beyond)
