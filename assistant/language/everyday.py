"""What Chinese documents write where an English question uses an everyday word.

A dictionary renders "slackers" as 懒汉; a notice writes 工作不力. ``everyday_en.tsv``, which staff may edit, lists such
wordings; they are used to choose among sentences, beside what glossary and dictionary give, and never shown.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from assistant.language.tables import read_pairs
from index.tokens import normal_word

EVERYDAY_FILE = Path(__file__).parents[1] / "data" / "everyday_en.tsv"


@lru_cache(maxsize=4)
def read_everyday(path: Path = EVERYDAY_FILE) -> dict[str, tuple[str, ...]]:
    """Chinese wordings by the English word's stem.

    Raises:
        UsageError: A line of the file is not of its form; the message names it.
    """
    found: dict[str, tuple[str, ...]] = {}
    for english, chinese in read_pairs(path, "write the English word, a tab, what Chinese documents write."):
        key = normal_word(english)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *chinese.split())))
    return found
