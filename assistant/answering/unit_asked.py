"""A question about a unit's tasks that says so in words of its own: 财政局头上压了几项任务?, 商务局跟哪些任务沾边?

What is left of such a question without its unit, its asking and its telling of tasks is a turn of phrase, and no matter that
the documents speak of. Which of the two it is, only the documents can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.questions.profile import QuestionProfile
from assistant.questions.unit_alone import asks_otherwise, matter_of
from corpus.document import Document

_WANTS_TASKS = re.compile(
    r"(?:哪|几|什么|多少)[一几两三些]*[项件样桩个条]?(?:重点)?(?:任务|工作(?![人日时])|活(?![动力])|事(?![业故件实])|职责|忙(?=[吗呢?？]|$))|"
    r"(?:任务|工作|事项|职责|分工)[^,，?？]{0,6}(?:哪|什么|几|列出|数出|数一|报一|说一|罗列|理一)|"
    r"(?:干|做|办|管|忙|负责|承担|让干|扛)(?:点|些|了|的|几)?(?:什么|哪|样)|(?:有|没)[^,，?？]{0,6}(?:关系|相干|份儿?)"
)
_TELLS_OF_ANOTHER_KIND = (
    "deadline",
    "person",
    "comparison",
    "multi_hop",
    "tasks_of_unit",
    "timeline",
    "method",
)


def read_for_unit(profile: QuestionProfile, documents: Sequence[Document]) -> QuestionProfile:
    """The profile, as that of a question for a unit's tasks where all else in it is a turn of phrase."""
    question = profile.question.replace("啥", "什么")
    if (
        profile.language != "zh"
        or len(profile.units) != 1
        or profile.unknown_units
        or profile.kind in _TELLS_OF_ANOTHER_KIND
        or profile.attributes
        or profile.wants_actual
        or not _WANTS_TASKS.search(question)
        or asks_otherwise(question)
    ):
        return profile
    rest = profile.subject
    for unit in profile.units:
        rest = rest.replace(unit, " ")
    pairs = {run[at : at + 2] for run in matter_of(rest).split() for at in range(len(run) - 1)}
    if any(pair in document.text for document in documents for pair in pairs):
        return profile
    return replace(profile, kind="tasks_of_unit", answer_type="list", role=profile.role or "any")
