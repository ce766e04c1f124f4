"""Read one mark, and leave out what the few characters around it show to be none.

What only looks like a mark: 一、二、三产业 · 2.5亿元 · 3.0版 · (一)至(三)项 · 第三条规定的 · a contents line · a date.
"""

from __future__ import annotations

import re

from corpus.annexes import opens_annex
from corpus.characters import BLANK, CN, DIGITS, read_number
from corpus.mark import DIVISIONS, Anchor, Mark
from corpus.silent_ranges import is_contents_line

_TOKEN = (
    rf"(?P<division>第[{BLANK}]?(?P<div_number>[{CN}]{{1,7}}|[{DIGITS}]{{1,4}})[{BLANK}]?"
    rf"(?P<div_unit>编|篇|卷|部分|章|节|条)(?P<div_sub>之[{CN}]{{1,3}})?)"
    rf"|(?P<annex>附(?:件|录|表|图)?[{BLANK}]{{0,2}}(?P<annex_number>[{CN}{DIGITS}]{{1,3}}|[A-Z]|))(?=[{BLANK}:：\n]|\Z)"
    rf"|(?P<cn>(?P<cn_number>[{CN}]{{1,4}})[{BLANK}]?[、.．])"
    rf"|(?P<pcn>[(（][{BLANK}]?(?P<pcn_number>[{CN}]{{1,4}})[{BLANK}]?[)）]、?)"
    rf"|(?P<par>[(（][{BLANK}]?(?P<par_number>[{DIGITS}]{{1,3}})[{BLANK}]?[)）]、?)"
    rf"|(?P<year>(?P<year_number>[{DIGITS}]{{1,2}})[.．、])(?=(?:19|20)\d\d[—–\-~至]?(?:\d{{4}})?年)"
    rf"|(?P<decimal>[{DIGITS}]{{1,2}}(?:[.．][{DIGITS}]{{1,2}}){{1,3}})(?![{DIGITS}])(?=[{BLANK}]|[^\x00-\x2f:-@\[-`{{-\x7f])"
    rf"|(?P<arabic>(?P<arabic_number>[{DIGITS}]{{1,3}})[{BLANK}]?[.．、])(?![{DIGITS}])"
    rf"|(?P<listed>(?P<listed_number>[{DIGITS}]{{1,2}})、)(?=[{DIGITS}])"
    rf"|(?P<half>(?P<half_number>[{DIGITS}]{{1,2}})[)）])"
    rf"|(?P<bare>(?P<bare_number>[{DIGITS}]{{1,2}}))(?=[{BLANK}]{{1,2}}[\u4e00-\u9fff][^\n。；;，,：:{DIGITS}]{{1,28}}(?:\n|\Z))"
    rf"|(?P<lettered>[A-Z](?:\.[{DIGITS}]{{1,2}}){{1,3}})(?=[{BLANK}])"
    rf"|(?P<closing>(?:有关)?名词(?:解释|注释|术语解释)|参[{BLANK}]{{0,2}}考[{BLANK}]{{0,2}}文[{BLANK}]{{0,2}}献)(?=[{BLANK}]*[:：]?[{BLANK}]*(?:\n|\Z))"
    r"|(?P<circled>[①-⑳])"
    r"|(?P<glyph>[⑴-⒇⒈-⒛㈠-㈩])"
)
LINE_START = re.compile(rf"(?m)^[{BLANK}]*(?:{_TOKEN})[{BLANK}]*")
INNER = re.compile(rf"(?:(?<=[{BLANK}])|(?<=[。！？：:;；”）)]))(?:{_TOKEN})[{BLANK}]*")
# A reference in running text: 第三条规定的…, 第一章至第三章, 第五条第(二)项. After a blank only the surest count.
_REFERENCE = re.compile(
    r"规定|所[列称述指]|的|之规定|[、，,。；;]|[至到和与及或](?=第|本)|第|[（(][一二三四五六七八九十\d]{1,3}[)）]|[项款](?!目)"
    r"|中(?!国|央|小|介|外|华|医|高)|关于|明确|要求|以上|以下|以及|等(?!级)|—|-|~|～"
)
_SURE_REFERENCE = re.compile(
    r"的|规定的|所[列述指]|[、，,]|第[一二三四五六七八九十\d]{1,3}[款项]|[至和](?=第)"
)
# (一)至(三)项, (一)、(二)项, (一)(二)两项, (二)项的…; yet (一)及时报送 and (一)项目建设 are headings.
_SERIES = re.compile(
    r"[至到和及或与、—–\-~～](?=\s?[(（①-⑳第])|[—–\-~～]|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|[项款](?=[、，,。；;的规所中之至到和及或与]|任务|条件|情形|工作由|$)|目(?=[、，,。；;规所之至到和及或与]|$)"
)
_COUNTED = re.compile(
    r"(?:[、和及至到或]|(?:大|个)?(?:产业|季度|等奖|年级|月份?|线|类|级|期|批|档|层|楼|号|条|项|款|点|审|十|日|次产|产)"
    r"|者|等(?!级))"
)
_DIGIT_LIST = re.compile(rf"[{DIGITS}]{{1,4}}(?:[、,，和及至到或\-—~～]|号|楼|栋|期|#|日|月|路|[.．:：])")
_AFTER_DECIMAL = re.compile(
    r"(?:亿|万|千|百|倍|%|％|‰|个|元|吨|公里|平方|立方|亩|公顷|米|度|℃|版|版本|分|年|天|小时|克|升|人|家|次|件|項|美元"
    r"|GHz|G|M|K|kW|km|kg|mm|cm|m|t|地震|黄金周|宪法日|晚会|事件)"
)


# What opens a heading at the start of a line alone. The bare numbers are the chapters of a standard (1 范围, 2 规范性引用文件);
# a table's rows begin so too, and ``find_marks`` tells them apart.
_LINE_KINDS = frozenset({"annex", "bare", "lettered", "closing"})
_GREATEST_ARABIC = 199


def mark_of(text: str, match: re.Match[str], anchor: Anchor) -> Mark | None:
    """The mark that a match of ``LINE_START`` or ``INNER`` found, or None where it only looks like one."""
    # lastgroup is the last named group closed: the outer one of each alternative.
    kind = str(match.lastgroup)
    if kind in _LINE_KINDS and anchor not in ("line", "format"):
        return None
    start, title_start = match.start(kind), match.end()
    written = match.group(kind).rstrip(BLANK)
    end = start + len(written)
    at_line_end = title_start >= len(text) or text[title_start] == "\n"
    spaced = title_start > end or at_line_end
    family, number = _family_and_number(match, kind, written)
    if number[0] == 0 or (at_line_end and family not in DIVISIONS and family != "annex"):
        return None
    if kind == "annex" and not opens_annex(text, end):
        return None
    if kind == "division" and not at_line_end and _is_reference(text, title_start, spaced):
        return None
    if kind == "decimal" and (0 in number or text[max(0, start - 3) : start].rstrip(BLANK).endswith("第")):
        return None  # a reference: 参看 第 6.1 节
    if kind in ("arabic", "year", "listed") and number[0] > _GREATEST_ARABIC:
        return None
    if _goes_on(kind, written, text[title_start : title_start + 24], spaced) or is_contents_line(text, start):
        return None
    return Mark(start, end, title_start, family, number, anchor, spaced)


def _family_and_number(match: re.Match[str], kind: str, written: str) -> tuple[str, tuple[int, ...]]:
    if kind == "division":
        unit, sub = match.group("div_unit"), match.group("div_sub")
        number = read_number(match.group("div_number"))
        return {"篇": "编", "卷": "编"}.get(unit, unit), (number, read_number(sub[1:])) if sub else (number,)
    if kind == "annex":
        label = match.group("annex_number")
        is_letter = label.isascii() and label.isalpha()
        return "annex", (ord(label) - ord("A") + 1 if is_letter else read_number(label or "一"),)
    if kind == "closing":
        return "annex", (1,)
    if kind in ("decimal", "lettered"):
        # In an annex of a standard A.1 is the first chapter.
        places = written.split(".")[1:] if kind == "lettered" else re.split("[.．]", written)
        family = "1." if len(places) == 1 else "1" + ".1" * (len(places) - 1)
        return family, tuple(map(read_number, places))
    if kind == "circled":
        return "①", (ord(written) - ord("①") + 1,)
    if kind == "glyph":
        code = ord(written)
        family, first = (
            ("(1)", "⑴") if code <= ord("⒇") else ("1.", "⒈") if code <= ord("⒛") else ("(一)", "㈠")
        )
        return family, (code - ord(first) + 1,)
    families = {"cn": "一、", "pcn": "(一)", "par": "(1)", "bare": "1.", "half": "1)"}
    family = families.get(kind) or ("1、" if written[-1] == "、" else "1.")
    return family, (read_number(match.group(f"{kind}_number")),)


def _is_reference(text: str, title_start: int, spaced: bool) -> bool:
    """Whether what follows a division's number shows that the text speaks of that division."""
    rest = text[title_start : title_start + 24]
    if (_SURE_REFERENCE if spaced else _REFERENCE).match(rest):
        return True
    return not spaced and rest[:1] in "课线路款种类批"


def _goes_on(kind: str, written: str, rest: str, spaced: bool) -> bool:
    """Whether the words behind a token make it part of a series, a count or a figure."""
    if kind == "listed":
        return _DIGIT_LIST.match(rest) is not None
    if kind == "cn" and written[-1] in ".．" and rest[:1].isdecimal():
        return True
    if spaced:
        return False
    if kind == "cn":
        counted = re.match(rf"[{CN}]{{1,3}}", rest)
        return counted is not None and _COUNTED.match(rest, counted.end()) is not None
    if kind == "par" and rest[:1] in "班号":
        return True
    if kind == "decimal":
        return _AFTER_DECIMAL.match(rest) is not None
    return kind in ("pcn", "par", "circled") and _SERIES.match(rest) is not None
