"""Bars of the load by unit, and the calendar of stages and deadlines.

Drawn as HTML that the browser lays out, with its own fonts: no plotting library, so there is nothing to load from
another host, no font that lacks Chinese characters, and the colours follow light and dark. Every bar stands beside
its figure in words, which is what a screen reader reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.panels import chart_texts as texts
from assistant.panels import texts as page_texts
from assistant.panels.markup import escape

UNITS_SHOWN = 6
STAGES_SHOWN = 12
_MOST_TICKS = 4


@dataclass(frozen=True, slots=True)
class Load:
    """How many tasks a unit leads and supports."""

    unit: str
    lead: int
    support: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stage on the calendar; months are ``YYYY-MM``, both or neither given."""

    name: str
    begins: str | None = None
    ends: str | None = None
    depth: int = 0
    mark: str = ""
    """HTML that opens its source."""


@dataclass(frozen=True, slots=True)
class Due:
    """Tasks due in one month."""

    month: str
    tasks: tuple[str, ...]


def count_load(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> list[Load]:
    """The load of every unit, from (lead units, supporting units) of each task; the most loaded first."""
    lead: Counter[str] = Counter()
    support: Counter[str] = Counter()
    for leading, supporting in pairs:
        lead.update(set(leading))
        support.update(set(supporting))
    units = dict.fromkeys((*lead, *support))
    loads = [Load(unit, lead[unit], support[unit]) for unit in units]
    return sorted(loads, key=lambda one: (-one.lead - one.support, -one.lead))


def collect_due(tasks: Iterable[tuple[str, str | None]]) -> tuple[list[Due], int]:
    """Tasks (name, deadline) by month, and how many have none. A year alone is its December."""
    months: dict[str, list[str]] = {}
    without = 0
    for name, deadline in tasks:
        if deadline is None:
            without += 1
        else:
            months.setdefault(deadline[:7] if len(deadline) >= 7 else f"{deadline[:4]}-12", []).append(name)
    return [Due(month, tuple(months[month])) for month in sorted(months)], without


def render_load(loads: Sequence[Load], language: Language, *, can_pick: bool) -> str:
    """A bar for each unit, what it leads before what it supports.

    Args:
        can_pick: Whether a click on a unit narrows the table of tasks to it.
    """
    if not loads:
        return ""
    longest = max(one.lead + one.support for one in loads)
    rows = [_load(one, longest, language, can_pick=can_pick) for one in loads]
    rest = ""
    if len(rows) > UNITS_SHOWN + 1:
        rows, more = rows[:UNITS_SHOWN], rows[UNITS_SHOWN:]
        rest = (
            f"<details><summary>{texts.MORE_UNITS(language, count=len(more))}</summary>"
            f'<ol class="pa-load">{"".join(more)}</ol></details>'
        )
    legend = (
        f'<p class="pa-legend"><span class="pa-key pa-lead-key"></span>{page_texts.ROLE_LEAD(language)}'
        f'<span class="pa-key"></span>{page_texts.ROLE_SUPPORT(language)}</p>'
    )
    return (
        f'<figure class="pa-chart"><figcaption>{texts.LOAD(language)}</figcaption>{legend}'
        f'<ol class="pa-load">{"".join(rows)}</ol>{rest}</figure>'
    )


def _load(one: Load, longest: int, language: Language, *, can_pick: bool) -> str:
    said = texts.LOAD_SAID(language, lead=one.lead, support=one.support)
    name = f'<span lang="zh-CN">{escape(one.unit)}</span>'
    if can_pick:
        label = escape(texts.PICK(language, unit=one.unit))
        name = (
            f'<button type="button" class="pa-link" data-pick-unit="{escape(one.unit)}" title="{label}" '
            f'lang="zh-CN">{escape(one.unit)}</button>'
        )
    return (
        f'<li>{name}<div class="pa-load-bar" aria-hidden="true"><i class="pa-lead-part" style="width:{one.lead / longest:.2%}"></i>'
        f'<i style="width:{one.support / longest:.2%}"></i></div><span class="pa-load-said">{said}</span></li>'
    )


def render_calendar(
    spans: Sequence[Span], dues: Sequence[Due], language: Language, *, title: str = "", without: int = 0
) -> str:
    """Stages as bars and deadlines as dots, all on one scale of months.

    Args:
        title: What the stages belong to; empty where that is plain.
        without: Tasks that state no deadline, said under the chart.
    """
    months = [_month(value) for span in spans for value in (span.begins, span.ends) if value]
    months += [_month(due.month) for due in dues]
    note = f'<p class="pa-note">{texts.NO_DEADLINE(language, count=without)}</p>' if without else ""
    if not months:
        return note
    first, last = min(months), max(months) + 1
    rows = [_span(span, first, last) for span in spans]
    rest = ""
    if len(rows) > STAGES_SHOWN + 1:
        rows, more = rows[:STAGES_SHOWN], rows[STAGES_SHOWN:]
        rest = (
            f"<details><summary>{texts.MORE_STAGES(language, count=len(more))}</summary>"
            f'<ol class="pa-stages">{"".join(more)}</ol></details>'
        )
    most = max((len(due.tasks) for due in dues), default=1)
    rows += [_due(due, first, last, most, language) for due in dues]
    head = f'<p class="pa-note" lang="zh-CN">{escape(title)}</p>' if title else ""
    return f'{head}{_axis(first, last)}<ol class="pa-stages">{"".join(rows)}</ol>{rest}{note}'


def _span(span: Span, first: int, last: int) -> str:
    bar = period = ""
    if span.begins and span.ends:
        left = (_month(span.begins) - first) / (last - first)
        width = (_month(span.ends) + 1 - _month(span.begins)) / (last - first)
        bar = (
            f'<div class="pa-bar" aria-hidden="true"><i style="left:{left:.2%};width:{width:.2%}"></i></div>'
        )
        said = span.begins if span.begins == span.ends else f"{span.begins} – {span.ends}"
        period = f'<span class="pa-period">{said}</span>'
    return (
        f'<li style="--depth:{min(span.depth, 3)}"><div class="pa-name"><span lang="zh-CN">{escape(span.name)}</span>'
        f"{span.mark}{period}</div>{bar}</li>"
    )


def _due(due: Due, first: int, last: int, most: int, language: Language) -> str:
    # The dot stands at the month's end, which is what a deadline of a month means.
    place = (_month(due.month) + 1 - first) / (last - first)
    size = 9 + 9 * len(due.tasks) / most
    tasks = page_texts.LISTED(language).join(escape(task) for task in due.tasks)
    said = texts.DUE_COUNT(language, count=len(due.tasks))
    return (
        f'<li class="pa-due"><div class="pa-name"><details><summary>{texts.DUE(language)} {escape(due.month)} · {said}</summary>'
        f'<p lang="zh-CN">{tasks}</p></details></div><div class="pa-bar" aria-hidden="true">'
        f'<b style="left:{place:.2%};width:{size:.0f}px;height:{size:.0f}px"></b></div></li>'
    )


def _axis(first: int, last: int) -> str:
    """Names of months or years, as many as there is room for."""
    step = next((n for n in (1, 2, 3, 6, 12, 24, 60) if (last - first) / n <= _MOST_TICKS), 120)
    marks = [month for month in range(first, last) if month == first or month % step == 0]
    # Two names side by side need room: the first gives way to the next, which is a round one.
    marks = [month for n, month in enumerate(marks) if n or len(marks) < 2 or marks[1] - month >= step / 2]
    ticks = "".join(
        f'<span style="left:{(month - first) / (last - first):.2%}">{_named(month, step)}</span>'
        for month in marks
    )
    return f'<div class="pa-axis" aria-hidden="true">{ticks}</div>'


def _named(month: int, step: int) -> str:
    return str(month // 12) if step >= 12 else f"{month // 12}-{month % 12 + 1:02d}"


def _month(value: str) -> int:
    year, month = value[:7].split("-")
    return int(year) * 12 + int(month) - 1
