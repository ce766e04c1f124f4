"""One table of text, and the file it is written to.

Every writer gets the same rows, so that what is handed in is what the JSON says. A cell from a document
that begins with = + - @ would be run as a formula by a spreadsheet; a leading ' makes it text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import UsageError

SAMPLE_MARK = "演示样例"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table; every row has as many cells as there are headings."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """Column widths in characters, as a spreadsheet counts them."""
    notes: tuple[str, ...] = ()
    """Said under the title: what the table was made from, how many of each verdict."""
    marked: tuple[bool, ...] = ()
    """For each row whether it rests on a demonstration document; empty: none does."""
    tinted: tuple[str, ...] = ()
    """For each row a colour name (good, bad, part, none) for its verdict; empty: no colours."""

    def is_marked(self, row: int) -> bool:
        """Whether a row rests on a demonstration document."""
        return bool(self.marked) and self.marked[row]


def neutralise(value: str) -> str:
    """The value as text that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def export_sheet(sheet: Sheet, path: Path) -> None:
    """Write the table in the format that the file's name asks for.

    Raises:
        UsageError: No writer makes this kind of file, or it cannot be written there.
    """
    writer = _writer(path.suffix.lower())
    try:
        writer(sheet, path)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written ({error.strerror}). Choose another folder or name."
        ) from error


def check_export(path: Path, formats: Sequence[str]) -> None:
    """Refuse a name that no writer serves before the work is done.

    Raises:
        UsageError: The ending is not among ``formats``, or the folder does not exist.
    """
    if path.suffix.lower() not in formats:
        raise UsageError(f"{path.name} cannot be exported. Use a name that ends in {', '.join(formats)}.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}. Create it, or choose another.")


def _writer(suffix: str) -> Callable[[Sheet, Path], None]:
    if suffix == ".xlsx":
        from assistant.exports.xlsx import write_xlsx

        return write_xlsx
    if suffix == ".docx":
        from assistant.exports.docx import write_docx

        return write_docx
    if suffix == ".csv":
        from assistant.exports.plain import write_csv

        return write_csv
    if suffix == ".md":
        from assistant.exports.plain import write_markdown

        return write_markdown
    raise UsageError(f'Nothing is exported as "{suffix}". Use a name that ends in .xlsx, .csv, .docx or .md.')
