"""The bilingual glossary: how this office's terms are said in English.

A tab-separated file that staff edit in any spreadsheet or text editor: Chinese, English, other
English wordings separated by ``;``. Lines that start with ``#`` are remarks. Matching ignores
case, inflection and small words, so ``lead unit`` also finds "the leading units".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from assistant.language.tables import read_pairs
from index.tokens import term_key

GLOSSARY_FILE = Path(__file__).parents[1] / "data" / "glossary.tsv"

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
    for term, wordings in glossary_lines(path):
        english.setdefault(term, wordings[0])
        for wording in wordings:
            # A bracketed part is optional: "cluster (of land parcels)" is also just "cluster".
            for variant in {wording, re.sub(r"\([^)]*\)", " ", wording)}:
                key = term_key(variant)
                if key and term not in chinese.setdefault(key, []):
                    chinese[key].append(term)
    return Glossary({key: tuple(terms) for key, terms in chinese.items()}, english)


def glossary_lines(path: Path = GLOSSARY_FILE) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The Chinese term and the English wordings of every line, the preferred one first.

    Raises:
        UsageError: A line has no English beside its Chinese; the message names the line.
    """
    for chinese, english in read_pairs(path, "write Chinese, a tab, English."):
        preferred, _, others = english.partition("\t")
        wordings = (preferred, *others.split("\t")[0].split(";"))
        yield chinese, tuple(wording.strip() for wording in wordings if wording.strip())
