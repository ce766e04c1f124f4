"""Find where a text says who does something and by when: brackets, labelled lines, and sentences with 牵头.

Each place comes out as a block of fields with their own offsets, so that a citation quotes the field
and nothing around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.tasks.unit_lists import UNIT_END, split_names

LEAD_LABELS = (
    "牵头单位|牵头部门|牵头责任单位|牵头责任部门|牵头领导单位|牵头负责单位|主责单位|主责部门|主办单位|主办部门|主管单位|主管部门|"
    "责任单位|责任部门|责任主体|责任分工|负责单位|负责部门|承办单位|承办部门|实施单位|实施主体|落实单位|落实部门|完成单位"
)
SUPPORT_LABELS = (
    "配合单位|配合部门|协办单位|协办部门|协助单位|协助部门|参与单位|参与部门|参加单位|协同单位|协同部门|支持单位|协作单位|"
    "配合责任单位|协同配合单位|协同责任单位|会办单位|配合落实单位"
)
DEADLINE_LABELS = (
    "完成时间|完成时限|完成期限|完成时间节点|计划完成时间|办结时限|办结时间|办理时限|时间节点|完成日期|时间要求|时间安排|工作时限|"
    "时限要求|时限|推进时限|进度安排|进度要求|实施时间|落实时限|整改时限|截止时间|期限"
)
Role = Literal["lead", "support", "deadline", "task"]

_NAMES = rf"(?P<lead>{LEAD_LABELS})|(?P<support>{SUPPORT_LABELS})|(?P<deadline>{DEADLINE_LABELS})"
# "牵头单位:", "【牵头单位】", "牵头单位为:"
LABEL = re.compile(
    rf"(?P<open>[【\[〔〖])?(?P<label>{_NAMES})(?(open)\s*[】\]〕〗]\s*[:：]?|\s*(?:为|是)?\s*[:：])\s*"
)
OPENING, CLOSING = "(（〔【[", ")）〕】]"
# A field ends with its sentence or line, or where the next heading follows on the same line: "市税务局 9.引导…".
_FIELD_END = re.compile(
    r"[;；。\n]|[ \u3000]+(?=\d{1,2}[.．、]|[(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[条章])"
)
# What lists units: no bracket but those of a name, 县〔区〕人民政府.
_UNITS = r"(?:[^()（）〔〕【】\[\]:：。]|[(（〔][^()（）〔〕【】\[\]]{1,12}[)）〕])"
_WHEN = r"[^()（）〔〕【】\[\]。;；,，]{0,30}?(?:完成|长期坚持|长期实施|持续推进|持续实施|常态化推进|\d月|年底)前?"
_UNLABELLED = re.compile(
    rf"[(（〔【\[](?:由)?(?P<lead>{_UNITS}{{2,120}}?)(?:共同|联合)?(?:牵头(?:负责)?|负责)"
    rf"(?:[,，、;；]\s*(?P<support>{_UNITS}{{2,200}}?)"
    r"(?:配合|参与|协助|协同|参加|按职责分工负责|按职责负责|分工负责|负责|落实|实施))?"
    rf"(?:[,，;；]\s*(?P<deadline>{_WHEN}))?[)）〕】\]]"
)
# "由A牵头,B、C配合,2024年6月底前完成。" as a sentence of the text.
_SENTENCE = re.compile(
    r"(?:(?<=[。;；,，\n])|^)\s*由?(?P<lead>[^,，。;；:：\n由]{2,60}?)(?:共同|联合)?牵头(?:负责)?[,，、]\s*"
    r"(?P<support>[^。;；:：\n]{2,160}?)(?:等)?(?:积极)?(?:配合|参与|协助|协同)"
    rf"(?:[,，]\s*(?P<deadline>{_WHEN}))?\s*(?=[,，。;；\n]|$)"
)
# "市医保局会同市卫生健康委、市大数据局于2024年10月底前建成…"
_JOINTLY = re.compile(
    r"(?:(?<=[。;；\n])|^)\s*由?(?P<lead>[^,，。;；:：\n由]{2,24}?)(?:会同|联合)(?P<support>[^,，。;；:：\n]{2,80}?)"
    r"[,，]?(?:于|在)(?P<deadline>20\d\d年[^,，。;；\n]{0,10}?前)"
)
# A list of 责任单位 whose order says who leads, said in the bracket or once for the whole document.
FIRST_LEADS = re.compile(
    r"[,，]?\s*(?:排(?:名)?(?:在|列)?(?:第一位?|首位|最前)|列(?:在)?(?:第一位?|首位?)|第一(?:个|位|家)?|首位)(?:的)?(?:责任)?(?:单位|部门)?"
    r"(?:的)?(?:为|是|系|即为)(?:第一)?(?:牵头|主责|总牵头)(?:责任)?(?:单位|部门)"
)


# "(甲局、乙局,列首的为牵头单位,下同)": from there on a bracket of units alone says who.
_ALL_THE_SAME = re.compile(
    r"[(（](?P<lead>[^()（）:：。]{2,120}?)(?P<note>[,，](?:[^()（）,，]{0,12}牵头单位))[,，]?下同[)）]"
)
_UNITS_ALONE = re.compile(
    rf"(?<=[。;；])\s*[(（](?P<lead>{_UNITS}{{2,160}}?)[)）]|[(（](?P<last>{_UNITS}{{2,160}}?)[)）](?=[。;；]?\s*(?:\n|$))"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of a document's canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a block says: units in a role, or by when."""

    role: Role
    label: str
    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class Block:
    """The part of a text that names who and by when."""

    span: Span
    fields: tuple[Field, ...]


def find_blocks(text: str) -> list[Block]:
    """All blocks of a text, in order, none inside another."""
    blocks: list[Block] = []
    end_of_last = -1
    for match in LABEL.finditer(text):
        if match.start() < end_of_last:
            continue
        opening = match.start() - 1
        while opening >= 0 and text[opening] in " \t\u3000":
            opening -= 1
        if opening >= 0 and text[opening] in OPENING:
            block = _bracketed(text, opening, match)
        elif opening < 0 or text[opening] in "\n。;；":
            block = _on_lines(text, match)
        else:
            continue
        if block is not None:
            blocks.append(block)
            end_of_last = block.span.end
    for pattern in (_UNLABELLED, _SENTENCE, _JOINTLY):
        covered = [(block.span.start, block.span.end) for block in blocks]
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in covered):
                block = _unlabelled(match)
                if block is not None:
                    blocks.append(block)
    if noted := _ALL_THE_SAME.search(text):
        covered = [(block.span.start, block.span.end) for block in blocks]
        blocks += [
            block
            for block in _units_alone(text, noted)
            if not any(start < block.span.end and block.span.start < end for start, end in covered)
        ]
    return sorted(blocks, key=lambda block: block.span.start)


def _units_alone(text: str, noted: re.Match[str]) -> list[Block]:
    """The brackets that hold nothing but units, from the one on that says that they name who is responsible."""
    own = Field("lead", "责任单位", Span(noted.start("lead"), noted.end("lead")), noted["lead"])
    found = [Block(Span(noted.start(), noted.end()), (own,))]
    for match in _UNITS_ALONE.finditer(text, noted.end()):
        group = "lead" if match["lead"] else "last"
        names, _ = split_names(match[group])
        if names and all(UNIT_END.search(name) and len(name) > 2 for name in names):
            span = Span(match.start(group), match.end(group))
            found.append(
                Block(Span(span.start - 1, span.end + 1), (Field("lead", "责任单位", span, match[group]),))
            )
    return found


def _bracketed(text: str, opening: int, first: re.Match[str]) -> Block | None:
    """Fields from the first label to the bracket that closes; inner brackets belong to names."""
    depth = 0
    # 2,000 characters is ten times the longest responsibility bracket seen; past that it never closed.
    for position in range(opening, min(len(text), opening + 2000)):
        depth += (text[position] in OPENING) - (text[position] in CLOSING)
        if depth == 0:
            return Block(Span(opening, position + 1), _fields(text, first.start(), position))
    return None


def _on_lines(text: str, first: re.Match[str]) -> Block:
    """Fields that follow each other outside a bracket, on one line or on consecutive lines."""
    end = first.end()
    match: re.Match[str] | None = first
    while match is not None:
        stop = _FIELD_END.search(text, match.end())
        end = stop.start() if stop else len(text)
        gap = re.compile(r"[;；。,，\s]*").match(text, end)
        match = LABEL.match(text, gap.end() if gap else end)
    return Block(Span(first.start(), end), _fields(text, first.start(), end))


def _fields(text: str, start: int, end: int) -> tuple[Field, ...]:
    labels = list(LABEL.finditer(text, start, end))
    fields: list[Field] = []
    for position, match in enumerate(labels):
        limit = labels[position + 1].start() if position + 1 < len(labels) else end
        value = text[match.end() : limit]
        stop = _FIELD_END.search(value) if position + 1 == len(labels) else None
        value = (value[: stop.start()] if stop else value).rstrip(" \t\n\u3000;；。,，、")
        role: Role = "lead" if match["lead"] else "support" if match["support"] else "deadline"
        fields.append(Field(role, match["label"], Span(match.start(), match.end() + len(value)), value))
    return tuple(fields)


def _unlabelled(match: re.Match[str]) -> Block | None:
    names, _ = split_names(match["lead"])
    if not names or not all(UNIT_END.search(name) for name in names):
        return None
    roles: tuple[Role, ...] = ("lead", "support", "deadline")
    fields = [
        Field(role, "", Span(match.start(role), match.end(role)), match[role])
        for role in roles
        if match[role]
    ]
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Block(Span(start, match.end()), tuple(fields))
