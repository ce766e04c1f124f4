"""An English question in the words of a Chinese corpus.

The embedding model knows Chinese only, and BM25 matches nothing across languages, so an English
question is carried over first: numbers and dates by rule, terms by the office's glossary
(longest phrase first), the rest by CC-CEDICT kept to words the corpus holds. A word with several
renderings keeps them all, and the passage decides: each counts with its best one
(``LexicalIndex.group_scores``), so a wrong rendering costs nothing where the right one stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.glossary import Glossary, load_glossary
from assistant.lexicon import Lexicon, build_lexicon
from index.lexical import LexicalIndex
from index.tokens import SMALL_WORDS, fold, normal_word

__all__ = ["Bridge", "BridgedQuery", "build_lexicon"]

# English words that ask or hold the sentence together. "lead" and "support" are not here:
# in this office they are roles.
_ASKING = """the a an of in on at by for to from with and or as per its it is are was were be been being am do does
did done has have had having will would can could should shall may might must what which who whom whose when where
why how this that these those there here they them their he she his her him we our us you your i my me not no nor but
if so than then too very just also only such any some each every all both more most much many other into onto upon
about over under between among during before after above below out off up down through s t re ve ll d m please tell
list give name called kind type sort thing anything something"""
ASKING_WORDS: frozenset[str] = frozenset(_ASKING.split())
PHRASE_WORDS = 5


@dataclass(frozen=True)
class BridgedQuery:
    """An English question carried over into Chinese."""

    groups: tuple[tuple[Mapping[str, float], ...], ...]
    """For ``LexicalIndex.group_scores``: per word of the question its renderings as weighted tokens."""
    text: str
    """The likeliest Chinese wording, for the dense side."""
    matched: tuple[tuple[str, str], ...]
    """(English, Chinese) of every word carried over, in order."""
    unmatched: tuple[str, ...] = ()
    """English words for which nothing was found."""

    @property
    def terms(self) -> list[tuple[str, float]]:
        """All tokens with weights, for a scorer that knows no groups."""
        return [item for renderings in self.groups for weights in renderings for item in weights.items()]


class Bridge:
    """Carries English questions over; safe to share between threads."""

    def __init__(self, glossary: Glossary, lexicon: Lexicon, has_token: Callable[[str], bool]) -> None:
        self._glossary = glossary
        self._lexicon = lexicon
        self._has_token = has_token

    @classmethod
    def open(cls, lexicon: bytes | None, lexical: LexicalIndex) -> Bridge:
        """The bridge of one generation: its stored lexicon (None: made now) and its index."""
        stored = build_lexicon(lexical.has_token) if lexicon is None else lexicon
        return cls(load_glossary(), Lexicon.from_bytes(stored), lexical.has_token)

    def translate(self, question: str) -> BridgedQuery:
        """The question's words as weighted Chinese tokens, grouped by English word."""
        words = [match.group() for match in _WORD.finditer(question)]
        stems = [normal_word(word) for word in words]
        groups: list[tuple[Mapping[str, float], ...]] = []
        matched: list[tuple[str, str]] = []
        unmatched: list[str] = []
        at = 0
        while at < len(words):
            length, candidates = self._candidates(words, stems, at)
            english = " ".join(words[at : at + length])
            renderings = self._renderings(candidates)
            if renderings:
                groups.append(tuple(weights for _, weights in renderings))
                matched.append((english, renderings[0][0]))
            elif candidates is not None:
                unmatched.append(english)
            at += length
        return BridgedQuery(
            tuple(groups), "".join(chinese for _, chinese in matched), tuple(matched), tuple(unmatched)
        )

    def _candidates(
        self, words: list[str], stems: list[str], at: int
    ) -> tuple[int, list[tuple[str, float]] | None]:
        """Words taken and their Chinese with weights; None for a word that only asks."""
        content = [(i, s) for i, s in enumerate(stems[at : at + PHRASE_WORDS + 3])]
        length, found = self._phrase(content)
        if found:
            return length, found
        word = words[at]
        if word.lower() in ASKING_WORDS:
            return 1, None
        candidates = self._lexicon.find((stems[at],))
        if word[0].isupper() or word[0].isdigit() or not candidates:
            candidates = [*candidates, (fold(word), 1.0)]
        return 1, candidates

    def _phrase(self, content: list[tuple[int, str]]) -> tuple[int, list[tuple[str, float]]]:
        if content[0][1] in ASKING_WORDS:
            return 0, []
        kept = [(i, s) for i, s in content if s not in SMALL_WORDS]
        for n in range(min(PHRASE_WORDS, len(kept)), 0, -1):
            key = tuple(s for _, s in kept[:n])
            terms = self._glossary.chinese.get(key)
            if terms:
                return kept[n - 1][0] + 1, [(term, 1.0) for term in terms]
            if n > 1 and (found := self._lexicon.find(key)):
                return kept[n - 1][0] + 1, found
        return 0, []

    def _renderings(self, candidates: list[tuple[str, float]] | None) -> list[tuple[str, dict[str, float]]]:
        """Candidates that the corpus holds, as weighted tokens, likeliest first."""
        out: list[tuple[str, dict[str, float]]] = []
        for chinese, weight in candidates or ():
            tokens = {token for token in _tokens(chinese) if self._has_token(token)}
            if tokens:
                out.append((chinese, dict.fromkeys(sorted(tokens), weight)))
        return out


_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:[-'’.&][A-Za-zÀ-ɏ\d]+)*|\d+(?:[.,]\d+)*%?")
_SKIPPED = frozenset(("the a an of in on at by for to from with and or as per its").split())


def _tokens(chinese: str) -> set[str]:
    # The word and its bigrams, without jieba: its dictionary takes half a second to load.
    return {chinese, *(chinese[i : i + 2] for i in range(len(chinese) - 1))}
