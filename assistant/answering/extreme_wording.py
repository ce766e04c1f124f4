"""Figures that stand side by side, said with what was computed from them: the most, the sum, the difference.

Each is named by whose it is and carries the citation of its clause; what was computed is said to be so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answering.comparison_writing import chinese_amount
from assistant.answering.draft import Draft
from assistant.answering.selection import Scored
from assistant.language.plain_english import say_name
from assistant.language.quantities import Quantity, english_quantity


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of a sentence, whose it is, and the clause that says so."""

    owner: str
    quantity: Quantity
    scored: Scored
    start: int
    end: int


def say_most(draft: Draft, parts: Sequence[Part], marks: Sequence[str], least: bool) -> None:
    """Which part has the most, or the least, and what each has."""
    values = [part.quantity.value for part in parts]
    extreme = min(values) if least else max(values)
    first = [n for n, value in enumerate(values) if value == extreme]
    ordered = [*first, *(n for n in range(len(parts)) if n not in first)]
    if draft.language == "zh":
        names = "、".join(parts[n].owner for n in first)
        told = "，".join(f"{parts[n].owner}{parts[n].quantity.written}{marks[n]}" for n in ordered)
        draft.say(f"{'最少' if least else '最多'}的是{names}（由原文并列的数值比较得出）：{told}", [])
        return
    names = " and ".join(_english(draft, parts[n].owner) for n in first)
    told = "; ".join(f"{_english(draft, parts[n].owner)}: {_number(parts[n])} {marks[n]}" for n in ordered)
    verb = "has" if len(first) == 1 else "have"
    draft.say(
        f"{names[:1].upper()}{names[1:]} {verb} the {'fewest' if least else 'most'} (compared from the quotes): {told}",
        [],
    )


def _told(draft: Draft, parts: Sequence[Part], marks: Sequence[str], which: Sequence[int]) -> str:
    """Some of the parts with their figures and marks."""
    if draft.language == "zh":
        return "，".join(f"{parts[n].owner}{parts[n].quantity.written}{marks[n]}" for n in which)
    return "; ".join(f"{_english(draft, parts[n].owner)}: {_number(parts[n])} {marks[n]}" for n in which)


def say_each(draft: Draft, parts: Sequence[Part], marks: Sequence[str]) -> None:
    """Every part with its figure."""
    draft.say(_told(draft, parts, marks, range(len(parts))), [])


def say_spread(draft: Draft, parts: Sequence[Part], marks: Sequence[str]) -> None:
    """How far the greatest is from the least."""
    values = [part.quantity.value for part in parts]
    most, least = max(values), min(values)
    ends = [n for n in sorted(range(len(parts)), key=lambda n: -values[n]) if values[n] in (most, least)]
    told = _told(draft, parts, marks, ends)
    if draft.language == "zh":
        draft.say(
            f"最多与最少相差{_amount(draft, parts, _exact(most) - _exact(least))}（由原文并列的数值相减得出）：{told}",
            [],
        )
    else:
        draft.say(
            f"The most and the fewest differ by {_amount(draft, parts, _exact(most) - _exact(least))} "
            f"(computed from the quotes): {told}",
            [],
        )


def say_alike(draft: Draft, parts: Sequence[Part], marks: Sequence[str]) -> None:
    """Which parts have the same figure."""
    values = [part.quantity.value for part in parts]
    equal = [n for n, value in enumerate(values) if values.count(value) > 1]
    told = _told(draft, parts, marks, equal)
    names = [parts[n].owner for n in equal]
    if draft.language == "zh":
        draft.say(f"数值相同的是{'、'.join(names)}（由原文并列的数值比较得出）：{told}", [])
    else:
        said = " and ".join(_english(draft, name) for name in names)
        draft.say(f"{said[:1].upper()}{said[1:]} have the same number (compared from the quotes): {told}", [])


def say_sum(draft: Draft, parts: Sequence[Part], marks: Sequence[str]) -> None:
    """What all the parts have together."""
    total = _amount(draft, parts, sum((_exact(part.quantity.value) for part in parts), Decimal(0)))
    alike = len({part.quantity.full_unit for part in parts}) == 1
    added = "+".join(f"{part.quantity.number:g}{'' if alike else part.quantity.full_unit}" for part in parts)
    if draft.language == "zh":
        told = "，".join(
            f"{part.owner}{part.quantity.written}{mark}" for part, mark in zip(parts, marks, strict=True)
        )
        draft.say(f"共{total}（由原文各项相加得出：{added}）：{told}", [])
        return
    told = "; ".join(
        f"{_english(draft, part.owner)}: {_number(part)} {mark}"
        for part, mark in zip(parts, marks, strict=True)
    )
    draft.say(f"{total} in all (added up from the quotes, {added}): {told}", [])


def _number(part: Part) -> str:
    return english_quantity(part.quantity)


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def _amount(draft: Draft, parts: Sequence[Part], value: Decimal) -> str:
    """What was computed from several figures, in the unit of the greatest of them."""
    most = max((part.quantity for part in parts), key=lambda quantity: quantity.value)
    if draft.language == "zh":
        return chinese_amount(value, most)
    return english_quantity(replace(most, number=float(value), scale=""))


def _english(draft: Draft, owner: str) -> str:
    """Whose a figure is in English, with the Chinese beside it."""
    names = [owner, owner.removesuffix("产业")]
    names.append(re.sub(r"[(（][^)）]*[)）]", "", names[-1]))
    for name in names:
        said = draft.wordings.get(name, ("",))[0] or say_name(name, draft.wordings)
        if said:
            return f"{said} ({owner})"
    return owner
