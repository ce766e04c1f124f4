"""Say a place in a document as an office quotes it: 《…方案》第三部分(三)5.

Only the numbers of the heading path are said, each in its own form; where a heading has no
number, its words are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BLANK = r"[\s\u3000]*"
_DIVISION = re.compile(
    rf"第{_BLANK}([〇零一二三四五六七八九十百千两0-9０-９]{{1,7}}){_BLANK}(编|篇|卷|部分|章|节|条)(之[一二三四五六七八九十]{{1,3}})?"
)
_ANNEX = re.compile(
    rf"附(件|录|表|图)?{_BLANK}([0-9０-９一二三四五六七八九十]{{0,3}}|[A-Z]){_BLANK}(?=[:：\s\u3000]|$)[:：]?{_BLANK}(.*)"
)
_TOP = re.compile(rf"([〇零一二三四五六七八九十百]{{1,4}}){_BLANK}[、.．]")
_BRACKETED = re.compile(r"[(（]\s*([一二三四五六七八九十百]{1,4}|[0-9０-９]{1,3})\s*[)）]")
_DECIMAL = re.compile(
    r"[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){1,3}(?![0-9０-９])(?=[\s\u3000]|[^\x00-\x7f])"
)
_ARABIC = re.compile(rf"([0-9０-９]{{1,3}}){_BLANK}[.．、](?!\d\D)|([0-9０-９]{{1,2}})[)）]")
_SIGN = re.compile(r"[①-⑳]|[⑴-⒇]|[㈠-㈩]|[⒈-⒛]")
_ARTICLE = re.compile(r"第\S+条(?:之\S+)?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")


def formal_place(path: Sequence[str]) -> str:
    """The place alone: 第三部分(三)5, 第三章第二节第十二条, 附件2第一部分; empty for an empty path."""
    spoken: list[str] = []
    in_article = False
    for heading in path:
        place = _spoken(heading.strip(), in_article)
        in_article = in_article or bool(_ARTICLE.fullmatch(place))
        # 2.1 says the 2 above it already.
        while spoken and "." in place and place.startswith(spoken[-1] + "."):
            spoken.pop()
        spoken.append(place)
    return "".join(spoken)


def formal_citation(title: str, path: Sequence[str]) -> str:
    """《title》 and the place in it; book-title marks inside the title become 〈〉."""
    return f"《{_inner_title(title)}》{formal_place(path)}"


def _inner_title(title: str) -> str:
    title = title.strip()
    if title.startswith("《") and title.endswith("》") and _closes_at_end(title):
        title = title[1:-1]
    return title.replace("《", "〈").replace("》", "〉")


def _closes_at_end(title: str) -> bool:
    """Whether the first 《 is closed by the last 》: true of 《甲》, false of 《甲》和《乙》."""
    depth = 0
    for position, character in enumerate(title):
        depth += {"《": 1, "》": -1}.get(character, 0)
        if depth == 0:
            return position == len(title) - 1
    return False


def _spoken(heading: str, in_article: bool) -> str:
    if match := _DIVISION.match(heading):
        return f"第{match[1].translate(_FULL_WIDTH)}{match[2]}{match[3] or ''}"
    if match := _ANNEX.match(heading):
        number = match[2].translate(_FULL_WIDTH)
        return (
            f"附{match[1] or '件'}{number}"
            if number or not match[3]
            else f"附{match[1] or '件'}《{_inner_title(match[3])}》"
        )
    if match := _TOP.match(heading):
        return f"第{match[1]}部分" if not in_article else f"第{match[1]}项"
    if match := _BRACKETED.match(heading):
        number = f"({match[1].translate(_FULL_WIDTH)})"
        return f"第{number}项" if in_article else number
    if match := _DECIMAL.match(heading):
        return match[0].translate(_FULL_WIDTH)
    if match := _ARABIC.match(heading):
        number = (match[1] or match[2]).translate(_FULL_WIDTH)
        return number if not in_article else f"第{number}目"
    if match := _SIGN.match(heading):
        return match[0]
    return f"“{heading}”"
