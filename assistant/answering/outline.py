"""Answer from the headings: what a part of a document consists of.

"保障措施有哪些?" and "What are the stages?" ask for the parts that the author named himself. Quoting the
whole part would bury them; its headings, each with its place, are the answer. A part without parts of its own
("主要目标是什么?") is quoted, where it is short enough to be read.
"""

from __future__ import annotations

import re

from assistant.answering.draft import Draft
from assistant.answering.situation import Situation
from assistant.language.dates import find_dates
from assistant.language.plain_english import english_title
from assistant.tasks.reading import strip_numbering
from corpus.document import Document, Section

MOST_PARTS = 15
WHOLE_CHARS = 700
"""Longest part that is quoted whole."""
# What may be left of a question besides the heading it names, in characters: 方案的…, 我区….
SPARE_CHARS = 6

_LISTING = re.compile(
    r"有?哪些|哪几|几大?[个项条步类种]|多少大?[个项条步]|包括|包含|分为|分了?(?:成|为)?(?:哪|几)|哪[两二三四五六七八九十][个项条步类种大]|由哪|有什么|分别是|列出|列举"
    # "Under which document are the main tasks completed?" asks for no tasks.
    r"|\bwhat are\b|\bwhich (?:are|ones)\b|\blist\b|\bhow many\b|\bname the\b|\b(?:which|what) (?:[\w-]+ ){0,4}(?:stages|phases|steps|parts|measures|tasks|safeguards|components|sections|items|areas|points|strands|headings|goals|objectives|aims|requirements|aspects|principles|guarantees)\b",
    re.IGNORECASE,
)
_SAYING = re.compile(r"是什么|是啥|讲了?什么|说了?什么|怎么[写说定]|\bwhat (?:is|does)\b", re.IGNORECASE)
_STAGES = re.compile(r"阶段|步骤|\bstages?\b|\bphases?\b|\bsteps?\b", re.IGNORECASE)
_STAGE_PARENT = re.compile(r"步骤|阶段安排|进度安排|工作阶段|实施阶段|实施进度")
_STAGE = re.compile(r"阶段|[(（].{0,12}\d{1,2}.{0,6}月[)）]|\d{4}年")
# Words of a question that name no subject: asking, the document itself, filling.
_FRAME = re.compile(
    r"有?哪些|哪[几两二三四五六七八九十]个?|几大?[个项条]|几步|多少[个项条]|方面|内容|包括|包含|分为|分别|由哪|分|什么|是|的|了|吗|呢|都|请|列出|列举|"
    r"这[个份]|本|该|我区|全区|工作|方案|文件|规划|计划|报告|提出|明确|规定|要求|中|里|下面|下边|底下|依次|先后|整个|任务|措施|部分|组成|具体|主要|共|有|个|项|条|[^\u4e00-\u9fff]"
)
_HOW = re.compile(r"^(?:全面|大力|着力|深入|不断|加快|积极|切实|进一步|持续|扎实)")
_WHEN = re.compile(r"几月|月份|何时|什么时候|\bmonths?\b|\bwhen\b|\bdates?\b", re.IGNORECASE)
_EN_FRAME = re.compile(
    r"\b(?:stages?|phases?|steps?|plan|work|implement\w*|divided|split|years?|(?:19|20)\d\d|how many|main|there)\b",
    re.IGNORECASE,
)
# What the headings under one are called, in a question that asks for them.
_EN_PARTS = re.compile(
    r"(?:parts?|components?|items?|headings?|sub-?tasks?|aspects?|elements?|sections?|areas?|points?|strands?|two|three|four|five|six|seven|eight|nine|ten)",
    re.IGNORECASE,
)
_OTHER_KIND = ("lead", "support", "deadline", "person", "comparison", "multi_hop", "yes_no")


def answer_outline(draft: Draft, situation: Situation) -> bool:
    """Write the parts of the section that the question names; False where it names none."""
    profile = situation.profile
    if _WHEN.search(profile.question):
        return False
    of_a_unit = bool(profile.units or profile.unknown_units)
    if (
        profile.kind in _OTHER_KIND
        or of_a_unit
        or profile.wants_actual
        or not (_LISTING.search(profile.question) or _SAYING.search(profile.question))
    ):
        return False
    for document in situation.at_hand:
        section = _asked_section(document, situation)
        parts = _parts(document, section) if section is not None else []
        if section is not None and 2 <= len(parts) <= MOST_PARTS:
            _say_parts(draft, document, section, parts)
            return True
        if (
            section is not None
            and not parts
            and _asks_nothing_else(section, situation)
            and _say_whole(draft, document, section)
        ):
            return True
    return False


def _asked_section(document: Document, situation: Situation) -> Section | None:
    """The section whose heading the question consists of, the longest heading first; else the stages' section."""
    question = situation.profile.question
    named = [section for section in document.sections if _is_named(_core(section), situation)]
    if named:
        return max(named, key=lambda section: len(_core(section)))
    if not _STAGES.search(question):
        return None
    if _says_more_than_stages(situation):
        return None
    years = situation.profile.years
    staged = [section for section in document.sections if _STAGE_PARENT.search(section.heading)]
    if len(years) == 1:
        staged = [
            section
            for section in document.sections
            if str(years[0]) in section.heading and _parts(document, section)
        ]
    return next((section for section in staged if _are_stages(document, section)), None)


def _says_more_than_stages(situation: Situation) -> bool:
    """Whether the question names something besides stages, the plan and a year: a certain stage, a duty."""
    if situation.profile.language == "zh":
        question = situation.profile.question
        for mention in find_dates(question):
            question = question.replace(mention.written, " ")
        rest = _FRAME.sub("", re.sub(r"阶段|步骤|实施|\d{4}年|从\s*到\s*", "", question))
        return len(rest) > SPARE_CHARS
    others = [concept for concept in situation.weigher.concepts if not _EN_FRAME.search(concept.source)]
    return len(others) > 1


def _core(section: Section) -> str:
    """A heading without its numbering and closing bracket: 保障措施."""
    return re.sub(r"[(（].*?[)）]$", "", strip_numbering(section.heading)).strip()


def _is_named(core: str, situation: Situation) -> bool:
    """Whether the question asks about this heading, and about nothing else."""
    if len(core) < 4:
        return False
    if situation.profile.language == "zh":
        question = situation.profile.question
        # 提升创新能力 is 全面提升创新能力 without the word for how.
        for name in dict.fromkeys((core, _HOW.sub("", core))):
            if len(name) >= 4 and name in question:
                return len(_FRAME.sub("", question.replace(name, "", 1))) <= SPARE_CHARS
        # 创新能力全面提升 is 全面提升创新能力 in another order.
        pairs = [core[at : at + 2] for at in range(len(core) - 1)]
        turned = len(core) >= 6 and all(character in question for character in core)
        rest = "".join(character for character in question if character not in core)
        return (
            turned
            and sum(pair in question for pair in pairs) >= 0.6 * len(pairs)
            and len(_FRAME.sub("", rest)) <= SPARE_CHARS
        )
    # 提升创新能力 is 全面提升创新能力 without the word for how.
    return any(
        _holds_heading(name, situation)
        for name in dict.fromkeys((core, _HOW.sub("", core)))
        if len(name) >= 4
    )


def _holds_heading(core: str, situation: Situation) -> bool:
    """Whether an English question's words are those of a heading, and hardly any more."""
    concepts = [c for c in situation.weigher.concepts if not _EN_PARTS.fullmatch(c.source)]
    pairs = [core[at : at + 2] for at in range(len(core) - 1)]
    held = [
        pieces
        for concept in concepts
        if not concept.optional
        and (pieces := {piece for wording in concept.wordings for piece in wording if piece in core})
    ]
    known = [pair in set().union(*held) for pair in pairs]
    # A pair that only joins two words (面提 in 全面提升) belongs to neither of them.
    whole = all(
        here or (0 < at < len(pairs) - 1 and known[at - 1] and known[at + 1]) for at, here in enumerate(known)
    )
    return whole and len([c for c in concepts if not c.optional]) - len(held) <= 1


def _asks_nothing_else(section: Section, situation: Situation) -> bool:
    """Whether the question is the heading and words that ask: of "壮大创新主体的目标" the whole part is too much."""
    if situation.profile.language == "en":
        return True
    return not _FRAME.sub("", _SAYING.sub("", situation.profile.question.replace(_core(section), "", 1)))


def _parts(document: Document, section: Section) -> list[Section]:
    """The sections right under this one."""
    position = document.sections.index(section)
    return [part for part in document.sections if part.parent == position]


def _say_whole(draft: Draft, document: Document, section: Section) -> bool:
    """Quote a part paragraph by paragraph; False where it holds nothing, or too much to be an answer."""
    body = document.text[section.body_start : section.end]
    if not body.strip() or len(body) > WHOLE_CHARS:
        return False
    marks = [
        draft.cite(document.document_id, section.body_start + line.start(), section.body_start + line.end())
        for line in re.finditer(r"\S[^\n]*", body)
    ]
    if draft.language == "en":
        draft.say(f"{english_title(_core(section), draft.wordings)} is quoted below in Chinese", marks)
    for mark in marks:
        draft.quote_alone(mark)
    return True


def _are_stages(document: Document, section: Section) -> bool:
    parts = _parts(document, section)
    return len(parts) >= 2 and sum(bool(_STAGE.search(part.heading)) for part in parts) >= len(parts) / 2


def _say_parts(draft: Draft, document: Document, section: Section, parts: list[Section]) -> None:
    """The parts by name, each with its mark; a part that is divided by time brings its own parts along."""
    core = _core(section)
    names = [(part, draft.cite(document.document_id, part.start, part.heading_end)) for part in parts]
    if draft.language == "zh":
        listed = "、".join(f"“{strip_numbering(part.heading)}”{mark}" for part, mark in names)
        draft.say(f"“{core}”包括{len(parts)}项：{listed}", [])
    else:
        listed = "; ".join(
            f"{english_title(strip_numbering(part.heading), draft.wordings)} {mark}" for part, mark in names
        )
        draft.say(f"{english_title(core, draft.wordings)} has {len(parts)} parts: {listed}", [])
    for part in parts:
        inner = [child for child in _parts(document, part) if _STAGE.search(child.heading)]
        if not _STAGE.search(part.heading) or len(inner) < 2:
            continue
        names = [(child, draft.cite(document.document_id, child.start, child.heading_end)) for child in inner]
        title = strip_numbering(part.heading)
        if draft.language == "zh":
            listed = "、".join(f"“{strip_numbering(child.heading)}”{mark}" for child, mark in names)
            draft.say(f"其中，“{title}”分为{len(inner)}个阶段：{listed}", [])
        else:
            listed = "; ".join(
                f"{english_title(strip_numbering(child.heading), draft.wordings)} {mark}"
                for child, mark in names
            )
            draft.say(
                f"Of these, {english_title(title, draft.wordings)} has {len(inner)} stages: {listed}", []
            )
