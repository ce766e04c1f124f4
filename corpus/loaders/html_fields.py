"""What a web page states of the document it carries: meta tags, and labelled fields around the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.loaders.canonical import clean_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Labels as government sites write them, with the field each fills, the better one first.
_LABELS = {
    "number": ("发文字号", "发文文号", "文件编号", "文号", "文件字号", "公文文号"),
    "issuer": ("发文机关", "发文机构", "制发机关", "印发机关", "发文单位", "发文部门"),
    # Who put the page up, which may be another office than the one that wrote the document.
    "publisher": ("发布机关", "发布机构", "公开机构", "发布单位"),
    "date": ("成文日期", "成文时间", "印发日期", "生成日期", "发文日期", "发文时间"),
    "published": ("发布日期", "发布时间", "公开日期", "日期", "时间"),
    "status": ("有效性", "文件状态", "时效性", "时效", "效力状态", "实施状态", "文件时效", "状态"),
    "source": ("信息来源", "文章来源", "稿件来源", "来源"),
    "title": ("文件名称", "标题", "名称"),
}  # fmt: skip
_STATES = (
    (re.compile("失效|废止"), "失效"),
    (re.compile("征求意见"), "征求意见稿"),
    (re.compile("试行"), "试行"),
    (re.compile("有效|现行"), "现行"),
)
_NAMES = frozenset(name for names in _LABELS.values() for name in names)
# A label is set wide to fill its column: 有 效 性, 标　　题.
_ALL = "|".join(r"\s{0,4}".join(name) for name in sorted(_NAMES, key=len, reverse=True))
_OTHER = "浏览字号|浏览次数|浏览量|阅读次数|点击数|统一编号|索引号|索引|主题分类|分类|主题词|体裁|组配分类|关键词|浏览|阅读|点击|字体|字号|打印|分享|作者|责任编辑|实施日期|失效日期|废止日期|有效期"
_FIELD = re.compile(
    rf"(?:^|(?<=[\s\[【|]))({_ALL})\s*[:：]?\s*[\]】]?\s*[:：]\s*(.*?)(?=\s*(?:[\s\[【|](?:{_ALL}|{_OTHER})\s*[:：\]】])|$)"
)
_BARE = re.compile(rf"^({_ALL})\s+(\S.*?)(?=\s+(?:{_ALL}|{_OTHER})(?:[\s:：]|$)|$)")
# The next field may follow without a space: 来源：市政府办公厅浏览字号：大 中 小.
_NEXT_FIELD = re.compile(rf"(?:{_ALL}|{_OTHER})\s*[:：]")
_OTHER_NAMES = frozenset(_OTHER.split("|"))
_OWN_NAMES = _NAMES & {*_LABELS["number"], *_LABELS["issuer"], "发布机构", "公开机构", "成文日期"} | {
    "索引号"
}
"""Labels that stand over an official document, and not over news or the columns of a table."""
_MAX_BLOCK = 800
_HOLDERS = ("p", "div", "li", "tr", "table", "ul", "ol", "dl", "section", "article")
_STAMP = re.compile(
    r"(?:19|20)\d\d\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}\s*日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?(?=\s|$)(?:\s*(?:信息|文章)?(?:来源|作者).*)?"
)
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})(?:\s*[-月./]\s*(\d{1,2}))?")
_META = {
    "title": ("articletitle", "og:title", "dc.title"),
    "date": (),
    "published": ("pubdate", "publishdate", "article:published_time", "dc.date", "others"),
    "source": ("contentsource", "source"),
    "issuer": (),
    "publisher": ("author", "dc.creator"),
}
_SITE_SUFFIX = re.compile(r"\s*(?:[-_|–—]{1,2}|--)\s*[^-_|–—]{2,40}$")
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_NOBODY = re.compile("^(?:本网|本站|网站|管理员|admin|无|未知|转载|-+)$", re.I)


def read_title(root: HtmlElement) -> str:
    """The document's title as the page states it; empty where it does not."""
    stated = _meta(root, "title")
    if stated:
        return stated
    headings = [clean_line(heading.text_content()) for heading in root.iter("h1")]
    headings = [heading for heading in headings if 4 <= len(heading) <= 200]
    if len(headings) == 1:
        return headings[0]
    title = clean_line(root.findtext(".//title") or "")
    return _SITE_SUFFIX.sub("", title) if len(title) > 12 else title


def title_above(main: HtmlElement) -> str:
    """The line above the document that a page which states no title sets as one; empty where there is none.

    Its nearest line that is centred, bold or a heading, and leads nowhere.
    """
    element: HtmlElement | None = main
    while element is not None and element.tag != "body":
        for before in element.itersiblings(preceding=True):
            lines = [line for line in before.iter("p", "div", "center", "td", *_HEADINGS) if _is_title(line)]
            if lines:
                return clean_line(lines[-1].text_content())
        element = element.getparent()
    return ""


def _is_title(line: HtmlElement) -> bool:
    text = clean_line(line.text_content())
    if not 5 <= len(text) <= 100 or text[-1] in "。;；:：" or line.find(".//a") is not None:
        return False
    style = f"{line.get('style') or ''} {line.get('align') or ''} {line.get('class') or ''}".lower()
    set_apart = re.search(r"\bcenter\b|\btitle\b|\bbold\b", style) is not None
    return set_apart or line.tag in ("center", *_HEADINGS) or line.find(".//b") is not None


def lines_around(body: HtmlElement, main: HtmlElement) -> Iterator[str]:
    """Lines of the page around its document, where the labelled fields stand."""
    around = {main, *main.iterancestors(), *main.iterdescendants()}
    for element in body.iter():
        if isinstance(element.tag, str) and element not in around:
            yield from _lines_of(element)


def lines_of_block(main: HtmlElement) -> Iterator[str]:
    """Lines of the block of labels inside the document's own box: the first in which three stand together."""
    for block in main.iter("table", "dl", "ul", "div", "p"):
        text = re.sub(r"\s", "", block.text_content())
        labels = {name for name in _NAMES | _OWN_NAMES if name in text} if len(text) <= _MAX_BLOCK else set()
        if len(labels) >= 3 and labels & _OWN_NAMES and "。" not in text:
            for element in block.iter():
                if isinstance(element.tag, str):
                    yield from _lines_of(element)
            return


def _lines_of(element: HtmlElement) -> Iterator[str]:
    """The element as a line of its own, and as the label that it may be with the value beside it."""
    if element.tag in ("td", "th", "dt", "dd", "b", "strong", "em", "i", "label", "span", "div", "p", "li"):
        label = _bare(element)
        if label in _NAMES and (value := _beside(element)) and _NAMES.isdisjoint({value.rstrip(":：")}):
            yield f"{label}:{value}"
    if element.tag not in ("tr", "li", "p", "div", "span", "td", "th", "dd", "dt"):
        return
    cells = [" ".join(cell.text_content().split()) for cell in element if cell.tag in ("td", "th")]
    if element.tag == "tr" and len(cells) > 2:
        # Several fields beside one another: label, value, label, value.
        yield from (f"{label.rstrip(':：')}:{value}" for label, value in pairwise(cells) if label and value)
        return
    # What holds further blocks is no line: its fields would run into one another.
    if element.tag != "tr" and next(element.iterdescendants(*_HOLDERS), None) is not None:
        return
    text = " ".join(" ".join(element.itertext()).split())
    if 0 < len(text) <= 200:
        yield text


def _bare(element: HtmlElement) -> str:
    text = "".join(element.text_content().split()) if len(element) <= 2 else ""
    return text.rstrip(":：") if len(text) <= 8 else ""


def _beside(label: HtmlElement) -> str:
    """What stands behind a label: loose text, the next element, or the cell beside the one that it fills."""
    for _ in range(3):
        if loose := clean_line(label.tail or "").lstrip(":： "):
            return loose
        following = label.getnext()
        if following is not None:
            value = clean_line(following.text_content())
            return value if len(value) <= 100 and _bare(following) not in _NAMES | _OTHER_NAMES else ""
        parent = label.getparent()
        if parent is None or parent.tag not in ("td", "th", "dt", "div", "p", "span", "b", "strong"):
            return ""
        label = parent
    return ""


def read_fields(root: HtmlElement, lines: Iterable[str], hints: dict[str, str]) -> None:
    """Fill ``hints`` from labelled fields, then from meta tags where no field says more."""
    found: dict[str, str] = {}
    stamp = ""
    for line in lines:
        for label, value in [*_FIELD.findall(line), *_BARE.findall(line)]:
            value = _NEXT_FIELD.split(clean_line(value).strip("|[]【】;；"))[0].strip()
            if value and len(value) <= 100:
                found.setdefault(re.sub(r"\s", "", label), value)
        if _STAMP.fullmatch(line):
            stamp = line
    for field, labels in _LABELS.items():
        value = next((found[label] for label in labels if label in found), "") or _meta(root, field)
        if field in ("date", "published"):
            value = _date(value) or _date(_meta(root, field))
            if field == "published" and "date" not in hints:
                value = value or _date(stamp)
        elif field == "status":
            # A search form beside the text offers every state: a field that names two states none.
            states = [state for pattern, state in _STATES if pattern.search(value.replace("无效", "失效"))]
            value = states[0] if len(states) == 1 and len(value) <= 20 else ""
        elif field in ("issuer", "publisher", "source") and _NOBODY.match(value):
            value = _meta(root, "sitename") if field == "source" else ""
        elif field == "title" and len(value) < 6:
            value = ""  # the choice of a search form: 标题 正文
        elif field == "number" and not re.search(r"\d", value):
            value = ""
        if value:
            hints.setdefault(field, value)


def _meta(root: HtmlElement, field: str) -> str:
    names = _META.get(field, (field,))
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name in names and (content := clean_line(meta.get("content") or "")):
            return content
    return ""


def _date(value: str) -> str:
    match = _DATE.search(value)
    if not match:
        return ""
    year, month, day = match.groups()
    return f"{year}-{int(month):02d}-{int(day):02d}" if day else f"{year}-{int(month):02d}"
