"""Chinese names, terms, figures and headings said in English, each with the Chinese beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from assistant.language.dates import english_date, find_dates
from assistant.language.glossary import GLOSSARY_FILE, glossary_lines
from assistant.language.quantities import english_quantity, find_quantities

Wordings = Mapping[str, Sequence[str]]
"""Chinese term to its English wordings, the preferred one first."""


@lru_cache(maxsize=4)
def read_wordings(path: Path = GLOSSARY_FILE) -> dict[str, tuple[str, ...]]:
    """All English wordings of each glossary term, the preferred one of its first line in front."""
    found: dict[str, tuple[str, ...]] = {}
    for chinese, wordings in glossary_lines(path):
        found[chinese] = tuple(dict.fromkeys((*found.get(chinese, ()), *wordings)))
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
