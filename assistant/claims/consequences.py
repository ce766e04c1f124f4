"""Which consequence follows which condition: 成绩突出的,予以通报表彰;创建不力的,予以通报批评.

A claim that gives one condition the other's consequence has all its words in the source, often all of them in
one sentence. So conditions are held together with what follows each, and a claim is told by the words that stand
on one side only: 创建不力 in one condition, 表彰 in the consequence of the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from assistant.answer import Language
from assistant.claims.pairing import Feature, features, only, share
from assistant.claims.verdicts import Difference
from assistant.language.concepts import Concept
from assistant.language.sentences import Sentence

# Two conditions of one rule stand beside each other; further apart they belong to two rules.
BESIDE = 80
# A Chinese claim names this share of a condition, lest one common word be taken for it.
NAMED = 0.4

_PAIR = re.compile(
    r"(?P<condition>[^,，。;；:：\n]{2,30}?)的(?:单位|部门|企业|个人|人员|项目|园区)?[,，]?"
    r"(?=(?:要|将|应当?|可|须|则|一律|依法)?(?:给予|予以|不予|取消|责令|追究|实行|进行|奖励|扣|退回|终止|撤销|列入|暂停|优先))"
    r"(?P<consequence>[^,，。;；\n]{2,40})"
)
_SEGMENTS = {
    "zh": re.compile(r"[;；。！!\n]|[,，](?=对|凡|若|如)"),
    "en": re.compile(r"[;!\n]|\.(?!\d)|,?\s(?:and|while|whereas|but)\s(?=units|those|who|the)"),
}
_PLAIN = re.compile(r"工作|情况|单位|部门|企业|人员")
_DENIAL = {
    "zh": re.compile(r"不(?:会|得|再|予|给予|进行|应|能)|无需|免于"),
    "en": re.compile(r"\bnot\b|n['’]t\b|\bnever\b|\bwithout\b"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition with its consequence."""

    condition: str
    consequence: str
    written: str
    start: int
    """Where it stands in its document."""
    sentence: Sentence


def read_rules(sentence: Sentence) -> list[Rule]:
    """The conditions of a Chinese sentence, each with what follows it."""
    return [
        Rule(m["condition"], m["consequence"], m[0].strip(), sentence.start + m.start(), sentence)
        for m in _PAIR.finditer(sentence.text)
    ]


def exchanged_consequence(
    claim: str, language: Language, concepts: Sequence[Concept], sentences: Sequence[Sentence]
) -> tuple[Difference, list[Sentence]] | None:
    """The claim's condition with the consequence that the source gives it, where the claim names another's."""
    rules = [rule for sentence in sentences for rule in read_rules(sentence)]
    for segment in _SEGMENTS[language].split(claim):
        if len(rules) < 2 or _DENIAL[language].search(segment):
            continue
        said = features(_PLAIN.sub(" ", segment), language, concepts)
        for meant, other in permutations(rules, 2):
            if _are_beside(meant, other) and _is_exchanged(said, segment, language, meant, other):
                stated = [meant.sentence, other.sentence]
                return Difference("scope", segment.strip(" ,，"), meant.written), stated
    return None


def _are_beside(one: Rule, other: Rule) -> bool:
    same = one.sentence.document_id == other.sentence.document_id
    return same and 0 < abs(one.start - other.start) <= BESIDE


def _is_exchanged(
    said: Sequence[Feature], segment: str, language: Language, meant: Rule, other: Rule
) -> bool:
    """Whether only the one's condition and only the other's consequence is spoken of."""
    if language == "zh" and share(segment, features(_PLAIN.sub(" ", meant.condition), "zh")) < NAMED:
        return False
    return (
        only(said, meant.condition, other.condition) > 0
        and not only(said, other.condition, meant.condition)
        and only(said, other.consequence, meant.consequence) > 0
        and not only(said, meant.consequence, other.consequence)
    )
