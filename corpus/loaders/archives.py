"""Open the ZIP container of DOCX and XLSX without trusting it.

A ZIP states how large its parts are and may lie: parts are read up to a bound and no further. XML is
parsed with entities, DTD loading and network off, so neither "billion laughs" nor an external
reference does anything.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UnreadableFileError

if TYPE_CHECKING:
    from lxml.etree import _Element

# The largest real DOCX text part seen was 12 MB; these bounds are generous and still fit in memory.
MAX_PART_BYTES = 200 * 1024 * 1024
MAX_TOTAL_BYTES = 1024 * 1024 * 1024
MAX_PARTS = 20_000
_BOMB_RATIO = 400
_BOMB_BYTES = 50 * 1024 * 1024


def open_archive(path: Path) -> zipfile.ZipFile:
    """The archive at ``path``, its table of contents checked against the bounds.

    Raises:
        UnreadableFileError: Not a ZIP, damaged, or made to swell beyond reason.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(
            "文件已损坏或没有下载完整,无法打开;请重新获取该文件。 (The file is damaged or incomplete.)"
        ) from error
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    swollen = total > _BOMB_BYTES and total > _BOMB_RATIO * max(packed, 1)
    if len(parts) > MAX_PARTS or total > MAX_TOTAL_BYTES or swollen:
        archive.close()
        raise UnreadableFileError(
            "文件解压后体积异常(疑似压缩炸弹),已拒绝读取。 (The file unpacks to an unreasonable size.)"
        )
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Bytes of one part, or None where the archive has none of that name."""
    try:
        with archive.open(name) as stream:
            data = stream.read(MAX_PART_BYTES + 1)
    except KeyError:
        return None
    except RuntimeError as error:  # zipfile's way to say "encrypted"
        raise UnreadableFileError(
            "文件已加密,请先去除密码再导入。 (The file is encrypted; remove its password first.)"
        ) from error
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(
            f"文件内容已损坏({name}),请重新获取该文件。 (Part {name} of the file is damaged.)"
        ) from error
    except Exception as error:
        # zlib, lzma and bz2 each raise errors of their own on a corrupt stream.
        raise UnreadableFileError(
            f"文件内容无法解压({name}),请重新获取该文件。 (Part {name} cannot be unpacked.)"
        ) from error
    if len(data) > MAX_PART_BYTES:
        raise UnreadableFileError(
            f"文件内容过大({name}),为安全已拒绝读取。 (Part {name} of the file is too large.)"
        )
    return data


def refuse_entities(archive: zipfile.ZipFile) -> None:
    """Refuse a container one of whose XML parts declares entities, before another library parses it.

    Raises:
        UnreadableFileError: An entity is declared.
    """
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            try:
                with archive.open(name) as stream:
                    head = stream.read(65536)
            except (
                zipfile.BadZipFile,
                OSError,
                EOFError,
                RuntimeError,
                ValueError,
                NotImplementedError,
                zlib.error,
            ):
                continue  # the reader of this part will meet the fault, and say so
            _check_entities(head)


def _check_entities(data: bytes) -> None:
    if b"<!ENTITY" in data[:65536] or "<!ENTITY".encode("utf-16-le") in data[:65536]:
        raise UnreadableFileError(
            "文件内含 XML 实体定义,出于安全已拒绝读取。 (The file declares XML entities; refused for safety.)"
        )


def parse_xml(data: bytes, name: str) -> _Element:
    """Root of an XML part, parsed without entities or network.

    Raises:
        UnreadableFileError: Not well-formed beyond what can be mended, or it declares entities.
    """
    from lxml import etree

    _check_entities(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFileError(
            f"文件内容已损坏({name}),请用 Word 或 WPS 打开后另存再导入。 (Part {name} is damaged; open and save it anew.)"
        ) from error
    if root is None:
        raise UnreadableFileError(
            f"文件内容已损坏({name}),请用 Word 或 WPS 打开后另存再导入。 (Part {name} is damaged; open and save it anew.)"
        )
    return root
