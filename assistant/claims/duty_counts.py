"""Read what a claim counts of duties: the tasks that it lists for one unit, the units that it gives one role."""

from __future__ import annotations

import re

from assistant.claims.claimed_duty import Role
from corpus.characters import read_number

_LISTED = re.compile(
    r"(?P<verb>牵头(?:负责)?|主责|负责|配合|协助|参与)(?:了|开展|推进|实施)?(?P<list>[^,，。;；]*?[、和与及][^,，。;；]+?)"
    r"(?P<tally>(?P<count>[一二两三四五六七八九十]|\d{1,2})[项个件](?:重点|主要)?(?:任务|工作|事项)?|等?(?:重点)?任务)?[。.]?$"
)
_UNIT_COUNT = re.compile(
    r"(?P<zh>[一二两三四五六七八九]|\d)(?:个|家)(?:(?:共同|联合)?(?P<zhrole>牵头|配合)(?:单位|部门)|(?:单位|部门)(?:共同|联合|一起)*(?P<zhverb>牵头|配合))"
    r"|\b(?P<en>two|three|four|five|six|seven|eight|nine|\d) (?:joint )?(?:co-?)?(?P<enrole>lead(?:ing)?|support(?:ing)?) (?:units|departments|bureaus|bureaux|bodies|agencies)\b",
    re.I,
)
_ENGLISH_NUMERALS = {
    word: n for n, word in enumerate("one two three four five six seven eight nine".split(), 1)
}


def listed_tasks(claim: str) -> tuple[list[str], str]:
    """A claim for each task that a unit is said to lead or support, and the words that count them.

    "A局同时牵头甲、乙和丙三项任务" gives A局同时牵头甲 and so on, and 三项任务; none where no list is given or the count differs.
    """
    match = _LISTED.search(claim.strip())
    if match is None:
        return [], ""
    items = [item for item in re.split(r"、|以及|和|与|及", match["list"]) if len(item) >= 4]
    count = match["count"]
    if len(items) < 2 or (count and len(items) != read_number(count)):
        return [], ""
    return [claim[: match.end("verb")] + item for item in items], match["tally"] or ""


def counted_units(claim: str) -> tuple[str, Role, int] | None:
    """How many units a claim gives a role: the words, the role and the count ("the two lead units")."""
    match = _UNIT_COUNT.search(claim)
    if match is None:
        return None
    word = (match["zh"] or match["en"]).lower()
    count = _ENGLISH_NUMERALS.get(word) or read_number(word)
    role = (match["zhrole"] or match["zhverb"] or match["enrole"]).lower()
    return match[0], "lead" if role.startswith(("牵", "lead")) else "support", count
