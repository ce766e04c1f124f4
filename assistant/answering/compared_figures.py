"""Which amount does the evidence state of each of two things compared, so that the two are of one kind?"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.asked_figures import family_of, fitting_quantities
from assistant.answering.compared_sides import Side
from assistant.answering.figure_years import other_year, paragraph_before
from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.quantities import Quantity
from assistant.language.sentences import clause_ranges
from assistant.language.weighing import Weigher


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount of one side, in the clause ``scored.sentence.text[start:end]``."""

    side: Side
    scored: Scored
    start: int
    end: int
    quantity: Quantity
    score: float


def find_figures(side: Side, situation: Situation) -> list[Figure]:
    """Amounts in clauses that speak of this side, best first."""
    weigher = Weigher(side.concepts, [scored.sentence.text for scored in situation.scored])
    found: list[Figure] = []
    for scored in situation.scored:
        text = scored.sentence.text
        if (
            other_year(situation.profile, scored.sentence, paragraph_before(scored.sentence, situation))
            is not None
        ):
            continue
        for start, end in clause_ranges(text):
            share = weigher.coverage(text[start:end])
            if share < 0.5:
                continue
            for quantity in fitting_quantities(text[start:end], situation.profile):
                context = situation.weigher.coverage(text[start:end])
                bonus = 0.2 if quantity.full_unit else 0.0
                found.append(Figure(side, scored, start, end, quantity, share + 0.5 * context + bonus))
    return sorted(found, key=lambda figure: -figure.score)[:12]


def best_pair(lefts: list[Figure], rights: list[Figure]) -> tuple[Figure, Figure] | None:
    """The two amounts of one kind, from two places, that fit their sides best; None where there are none."""
    best, best_score = None, 0.0
    for left in lefts:
        for right in rights:
            same_place = (left.scored.sentence.start + left.start + left.quantity.start) == (
                right.scored.sentence.start + right.start + right.quantity.start
            )
            if same_place or family_of(left.quantity.full_unit) != family_of(right.quantity.full_unit):
                continue
            unit_bonus = 0.3 if left.quantity.unit == right.quantity.unit else 0.0
            score = left.score + right.score + unit_bonus
            if score > best_score:
                best, best_score = (left, right), score
    return best
