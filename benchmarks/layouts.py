"""How wholly printed pages are read: python -m benchmarks.layouts TEXTS.jsonl [--documents 40] [--seed 1].

Texts (one JSON object per line, with ``text``; its paragraphs are parted by blanks or line breaks) are set as offices
set them, in layouts drawn by chance, printed to PDF, and read back. Two programs print: Chromium (web pages) and
LibreOffice (Word files); one that is not installed is named and left out.

Per program are printed the documents and their paragraphs; the share of paragraphs that are read as one line of their
own, neither broken nor joined to another; recall and precision of runs of five Chinese characters, as in
``benchmarks.twins``; and how many documents have a recall below 0.99. Where nothing parts two paragraphs but a line that
happens to be full, no reader can tell them apart: layouts without indent and room are among those drawn, and keep the
first share below 1.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation import read_lines
from benchmarks.twins import shared_runs
from corpus.read import read_document

SHORTEST, LONGEST = 1500, 9000
"""Characters of the texts taken: some pages each."""
_HEADING = re.compile("[一二三四五六七八九十]+、.{2,40}")
_SERIF, _SANS = ("Noto Serif CJK SC", "AR PL UMing CN"), ("Noto Sans CJK SC", "WenQuanYi Zen Hei")
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


@dataclass(frozen=True, slots=True)
class Layout:
    """How one document is set: sizes in points, lengths in em."""

    font: str
    size: float
    leading: float
    indent: int
    room: float
    """Above each paragraph."""
    columns: int
    justified: bool
    head: bool
    """In Word a running head with the title; a browser prints the date and the page's address."""


def draw_layout(chance: random.Random) -> Layout:
    """A layout as offices use them."""
    return Layout(
        font=chance.choice(_SERIF + _SANS),
        size=chance.choice((10.5, 12, 14, 16)),
        leading=chance.choice((1.3, 1.5, 1.8)),
        indent=chance.choice((2, 2, 2, 0)),
        room=chance.choice((0, 0, 0.5)),
        columns=2 if chance.random() < 0.25 else 1,
        justified=chance.random() < 0.7,
        head=chance.random() < 0.5,
    )


def print_in_browser(paragraphs: Sequence[str], layout: Layout, path: Path) -> None:
    """Print a web page of the paragraphs to ``path``."""
    title, *rest = map(html.escape, paragraphs)
    body = "".join(f"<h2>{one}</h2>" if _HEADING.fullmatch(one) else f"<p>{one}</p>" for one in rest)
    page = path.with_suffix(".html")
    page.write_text(
        f"""<meta charset="utf-8"><style>
@page {{ size: A4; margin: 25mm; @bottom-center {{ content: "— " counter(page) " —"; font-size: 9pt }} }}
body {{ font: {layout.size}pt/{layout.leading} "{layout.font}"; text-align: {"justify" if layout.justified else "left"} }}
h1 {{ font-size: {layout.size + 6}pt; text-align: center }} h2 {{ font-size: 1em; text-indent: {layout.indent}em }}
p {{ text-indent: {layout.indent}em; margin: {layout.room}em 0 }} div {{ column-count: {layout.columns} }}
</style><h1>{title}</h1><div>{body}</div>""",
        "utf-8",
    )
    heads = () if layout.head else ("--no-pdf-header-footer",)
    _run("chromium", *_FLAGS, *heads, f"--print-to-pdf={path}", page.as_uri())


def print_in_word(paragraphs: Sequence[str], layout: Layout, path: Path) -> None:
    """Print a Word file of the paragraphs to ``path``, by LibreOffice."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Mm, Pt

    document = Document()
    section, style = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height = Mm(210), Mm(297)
    style.font.size = Pt(layout.size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), layout.font)
    number = section.footer.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number.add_run("— ")
    number._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
    number.add_run(" —")
    if layout.head:
        section.header.paragraphs[0].add_run(paragraphs[0][:20])
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(paragraphs[0]).font.size = Pt(22)
    for text in paragraphs[1:]:
        paragraph = document.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if layout.justified else WD_ALIGN_PARAGRAPH.LEFT
        setting = paragraph.paragraph_format
        setting.line_spacing, setting.space_after = layout.leading, Pt(0)
        setting.space_before, setting.first_line_indent = (
            Pt(layout.room * layout.size),
            Pt(layout.indent * layout.size),
        )
    columns = section._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), str(layout.columns))
    document.save(str(path.with_suffix(".docx")))
    _run(
        "soffice",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(path.parent),
        str(path.with_suffix(".docx")),
    )


PRINTERS: dict[str, tuple[str, Callable[[Sequence[str], Layout, Path], None]]] = {
    "browser": ("chromium", print_in_browser),
    "word": ("soffice", print_in_word),
}


def _run(program: str, *arguments: str) -> None:
    subprocess.run([program, *arguments], capture_output=True, check=True, timeout=120)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text, those of a character or two left out."""
    return [part for part in re.split(r"[ \u3000\u00a0\n]+", text) if len(part) > 2]


def whole_paragraphs(read: str, paragraphs: Sequence[str]) -> int:
    """How many of the paragraphs are a line of their own in what was read."""
    lines = {"".join(line.split()) for line in read.split("\n")}
    return sum("".join(paragraph.split()) in lines for paragraph in paragraphs)


def main() -> None:
    """Set, print, read back, and print one line for each program."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    texts = [line["text"] for line in read_lines(asked.texts, ["text"])]
    texts = [text for text in texts if SHORTEST < len(text) < LONGEST]
    chosen = chance.sample(texts, min(asked.documents, len(texts)))
    print("printer   documents  paragraphs  whole   recall  precision  recall < 0.99")
    for name, (program, print_page) in PRINTERS.items():
        if shutil.which(program) is None:
            print(f"{name:9} left out: {program} is not installed")
            continue
        count = whole = low = 0
        recalls, precisions = [], []
        with tempfile.TemporaryDirectory() as folder:
            for index, text in enumerate(chosen):
                paragraphs, path = paragraphs_of(text), Path(folder, f"{index}.pdf")
                print_page(paragraphs, draw_layout(chance), path)
                read = read_document(path, path.name).text
                recall, precision, _ = shared_runs(read, "\n".join(paragraphs))
                count, whole = count + len(paragraphs), whole + whole_paragraphs(read, paragraphs)
                recalls.append(recall)
                precisions.append(precision)
                low += recall < 0.99
        print(
            f"{name:9} {len(chosen):9} {count:11}  {whole / max(1, count):.3f}  {_mean(recalls):.4f}  "
            f"{_mean(precisions):.4f}     {low}",
            flush=True,
        )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


if __name__ == "__main__":
    main()
