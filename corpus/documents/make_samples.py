"""Make the demonstration documents anew from their texts in samples/.

For maintainers; not part of the installed program. Needs python-docx, openpyxl and pypdf (the dev
group), LibreOffice (``soffice``) and the Noto CJK fonts (Debian: libreoffice-writer, fonts-noto-cjk):

    python corpus/documents/make_samples.py

Titles, numbers and dates come from manifest.toml, texts from samples/*.toml. A line of a text is told
by its beginning: 第一章, 一、, （一）, 1. as in any 公文; 表1 a caption; | a table row, the first of a
run being its header. Afterwards the sums in manifest.toml are brought up to date. The same texts and
the same versions of the tools give the same bytes: clocks, random ids and machine names are taken out.
"""

from __future__ import annotations

import hashlib
import html
import io
import math
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
MARK = "演示样例"
BANNER = "演示样例　数据均系虚构　不作依据"
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"

Row = list[str]
Block = tuple[str, Any]  # (kind, text) or ("table", rows)


def read_blocks(body: str) -> Iterator[Block]:
    """Tell headings, captions, tables and paragraphs apart."""
    table: list[Row] = []
    for line in body.strip().splitlines():
        if line.startswith("|"):
            table.append(line[1:].split("|"))
            continue
        if table:
            yield "table", table
            table = []
        if re.match(r"第[一二三四五六七八九十]+章", line):
            yield "chapter", line.replace(" ", "　", 1)
        elif re.match(r"[一二三四五六七八九十]+、", line):
            yield "heading", line
        elif re.match(r"表\d", line):
            yield "caption", line.replace(" ", "　", 1)
        elif line.startswith(f"（本文件为{MARK}"):
            yield "note", line
        else:
            yield "paragraph", re.sub(r"^(第[一二三四五六七八九十]+条) ", r"\1　", line)
    if table:
        yield "table", table


def lead_of(text: str) -> str:
    """The beginning of a paragraph that is set in bold: 第一条, or （一） with its heading."""
    found = re.match(r"第[一二三四五六七八九十]+条|（[一二三四五六七八九十]+）[^，。；]{2,20}。", text)
    return found.group() if found else ""


def chinese_date(date: str) -> str:
    """2023-01-10 as 2023年1月10日."""
    year, month, day = (int(part) for part in date.split("-"))
    return f"{year}年{month}月{day}日"


# --- DOCX, and PDF through it ---------------------------------------------------------------


def write_docx(path: Path, meta: dict[str, Any], sample: dict[str, Any]) -> None:
    """Write an A4 公文 with the mark in the header of each page and page numbers below."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin = Cm(3), Cm(2.4)
    page.left_margin = page.right_margin = Cm(2.7)

    def set_font(run: Any, name: str, points: float, *, bold: bool = False, grey: bool = False) -> None:
        run.font.name, run.font.size, run.font.bold = name, Pt(points), bold
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
        if grey:
            run.font.color.rgb = RGBColor(0x80, 0x80, 0x80)

    def add(
        text: str,
        font: str = SERIF,
        points: float = 14,
        *,
        bold: bool = False,
        align: str = "LEFT",
        indent: bool = False,
        before: float = 0,
        after: float = 0,
        style: str = "Normal",
    ) -> Any:
        paragraph = document.add_paragraph(style=style)
        form = paragraph.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), Pt(points * 1.8)
        form.alignment = getattr(WD_ALIGN_PARAGRAPH, align)
        form.widow_control = True
        if indent:
            form.first_line_indent = Pt(points * 2)
        lead = "" if bold else lead_of(text)
        for part, heavy in ((lead, True), (text[len(lead) :], bold)):
            if part:
                set_font(paragraph.add_run(part), font, points, bold=heavy)
        if style != "Normal":
            # Word's built-in title has a rule below it.
            borders = OxmlElement("w:pBdr")
            bottom = OxmlElement("w:bottom")
            bottom.set(qn("w:val"), "nil")
            borders.append(bottom)
            paragraph._p.get_or_add_pPr().insert_element_before(
                borders, "w:shd", "w:spacing", "w:ind", "w:jc"
            )
            for run in paragraph.runs:
                run.font.color.rgb = RGBColor(0, 0, 0)
                run.font.italic = False
        return paragraph

    header = page.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(header.add_run(BANNER), SANS, 9, grey=True)
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
        run = footer.add_run(text)
        set_font(run, SERIF, 9)
        if field:
            element = OxmlElement("w:fldSimple")
            element.set(qn("w:instr"), field)
            run._element.addprevious(element)
            inner = OxmlElement("w:r")
            shown = OxmlElement("w:t")
            shown.text = "1"
            inner.append(shown)
            element.append(inner)

    add(
        meta["title"],
        SERIF,
        sample.get("title_points", 18),
        bold=True,
        align="CENTER",
        before=10,
        after=6,
        style="Title",
    )
    add(meta["number"], SERIF, 13, align="CENTER", after=10)
    add(sample["address"], after=2)
    for kind, content in read_blocks(sample["body"]):
        if kind == "chapter":
            add(content, SANS, 14, bold=True, align="CENTER", before=8, after=4, style="Heading 1")
        elif kind == "heading":
            add(content, SANS, 14, bold=True, indent=True, before=4, style="Heading 1")
        elif kind == "caption":
            caption = add(content, SANS, 11, bold=True, align="CENTER", before=8, after=2)
            caption.paragraph_format.keep_with_next = True
        elif kind == "table":
            _add_docx_table(document, content, set_font)
        else:
            add(content, indent=True, align="JUSTIFY")
    # The signature never stands alone on a page.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    add(meta["issuer"], align="RIGHT", before=26).paragraph_format.keep_with_next = True
    add(chinese_date(meta["date"]), align="RIGHT")

    when = datetime.fromisoformat(meta["date"])
    core = document.core_properties
    core.title, core.author, core.subject, core.comments = meta["title"], meta["issuer"], MARK, ""
    core.created = core.modified = when
    core.last_modified_by, core.revision, core.keywords = "", 1, MARK
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(fix_zip(buffer.getvalue()))


def _add_docx_table(document: Any, rows: list[Row], set_font: Any) -> None:
    """A ruled table, columns as wide as their longest text asks, header repeated on each page."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    columns = [[row[x] for row in rows] for x in range(len(rows[0]))]
    widths = [Cm(width) for width in share_width(columns, 15.6)]
    for y, row in enumerate(rows):
        properties = table.rows[y]._tr.get_or_add_trPr()
        for tag in ("w:cantSplit", "w:tblHeader") if y == 0 else ("w:cantSplit",):
            properties.append(OxmlElement(tag))
        for x, text in enumerate(row):
            cell = table.cell(y, x)
            cell.width = widths[x]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = Pt(15)
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            # A table never begins with its last line or two on a page, and a small one is not torn.
            paragraph.paragraph_format.keep_with_next = y < (len(rows) - 1 if len(rows) <= 5 else 3)
            short = y == 0 or is_short(columns[x])
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if short else WD_ALIGN_PARAGRAPH.LEFT
            set_font(paragraph.add_run(text), SANS if y == 0 else SERIF, 9, bold=y == 0)
            cell._tc.get_or_add_tcPr().append(_centred(OxmlElement("w:vAlign"), qn("w:val")))
    for x, width in enumerate(widths):
        table.columns[x].width = width


def text_width(text: str) -> float:
    """Width in full characters; Latin letters and digits take about half."""
    return sum(0.7 if character.isascii() else 1.0 for character in text)


def is_short(column: Row) -> bool:
    """Whether a column holds short entries only, which are centred."""
    return max(text_width(text) for text in column) <= 8


def share_width(columns: list[Row], total_cm: float) -> list[float]:
    """Column widths: short columns fit on one line, the others share what is left."""
    widest = [max(text_width(text) for text in column) for column in columns]
    # 9-point characters are 0.318 cm wide, cells have 0.4 cm of margin; the rest keeps neighbours apart.
    fixed = [width * 0.318 + 0.5 if width <= 8 else 0.0 for width in widest]
    # By a root below one: the longest texts get more room without starving the others.
    wishes = [0.0 if known else width**0.6 for known, width in zip(fixed, widest, strict=True)]
    left = total_cm - sum(fixed)
    scale = left / sum(wishes) if sum(wishes) else 0.0
    return [known or wish * scale for known, wish in zip(fixed, wishes, strict=True)]


def _centred(element: Any, attribute: str) -> Any:
    element.set(attribute, "center")
    return element


def write_pdf(path: Path, meta: dict[str, Any], sample: dict[str, Any]) -> None:
    """Write the 公文 as PDF with embedded font subsets; properties and id depend on the text alone."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, ByteStringObject

    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "sample.docx"
        write_docx(word, meta, sample)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, str(word)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        pages = PdfReader(word.with_suffix(".pdf"))
        writer = PdfWriter()
        for page in pages.pages:
            writer.add_page(page)
    stamp = datetime.fromisoformat(meta["date"]).strftime("D:%Y%m%d%H%M%S+08'00'")
    writer.metadata = None
    writer.add_metadata(
        {
            "/Title": meta["title"],
            "/Author": meta["issuer"],
            "/Subject": MARK,
            "/CreationDate": stamp,
            "/ModDate": stamp,
        }
    )
    identity = ByteStringObject(hashlib.md5(sample["body"].encode(), usedforsecurity=False).digest())
    writer._ID = ArrayObject([identity, identity])
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    with path.open("wb") as stream:
        writer.write(stream)


# --- XLSX -----------------------------------------------------------------------------------


def write_xlsx(path: Path, meta: dict[str, Any], sample: dict[str, Any]) -> None:
    """Write a workbook whose every sheet opens with the marked title and the document's number."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="999999")
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for wanted in sample["sheets"]:
        sheet = book.create_sheet(wanted["name"])
        rows = [row for kind, table in read_blocks(wanted["body"]) if kind == "table" for row in table]
        columns = len(rows[0])
        for y, text in ((1, meta["title"]), (2, f"{meta['number']}　{wanted['name']}　{BANNER}")):
            sheet.cell(y, 1, text).font = Font(name=SANS, size=14 if y == 1 else 10, bold=y == 1)
            sheet.cell(y, 1).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            sheet.merge_cells(start_row=y, start_column=1, end_row=y, end_column=columns)
            sheet.row_dimensions[y].height = 30 if y == 1 else 20
        short = [is_short([row[x] for row in rows]) for x in range(columns)]
        for y, row in enumerate(rows, start=3):
            # Two column units hold one full character at 11 points; viewers do not grow rows by themselves.
            lines = max(
                math.ceil(text_width(text) * 2.2 / width)
                for text, width in zip(row, wanted["widths"], strict=True)
            )
            sheet.row_dimensions[y].height = 17 * lines + 5
            for x, text in enumerate(row, start=1):
                cell = sheet.cell(y, x, _number(text))
                head = y == 3
                cell.font = Font(name=SANS if head else SERIF, size=11, bold=head)
                cell.border = Border(left=line, right=line, top=line, bottom=line)
                middle = "center" if head or short[x - 1] else "left"
                cell.alignment = Alignment(horizontal=middle, vertical="center", wrap_text=True)
                if head:
                    cell.fill = PatternFill("solid", fgColor="E8EEF7")
        for x, width in enumerate(wanted["widths"]):
            sheet.column_dimensions[openpyxl.utils.get_column_letter(x + 1)].width = width
        sheet.freeze_panes = "A4"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
        sheet.oddHeader.center.text, sheet.oddFooter.center.text = BANNER, "— &P —"
        sheet.print_title_rows = "1:3"
    when = datetime.fromisoformat(meta["date"])
    book.properties.title, book.properties.creator, book.properties.subject = (
        meta["title"],
        meta["issuer"],
        MARK,
    )
    book.properties.created = when
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(fix_zip(buffer.getvalue(), modified=meta["date"]))


def _number(text: str) -> str | int | float:
    """A plain figure as a number, as a clerk's workbook would hold it."""
    if re.fullmatch(r"\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"\d+\.\d+", text) else text


def fix_zip(data: bytes, modified: str | None = None) -> bytes:
    """The same archive with every member dated 1980, and its own date of change set or left alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if modified and name == "docProps/core.xml":
                stamp = f">{modified}T00:00:00Z</dcterms:modified>".encode()
                content = re.sub(rb">[^<>]*</dcterms:modified>", stamp, content)
            member = zipfile.ZipInfo(name)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(member, content)
    return out.getvalue()


# --- HTML -----------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}_演示网站</title>
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{date}">
<meta name="ContentSource" content="{issuer}">
<style>
body {{ margin: 0; font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #222; }}
.banner {{ background: #b3261e; color: #fff; text-align: center; padding: 8px; }}
.top, .bottom {{ background: #f3f5f9; padding: 10px 24px; font-size: 14px; }}
.nav ul {{ list-style: none; display: flex; gap: 24px; margin: 0; padding: 12px 24px; background: #1d4f91; }}
.nav a {{ color: #fff; text-decoration: none; }}
.wrap {{ max-width: 1080px; margin: 16px auto; padding: 0 16px; }}
.crumbs {{ font-size: 14px; color: #666; }}
.meta {{ width: 100%; margin: 12px 0; border-collapse: collapse; font-size: 14px; }}
.meta td, .meta th {{ border: 1px solid #ccd; padding: 6px 12px; }}
.meta th {{ background: #f3f5f9; text-align: left; white-space: nowrap; }}
h1 {{ text-align: center; font-size: 26px; line-height: 1.5; }}
.number, .caption {{ text-align: center; }}
.article {{ line-height: 2; font-size: 17px; }}
.article p {{ text-indent: 2em; margin: 4px 0; }}
.article p.flush, .article p.number, .article p.caption {{ text-indent: 0; }}
.article p.sign {{ text-align: right; }}
.article h2 {{ font-size: 19px; text-indent: 2em; margin: 12px 0 4px; }}
.task {{ border-collapse: collapse; width: 100%; font-size: 14px; line-height: 1.6; }}
.task th, .task td {{ border: 1px solid #999; padding: 6px 8px; }}
.side {{ font-size: 14px; border-top: 1px solid #ccd; margin-top: 24px; }}
</style>
</head>
<body>
<div class="banner">{banner}</div>
<div class="top"><a href="#">无障碍浏览</a> | <a href="#">手机版</a> | <a href="#">登录</a></div>
<nav class="nav"><ul>
<li><a href="#">首页</a></li>
<li><a href="#">新闻中心</a></li>
<li><a href="#">信息公开</a></li>
<li><a href="#">办事服务</a></li>
<li><a href="#">互动交流</a></li>
</ul></nav>
<div class="wrap">
<div class="crumbs">当前位置：
<a href="#">首页</a> &gt; <a href="#">信息公开</a> &gt; <a href="#">工作报告</a></div>
<table class="meta">
<tr><th>标题</th><td colspan="3">{title}</td></tr>
<tr><th>发文机关</th><td>{issuer}</td><th>发文字号</th><td>{number}</td></tr>
<tr><th>成文日期</th><td>{day}</td><th>发布日期</th><td>{day}</td></tr>
</table>
<div class="article">
<h1>{title}</h1>
<p class="number">{number}</p>
<p class="flush">{address}</p>
{body}
<p class="sign">{issuer}</p>
<p class="sign">{day}</p>
</div>
<div class="side"><h3>相关阅读</h3><ul>
<li><a href="#">工作动态（演示链接）</a></li>
<li><a href="#">政策解读（演示链接）</a></li>
</ul></div>
</div>
<footer class="bottom">演示网站　网站地图　联系我们　{banner}</footer>
</body>
</html>
"""


def write_html(path: Path, meta: dict[str, Any], sample: dict[str, Any]) -> None:
    """Write a page as a department's site would: navigation around it, metadata above the text."""
    parts = []
    for kind, content in read_blocks(sample["body"]):
        if kind == "table":
            rows = []
            for y, row in enumerate(content):
                tag = "td" if y else "th"
                rows.append("<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row) + "</tr>")
            parts.append('<table class="task">\n' + "\n".join(rows) + "\n</table>")
        elif kind == "heading":
            parts.append(f"<h2>{html.escape(content)}</h2>")
        elif kind == "caption":
            parts.append(f'<p class="caption">{html.escape(content)}</p>')
        else:
            lead = lead_of(content)
            strong = f"<strong>{html.escape(lead)}</strong>" if lead else ""
            parts.append(f"<p>{strong}{html.escape(content[len(lead) :])}</p>")
    fields = {
        key: html.escape(value)
        for key, value in {**meta, "address": sample["address"]}.items()
        if isinstance(value, str)
    }
    page = PAGE.format(**fields, day=chinese_date(meta["date"]), banner=BANNER, body="\n".join(parts))
    path.write_text(page, encoding="utf-8", newline="\n")


WRITERS = {".docx": write_docx, ".pdf": write_pdf, ".xlsx": write_xlsx, ".html": write_html}


def update_sums() -> None:
    """Write the SHA-256 of each file into the manifest, leaving all else as it stands."""
    manifest = FOLDER / "manifest.toml"
    lines, file = [], ""
    for line in manifest.read_text(encoding="utf-8").splitlines():
        if found := re.match(r'\["(.+)"\]', line):
            file = found.group(1)
        if line.startswith("sha256 = "):
            line = f'sha256 = "{hashlib.sha256((FOLDER / file).read_bytes()).hexdigest()}"'
        lines.append(line)
    manifest.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> int:
    """Make every sample document; say which."""
    if not shutil.which("soffice"):
        print(
            "LibreOffice is missing: install it (Debian: apt-get install libreoffice-writer).",
            file=sys.stderr,
        )
        return 2
    entries = tomllib.loads((FOLDER / "manifest.toml").read_text(encoding="utf-8"))
    for source in sorted((FOLDER / "samples").glob("*.toml")):
        sample = tomllib.loads(source.read_text(encoding="utf-8"))
        path = FOLDER / sample["file"]
        WRITERS[path.suffix](path, entries[sample["file"]], sample)
        print(f"{path.stat().st_size:>8} bytes  {sample['file']}")
    update_sums()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
