"""A slip in a Chinese question: a character that only sounds right, 市级高薪区 for 市级高新区.

A character is changed where no two characters of the corpus stand beside each other as it and its neighbours do, and
one character of the same sound makes both pairs into such as do. What was typed may be right all the same, so this is
tried only where a question as typed finds no answer, and what is made of it is shown to the person who asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

MOST_SLIPS = 2
"""More of them are no slips: the question speaks of something else."""


def is_han(character: str) -> bool:
    """Whether it is a Chinese character."""
    return "\u4e00" <= character <= "\u9fff"


def mend(
    question: str, alike: Callable[[str], str], has_token: Callable[[str], bool], texts: Sequence[str]
) -> str:
    """The question with its slips set right; the same text where there are none that can be told.

    Args:
        alike: Characters of the same sound.
        has_token: Whether two characters stand beside each other somewhere in the corpus.
        texts: What was found near the question; decides where several characters would do.
    """
    slips = 0
    for at in range(1, len(question) - 1):
        before, written, after = question[at - 1], question[at], question[at + 1]
        if not (is_han(before) and is_han(written) and is_han(after)):
            continue
        if has_token(before + written) or has_token(written + after):
            continue
        fitting = [c for c in alike(written) if has_token(before + c) and has_token(c + after)]
        if len(fitting) > 1:
            fitting = [c for c in fitting if any(before + c + after in text for text in texts)]
        if len(fitting) == 1:
            question = question[:at] + fitting[0] + question[at + 1 :]
            slips += 1
            if slips == MOST_SLIPS:
                break
    return question
