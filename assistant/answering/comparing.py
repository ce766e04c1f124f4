"""Compare two figures, or add them up: find each side's amount, compute the difference or the sum, cite both."""

from __future__ import annotations

import re

from assistant.answering.compared_figures import Figure, best_pair, find_figures
from assistant.answering.compared_sides import read_sides
from assistant.answering.comparison_writing import write_comparison, write_sum
from assistant.answering.draft import Draft
from assistant.answering.situation import Situation

_ZH_ASKS_SUM = re.compile(
    r"加起来|加在一起|加一?块儿?|合在一起|合起来|合计|总和|之和|相加|共计|加上|[\u4e00-\u9fff](?<![增追参更附])加(?![大快强起在一工])|(?:一共|总共|共有|总计|共)[^,，?？]{0,8}(?:多少|几)"
)
_EN_ASKS_SUM = re.compile(
    r"\b(?:in total|altogether|all together|combined|together|the sum of|add(?:ed)? up)\b", re.IGNORECASE
)


def compare(draft: Draft, situation: Situation) -> bool:
    """Answer a comparison of two amounts, or give their sum; False where two amounts of one kind cannot be found."""
    profile = situation.profile
    sums = _EN_ASKS_SUM if profile.language == "en" else _ZH_ASKS_SUM
    asks_sum = profile.answer_type == "number" and bool(sums.search(profile.question))
    if profile.kind != "comparison" and not (asks_sum and profile.kind == "number" and profile.role is None):
        return False
    for left, right in read_sides(situation):
        figures_left, figures_right = find_figures(left, situation), find_figures(right, situation)
        pair = best_pair(figures_left, figures_right)
        if pair is None:
            continue
        if not asks_sum:
            write_comparison(draft, profile, *pair)
            return True
        if pair[0].quantity.unit == pair[1].quantity.unit and not _are_one(pair, situation):
            write_sum(draft, *pair)
            return True
    return False


def _are_one(pair: tuple[Figure, Figure], situation: Situation) -> bool:
    """Whether both sides stand in one clause: what is said there is said of the two together already."""
    return pair[0].scored is pair[1].scored and pair[0].start == pair[1].start
