"""Slips of the keyboard in an English question, set right where there is but one word it can be.

Only a word that nothing knows is changed, into a word of the office's vocabulary that begins with the same letter and
is one slip away (two in a long word). What is made of the question is shown to the person who asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

# Words that questions are made of; a slip in one of them changes what is asked.
_QUESTION_WORDS = """which what when where who whom whose how many much long large often department departments bureau bureaus unit units
office committee leads lead leading supports support supporting supported responsible charge deadline target targets task
tasks complete completed completion finish finished total number percentage share percent list between difference
municipal national district level national-level plan compare definition meaning month months year years enterprises
companies platforms platform innovation technology science energy consumption investment development industrial
industry industries environment application supervision government management anything something nothing everything everyone anyone whether
should would could about really actually roughly probably currently involved involve responsibility take part supposed required
themselves ourselves yourself yourselves himself herself itself"""
_ASKED_WITH = frozenset(_QUESTION_WORDS.split())
SHORTEST = 5
_LONG = 8
_WORD = re.compile(r"[A-Za-z][a-z]+")
_ASKS_FIRST = frozenset("which what when where whose".split())


class Speller:
    """Knows a vocabulary; safe to share between threads."""

    def __init__(
        self,
        vocabulary: Iterable[str],
        is_known: Callable[[str], bool],
        is_english: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """
        Args:
            vocabulary: Words that may have been meant.
            is_known: Whether a word, in lower case, is one as it stands.
            is_english: The same, where that takes long to find out: asked only before a word is changed.
        """
        words = {word.lower() for word in vocabulary if len(word) >= SHORTEST}
        self._known = words | _ASKED_WITH
        self._is_known = is_known
        self._is_english = is_english
        self._by_letter: dict[str, list[str]] = {}
        for word in sorted(self._known):
            self._by_letter.setdefault(word[0], []).append(word)

    def correct(self, question: str) -> str:
        """The question with its slips set right; the same text where there are none."""
        return _WORD.sub(lambda match: self._meant(match[0], at_start=match.start() == 0), question)

    def _meant(self, written: str, *, at_start: bool) -> str:
        word = written.lower()
        # A capital within a question begins a name, which no list need hold.
        is_name = written[0].isupper() and not at_start
        if is_name or word in self._known or (len(word) < SHORTEST and not at_start) or self._is_known(word):
            return written
        allowed = 2 if len(word) >= _LONG else 1
        near = [
            (slips, candidate)
            for candidate in self._by_letter.get(word[0], ())
            if abs(len(candidate) - len(word)) <= allowed
            and (len(word) >= SHORTEST or candidate in _ASKS_FIRST)
            and (slips := slips_between(word, candidate, allowed)) <= allowed
        ]
        least = min((slips for slips, _ in near), default=0)
        meant = [candidate for slips, candidate in near if slips == least]
        # Of two that are as near, the one that questions are made of: "realy" is no "reply".
        meant = [candidate for candidate in meant if candidate in _ASKED_WITH] or meant
        # An ending apart (platform, platforms) is one word.
        if not meant or len({candidate.rstrip("s") for candidate in meant}) > 1:
            return written
        # "Wich" opening a question is none of the rare words that a dictionary has.
        if not (at_start and meant[0] in _ASKS_FIRST) and self._is_english(word):
            return written
        return meant[0].capitalize() if written[0].isupper() else meant[0]


def slips_between(left: str, right: str, most: int) -> int:
    """Letters left out, added, exchanged, or turned round between two words; ``most`` + 1 where there are more."""
    before: list[int] = []
    last = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
