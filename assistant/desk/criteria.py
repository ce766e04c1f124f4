"""Hold the figures that reports give against the standards of the criteria, indicator by indicator.

For each indicator of a document of kind ``criteria``: its standard, the plan's target, each report's figure,
and whether the figure meets the standard. A figure for another area than the indicator's (全区 for
园区), or for a part of a year, is shown and not judged. No figure is 无数据, never 未达标.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from assistant.answer import Citation
from assistant.citations import cite
from assistant.claims.part import Part
from assistant.desk.figures import Figure, find_figures, indicator_rows, read_figures, same_indicator
from assistant.phrases import Phrase
from assistant.tasks.targets import Operator, Target, read_targets
from corpus.document import Document

if TYPE_CHECKING:
    from assistant.workspace import Workspace

Status = Literal["met", "not_met", "no_data"]
FIGURES_DIFFER = Phrase("各单位数据不一致", "departments give different figures")
STATUS_NAMES: dict[Status, tuple[str, str]] = {
    "met": ("达标", "met"),
    "not_met": ("未达标", "not met"),
    "no_data": ("无数据", "no data"),
}


@dataclass(frozen=True, slots=True)
class CriteriaRow:
    """One indicator against one figure, or against none."""

    indicator: str
    category: str
    standard: Figure
    standard_citation: Citation
    target: Target | None
    target_citation: Citation | None
    figure: Figure | None
    figure_citation: Citation | None
    status: Status
    notes: tuple[Phrase, ...] = ()

    @property
    def sample(self) -> bool:
        """Whether any of the documents it rests on is a demonstration."""
        cited = (self.standard_citation, self.target_citation, self.figure_citation)
        return any(citation.sample for citation in cited if citation is not None)

    def as_json(self) -> dict[str, Any]:
        """Both sides with their citations."""
        return {
            "indicator": self.indicator,
            "category": self.category,
            "standard": {**self.standard.as_json(), "citation": self.standard_citation.as_json()},
            "plan_target": None
            if self.target is None or self.target_citation is None
            else {
                "operator": self.target.operator,
                "value": self.target.value,
                **({"upper": self.target.upper} if self.target.upper is not None else {}),
                "unit": self.target.unit,
                "deadline": self.target.deadline,
                "quote": self.target.quote,
                "citation": self.target_citation.as_json(),
            },
            "figure": None
            if self.figure is None or self.figure_citation is None
            else {
                **self.figure.as_json(),
                "year": self.figure.year,
                "citation": self.figure_citation.as_json(),
            },
            "status": self.status,
            "status_zh": STATUS_NAMES[self.status][0],
            "sample": self.sample,
            "notes": [note.zh for note in self.notes],
        }


def read_criteria(workspace: Workspace) -> list[CriteriaRow]:
    """Every indicator of every criteria document, in text order; one row per report figure, or one without."""
    documents = [workspace.document(record.entry.document_id) for record in workspace.documents()]
    criteria = [document for document in documents if document.metadata.kind == "criteria"]
    plans = [document for document in documents if document.metadata.kind == "plan"]
    figures = [f for d in documents if d.metadata.kind == "report" for f in read_figures(d)]
    targets = [(document, target) for document in plans for target in read_targets(document.text)]
    rows: list[CriteriaRow] = []
    for document in criteria:
        for standard in indicator_rows(document):
            rows.extend(_rows_of(standard, targets, figures))
    return rows


def _other_scope(counted: str, asked: str) -> Phrase:
    return Phrase(
        f"统计口径为{counted},与指标的{asked}口径不同,不作判定",
        f"counted for {counted}, while the indicator is for {asked}: not judged",
    )


def _rows_of(
    standard: Figure, targets: Sequence[tuple[Document, Target]], figures: Sequence[Figure]
) -> list[CriteriaRow]:
    name = standard.name
    match = next(
        ((d, t) for d, t in targets if t.value is not None and same_indicator(name, t.indicator)), None
    )
    match = match or next(((d, t) for d, t in targets if same_indicator(name, t.indicator)), None)
    target_citation = cite(match[0], match[1].start, match[1].end, 2) if match else None
    standard_citation = cite(standard.document, standard.start, standard.end, 1)
    found: list[tuple[Figure, tuple[Phrase, ...], bool]] = []
    seen: set[tuple[str, object]] = set()
    for figure in find_figures(figures, name, "reached"):
        key = (figure.document.document_id, figure.amount.value)
        if figure.partial or key in seen or not _same_dimension(standard.amount, figure.amount):
            continue
        seen.add(key)
        other = bool(standard.territory) and figure.territory not in ("", standard.territory)
        notes = (_other_scope(figure.territory, standard.territory),) if other else ()
        found.append((figure, notes, not other))
    # Several figures of one document for one indicator: the year the plan sets, else the latest.
    found = _one_per_document(found, match[1] if match else None)
    values = {figure.amount.value for figure, _, judged in found if judged}
    conflict = (FIGURES_DIFFER,) if len(values) > 1 else ()
    rows = [
        CriteriaRow(
            name,
            standard.category,
            standard,
            standard_citation,
            match[1] if match else None,
            target_citation,
            figure,
            cite(figure.document, figure.start, figure.end, 3),
            ("met" if meets(figure.amount, standard.operator, standard.amount) else "not_met")
            if judged
            else "no_data",
            (*notes, *(conflict if judged else ())),
        )
        for figure, notes, judged in found
    ]
    if rows:
        return rows
    return [
        CriteriaRow(
            name, standard.category, standard, standard_citation, match[1] if match else None, target_citation, None, None, "no_data"
        )
    ]  # fmt: skip


def _one_per_document(
    found: Sequence[tuple[Figure, tuple[Phrase, ...], bool]], target: Target | None
) -> list[tuple[Figure, tuple[Phrase, ...], bool]]:
    year = int(target.deadline[:4]) if target and target.deadline else None
    kept: dict[str, tuple[Figure, tuple[Phrase, ...], bool]] = {}
    for one in found:
        document_id = one[0].document.document_id
        held = kept.get(document_id)
        if held is None or _preference(one, year) > _preference(held, year):
            kept[document_id] = one
    return list(kept.values())


def _preference(one: tuple[Figure, tuple[Phrase, ...], bool], year: int | None) -> tuple[bool, bool, bool]:
    figure, _, judged = one
    return judged, figure.year == year, figure.from_table


def _same_dimension(standard: Part, figure: Part) -> bool:
    if standard.group == figure.group:
        return True
    return {standard.group, figure.group} <= {"count", "bare"} or {standard.group, figure.group} <= {
        "points",
        "share",
    }


def meets(figure: Part, operator: Operator, standard: Part) -> bool:
    """Whether a figure meets a standard, both in base units."""
    if not isinstance(figure.value, float) or not isinstance(standard.value, float):
        return False
    value, bound = figure.value, standard.value
    slack = 1e-9 * max(1.0, abs(bound))
    if operator == ">=":
        return value >= bound - slack
    if operator == "<=":
        return value <= bound + slack
    if operator == ">":
        return value > bound
    if operator == "<":
        return value < bound
    if operator == "range" and standard.upper is not None:
        return bound - slack <= value <= standard.upper + slack
    return abs(value - bound) <= slack
