"""Tell what a file is by its first bytes, not by its name."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from corpus.errors import UnreadableFileError, UnsupportedFormatError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_WEB_ARCHIVE = re.compile(
    rb"^\s*(?:From: .{0,80}\r?\n)?(?:[\w-]+: .{0,400}\r?\n)*?MIME-Version: ?1\.0\b", re.I
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def sniff(path: Path) -> str | None:
    """ "pdf", "docx", "xlsx", "html", "legacy", or None: nothing but plain text could be in it.

    Raises:
        UnreadableFileError: Missing, empty or encrypted.
        UnsupportedFormatError: A format that is recognised and has no loader.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except FileNotFoundError as error:
        raise UnreadableFileError("文件不存在。 (The file does not exist.)") from error
    except IsADirectoryError as error:
        raise UnreadableFileError("这是一个文件夹,不是文件。 (This is a folder, not a file.)") from error
    except OSError as error:
        raise UnreadableFileError(f"文件无法读取:{error.strerror}。 (The file cannot be read.)") from error
    if not head.strip(b"\x00 \t\r\n"):
        raise UnreadableFileError("文件是空的,没有内容可读。 (The file is empty.)")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _sniff_archive(path)
    if head.startswith(_OLE):
        _refuse_encrypted(path)
        return "legacy"
    if head.startswith(b"{\\rtf"):
        return "legacy"
    if head.startswith(_PICTURES) and b"\x00" in head:
        raise UnsupportedFormatError(
            "这是图片文件,请先转为 PDF。 (This is a picture; turn it into a PDF first.)"
        )
    if _HTML.match(_without_mark(head)) or _WEB_ARCHIVE.match(head):
        return "html"
    return None


def _without_mark(head: bytes) -> bytes:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").encode()
    return head.removeprefix(b"\xef\xbb\xbf")


def _sniff_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(
            "文件已损坏或没有下载完整,无法打开;请重新获取该文件。 (The file is damaged or incomplete.)"
        ) from error
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("ppt/") for name in names):
        raise UnsupportedFormatError(
            "演示文稿暂不支持,请另存为 PDF。 (Slides are not supported; save as PDF.)"
        )
    if "OFD.xml" in names:
        raise UnsupportedFormatError(
            "OFD 版式文件暂不支持,请用阅读器另存为 PDF。 (OFD is not supported; save it as PDF.)"
        )
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        raise UnsupportedFormatError(
            "OpenDocument 文件(ODT、ODS)暂不支持,请另存为 DOCX 或 XLSX。 "
            "(OpenDocument is not supported; save it as DOCX or XLSX.)"
        )
    raise UnsupportedFormatError(
        "这是压缩包或其他打包文件,不是可读的文档。 (This is an archive, not a document that can be read.)"
    )


def _refuse_encrypted(path: Path) -> None:
    """A DOCX or XLSX with a password is wrapped in the container of the old formats."""
    with path.open("rb") as stream:
        data = stream.read(32 * 1024 * 1024)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFileError(
            "文件已加密,请先去除密码再导入。 (The file is encrypted; remove its password first.)"
        )
