"""Tables as CSV, which every office program opens, and as Markdown, which every editor shows."""

from __future__ import annotations

import csv
import html
import re
from pathlib import Path

from assistant.exports.sheet import SAMPLE_MARK, Sheet, neutralise


def write_csv(sheet: Sheet, path: Path) -> None:
    """Headings and rows; with a byte order mark, without which Excel reads Chinese as noise."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(neutralise(heading) for heading in sheet.headings)
        for row in sheet.rows:
            writer.writerow(neutralise(cell) for cell in row)


def write_markdown(sheet: Sheet, path: Path) -> None:
    """A title, the notes and one table; nothing in a cell is read as markup."""
    lines = [f"# {escape_markdown(sheet.title)}", ""]
    lines += [line for note in sheet.notes for line in (escape_markdown(note), "")]
    lines.append("| " + " | ".join(escape_markdown(heading) for heading in sheet.headings) + " |")
    lines.append("|" + " --- |" * len(sheet.headings))
    lines += ["| " + " | ".join(escape_markdown(cell) for cell in row) + " |" for row in sheet.rows]
    if any(sheet.marked):
        lines += ["", f"{SAMPLE_MARK}:含有该标记的行以虚构的演示文件为依据,不得作为评估结论使用。"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def escape_markdown(text: str) -> str:
    """``text`` on one line, to be read by a Markdown reader as nothing but text."""
    escaped = re.sub(r"([\\`*_\[\]|#$~])", r"\\\1", html.escape(text, quote=False))
    return re.sub(r"\s*\n\s*", "<br>", escaped)
