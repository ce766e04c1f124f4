"""Answer from sentences: those that hold most of the question and state the kind of thing asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.dates import english_date, find_dates
from assistant.draft import Draft
from assistant.quantities import english_quantity
from assistant.question import QuestionProfile
from assistant.refusal import (
    MINIMUM_COVERAGE,
    MINIMUM_OWN_COVERAGE,
    Missing,
    asked_office,
    fitting_quantities,
    missing_fact,
    states_type,
    type_missing,
)
from assistant.selection import Scored, Weigher, trim_sentence
from assistant.situation import Situation
from assistant.wording import english_figures, english_terms
from corpus.document import Document, Section

# A list or a set of measures is quoted up to this length; beyond it the page itself is better reading.
WIDE_CHARS = 480
# A section that ends this soon after the sentence is a bare heading: what it announces stands below.
MINIMUM_BODY = 20
_STOP = re.compile(r"[。！？!?；;\n]|[ \u3000]{2,}")
_TYPED = ("number", "date", "person")
_NAMES_UNIT = re.compile(r"牵头|主责|主管|负责|责任单位|配合|会同|协同|协助|参与")
_MONTH_ASKED = re.compile(r"月|\bmonths?\b", re.IGNORECASE)
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


def answer_from_sentences(draft: Draft, situation: Situation) -> Missing | None:
    """Write the sentences that answer, or say what the best evidence lacks."""
    profile = situation.profile
    if not situation.scored:
        return Missing("subject")
    ranked = sorted(situation.scored, key=lambda scored: -scored.total)
    if len(profile.years) > 1 and profile.kind == "timeline":
        chosen = _one_per_year(ranked, situation)
    else:
        best, missing = _best(ranked, situation)
        if best is None:
            return missing
        chosen = _with_more(best, ranked, situation)
    missing = _gate(chosen, situation)
    if missing is not None:
        return missing
    _write(draft, chosen, situation)
    return None


def _best(ranked: Sequence[Scored], situation: Situation) -> tuple[Scored | None, Missing | None]:
    """The best sentence that states the type asked for, unless a better one shows that none is stated."""
    profile = situation.profile
    top = ranked[0]
    if profile.answer_type == "unit":
        # Who leads is said by a sentence about leading; one about the subject alone says something else.
        naming = [scored for scored in ranked if _NAMES_UNIT.search(scored.sentence.text)]
        if naming and naming[0].total >= 0.6 * top.total:
            return naming[0], None
    if profile.kind == "definition":
        defining = [scored for scored in ranked if defines(scored.sentence.text, profile)]
        if defining:
            return defining[0], None
    if profile.answer_type not in _TYPED and profile.answer_type != "name":
        if _wants_much(profile):
            return max(
                ranked[:40], key=lambda scored: scored.total + 0.35 * _window_coverage(scored, situation)
            ), None
        return next((scored for scored in ranked if not scored.sentence.is_heading), top), None
    typed = [scored for scored in ranked[:60] if states_type(scored.sentence.text, profile)]
    if profile.answer_type == "number":
        typed = sorted(typed, key=lambda scored: -(scored.total + 0.5 * _clause_coverage(scored, situation)))
    if not typed:
        return None, type_missing(profile)
    if profile.answer_type == "date" and _MONTH_ASKED.search(profile.question):
        typed = [
            s
            for s in typed
            if any(d.month and not re.search("年[底末]", d.written) for d in find_dates(s.sentence.text))
        ] or typed
    best = typed[0]
    # The sentence that is plainly about the question states no figure: then none is stated.
    if best.own < 0.62 * top.own and best.total < 0.8 * top.total and profile.answer_type != "date":
        return None, type_missing(profile)
    return best, None


def _window_coverage(scored: Scored, situation: Situation) -> float:
    """How much of the question the sentence and what follows it hold together."""
    sentence = scored.sentence
    text = situation.documents(sentence.document_id).text
    return situation.weigher.coverage(
        text[sentence.start : max(sentence.end, sentence.start + WIDE_CHARS // 2)]
    )


def defines(text: str, profile: QuestionProfile) -> bool:
    """Whether a sentence says what a term is: “高新区”)是…, 所称…是指…."""
    terms = profile.quoted or tuple(re.findall(r"[\u4e00-\u9fff]{2,}", profile.subject))
    return any(
        re.search(rf"{re.escape(term)}[”\"》」]?[)）]?\s*[,，]?(?:是指|指的是|是|指|即)", text)
        for term in terms
    )


def _clause_coverage(scored: Scored, situation: Situation) -> float:
    text = scored.sentence.text
    quantities = fitting_quantities(text, situation.profile)
    return max(
        (situation.weigher.coverage(_clause_at(text, quantity.start)) for quantity in quantities), default=0.0
    )


def _clause_at(text: str, position: int) -> str:
    start = max(text.rfind(mark, 0, position) for mark in ",，;；。") + 1
    ends = [end for end in (text.find(mark, position) for mark in ",，;；。") if end >= 0]
    return text[start : min(ends, default=len(text))]


def _with_more(best: Scored, ranked: Sequence[Scored], situation: Situation) -> list[Scored]:
    """The best sentence with those that hold what it lacks of the question, at most three."""
    profile, weigher = situation.profile, situation.weigher
    chosen = [best]
    if profile.answer_type in _TYPED and not re.search(
        r"[,，、]|\band\b|分别|各|respectively", profile.question
    ):
        return chosen
    # What the title and the headings say of a sentence need not be said again by another one.
    above = weigher.held(" ".join((best.sentence.title, *best.sentence.path)))
    held = [max(a, b) for a, b in zip(weigher.held(best.sentence.text), above, strict=True)]
    for scored in ranked[:25]:
        if len(chosen) == 3:
            break
        if any(scored is other for other in chosen) or scored.sentence.is_heading:
            continue
        if profile.answer_type in _TYPED and not states_type(scored.sentence.text, profile):
            continue
        years = {mention.year for mention in find_dates(scored.sentence.text) if mention.year is not None}
        if profile.years and years and not years.intersection(profile.years):
            continue
        more = [max(a, b) for a, b in zip(held, weigher.held(scored.sentence.text), strict=True)]
        if weigher.sum(more) - weigher.sum(held) >= 0.17:
            chosen.append(scored)
            held = more
    return chosen


def _one_per_year(ranked: Sequence[Scored], situation: Situation) -> list[Scored]:
    """For each year asked about the heading that bears it, else the best sentence.

    Headings are taken from the best document itself: what a plan calls a year stands in a line
    so short that retrieval may pass it over.
    """
    profile = situation.profile
    document = situation.documents(ranked[0].sentence.document_id)
    chosen: list[Scored] = []
    for year in profile.years:
        # "(一)2022年作为…" is the year's own heading, "(2022年5—12月)" that of a part of it.
        of_year = re.compile(rf"{year}(?!年?\d|[—–-])")
        heading = next((section for section in document.sections if of_year.search(section.heading)), None)
        if heading is not None:
            chosen.append(_heading_as_sentence(heading, document, ranked[0]))
            continue
        best = next((s for s in ranked if str(year) in s.sentence.text and s not in chosen), None)
        if best is not None:
            chosen.append(best)
    return chosen or [ranked[0]]


def _heading_as_sentence(section: Section, document: Document, like: Scored) -> Scored:
    sentence = replace(
        like.sentence,
        start=section.start,
        end=section.heading_end,
        text=document.text[section.start : section.heading_end],
        path=section.path,
        is_heading=True,
    )
    return replace(like, sentence=sentence)


def _gate(chosen: Sequence[Scored], situation: Situation) -> Missing | None:
    profile = situation.profile
    text = " ".join(scored.sentence.text for scored in chosen)
    best = chosen[0]
    document = situation.documents(best.sentence.document_id)
    around = (
        " ".join(best.sentence.path) + document.text[best.sentence.passage_start : best.sentence.passage_end]
    )
    context = situation.weigher.coverage(text + " " + " ".join(best.sentence.path) + _beside(best, document))
    language = profile.language
    if profile.kind == "definition" and defines(text, profile):
        return None
    if max(context, best.context) < MINIMUM_COVERAGE[language]:
        return Missing("subject")
    if profile.answer_type == "number" and situation.weigher.coverage(text) < MINIMUM_OWN_COVERAGE[language]:
        return Missing("number")
    answering = _answering_clause(best.sentence.text, situation)
    return missing_fact(profile, text, around, document.metadata.kind == "plan", answering)


def _beside(scored: Scored, document: Document) -> str:
    sentence = scored.sentence
    return document.text[
        max(sentence.passage_start, sentence.start - 80) : min(sentence.passage_end, sentence.end + 80)
    ]


def _write(draft: Draft, chosen: Sequence[Scored], situation: Situation) -> None:
    ranges = _ranges(chosen, situation)
    marks = [draft.cite(document_id, start, end) for document_id, start, end in ranges]
    short = _short_answer(draft, chosen[0], situation)
    quotes = [citation.quote for citation in draft.citations]
    if draft.language == "zh":
        if short:
            draft.say(short, marks[:1])
            for mark in marks:
                draft.quote(mark)
        else:
            for mark in marks:
                draft.quote_alone(mark)
        return
    if short:
        draft.say(f"The document states: {short}", marks[:1])
    else:
        draft.say(_english_gist(" ".join(quotes), chosen[0], draft), marks)
    for mark in marks:
        draft.quote(mark)


def _english_gist(quoted: str, best: Scored, draft: Draft) -> str:
    """What a Chinese quote is about, in English: the terms and figures it holds. It is no translation, and says so."""
    parts = english_terms(quoted, draft.wordings) + english_figures(quoted)[:6]
    place = f" under “{best.sentence.path[-1]}”" if best.sentence.path else ""
    if not parts:
        return f"The passage{place} answers this; no English is at hand for its terms"
    return f"The passage{place} states this. Its terms in English: {', '.join(parts)}"


def _answering_clause(text: str, situation: Situation) -> str:
    """The clause with the figure or date that answers; empty where neither is asked for."""
    found = _answering_range(text, situation)
    return _clause_at(text, found[0]) if found else ""


def _answering_range(text: str, situation: Situation) -> tuple[int, int] | None:
    """Where the figure or date that answers stands in a sentence."""
    profile, weigher = situation.profile, situation.weigher
    spans: list[tuple[int, int]] = []
    if profile.answer_type == "number":
        spans = [(quantity.start, quantity.end) for quantity in fitting_quantities(text, profile)]
    elif profile.answer_type == "date":
        spans = [(mention.start, mention.end) for mention in find_dates(text)]

    def fit(span: tuple[int, int]) -> tuple[float, int]:
        clause = _clause_at(text, span[0])
        # Of two amounts in one clause ("内资50亿元或…外资3000万美元") each has the words before it.
        own = text[max((end for _, end in spans if end <= span[0]), default=0) : span[1]]
        shared = any(other != span and _clause_at(text, other[0]) == clause for other in spans)
        fit_own = weigher.coverage(clause[-len(own) :] if len(own) > len(clause) else own) if shared else 0.0
        named = sum(word in clause for word in (*profile.levels, *map(str, profile.years)))
        return weigher.coverage(clause) + fit_own + 0.5 * named, -span[0]

    return max(spans, key=fit, default=None)


def _short_answer(draft: Draft, best: Scored, situation: Situation) -> str:
    """The figure or date itself, where one is asked for."""
    profile, text = situation.profile, best.sentence.text
    if profile.kind == "person":
        return _person(draft, text, profile)
    found = _answering_range(text, situation)
    if found is None or len(profile.years) > 1:
        return ""
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
    if draft.language == "zh":
        return written
    return f"{'before ' if tail else ''}{english_date(mention)} ({written})"


def _person(draft: Draft, text: str, profile: QuestionProfile) -> str:
    """The holder of the office asked about, where the sentence names one."""
    asked = asked_office(profile)
    if asked is None:
        return ""
    office = re.escape(asked[0])
    # 管委会主任胡珍强任组长: the name stands between another title and the verb.
    match = re.search(
        rf"(?:主任|书记|局长|组长|[市区县镇省]长|委员|同志)(?P<name>[\u4e00-\u9fff]{{2,3}})(?:同志)?(?:任|担任|为|兼任)(?<!副){office}",
        text,
    )
    match = match or re.search(
        rf"(?<!副){office}(?P<name>[\u4e00-\u9fff]{{2,3}})(?=任|担任|[,，、。;；)）])", text
    )
    if match is None:
        return ""
    return f"{asked[0]}是{match['name']}" if draft.language == "zh" else f"{match['name']} ({asked[0]})"


def _ranges(chosen: Sequence[Scored], situation: Situation) -> list[tuple[str, int, int]]:
    """What to quote, in text order within a document, touching ranges joined."""
    profile = situation.profile
    wide = _announces(chosen[0]) or (
        _wants_much(profile) and not _is_enumeration(chosen[0], situation.weigher, profile)
    )
    spans: list[tuple[str, int, int]] = []
    for position, scored in enumerate(chosen):
        sentence = scored.sentence
        if wide and position == 0:
            start, end = _widen(scored, situation)
        else:
            start, end = trim_sentence(sentence, situation.weigher, 220)
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


_MUCH = re.compile(
    r"措施|举措|政策|要求|支持|待遇|做法|条件|义务|倡议|部署|保障|服务|方法|方式|内容|规定|工作|进展|情况|帮助|办法|流程|渠道|途径|哪些|如何|怎"
)


def _wants_much(profile: QuestionProfile) -> bool:
    """Whether a set of measures is asked for, which fills sentences, and not one name or figure."""
    if profile.kind in ("list", "method"):
        return True
    return (
        profile.answer_type == "text"
        and profile.kind in ("single_fact", "yes_no")
        and (bool(_MUCH.search(profile.question)) if profile.language == "zh" else False)
    )


def _announces(best: Scored) -> bool:
    """Whether the sentence only announces what follows it: a colon, or a question that the document answers."""
    return bool(re.search(r"[:：?？]$|如下[。]?$", best.sentence.text))


_MEASURES = re.compile(r"措施|举措|政策|要求|支持|做法|条件|义务|工作|办法|规定|内容|帮助|服务")


def _is_enumeration(best: Scored, weigher: Weigher, profile: QuestionProfile) -> bool:
    """Whether the sentence itself lists the things asked for: then it is the whole answer."""
    if profile.kind != "list" or _MEASURES.search(profile.question):
        return False
    return best.sentence.text.count("、") >= 3 and best.own >= 0.5


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
    furthest = len(text) if section is None or crosses else section.end
    limit = min(limit, furthest)
    while end < limit:
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
