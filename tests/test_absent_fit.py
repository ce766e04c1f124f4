from __future__ import annotations

import numpy as np
import pytest

from benchmarks.absent_fit import NAMES, Case, figures, fit, halves, threshold_for


def case(number: int, is_there: bool, held: float, *, refused: bool = False, right: bool = False) -> Case:
    parts = None if refused else (held, *(((number * k) % 11) / 11 for k in range(1, len(NAMES))))
    return Case(frozenset((f"d{number}",)), is_there, refused, right, parts)


HELD_ALONE = np.array([1.0] + [0.0] * (len(NAMES) - 1))


def test_refused_and_neither_are_counted_apart_at_a_threshold() -> None:
    cases = [
        case(1, True, 0.9, right=True),
        case(2, True, 0.2),
        case(1, False, 0.6, right=True),
        case(2, False, 0.7),
        case(3, False, 0.1),
        case(4, False, 0.0, refused=True),
    ]

    assert figures(cases, HELD_ALONE, 0.5) == pytest.approx((0.5, 0.5, 0.25))


def test_the_threshold_loses_no_more_than_may_be_lost() -> None:
    cases = [case(n, True, n / 10) for n in range(9)] + [case(9, True, 0, refused=True)]

    # One in ten is refused anyway; of three that may be, the two that hold least are the others.
    threshold = threshold_for(cases, HELD_ALONE, 0.3)

    assert threshold == pytest.approx(0.2)
    assert figures([*cases, case(1, False, 1.0)], HELD_ALONE, threshold)[0] == pytest.approx(0.3)


def test_the_fit_finds_the_part_that_tells() -> None:
    random = np.random.default_rng(1)
    cases = [case(n, bool(n % 2), 0.3 * (n % 2) + float(random.uniform(0, 0.5))) for n in range(400)]

    weights = fit(cases)

    assert weights[0] == 1
    assert np.abs(weights[1:]).max() < 0.5


def test_a_document_is_on_one_side_only_and_its_questions_with_it() -> None:
    cases = [case(n % 10, bool(n % 2), 0.5) for n in range(40)]

    for one, other in halves(cases):
        assert not {c.group for c in one} & {c.group for c in other}
        assert len(one) + len(other) == len(cases)
