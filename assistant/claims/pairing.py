"""Which figure belongs to which words: 国家、市级创新平台4个,区级创新平台6个 gives 4 to the one and 6 to the other.

A claim may name each figure of a sentence and still exchange them. So a figure is held together with
the words that belong to it, its label, and two labels are told apart by what stands in one of them only:
创新平台 stands in both and decides nothing, 区级 stands in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.claims.clauses import is_comparable
from assistant.claims.part import Part
from assistant.claims.same_parts import same_amount, same_date
from assistant.language.concepts import Concept, mentions

# What a word may stand as in a text: each of these is all pieces that the text must hold.
Feature = tuple[tuple[str, ...], ...]

# A figure is another label's when that holds this many of the claim's words which its own label lacks,
PLAINLY_OTHERS = 2
# and all but this share of what tells the two labels apart.
STILL_OWN = 0.35

_STOP = {"zh": re.compile(r"[。；;！？!?\n]"), "en": re.compile(r"[;!?]|\.(?!\d)")}
_COMMA = {"zh": re.compile(r"[,，]"), "en": re.compile(r",(?!\d)|\b(?:and|while|whereas|but)\b")}
_JOINT = {"zh": re.compile(r"[、]|以及|或者|[和及与或]"), "en": re.compile(r"\bor\b|\bwith\b")}
# Pairs of characters that stand around any figure.
_PLAIN = re.compile(r"[的了为是在和与及等约达到有共各由把将]")


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure or date with the words that belong to it."""

    part: Part
    label: str
    start: int
    """Where the label begins in its text."""
    end: int


def bind(text: str, parts: Iterable[Part], language: Language = "zh") -> list[Bound]:
    """Each part with its label, in text order; parts of one kind divide the text among them."""
    ordered = sorted(parts, key=lambda part: part.start)
    out: list[Bound] = []
    for n, part in enumerate(ordered):
        before = ordered[n - 1] if n else None
        after = ordered[n + 1] if n + 1 < len(ordered) else None
        start = _cut(text, before.end, part.start, language) if before else 0
        start = max(start, _last(_STOP[language], text, start, part.start))
        if not before and _letters(text[_last(_COMMA[language], text, start, part.start) : part.start]) >= 4:
            start = _last(_COMMA[language], text, start, part.start)
        end = _cut(text, part.end, after.start, language) if after else len(text)
        stop = _STOP[language].search(text, part.end, end)
        end = stop.start() if stop else end
        label = text[start : part.start] + " " + text[part.end : end]
        out.append(Bound(part, label, start, end))
    return out


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """The end of the last match before ``end``, else ``start``."""
    return max((m.end() for m in pattern.finditer(text, start, end)), default=start)


def _cut(text: str, start: int, end: int, language: Language) -> int:
    """Where, between two figures, the words of the first end: at a full stop, else a comma, else a joint."""
    for pattern in (_STOP[language], _COMMA[language], _JOINT[language]):
        if match := pattern.search(text, start, end):
            return match.end()
    return start


def features(label: str, language: Language, concepts: Sequence[Concept] = ()) -> list[Feature]:
    """What a claim's label says: pairs of characters, or the concepts that an English one mentions."""
    if language == "en":
        return [concept.wordings for concept in concepts if concept.wordings and mentions(label, concept)]
    found: dict[str, Feature] = {}
    for run in re.findall(r"[\u4e00-\u9fff]+|[A-Za-z&]+", label):
        if run.isascii():
            found.setdefault(run, ((run,),))
        for pair in (run[i : i + 2] for i in range(len(run) - 1)):
            if not _PLAIN.search(pair):
                found.setdefault(pair, ((pair,),))
    return list(found.values())


def holds(text: str, feature: Feature) -> bool:
    """Whether a text has a feature in one of its wordings."""
    return any(all(piece in text for piece in wording) for wording in feature)


def share(text: str, said: Sequence[Feature]) -> float:
    """Share of the features that a text has."""
    return sum(holds(text, one) for one in said) / max(len(said), 1)


def only(said: Sequence[Feature], text: str, other: str) -> int:
    """How many of the features stand in the text and not in the other."""
    return sum(holds(text, one) and not holds(other, one) for one in said)


def same(claimed: Part, stated: Part) -> bool:
    """Whether two parts of a kind say one value."""
    if claimed.kind == "date":
        return same_date(str(claimed.value), str(stated.value))
    return is_comparable(claimed, stated) and same_amount(claimed, stated)


def is_exchanged(claimed: Bound, said: Sequence[Feature], stated: Sequence[Bound]) -> Bound | None:
    """The bound whose words the claim gives to another figure of the same evidence, or None.

    Args:
        said: The features of the claimed label.
        stated: The evidence's bounds; those with the claimed value are where the figure comes from.
    """
    own = [b for b in stated if same(claimed.part, b.part)]
    if not own:
        return None
    found: list[tuple[int, Bound]] = []
    for rival in stated:
        if rival in own or not is_comparable(claimed.part, rival.part) or share(rival.label, said) < 0.5:
            continue
        theirs = [only(said, rival.label, one.label) for one in own]
        ours = [only(said, one.label, rival.label) for one in own]
        if all(
            t >= needed and o <= STILL_OWN * t
            for t, o in zip(theirs, ours, strict=True)
            for needed in [PLAINLY_OTHERS if len(said) > 3 else 1]
        ):
            found.append((min(theirs), rival))
    return max(found, key=lambda one: one[0], default=(0, None))[1]


def best_bound(
    said: Sequence[Feature], stated: Sequence[Bound], besides: Sequence[Bound] = ()
) -> Bound | None:
    """The bound whose label has most of the features, alone among its rivals; None where two are alike."""
    scored = sorted(
        ((share(b.label, said), n) for n, b in enumerate(stated) if b not in besides), reverse=True
    )
    if not scored or scored[0][0] == 0 or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return stated[scored[0][1]]
