"""Which ranges of the documents to quote for chosen sentences: a part, the paragraph, or what follows too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.fuller_quotes import carry_on
from assistant.answering.selection import Scored, trim_sentence
from assistant.answering.situation import Situation
from assistant.language.weighing import Weigher
from assistant.questions.profile import QuestionProfile
from corpus.document import Document

# A list or a set of measures is quoted up to this length; beyond it the page itself is better reading.
WIDE_CHARS = 560
# A sentence known to answer is quoted whole up to this length, else by the clauses that answer.
POINT_CHARS = 120
# A section that ends this soon after the sentence is a bare heading: what it announces stands below.
MINIMUM_BODY = 20
# The bracket of responsible units that closes a task: it answers no question about the task's content.
DUTY_BRACKET = re.compile(r"\s*[(（](?:牵头|责任|主责)(?:单位|部门)[:：]")
_STOP = re.compile(r"[。！？!?；;\n]|[ \u3000]{2,}")


def ranges_to_quote(
    chosen: Sequence[Scored],
    situation: Situation,
    keep: tuple[int, int] | None = None,
    to_the_point: bool = False,
) -> list[tuple[str, int, int]]:
    """What to quote, in text order within a document, touching ranges joined.

    Args:
        keep: A range of the first sentence's text that must be quoted: the figure that is the answer.
        to_the_point: Whether the first sentence is known to answer: then the part of it that does is the quote.
    """
    profile = situation.profile
    named_by_heading = chosen[0].sentence.is_heading and profile.answer_type == "text" and len(chosen) == 1
    wide = not to_the_point and (
        _announces(chosen[0])
        or named_by_heading
        or (wants_much(profile) and not _is_enumeration(chosen[0], situation.weigher, profile))
    )
    spans: list[tuple[str, int, int]] = []
    for position, scored in enumerate(chosen):
        sentence = scored.sentence
        if wide and position == 0:
            start, end = _widen(scored, situation)
        else:
            start, end = trim_sentence(
                sentence,
                situation.weigher,
                POINT_CHARS if to_the_point else 220,
                keep if position == 0 else None,
                lists=profile.kind == "list",
            )
            if (
                not to_the_point
                and profile.answer_type in ("text", "list")
                and not sentence.is_heading
                and (scored.own < PLAIN[profile.language] or situation.weigher.is_slight)
            ):
                start, end = _whole_paragraph(situation.documents(sentence.document_id).text, start, end)
        if (
            position == 0
            and not wide
            and not to_the_point
            and profile.answer_type in ("text", "list")
            and not sentence.is_heading
        ):
            document = situation.documents(sentence.document_id)
            limit = _end_of_part(document, sentence.start)
            bracket = DUTY_BRACKET.search(document.text, end, limit)
            end = carry_on(document.text, start, end, bracket.start() if bracket else limit)
        start, end = _bare(situation.documents(sentence.document_id).text, start, end)
        spans.append((sentence.document_id, start, end))
    order = [document_id for document_id, _, _ in spans]
    merged: list[tuple[str, int, int]] = []
    for document_id, start, end in sorted(spans, key=lambda span: (order.index(span[0]), span[1])):
        touches = bool(merged) and merged[-1][0] == document_id and start <= merged[-1][2] + 2
        document = situation.documents(document_id)
        if touches and (start < merged[-1][2] or document.path_at(start) == document.path_at(merged[-1][1])):
            merged[-1] = (document_id, merged[-1][1], max(end, merged[-1][2]))
        else:
            merged.append((document_id, start, end))
    return merged


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the dashes that open an item and the comma or semicolon that closes a part."""
    while start < end - 1 and text[start] in "—-–\u3000 ":
        start += 1
    while end > start + 1 and text[end - 1] in ";；,，、":
        end -= 1
    return start, end


_MUCH = re.compile(
    r"措施|举措|政策|要求|支持|待遇|做法|条件|义务|倡议|部署|保障|服务|方法|方式|内容|规定|工作|进展|情况|帮助|办法|流程|渠道|途径|哪些|如何|怎"
)


_ONE_THING = re.compile(r"哪(?:一)?(?:个|项|份|部|场|家|种|类)(?!人)")
# A sentence that holds this share of the question needs no company; renderings of English words
# stand in many sentences, so that there it takes more.
PLAIN = {"zh": 0.7, "en": 0.95}
# A paragraph up to this length is quoted whole: its sentences were written to be read together.
_SHORT_PARAGRAPH = 160


def _whole_paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The short paragraph that a sentence stands in, without the bracket that closes a task."""
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    bracket = DUTY_BRACKET.search(text, end, right)
    right = bracket.start() if bracket else right
    return (left, right) if right - left <= _SHORT_PARAGRAPH else (start, end)


def wants_much(profile: QuestionProfile) -> bool:
    """Whether a set of measures is asked for, which fills sentences, and not one name or figure."""
    if _ONE_THING.search(profile.question):
        return False
    if profile.kind in ("list", "method"):
        return True
    return (
        profile.answer_type == "text"
        and profile.kind in ("single_fact", "yes_no")
        and (bool(_MUCH.search(profile.question)) if profile.language == "zh" else False)
    )


def fills_sentences(profile: QuestionProfile) -> bool:
    """Whether the answer is told in words that may stand in the sentence after the one about the matter."""
    if wants_much(profile):
        return True
    return (
        profile.language == "zh"
        and profile.answer_type in ("text", "list")
        and profile.kind not in ("definition", "comparison")
        and not _ONE_THING.search(profile.question)
    )


def _announces(best: Scored) -> bool:
    """Whether the sentence only announces what follows it: a colon, or a question that the document answers."""
    return bool(re.search(r"[:：?？]$|如下[。]?$", best.sentence.text))


# What is asked for by these words fills sentences; a 工作站 or a kind of 服务 is one thing in a list.
_MEASURES = re.compile(
    r"措施|举措|政策|要求|支持|做法|条件|义务|工作(?!站|者)|办法|规定|内容|帮助|方面|服务(?=[^?？]{2})"
)


def _is_enumeration(best: Scored, weigher: Weigher, profile: QuestionProfile) -> bool:
    """Whether the sentence itself lists the things asked for: then it is the whole answer."""
    if profile.kind != "list":
        return False
    listed = best.sentence.text.count("、")
    if _MEASURES.search(profile.question) or best.sentence.start == 0:
        return False
    return (listed >= 3 and best.own >= 0.5) or (listed >= 1 and best.own >= 0.75)


def _end_of_part(document: Document, offset: int) -> int:
    """Where the section around a place ends; of what stands before the first heading, where that begins.

    In a text that came without line breaks nothing tells for sure that a heading begins.
    """
    section = document.section_at(offset)
    if section is not None:
        return section.end
    starts = (s.start for s in document.sections if s.start > offset and document.text[s.start - 1] == "\n")
    return next(starts, len(document.text))


def _widen(best: Scored, situation: Situation) -> tuple[int, int]:
    """The sentence with what follows it, or with the whole clause under a heading that the question names."""
    document = situation.documents(best.sentence.document_id)
    text = document.text
    section = document.section_at(best.sentence.start)
    start, end = best.sentence.start, best.sentence.end
    limit = min(len(text), start + WIDE_CHARS)
    if section is not None and section.end - end > MINIMUM_BODY:
        limit = min(limit, section.end)
        named = situation.weigher.coverage(section.heading)
        if named >= 0.3 and section.end - section.body_start <= 1.5 * WIDE_CHARS:
            start = section.start if best.sentence.is_heading else section.body_start
            limit = section.end
    # Only a heading or an announcement is carried on into the next section.
    crosses = (best.sentence.is_heading or _announces(best)) and (
        section is None or section.end <= end + MINIMUM_BODY
    )
    furthest = len(text) if crosses else _end_of_part(document, start)
    limit = min(limit, furthest)
    while end < limit and not DUTY_BRACKET.match(text, end):
        stop = _STOP.search(text, end, furthest)
        following = stop.end() if stop else furthest
        # A long sentence past the limit still comes where little has been said so far.
        if following > limit and (end - start > WIDE_CHARS // 2 or following - start > 2 * WIDE_CHARS):
            break
        end = following
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
