"""In which order do two things happen: 经审核同意后,提交材料 against 提交材料之后,再审核."""

from __future__ import annotations

import re

from assistant.claims.verdicts import Difference

_AFTER = re.compile(
    r"(?P<first>[^,，。;；]{3,}?)(?:之后|以后|后)[,，]?\s*(?:再|才|方可|即可|随即|应|要)?(?P<then>[^。;；]{3,})"
)
_BEFORE = re.compile(
    r"(?P<then>[^,，。;；]{3,}?)(?:之前|以前|前)[,，]?\s*(?:要|须|应|需|必须|应当|需要)*先?(?P<first>[^。;；]{3,})"
)
_DATED = re.compile(r"[年月日底末天内\d]$")


def order_difference(claim: str, text: str) -> list[Difference]:
    """The claim's order of two things where the text states the other one."""
    claimed = _order(claim)
    if claimed is None:
        return []
    first, then = claimed
    for clause in re.findall(r"[^。;；\n]+", text):
        stated = _order(clause)
        if stated is None:
            continue
        straight = _alike(first, stated[0]) + _alike(then, stated[1])
        turned = _alike(first, stated[1]) + _alike(then, stated[0])
        # Both halves have to be there, and plainly the other way round.
        if turned > straight + 0.5 and min(_alike(first, stated[1]), _alike(then, stated[0])) >= 0.4:
            return [Difference("date", claim.strip(" 。."), clause.strip())]
    return []


def _order(sentence: str) -> tuple[str, str] | None:
    for pattern in (_AFTER, _BEFORE):
        match = pattern.search(sentence)
        # 9月底前 is a deadline, and no event.
        if match and not _DATED.search(match["first" if pattern is _AFTER else "then"]):
            return match["first"], match["then"]
    return None


def _alike(claimed: str, stated: str) -> float:
    """Share of the claimed words' pairs of characters that the stated ones hold."""
    pairs = [claimed[i : i + 2] for i in range(len(claimed) - 1)]
    return sum(pair in stated for pair in pairs) / max(len(pairs), 1)
