"""Find where a numbered heading may stand: the marks of Chinese official writing.

A mark is a numbering token in a place where a heading can begin, with its family and its
number: ``第三章``, ``一、``, ``(一)``, ``1.``, ``1.2``, ``(1)``, ``1)``, ``①``, ``附件1``. What
only looks like one is left out here as far as the few characters around it can tell:
一、二、三产业 · 2.5亿元 · 3.0版 · (一)至(三)项 · 第三条规定的 · a contents line · a date.
Whether a mark belongs to a sequence is decided in ``structure``, which sees them all.

Every pattern is anchored and bounded, so a text is read in linear time.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["format", "line", "space", "sentence"]
"""Where the mark stands: in a heading of the format's own, at a line's start, or, in a text whose
line breaks were lost, after a blank or after the end of a sentence."""

# Natural order of the families, outermost first. A document may nest them otherwise; see structure.
RANK: dict[str, int] = {
    "annex": 0,
    "编": 1,
    "部分": 2,
    "章": 3,
    "节": 4,
    "条": 5,
    "一、": 6,
    "(一)": 7,
    "1.": 8,
    "1、": 8,
    "1.1": 9,
    "1.1.1": 10,
    "1.1.1.1": 11,
    "(1)": 12,
    "1)": 13,
    "①": 14,
}
DIVISIONS = frozenset({"编", "部分", "章", "节", "条"})

_BLANK = " \t\u3000\u00a0\u2002\u2003\u2009\ufeff\u200b"
_CN = "〇零一二三四五六七八九十百千两"
_D = "0-9０-９"
_TOKEN = (
    rf"(?P<division>第[{_BLANK}]?(?P<div_number>[{_CN}]{{1,7}}|[{_D}]{{1,4}})[{_BLANK}]?"
    rf"(?P<div_unit>编|篇|卷|部分|章|节|条)(?P<div_sub>之[{_CN}]{{1,3}})?)"
    rf"|(?P<annex>附(?:件|录|表|图)?[{_BLANK}]{{0,2}}(?P<annex_number>[{_CN}{_D}]{{1,3}}|[A-Z]|))(?=[{_BLANK}:：\n]|\Z)"
    rf"|(?P<cn>(?P<cn_number>[{_CN}]{{1,4}})[{_BLANK}]?[、.．])"
    rf"|(?P<pcn>[(（][{_BLANK}]?(?P<pcn_number>[{_CN}]{{1,4}})[{_BLANK}]?[)）]、?)"
    rf"|(?P<par>[(（][{_BLANK}]?(?P<par_number>[{_D}]{{1,3}})[{_BLANK}]?[)）]、?)"
    rf"|(?P<year>(?P<year_number>[{_D}]{{1,2}})[.．、])(?=(?:19|20)\d\d[—–\-~至]?(?:\d{{4}})?年)"
    rf"|(?P<decimal>[{_D}]{{1,2}}(?:[.．][{_D}]{{1,2}}){{1,3}})(?![{_D}])(?=[{_BLANK}]|[^\x00-\x2f:-@\[-`{{-\x7f])"
    rf"|(?P<arabic>(?P<arabic_number>[{_D}]{{1,3}})[{_BLANK}]?[.．、])(?![{_D}])"
    rf"|(?P<listed>(?P<listed_number>[{_D}]{{1,2}})、)(?=[{_D}])"
    rf"|(?P<half>(?P<half_number>[{_D}]{{1,2}})[)）])"
    rf"|(?P<bare>(?P<bare_number>[{_D}]{{1,2}}))(?=[{_BLANK}]{{1,2}}[\u4e00-\u9fff][^\n。；;，,：:{_D}]{{1,28}}(?:\n|\Z))"
    rf"|(?P<lettered>[A-Z](?:\.[{_D}]{{1,2}}){{1,3}})(?=[{_BLANK}])"
    rf"|(?P<closing>(?:有关)?名词(?:解释|注释|术语解释)|参[{_BLANK}]{{0,2}}考[{_BLANK}]{{0,2}}文[{_BLANK}]{{0,2}}献)(?=[{_BLANK}]*[:：]?[{_BLANK}]*(?:\n|\Z))"
    r"|(?P<circled>[①-⑳])"
    r"|(?P<glyph>[⑴-⒇⒈-⒛㈠-㈩])"
)
_LINE_START = re.compile(rf"(?m)^[{_BLANK}]*(?:{_TOKEN})[{_BLANK}]*")
_INNER = re.compile(rf"(?:(?<=[{_BLANK}])|(?<=[。！？：:;；”）)]))(?:{_TOKEN})[{_BLANK}]*")
_LEADING_BLANKS = re.compile(rf"[{_BLANK}]*")

_CONTENTS_LINE = re.compile(
    rf"(?:\.{{4,}}|…{{2,}}|·{{4,}}|．{{3,}}|-{{6,}}|_{{4,}}|(?:\.[{_BLANK}]){{3,}})[{_BLANK}]*[(（]?[{_D}]{{0,4}}[)）]?[{_BLANK}]*$"
    rf"|\t[{_BLANK}]*[{_D}]{{1,4}}[{_BLANK}]*$"
)
_CONTENTS_OPENING = re.compile("第[一1][编章]")
_CONTENTS_LINES = 60
"""Lines of a table of contents in which its opening entry is looked for; beyond it the text has begun."""
_CONTENTS_TITLE = re.compile(rf"(?m)^[{_BLANK}]*目[{_BLANK}]*[录次][{_BLANK}]*$")
_CONTENTS_TAIL = re.compile(rf"[{_BLANK}.…·．\-_]*[(（]?[{_D}]{{0,4}}[)）]?[{_BLANK}]*$")
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
_DIGIT_LIST = re.compile(rf"[{_D}]{{1,4}}(?:[、,，和及至到或\-—~～]|号|楼|栋|期|#|日|月|路|[.．:：])")
_AFTER_DECIMAL = re.compile(
    r"(?:亿|万|千|百|倍|%|％|‰|个|元|吨|公里|平方|立方|亩|公顷|米|度|℃|版|版本|分|年|天|小时|克|升|人|家|次|件|項|美元"
    r"|GHz|G|M|K|kW|km|kg|mm|cm|m|t|地震|黄金周|宪法日|晚会|事件)"
)
_LIST_OF_ANNEXES = re.compile(rf"附(?:件|录|表)?[{_BLANK}]*[:：]?\s{{0,9}}[1１][{_BLANK}]?[.．、]")
_NEXT_ITEM = re.compile(rf"[^。]{{1,120}}?[\s;；](?P<number>[{_D}]{{1,2}})[{_BLANK}]?[.．、]")

_STANDARD_CHAPTER = re.compile(
    rf"(?m)^[{_BLANK}]*[{_D}]{{1,2}}[{_BLANK}]{{1,2}}(?:范[{_BLANK}]{{0,2}}围|规范性引用文件|术语[和与]定义|术语、定义\S{{0,8}}|总[{_BLANK}]{{0,2}}则)[{_BLANK}]*$"
)
_BARE_OR_DIVIDED = re.compile(
    rf"(?m)^[{_BLANK}]*(?:(?P<bare>[{_D}]{{1,2}})[{_BLANK}]{{1,2}}(?=[^\d\s][^\n。]{{0,40}}$)"
    rf"|(?P<divided>[{_D}]{{1,2}}(?:[.．][{_D}]{{1,2}}){{1,3}})[{_BLANK}]*(?=[\u4e00-\u9fffA-Za-z]))"
)
_STANDARD_MARK = re.compile(rf"[{_D}]{{1,2}}|[A-Z](?:\.[{_D}]{{1,2}}){{1,3}}")
"""Numbers that open a chapter only in a standard (GB/T 1.1), where bare ones do."""

_DATE_ALONE = re.compile(r"(?:(?:19|20)\d{2}|二[〇○零]\S{2})\s?年\s?\S{1,3}\s?月\s?\S{1,4}\s?日")
_SIGNATURE_LINES = 6
_NOTES = re.compile(
    rf"(?m)^[{_BLANK}]*(?:填[表报写])?(?:说明|注|备注)[:：][{_BLANK}]*[1１][.．、](?![{_D}])[^\n]*"
)
_NEXT_NOTE = re.compile(rf"\n[{_BLANK}]*(?P<number>[{_D}]{{1,2}})[{_BLANK}]?[.．、](?![{_D}])[^\n]*")
_NAMED_ANNEX = re.compile(rf"(?m)^[{_BLANK}]*附件[{_BLANK}]{{0,2}}[:：][{_BLANK}]*(?P<title>[^\n]{{4,60}})$")

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_LONG_LINE = 150
_FLAT_LINE = 1000
_QUOTE_MAX = 2000


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbering token that may open a heading."""

    start: int
    end: int
    """End of the token, blanks after it excluded."""
    title_start: int
    """Where the words of the heading begin."""
    family: str
    number: tuple[int, ...]
    anchor: Anchor
    spaced: bool
    """Blanks or the line's end follow the token."""


def read_number(written: str) -> int:
    """The value of Chinese or Arabic digits, full width included: 二十一, ２１ and 21 are 21; 0 if unreadable."""
    if written.isdecimal():
        return int(written)
    if len(written) > 1 and not set(written) & set("十百千"):
        return int("".join(str(_DIGITS.get(c, 0)) for c in written))
    total, digit = 0, 0
    for character in written:
        unit = {"十": 10, "百": 100, "千": 1000}.get(character)
        if unit is None:
            digit = _DIGITS.get(character, 0)
        else:
            total += (digit or 1) * unit
            digit = 0
    return total + digit


def find_marks(text: str, skip: list[tuple[int, int]]) -> list[Mark]:
    """Every mark of ``text`` in order, none inside the ranges of ``skip`` (sorted, disjoint)."""
    quoted = _quoted_ranges(text)
    silent = sorted([*skip, *_contents_ranges(text), *_annex_lists(text), *_note_lists(text)])
    is_standard = _STANDARD_CHAPTER.search(text) is not None
    divided = set() if is_standard else _divided_chapters(text)
    marks = [
        m
        for m in _raw_marks(text)
        if not _inside(m.start, silent)
        and not _inside(m.start, quoted)
        and (is_standard or m.start in divided or not _STANDARD_MARK.fullmatch(text, m.start, m.end))
    ]
    marks += _titled_annexes(text, {mark.start for mark in marks})
    marks.sort(key=lambda mark: mark.start)
    return marks


def _divided_chapters(text: str) -> set[int]:
    """Where the bare numbers stand that are shown to be chapters by their own divisions: 1 概述, 1.1 背景, 2 方法, 2.1 ….

    One may be chance; two are the author's way to number, and then one that follows another need not be divided.
    """
    found: dict[int, int] = {}
    bare: list[tuple[int, int]] = []
    open_at: tuple[int, int] | None = None
    for match in _BARE_OR_DIVIDED.finditer(text):
        if match["bare"]:
            open_at = (read_number(match["bare"]), match.start("bare"))
            bare.append(open_at)
            continue
        first, second = (read_number(part) for part in re.split("[.．]", match["divided"])[:2])
        if open_at is not None and first == open_at[0] and second == 1:
            found.setdefault(first, open_at[1])
        open_at = None
    if len(found) < 2:
        return set()
    for number, start in bare:
        before, after = found.get(number - 1, len(text)), found.get(number + 1, len(text))
        if number not in found and before < start < after:
            found[number] = start
    return set(found.values())


def read_mark(text: str, start: int, end: int) -> Mark | None:
    """The mark that opens ``text[start:end]``, a heading by the format's own word, or None."""
    match = _LINE_START.match(text, start, end)
    return _mark(text, match, "format") if match else None


def _raw_marks(text: str) -> Iterator[Mark]:
    for match in _LINE_START.finditer(text):
        if (mark := _mark(text, match, "line")) is not None:
            yield mark
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        length = end - start
        if length >= _LONG_LINE:
            flat = length >= _FLAT_LINE or length * 10 >= len(text) * 6
            first = _LEADING_BLANKS.match(text, start)
            for match in _INNER.finditer(text, first.end() + 1 if first else start, end):
                anchor: Anchor = "space" if text[match.start() - 1] in _BLANK else "sentence"
                # In a proper paragraph a list inside a sentence has no blank before its numbers; only
                # a text that lost its line breaks is searched after the end of sentences too.
                if anchor == "sentence" and (not flat or text[match.start() - 1] not in "。！？：:"):
                    continue
                if (mark := _mark(text, match, anchor)) is not None:
                    yield mark
        start = end + 1


def _mark(text: str, match: re.Match[str], anchor: Anchor) -> Mark | None:
    kind = str(match.lastgroup)
    # lastgroup is the last named group closed: the outer one of each alternative.
    token_start, title_start = match.start(kind), match.end()
    written = match.group(kind).rstrip(_BLANK)
    token_end = token_start + len(written)
    at_line_end = title_start >= len(text) or text[title_start] == "\n"
    spaced = title_start > token_end or at_line_end
    rest = text[title_start : title_start + 24]
    number: tuple[int, ...]
    if kind == "division":
        unit = {"篇": "编", "卷": "编"}.get(match.group("div_unit"), match.group("div_unit"))
        sub = match.group("div_sub")
        number = (read_number(match.group("div_number")),) + ((read_number(sub[1:]),) if sub else ())
        if not at_line_end and (_SURE_REFERENCE if spaced else _REFERENCE).match(rest):
            return None
        if not spaced and rest[:1] in "课线路款种类批":
            return None
        family = unit
    elif kind == "annex":
        label = match.group("annex_number")
        family, number = (
            "annex",
            (ord(label) - 64 if label.isascii() and label.isalpha() else read_number(label or "一"),),
        )
        if anchor not in ("line", "format") or not _opens_annex(text, token_end):
            return None
    elif kind in ("cn", "pcn"):
        family = "一、" if kind == "cn" else "(一)"
        number = (read_number(match.group(f"{kind}_number")),)
        if kind == "cn":
            counted = re.match(rf"[{_CN}]{{1,3}}", rest)
            if counted and not spaced and _COUNTED.match(rest, counted.end()):
                return None
            if written[-1] in ".．" and rest[:1].isdecimal():
                return None
        elif not spaced and _SERIES.match(rest):
            return None
    elif kind == "par":
        family, number = "(1)", (read_number(match.group("par_number")),)
        if not spaced and (_SERIES.match(rest) or rest[:1] in "班号"):
            return None
    elif kind in ("arabic", "year", "listed"):
        number = (read_number(match.group(f"{kind}_number")),)
        family = "1、" if written.rstrip(_BLANK)[-1] == "、" else "1."
        if kind == "listed" and _DIGIT_LIST.match(rest):
            return None
        if number[0] > 199:
            return None
    elif kind == "decimal":
        number = tuple(read_number(part) for part in re.split("[.．]", written))
        family = "1" + ".1" * (len(number) - 1)
        if _AFTER_DECIMAL.match(rest) and not spaced:
            return None
        if 0 in number or text[max(0, token_start - 3) : token_start].rstrip(_BLANK).endswith("第"):
            return None  # a reference: 参看 第 6.1 节
    elif kind == "bare":
        # The chapters of a standard: 1 范围, 2 规范性引用文件. A table's rows begin so too: see _standard_chapters.
        family, number = "1.", (read_number(match.group("bare_number")),)
        if anchor not in ("line", "format"):
            return None
    elif kind == "lettered":
        # In an annex of a standard: A.1 is its first chapter.
        number = tuple(read_number(part) for part in written.split(".")[1:])
        family = "1." if len(number) == 1 else "1" + ".1" * (len(number) - 1)
        if anchor not in ("line", "format"):
            return None
    elif kind == "closing":
        family, number = "annex", (1,)
        if anchor not in ("line", "format"):
            return None
    elif kind == "half":
        family, number = "1)", (read_number(match.group("half_number")),)
    elif kind == "circled":
        family, number = "①", (ord(written) - ord("①") + 1,)
        if not spaced and _SERIES.match(rest):
            return None
    else:
        first = ord(written)
        family, base = (
            ("(1)", 0x2474) if first <= 0x2487 else ("1.", 0x2488) if first < 0x3000 else ("(一)", 0x3220)
        )
        number = (first - base + 1,)
    if number[0] == 0 or (at_line_end and family not in DIVISIONS and family != "annex"):
        return None
    if _is_contents_line(text, token_start):
        return None
    return Mark(token_start, token_end, title_start, family, number, anchor, spaced)


def _opens_annex(text: str, token_end: int) -> bool:
    """Tell the heading of an annex from the list of annexes at the end of a notice."""
    line_end = text.find("\n", token_end)
    rest = text[token_end : line_end if line_end >= 0 else len(text)].strip(_BLANK)
    if not rest.strip(":：" + _BLANK):
        return True
    if rest[0] in ":：" and _is_signed(text, line_end):
        return False
    if len(rest) > 60 or (rest[0] in ":：" and re.match(rf"[:：][{_BLANK}]*[{_D}]{{1,2}}[.．、]", rest)):
        return False
    return not re.search(r"[。；;，]", rest)


def _is_signed(text: str, end: int) -> bool:
    """Whether who signed and when follows at once: the line before then names the annex, and does not open it."""
    lines = text[end + 1 : end + 400].split("\n", _SIGNATURE_LINES)[:_SIGNATURE_LINES] if end >= 0 else []
    for line in lines:
        words = line.strip(_BLANK)
        if _DATE_ALONE.fullmatch(words):
            return True
        if len(words) > 40 or re.search("[。；;：:]", words) or words.startswith("附"):
            return False
    return False


def _titled_annexes(text: str, known: set[int]) -> Iterator[Mark]:
    """An annex that opens with the title alone under which the notice before it named it: 附件：…目录, then …目录."""
    for named in _NAMED_ANNEX.finditer(text):
        if not _is_signed(text, named.end()):
            continue
        title, start, opened = _folded(named["title"]), named.end() + 1, False
        for line in text[start : start + 800].split("\n")[: 2 * _SIGNATURE_LINES]:
            if opened or start in known:
                break  # by a mark of its own
            if _folded(line) == title:
                yield Mark(start, start, start, "annex", (1,), "line", False)
                break
            opened = line.strip(_BLANK).startswith("附")
            start += len(line) + 1


def _folded(title: str) -> str:
    return re.sub(r"[\s《》]", "", unicodedata.normalize("NFKC", title))


def _is_contents_line(text: str, start: int) -> bool:
    end = text.find("\n", start, start + 200)
    if end < 0:
        if len(text) - start > 200:
            return False
        end = len(text)
    return _CONTENTS_LINE.search(text, start, end) is not None


def _contents_ranges(text: str) -> list[tuple[int, int]]:
    """From a line 目录 to the second time that its opening entry stands as a line of its own.

    Set in two columns the entries may come in any order, two on a line, so the opening one is 第一章 (第一编)
    where there is one, and the line that repeats it may be its beginning alone.
    """
    title = _CONTENTS_TITLE.search(text)
    if title is None:
        return []
    lines = [
        (match.start(), re.sub(rf"[{_BLANK}]", "", _CONTENTS_TAIL.sub("", match[0][:300])))
        for match in re.compile(rf"[^\n]*[^\n{_BLANK}][^\n]*").finditer(text, title.end())
    ]
    if not lines:
        return []
    openings = [at for at, (_, bare) in enumerate(lines[:_CONTENTS_LINES]) if _CONTENTS_OPENING.match(bare)]
    first = openings[0] if openings else 0
    entry = lines[first][1]
    for position, bare in lines[first + 1 :]:
        if bare == entry or (len(bare) >= 4 and entry.startswith(bare) and _CONTENTS_OPENING.match(bare)):
            return [(title.start(), position)]
    return []


def _annex_lists(text: str) -> list[tuple[int, int]]:
    """附件:1.… 2.… at the end of a notice names the annexes; these numbers open nothing."""
    ranges: list[tuple[int, int]] = []
    for match in _LIST_OF_ANNEXES.finditer(text):
        if ranges and match.start() < ranges[-1][1]:
            continue
        end, expected = match.end(), 2
        while item := _NEXT_ITEM.match(text, end):
            if read_number(item["number"]) != expected:
                break
            end, expected = item.end(), expected + 1
        # One number on a line after 附件: is as likely the first section of an annex.
        if expected > 2 or "\n" not in match.group():
            ranges.append((match.start(), end))
    return ranges


def _note_lists(text: str) -> list[tuple[int, int]]:
    """说明:1.… 2.… under a table tells how to fill it in: these numbers are no part of the clause above the table."""
    ranges: list[tuple[int, int]] = []
    for match in _NOTES.finditer(text):
        end, expected = match.end(), 2
        while (item := _NEXT_NOTE.match(text, end)) and read_number(item["number"]) == expected:
            end, expected = item.end(), expected + 1
        ranges.append((match.start(), end))
    return ranges


def _quoted_ranges(text: str) -> list[tuple[int, int]]:
    """Ranges between “ and its ”; a quotation never closed, or longer than 2,000 characters, hides nothing."""
    ranges: list[tuple[int, int]] = []
    opened = -1
    for match in re.finditer("[“”]", text):
        if match.group() == "“":
            # A quotation of several paragraphs opens each of them anew and closes once; any other
            # second “ shows that the first was never closed.
            at_line_start = match.start() == 0 or text[match.start() - 1] in "\n" + _BLANK
            if opened < 0 or not at_line_start or match.start() - opened > _QUOTE_MAX:
                opened = match.start()
        elif opened >= 0:
            if match.start() - opened <= _QUOTE_MAX:
                ranges.append((opened, match.start()))
            opened = -1
    return ranges


def _inside(offset: int, ranges: list[tuple[int, int]]) -> bool:
    position = bisect_right(ranges, (offset, 1 << 62)) - 1
    return position >= 0 and offset < ranges[position][1]
