"""The figure, date or person in a sentence that is itself the answer, in the question's language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.asked_event import asks_national, together
from assistant.answering.asked_figures import fitting_quantities
from assistant.answering.asked_office import asked_office, named_holder
from assistant.answering.draft import Draft
from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.bounds import bound_asked, bound_told
from assistant.language.concepts import Concept, chinese_concepts
from assistant.language.dates import english_date, find_dates
from assistant.language.quantities import english_quantity
from assistant.language.sentences import clause_range, clause_with_condition
from assistant.questions.profile import QuestionProfile
from assistant.tasks.targets import name_of_figure

_BOUND_BEFORE = re.compile(
    r"(?:不低于|不少于|至少|不超过|不高于|低于|高于|超过|最高|最多|达到|达|大约|约|近|逾|超)\s*$"
)
_BOUND_AFTER = re.compile(r"\s*(?:及以上|以上|以下|以内|左右)")
_ENGLISH_BOUNDS = {"不低于": "not less than ", "不少于": "not less than ", "至少": "at least ", "不超过": "not more than ", "不高于": "not more than ", "低于": "below ", "高于": "above ", "超过": "more than ", "最高": "at most ", "最多": "at most ", "达到": "", "达": "", "约": "about ", "大约": "about ", "近": "nearly ", "逾": "over ", "超": "over "}  # fmt: skip
_ENGLISH_AFTER = {
    "及以上": " or more",
    "以上": " or more",
    "以下": " or less",
    "以内": " at most",
    "左右": " approximately",
}


def year_above(best: Scored, situation: Situation) -> int | None:
    """The year that the nearest dated heading gives to a date written without one.

    The heading needs no citation of its own: it stands in the section path that the date's citation carries.
    """
    found = answering_range(best.sentence.text, situation)
    dates = [date for date in find_dates(best.sentence.text) if found and date.start == found[0]]
    if not dates or dates[0].year is not None:
        return None
    document = situation.documents(best.sentence.document_id)
    above = [s for s in document.sections if s.start < best.sentence.start < s.end]
    for section in sorted(above, key=lambda section: -section.start):
        years = {date.year for date in find_dates(section.heading) if date.year is not None}
        if len(years) == 1:
            return years.pop()
    return None


def answering_range(text: str, situation: Situation) -> tuple[int, int] | None:
    """Where the figure or date that answers stands in a sentence."""
    profile, weigher = situation.profile, situation.weigher
    spans: list[tuple[int, int]] = []
    if profile.answer_type == "number":
        spans = [(quantity.start, quantity.end) for quantity in fitting_quantities(text, profile)]
    elif profile.answer_type == "date":
        # A year that the question names itself is no answer to when.
        spans = [
            (mention.start, mention.end)
            for mention in find_dates(text)
            if mention.month is not None or mention.year not in profile.years
        ]

    bound = bound_asked(profile.question) if profile.language == "zh" else None

    def fit(span: tuple[int, int]) -> tuple[float, int]:
        left, right = clause_range(text, span[0])
        clause = text[slice(*clause_with_condition(text, span[0]))]
        # Of two amounts in one clause ("内资50亿元或…外资3000万美元") each has the words before it.
        own = text[max((end for _, end in spans if left <= end <= span[0]), default=left) : span[1]]
        shared = any(other != span and left <= other[0] < right for other in spans)
        fit_own = weigher.coverage(own) if shared else 0.0
        named: float = sum(word in clause for word in (*profile.levels, *map(str, profile.years)))
        if shared:
            named += _names_it(own[: len(own) - (span[1] - span[0])], situation)
            named += text[span[1] : span[1] + 2] in _pieces(situation)
        named += sum(_holds_name(concept, clause, profile.question) for concept in weigher.concepts)
        named += 2 * _holds_of_last_part(profile, clause)
        side = bound_told(text, span) if bound is not None else None
        named += (side == bound) - (side not in (None, bound)) if bound is not None else 0
        if profile.answer_type == "date":
            named += 2 * _tells_outcome(profile, clause)
            named += 4 * _is_end_asked(profile.question, text, span)
            named += 2 * (asks_national(profile) and any("国家" in part for part in together(text, span)))
        return weigher.coverage(clause) + fit_own + 0.5 * named, -span[0]

    return max(spans, key=fit, default=None)


# (asked, told): how far a thing is to have come by the date asked for. Of "2022年基本完成各项指标,2023年成功创建" both
# clauses speak of the same thing.
_OUTCOMES = (
    (r"成功|创建成|建成|\bsuccess\w*|\bsucceed\w*|\bbuilt\b|\bcreated\b|\bestablished\b", r"成功|建成"),
    (r"完成|做完|\bcomplet\w+|\bfinish\w*", r"完成"),
    (r"启动|开始|开展|\bstart\w*|\bbeg[iau]n\w*|\blaunch\w*", r"启动|开始|开展"),
)


def _tells_outcome(profile: QuestionProfile, clause: str) -> bool:
    """Whether a date's clause tells of the outcome that the question names: reached, completed or begun."""
    return any(
        re.search(asked, profile.question, re.IGNORECASE) and re.search(told, clause)
        for asked, told in _OUTCOMES
    )


# From 3月1日 to 4月15日: who asks until when wants the second, and who asks from when the first.
_UNTIL_WHEN = re.compile(
    r"截止|截至|结束|为止|到期|最[晚迟]|(?:到|至)(?:什么时候|何时|哪一?[天日年月]|几[月号日])|\b(?:end|ends|close|closes|until|till|by)\b"
)
_FROM_WHEN = re.compile(
    r"开始|起(?:始|$|[?？])|(?:从|自)(?:什么时候|何时|哪|几)|启动|\b(?:begin|begins|start|starts|open|opens|from)\b"
)
_DASH_BEFORE = re.compile(r"(?<=[\d日号月年])\s*[—–\-~～－至到]+\s*$")
_DASH_BEHIND = re.compile(r"\s*[—–\-~～－至到]+\s*(?=\d)")


def _is_end_asked(question: str, text: str, span: tuple[int, int]) -> bool:
    """Whether a date is the end of a period that is asked for: the first of it, or the last."""
    until, since = _UNTIL_WHEN.search(question), _FROM_WHEN.search(question)
    if until is not None and since is None:
        return _DASH_BEFORE.search(text[: span[0]]) is not None
    return since is not None and until is None and _DASH_BEHIND.match(text, span[1]) is not None


def _to_its_end(text: str, end: int) -> int:
    """Where the period ends of which the date before ``end`` is the first: 3月1日至4月15日; ``end`` itself where it is none."""
    dash = _DASH_BEHIND.match(text, end)
    return next((d.end for d in find_dates(text) if dash is not None and d.start == dash.end()), end)


def _holds_of_last_part(profile: QuestionProfile, clause: str) -> float:
    """Share of the question's last part, the one that asks, that a clause holds: "我区申报,原来的园区有多大?"."""
    parts = re.split(r"[,，]", profile.subject)
    pairs = (
        {pair.source for pair in chinese_concepts(parts[-1])}
        if profile.language == "zh" and len(parts) > 1
        else set()
    )
    return sum(pair in clause for pair in pairs) / len(pairs) if pairs else 0.0


def _names_it(before: str, situation: Situation) -> bool:
    """Whether the word right before a figure (外资 before 3000万美元) is one of the question's."""
    head = name_of_figure(before)[-2:]
    return len(head) == 2 and (head in situation.profile.question or head in _pieces(situation))


def _pieces(situation: Situation) -> set[str]:
    """Every piece of every wording that the question's concepts may have."""
    return {
        piece for concept in situation.weigher.concepts for wording in concept.wordings for piece in wording
    }


def _holds_name(concept: Concept, clause: str, question: str) -> bool:
    """Whether a clause names the place or body that an English question names with a capital."""
    is_name = concept.source[:1].isupper() and not question.startswith(concept.source)
    return is_name and any(all(piece in clause for piece in wording) for wording in concept.wordings)


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """What is said in front of the quote, and where in the sentence it stands."""

    said: str
    start: int
    end: int


def short_answer(draft: Draft, best: Scored, situation: Situation) -> ShortAnswer | None:
    """The figure, date or person itself; None where none is asked for, or more than one."""
    profile, text = situation.profile, best.sentence.text
    if profile.kind == "person":
        return _person(draft, text, profile)
    found = answering_range(text, situation)
    if found is None or len(profile.years) > 1 or _asks_several(text, situation):
        return None
    return ShortAnswer(_figure(draft, text, found, profile), *found)


# Two things joined in a question: of 内资和外资 one figure alone would answer half.
_JOINED = re.compile(r"[\u4e00-\u9fff](?:和|与|及|以及|、)[\u4e00-\u9fff]|\band\b", re.IGNORECASE)


def _asks_several(text: str, situation: Situation) -> bool:
    """Whether figures of several things are asked for: 各是, 分别, or two things that are both named before one."""
    profile = situation.profile
    if profile.asks_each or profile.amounts_asked > 1:
        return True
    if profile.answer_type != "number" or not _JOINED.search(profile.question):
        return False
    heads: set[str] = set()
    end = 0
    for quantity in fitting_quantities(text, profile):
        head = name_of_figure(text[end : quantity.start])[-2:]
        if head in profile.question or _names_it(text[end : quantity.start], situation):
            heads.add(head)
        end = quantity.end
    return len(heads) > 1


def _figure(draft: Draft, text: str, found: tuple[int, int], profile: QuestionProfile) -> str:
    """The amount or date at a place of a sentence, with the bound that stands beside it."""
    if profile.answer_type == "number":
        quantity = next(q for q in fitting_quantities(text, profile) if q.start == found[0])
        before = _BOUND_BEFORE.search(text[: quantity.start])
        after = _BOUND_AFTER.match(text, quantity.end)
        left, right = before[0].strip() if before else "", after[0].strip() if after else ""
        written = f"{left}{quantity.written.strip()}{right}"
        if draft.language == "zh":
            return re.sub(r"^达到?", "", written)
        said = f"{_ENGLISH_BOUNDS.get(left, '')}{english_quantity(quantity)}{_ENGLISH_AFTER.get(right, '')}"
        return f"{said} ({written})"
    mention = next(date for date in find_dates(text) if date.start == found[0])
    after_text = re.match(r"[之以]?前", text[mention.end :])
    tail = after_text[0] if after_text else ""
    written = mention.written.strip() + tail
    one_end = _UNTIL_WHEN.search(profile.question) or _FROM_WHEN.search(profile.question)
    if draft.language == "zh" and not tail and not one_end:
        return text[mention.start : _to_its_end(text, mention.end)].strip()
    if draft.language == "zh":
        return written
    return f"{'before ' if tail else ''}{english_date(mention)} ({written})"


def _person(draft: Draft, text: str, profile: QuestionProfile) -> ShortAnswer | None:
    """The holder of the office asked about, where the sentence names one."""
    asked = asked_office(profile)
    if asked is None:
        return None
    office = re.escape(asked[0])
    match = named_holder(text, asked[0])
    if match is None:
        match = re.search(
            rf"(?:^|[,，])(?P<name>[^,，。;；]{{2,20}}?)(?:任|担任|兼任)(?<!副){office}(?=[,，、。;；的]|$)",
            text,
        )
        if match is not None and asked[0].startswith("副") and "常务" in match[0]:
            match = None
    if match is None and asked[0] in ("领导", "负责人"):
        match = re.search(
            rf"(?:责任|牵头|分管|包保|主管)?{office}[:：](?P<name>[\u4e00-\u9fff]{{2,3}})(?=[;；,，。\s]|$)",
            text,
        )
    if match is None:
        return None
    said = f"{asked[0]}是{match['name']}" if draft.language == "zh" else f"{match['name']} ({asked[0]})"
    return ShortAnswer(said, *match.span("name"))
