"""What an earlier question and its answer named: units, and the one task, for a follow-up that points at them."""

from __future__ import annotations

import re

_ZH_UNITS = re.compile(
    r"[\u4e00-\u9fff]{2,12}?(?:管委会|委员会|局|中心|办公室|督查室|公司|委|办)(?=[、,，。;；等和与及由牵配是为)）\]\[\s]|$)"
)
ASKS_TASKS = re.compile(
    r"(?:哪|什么|几)(?:一)?(?:项|个|些|条)?(?:重点)?(?:任务|工作|事项)|(?:牵头|配合|负责|承担|参与|干|管)(?:了|着|些)*(?:什么|哪些|哪几项)|(?:任务|工作)(?:是|有)(?:哪|什么)"
)
"""A question of which tasks."""


def units_in(text: str) -> list[str]:
    """The first three units that a text names in Chinese."""
    cleaned = re.sub(r"^.*?由", "", text) if "由" in text and "牵头" in text else text
    found = [re.sub(r"^(?:由|是|为|和|与)", "", name) for name in _ZH_UNITS.findall(cleaned)]
    return list(dict.fromkeys(found))[:3]


def found_units(previous: str, answer: str) -> list[str]:
    """The units that an answer names, less those that the question named itself: 除科技局外还有谁?"""
    units = units_in(answer)
    return [unit for unit in units if unit not in previous] or units


def task_answered(previous: str, answer: str) -> str:
    """The one task that the answer named, where the earlier question asked which; else nothing."""
    if not (ASKS_TASKS.search(previous) or re.search(r"\b(?:which|what) tasks?\b", previous, re.I)):
        return ""
    quoted = re.findall(r"“([^”]{4,40})”", re.sub(r"(?m)^(?:原文：|Original: ).*$", "", answer))
    if quoted:
        return quoted[0] if len(set(quoted)) == 1 else ""
    bare = re.sub(r"\[\d+\]|[。.\s]+$", "", answer).strip()
    return bare if 4 <= len(bare) <= 60 and not re.search(r"[,，;；。]", bare) else ""


def swap(pattern: re.Pattern[str], words: str, text: str, count: int = 0) -> str:
    r"""``words`` in place of what matches. They are a person's: a backslash in them (C:\data) is no escape."""
    return pattern.sub(lambda _: words, text, count=count)
