"""By which counters Chinese counts a thing: people by 人, 名 and 位, firms by 家, patents by 件.

A question for a number often names the thing and no counter (从业人员总数是多少?). A figure with a counter that the thing does
not take counts something else, however many words its sentence shares with the question. ``counters.tsv``, which staff
may edit, lists the things by the end of their word; of others nothing is known, and any counter may be theirs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from assistant.language.tables import read_pairs

COUNTERS_FILE = Path(__file__).parents[1] / "data" / "counters.tsv"

_HOW_MANY = r"(?:一共|总共|合计|现在|目前|现|共|要|得|应|会|将|有|是|为|达到?|定为)*"
# 园区现有从业人员总数是多少, 一共有多少从业人员: the thing stands before the question word or right behind it.
_BEFORE = re.compile(
    rf"(?P<thing>[\u4e00-\u9fff]{{2,}}?)的?(?:总数|总量|数量|数目|个数|总人数|数|的?目标值?)*{_HOW_MANY}多少[?？。呢啊呀]*$"
)
_BEHIND = re.compile(r"多少(?P<thing>[\u4e00-\u9fff]{2,10}?)(?:了|呢|啊|呀)?(?=[,，?？。]|$)")


def counters_asked(question: str, path: Path = COUNTERS_FILE) -> frozenset[str] | None:
    """The counters that the thing takes whose number a Chinese question asks for; None where nothing is known of it."""
    for pattern in (_BEHIND, _BEFORE):
        match = pattern.search(question)
        if match is None:
            continue
        thing = match["thing"]
        known = next((counters for word, counters in _read(path) if thing.endswith(word)), None)
        if known is not None:
            return known
    return None


@lru_cache(maxsize=4)
def _read(path: Path) -> tuple[tuple[str, frozenset[str]], ...]:
    """Every thing with its counters, the longest word first.

    Raises:
        UsageError: A line of the file is not of its form; the message names it.
    """
    pairs = read_pairs(path, "write what is counted, a tab, its counters with spaces between them.")
    found = [(thing, frozenset(counters.split())) for thing, counters in pairs]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
