"""Checked statements as HTML: verdict, differences, marks that open the passages, progress, exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation, Language
from assistant.claims.report_check import CheckedReport
from assistant.claims.verdicts import KIND_NAMES, VERDICT_NAMES, CheckedClaim
from assistant.panels import check_texts, texts
from assistant.panels.evidence import frame
from assistant.panels.markup import escape

ROWS_SHOWN = 200
"""Statements drawn at once; more make a browser slow, and the exports hold them all."""
LONG_CHECK = 30
"""From so many statements on, those that do not agree come first."""
EXPORT_ENDINGS = ("xlsx", "docx", "csv", "md")
_GRAVITY = ("contradicted", "partly_supported", "not_stated", "supported")


def numbered(claims: Sequence[CheckedClaim]) -> dict[tuple[str, int, int], Citation]:
    """The passages of all claims by their place, numbered through."""
    found: dict[tuple[str, int, int], Citation] = {}
    for claim in claims:
        for one in claim.citations:
            found.setdefault((one.document_id, one.start, one.end), replace(one, n=len(found) + 1))
    return found


def ranked(claims: Sequence[CheckedClaim]) -> list[CheckedClaim]:
    """The claims to draw: few in their order, many with those first that do not agree, cut to what a page bears."""
    if len(claims) <= LONG_CHECK:
        return list(claims)
    return sorted(claims, key=lambda claim: _GRAVITY.index(claim.verdict))[:ROWS_SHOWN]


def render_checked(report: CheckedReport, key: str, language: Language) -> str:
    """Counts, exports, and each claim with its verdict, what differs, and marks that open its passages.

    Args:
        key: Under which the result is kept for export; empty: it is not.
    """
    claims = ranked(report.claims)
    places = numbered(claims)
    total = len(report.claims)
    counts = report.counts()
    said = check_texts.CHECKED(language, total=total) + " "
    said += texts.LISTED(language).join(f"{_verdict(name, language)} {n}" for name, n in counts.items() if n)
    # Said, so that silence is not taken for approval.
    if report.slogans:
        said += check_texts.PASSED_OVER(language, count=report.slogans)
    lines = [escape(report.title)] if report.file else []
    if report.cancelled:
        lines.append(check_texts.CANCELLED(language))
    if len(claims) < total:
        lines.append(check_texts.ROWS_LEFT(language, shown=len(claims), total=total))
    notes = "".join(f'<p class="pa-hint">{line}</p>' for line in lines)
    if report.unchecked:
        items = "".join(
            f"<li>{escape(one.claim[:80])} — {escape(one.reason)}</li>" for one in report.unchecked
        )
        notes += f'<div class="pa-hint">{check_texts.UNCHECKED(language, count=len(report.unchecked))}<ul>{items}</ul></div>'
    links = "".join(
        f'<a class="pa-quiet" href="export/check.{ending}?key={escape(key)}" download="check.{ending}" '
        f'aria-label="{texts.EXPORT_AS(language, ending=ending.upper())}">{ending.upper()}</a>'
        for ending in (EXPORT_ENDINGS if key and total else ())
    )
    exports = f"{texts.EXPORT(language)} {links}" if links else ""
    drawn = "".join(_claim(claim, places, language) for claim in claims)
    return (
        f'<div lang="{texts.LANGUAGE_TAGS[language]}"><p class="pa-summary"><span role="status">{said}</span>{exports}</p>'
        f'{notes}<ol class="pa-claims">{drawn}</ol></div>'
    )


def render_running(done: int, total: int, language: Language) -> str:
    """How far a check is, with a button that stops it."""
    said = check_texts.CHECKING(language, done=done, total=total) if total else check_texts.READING(language)
    share = f' value="{done}" max="{total}"' if total else ""
    return (
        f'<div class="pa-report" lang="{texts.LANGUAGE_TAGS[language]}"><p role="status">{said}</p>'
        f'<progress{share} aria-label="{said}"></progress> '
        f'<button type="button" class="pa-quiet" data-event="halt">{check_texts.CANCEL(language)}</button></div>'
    )


def render_report_zone(language: Language) -> str:
    """Where a report is dropped."""
    return (
        f'<label class="pa-drop" lang="{texts.LANGUAGE_TAGS[language]}"><input type="file" class="pa-unseen" '
        f'aria-label="{check_texts.DROP_REPORT(language)}"><b>{check_texts.DROP_REPORT(language)}</b>'
        f"<span>{check_texts.DROP_REPORT_TEXT(language)}</span></label>"
        f'<ul class="pa-uploads" aria-live="polite" data-uploading="{texts.UPLOADING(language)}" '
        f'data-failed="{texts.UPLOAD_FAILED(language)}"></ul>'
    )


def _verdict(name: str, language: Language) -> str:
    chinese, english = VERDICT_NAMES[name]
    return chinese if language == "zh" else english.capitalize()


def _claim(claim: CheckedClaim, places: dict[tuple[str, int, int], Citation], language: Language) -> str:
    marks = ""
    for one in claim.citations:
        place = places[(one.document_id, one.start, one.end)]
        label = escape(
            texts.MARK(language, n=place.n, formal=place.formal)
            + (texts.SAMPLE_MARK(language) if place.sample else "")
        )
        sample = " pa-sample" if place.sample else ""
        marks += (
            f'<button type="button" class="pa-mark{sample}" data-turn="check" data-n="{place.n}" '
            f'aria-label="{label}" title="{label}">{place.n}</button>'
        )
    differences = "".join(
        f'<tr><th scope="row">{KIND_NAMES[one.kind][0 if language == "zh" else 1]}</th>'
        f'<td data-label="{check_texts.CLAIMED(language)}">{escape(one.claimed)}</td>'
        f'<td data-label="{check_texts.IN_SOURCE(language)}">{escape(one.source)}</td></tr>'
        for one in claim.differences
    )
    table = (
        f'<table class="pa-table"><thead><tr><th scope="col">{check_texts.DIFFERENCE(language)}</th>'
        f'<th scope="col">{check_texts.CLAIMED(language)}</th><th scope="col">{check_texts.IN_SOURCE(language)}</th></tr></thead>'
        f"<tbody>{differences}</tbody></table>"
        if differences
        else ""
    )
    return (
        f'<li class="pa-{claim.verdict}"><h3>{_verdict(claim.verdict, language)}</h3><p>{escape(claim.claim)}</p>'
        f'<p lang="{texts.LANGUAGE_TAGS[claim.language]}">{escape(claim.explanation)}{marks}</p>{table}</li>'
    )


def render_no_passages(language: Language) -> str:
    """The side before anything is checked, or where nothing was found."""
    return frame(
        texts.EVIDENCE(language),
        f'<p class="pa-hint">{check_texts.PASSAGES_EMPTY(language)}</p>',
        language,
        "check",
    )
