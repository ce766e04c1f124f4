"""What does this file say?

In: the path of one file. Out: a ``LoadedText``: canonical text with pages, table rows, the headings
that the format marks, and what the format states of title, number and date. One module a format, each
with ``load(path)``; ``load_text`` chooses by the content, and the name's suffix only settles what the
content leaves open (plain text or Markdown).

``canonical`` holds the promises every text keeps, ``tables`` turns a grid into lines that can be quoted
alone. To add a format: write its module, teach ``sniff`` to know it, and name its suffix in
``SUPPORTED_SUFFIXES``.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

from corpus.document import LoadedText, LoadWarning
from corpus.errors import UnsupportedFormatError
from corpus.loaders.sniff import sniff

__all__ = ["SUPPORTED_SUFFIXES", "load_text"]

_FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".mht": "html",
    ".mhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".doc": "legacy",
    ".wps": "legacy",
    ".rtf": "legacy",
    ".xls": "legacy",
}
_NAMES = {"legacy": "旧版 Office 格式", "text": "纯文本", "markdown": "Markdown"}
SUPPORTED_SUFFIXES = frozenset(_FORMATS)
"""Lower-case suffixes, dot included, of the files that ``load_text`` reads."""


def load_text(path: Path) -> LoadedText:
    """Read one file.

    A file whose suffix does not fit its content is read as what it is, and a warning says so.

    Raises:
        UnreadableFileError: Missing, empty, broken or encrypted.
        UnsupportedFormatError: No loader reads this kind of file.
        NoTextError: Read without fault, and there is no text in it.
    """
    named = _FORMATS.get(path.suffix.lower())
    found = sniff(path)
    if found is None:
        if named is None:
            raise UnsupportedFormatError(
                f"不支持的文件类型“{path.suffix or '无扩展名'}”;可导入 "
                f"{'、'.join(sorted(SUPPORTED_SUFFIXES))}。 (This kind of file is not supported.)"
            )
        found = named if named in ("text", "markdown", "html") else "text"
    loaded: LoadedText = import_module(f"corpus.loaders.{found}").load(path)
    if found == named:
        return loaded
    warning = LoadWarning(
        f"扩展名“{path.suffix}”与内容不符,已按 {_NAMES.get(found, found.upper())} 读取。 "
        f"(The suffix does not fit the content; read as {found}.)"
    )
    return replace(loaded, warnings=(warning, *loaded.warnings))
