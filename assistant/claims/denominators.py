"""Read what an amount is per: 每万名从业人员拥有发明专利40件, and for which figure of the sentence that holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.claims.part import Part

_DENOMINATOR = re.compile(
    r"每(?:生产|新增|实现|创造|产出)?(?:一|\d+)?(?:[万千百亿十]{0,2})(?:名|个|人(?!口)|元|户|家|位|亩|平方公里|吨)?"
    r"(?P<what>从业人员|就业人员|常住人口|户籍人口|人口|职工|居民|员工|增加值|总产值|产值|生产总值)?"
)
_SCALE_IN = re.compile(r"\d[\d,]*|[万千百亿十]")
_SCALES = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
# An English denominator follows its figure within so many letters: 40 invention patents per 10,000 employees.
_NEAR = 45


def denominator_spans(text: str) -> list[tuple[int, int]]:
    """Where a Chinese sentence says per how many; a figure there counts nothing by itself."""
    return [match.span() for match in _DENOMINATOR.finditer(text)]


def read_denominators(text: str) -> list[Part]:
    """A part for each 每…, whose value is what is counted, without how many of them."""
    found: list[Part] = []
    for match in _DENOMINATOR.finditer(text):
        if len(match[0]) > 1:
            what = match["what"] or ""
            counted = _counted(what) or re.sub(
                r"^每|[\d一万千百亿十名个位]|生产|新增|实现|创造|产出", "", match[0].removesuffix(what)
            )
            found.append(Part("unit", match.start(), match.end(), match[0], "denominator", "每" + counted))
    return found


def with_denominators(text: str, parts: list[Part], *, ahead: bool) -> list[Part]:
    """The parts with each figure that is per so many saying so: 每千名…4件 and 每万名…40件 are equal.

    Args:
        ahead: Whether the denominator stands before its figure, as in Chinese; in English it follows.
    """
    out = list(parts)
    for per in [part for part in parts if part.group == "denominator"]:
        size = 1.0
        for piece in _SCALE_IN.findall(per.written.replace("ten thousand", "10000")):
            size *= _SCALES[piece] if piece in _SCALES else float(piece.replace(",", ""))
        governed = _governed(text, per, out, ahead) if size > 1 else None
        if governed is not None:
            out[out.index(governed)] = replace(governed, per=per.written, per_size=size)
    return out


def _governed(text: str, per: Part, parts: Sequence[Part], ahead: bool) -> Part | None:
    """The figure that a denominator belongs to: the next one of its sentence, in English the last one before it."""
    numbers = [p for p in parts if p.kind == "number"]
    later = min((p for p in numbers if p.start >= per.end), key=lambda p: p.start, default=None)
    earlier = max((p for p in numbers if p.end <= per.start), key=lambda p: p.end, default=None)
    one = later if ahead or earlier is None or per.start - earlier.end > _NEAR else earlier
    if one is None or one.group in ("share", "points") or re.search(r"[。！？\n]", text[per.end : one.start]):
        return None
    return one


def _counted(what: str) -> str:
    if what in ("从业人员", "就业人员", "职工", "员工"):
        return "从业人员"
    return "人" if what in ("常住人口", "户籍人口", "人口", "居民") else ""
