"""Where the words of a Chinese question begin and end, so that none is read inside others: 主事 in 民主事务.

Chinese is written without spaces, and everyday words are short. What is replaced or passed over in a question has to begin and end
where jieba's dictionary divides it. A question in which nothing is found costs nothing: the dictionary is read at the first find.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from index.generation import dictionary_cache
from index.tokens import Tokeniser


@lru_cache(maxsize=1)
def _tokeniser() -> Tokeniser:
    return Tokeniser(cache_folder=dictionary_cache())


@lru_cache(maxsize=256)
def word_borders(text: str) -> frozenset[int]:
    """The offsets at which a word of the text begins or ends."""
    return frozenset(_tokeniser().borders(text))


def drop_words(pattern: re.Pattern[str], text: str) -> str:
    """The text with a space for each match of the pattern that is made of whole words."""
    kept: list[str] = []
    start = done = 0
    while match := pattern.search(text, start):
        borders = word_borders(text)
        if match.end() > match.start() and match.start() in borders and match.end() in borders:
            kept += [text[done : match.start()], " "]
            start = done = match.end()
        else:
            start = match.start() + 1
    return "".join((*kept, text[done:]))


def replace_words(text: str, words: Mapping[str, str], unless: str = "") -> str:
    """The text with each of the words replaced by what stands for it, the longest first, where it is no part of another word.

    Args:
        words: What people say, and what is put in its place.
        unless: A pattern; a word before a match of it stays.
    """
    if not any(word in text for word in words):
        return text
    borders = word_borders(text)
    stays = re.compile(unless) if unless else None
    longest = sorted(words, key=len, reverse=True)
    out: list[str] = []
    at = 0
    while at < len(text):
        for word in longest if at in borders else ():
            end = at + len(word)
            if text.startswith(word, at) and end in borders and not (stays and stays.match(text, end)):
                out.append(words[word])
                at = end
                break
        else:
            out.append(text[at])
            at += 1
    return "".join(out)
