"""Read a saved web page: the document on it, without the site around it.

The document is found by weight, not by the names of one site's boxes: each element weighs the characters
of its sentences outside links; from the body downward the heaviest child is followed as long as it holds
nearly all the weight. A second copy of the text (many government pages carry one for reading aloud) does
not count. What the page states in its fields, as meta tags or as a block of labels above the text, becomes
hints. Nothing is fetched, and no script is run.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import LoadedText
from corpus.errors import UnreadableFileError
from corpus.loaders.canonical import TextBuilder, clean_line, clean_lines
from corpus.loaders.html_fields import lines_around, lines_of_block, read_fields, read_title, title_above
from corpus.loaders.html_site import drop, drop_site, is_link_list, weight, without_tools
from corpus.loaders.numbering import format_number
from corpus.loaders.tables import Cell, GridRow, cell_text, write_table
from corpus.loaders.text import decode, read_bytes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_BYTES = 64 * 1024 * 1024
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.I)
_BLOCKS = {
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "ul",
    "ucapcontent", "html", "legend", "caption", "tr", "td", "th", "tbody", "thead", "tfoot",
}  # fmt: skip
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CONTROL_REFERENCE = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]|d[89a-f]..)|0*(?:[0-8]|1[124-9]|2\d|3[01]));?(?![0-9a-f])", re.I
)
_FRAMES = ("iframe", "object", "embed")
_LINK_LISTS = {"ul", "ol", "div", "li", "dl", "section", "td", "table"}
_LEAVES = {"p", "pre", "span", "font", "ul", "ol", "li", "tr", "td"} | _HEADINGS
"""What holds a part of a document and never all of it beside a second copy."""
_FOLLOW_SHARE = 0.8
_MAX_DEPTH = 250  # deeper than the parser lets elements nest


def load(path: Path) -> LoadedText:
    """The document on a web page.

    Raises:
        UnreadableFileError: No HTML in it, or in no encoding known here.
        NoTextError: A page without text, such as one that only a script would fill.
    """
    source, warning = _decode_page(_page_of(read_bytes(path, MAX_BYTES)))
    root = _parse(source)
    builder = TextBuilder()
    if warning:
        builder.warn(warning)
    body = root.find("body")
    body = root if body is None else body
    if any(".pdf" in (frame.get("src") or frame.get("data") or "").lower() for frame in body.iter(*_FRAMES)):
        builder.warn(
            "网页里嵌有 PDF,其中文字未收入,请另行导入该文件。 (The page shows a PDF inside it; add that file too.)"
        )
    fields_title = read_title(root)
    drop_site(body)
    main = _find_main(body)
    read_fields(root, [*lines_around(body, main), *lines_of_block(main)], builder.hints)
    title = fields_title or title_above(main)
    _Writer(builder, title).write(main)
    # A title over nothing is no document: a script was to fetch it.
    if title and builder.length <= len(clean_line(title)):
        builder = TextBuilder()
    if pictures := sum(1 for picture in main.iter("img") if not _is_icon(picture)):
        builder.warn(f"正文含 {pictures} 幅图片,图中文字未收入。 (Text in pictures was left out.)")
    if fields_title:
        builder.hints["title"] = fields_title
    return builder.finish(
        "网页里没有正文文字(可能由脚本加载);请在浏览器中打开后另存为 PDF 再导入。 (There is no text on the page; a script may load it: print it to PDF.)"
    )


def _page_of(data: bytes) -> bytes:
    """The page itself, out of the archive with its pictures as which a browser or Word may have saved it."""
    if not data[:200].lstrip().lower().startswith((b"mime-version:", b"from: <saved by", b'from: "saved by')):
        return data
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and isinstance(content, bytes):
            if (charset := part.get_content_charset()) and not _CHARSET.search(content[:8192]):
                return f'<meta charset="{charset}">'.encode() + content
            return content
    raise UnreadableFileError("网页存档里没有网页。 (There is no page in this web archive.)")


def _decode_page(data: bytes) -> tuple[str, str | None]:
    declared = _CHARSET.search(data[:8192])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii").lower()
        # Pages that say gb2312 use characters beyond it; GB18030 reads all of that family.
        name = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else name
        try:
            return data.decode(name), None
        except (UnicodeDecodeError, LookupError):
            pass  # what a page declares may be wrong: decide by trying, as for plain text
    return decode(data)


def _parse(source: str) -> HtmlElement:
    from lxml import etree, html

    # Control characters, written or referred to, are in no document, and lxml refuses to move them.
    source = _CONTROL_REFERENCE.sub("", _CONTROLS.sub("", source))
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)  # lxml refuses a declared encoding in decoded text
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError("网页内容为空或已损坏。 (The page is empty or damaged.)") from error
    return root


def _find_main(body: HtmlElement) -> HtmlElement:
    element = body
    for _ in range(_MAX_DEPTH):
        children = [child for child in element if isinstance(child.tag, str)]
        if not children:
            return element
        weights = {child: weight(child) for child in children}
        best = max(children, key=lambda child: weights[child])
        copies = _copies(best, children, weights)
        for copy in copies:
            weights.pop(copy)
            drop(copy)
        loose = sum(len("".join((child.tail or "").split())) for child in children)
        loose += len("".join((element.text or "").split()))
        if not weights[best] or weights[best] < _FOLLOW_SHARE * (sum(weights.values()) + loose):
            return element
        if best.tag in _LEAVES or _has_peer(best, children):
            return element
        if best.tag == "table" and _is_data_table(best):
            return element
        element = best
    return element


def _has_peer(best: HtmlElement, children: list[HtmlElement]) -> bool:
    """Whether another child is set as the heaviest one is, and holds sentences: a shorter part of one document."""
    return any(
        child.tag == best.tag and child.get("class") == best.get("class") and _sentences(child) > 0
        for child in children
        if child is not best
    )


def _sentences(element: HtmlElement) -> int:
    """How many sentences end in an element outside of links."""
    linked = sum(link.text_content().count("。") for link in element.iter("a"))
    return int(element.text_content().count("。") - linked)


def _copies(
    best: HtmlElement, children: list[HtmlElement], weights: dict[HtmlElement, int]
) -> list[HtmlElement]:
    """Siblings that only say again what ``best`` says: a second copy of the document, not of one paragraph."""
    whole = "".join(best.text_content().split())
    found: list[HtmlElement] = []
    if best.tag in _LEAVES:
        return found
    for child in children:
        if child is best or weights[child] < 0.3 * weights[best]:
            continue
        text = "".join(child.text_content().split())
        pieces = [text[i : i + 30] for i in range(0, len(text) - 30, max(30, len(text) // 40))]
        if pieces and sum(piece in whole for piece in pieces) >= 0.7 * len(pieces):
            found.append(child)
    return found


def _is_data_table(table: HtmlElement) -> bool:
    """A table of data: several rows of several cells, none of which is a page of text by itself."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    widths = [sum(cell.tag in ("td", "th") for cell in row) for row in rows]
    if len(rows) < 2 or max(widths, default=0) < 2:
        return False
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    longest = max(len(cell.text_content()) for cell in cells)
    return longest < 3000 and not any(cell.find(".//table") is not None for cell in cells)


class _Writer:
    """Writes an element's blocks in order, each as the lines a browser would show."""

    def __init__(self, builder: TextBuilder, title: str) -> None:
        self._builder = builder
        self._line: list[str] = []
        self._title = title
        self._started = False

    def write(self, main: HtmlElement) -> None:
        squeezed = "".join(main.text_content().split())
        if self._title and "".join(self._title.split())[:40] not in squeezed[:400]:
            self._builder.write(self._title)
        self._walk(main, 0)
        self._flush()

    def _flush(self, level: int = 0) -> None:
        text = "".join(self._line)
        self._line = []
        kept = [line for line in map(without_tools, clean_lines(text)) if line]
        if level and kept:
            self._builder.write_heading(" ".join(kept), level)
        elif kept:
            self._builder.write("\n".join(kept))

    def _walk(self, element: HtmlElement, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag == "br":
            self._line.append("\n")
            return
        if tag == "table" and _is_data_table(element):
            self._flush()
            write_table(self._builder, _grid(element))
            return
        block = tag in _BLOCKS or tag in _HEADINGS or tag == "table"
        if block:
            self._flush()
            if tag in _LINK_LISTS and is_link_list(element):
                return
        if tag == "li":
            self._line.append(_list_label(element))
        keep_breaks = tag == "pre"
        self._add(element.text, keep_breaks)
        for child in element:
            if depth < _MAX_DEPTH:
                self._walk(child, depth + 1)
            self._add(child.tail, keep_breaks)
        if block:
            self._flush(int(tag[1]) if tag in _HEADINGS else 0)

    def _add(self, text: str | None, keep_breaks: bool) -> None:
        if text:
            self._line.append(text if keep_breaks else _collapse(text))


def _collapse(text: str) -> str:
    """White space as a browser shows it, but a line break between Chinese characters is nothing."""
    text = re.sub(
        r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]+\s*(?=[\u3000-\u9fff\uff00-\uffef])", "", text
    )
    return re.sub(r"[ \t\r\n\f\v]+", " ", text)


def _is_icon(picture: HtmlElement) -> bool:
    """A picture that says of itself that it is small, or that a file stands behind it."""
    size = re.match(r"\s*(\d+)", picture.get("width") or picture.get("height") or "")
    return bool(size and int(size[1]) <= 48) or "icon" in (picture.get("src") or "").lower()


def _list_label(item: HtmlElement) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "none" in (parent.get("style") or ""):
        return ""
    try:
        start = int(parent.get("start", "1"))
    except ValueError:
        start = 1
    number = start + sum(1 for sibling in item.itersiblings("li", preceding=True))
    style = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
    return f"{format_number(number, style.get(parent.get('type', '1'), 'decimal'))}."


def _grid(table: HtmlElement) -> list[GridRow]:
    rows: list[GridRow] = []
    hanging: dict[int, tuple[int, Cell]] = {}
    origin = 0
    elements = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for number, element in enumerate(elements, 1):
        cells: dict[int, Cell] = {}
        next_hanging: dict[int, tuple[int, Cell]] = {}
        for column, (left, cell) in hanging.items():
            cells[column] = cell
            if left > 1:
                next_hanging[column] = (left - 1, cell)
        column = 0
        tags = []
        for item in element:
            if item.tag not in ("td", "th"):
                continue
            tags.append(item.tag)
            while column in cells:
                column += 1
            origin += 1
            cell = Cell(_cell_text(item), origin)
            for _ in range(_span(item, "colspan")):
                cells[column] = cell
                if (down := _span(item, "rowspan")) > 1:
                    next_hanging[column] = (down - 1, cell)
                column += 1
        hanging = next_hanging
        width = max(cells, default=-1) + 1
        row = tuple(cells.get(place, Cell("", -1)) for place in range(width))
        parent = element.getparent()
        header = bool(tags) and all(tag == "th" for tag in tags)
        rows.append(GridRow(number, row, header or (parent is not None and parent.tag == "thead")))
    return rows


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return min(max(int(value), 1), 200) if value.isdigit() else 1


def _cell_text(cell: HtmlElement) -> str:
    """A cell's text, through a writer of its own, so that its paragraphs and breaks are known."""
    parts: list[str] = []
    line: list[str] = []

    def walk(element: HtmlElement, depth: int) -> None:
        block = element.tag in _BLOCKS or element.tag in _HEADINGS or element.tag in ("br", "table")
        if block and line:
            parts.append("".join(line))
            line.clear()
        line.append(_collapse(element.text or ""))
        for child in element:
            if isinstance(child.tag, str) and depth < _MAX_DEPTH:
                walk(child, depth + 1)
            line.append(_collapse(child.tail or ""))
        if block and line:
            parts.append("".join(line))
            line.clear()

    walk(cell, 0)
    return cell_text([*parts, "".join(line)])
