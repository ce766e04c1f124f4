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
    r"sidebar|toolbar|search\w*|pagination|pager|qrcode|ewm|related|recommend\w*|xgwz\w*|print\w*|login\w*)(?:$|[\s_-])",
    re.I,
)
_SITE_FOOT = re.compile(r"ICP备|网站标识码|公网安备|版权所有\s*(?:[:：©]|$)|Copyright\s*[©(]", re.I | re.M)
"""What every site has to say of itself, and no document says."""
_MAX_FOOT = 500
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
            or hidden
            or (site and not _is_heavy(element, total) and element.find(".//h1") is None)
        ):
            drop(element)


def _drop_foot(body: HtmlElement) -> None:
    """Take out the block in which the site names its operator and its registration."""
    limit = min(_MAX_FOOT, len("".join(body.text_content().split())) // 2)
    marks = [
        element
        for element in body.iter()
        if isinstance(element.tag, str) and _SITE_FOOT.search((element.text or "") + _tails(element))
    ]
    for element in marks:
        foot = element
        while (parent := foot.getparent()) is not None and parent is not body:
            text = "".join(parent.text_content().split())
            # What is longer, or holds a sentence, is more than the foot.
            if len(text) > limit or "。" in text:
                break
            foot = parent
        text = "".join(foot.text_content().split())
        if foot is not body and len(text) <= limit and "。" not in text:
            drop(foot)


def _tails(element: HtmlElement) -> str:
    return "".join(child.tail or "" for child in element)


def _is_heavy(element: HtmlElement, total: int) -> bool:
    return weight(element) > 0.25 * total


def drop(element: HtmlElement) -> None:
    """Take an element out of the page, and leave the text behind it."""
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


def weight(element: HtmlElement) -> int:
    """Characters that read as text: those of sentences in full, of links and bare words little."""
    own = 0
    for text in element.itertext():
        squeezed = "".join(text.split())
        own += len(squeezed) if _SENTENCE.search(squeezed) else len(squeezed) // 3
    for link in element.iter("a"):
        own -= len("".join(link.text_content().split())) // 2
    return max(own, 0)
