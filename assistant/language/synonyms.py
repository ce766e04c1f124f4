"""How documents say what people ask in everyday words.

Short and former names of offices (经信局 for 经济信息局) and spoken wordings (挨批 for 通报批评)
share no word with the text that answers them. ``wordings.tsv``, which staff may edit, lists
them; the document's wording is searched beside the question's own, at less weight, so that a
document which does use the everyday word still comes first.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from assistant.language.tables import read_pairs
from index.tokens import fold

WORDINGS_FILE = Path(__file__).parents[1] / "data" / "wordings.tsv"
WORDING_WEIGHT = 0.5
"""Weight of an added wording against 1 for the question's own words."""


def formal_wording(question: str, path: Path = WORDINGS_FILE) -> str:
    """What to search beside a Chinese question, separated by spaces; empty where nothing applies.

    A wording that the question uses already is not added again.
    """
    text = fold(question)
    added: list[str] = []
    for spoken, formal in read_spoken(path):
        if spoken in text:
            # The longest wording speaks for the shorter ones within it.
            text = text.replace(spoken, " ") if len(spoken) > 2 else text
            added += [word for word in formal if word not in fold(question)]
    return " ".join(dict.fromkeys(added))


@lru_cache(maxsize=4)
def read_spoken(path: Path = WORDINGS_FILE) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every spoken wording with what documents say for it, longest first.

    Raises:
        UsageError: A line of the file is not of its form; the message names it.
    """
    form = "write the spoken wording, a tab, the document's wording."
    pairs = [(fold(spoken), tuple(fold(formal).split())) for spoken, formal in read_pairs(path, form)]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
