"""Read plain text, whatever of the usual encodings it is in.

The encoding is decided by trying strictly, never by statistics over a sample: a byte order mark, then
UTF-8, then UTF-16 without a mark, then GB18030. GB18030 accepts nearly any bytes, so what it gives
must also look like writing: most of its characters in GB2312, which a wrong guess does not produce.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from corpus.document import LoadedText
from corpus.errors import UnreadableFileError
from corpus.loaders.canonical import TextBuilder

MAX_BYTES = 64 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY = "文件内容不是文字(二进制数据),请提供文本文件。 (The content is binary data, not text.)"
_UNKNOWN = "无法识别文件的文字编码,请另存为 UTF-8 后再导入。 (Unknown text encoding; save the file as UTF-8.)"


def load(path: Path) -> LoadedText:
    """Plain text, one paragraph for each line that is not empty."""
    text, warning = decode(read_bytes(path, MAX_BYTES))
    builder = TextBuilder()
    builder.write(text)
    if warning:
        builder.warn(warning)
    return builder.finish("文件里没有文字。 (There is no text in the file.)")


def read_bytes(path: Path, limit: int) -> bytes:
    """The file's bytes.

    Raises:
        UnreadableFileError: Missing, not readable, or larger than ``limit`` bytes.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise UnreadableFileError(f"文件无法读取:{error.strerror}。 (The file cannot be read.)") from error
    if len(data) > limit:
        raise UnreadableFileError(
            f"文件超过 {limit // 1024 // 1024} MB 的上限,请拆分后再导入。 (The file is too large.)"
        )
    return data


def decode(data: bytes) -> tuple[str, str | None]:
    """Text of ``data`` and, where some bytes were unreadable, a warning.

    Raises:
        UnreadableFileError: Binary, or in none of the encodings known here.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and not _is_binary(text):
        return text, None
    for encoding in ("utf-16-le", "utf-16-be", "gb18030"):
        if encoding == "gb18030" and b"\x00" in data:
            break
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _is_binary(text) and _looks_written(text):
            return text, None
    if not data:
        return "", None
    if b"\x00" in data:
        raise UnreadableFileError(_BINARY)
    return _decode_damaged(data)


def _decode_marked(data: bytes, encoding: str) -> tuple[str, str | None]:
    try:
        text, warning = data.decode(encoding), None
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        warning = _damage_warning(text)
    if _is_binary(text):
        raise UnreadableFileError(_BINARY)
    return text, warning


def _decode_damaged(data: bytes) -> tuple[str, str]:
    """A text of one known encoding with a few broken bytes is read, and the damage said."""
    best = min(
        (data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")),
        key=lambda text: text.count("\ufffd"),
    )
    if _is_binary(best):
        raise UnreadableFileError(_BINARY)
    # 1 in 100 is the most that a transfer fault leaves; a wrong encoding gives many times that.
    if best.count("\ufffd") > max(1, len(best) // 100) or not _looks_written(best):
        raise UnreadableFileError(_UNKNOWN)
    return best, _damage_warning(best)


def _damage_warning(text: str) -> str:
    return f"文件中有 {text.count(chr(0xFFFD))} 处字节无法解码,以 \ufffd 标出。 (Some bytes could not be decoded.)"


def _is_binary(text: str) -> bool:
    return "\x00" in text or len(_CONTROLS.findall(text)) > max(3, len(text) // 200)


def _looks_written(text: str) -> bool:
    """Whether the characters beyond ASCII are mostly those that Chinese writing uses."""
    beyond = [character for character in text[:20_000] if not character.isascii()]
    if not beyond:
        return True
    common = sum(_is_common(character) for character in beyond)
    return common >= 0.9 * len(beyond)


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return character in "〔〕—–•\u00a0\u200b\ufeff€"
    return True
