"""Everyday words for who does what, and what documents say for them: 挑头 is 牵头, 搭把手 is 配合.

A question about roles is read by the words that documents use for them; ``duty_words.tsv``, which staff may edit, lists
what people say instead.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from assistant.language.tables import read_pairs
from assistant.language.word_borders import replace_words

DUTY_WORDS_FILE = Path(__file__).parents[1] / "data" / "duty_words.tsv"
# 学科带头人, 领头羊, 带头示范作用 tell of no duty.
_OF_OTHERS = "[人羊雁企]|作用|示范|引领"
_FORM = "write what people say, a tab, what documents say for it."


def formal_duties(question: str, path: Path = DUTY_WORDS_FILE) -> str:
    """A Chinese question with its everyday words for roles and tasks as documents have them."""
    return replace_words(question, _read(path), _OF_OTHERS)


@lru_cache(maxsize=4)
def _read(path: Path) -> dict[str, str]:
    """Every everyday word and what it stands for.

    Raises:
        UsageError: A line of the file is not of its form; the message names it.
    """
    return dict(read_pairs(path, _FORM))
