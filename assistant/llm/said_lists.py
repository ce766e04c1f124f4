"""Does a sentence of an answer give part of a list as if it were the whole?

Small models drop members: of 平山、建设、鱼田堡、关坝、青年五个组团 one wrote 鱼田堡、关坝、青年五个组团. Every word
of that stands in the evidence, so the lists themselves are compared. A list that ends in 等 says that it is
not whole, and is let pass.
"""

from __future__ import annotations

import re

_MEMBER = r"[^、,，;；:：。()（）\s]{1,40}"
_LIST = re.compile(rf"{_MEMBER}(?:、{_MEMBER})+")
_AND = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:以及|和|及|与)(?=[\u4e00-\u9fff]{2})")
# Characters of a member that runs on into its sentence, at least.
_SHORTEST = 2


def lists_in(text: str) -> list[list[str]]:
    """The members of each list in a text; the first and last may hold words of the sentence around them."""
    return [match[0].split("、") for match in _LIST.finditer(text)]


def drops_members(said: str, stated: str) -> bool:
    """Whether a list in ``said`` has two or more members of a longer list in ``stated`` and not all of them."""
    for given in lists_in(_AND.sub("、", said)):
        if re.search(r"等(?!级|次|于)", given[-1]):
            continue
        for whole in lists_in(stated):
            known = set().union(*(_forms(given, n) for n in range(len(given))))
            held = [bool(known & _forms(whole, n)) for n in range(len(whole))]
            if 2 <= sum(held) < len(whole):
                return True
    return False


def _forms(members: list[str], n: int) -> set[str]:
    """What the n-th member of a list may be called: the first runs on from its sentence, the last into it."""
    member = members[n]
    if n == 0:
        return {member[at:] for at in range(max(1, len(member) - _SHORTEST + 1))}
    if n == len(members) - 1:
        return {member[:end] for end in range(min(_SHORTEST, len(member)), len(member) + 1)}
    return {member}
