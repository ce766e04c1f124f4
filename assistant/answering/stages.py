"""Stages in their order, asked about in Chinese: which comes before or after one, which holds something, which is the first.

"申请提交之后下一步是什么?" shares no word with 2.迎接评审认定(2023年3—6月): that it comes next is said by its place among the
dated headings. So is "摸底调研安排在哪个阶段?", which the heading over the sentence answers. English: ``stage_order``.
"""

from __future__ import annotations

import re

from assistant.answering.compared_sides import chinese_sides
from assistant.answering.draft import Draft
from assistant.answering.heading_periods import Period, period_of
from assistant.answering.periods import asked_period, dated_parts, say_part
from assistant.answering.situation import Situation
from assistant.answering.stage_scope import asks_of_all
from assistant.language.concepts import chinese_concepts
from assistant.language.weighing import Weigher
from assistant.tasks.reading import strip_numbering
from corpus.document import Document, Section

_WHAT = r"(?:什么|啥|哪|怎么|咋|呢|几月|[?？]|$)"
_NEXT = r"下一?个?(?:步|阶段|环节|步骤|时期)|接下来|紧接着|接着|随后|然后|再往后|往后|后续"
_LAST = r"上一?个?(?:步|阶段|环节|步骤)|前一?个?(?:步|阶段|环节|步骤)|再往前"
_WHICH_STAGE = r"(?:哪|什么|啥)[^,，?？]{0,3}(?:阶段|步|环节)"
_ASKS_AFTER = re.compile(
    rf"(?:{_NEXT})[^,，?？]{{0,8}}{_WHAT}|(?:后面?|完了?)(?:[^,，?？]{{0,3}}(?:是|进入|轮到|到))?{_WHICH_STAGE}|(?:什么|啥|哪)[^,，?？]{{0,6}}紧(?:跟|接)"
)
_ASKS_BEFORE = re.compile(
    rf"(?:{_LAST})[^,，?？]{{0,8}}{_WHAT}|前面?(?:[^,，?？]{{0,3}}(?:是|有|要|先))?{_WHICH_STAGE}"
)
_ASKS_WHICH = re.compile(
    r"(?:哪|什么|啥)样?的?(?:一)?个?(?:阶段|环节|步骤|时期)(?!里?做|[^,，?？]{0,6}[长短久])|哪一?步"
)
# 最先开始的是哪个阶段, 最后一个环节是什么.
_ASKS_EDGE = re.compile(
    r"(?P<first>最先|首先|第一[个步]|最早|一开始|最开始|头一[个步])|(?P<last>最后|最末|末尾|收尾)(?:一?[个步])?"
)
_OF_STAGES = re.compile(r"阶段|环节|步骤?(?!伐)")
_ASKS_ORDER = re.compile(
    r"(?:哪|谁)[^,，?？]{0,8}(?:先|早|在前|靠前|在后|靠后|晚)|孰先|先后(?:顺序|次序)|(?:先|早)[^,，?？]{0,6}还是"
)
# Share of a side's characters that a stage's title must hold.
_OF_SIDE = 0.75
# Which steps there are at all, and which of them is longest, is asked otherwise.
_SEVERAL = re.compile(r"哪些|哪几|几个|多少|分为|哪[两二三四五六]|还是|最|更")
_STEP_WORDS = re.compile(
    rf"{_NEXT}|{_LAST}|[之以过]?[前后](?:面|边)?|完了|阶段|环节|步骤|时期|安排|属于|处于"
)
_STEP = re.compile(r"阶段|步骤?|环节|时期|工作")
_MONTHS_OF_HEADING = re.compile(r"[(（][^()（）]*月[^()（）]*[)）]")
# Share of a heading's own words that the question must say for the stage to be the one named.
_NAMED = 0.6
# Share of the question that a stage's text must hold for it to be the one described.
_DESCRIBED = 0.5
# An inner stage that holds this share of what the one around it holds tells it more nearly.
_INNER = 0.8


def answer_stage(draft: Draft, situation: Situation) -> bool:
    """Say which stage follows, precedes or holds what the question names; False where it asks for none, or none is found."""
    if not _may_ask(situation):
        return False
    question = situation.profile.question
    if _ASKS_ORDER.search(question):
        return _say_which_first(draft, situation)
    edge = _edge_asked(situation)
    if edge is not None:
        return _say_edge(draft, situation, edge)
    step = _step_asked(situation)
    if _SEVERAL.search(question) or (step is None and not _ASKS_WHICH.search(question)):
        return False
    for document in situation.at_hand:
        stage = _named_stage(document, situation)
        if stage is None:
            continue
        if step is None:
            _say_where(draft, document, stage)
            return True
        beside = _beside(document, stage, step)
        if beside is not None:
            _say_order(draft, document, (stage, beside), step)
            return True
    return False


def is_first_or_last(situation: Situation) -> bool:
    """Whether what comes before the first stage or after the last one is asked for: no other sentence tells it."""
    step = _step_asked(situation) if _may_ask(situation) else None
    if step is None:
        return False
    named = [(document, _named_stage(document, situation)) for document in situation.at_hand]
    return any(stage is not None and _beside(document, stage, step) is None for document, stage in named)


def _may_ask(situation: Situation) -> bool:
    profile = situation.profile
    return profile.language == "zh" and profile.role is None and not profile.wants_actual


def _edge_asked(situation: Situation) -> int | None:
    """0 where the first stage of all is asked for, -1 where the last one is, else None."""
    question = situation.profile.question
    edge = _ASKS_EDGE.search(question)
    if edge is None or not _OF_STAGES.search(question) or len(situation.profile.years) > 1:
        return None
    return 0 if edge["first"] else -1


def _step_asked(situation: Situation) -> int | None:
    """1 where the stage after another is asked for, -1 where the one before, else None."""
    question = situation.profile.question
    if _ASKS_BEFORE.search(question):
        return -1
    return 1 if _ASKS_AFTER.search(question) else None


def _stages(document: Document) -> list[tuple[Section, Period]]:
    """The sections whose heading bears months, with these, in the order of the text."""
    found = [(section, period_of(document, section)) for section in document.sections]
    return [(section, period) for section, period in found if period is not None]


def _named_stage(document: Document, situation: Situation) -> Section | None:
    """The stage that the question names by its title, its months or what is done in it."""
    stages = _stages(document)
    asked = asked_period(situation)
    if asked is not None:
        of_months = [
            section
            for section, period in stages
            if (period.first, period.last) == (asked.first, asked.last) and period.holds(asked)
        ]
        return next(iter(of_months or dated_parts(document, asked)), None)
    titled = max(stages, key=lambda stage: _said_of_title(stage[0], situation), default=None)
    if titled is not None and _said_of_title(titled[0], situation) >= _NAMED:
        return titled[0]
    # What is done in a stage is told under it; an inner stage tells it more nearly than the one around it.
    subject = _STEP_WORDS.sub(" ", situation.profile.subject)
    weigher = Weigher(chinese_concepts(subject), [scored.sentence.text for scored in situation.scored])
    held = [
        (weigher.coverage(document.text[section.start : section.end]), section.start, section)
        for section, _ in stages
    ]
    most = max((share for share, _, _ in held), default=0.0)
    near = [entry for entry in held if entry[0] >= _INNER * most]
    return max(near, key=lambda entry: entry[1])[2] if near and most >= _DESCRIBED else None


def _said_of_title(section: Section, situation: Situation) -> float:
    """Share of a stage's title that the question says."""
    question = situation.profile.question
    title = _STEP.sub("", _MONTHS_OF_HEADING.sub("", strip_numbering(section.heading))).strip()
    # 启动阶段 is 创建启动阶段: the end of a title before its 阶段 names it.
    if len(title) > 2 and re.search(rf"{re.escape(title[-2:])}(?:阶段|环节)", question):
        return 1.0
    pairs = [title[at : at + 2] for at in range(len(title) - 1)]
    return sum(pair in question for pair in pairs) / max(len(pairs), 1)


def _beside(document: Document, stage: Section, step: int) -> Section | None:
    """The stage before or after one: of its own level, else beside the stage around it."""
    stages = [section for section, _ in _stages(document)]
    alike = [section for section in stages if section.level == stage.level]
    at = alike.index(stage) + step
    if 0 <= at < len(alike):
        return alike[at]
    around = next((s for s in stages if s.level < stage.level and s.start < stage.start < s.end), None)
    return _beside(document, around, step) if around is not None else None


def _say_edge(draft: Draft, situation: Situation, edge: int) -> bool:
    years = situation.profile.years
    for document in situation.at_hand:
        if years and any(period.year is None for _, period in _stages(document)):
            continue  # one of them may be of the year asked about
        stages = [section for section, period in _stages(document) if not years or period.year in years]
        outer = [s for s in stages if not any(o.start < s.start < o.end for o in stages)]
        if len(outer) > 1 and asks_of_all(situation, document, outer):
            say_part(draft, document, outer[edge])
            return True
    return False


def _say_which_first(draft: Draft, situation: Situation) -> bool:
    """Say of two stages which begins first; False unless both are named."""
    for document in situation.at_hand:
        for sides in chinese_sides(situation.profile):
            named = [_titled(document, side.name) for side in sides]
            found = [stage for stage in named if stage is not None]
            years_known = all(period.year is not None for _, period in found)
            if len(found) == 2 and found[0][0] != found[1][0] and years_known:
                _say_two(draft, document, found)
                return True
    return False


def _titled(document: Document, side: str) -> tuple[Section, Period] | None:
    """The stage whose title holds the words of a side, in whatever order: 编制规划 is 组织规划编制."""
    words = set(re.sub("[是先再就要]", "", _STEP.sub("", side)))

    def held(stage: tuple[Section, Period]) -> float:
        title = _STEP.sub("", strip_numbering(stage[0].heading))
        return len(words.intersection(title)) / max(len(words), 1) + len(
            words.intersection(title)
        ) / 100 / len(title)

    best = max(_stages(document), key=held, default=None)
    return best if best is not None and len(words) > 1 and held(best) >= _OF_SIDE else None


def _say_two(draft: Draft, document: Document, stages: list[tuple[Section, Period]]) -> None:
    ordered = sorted(stages, key=lambda stage: stage[1].begins or 0)
    marks = [draft.cite(document.document_id, s.start, s.heading_end) for s, _ in ordered]
    (first, earlier), (second, later) = ordered
    names = [f"“{strip_numbering(section.heading)}”" for section in (first, second)]
    together = earlier.begins == later.begins
    said = f"{names[0]}和{names[1]}同时开始" if together else f"{names[0]}先开始，{names[1]}在后"
    draft.say(f"{said}（由标题所写的月份得出）", marks)


def _say_where(draft: Draft, document: Document, stage: Section) -> None:
    """Say of a stage what it is, and within which other one."""
    around = next((s for s, _ in _stages(document) if s.start < stage.start < s.end), None)
    if around is None:
        say_part(draft, document, stage)
        return
    mark = draft.cite(document.document_id, around.start, around.heading_end)
    say_part(draft, document, stage, f"“{strip_numbering(around.heading)}”中的", [mark])


def _say_order(draft: Draft, document: Document, pair: tuple[Section, Section], step: int) -> None:
    """Say of two stages that one follows the other, and what is done in the one asked for."""
    stage, beside = pair
    mark = draft.cite(document.document_id, stage.start, stage.heading_end)
    lead = f"“{strip_numbering(stage.heading)}”{'之后' if step > 0 else '之前'}是"
    say_part(draft, document, beside, lead, [mark])
