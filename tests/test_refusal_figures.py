from __future__ import annotations

from benchmarks.refusal import refusal_figures


def test_precision_recall_and_loss_of_refusal_are_counted_apart() -> None:
    outcomes = [(True, False), (True, False), (True, True), (True, False), (False, True), (False, False)]

    assert refusal_figures(outcomes) == (0.5, 0.5, 0.25)


def test_nothing_refused_is_nothing_refused_wrongly() -> None:
    assert refusal_figures([(True, False)]) == (1.0, 1.0, 0.0)
