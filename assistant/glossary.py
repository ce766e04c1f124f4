"""The bilingual glossary: how this office's terms are said in English.

A tab-separated file that staff edit in any spreadsheet or text editor: Chinese, English, other
English wordings separated by ``;``. Lines that start with ``#`` are remarks. Matching ignores
case, inflection and small words, so ``lead unit`` also finds "the leading units".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from corpus.errors import UsageError
from index.tokens import term_key

GLOSSARY_FILE = Path(__file__).parent / "data" / "glossary.tsv"

Key = tuple[str, ...]


@dataclass(frozen=True)
class Glossary:
    """Terms by their English wording, as stems without small words."""

    chinese: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    english: dict[str, str] = field(default_factory=dict)
    """Chinese term to its preferred English wording, to render names in an English answer."""


@lru_cache(maxsize=4)
def load_glossary(path: Path = GLOSSARY_FILE) -> Glossary:
    """Read a glossary file.

    Raises:
        UsageError: A line has no English beside its Chinese; the message names the line.
    """
    chinese: dict[Key, list[str]] = {}
    english: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise UsageError(f"{path.name}, line {number}: write Chinese, a tab, English.")
        english.setdefault(cells[0], cells[1])
        others = cells[2].split(";") if len(cells) > 2 else []
        for wording in (cells[1], *others):
            # A bracketed part is optional: "cluster (of land parcels)" is also just "cluster".
            for variant in {wording, re.sub(r"\([^)]*\)", " ", wording)}:
                key = term_key(variant)
                if key and cells[0] not in chinese.setdefault(key, []):
                    chinese[key].append(cells[0])
    return Glossary({key: tuple(terms) for key, terms in chinese.items()}, english)
