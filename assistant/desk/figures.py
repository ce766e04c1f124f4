"""Read what figures documents state for an indicator: as a goal, or as reached, in which year, for what area.

Figures stand in tables (指标, 计量单位, 完成值) and in sentences. Either way a figure keeps the words that name it,
its year and the place it can be quoted from, so that figures of different documents can be laid side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.claims.claim_parts import read_parts
from assistant.claims.part import Part
from assistant.claims.report_check import named_cells
from assistant.claims.stance import stance_at
from assistant.language.quantities import find_quantities
from assistant.language.sentences import split_sentences
from assistant.tasks.targets import Operator
from corpus.document import Document

Nature = Literal["goal", "reached"]

_INDICATOR = re.compile(r"^(?:[二三]级|考核|评价|具体)?指标(?:名称)?$")
_TOP_INDICATOR = re.compile(r"^一级指标(?:名称)?$|^类别$")
_UNIT = re.compile(r"^(?:计量)?单位$")
_GOAL = re.compile(r"目标|标准值|标准$|要求|任务数|计划数")
_REACHED = re.compile(r"完成值|实际|完成数|完成情况|现状值|实绩|达到值|完成$")
_PARTIAL = re.compile(r"上半年|[一二三四1-4]季度|\d{1,2}\s*[—–\-~至到]\s*\d{1,2}\s*月|\d{1,2}月份")
_SIGNS: tuple[tuple[str, Operator], ...] = (
    (r"≥|>=|不低于|不少于|不小于|以上|达到", ">="), (r"≤|<=|不超过|不高于|不大于|以下|以内", "<="), (r"<|＜|低于|小于", "<"),
    (r">|＞|高于|大于|超过", ">"), (r"=|＝", "="),
)  # fmt: skip
# Words about a name that are not the name: 当年新培育, 有效期内…累计, R&D written out.
_AROUND_NAME = re.compile(
    r"新建成|新培育|新增|新认定|新引进|当年|全年|实现|累计|近\d年|年均|截至|有效期内|的|占比|占|比重|比例|数量?$|数$|总数|[（(][^）)]*[)）]|情况"
)
_RESEARCH = re.compile(r"研究与试验发展\s*(?:[（(]\s*R&D\s*[)）])?|R&D", re.I)
_TERRITORY = ("园区", "全区", "全市", "全省", "全国")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a document states it; ``quote == document.text[start:end]``."""

    document: Document
    name: str
    """The words that say what is measured: a table's cell, or the words of the clause."""
    amount: Part
    operator: Operator
    nature: Nature
    year: int | None
    partial: bool
    """Whether it covers only a part of a year, so that a yearly goal cannot be held against it."""
    territory: str
    start: int
    end: int
    category: str = ""
    """The first-level indicator of a criteria table."""

    @property
    def quote(self) -> str:
        """The row or sentence."""
        return self.document.text[self.start : self.end]

    def as_json(self) -> dict[str, Any]:
        """The figure in the unit that it is written in: 300 with 亿元, and both ends of a range."""
        written = next(iter(find_quantities(self.said)), None)
        value = self.amount.value if written is None else written.number
        out: dict[str, Any] = {"operator": self.operator, "value": value}
        if self.amount.upper is not None:
            out["upper"] = self.amount.upper if written is None else written.upper
        return {**out, "unit": self.amount.unit, "written": self.said}

    @property
    def from_table(self) -> bool:
        """Whether a table's row states it."""
        return any(row.start == self.start for row in self.document.rows)

    @property
    def said(self) -> str:
        """The figure with its unit, as read."""
        return self.amount.written


def read_figures(document: Document) -> list[Figure]:
    """All figures of a document that name what they measure, in text order."""
    return [*_from_rows(document), *_from_sentences(document)]


def indicator_rows(document: Document) -> list[Figure]:
    """The goals of an indicator table: one figure per row that states a standard."""
    return [figure for figure in _from_rows(document) if figure.nature == "goal"]


def same_indicator(name: str, words: str) -> bool:
    """Whether the words around a figure name this indicator: nearly all of its letter pairs stand there."""
    wanted, given = plain_name(name), plain_name(words)
    if len(wanted) < 2:
        return False
    if wanted in given:
        # 发明专利 is not 发明专利授权量: what follows the name right away must not go on with it.
        return not re.match(
            r"授权|申请|增速|增长率|缺口|到位|以外", given[given.find(wanted) + len(wanted) :]
        )
    pairs = [wanted[i : i + 2] for i in range(len(wanted) - 1)]
    held = sum(pair in given for pair in pairs) / len(pairs)
    return held >= 0.85 and wanted[-2:] in given


def plain_name(name: str) -> str:
    """An indicator's name without what says when, how counted and where."""
    text = _RESEARCH.sub("研发", re.sub(r"\s", "", name))
    for territory in _TERRITORY:
        text = text.replace(territory, "")
    return re.sub(r"[^\u4e00-\u9fffA-Za-z]", "", _AROUND_NAME.sub("", text))


def territory_of(words: str) -> str:
    """The area that the words name first: 园区, 全区 …; empty where they name none."""
    places = sorted((at, name) for name in _TERRITORY if (at := words.find(name)) >= 0)
    return places[0][1] if places else ""


def _from_rows(document: Document) -> Iterator[Figure]:
    for row in document.rows:
        cells = named_cells(document, row)
        name = next((value for heading, value in cells if _INDICATOR.match(heading.strip())), "")
        if not name or _INDICATOR.match(name):
            continue
        unit = next((value for heading, value in cells if _UNIT.match(heading.strip())), "")
        category = next((value for heading, value in cells if _TOP_INDICATOR.match(heading.strip())), "")
        for heading, value in cells:
            goal = bool(_GOAL.search(heading)) and not _INDICATOR.match(heading)
            if not goal and not _REACHED.search(heading) and not re.match(r"20\d\d年", heading):
                continue
            amount = _cell_amount(value, unit)
            if amount is None:
                continue
            year = re.search(r"(20\d\d)年", heading)
            yield Figure(
                document, name, amount, _operator(value, goal, amount), "goal" if goal else "reached",
                int(year[1]) if year else None, bool(_PARTIAL.search(heading)), territory_of(name), row.start, row.end, category,
            )  # fmt: skip


def _cell_amount(value: str, unit: str) -> Part | None:
    """The figure of a table's cell, with the unit of its row where it writes none."""
    match = re.search(r"\d+(?:\.\d+)?", value)
    if match is None:
        return None
    unit = re.sub(r"^百分点$", "个百分点", unit)
    written = value if unit and unit in value else f"{value[: match.end()]}{unit}{value[match.end() :]}"
    parts = [part for part in read_parts(written) if part.kind == "number"]
    if parts:
        return parts[0]
    return Part("number", 0, len(written), written, "bare", float(match[0]), unit=unit)


def _operator(value: str, goal: bool, amount: Part) -> Operator:
    if amount.upper is not None:
        return "range"
    for pattern, operator in _SIGNS:
        if re.search(pattern, value):
            return operator
    return ">=" if goal else "="


def _from_sentences(document: Document) -> Iterator[Figure]:
    rows = [(row.start, row.end) for row in document.rows]
    offset = 0
    spans: list[tuple[int, int]] = []
    for start, end in rows:
        if start > offset:
            spans.append((offset, start))
        offset = max(offset, end)
    spans.append((offset, len(document.text)))
    for begin, stop in spans:
        for start, end in split_sentences(document.text, begin, stop):
            yield from _sentence_figures(document, start, end)
    for row in document.rows:
        # A cell of a table may hold sentences of its own: 说明, 进展情况.
        position = row.start
        for _, value in named_cells(document, row):
            at = document.text.find(value, position, row.end) if value else -1
            if at >= 0:
                position = at + len(value)
                if len(value) >= 14 and re.search(r"\d", value):
                    yield from _sentence_figures(document, at, position)


def _sentence_figures(document: Document, start: int, end: int) -> Iterator[Figure]:
    text = document.text[start:end]
    years = re.findall(r"(20\d\d)年", " ".join(document.path_at(start)))
    parts = read_parts(text, default_year=int(years[-1]) if years else None)
    numbers = [part for part in parts if part.kind == "number" and part.group != "bare"]
    title = document.metadata.title
    of_title = re.search(r"(20\d\d)年(?!度?上半年)", title) if not _PARTIAL.search(title) else None
    default: Literal["achieved", "quoted"] = "achieved" if document.metadata.kind == "report" else "quoted"
    words = ""
    for n, part in enumerate(numbers):
        named = words
        low = numbers[n - 1].end if n else 0
        clause = max(text.rfind(mark, 0, part.start) for mark in ",，;；。:：") + 1
        words = text[max(low, clause) : part.start]
        if _is_bare(words):
            words = text[low : part.start]
            if _is_bare(words):
                words = named  # "…达2.4%的目标已经实现，实际为2.43%": the name was said before
        elif n and low > clause - 2 and not new_or_all(words):
            stock = new_or_all(named)  # "累计建成…平台4个，区级创新平台6个": both are counted alike
            words = {"new": "新建成", "all": "累计"}.get(stock, "") + words
        dates = [date for date in parts if date.kind == "date" and date.start < part.start]
        when = dates[-1] if dates else None
        year = int(str(when.value)[:4]) if when and str(when.value)[:4].isdigit() else None
        if year is None and document.metadata.kind == "report" and of_title:
            year = int(of_title[1])
        stance = stance_at(text, part.start, "zh", default)
        if re.match(r"\s*的?(?:阶段|年度)?目标", text[part.end :]):
            stance = "quoted"
        yield Figure(
            document, words, part, _bounded(part), "reached" if stance == "achieved" else "goal",
            year, bool(when and _PARTIAL.search(when.written)), territory_of(words) or territory_of(text[:part.start]), start, end,
        )  # fmt: skip


def _is_bare(words: str) -> bool:
    """Whether nothing but 目前为, 实际达到 and the like stands before a figure."""
    rest = re.sub(r"目前|实际(?!使用)|现|为|达到?|是|约|目标|已经?|实现|完成", "", plain_name(words))
    return len(rest) < 2


_BOUNDED: dict[str, Operator] = {">=": ">=", "<=": "<=", "<": "<", ">": ">"}


def _bounded(part: Part) -> Operator:
    return "range" if part.upper is not None else _BOUNDED.get(part.bound, "=")


def find_figures(figures: Sequence[Figure], name: str, nature: Nature) -> list[Figure]:
    """The figures for an indicator, each document's table before its sentences."""
    wanted = new_or_all(name)
    found = [
        figure
        for figure in figures
        if figure.nature == nature
        and same_indicator(name, figure.name)
        and (not wanted or not new_or_all(figure.name) or wanted == new_or_all(figure.name))
    ]
    return sorted(found, key=lambda f: (f.document.document_id, not f.from_table, f.start))


def new_or_all(words: str) -> str:
    """Whether the words count what is new or all there is; empty where they do not say."""
    values = [str(part.value) for part in read_parts(words) if part.group == "stock"]
    return values[0] if values else ""
