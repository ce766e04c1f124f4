"""The words between the evidence: answer templates in both languages, and everyday wordings.

Templates are short formal sentences; what they frame is quoted or taken from a field. The
everyday wordings map what people type to what documents write (挨批 to 通报批评), and are used
to score sentences only, never shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from assistant.dates import english_date, find_dates
from assistant.glossary import GLOSSARY_FILE
from assistant.quantities import english_quantity, find_quantities

Wordings = Mapping[str, Sequence[str]]
"""Chinese term to its English wordings, the preferred one first."""

# English words of a question for which a dictionary lists no official wording.
ENGLISH_EVERYDAY: dict[str, tuple[str, ...]] = {
    "approach": ("思路", "方式", "路径"),
    "approaches": ("思路", "方式", "路径"),
    "status": ("示范", "地位", "称号", "之一"),
    "hold": ("作为", "之一", "拥有"),
    "label": ("作为", "之年", "年"),
    "motto": ("思路", "原则"),
    "slogan": ("思路", "原则"),
    "praise": ("表彰",),
    "praised": ("表彰",),
    "scold": ("批评",),
    "scolded": ("批评",),
    "punish": ("批评", "处罚"),
    "punished": ("批评", "处罚"),
    "slackers": ("不力",),
    "publicity": ("宣传",),
    "publicise": ("宣传",),
    "publicised": ("宣传",),
    "publicize": ("宣传",),
    "publicized": ("宣传",),
    "advertised": ("宣传",),
    "promoted": ("宣传", "推广"),
    "slack": ("不力",),
    "slacking": ("不力",),
    "lazy": ("不力",),
    "domestic": ("内资", "国内"),
    "inspected": ("督查", "检查"),
    "checks": ("督查", "检查"),
    "media": ("媒体",),
    "kickoff": ("启动", "动员"),
    "boss": ("组长", "主任"),
    "deputy": ("副",),
    "chair": ("组长",),
    "chairs": ("组长",),
    "head": ("组长", "主任"),
    "heads": ("组长", "主任"),
    "cash": ("资金",),
    "money": ("资金", "经费"),
    "patents": ("专利",),
    "chains": ("产业链",),
    "startups": ("科技型企业", "孵化"),
    "makerspaces": ("众创空间",),
    "incubators": ("孵化器",),
    "rewarded": ("表彰", "奖励"),
    "badly": ("不力",),
    "energy": ("能耗", "能源"),
    "experts": ("专家",),
    "submitted": ("提交", "报送"),
    "submit": ("提交", "报送"),
    "approved": ("审核", "同意", "批复"),
    "purpose": ("意义", "目的", "为了"),
    "significance": ("意义",),
    "basis": ("依据", "原则"),
    "principle": ("原则",),
    "drafted": ("编制", "起草"),
    "compile": ("编制",),
    "compiled": ("编制",),
    "location": ("位于", "地址"),
}  # fmt: skip


@lru_cache(maxsize=4)
def read_wordings(path: Path = GLOSSARY_FILE) -> dict[str, tuple[str, ...]]:
    """All English wordings of each glossary term; the file's form is checked where it is loaded."""
    found: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2 or line.startswith("#") or not cells[0] or not cells[1]:
            continue
        others = cells[2].split(";") if len(cells) > 2 else []
        wordings = [cells[1], *(other.strip() for other in others)]
        found[cells[0]] = tuple(wording for wording in wordings if wording)
    return found


def join_names(names: Sequence[str], language: str, wordings: Wordings) -> str:
    """Names as a list: A、B in Chinese; "Science and Technology Bureau (科技局) and …" in English."""
    if language == "zh":
        return "、".join(names)
    shown = [english_name(name, wordings) for name in names]
    if len(shown) <= 2:
        return " and ".join(shown)
    return "; ".join(shown[:-1]) + "; and " + shown[-1]


def english_name(name: str, wordings: Wordings) -> str:
    """A Chinese name said in English with the Chinese beside it; the Chinese alone where no wording is known."""
    known = wordings.get(name)
    return f"{known[0]} ({name})" if known else name


def english_terms(text: str, wordings: Wordings, limit: int = 12) -> list[str]:
    """Glossary terms that the text holds, longest first where they overlap, in text order, in English."""
    taken: list[tuple[int, int, str]] = []
    # Two characters are mostly plain verbs (实施, 建设), which tell a reader nothing.
    for term in sorted((term for term in wordings if len(term) > 2 and term in text), key=len, reverse=True):
        start = text.find(term)
        while start >= 0:
            end = start + len(term)
            if not any(left < end and start < right for left, right, _ in taken):
                taken.append((start, end, term))
                break
            start = text.find(term, start + 1)
    return [f"{wordings[term][0]} ({term})" for _, _, term in sorted(taken)][:limit]


def english_figures(text: str) -> list[str]:
    """Dates and amounts of a Chinese text in English, in text order, each with its original."""
    dates = find_dates(text)
    found: list[tuple[int, str]] = [
        (mention.start, f"{english_date(mention)} ({mention.written.strip()})") for mention in dates
    ]
    for quantity in find_quantities(text, chinese_numerals=False):
        inside = any(mention.start <= quantity.start < mention.end for mention in dates)
        if not inside and quantity.full_unit:
            found.append((quantity.start, f"{english_quantity(quantity)} ({quantity.written.strip()})"))
    return list(dict.fromkeys(words for _, words in sorted(found)))


def english_title(heading: str, wordings: Wordings) -> str:
    """A Chinese heading as an English sentence may carry it: quoted, with English terms where known."""
    known = wordings.get(heading)
    if known:
        return f"“{known[0]}” ({heading})"
    terms = english_terms(heading, wordings, 3)
    names = [term.split(" (", 1)[0] for term in terms]
    return f"“{heading}” ({', '.join(names)})" if names else f"“{heading}”"
