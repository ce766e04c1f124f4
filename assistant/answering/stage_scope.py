"""Is a question about the stages of a document as a whole, or about the steps of something else?

"What is the first step?" asks for the first stage of the plan at hand; 居民申请加装电梯,第一步做什么 asks for that of a
procedure, which dated headings do not tell. Whatever the question names beside the asking must be what the document is
about: its title, or a heading over its stages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.situation import Situation
from assistant.language.concepts import mentions
from assistant.language.dates import find_dates
from assistant.language.weighing import Weigher
from corpus.document import Document, Section

# What asks for a stage and names nothing.
_ZH_ASKING = re.compile(
    r"阶段|环节|步骤?|时期|最先|首先|第[一二三四五]|最早|[最一]?开始|开头|头一|最后|最末|末尾|收尾|结束|完成|进入|启动(?=的?是|什么|$)|"
    r"时间|时长|时候|周期|历时|持续|用时|花费?|安排|工作|方案|计划|任务|实施|推进|过程|整个|全部|所有|各个?|每个?|其中|内容|做|干|搞|办|"
    r"最[长短久]|[多]?[长久]|什么|哪|几|[的是要有里中在个年月日]"
)
# One character left over is the end of a short name: 高新区 for 高新技术产业开发区.
_NAMES = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{2}")
# Share of a word's Chinese that the title must hold.
_HELD = 0.4
_EN_ASKING = re.compile(
    r"\b(?:what|which|when|how|long|is|are|was|will|be|the|of|in|an?|whole|entire|overall|process|implementation|stages?|phases?|steps?|periods?|milestones?|parts?|"
    r"first|second|third|fourth|last|final|opening|initial|earliest|closing|longest|shortest|begins?|starts?|ends?|takes?|lasts?|"
    r"time|happens?|done|work|plan|scheme|programme|program|place|thing)\b",
    re.IGNORECASE,
)


def asks_of_all(situation: Situation, document: Document, stages: Sequence[Section]) -> bool:
    """Whether nothing that the question names lies outside the document's title and the headings over its stages."""
    text = " ".join(
        (document.metadata.title, *dict.fromkeys(heading for stage in stages for heading in stage.path[:-1]))
    )
    profile = situation.profile
    if profile.language == "zh":
        rest = profile.subject
        for mention in find_dates(rest):
            rest = rest.replace(mention.written.strip(), " ")
        return not _NAMES.search(_outside(_ZH_ASKING.sub(" ", rest), text))
    rest = _EN_ASKING.sub(" ", profile.question)
    concepts = [
        concept
        for concept in situation.weigher.concepts
        if not concept.optional and not re.search(r"\d", concept.source) and mentions(rest, concept)
    ]
    return all(held >= _HELD for held in Weigher(concepts, [text]).held(text))


def _outside(rest: str, text: str) -> str:
    """A question without the runs of two characters and more that the text has too."""
    held = [rest[at : at + 2] in text for at in range(len(rest) - 1)]
    return "".join(
        " " if before or behind else character
        for character, before, behind in zip(rest, [False, *held], [*held, False], strict=True)
    )
