"""Compare a claim with a sentence that it nearly repeats, part by part where the two stand side by side.

Most statements of a report copy the plan's own words. For these, comparing letters is surer than
comparing meanings: what stands at the same place between the same words is what was changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.claims.alignment import Alignment, clause_of
from assistant.claims.clauses import scope_difference
from assistant.claims.part import Part
from assistant.claims.same_parts import same_value
from assistant.claims.verdicts import Difference, DifferenceKind

_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_NAME = re.compile(r"[\u4e00-\u9fff]+")
# Letters on one side of a denial from which on its clause is shown in part.
LONG_CLAUSE = 30


@dataclass(frozen=True, slots=True)
class Comparison:
    """What laying a claim over a sentence shows."""

    share: float
    """Share of the claim's letters found in the sentence in the same order."""
    differences: tuple[Difference, ...]
    missing: tuple[str, ...]
    """Words of the claim that stand nowhere at this place of the sentence."""
    span: tuple[int, int]
    """The part of the sentence laid against the claim."""


def compare(
    claim: str, sentence: str, claim_parts: Sequence[Part], sentence_parts: Sequence[Part]
) -> Comparison:
    """Lay the claim over the sentence and compare the parts at the same places."""
    aligned = Alignment(claim, sentence)
    if not aligned.blocks:
        return Comparison(0.0, (), (), (0, 0))
    begin, end = aligned.span
    differences: list[Difference] = []
    missing: list[str] = []
    answered: set[int] = set()
    explained: list[tuple[int, int]] = []
    for part in claim_parts:
        low, high = aligned.across(part, forward=True)
        rivals = [
            (n, other)
            for n, other in enumerate(sentence_parts)
            if other.kind == part.kind and _comparable(part, other) and other.start < high and other.end > low
        ]
        same = [n for n, other in rivals if same_value(part, other)]
        if part.kind == "date":
            # "5月底前,完成A。9月底前,完成B": the date of A is none of B's.
            place = aligned.sentence_of(part)
            here = [(n, o) for n, o in enumerate(sentence_parts) if o.kind == "date" and _within(o, place)]
            if rivals and here and not any(n in same for n, _ in here):
                rivals, same = here, [n for n, other in here if same_value(part, other)]
        if part.kind == "number":
            rivals = [
                (n, other)
                for n, other in rivals
                if same_value(part, other) or aligned.is_same_clause(part, other)
            ]
            counterpart = next((other for n, other in rivals if n in same), None)
            scope = counterpart and _scope(aligned, claim_parts, sentence_parts, part, counterpart)
            if scope:
                differences.append(scope)
        if same:
            answered.update(same)
            explained.append((part.start, part.end))
            continue
        if rivals:
            if part.kind == "role" and {str(part.value), str(rivals[0][1].value)} == {"lead", "charge"}:
                continue
            answered.update(n for n, _ in rivals)
            explained.append((part.start, part.end))
            differences.append(difference(part, rivals[0][1]))
        elif _denies(part) and part.group in ("denial", "modality"):
            if aligned.is_added(part):
                around = _around(sentence, low, high)
                differences.append(Difference("negation", _around(claim, part.start, part.end), around))
                explained.append((part.start, part.end))
        elif part.kind == "organisation":
            replaced = _replaced_name(sentence, aligned, part)
            if replaced:
                differences.append(Difference("organisation", part.written, replaced))
                explained.append((part.start, part.end))
            elif not aligned.holds(part):
                missing.append(part.written)
        elif part.kind in ("number", "date", "unit") and not aligned.holds(part):
            missing.append(part.written)
    for n, part in enumerate(sentence_parts):
        if n in answered or not _denies(part) or not begin <= part.start < end:
            continue
        low, high = aligned.across(part, forward=False)
        if (
            high - low <= 6
            and not any(_denies(other) and other.start < high and other.end > low for other in claim_parts)
            and aligned.is_dropped(part)
        ):
            differences.append(
                Difference("negation", _around(claim, low, high), _around(sentence, part.start, part.end))
            )
    for n, part in enumerate(sentence_parts):
        if part.kind == "organisation" and n not in answered and begin <= part.start < end:
            # A name that is no unit by its form, or a person, in the place of a unit.
            low, high = aligned.across(part, forward=False)
            stands = claim[low:high].strip(" ,，、。;；:：的")
            free = not any(low <= a < high for a, _ in explained)
            if (
                free
                and 2 <= len(stands) <= 8
                and _NAME.fullmatch(stands)
                and not is_shortened(stands, part.written)
            ):
                differences.append(Difference("organisation", stands, part.written))
                explained.append((low, high))
    missing += aligned.unmatched(claim, explained)
    return Comparison(aligned.share, tuple(dict.fromkeys(differences)), tuple(missing), (begin, end))


def _denies(part: Part) -> bool:
    return part.kind == "negation" and part.value in ("not", "forbid", "exempt")


def _within(part: Part, place: tuple[int, int]) -> bool:
    return place[0] <= part.start < place[1]


def _scope(
    aligned: Alignment,
    claim_parts: Sequence[Part],
    sentence_parts: Sequence[Part],
    part: Part,
    other: Part,
) -> Difference | None:
    """Another scope in the clause of a figure that agrees: 新增53家 for 累计达到53家."""
    ours, theirs = clause_of(aligned.left, part), clause_of(aligned.right, other)
    return scope_difference(
        [p for p in claim_parts if _within(p, ours)], [p for p in sentence_parts if _within(p, theirs)], part
    )


def difference(claim: Part, source: Part) -> Difference:
    """The difference of two parts of one kind, named as the contract names kinds."""
    kind: DifferenceKind = claim.kind
    if claim.kind == "number":
        if (
            claim.per
            and source.per
            and claim.per_size != source.per_size
            and re.sub(r"[^\d.]", "", claim.written) == re.sub(r"[^\d.]", "", source.written)
        ):
            # The same digits per another number of people or yuan.
            return Difference("unit", f"{claim.per}{claim.written}", f"{source.per}{source.written}")
        same_figure = re.sub(r"[^\d.]", "", claim.written) == re.sub(r"[^\d.]", "", source.written)
        # In English 万 and 亿 are part of the number: 300 million for 30 billion is another number.
        is_english = claim.unit.isascii() and not source.unit.isascii()
        if claim.group != source.group or (claim.unit != source.unit and same_figure and not is_english):
            kind = "unit"
    return Difference(kind, claim.written, source.written)


def _comparable(part: Part, other: Part) -> bool:
    if part.kind == "number":
        if part.group == other.group or "bare" in (part.group, other.group):
            return True
        # 3000万元 for 3000万美元, 5个工作日 for 5天: the same figure under another unit.
        return isinstance(part.value, float) and part.written[:1].isdigit() == other.written[:1].isdigit()
    return part.group == other.group


def _replaced_name(sentence: str, aligned: Alignment, part: Part) -> str:
    """The words that stand where the claim names a unit; empty where nothing was exchanged there."""
    if not aligned.is_exchanged(part):
        return ""
    low, high = aligned.across(part, forward=True)
    stands = sentence[low:high].strip(" ,，、。;；:：")
    if is_shortened(part.written, stands):
        return ""
    return (
        stands
        if 2 <= len(stands) <= 16 and _HAN.search(stands) and not re.search(r"[,，。;；]", stands)
        else ""
    )


def is_shortened(short: str, name: str) -> bool:
    """Whether a name is another one with words left out: 领导小组办公室 of 创建高新区工作领导小组办公室."""
    characters = iter(name)
    return len(short) >= 4 and short[-2:] == name[-2:] and all(c in characters for c in short)


def _around(text: str, start: int, end: int) -> str:
    """The clause of the word, so that a reader sees what is denied; a long one is cut where a comma may stand, 、."""
    marks = ",，。;；:：\n"
    begin = max(text.rfind(mark, 0, start) for mark in marks) + 1
    ends = [at for mark in marks if (at := text.find(mark, end)) >= 0]
    stop = min(ends, default=len(text))
    if start - begin > LONG_CLAUSE:
        begin = max(begin, text.rfind("、", begin, start) + 1)
    if stop - end > LONG_CLAUSE and (at := text.find("、", end, stop)) > 0:
        stop = at
    return text[begin:stop].strip()
