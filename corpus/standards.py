"""Read the cover of a Chinese standard: its number, its name, when and by whom it was issued.

A cover has a form of its own (GB/T 1.1): the kind of standard, the number, what it replaces, the name in Chinese
and in English, two dates, who issued it. None of it looks like the head of an official document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BANNER = re.compile(r"(?:中华人民共和国|.{2,12}?)?(?:国家|行业|地方|团体|企业)标准(?:化指导性技术文件)?")
_NUMBER = re.compile(
    r"(?P<number>(?:GB|DB\d{2,6}|[A-Z]{2}|T/[A-Z]{2,8}|Q/[A-Z]{2,8})(?:\s?/\s?[TZ])?\s?\d{1,6}(?:\.\d{1,3})?\s?[—–\-]{1,2}\s?(?:19|20)\d\d)"
)
_DATE = re.compile(r"(?P<date>(?:19|20)\d\d\s?-\s?\d{2}\s?-\s?\d{2})\s*发布")
_ISSUER = re.compile(r"[\u4e00-\u9fff ]{4,40}(?:局|委员会|部|协会|学会|总署|厅|银行|公司)")


@dataclass(frozen=True, slots=True)
class StandardCover:
    """What the cover states."""

    title: str
    number: str
    date: str | None
    issuer: str | None


def read_cover(head: Sequence[str]) -> StandardCover | None:
    """What the first lines of a standard state; None where they are not those of a standard."""
    bare = [re.sub(r"\s", "", line) for line in head[:20]]
    banner = next((i for i, line in enumerate(bare) if _BANNER.fullmatch(line)), None)
    if banner is None:
        return None
    numbered = next((i for i in range(banner + 1, len(bare)) if _NUMBER.fullmatch(head[i].strip())), None)
    if numbered is None:
        return None
    names = (
        line
        for line, words in zip(head[numbered + 1 :], bare[numbered + 1 :], strict=False)
        if re.search("[\u4e00-\u9fff]{2}", words)
        and not words.startswith(("代替", "部分代替"))
        and not _DATE.search(line)
    )
    title = next(names, "")
    if not title or len(title) > 80 or re.search("[。；]", title):
        return None
    date = next((match for line in head[:25] if (match := _DATE.search(line))), None)
    issuers = [line.strip() for line in head[numbered + 1 : 25] if _ISSUER.fullmatch(line.strip())]
    return StandardCover(
        title=re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", " ", title.strip()),
        number=re.sub(r"\s+", " ", head[numbered].strip()),
        date=re.sub(r"\s", "", date["date"]) if date else None,
        issuer="、".join(issuers) or None,
    )
