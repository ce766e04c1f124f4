"""Which language was a question asked in?

Only Chinese and English are answered. A question is Chinese when Chinese is what its grammar
is made of, whatever Latin names it holds ("R&D 投入多少"), and English when Chinese appears
in it only as a name ("Which bureau is 科技局?").
"""

from __future__ import annotations

import re

from assistant.answer import Language

_HAN = re.compile(r"[㐀-䶿一-鿿]")
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_OTHER = re.compile(r"[Ѐ-ӿ֐-׿؀-ۿऀ-ॿ฀-๿぀-ヿ가-힯]")
# The words that hold an English question together; a name or an abbreviation has none of them.
_GRAMMAR = """the a an of in on at by for to from with and or is are was were be been do does did has have had will
would can could should must may what which who whom whose when where why how it its this that these those there any
all many much if not no than as about into under me my i we you they he she please list tell show give find explain
describe name compare lead leads"""
_ENGLISH_GRAMMAR = frozenset(_GRAMMAR.split())


def detect_language(text: str) -> Language | None:
    """The language of ``text``, or None where it is neither Chinese nor English."""
    han = len(_HAN.findall(text))
    words = [word.lower() for word in _LATIN_WORD.findall(text)]
    other = len(_OTHER.findall(text))
    grammar = sum(word in _ENGLISH_GRAMMAR for word in words)
    if other > han and other > sum(map(len, words)):
        return None
    if han and (grammar < 2 or han > 4 * len(words)):
        return "zh"
    return "en" if words else None
