"""Does the evidence give the reason that is asked for, and speak of the condition whose outcome is asked for?"""

from __future__ import annotations

import re

from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.concepts import mentions
from assistant.language.synonyms import read_spoken
from assistant.questions.profile import QuestionProfile
from corpus.document import Document

# Of a question that asks why, the sentence that gives a reason must itself hold this share; of one that asks what
# happens if, the same of the condition.
_OF_WHY = _OF_CONDITION = 0.5
_WHY = re.compile(
    r"(?<![定位作称列设评视转变改升])为什么|为啥|为何|缘何|何以|何故|凭(?:什么|啥)|干嘛(?=要|不|非|让)|怎么会|(?:原因|理由|缘由|道理|用意|出发点)(?:是|有|在|何在)|出于(?:什么|啥|何)|(?:有|是)(?:什么|啥|何)(?:原因|理由|讲究|道理|用意)|"
    r"^\s*(?:and |so |but )?why\b|\bhow come\b|\bfor what reason|\bon what grounds|\bwhat (?:is|was|are|were|'s)? ?the (?:reasons?|rationale|logic|thinking)\b|\bwhat made\b",
    re.I,
)
_WHY_IT_MATTERS = re.compile(
    r"为(?:什么|何)[^,，?？]{0,24}(?:重要|意义|要紧|关键|值得)|\bwhy\b[^?]*\b(?:matters?|important|significant|worth(?:while| it)?)\b",
    re.I,
)
_REASON = re.compile(
    r"(?:^|[,，。;；:：])\s*(?:为(?!止|期|主|准)|由于|因|鉴于|针对|基于|考虑到)|因为|因此|原因|目的|旨在|意义|必要|以[便免期]|防止|避免|从而|有利于|不足|不够|不高|缺乏|影响"
)
_REASON_FOLLOWS = re.compile(r"\s*(?:这|因|由于|主要|其?原因|其?目的|目前|一是|首先|旨在)")


def asks_why(profile: QuestionProfile) -> bool:
    """Whether a reason is asked for: "why does it matter?" asks what it means for somebody, which needs none."""
    return bool(_WHY.search(profile.question)) and not _WHY_IT_MATTERS.search(profile.question)


def gives_reason(best: Scored, situation: Situation, document: Document) -> bool:
    """Whether a sentence, or the one that goes on from it, says why, and speaks of what is asked about."""
    sentence = best.sentence
    after = document.text[sentence.end : min(sentence.passage_end, sentence.end + 120)]
    near = sentence.text + (after if _REASON_FOLLOWS.match(after) or sentence.is_heading else "")
    held = situation.weigher.coverage(" ".join((near, *sentence.path)))
    return bool(_REASON.search(near)) and max(best.own, held) >= _OF_WHY


_ZH_IF_NOT = re.compile(
    r"(?:没有?|未能?|不)(?P<verb>[\u4e00-\u9fff]{2})[^,，?？]{0,6}[,，]?(?:怎么办|咋办|怎么处理|如何处理|会怎么?样|怎样处理)"
)
# How often it must have happened is part of the condition.
_TIMES = re.compile(r"(?:[两二三四五六七八九十]|[2-9])次|再次|屡次|连续")
_ZH_OUTCOME = re.compile(r"怎么办|后果|会怎么?样|怎么处理|如何处理|怎么罚")
_DOING = {"不力", "成绩突出"}
_FOLLOWS = re.compile(r"批评|表彰|表扬|处罚|问责|约谈|追究|奖励|追回|通报|取消|整改|罚")
_EN_IF = re.compile(
    r"^\s*what (?:happens|will happen|would happen)\b[^?]*?\b(?:if|when|once|after)\b(?P<condition>[^?]+)",
    re.I,
)


def unmet_condition(situation: Situation, said: str) -> str | None:
    """The condition of which the question asks what follows, where the evidence does not speak of it."""
    question = situation.profile.question
    if situation.profile.language == "zh":
        match = _ZH_IF_NOT.search(question)
        if match and not any(spoken in match[0] for spoken, _ in read_spoken()):
            verb = match["verb"]
            return (
                None
                if re.search(rf"(?:未|不|没有?|逾期|超过?)[^,，。;；]{{0,6}}{verb}", said)
                else f"没有{verb}"
            )
        if _ZH_OUTCOME.search(question):
            # 验收搞得不好会怎样: what befalls those who do badly, and no word of how well they are to do.
            done = [
                (word, official)
                for word, official in read_spoken()
                if word in question and _DOING & {*official}
            ]
            if done and not _FOLLOWS.search(said) and not any(one in said for one in done[0][1]):
                return done[0][0]
        times = _TIMES.search(question) if _ZH_OUTCOME.search(question) else None
        return times[0] if times and times[0] not in said else None
    match = _EN_IF.search(question)
    if match is None:
        return None
    asked = [concept for concept in situation.weigher.concepts if mentions(match["condition"], concept)]
    held = [
        share
        for concept, share in zip(situation.weigher.concepts, situation.weigher.held(said), strict=True)
        if concept in asked and not concept.optional
    ]
    return match["condition"].strip() if held and min(held) < _OF_CONDITION else None
