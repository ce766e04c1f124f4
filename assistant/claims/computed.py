"""What the figures of one sentence come to: a sum, a difference, which of two is larger.

"共20条" is true of 5条, 7条, 4条 and 4条, and stands nowhere. A figure is worked out only from figures of
one sentence that count the same things, and only where the claim says that it is worked out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from assistant.answer import Language
from assistant.claims.clauses import is_comparable
from assistant.claims.pairing import Bound, Feature, best_bound, bind, features, holds, share
from assistant.claims.part import Part
from assistant.claims.verdicts import Difference
from assistant.language.concepts import Concept
from assistant.language.sentences import Sentence

_SUM = {
    "zh": re.compile(
        r"合计|加起来|相加|之和|一共|总共|总计|共计|总数|(?<![公与])共(?=有|为|是|\d)|合起来|累加"
    ),
    "en": re.compile(
        r"\b(?:together|in total|altogether|combined|in all|in sum|sum of|total(?:s|ling)?)\b", re.I
    ),
}
_CHANGE = {
    "zh": re.compile(
        r"(?P<down>缩短|减少|压减|压缩|下降|降低|少|小|低|短)了?\s*$|(?P<up>增加|增长|提高|延长|新增|多|大|高|长|超出|超过|超额)了?(?:目标|计划)?\s*$|(?P<any>相差|差|差距为?)\s*$"
    ),
    "en": re.compile(
        r"\b(?P<down>shortened|reduced|cut|fell|decreased|dropped|down)(?: by)?\s*$|\b(?P<up>increased|rose|grew|up|exceed(?:s|ed) [^.,]* by|extended)(?: by)?\s*$",
        re.I,
    ),
}
_THAN = {
    "zh": re.compile(
        r"^(?P<a>[^,，。;；]{2,24}?)(?:比|较)(?P<b>[^,，。;；]{2,20}?)(?:的)?(?:要|还要|还)?(?P<how>多|大|高|长|少|小|低|短)(?:出|了)?(?=[,，。;；约\d]|一些|$)"
        r"|^(?P<a2>[^,，。;；]{2,24}?)(?P<how2>多于|大于|高于|超过|少于|小于|低于)(?P<b2>[^,，。;；\d]{2,20})[。.]?$"
    ),
    "en": re.compile(
        r"^(?P<a>.+?)\s+(?:is|are|has|have|gets?|will be|covers?)?\s*(?P<how>more|larger|bigger|greater|higher|longer|fewer|smaller|less|lower|shorter)\s+(?:[\w ]{0,30}?\s)?than\s+(?P<b>.+?)[.]?$",
        re.I,
    ),
}
_LESS = re.compile(r"少|小|低|短|fewer|smaller|less|lower|shorter", re.I)
_FROM_TO = re.compile(r"(?:由|从)[^,，。;；]*?(?:至|到|为|压减|缩短|提高|提升|增加|下降|降低|减少|延长|压缩)")
# Sentences looked at, best first: those that state what the claim adds up are among its nearest.
NEAREST = 8


@dataclass(frozen=True, slots=True)
class Worked:
    """A figure worked out from a sentence, or two that were compared."""

    agrees: bool
    sentence: Sentence
    difference: Difference | None = None
    part: Part | None = None
    """The claim's figure that was worked out; None where two were compared without one."""


@dataclass(frozen=True, slots=True)
class _Line:
    sentence: Sentence
    parts: Sequence[Part]


def work_out(
    claim: str,
    language: Language,
    parts: Sequence[Part],
    concepts: Sequence[Concept],
    lines: Sequence[tuple[Sentence, Sequence[Part]]],
) -> Worked | None:
    """What the nearest sentences give for a figure that the claim says is worked out; None where nothing is.

    Args:
        lines: Sentences with their parts, the nearest first.
    """
    near = [_Line(sentence, read) for sentence, read in lines[:NEAREST]]
    numbers = [part for part in parts if part.kind == "number"]
    than = _THAN[language].search(claim)
    if than is not None:
        return _compare(language, than, numbers, concepts, near)
    for part in numbers:
        total = _SUM[language].search(claim)
        if total and len(numbers) > 1 and part.start < total.start() and part is not numbers[-1]:
            continue  # 两类产业合计9条 adds up to 9
        if total:
            worked = _sum(claim, language, part, concepts, near)
        else:
            change = _CHANGE[language].search(claim[: part.start])
            worked = (
                _changed(claim, language, part, change.lastgroup or "", concepts, near) if change else None
            )
        if worked is not None:
            return worked
    return None


def _numbers(line: _Line, like: Part) -> list[Bound]:
    """The figures of a sentence that count what ``like`` counts, with their words."""
    own = [p for p in line.parts if p.kind == "number" and is_comparable(like, p) and p.group == like.group]
    return bind(line.sentence.text, own)


def _sum(
    claim: str, language: Language, part: Part, concepts: Sequence[Concept], lines: Sequence[_Line]
) -> Worked | None:
    said = features(claim[: part.start] + " " + claim[part.end :], language, concepts)
    for line in lines:
        bounds = _numbers(line, part)
        if not 2 <= len(bounds) <= 8 or any(same_figure(part, b.part) for b in bounds):
            continue
        named = [b for b in bounds if _names(said, b, bounds)]
        chosen = named if len(named) > 1 else bounds
        # All of them count one thing, of which the claim speaks: 产业链 in each label.
        common = [one for one in said if all(holds(b.label, one) for b in chosen)]
        if not common and len(named) < 2:
            continue
        total = sum(float(b.part.value or 0) for b in chosen)
        if _equal(total, part):
            return Worked(True, line.sentence, None, part)
        if len(common) >= 2 or len(named) > 1:
            written = "+".join(b.part.written for b in chosen)
            stated = Difference("number", part.written, f"{_plain(total, chosen)}({written})")
            return Worked(False, line.sentence, stated, part)
    return None


def _changed(
    claim: str, language: Language, part: Part, way: str, concepts: Sequence[Concept], lines: Sequence[_Line]
) -> Worked | None:
    """By how much something changed, or by how much a goal was passed, from two figures of one sentence."""
    said = features(claim, language, concepts)
    for line in lines:
        bounds = _numbers(line, part)
        if len(bounds) < 2 or share(line.sentence.text, said) < 0.4:
            continue
        if any(same_figure(part, b.part) for b in bounds):
            return None
        for first, second in pairwise(bounds):
            step = float(second.part.value or 0) - float(first.part.value or 0)
            if _equal(abs(step), part) and (
                way in ("", "any") or _is_way(way, step, line.sentence.text, bounds)
            ):
                return Worked(True, line.sentence, None, part)
    return None


def _is_way(way: str, step: float, text: str, bounds: Sequence[Bound]) -> bool:
    """Whether a change goes up or down as the claim says; without 由…到… the order of two figures says nothing."""
    if not _FROM_TO.search(text[bounds[0].start : bounds[-1].end]):
        return True
    return (step > 0) == (way == "up")


def _compare(
    language: Language,
    than: re.Match[str],
    numbers: Sequence[Part],
    concepts: Sequence[Concept],
    lines: Sequence[_Line],
) -> Worked | None:
    """Which of two named things has the larger figure, and by how much."""
    groups = than.groupdict()
    left = groups["a"] or groups.get("a2") or ""
    right = groups["b"] or groups.get("b2") or ""
    less = bool(_LESS.search(groups["how"] or groups.get("how2") or ""))
    ours, theirs = features(left, language, concepts), features(right, language, concepts)
    by = next((p for p in numbers if p.start >= than.end("how" if groups["how"] else "how2")), None)
    own_left = [one for one in ours if one not in theirs]
    own_right = [one for one in theirs if one not in ours]
    for line in lines:
        figures = [p for p in line.parts if p.kind == "number" and p.group not in ("share", "points", "bare")]
        for group in dict.fromkeys(p.group for p in figures):
            bounds = bind(line.sentence.text, [p for p in figures if p.group == group])
            if by is not None and by.group != group:
                continue
            a, b = best_bound(own_left, bounds), best_bound(own_right, bounds)
            if a is None or b is None:
                pair = _apart(ours, theirs, bounds)
                if pair is None:
                    continue
                a, b = pair
            if a is b or not is_comparable(a.part, b.part):
                continue
            step = float(a.part.value or 0) - float(b.part.value or 0)
            written = f"{a.part.written}、{b.part.written}"
            if (step < 0) != less or step == 0:
                return Worked(False, line.sentence, Difference("number", than[0].strip(" 。."), written), by)
            if by is None or _equal(abs(step), by):
                return Worked(True, line.sentence, None, by)
            stated = Difference("number", by.written, f"{_plain(abs(step), [a, b])}({written})")
            return Worked(False, line.sentence, stated, by)
    return None


def _apart(
    ours: Sequence[Feature], theirs: Sequence[Feature], bounds: Sequence[Bound]
) -> tuple[Bound, Bound] | None:
    """The two bounds of which one has the words of the one side and one of the other."""
    best: tuple[float, Bound, Bound] | None = None
    for one, other in combinations(bounds, 2):
        for a, b in ((one, other), (other, one)):
            score = (
                share(a.label, ours) - share(b.label, ours) + share(b.label, theirs) - share(a.label, theirs)
            )
            if score > (best[0] if best else 0.4):
                best = (score, a, b)
    return (best[1], best[2]) if best else None


def _names(said: Sequence[Feature], bound: Bound, bounds: Sequence[Bound]) -> bool:
    """Whether the claim has a word that this label alone has."""
    others = [b for b in bounds if b is not bound]
    return any(holds(bound.label, one) and not any(holds(o.label, one) for o in others) for one in said)


def same_figure(part: Part, other: Part) -> bool:
    """Whether a sentence states the figure itself, so that nothing is to be worked out."""
    return isinstance(part.value, float) and _equal(part.value, other)


def _equal(value: float, part: Part) -> bool:
    return isinstance(part.value, float) and abs(value - part.value) <= 1e-6 * max(1.0, abs(part.value))


def _plain(value: float, bounds: Sequence[Bound]) -> str:
    """A figure worked out, in the unit in which the source writes."""
    written = bounds[0].part.written
    number = re.search(r"\d+(?:\.\d+)?", written)
    first = float(bounds[0].part.value or 0)
    if number is None or not first:
        return f"{value:g}"
    return f"{value / (first / float(number[0])):.6g}{written[number.end() :]}"
