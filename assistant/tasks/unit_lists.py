"""Read a list of units as official texts write it: joined by 、 or 和, left open by 等, a name's own brackets kept."""

from __future__ import annotations

import re

_OPEN_LIST = re.compile(
    r"\s*等(?:单位|部门|有关单位|有关部门|相关单位|相关部门|各单位|各部门|按职责分工)?\s*$"
)
# A name ends like this before 和 joins it to the next one; 规划和自然资源局 has no such end before its 和.
UNIT_END = re.compile(
    r"(?:局|委|办|部|厅|署|中心|公司|院|镇|街道|乡|镇街|园区|区县|队|会|银行|行|所|站|处|室|社|校|集团|联|政府|单位|部门|"
    r"办公室|企业|组|机构|县区|支行|分行|总队|支队|大队|学校|高校|团委|妇联|法院|检察院|团[省市州县区]委|科|股|馆|台|协|庭|海关|"
    r"大学|专班|指挥部|军分区|新区|高新区|开发区|经开区|自贸区|基地|居委会|村委会)(?:[(（〔][^()（）〔〕]*[)）〕])?$"
)
_EACH_OF = re.compile(r"^各[^,，。]{1,20}$")
# What is said of a whole list and belongs to none of its names: (A、B等按职责分工负责). Said four times at most:
# 按职责分工 reads in two ways, and a run of thirty of them in as many as would take hours to try.
_SHARED = re.compile(
    r"(?:等(?:有关|相关|各)?(?:单位|部门)?)?(?:[,，]?\s*(?:按照?|依)(?:各自)?(?:职责|职能|分工|职责分工|职能分工)|分别|分工|共同|联合){1,4}(?:负责|落实|推进)?$"
)
# What a cell or a bracket holds where nobody is named: a dash, a stroke, 无.
_NOBODY = re.compile(r"[\W_]*|(?:[(（]?(?:暂|均)?无[)）]?|不涉及|无需配合|n\s*/?\s*a|none|nil)[。.]?", re.I)
_SEPARATORS = "、,，;；/\n"


def names_nothing(written: str) -> bool:
    """Whether what stands in a field only fills it: —, /, 无."""
    return bool(_NOBODY.fullmatch(written.strip()))


def split_names(written: str) -> tuple[tuple[str, ...], bool]:
    """The units named in a list, and whether 等 leaves the list open."""
    text = written.strip(" \t\n;；。,，、:：")
    if names_nothing(text):
        return (), False
    open_list = bool(_OPEN_LIST.search(text)) or bool(re.search(r"等按职责", text))
    text = _OPEN_LIST.sub("", _SHARED.sub("", text))
    seen: dict[str, None] = {}
    for part in _governments(_parts(text)):
        for name in _split_joined(part.strip()):
            cleaned = _OPEN_LIST.sub("", name).strip(" 。.")
            if not names_nothing(cleaned):
                seen.setdefault(cleaned)
    return tuple(seen), open_list


def is_unit(name: str) -> bool:
    """Whether a name ends as names of units do, or means all units of a kind: 各乡镇."""
    return bool(UNIT_END.search(name) or _EACH_OF.match(name))


def name_pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges between separators outside brackets: 各县(市、区)人民政府 is one."""
    out, depth, begin = [], 0, start
    for at in range(start, end):
        character = text[at]
        if character in "(（〔[":
            depth += 1
        elif character in ")）〕]":
            depth = max(0, depth - 1)
        elif depth == 0 and (character in _SEPARATORS or _is_gap(text, begin, at, end)):
            out.append((begin, at))
            begin = at + 1
    return [*out, (begin, end)]


def _parts(text: str) -> list[str]:
    return [text[start:end] for start, end in name_pieces(text, 0, len(text))]


_EACH = re.compile(r"^各(?:设区的?|地级?)?(?:市|州|县|区|乡镇|镇|乡|旗)$")
_LEVEL = re.compile(
    r"^(?:自治州|县|区|市|州|街道|乡|镇|旗|园区|开发区)[^局委办厅]*?(?:政府|街道|办事处|管委会|镇|乡|区)?$"
)


def _governments(parts: list[str]) -> list[str]:
    """各市、自治州人民政府 names the governments of two levels in one; 、 divides no names there."""
    out: list[str] = []
    for part in (piece.strip() for piece in parts):
        if out and _EACH.match(out[-1]) and _LEVEL.match(part):
            out[-1] = f"{out[-1]}、{part}"
        else:
            out.append(part)
    return out


def _is_gap(text: str, begin: int, at: int, end: int) -> bool:
    """Whether white space parts two names: a wide one, or one behind a whole name (the lines of a table's cell)."""
    if not text[at].isspace():
        return False
    wide = text[at + 1 : min(at + 2, end)].isspace() or text[at] == "\u3000"
    # A name is no longer than 40 characters; looking further back would take a hostile list hours.
    return wide or bool(UNIT_END.search(text[max(begin, at - 40) : at]))


def _split_joined(part: str) -> list[str]:
    for match in re.finditer(r"以及|及其|和|及|与", part):
        left, right = part[: match.start()].strip(), part[match.end() :].strip()
        if match[0] != "及其" and UNIT_END.search(left) and right:
            return [left, *_split_joined(right)]
    return [part] if part else []
