"""An English question in the words of a Chinese corpus.

The embedding model knows Chinese only, and BM25 matches nothing across languages, so an English
question is carried over first: numbers and dates by rule, terms by the office's glossary
(longest phrase first), the rest by CC-CEDICT kept to words the corpus holds. A word with several
renderings keeps them all, and the passage decides: each counts with its best one
(``LexicalIndex.group_scores``), so a wrong rendering costs nothing where the right one stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.language.english import Word, read_words
from assistant.language.everyday import read_everyday
from assistant.language.glossary import Glossary, load_glossary
from assistant.language.homophones import mend
from assistant.language.lexicon import Lexicon, build_lexicon, is_english, pairs_of
from assistant.language.spelling import Speller
from assistant.language.wording import read_wordings
from index.search import Vocabulary
from index.tokens import HAN, SMALL_WORDS, Tokeniser, fold, normal_word

__all__ = ["Bridge", "BridgedQuery", "build_lexicon"]

# English words that ask or hold the sentence together. "lead" and "support" are not here:
# in this office they are roles.
_ASKING = """the a an of in on at by for to from with and or as per its it is are was were be been being am do does
did done has have had having will would can could should shall may might must what which who whom whose when where
why how this that these those there here they them their he she his her him we our us you your i my me not no nor but
if so than then too very just also only such any some each every all both more most much many other into onto upon
about over within under between among during before after above below out off up down through s t re ve ll d m please tell
list give name called actually really kind kinds type types sort sorts thing anything something
somebody someone anybody anyone everybody everyone nobody themselves itself himself herself ourselves yourself yourselves whoever whatever whichever
gonna wanna gotta gimme lemme whats whos wheres pls okay ok"""
ASKING_WORDS: frozenset[str] = frozenset(_ASKING.split())
_BEING = frozenset("be is are was were been being".split())
PHRASE_WORDS = 8
SURE = 0.9
"""A dictionary entry of at least this weight means the word itself, not a compound of it."""
RELATIVE_WEIGHT = 0.7
_ENDINGS = ("ari", "ian", "an", "al", "ic", "er", "est", "ist", "ism", "iti", "ous", "ful", "less", "ish")

Candidate = tuple[str, float]


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
    between: tuple[str, ...] = ()
    """Per group the question's words between it and the group before, lower case: "of the"."""
    renderings: tuple[tuple[str, ...], ...] = ()
    """Per group the Chinese renderings, likeliest first; the corpus holds some token of each."""


class Bridge:
    """Carries English questions over; safe to share between threads."""

    def __init__(self, glossary: Glossary, lexicon: Lexicon, has_token: Callable[[str], bool]) -> None:
        self._glossary = glossary
        self._lexicon = lexicon
        self._has_token = has_token

    @classmethod
    def open(cls, lexicon: bytes | None, lexical: Vocabulary) -> Bridge:
        """The bridge of one generation: its stored lexicon (None: made now) and its index."""
        if lexicon is None:
            lexicon = build_lexicon(lambda tokens: {token for token in tokens if lexical.has_token(token)})
        return cls(load_glossary(), Lexicon.from_bytes(lexicon), lexical.has_token)

    def correct(self, question: str) -> str:
        """An English question with its slips of the keyboard set right."""
        return self._speller.correct(question)

    def mend(self, question: str, texts: Sequence[str]) -> str:
        """A Chinese question with the characters set right that only sound right (``homophones``)."""
        return mend(question, self._lexicon.alike, self._has_token, texts)

    @cached_property
    def _speller(self) -> Speller:
        words = {
            word
            for wordings in read_wordings().values()
            for wording in wordings
            for word in re.findall(r"[A-Za-z]+", wording)
        }
        return Speller(words, self._knows, is_english)

    def _knows(self, word: str) -> bool:
        """Whether a word asks, or is in the dictionary or the table of everyday words."""
        key = normal_word(word)
        return (
            _only_asks(word)
            or key in read_everyday()
            or bool(self._lexicon.find((key,)))
            or bool(self._find_relatives(key))
        )

    def spell(self, name: str) -> list[str]:
        """Chinese names of the documents that a name in Latin letters may spell: Hu Zhenqiang → 胡珍强."""
        return self._lexicon.spelt(fold(name).replace(" ", ""), self._has_token)

    def translate(self, question: str) -> BridgedQuery:
        """The question's words as weighted Chinese tokens, grouped by English word."""
        words = read_words(question)
        groups: list[tuple[Mapping[str, float], ...]] = []
        matched: list[tuple[str, str]] = []
        unmatched: list[str] = []
        chinese: list[tuple[str, ...]] = []
        between: list[str] = []
        at = end = 0
        while at < len(words):
            length, candidates = self._candidates(words, at)
            english = " ".join(word.text for word in words[at : at + length])
            renderings = self._renderings(candidates)
            if renderings:
                groups.append(tuple(weights for _, weights in renderings))
                spans = [rendering for rendering, _ in renderings if _SPAN.fullmatch(rendering)]
                # Which of 2年 and 3年 is meant is what is asked.
                asks = len(renderings) > 1 and len(spans) == len(renderings)
                matched.append((english, f"几{spans[0].lstrip('0123456789')}" if asks else renderings[0][0]))
                chinese.append(tuple(text for text, _ in renderings))
                between.append(" ".join(word.text.lower() for word in words[end:at]))
                end = at + length
            elif not _only_asks(english):
                unmatched.append(english)
            at += length
        text = "".join(likeliest for _, likeliest in matched)
        return BridgedQuery(
            tuple(groups), text, tuple(matched), tuple(unmatched), tuple(between), tuple(chinese)
        )

    def _candidates(self, words: Sequence[Word], at: int) -> tuple[int, list[Candidate]]:
        """How many words are taken from ``at`` on, and the Chinese they may stand for."""
        word = words[at]
        if not word.key:
            return 1, [(chinese, 1.0) for chinese in word.chinese]
        length, spans = _spans_asked(words, at)
        if any(self._has_token(token) for span in spans for token in _tokens(span)):
            return length, [(span, 1.0) for span in spans]
        length, found = self._find_phrase(words, at)
        if found:
            return length, found
        if _only_asks(word.text):
            return 1, []
        if word.text[:1].isupper() and at + 1 < len(words) and words[at + 1].text[:1].isupper():
            # A family name and a given name in Latin letters are one name: Hu Zhenqiang.
            names = self.spell(f"{word.text} {words[at + 1].text}")
            if names:
                return 2, [(name, 1.0) for name in names]
        found = [(chinese, 1.0) for chinese in word.chinese] + self._lexicon.find((word.key,))
        found = found or self._find_relatives(word.key)
        if word.text[0].isupper() or not found:
            # A name may stand in the text as it is (R&D, TUMAS), or be Chinese in Latin letters.
            found.append((fold(word.text), 1.0))
            if not found or found[0][1] < SURE:
                found += [(name, 1.0) for name in self._lexicon.spelt(fold(word.text), self._has_token)]
        # A word whose dictionary renderings no document holds may yet have an office's wording: slack, 不力.
        if not any(self._has_token(token) for chinese, _ in found for token in _tokens(chinese)):
            found += [(chinese, 1.0) for chinese in read_everyday().get(word.key, ())]
        return 1, found

    def _find_phrase(self, words: Sequence[Word], at: int) -> tuple[int, list[Candidate]]:
        """The longest run of words from ``at`` that the glossary or the dictionary knows as one term."""
        kept = [
            (offset, word.key)
            for offset, word in enumerate(words[at : at + 2 * PHRASE_WORDS])
            if word.key not in SMALL_WORDS
        ]
        if not kept or kept[0][0] > 0:
            return 0, []
        for count in range(min(PHRASE_WORDS, len(kept)), 0, -1):
            key = tuple(key for _, key in kept[:count])
            length = kept[count - 1][0] + 1
            terms = self._glossary.chinese.get(key)
            # "it" is not IT, and "Over" at the beginning of a question is "over".
            if terms and not (count == 1 and _first_low(words[at].text) in ASKING_WORDS):
                found = [(term, 1.0) for term in terms]
                # A word of the glossary may mean something else in another office's documents, and so may a term that
                # these documents do not hold: "building materials" is 建材 where there is no 建筑新材料.
                is_sure = count > 1 and any(self._may_hold(term) for term in terms)
                return length, found if is_sure else found + self._lexicon.find(key)
            # "To be used" is said of a thing that is used; the dictionary has the two words for 做.
            is_passive = count == 2 and words[at].text.lower() in _BEING
            if count > 1 and not is_passive and (entries := self._lexicon.find(key)):
                return length, entries
        return 0, []

    def _may_hold(self, term: str) -> bool:
        """Whether the documents hold each pair of a term's characters."""
        return all(map(self._has_token, pairs_of(term)))

    def _find_relatives(self, key: str) -> list[Candidate]:
        """Words of the same root, for one that is not listed itself: inflationary → inflation."""
        for ending in _ENDINGS:
            root = key.removesuffix(ending)
            if root == key or len(root) < 4:
                continue
            for form in (root, root + "e", root + "ia", root + "y", root + "ion"):
                if found := self._lexicon.find((normal_word(form),)):
                    return [(chinese, RELATIVE_WEIGHT * weight) for chinese, weight in found]
        return []

    def _renderings(self, candidates: Sequence[Candidate]) -> list[tuple[str, dict[str, float]]]:
        """Candidates that the corpus holds, as weighted tokens, likeliest first; each text once."""
        out: dict[str, dict[str, float]] = {}
        for chinese, weight in (form for candidate in candidates for form in _written(candidate)):
            tokens = [token for token in _tokens(chinese) if self._has_token(token)]
            if _SPAN.fullmatch(chinese):
                # 2年 is told by no other 年, nor by a heading's number 2.
                tokens = [token for token in tokens if token == chinese]
            if tokens and chinese not in out:
                out[chinese] = dict.fromkeys(tokens, weight)
        return list(out.items())


def _first_low(word: str) -> str:
    return word[:1].lower() + word[1:]


def _only_asks(word: str) -> bool:
    """Whether a word asks or holds the sentence together; what's and who're are what and who."""
    return re.sub(r"['’](?:s|re|d|ll|ve|m)$|n['’]t$", "", word.lower()) in ASKING_WORDS


_SPANS = {"year": ("年",), "month": ("个月",), "week": ("周",), "day": ("天", "日", "个工作日")}
_SPAN_NUMBERS = (*(str(n) for n in range(1, 13)), "15", "20", "30", "60", "90", *"一两二三四五六七八九十半")


def _spans_asked(words: Sequence[Word], at: int) -> tuple[int, list[str]]:
    """How many words ask how many years, or how long, and what may answer as a text writes it: 2年, 两年."""
    asked = [word.text.lower() for word in words[at : at + 3]]
    if asked[:2] == ["how", "many"]:
        units = _SPANS.get(asked[-1].removesuffix("s"), ())
    else:
        asked = asked[:2]
        units = tuple(unit for each in _SPANS.values() for unit in each) if asked == ["how", "long"] else ()
    return len(asked), [number + unit for unit in units for number in _SPAN_NUMBERS]


_SPAN = re.compile(r"\d{1,2}(?:年|个月|周|天|日|个工作日)")
_NUMBERS = Tokeniser()
_HAN_NUMBER = re.compile("^[一二三四五六七八九](?=[条个项家件大])")


def _written(candidate: Candidate) -> tuple[Candidate, ...]:
    """A term that counts, with its number as a document may write it too: 五条产业链, 5条产业链."""
    chinese, weight = candidate
    number = _HAN_NUMBER.match(chinese)
    if number is None:
        return (candidate,)
    return candidate, (f"{'零一二三四五六七八九'.index(number[0])}{chinese[1:]}", weight)


def _tokens(chinese: str) -> list[str]:
    """Tokens as the index has them, in a fixed order."""
    if not re.fullmatch(rf"[{HAN}]+", chinese):
        return list(dict.fromkeys(_NUMBERS.tokens(chinese)))
    # The word and its bigrams, without jieba: its dictionary takes half a second to load.
    return list(dict.fromkeys([chinese, *(chinese[i : i + 2] for i in range(len(chinese) - 1))]))
