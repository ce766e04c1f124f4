"""What a body is there for: 领导小组的职责是什么, "What is the leading group responsible for?".

Bodies such as leading groups have no task of their own; a sentence names them and says what they are to do. Of several
bodies with like names (领导小组, 领导小组办公室) the one asked about is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.selection import Scored
from assistant.answering.situation import Situation

_BODY = r"(?:领导小组|工作小组|工作专班|小组|专班|指挥部|委员会|联席会议|办公室|督查[室办]|督导组|专家组)"
_ZH = re.compile(
    rf"(?P<body>[\u4e00-\u9fff]{{0,24}}?{_BODY}(?:办公室)?)(?:的|都|主要|具体|要|到底|究竟|是|有|一共)*"
    r"(?:(?:职责|职能|责任|任务|作用)(?:都|主要|具体)?(?:是|有|包括)?(?:什么|哪些|啥)|(?:负责|承担|履行|干|做|管)(?:些|点)?(?:什么|哪些|啥))"
)
_EN = re.compile(
    r"\bwhat (?:is|are|does|do)\b[^?]*\b(?:group|office|committee|panel|board)\b[^?]*(?:responsib\w+|in charge of|\bdo\b|\bduty\b|\bduties\b|\brole\b|\bjob\b|\bfor)\s*\??$|"
    r"\bwhat (?:is|are) the (?:duty|duties|responsibilities|role|job|function)s? of the\b[^?]*\b(?:group|office|committee|panel|board)\b",
    re.IGNORECASE,
)
_DOES = re.compile(r"(?:具体|主要|全面)?(?:负责|承担|履行|统筹|组织|指导|研究|协调)")


def body_duty(ranked: Sequence[Scored], situation: Situation) -> tuple[Scored, tuple[int, int]] | None:
    """The sentence that says what the body does, and the range that says it; None where no body is asked about."""
    names = _asked(situation)
    # A body that is named in full is no other one that ends alike: 区考核领导小组.
    in_full = [s for s in ranked[:40] if any(name in s.sentence.text for name in names)]
    best: tuple[Scored, tuple[int, int]] | None = None
    best_score = 0.0
    for scored in (in_full or ranked[:40]) if names else ():
        text = scored.sentence.text
        for name in names:
            found = _place(text, name)
            does = _DOES.search(text, found[1]) if found else None
            if found is None or does is None:
                continue
            # The verb follows the name at once, or the name closes a clause that sets the body up.
            near = does.start() - found[1] <= _NEXT
            score = (found[1] - found[0]) / len(name) + near + ("负责" in does[0]) + 0.2 * scored.total
            if score > best_score:
                best, best_score = (scored, (found[0], len(text))), score
    return best


_NEXT = 3
_LEAST_OF_NAME = 4


def _asked(situation: Situation) -> list[str]:
    """Names that the body may have in Chinese."""
    profile = situation.profile
    if profile.language == "zh":
        match = _ZH.search(profile.question)
        return [match["body"]] if match else []
    if not _EN.search(profile.question):
        return []
    # A wording's pieces overlap by a character: 领导, 导小, 小组.
    called = {
        wording[0] + "".join(piece[-1] for piece in wording[1:])
        for concept in situation.weigher.concepts
        for wording in concept.wordings
    }
    return sorted((name for name in called if re.search(rf"{_BODY}$", name)), key=len, reverse=True)


def _place(text: str, name: str) -> tuple[int, int] | None:
    """Where a text has the longest end of a name, and not as the beginning of another body's."""
    for start in range(max(1, len(name) - _LEAST_OF_NAME + 1)):
        tail = name[start:]
        for match in re.finditer(re.escape(tail), text):
            if not re.match(r"办公室|成员", text[match.end() :]):
                return match.span()
    return None
