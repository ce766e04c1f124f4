"""Compare a claim with a sentence that it nearly repeats, part by part where the two stand side by side.

Most statements of a report copy the plan's own words. For these, comparing letters is surer than
comparing meanings: what stands at the same place between the same words is what was changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.claims.clauses import scope_difference
from assistant.claims.part import Part
from assistant.claims.same_parts import same_value
from assistant.claims.verdicts import Difference, DifferenceKind

_PUNCTUATION = str.maketrans("，；：（）。！？“”‘’〔〕【】　—–－～·", ",;:().!?\"\"''[][] ----.")
_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z]")
# Pieces that may be added, left out or exchanged without a change of what is said.
_LIGHT = re.compile(
    r"(?:[\s,;:.()!?\"'、\[\]《》\-—的了地得将要应须需即可并且及和与等其该本为是在于按对把使由占到至会能都也还又再已共用]|"
    r"进行|开展|工作|任务|相关|有关|具体|之|以及|达到?|实现|完成|推进|加快|切实|进一步|单位|部门|"
    r"[一二三四五六七八九十]+|\d+)*"
)
_CLAUSE_ENDS = ",;:.!?\n"
_SENTENCE_END = re.compile(r"[!?;\n]|(?<!\d)\.|\.(?!\d)")
_STOP = re.compile(r"(?<!\d)\.|\.(?!\d)")
_NAME = re.compile(r"[\u4e00-\u9fff]+")
_SELF = re.compile(r"我(?:局|委|办|单位|部门|厅|部)|本(?:局|委|办)")
# A run of two matched letters may be chance (的工); an anchor needs this many, or stands at an end.
ANCHOR_CHARS = 2
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


def fold_width(text: str) -> str:
    """The text with half-width letters and marks, one for one, so that offsets stay."""
    folded = text.translate(_PUNCTUATION)
    return "".join(c if len(n := unicodedata.normalize("NFKC", c)) != 1 else n for c in folded)


def plain_letters(text: str) -> str:
    """Letters and digits alone: what must be equal for two sentences to say the same words."""
    kept = "".join(c for c in fold_width(text) if c.isalnum() or c in "%.<>≥≤")
    return _STOP.sub("", kept)


def matching_share(claim: str, sentence: str) -> float:
    """Upper bound of the share of the claim's letters that the sentence holds in order; cheap."""
    counts: dict[str, int] = {}
    for c in sentence:
        counts[c] = counts.get(c, 0) + 1
    held = 0
    for c in claim:
        if counts.get(c, 0):
            counts[c] -= 1
            held += 1
    return held / max(len(claim), 1)


def compare(
    claim: str, sentence: str, claim_parts: Sequence[Part], sentence_parts: Sequence[Part]
) -> Comparison:
    """Lay the claim over the sentence and compare the parts at the same places."""
    left, right = fold_width(claim), fold_width(sentence)
    blocks = [b for b in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks() if b.size]
    strong = [b for b in blocks if b.size >= ANCHOR_CHARS]
    if not strong:
        return Comparison(0.0, (), (), (0, 0))
    letters = sum(1 for c in left if c.isalnum())
    matched = sum(1 for b in strong for c in left[b.a : b.a + b.size] if c.isalnum())
    begin, end = strong[0].b, strong[-1].b + strong[-1].size
    differences: list[Difference] = []
    missing: list[str] = []
    answered: set[int] = set()
    explained: list[tuple[int, int]] = []
    for part in claim_parts:
        low, high = _region(strong, part.start, part.end, len(right), forward=True)
        rivals = [
            (n, other)
            for n, other in enumerate(sentence_parts)
            if other.kind == part.kind and _comparable(part, other) and other.start < high and other.end > low
        ]
        same = [n for n, other in rivals if same_value(part, other)]
        if part.kind == "date":
            # "5月底前,完成A。9月底前,完成B": the date of A is none of B's.
            place = _sentence_of(left, right, strong, part)
            here = [(n, o) for n, o in enumerate(sentence_parts) if o.kind == "date" and _within(o, place)]
            if rivals and here and not any(n in same for n, _ in here):
                rivals, same = here, [n for n, other in here if same_value(part, other)]
        if part.kind == "number":
            rivals = [
                (n, other)
                for n, other in rivals
                if same_value(part, other) or _is_same_clause(left, right, strong, part, other)
            ]
            counterpart = next((other for n, other in rivals if n in same), None)
            scope = counterpart and _scope(left, right, claim_parts, sentence_parts, part, counterpart)
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
        elif (
            part.kind == "negation"
            and part.group in ("denial", "modality")
            and part.value in ("not", "forbid", "exempt")
        ):
            if _is_added(strong, part):
                around = _around(sentence, low, high)
                differences.append(Difference("negation", _around(claim, part.start, part.end), around))
                explained.append((part.start, part.end))
        elif part.kind == "organisation":
            replaced = _replaced_name(sentence, strong, part)
            if replaced:
                differences.append(Difference("organisation", part.written, replaced))
                explained.append((part.start, part.end))
            elif not _is_matched(strong, part):
                missing.append(part.written)
        elif part.kind in ("number", "date", "unit") and not _is_matched(strong, part):
            missing.append(part.written)
    for n, part in enumerate(sentence_parts):
        denies = part.kind == "negation" and part.value in ("not", "forbid", "exempt")
        if n in answered or not denies or not begin <= part.start < end:
            continue
        low, high = _region(strong, part.start, part.end, len(left), forward=False)
        if (
            high - low <= 6
            and not any(
                other.kind == "negation"
                and other.value in ("not", "forbid", "exempt")
                and other.start < high
                and other.end > low
                for other in claim_parts
            )
            and _is_dropped(strong, part)
        ):
            differences.append(
                Difference("negation", _around(claim, low, high), _around(sentence, part.start, part.end))
            )
    for n, part in enumerate(sentence_parts):
        if part.kind == "organisation" and n not in answered and begin <= part.start < end:
            # A name that is no unit by its form, or a person, in the place of a unit.
            low, high = _region(strong, part.start, part.end, len(left), forward=False)
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
    missing += _unmatched(claim, left, strong, explained)
    return Comparison(
        matched / max(letters, 1), tuple(dict.fromkeys(differences)), tuple(missing), (begin, end)
    )


def _clause(text: str, part: Part) -> tuple[int, int]:
    """The clause of a part, with the one before it where it holds fewer than four letters else."""
    start = max(text.rfind(mark, 0, part.start) for mark in _CLAUSE_ENDS) + 1
    ends = [at for mark in _CLAUSE_ENDS if (at := text.find(mark, part.end)) >= 0]
    end = min(ends, default=len(text))
    while sum(c.isalnum() for c in text[start : part.start] + text[part.end : end]) < 4 and start > 0:
        start = max(text.rfind(mark, 0, start - 1) for mark in _CLAUSE_ENDS) + 1
    return start, end


def _matched(blocks: Sequence[tuple[int, int, int]], start: int, end: int, place: tuple[int, int]) -> int:
    """How many letters of a range of the claim are matched within a range of the sentence."""
    low, high = place
    return sum(max(0, min(end, a + size, a + high - b) - max(start, a, a + low - b)) for a, b, size in blocks)


def _is_same_clause(
    left: str, right: str, blocks: Sequence[tuple[int, int, int]], part: Part, other: Part
) -> bool:
    """Whether two figures stand in clauses that match at all: else the one is none of the other's."""
    start, end = _clause(left, part)
    place = _clause(right, other)
    around = sum(c.isalnum() for c in left[start : part.start] + left[part.end : end])
    matched = _matched(blocks, start, part.start, place) + _matched(blocks, part.end, end, place)
    return around < 4 or matched >= 0.25 * around


def _sentence_of(
    left: str, right: str, blocks: Sequence[tuple[int, int, int]], part: Part
) -> tuple[int, int]:
    """The sentence that holds most of what is matched of the part's clause and of the one it leads."""
    start, end = _clause(left, part)
    if sum(c.isalnum() for c in left[start : part.start] + left[part.end : end]) < 4:
        start, end = part.start, len(left)
    cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(right)), len(right)]
    places = [(a, b) for a, b in pairwise(cuts) if b > a]
    return max(
        places,
        key=lambda place: _matched(blocks, start, part.start, place) + _matched(blocks, part.end, end, place),
        default=(0, len(right)),
    )


def _within(part: Part, place: tuple[int, int]) -> bool:
    return place[0] <= part.start < place[1]


def _scope(
    left: str,
    right: str,
    claim_parts: Sequence[Part],
    sentence_parts: Sequence[Part],
    part: Part,
    other: Part,
) -> Difference | None:
    """Another scope in the clause of a figure that agrees: 新增53家 for 累计达到53家."""
    ours, theirs = _clause(left, part), _clause(right, other)
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


def _region(
    blocks: Sequence[tuple[int, int, int]], start: int, end: int, length: int, *, forward: bool
) -> tuple[int, int]:
    """Where, on the other side, the range lies: from the last anchor before it to the first behind it."""
    low, high = 0, length
    for a, b, size in blocks:
        here, there = (a, b) if forward else (b, a)
        if here < start:
            low = max(low, there + min(size, start - here))
        if here + size > end:
            high = min(high, there + max(0, end - here))
            break
    return low, max(low, high)


def _is_matched(blocks: Sequence[tuple[int, int, int]], part: Part) -> bool:
    return any(a <= part.start and part.end <= a + size for a, _, size in blocks)


def _is_added(blocks: Sequence[tuple[int, int, int]], part: Part) -> bool:
    """Whether the denial itself is what the sentence lacks: the words around it match."""
    inside = sum(max(0, min(part.end, a + size) - max(part.start, a)) for a, _, size in blocks)
    near = any(a < part.start <= a + size + 3 for a, _, size in blocks) or part.start <= 2
    behind = any(part.end <= a + 4 and a + size > part.end and a <= part.end + 4 for a, _, size in blocks)
    return inside < part.end - part.start and near and behind


def _is_dropped(blocks: Sequence[tuple[int, int, int]], part: Part) -> bool:
    inside = sum(max(0, min(part.end, b + size) - max(part.start, b)) for _, b, size in blocks)
    near = any(b < part.start <= b + size + 3 for _, b, size in blocks)
    behind = any(b <= part.end + 4 and b + size > part.end for _, b, size in blocks)
    return inside < part.end - part.start and near and behind


def _replaced_name(sentence: str, blocks: Sequence[tuple[int, int, int]], part: Part) -> str:
    """The words that stand where the claim names a unit; empty where nothing was exchanged there."""
    inside = sum(max(0, min(part.end, a + size) - max(part.start, a)) for a, _, size in blocks)
    if inside >= part.end - part.start:
        return ""
    low, high = _region(blocks, part.start, part.end, len(sentence), forward=True)
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


def _unmatched(
    claim: str, folded: str, blocks: Sequence[tuple[int, int, int]], explained: Sequence[tuple[int, int]]
) -> list[str]:
    """Runs of the claim's words that neither match nor belong to a part already compared."""
    held = [False] * len(claim)
    for a, _, size in blocks:
        held[a : a + size] = [True] * size
    for start, end in explained:
        held[start:end] = [True] * (end - start)
    runs: list[str] = []
    position = 0
    while position < len(claim):
        if held[position]:
            position += 1
            continue
        stop = position
        while stop < len(claim) and not held[stop]:
            stop += 1
        run = folded[position:stop]
        if not _LIGHT.fullmatch(run):
            runs.append(claim[position:stop].strip())
        position = stop
    return runs
