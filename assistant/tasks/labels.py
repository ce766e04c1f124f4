"""A task's goals and its issues as people read them: the same words on the page and in every export."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.tasks.targets import Target

SIGNS = {">=": "≥", "<=": "≤", "<": "<", ">": ">", "=": "", "range": ""}
"""By operator; an exact value and a range need none."""

ISSUES = {
    "no lead unit": ("未写牵头单位", "No lead unit"),
    "more than one lead unit": ("牵头单位不止一个", "More than one lead unit"),
    "no supporting unit": ("未写配合单位", "No supporting unit"),
    "lead list left open (等)": ("牵头单位以“等”结尾", "Lead list left open (等)"),
    "support list left open (等)": ("配合单位以“等”结尾", "Support list left open (等)"),
    "no deadline": ("未写完成时限", "No deadline"),
    "deadline without a readable date": ("时限中没有可识别的日期", "No readable date in the deadline"),
}
"""Issue → (Chinese, English)."""


def goal_words(target: Target) -> str:
    """What is to be reached, without the indicator: ``≥85%``; the quote where it holds no number."""
    if target.value is None:
        return target.quote
    upper = f"—{target.upper:g}" if target.upper is not None else ""
    return f"{SIGNS[target.operator]}{target.value:g}{upper}{target.unit}"


def target_words(target: Target) -> str:
    """A goal on one line: ``园区工业集中度 ≥85%``."""
    return target.quote if target.value is None else f"{target.indicator} {goal_words(target)}"
