"""What a check comes to: the verdict, the differences by name, the passages, and the sentence that explains.

``supported``: everything the claim states is found. ``contradicted``: the same subject is found, and a
field of the claim differs. ``partly_supported``: some fields are found, others are not stated.
``not_stated``: nothing found speaks of it, which is neither for nor against.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.answer import Citation, Language

Verdict = Literal["supported", "contradicted", "partly_supported", "not_stated"]
DifferenceKind = Literal["number", "unit", "date", "organisation", "role", "negation", "scope"]

VERDICT_NAMES: dict[str, tuple[str, str]] = {
    "supported": ("有据", "supported"),
    "contradicted": ("不符", "contradicted"),
    "partly_supported": ("部分有据", "partly supported"),
    "not_stated": ("未载明", "not stated"),
}
KIND_NAMES: dict[str, tuple[str, str]] = {
    "number": ("数值", "number"),
    "unit": ("计量单位", "unit"),
    "date": ("时间", "date"),
    "organisation": ("单位", "organisation"),
    "role": ("职责", "role"),
    "negation": ("否定", "negation"),
    "scope": ("范围", "scope"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which a claim departs from its source."""

    kind: DifferenceKind
    claimed: str
    source: str

    def as_json(self) -> dict[str, str]:
        """Fields of the contract."""
        return {"kind": self.kind, "claimed": self.claimed, "source": self.source}


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with its verdict and what it rests on."""

    claim: str
    language: Language
    verdict: Verdict
    explanation: str
    differences: tuple[Difference, ...] = ()
    citations: tuple[Citation, ...] = ()
    start: int | None = None
    """Where the statement stands in the report it was taken from, else None."""
    end: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Fields of the contract; ``start`` and ``end`` only for a statement of a report."""
        out: dict[str, Any] = {
            "claim": self.claim,
            "verdict": self.verdict,
            "explanation": self.explanation,
            "differences": [difference.as_json() for difference in self.differences],
            "citations": [citation.as_json() for citation in self.citations],
        }
        if self.start is not None:
            out |= {"start": self.start, "end": self.end}
        return out


@dataclass(frozen=True, slots=True)
class Finding:
    """What one piece of evidence says of a claim, before a citation is made of it."""

    verdict: Verdict
    differences: tuple[Difference, ...]
    spans: tuple[tuple[str, int, int], ...]
    """(document id, start, end) of each passage to show."""
    fit: float
    """How surely the evidence is about the claim's subject, in [0, 1]."""
    missing: tuple[str, ...] = ()
    """Parts of the claim that the evidence does not state, as written."""
    note: str = ""
    """A key of ``NOTES``: why the verdict is not what the figures alone suggest."""
    noted: str = field(default="", compare=False)
    """What the note speaks of, as the source writes it."""


# (Chinese, English) of what is said beside a verdict; {} takes what the source writes.
NOTES: dict[str, tuple[str, str]] = {
    "target": (
        "文件只提出了目标({}),没有说明是否已经达到。",
        "The document only sets the target ({}); it does not say that it was reached.",
    ),
    "period": ("文件中的数值属于另一时期({})。", "The document's figure is for another period ({})."),
    "colead": ("牵头单位还有{}。", "{} leads as well."),
    "open": (
        "配合单位名单以“等”结尾,未点名该单位({})。",
        "The list ends in 等 and does not name this unit ({}).",
    ),
}


def explain(
    language: Language,
    verdict: Verdict,
    differences: Sequence[Difference],
    missing: Sequence[str] = (),
    note: str = "",
    noted: str = "",
) -> str:
    """One or two short sentences in the claim's language that name what agrees, differs or is not stated."""
    chinese = language == "zh"
    said = NOTES[note][0 if chinese else 1].format(noted) if note else ""
    if verdict == "supported":
        head = "与原文一致。" if chinese else "The document says so."
        return _join(head, said, chinese)
    if differences:
        if chinese:
            parts = [
                f"{KIND_NAMES[d.kind][0]}不符:原文为“{d.source}”,此处为“{d.claimed}”" for d in differences
            ]
            head = ";".join(parts) + "。"
        else:
            parts = [
                f"the {KIND_NAMES[d.kind][1]} differs: “{d.claimed}” against “{d.source}”"
                for d in differences
            ]
            head = "; ".join(parts) + "."
            head = head[0].upper() + head[1:]
        return _join(head, said, chinese)
    if missing and verdict == "partly_supported":
        named = ("、" if chinese else ", ").join(f"“{part}”" for part in missing)
        head = f"部分内容有据;未载明:{named}。" if chinese else f"In part; not stated: {named}."
        return _join(head, said, chinese)
    if said:
        return said
    if verdict == "partly_supported":
        return "只有部分内容有据。" if chinese else "Only a part of it is stated."
    return "所载文件没有说明这一点。" if chinese else "The documents do not say."


def _join(head: str, tail: str, chinese: bool) -> str:
    return f"{head}{'' if chinese or not tail else ' '}{tail}"
