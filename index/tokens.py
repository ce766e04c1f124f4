"""Cut text into the tokens that BM25 counts.

Chinese has no spaces, so a stock tokeniser makes one token of a whole clause and finds
nothing. Here a run of Chinese gives jieba's search-mode words and its character bigrams:
words carry meaning, bigrams carry what the dictionary does not know (units, programmes,
names), and a misspelt word still shares some with the right one. Latin words are
lower-cased and stemmed; a number stays whole and is joined to its unit (``300亿``), because
``5.39`` cut at the dot matches everything and finds nothing.

Query and passage go through the same cuts. Width, case and traditional characters are
folded first (``ＲＦ``, ``專利``); tokens are for finding only, so no offsets are kept.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

TOKENISER_VERSION = 1
"""Raise it when the same text gives other tokens: stored indexes are then made anew."""

HAN = "㐀-䶿一-鿿豈-﫿〇"

# One alternative per kind of piece; what matches none (punctuation, emoji, control characters)
# separates and is dropped. A document number keeps its brackets: 〔2021〕4号.
_PIECE = re.compile(
    rf"(?P<docnumber>[〔\[【(](?P<year>(?:19|20)\d\d)[〕\]】)]\s*第?(?P<serial>\d+)号)"
    rf"|(?P<number>\d+(?:[.,]\d+)*(?:%|‰)?)(?P<unit>[{HAN}]?)"
    r"|(?P<latin>[a-zÀ-ɏ]+(?:[&'’+._-]?[a-z0-9À-ɏ]+)*\+*)"
    rf"|(?P<han>[{HAN}]+)"
)
_LATIN_PART = re.compile(r"[a-zÀ-ɏ]+|\d+")
_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3})+(?=$|\.|%|‰)")

# Words that ask, in Chinese. They say what kind of answer is wanted and nothing about where it
# stands; rare in policy text, they would otherwise weigh as much as the name asked about.
_ASKING = """什么 哪些 哪个 哪几 哪家 哪里 哪种 哪位 哪 几 几个 多少 怎么 怎样 怎么样 如何 为什么 为何 何 何时 谁 是否
吗 呢 啊 吧 么 的 了 是 在 和 与 及 或 由 对 为 有 被 把 将 请 请问 一下 有没有 是什么 有哪些 些 个 啥 咋 名字 叫 分别 包括"""
QUESTION_WORDS: frozenset[str] = frozenset(_ASKING.split())


class Tokeniser:
    """Cuts text into tokens; built cheaply, loads its dictionary on first use, can be pickled.

    Args:
        user_words: Words to keep whole beside jieba's own, as ``harvest_words`` draws them.
        cache_folder: Where jieba's parsed dictionary is kept between processes (0.2 s instead
            of 0.6 s to start); a folder that only its owner can write. None: nothing is written.
    """

    def __init__(self, user_words: Iterable[str] = (), cache_folder: Path | None = None) -> None:
        self.user_words: tuple[str, ...] = tuple(sorted({fold(word) for word in user_words} - {""}))
        self.cache_folder = cache_folder

    def __getstate__(self) -> dict[str, Any]:
        return {"user_words": self.user_words, "cache_folder": self.cache_folder}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["user_words"], state["cache_folder"])  # type: ignore[misc]

    def tokens(self, text: str) -> list[str]:
        """Tokens of ``text`` in reading order; a word and its bigrams stand together."""
        out: list[str] = []
        for match in _PIECE.finditer(fold(text)):
            if match["han"]:
                self._cut_han(match["han"], out)
            elif match["number"]:
                self._cut_number(match, out)
            elif match["latin"]:
                _cut_latin(match["latin"], out)
            else:
                out += [f"{match['year']}〕{match['serial']}号", match["year"], match["serial"]]
        return out

    def words(self, text: str) -> list[str]:
        """The Chinese words of ``text`` as jieba divides it, none overlapping, folded."""
        return [word for word in self._jieba.lcut(fold(text), HMM=False) if re.search(rf"[{HAN}]", word)]

    def borders(self, text: str) -> list[int]:
        """Offsets at which jieba divides ``text``, its beginning and end among them."""
        return [0, *accumulate(map(len, self._jieba.lcut(text, HMM=False)))]

    def _cut_han(self, run: str, out: list[str]) -> None:
        if len(run) == 1:
            out.append(run)
            return
        out += self._jieba.lcut_for_search(run, HMM=False)
        out += [run[i : i + 2] for i in range(len(run) - 1)]

    def _cut_number(self, match: re.Match[str], out: list[str]) -> None:
        number = match["number"]
        if _THOUSANDS.match(number):
            number = number.replace(",", "")
        out.append(number)
        if match["unit"]:
            out += [number + match["unit"], match["unit"]]

    @cached_property
    def _jieba(self) -> Any:
        import jieba

        jieba.setLogLevel(60)  # it reports each dictionary load on standard error
        with _loading:
            tokeniser = jieba.Tokenizer()
            frequencies, tokeniser.total = _dictionary(self.cache_folder)
            # A copy is made in a twentieth of the time of another reading, and shares the words' own memory.
            tokeniser.FREQ = frequencies.copy() if self.user_words else frequencies
            tokeniser.initialized = True
            for word in self.user_words:
                tokeniser.add_word(word)
        return tokeniser


_loading = threading.Lock()


@lru_cache(maxsize=1)
def _dictionary(cache_folder: Path | None) -> tuple[dict[str, int], int]:
    """jieba's word frequencies and their sum, from the cache folder where they lie there whole. Not to be changed.

    jieba's own cache lies in the shared temporary folder and is read byte by byte.
    """
    import jieba

    if cache_folder is None:
        return _read_dictionary()
    cache = cache_folder / f"jieba-{jieba.__version__}-{sys.implementation.cache_tag}.marshal"
    try:
        frequencies, total = marshal.loads(cache.read_bytes())
        if isinstance(frequencies, dict) and isinstance(total, int):
            return frequencies, total
    except (OSError, EOFError, ValueError, TypeError):
        pass  # not there yet, or cut off: made anew below
    frequencies, total = _read_dictionary()
    with suppress(OSError):  # a folder that cannot be written costs time at each start, nothing else
        cache_folder.mkdir(parents=True, exist_ok=True)
        draft = cache.with_name(f"{cache.name}.{os.getpid()}")
        draft.write_bytes(marshal.dumps((frequencies, total)))
        draft.replace(cache)
    return frequencies, total


def _read_dictionary() -> tuple[dict[str, int], int]:
    import jieba

    tokeniser = jieba.Tokenizer()
    with tokeniser.get_dict_file() as file:
        frequencies, total = tokeniser.gen_pfdict(file)
    return frequencies, total


def fold(text: str) -> str:
    """``text`` without differences of width, case and script: NFKC, lower case, simplified."""
    text = unicodedata.normalize("NFKC", text).lower()
    return simplify(text) if re.search(rf"[{HAN}]", text) else text


def question_weights(tokens: Sequence[str]) -> list[float]:
    """One weight per token of a Chinese question: 0 for a word that only asks, else 1."""
    return [0.0 if token in QUESTION_WORDS else 1.0 for token in tokens]


# Unit names end in one of these, or in a bracketed responsibility line stand between 、 and 、.
_UNIT = re.compile(
    rf"(?<![{HAN}])[{HAN}]{{2,12}}?(?:管委会|委员会|管理局|局|厅|部|委|办公室|办|中心|领导小组|公司|银行|集团|协会)(?![{HAN}])"
)
_DUTY = re.compile(r"(?:牵头|配合|责任|主责|协办|参与|成员)(?:单位|部门)[::]([^;；。))\n]{2,400})")
_NAMED = re.compile(rf"[《“\"]([{HAN}]{{2,16}})[》”\"]")
_SEPARATOR = re.compile(r"[、,,;；\s]+")


def harvest_words(texts: Iterable[str]) -> list[str]:
    """Names the texts themselves set apart: units of responsibility lines, bodies, 《…》 and “…”.

    Sorted, so that the same texts always give the same words. A name of more than 8
    characters is left to its parts: nobody types it, and as one word it would hide them.
    """
    found: Counter[str] = Counter()
    for text in texts:
        for line in _DUTY.findall(text):
            names = (re.sub(r"等$", "", name) for name in _SEPARATOR.split(line))
            found.update(name for name in names if re.fullmatch(rf"[{HAN}]{{2,8}}", name))
        found.update(name for name in _UNIT.findall(text) if len(name) <= 8)
        found.update(name for name in _NAMED.findall(text) if len(name) <= 8)
    return sorted(found)


def stem(word: str) -> str:
    """The stem of a lower-case English word (Snowball): leads, leading → lead."""
    return str(_stemmer().stemWord(word))


# English words without a meaning of their own in a term.
SMALL_WORDS: frozenset[str] = frozenset(
    ("the a an of in on at by for to from with and or as per its").split()
)


_BRITISH = re.compile(r"(?<=[a-z]{3})(?:is(?=e[ds]?$|ing$|ations?$)|ou(?=r(?:s|ed|ing|able)?$)|tre(?=s?$))")
_AMERICAN = {"is": "iz", "ou": "o", "tre": "ter"}


@lru_cache(maxsize=65536)
def normal_word(word: str) -> str:
    """What an English word is compared by: lower case, American spelling, no possessive, stemmed."""
    word = re.sub(r"['’]s?$", "", word.lower()).replace(".", "").replace("’", "'")
    if word in SMALL_WORDS:
        return word
    return stem(_BRITISH.sub(lambda match: _AMERICAN[match.group()], word))


_ENGLISH_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’.&][A-Za-zÀ-ɏ]+)*|\d+(?:[.,]\d+)*")


def term_key(wording: str) -> tuple[str, ...]:
    """What an English term is compared by: its words as stems, small words left out."""
    words = (normal_word(word) for word in _ENGLISH_WORD.findall(wording))
    return tuple(word for word in words if word not in SMALL_WORDS)


def _cut_latin(piece: str, out: list[str]) -> None:
    # A mixed name is kept whole and also cut: covid-19, e-commerce, sr99, h7n9.
    piece = piece.replace("’", "'")
    if piece.endswith("'s"):
        piece = piece[:-2]
    out.append(stem(piece))
    parts = _LATIN_PART.findall(piece)
    if len(parts) > 1:
        out += [stem(part) for part in parts if len(part) > 1]


_thread = threading.local()


def _stemmer() -> Any:
    if not hasattr(_thread, "stemmer"):  # one per thread: Snowball stemmers share a buffer
        import Stemmer  # type: ignore[import-not-found]

        _thread.stemmer = Stemmer.Stemmer("english")
    return _thread.stemmer


def simplify(text: str) -> str:
    """``text`` in simplified characters."""
    if not hasattr(_thread, "opencc"):
        import opencc

        _thread.opencc = opencc.OpenCC("t2s")
    return str(_thread.opencc.convert(text))
