"""Tell the site from the document on a saved web page, and take the site out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "audio", "video",
    "button", "select", "input", "textarea", "link", "nav", "aside", "footer", "map", "head", "dialog",
)  # fmt: skip
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog"}
_SITE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|footer\w*|foot|breadcrumb\w*|crumb\w*|curb|share\w*|bdshare\w*|copyright\w*|"
    r"sidebar|toolbar|search\w*|pagination|pager|qrcode|ewm|related|recommend\w*|xg(?:wz|nr|lj|yd|xw)\w*|print\w*|login\w*)(?:$|[\s_-])",
    re.I,
)
_SITE_FOOT = re.compile(r"ICP备|网站标识码|公网安备|版权所有\s*(?:[:：©]|$)|Copyright\s*[©(]", re.I | re.M)
"""What every site has to say of itself, and no document says."""
_MAX_FOOT, _SHORT_FOOT = 500, 250
_DATE = (
    r"[(（\[]?(?:19|20)\d\d\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?[)）\]]?"
)
RELATED = (
    r"(?:(?:相关|热点|热门|最新|推荐|延伸)(?:内容|阅读|新闻|文章|链接|信息|推荐|稿件|资讯|报道|文档|专题|动态|政策|文件|解读)"
    r"|猜你喜欢|新闻推荐|延伸阅读|更多)"
)
"""What a site writes over its links to other pages."""
_BESIDE_LINKS = re.compile(rf"{_DATE}|{RELATED}\s*[:：>»]{{0,2}}|[·•\s|]")
_CRUMB = re.compile(r"^(?:您?(?:现在|当前|所在)?的?位置[:：\s]|首页\s*[>›»]|当前位置)")
_BUTTON = (
    r"(?:打印(?:本页|此页|文章)?|关闭(?:窗口|本页|此页)?|返回(?:顶部|列表)?|收藏|分享到?[:：]?|纠错|我要纠错|微信|朋友圈|(?:新浪|腾讯)?微博"
    r"|QQ空间|QQ好友|QQ|大|中|小)"
)
_SIZES = r"(?:特大|超大|默认|标准|大|中|小|[A-Z][+-]?)"
_COUNTER = r"(?:(?:浏览|阅读|点击|访问)(?:次数|量|数)\s*[:：]?|阅读\s*[:：])\s*\d*\s*次?"
# Over links a site may write 最新政策 as well; a document may have that as a heading, so that alone it stays.
_RELATED_LINE = (
    r"(?:(?:相关|热点|热门|推荐|延伸)(?:内容|阅读|新闻|文章|链接|推荐|稿件|资讯|报道)|猜你喜欢|新闻推荐|更多)"
)
_TOOL = re.compile(
    rf"[【\[（(]?(?:{_BUTTON}|扫一扫\S{{0,20}}|字[号体]\s*[:：]\s*[【\[（(]?(?:{_SIZES}[\s、|/]{{0,3}}){{0,5}}|{_RELATED_LINE}|相关附件"
    rf"|[上下]一[篇条](?:[:：\s].*|$)|责任编辑[:：].*|{_COUNTER})[】\]）)]{{0,2}}[:：]?\s*"
)
# 发布时间：…　来源：…　浏览次数：128次　【字体：大 中 小】　打印: when and where from stay, the rest is the site's.
_STAMP = re.compile(rf"^{_DATE}|(?:发布|成文|信息|文章)?(?:时间|日期|来源|作者)\s*[:：]")
_STAMP_TOOLS = re.compile(
    r"[【\[（(]?\s*(?:字体|字号|文字大小)(?:大小)?\s*[:：]?\s*[【\[（(]?\s*(?:(?:特大|超大|默认|大|中|小)[\s、|/]*){2,4}[】\]）)]*"
    r"|(?:浏览|阅读|点击|访问)(?:字号|次数|量|数)?\s*[:：]\s*\d*\s*次?"
    rf"|[【\[]\s*{_BUTTON}\s*[】\]]|(?<=\s)(?:{_BUTTON}(?:\s+|$))+$"
)
_MAX_STAMP = 200
_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?|et|pptx?|zip|rar|7z|txt|jpe?g|png)\b|附\s*件", re.I)
_SHOWN_SHARE = 0.6
_SENTENCE = re.compile("[。；，、：;,.]")


def drop_site(body: HtmlElement) -> None:
    """Take out what is never part of a document: navigation, controls, hidden copies, the site's own imprint."""
    _drop_parts(body)
    _drop_foot(body)


def _drop_parts(body: HtmlElement) -> None:
    """Take out what is never part of a document: scripts, controls, navigation, hidden copies."""
    total = weight(body)
    for element in list(body.iterdescendants()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        style = (element.get("style") or "").replace(" ", "").lower()
        # What is nearly all of the page is no copy: a script was to show it once all is there.
        hidden = "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        site = element.get("role") in _ROLES or bool(_SITE_NAMES.search(names)) or element.tag == "header"
        # As Writer exports the head and foot of a printed page.
        site = site or (element.tag == "div" and element.get("title") in ("header", "footer"))
        if (
            (
                element.tag in _DROPPED
                and not (element.tag in ("aside", "footer") and _is_heavy(element, total))
            )
            or (hidden and weight(element) <= _SHOWN_SHARE * total)
            or (site and not _is_heavy(element, total) and element.find(".//h1") is None)
        ):
            drop(element)


def _drop_foot(body: HtmlElement) -> None:
    """Take out the block in which the site names its operator and its registration."""
    limit = min(_MAX_FOOT, max(_SHORT_FOOT, len("".join(body.text_content().split())) // 2))
    marks = [
        element
        for element in body.iter()
        if isinstance(element.tag, str) and _SITE_FOOT.search((element.text or "") + _tails(element))
    ]
    for element in marks:
        foot = element
        while (parent := foot.getparent()) is not None and parent is not body:
            text = "".join(parent.text_content().split())
            # What is longer, or holds a sentence, a headline or a file, is more than the foot.
            if len(text) > limit or "。" in text or _holds_document(parent):
                break
            foot = parent
        text = "".join(foot.text_content().split())
        if foot is not body and len(text) <= limit and "。" not in text:
            drop(foot)


def _holds_document(element: HtmlElement) -> bool:
    if next(element.iterdescendants("h1", "h2", "h3", "h4"), None) is not None:
        return True
    return any(_FILE.search(f"{link.get('href') or ''} {link.text_content()}") for link in element.iter("a"))


def _tails(element: HtmlElement) -> str:
    return "".join(child.tail or "" for child in element)


def _is_heavy(element: HtmlElement, total: int) -> bool:
    return weight(element) > 0.25 * total


def drop(element: HtmlElement) -> None:
    """Take an element out of the page, and leave the text behind it."""
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


def is_link_list(element: HtmlElement) -> bool:
    """Whether a block is nothing but links to other pages, their dates and a headline over them.

    Links to the document's own files are part of it.
    """
    links = [link for link in element.iter("a") if link.text_content().strip()]
    if len(links) < 3:
        return False
    files = sum(bool(_FILE.search(f"{link.get('href') or ''} {link.text_content()}")) for link in links)
    if 2 * files > len(links):
        return False
    text = element.text_content()
    rest = len(_BESIDE_LINKS.sub("", text))
    linked = sum(len(_BESIDE_LINKS.sub("", link.text_content())) for link in links)
    # Paragraphs that are links may be a document's list of what it names: only a site's headline tells.
    return linked > 0.8 * rest and (
        element.find(".//p") is None or re.match(rf"\s*{RELATED}", text) is not None
    )


def without_tools(line: str) -> str:
    """A line without what a site sets around its documents: where the reader is, buttons, counters."""
    if _is_tools(line) or _CRUMB.match(line):
        return ""
    if len(line) > _MAX_STAMP or "。" in line or not _STAMP.search(line):
        return line
    return _STAMP_TOOLS.sub(" ", line).strip(" \u3000|")


def _is_tools(line: str) -> bool:
    """Whether a line is buttons, counters and the like, one behind the other, and nothing else."""
    at = 0
    while at < len(line):
        tool = _TOOL.match(line, at)
        if tool is None:
            return False
        at = tool.end()
    return bool(line)


def weight(element: HtmlElement) -> int:
    """Characters that read as text: those of sentences in full, of bare words little, of links to elsewhere none."""
    own = sum(map(_measure, element.itertext()))
    for link in element.iter("a"):
        # Word leaves an anchor around headings, which leads nowhere.
        if link.get("href") is not None or link.get("name") is None:
            own -= sum(map(_measure, link.itertext()))
    return max(own, 0)


def _measure(text: str) -> int:
    squeezed = "".join(text.split())
    return len(squeezed) if _SENTENCE.search(squeezed) else len(squeezed) // 3
