"""Which document is meant: 参照《国家…指标》 against 参照《重庆市…指标》."""

from __future__ import annotations

import re

from assistant.claims.pairing import features, share
from assistant.claims.verdicts import Difference

_TITLE = re.compile(r"《([^《》]{2,60})》")
# Beside the title, this much of the claim stands in the sentence that names another one.
ABOUT = 0.6
# and this much of it in the title's own clause.
BESIDE = 0.3


def title_difference(claim: str, text: str) -> list[Difference]:
    """Another title than the sentence has in a statement that is otherwise its own."""
    claimed, stated = _TITLE.findall(claim), _TITLE.findall(text)
    if not claimed or not stated:
        return []
    strange = [title for title in claimed if not any(_is_same(title, other) for other in stated)]
    free = [title for title in stated if not any(_is_same(title, other) for other in claimed)]
    if not strange or not free:
        return []
    rest = features(_TITLE.sub(" ", claim), "zh")
    clauses = [c for c in re.findall(r"(?:《[^》]*》|[^,，。;；\n])+", text) if any(f in c for f in free)]
    near = max((share(_TITLE.sub(" ", c), rest) for c in clauses), default=0.0)
    if not rest or near < BESIDE or share(_TITLE.sub(" ", text), rest) < ABOUT:
        return []
    return [
        Difference("scope", f"《{strange[0]}》", f"《{max(free, key=lambda f: _likeness(strange[0], f))}》")
    ]


def _is_same(title: str, other: str) -> bool:
    """Whether one title is the other, or the other with words left out (《工作方案》)."""
    short, long = sorted((re.sub(r"[^\w]", "", title), re.sub(r"[^\w]", "", other)), key=len)
    letters = iter(long)
    return all(c in letters for c in short)


def _likeness(title: str, other: str) -> float:
    return share(other, features(title, "zh"))
