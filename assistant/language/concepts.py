"""What a question speaks of, as the Chinese wordings a text may have for it.

A Chinese question gives the character pairs of its subject, an English one the Chinese renderings of its words.
Words that only ask, or that stand in any official sentence, give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from assistant.language.everyday import read_everyday
from assistant.language.synonyms import read_spoken
from index.tokens import normal_word

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z][A-Za-z&+\-]*|\d+(?:[.+×/]\d+)*%?")
# Pairs that hold any official sentence together; they tell nothing about its subject.
_PLAIN_PAIRS = frozenset(
    (
        "进行 开展 有关 相关 以及 其中 通过 按照 根据 对于 关于 方案 文件 规定 要求 工作 情况 问题 具体 主要 "
        "提出 提到 说的 需要 应当 应该 可以 要在 要把 得要 到底 这个 那个 这些 那些 我们 他们 计划 里面 前要 "
        "之前 以前 之后 以后 目标 完成 属于 中的 上的 里的 对的 的是 是由 的时 时候 到几 从几 是从 将要 还要 "
        "都要 实现 做到 总共 一共 需不"
    ).split()
)


# A pair with one of these joins two words rather than being one.
_FUNCTION = frozenset("的了在和与是及或被把让给由各从向其这那哪几做里搞点啥咋没想得要去")
# A pair with one of these is more often an adverb, a pronoun or whichever verb is meant (都有, 还能, 整够, 拉来) than a thing:
# it counts where a text holds it, and is not missed where none does.
_LOOSE = frozenset("并后完还也就再才更都又只着够拉整凑攒弄捞拢齐来该您你他她它我们俩呗咧哟哈嘞哇呐")
# 五条产业链 asks about what a text writes as 5条产业链, and is about chains all the same where it counts none.
_COUNTED = re.compile(
    r"(?<![一二两三四五六七八九十百千万第])(?P<number>[两二三四五六七八九十])(?P<unit>[个家项条类种大块件名位所处])"
)
_DIGITS = {c: str(n) for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": "2"}


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing the question speaks of, in each Chinese wording that may stand for it."""

    wordings: tuple[tuple[str, ...], ...]
    """Each wording as the pieces a text must hold; none where no Chinese is known for it."""
    weight: float = 1.0
    source: str = ""
    """The question's own words, to name what was not found."""
    optional: bool = False
    """Whether it counts only where some text holds it."""


def chinese_concepts(subject: str) -> list[Concept]:
    """Concepts of a Chinese question's subject: its character pairs, numbers and Latin words."""
    concepts: dict[str, Concept] = {}
    rest = subject
    for everyday, official in read_spoken():
        if everyday in rest:
            wordings = tuple(grams(wording) for wording in (everyday, *official))
            concepts[everyday] = Concept(wordings, 1.5, everyday)
            rest = rest.replace(everyday, " ")
    for match in _COUNTED.finditer(rest):
        digits = _DIGITS[match["number"]] + match["unit"]
        concepts[match[0]] = Concept(((match[0],), (digits,)), 0.5, match[0], optional=True)
    for run in _HAN_RUN.findall(_COUNTED.sub(" ", rest)):
        if not "\u4e00" <= run[0] <= "\u9fff":
            concepts.setdefault(run, Concept(((run,),), 1.5, run))
            continue
        if len(run) == 1:
            continue
        for pair in (run[i : i + 2] for i in range(len(run) - 1)):
            if pair not in _PLAIN_PAIRS and not _FUNCTION.intersection(pair):
                loose = not _LOOSE.isdisjoint(pair)
                concepts.setdefault(pair, Concept(((pair,),), 1.0, pair, optional=loose))
    return list(concepts.values())


class Bridged(Protocol):
    """What is used of an English question carried over into Chinese (``assistant.language.bridge``)."""

    @property
    def groups(self) -> tuple[tuple[Mapping[str, float], ...], ...]:
        """Per word of the question its renderings as weighted tokens."""

    @property
    def matched(self) -> tuple[tuple[str, str], ...]:
        """(English, Chinese) per group."""

    @property
    def between(self) -> tuple[str, ...]:
        """Per group the words between it and the group before."""

    @property
    def renderings(self) -> tuple[tuple[str, ...], ...]:
        """Per group its Chinese renderings, in the order of the group."""

    @property
    def unmatched(self) -> tuple[str, ...]:
        """English words for which nothing was found."""


def bridged_concepts(bridged: Bridged) -> list[Concept]:
    """Concepts of an English question: one per word or phrase, with all its Chinese renderings."""
    concepts: list[Concept] = []
    neighbours: list[tuple[str, str, tuple[str, ...]]] = []
    for tokens, (english, first), chinese, between in zip(
        bridged.groups, bridged.matched, bridged.renderings, bridged.between, strict=True
    ):
        plain = all(word in _ENGLISH_PLAIN for word in re.split(r"[\s-]+", english.lower()))
        if plain or first in _FRAME_TERMS:
            neighbours.append((english, "-", ()))
            continue
        concepts.append(_concept(english, tokens, chinese))
        neighbours.append((english, between, chinese[:_COMPOUND_RENDERINGS]))
    concepts += [
        Concept(_grams_of(read_everyday().get(normal_word(word), ())), 0.7, word)
        for word in bridged.unmatched
        if word.lower() not in _ENGLISH_PLAIN
    ]
    return concepts + _compounds(neighbours)


def _concept(english: str, tokens: tuple[Mapping[str, float], ...], chinese: tuple[str, ...]) -> Concept:
    """One word or phrase; a rendering counts as a whole, so that 智能 alone is not 人工智能."""
    wordings = tuple(
        dict.fromkeys(
            grams(text) if _HAN.fullmatch(text) else tuple(weights)
            for text, weights in zip(chinese, tokens, strict=True)
        )
    )
    # One character stands in many words that mean something else; it counts where the dictionary has no more.
    wordings = tuple(wording for wording in wordings if len("".join(wording)) > 1) or wordings
    everyday = _grams_of(read_everyday().get(normal_word(english), ()))
    # A phrase of the office's glossary is worth more than a word with ten dictionary renderings.
    return Concept(wordings + everyday, 1.0 + 0.5 * english.count(" "), english)


def _grams_of(wordings: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(grams(wording) for wording in wordings)


# Renderings per word that are tried in compounds; each pair of words gives the square of it.
_COMPOUND_RENDERINGS = 8


def _compounds(words: Sequence[tuple[str, str, tuple[str, ...]]]) -> list[Concept]:
    """Each two words in a row as one Chinese word: special supervision is 专项督查, where a text holds that.

    Of all that a dictionary gives for either word, the compound that stands in the text is what is meant.
    "Quality of patents" turns round: 专利质量.

    Args:
        words: The English, the words between it and the one before, and its renderings.
    """
    found = []
    for (left, _, of_left), (right, between, of_right) in pairwise(words):
        if between not in ("", "of", "of the"):
            continue
        both = [(a, b) for a in of_left for b in of_right if a != b and _HAN.fullmatch(a + b)]
        wordings = tuple(dict.fromkeys((b + a if between else a + b,) for a, b in both))
        if wordings:
            found.append(Concept(wordings, 1.0, f"{left} {right}", optional=True))
    return found


def mentions(part: str, concept: Concept) -> bool:
    """Whether a part of an English question holds the concept's own words."""
    return _spoken(concept.source) in _spoken(part)


def _spoken(text: str) -> str:
    """A text without the marks that a source leaves out: "new energy (energy storage)", "high-tech"."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


# Terms that stand in every responsibility bracket, and so describe no task.
_FRAME_TERMS = frozenset(
    "牵头 负责 配合 牵头单位 牵头部门 配合单位 责任单位 成员单位 完成时间 单位 部门 任务 目标 指标 方案".split()
)
# English words of the question's frame that a dictionary would render all the same.
_ENGLISH_PLAIN = frozenset(
    (
        "often frequently running show shows year large big high low long fast size ones "
        "happen happens happened folks guys stuff carry carries carried out conduct conducts conducted set sets take takes place deal supposed expected "
        "yuan million billion since because given whereas going get gets make makes made need needs needed want wants thing things state states say tell big really exactly "
        "plan document scheme task tasks work jointly together bureaus offices according mention mentioned say says state stated set out target "
        "targets targeted department departments unit units bureau must required requirement lead leads leading "
        "led support supports supporting responsible charge number minimum maximum percentage share year "
        "years month months end which what who when how many much complete completed completion finish finished "
        "roughly approximately approx precisely basically known called member members contain containing contains include includes including "
        "relative office offices ring ascribe ascribes attribute attributes sentence paragraph tonne tonnes "
        "besides apart aside same other others another else itself themselves meant turn turned turns involved involve involves "
        "reach reached list part help helps assist assists cooperate participate deadline due date day one two three four five six seven eight nine ten total"
    ).split()
)


def grams(wording: str) -> tuple[str, ...]:
    """The pieces of a wording that a text must hold: character pairs of Chinese, else the whole."""
    if len(wording) <= 2 or not "\u4e00" <= wording[0] <= "\u9fff":
        return (wording,)
    return tuple(wording[i : i + 2] for i in range(len(wording) - 1))
