"""Find where a text says who does something and by when: brackets, labelled lines, and sentences with 牵头.

Each place comes out as a block of fields with their own offsets, so that a citation quotes the field
and nothing around it. What stands in a field is read by ``roles``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.tasks.fields import LABEL, Block, Field, Role, Span, role_of
from assistant.tasks.roles import Duty, all_units, read_duty

OPENING, CLOSING = "(（〔【[", ")）〕】]"
# A field ends with its sentence or line, or where the next heading follows on the same line: "市税务局 9.引导…".
_FIELD_END = re.compile(
    r"[;；。\n]|[ \u3000]+(?=\d{1,2}[.．、]|[(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[条章])"
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
_ROLE_WORD = re.compile(r"牵头|负责|会同|主[办责]|配合|协[办同助]|参[与加]|落实|实施")
_SENTENCE = re.compile(r"[^。！？!?\n]+")
# Ten times the longest responsibility bracket seen; past that it never closed.
_MAX_BRACKET = 2000
# A sentence that names who does something; a longer one is an article of law.
_MAX_SENTENCE = 400


def find_blocks(text: str) -> list[Block]:
    """All blocks of a text, in order, none inside another."""
    taken = _Taken()
    for match in LABEL.finditer(text):
        if match.start() < taken.end:
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
            taken.add(block)
    brackets = list(_brackets(text))
    for start, end in brackets:
        if not taken.overlaps(start, end) and _ROLE_WORD.search(text, start, end):
            duty = read_duty(text, start + 1, end - 1)
            if duty.is_whole and duty.has_verb and not duty.has_action and all_units(duty.fields):
                taken.add(Block(Span(start, end), tuple(duty.fields)))
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        if not taken.overlaps(start, end) and _ROLE_WORD.search(text, start, end):
            for block in _said(text, start, end):
                taken.add(block)
    noted = _ALL_THE_SAME.search(text)
    for block in _units_alone(text, brackets, noted, bool(taken.blocks)):
        if not taken.overlaps(block.span.start, block.span.end):
            taken.add(block)
    return sorted(taken.blocks, key=lambda block: block.span.start)


class _Taken:
    """The blocks found, and whether a range lies over one of them, told at once in a text of any length."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.end = -1
        self._pages: dict[int, list[Span]] = {}

    def add(self, block: Block) -> None:
        self.blocks.append(block)
        self.end = block.span.end
        for page in range(block.span.start // 1000, block.span.end // 1000 + 1):
            self._pages.setdefault(page, []).append(block.span)

    def overlaps(self, start: int, end: int) -> bool:
        return any(
            span.start < end and start < span.end
            for page in range(start // 1000, end // 1000 + 1)
            for span in self._pages.get(page, ())
        )


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost brackets that open and close in one line."""
    depth = begin = 0
    for at, character in enumerate(text):
        if character == "\n":
            depth = 0
        elif character in OPENING:
            if depth == 0:
                begin = at
            depth += 1
        elif character in CLOSING and depth:
            depth -= 1
            if depth == 0 and 4 < at - begin < _MAX_BRACKET:
                yield begin, at + 1


def _said(text: str, start: int, end: int) -> Iterator[Block]:
    """The duty that a sentence, or a part of it between semicolons, gives to units."""
    parts = [(start, end)] if end - start <= _MAX_SENTENCE else []
    if ";" in text[start:end] or "；" in text[start:end]:
        parts += [
            (start + part.start(), start + part.end()) for part in re.finditer(r"[^;；]+", text[start:end])
        ]
    for begin, stop in parts:
        if stop - begin > _MAX_SENTENCE or not _ROLE_WORD.search(text, begin, stop):
            continue
        duty = read_duty(text, begin, stop)
        if _gives_duty(duty) and all_units(duty.fields):
            first, last = duty.fields[0].span, max(each.span.end for each in duty.fields)
            yield Block(Span(first.start, last), tuple(duty.fields), clause_end=stop)
            if begin == start and stop == end:
                return


def _gives_duty(duty: Duty) -> bool:
    """Whether a sentence of running text gives a duty, and does not only mention who is at work.

    Two sides have to be named, or one of whom nothing but the lead is said; "县水利局负责日常工作" is none, nor is
    "主管部门会同有关部门制定办法" without a date, which laws say of what authorities may do.
    """
    if not (duty.is_lead_said and 0 < len(duty.of("lead")) <= 3):
        return False
    if duty.of("support"):
        return duty.has_lead_verb or duty.has_support_verb or bool(duty.of("deadline"))
    return duty.has_lead_verb and not duty.has_action and duty.is_whole


def _units_alone(
    text: str, brackets: list[tuple[int, int]], noted: re.Match[str] | None, has_others: bool
) -> Iterator[Block]:
    """The brackets behind a sentence that hold nothing but units.

    They say who where a bracket before them says so (下同), or where other places of the text name units.
    """
    if noted:
        span = Span(noted.start("lead"), noted.end("lead"))
        own = Field("lead", "责任单位", span, noted["lead"])
        yield Block(Span(noted.start(), noted.end()), (own,))
    elif not has_others:
        return
    for start, end in brackets:
        if noted and start < noted.end():
            continue
        before, after = text[:start].rstrip(" \u3000")[-1:], text[end : end + 1]
        if before not in tuple("。;；") and not (noted and after in ("", *"。;；\n")):
            continue
        duty = read_duty(text, start + 1, end - 1)
        units = duty.of("lead")
        if duty.is_whole and not duty.has_verb and len(units) == 1 and all_units(duty.fields):
            fields = [replace(each, label="责任单位") if each is units[0] else each for each in duty.fields]
            yield Block(Span(start, end), tuple(fields))


def _bracketed(text: str, opening: int, first: re.Match[str]) -> Block | None:
    """Fields from the first label to the bracket that closes; inner brackets belong to names."""
    depth = 0
    for position in range(opening, min(len(text), opening + _MAX_BRACKET)):
        depth += (text[position] in OPENING) - (text[position] in CLOSING)
        if depth == 0:
            return Block(Span(opening, position + 1), labelled_fields(text, first.start(), position))
    return None


def _on_lines(text: str, first: re.Match[str]) -> Block:
    """Fields that follow each other outside a bracket, on one line or on consecutive lines."""
    end = first.end()
    match: re.Match[str] | None = first
    while match is not None:
        end = _value_end(text, match.end(), len(text), role_of(match))
        gap = re.compile(r"[;；。,，\s]*").match(text, end)
        match = LABEL.match(text, gap.end() if gap else end)
    return Block(Span(first.start(), end), labelled_fields(text, first.start(), end))


def _value_end(text: str, start: int, limit: int, role: Role) -> int:
    """Where the value of the last label ends: with its sentence; a semicolon may part its units too."""
    stop = _FIELD_END.search(text, start, limit)
    end = stop.start() if stop else limit
    while role in ("lead", "support") and end < limit and text[end] in ";；":
        stop = _FIELD_END.search(text, end + 1, min(limit, end + _MAX_SENTENCE))
        following = stop.start() if stop else min(limit, end + _MAX_SENTENCE)
        duty = read_duty(text, end + 1, following)
        if LABEL.search(text, end + 1, following) or not (duty.is_whole and all_units(duty.fields)):
            break
        end = following
    return end


def labelled_fields(text: str, start: int, end: int) -> tuple[Field, ...]:
    """What stands under each label of a range; under one label several roles may be told apart."""
    labels = list(LABEL.finditer(text, start, end))
    fields: list[Field] = []
    for position, match in enumerate(labels):
        role = role_of(match)
        last = position + 1 == len(labels)
        limit = _value_end(text, match.end(), end, role) if last else labels[position + 1].start()
        value = text[match.end() : limit].rstrip(" \t\n\u3000;；。,，、")
        value_end = match.end() + len(value)
        if role in ("deadline", "person"):
            fields.append(Field(role, match["label"], Span(match.start(), value_end), value))
            continue
        noted = FIRST_LEADS.search(text, match.end(), value_end)
        stop = noted.start() if noted else value_end
        found = read_duty(text, match.end(), stop, default=role, label=match["label"]).fields
        if found:
            found[0] = replace(found[0], span=Span(match.start(), found[0].span.end))
        fields += found
    return tuple(fields)
