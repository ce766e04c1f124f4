"""Draw the criteria: one row an indicator and figure, every cell with its source and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.answer import Citation, Language
from assistant.desk.criteria import CriteriaRow, Status
from assistant.panels import criteria_texts as texts
from assistant.panels import texts as page_texts
from assistant.panels.evidence import frame
from assistant.panels.library_view import headings, sample_badge
from assistant.panels.markup import escape
from assistant.panels.tasks import EXPORT_TYPES
from assistant.tasks.labels import SIGNS, goal_words

ROWS_SHOWN = 500
"""Rows drawn at once; more make a browser slow. The filters and the exports reach them all."""


@dataclass(frozen=True, slots=True)
class CriteriaFilters:
    """Which rows are wanted; empty where a filter is open."""

    status: str = ""
    category: str = ""
    name: str = ""

    def wants(self, row: CriteriaRow) -> bool:
        """Whether a row passes all filters."""
        return (
            self.status in ("", row.status)
            and self.category in ("", row.category)
            and self.name.strip().casefold() in row.indicator.casefold()
        )

    def query(self) -> str:
        """The filters as the query of an address, "?" included."""
        given = {"status": self.status, "category": self.category, "name": self.name.strip()}
        given = {name: value for name, value in given.items() if value}
        return f"?{urlencode(given)}" if given else ""


def row_key(row: CriteriaRow) -> str:
    """What names a row for as long as its documents are there: the places of its two sides."""
    standard, figure = row.standard_citation, row.figure_citation
    other = f"-{figure.document_id}-{figure.start}" if figure else ""
    return f"{standard.document_id}-{standard.start}{other}"


def row_citations(row: CriteriaRow) -> list[Citation]:
    """The sources of a row: standard 1, target 2, figure 3."""
    cited = (row.standard_citation, row.target_citation, row.figure_citation)
    return [one for one in cited if one is not None]


def render_criteria_filters(rows: Sequence[CriteriaRow], filters: CriteriaFilters, language: Language) -> str:
    """Result, category and part of a name; nothing where there are no criteria."""
    if not rows:
        return ""
    statuses = [
        ("", texts.ANY_STATUS(language)),
        *((one, said(language)) for one, said in texts.STATUSES.items()),
    ]
    named = dict.fromkeys(row.category for row in rows if row.category)
    categories = [("", texts.ANY_CATEGORY(language)), *((one, one) for one in named)]
    chosen = (
        _select("category", categories, filters.category, texts.FILTER_CATEGORY(language)) if named else ""
    )
    return (
        f'<div class="pa-filters" lang="{page_texts.LANGUAGE_TAGS[language]}">'
        f"{_select('status', statuses, filters.status, texts.FILTER_STATUS(language))}{chosen}"
        f'<label>{texts.FILTER_NAME(language)}<input type="search" data-field="name" maxlength="100" value="{escape(filters.name)}"></label></div>'
    )


def _select(field: str, pairs: Sequence[tuple[str, str]], chosen: str, label: str) -> str:
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(name)}</option>'
        for value, name in pairs
    )
    return f'<label>{label}<select data-field="{field}">{options}</select></label>'


def render_criteria(rows: Sequence[CriteriaRow], filters: CriteriaFilters, language: Language) -> str:
    """The counts, the exports and the table of the rows that pass the filters."""
    tag = page_texts.LANGUAGE_TAGS[language]
    if not rows:
        return f'<p class="pa-hint" role="status" lang="{tag}">{texts.NO_CRITERIA(language)}</p>'
    kept = [row for row in rows if filters.wants(row)]
    if not kept:
        return f'<p class="pa-hint" role="status" lang="{tag}">{texts.NO_MATCH(language)}</p>'
    links = "".join(
        f'<a class="pa-quiet" href="export/criteria.{ending}{escape(filters.query())}" download="criteria.{ending}" '
        f'aria-label="{page_texts.EXPORT_AS(language, ending=ending.upper())}">{ending.upper()}</a>'
        for ending in EXPORT_TYPES
    )
    counts = page_texts.LISTED(language).join(
        f"{phrase(language)} {count}"
        for status, phrase in texts.STATUSES.items()
        if (count := sum(row.status == status for row in kept))
    )
    said = f"{texts.COUNT(language, count=len(kept))} {counts}"
    if len(kept) > ROWS_SHOWN:
        said += " " + page_texts.ROWS_CUT(language, shown=ROWS_SHOWN)
    note = f'<p class="pa-note">{texts.SAMPLES(language)}</p>' if any(row.sample for row in kept) else ""
    drawn = "".join(_row(row, language) for row in kept[:ROWS_SHOWN])
    return (
        f'<p class="pa-summary" lang="{tag}"><span role="status">{said}</span>{page_texts.EXPORT(language)} {links}</p>{note}'
        f'<table class="pa-table pa-criteria" lang="{tag}" aria-label="{texts.CRITERIA(language)}"><thead><tr>'
        f"{headings(texts.COLUMNS, language)}</tr></thead><tbody>{drawn}</tbody></table>"
    )


def _row(row: CriteriaRow, language: Language) -> str:
    labels = [column(language) for column in texts.COLUMNS]
    key, standard, figure = row_key(row), row.standard, row.figure
    written = standard.amount.written.lstrip("≥≤<>=")
    category = f'<span class="pa-kind" lang="zh-CN">{escape(row.category)}</span>' if row.category else ""
    target = figure_said = ""
    if row.target is not None and row.target_citation is not None:
        words = goal_words(row.target)
        when = f" ({row.target.deadline})" if row.target.deadline else ""
        target = _said(words + when, row.target_citation, key, language)
    else:
        target = f'<span class="pa-nothing">{texts.NOT_STATED(language)}</span>'
    if figure is not None and row.figure_citation is not None:
        year = f"({texts.YEAR(language, year=figure.year)})" if figure.year else ""
        figure_said = _said(f"{figure.said} {year}".strip(), row.figure_citation, key, language)
    else:
        figure_said = f'<span class="pa-nothing">{texts.NOT_REPORTED(language)}</span>'
    notes = "".join(f'<span class="pa-issue">{escape(note(language))}</span>' for note in row.notes)
    result = (
        f'<span class="pa-result pa-{row.status}">{texts.STATUSES[row.status](language)}</span>'
        f"{sample_badge(row.sample, language)}{notes}"
    )
    order: dict[Status, int] = {"not_met": 0, "no_data": 1, "met": 2}
    cells = (
        ("", _said(SIGNS[standard.operator] + written, row.standard_citation, key, language), written),
        ("", target, ""),
        ("", figure_said, figure.said if figure else ""),
        ("", result, str(order[row.status])),
    )
    drawn = "".join(
        f'<td class="pa-wrap {kind}" data-label="{label}"'
        + (f' data-sort="{escape(sort)}"' if sort else "")
        + f">{cell}</td>"
        for label, (kind, cell, sort) in zip(labels[1:], cells, strict=True)
    )
    return (
        f'<tr><th scope="row" data-sort="{escape(row.indicator)}">{category}<button type="button" class="pa-link" data-event="open" '
        f'data-row="{escape(key)}" data-n="1" lang="zh-CN">{escape(row.indicator)}</button>'
        f"{sample_badge(row.standard_citation.sample, language)}</th>{drawn}</tr>"
    )


def _said(words: str, citation: Citation, key: str, language: Language) -> str:
    """What one side says, the mark that opens it, and whether it is a sample."""
    label = page_texts.MARK(language, n=texts.SIDES[citation.n](language), formal=citation.formal)
    if citation.sample:
        label += page_texts.SAMPLE_MARK(language)
    sample = " pa-sample" if citation.sample else ""
    return (
        f'<span lang="zh-CN">{escape(words)}</span><button type="button" class="pa-mark{sample}" data-event="open" '
        f'data-turn="criteria-{escape(key)}" data-row="{escape(key)}" data-n="{citation.n}" '
        f'aria-label="{escape(label)}" title="{escape(label)}">{citation.n}</button>'
        f"{sample_badge(citation.sample, language)}"
    )


def render_no_row(language: Language) -> str:
    """The side before a row is chosen."""
    hint = f'<p class="pa-hint">{texts.EMPTY_SIDE(language)}</p>'
    return frame(page_texts.EVIDENCE(language), hint, language, "criteria")
