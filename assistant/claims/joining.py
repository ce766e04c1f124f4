"""Make one verdict of several: of the parts of a claim, of a duty and its figure, of a paragraph's statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation, Language
from assistant.claims.verdicts import CheckedClaim, Finding, Verdict, explain


def join_findings(findings: Sequence[Finding]) -> Finding | None:
    """Several findings about one claim as one; what is contradicted decides."""
    if not findings:
        return None
    verdicts = {finding.verdict for finding in findings}
    verdict: Verdict = "partly_supported"
    if "contradicted" in verdicts:
        verdict = "contradicted"
    elif len(verdicts) == 1:
        verdict = findings[0].verdict
    return Finding(
        verdict,
        tuple(dict.fromkeys(d for finding in findings for d in finding.differences)),
        tuple(dict.fromkeys(span for finding in findings for span in finding.spans)),
        min(finding.fit for finding in findings),
        tuple(part for finding in findings for part in finding.missing),
    )


def with_duty(duty: Finding | None, finding: Finding | None, units: Sequence[str] = ()) -> Finding | None:
    """A duty that is confirmed beside a figure that has its own finding."""
    if duty is None or finding is None:
        return finding if duty is None else duty
    verdict: Verdict = finding.verdict
    missing = tuple(part for part in finding.missing if part not in units)
    if verdict == "not_stated":
        verdict = "partly_supported"
    elif verdict == "partly_supported" and finding.missing and not missing:
        verdict = "supported"
    return replace(
        finding, verdict=verdict, missing=missing, spans=tuple(dict.fromkeys(duty.spans + finding.spans))
    )


def sum_up(claim: str, language: Language, checked: Sequence[CheckedClaim]) -> CheckedClaim:
    """One verdict over the statements of a paragraph, with all differences and passages."""
    verdicts = {one.verdict for one in checked}
    if "contradicted" in verdicts:
        verdict: Verdict = "contradicted"
    elif verdicts == {"supported"}:
        verdict = "supported"
    elif verdicts == {"not_stated"}:
        verdict = "not_stated"
    else:
        verdict = "partly_supported"
    differences = tuple(dict.fromkeys(d for one in checked for d in one.differences))
    citations: list[Citation] = []
    for one in checked:
        for citation in one.citations:
            if not any(
                (c.document_id, c.start, c.end) == (citation.document_id, citation.start, citation.end)
                for c in citations
            ):
                citations.append(replace(citation, n=len(citations) + 1))
    missing = tuple(one.claim for one in checked if one.verdict == "not_stated")
    return CheckedClaim(
        claim,
        language,
        verdict,
        explain(language, verdict, differences, missing),
        differences,
        tuple(citations),
    )
