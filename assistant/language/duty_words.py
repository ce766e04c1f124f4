"""Everyday words for who does what, and what documents say for them: 挑头 is 牵头, 搭把手 is 配合.

A question about roles is read by the words that documents use for them; ``duty_words.tsv``, which staff may edit, lists
what people say instead.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from assistant.language.tables import read_pairs

DUTY_WORDS_FILE = Path(__file__).parents[1] / "data" / "duty_words.tsv"
# 学科带头人, 领头羊, 带头示范作用 tell of no duty.
_OF_OTHERS = "[人羊雁企]|作用|示范|引领"
_FORM = "write what people say, a tab, what documents say for it."


def formal_duties(question: str, path: Path = DUTY_WORDS_FILE) -> str:
    """A Chinese question with its everyday words for roles and tasks as documents have them."""
    pattern, formal = _read(path)
    return pattern.sub(lambda match: formal[match[0]], question)


@lru_cache(maxsize=4)
def _read(path: Path) -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of all everyday words, the longest first, and what each stands for.

    Raises:
        UsageError: A line of the file is not of its form; the message names it.
    """
    formal = dict(read_pairs(path, _FORM))
    words = "|".join(map(re.escape, sorted(formal, key=len, reverse=True)))
    return re.compile(rf"(?:{words})(?!{_OF_OTHERS})"), formal
