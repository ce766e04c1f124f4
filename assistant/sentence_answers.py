"""Answer from sentences: those that hold most of the question and state the kind of thing asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dates import english_date, find_dates
from assistant.draft import Draft
from assistant.quantities import english_quantity
from assistant.question import QuestionProfile
from assistant.refusal import (
    MINIMUM_COVERAGE,
    MINIMUM_OWN_COVERAGE,
    Missing,
    fitting_quantities,
    missing_fact,
    states_type,
)
from assistant.selection import Scored, Weigher, trim_sentence
from assistant.situation import Situation
from assistant.wording import english_figures, english_terms
from corpus.document import Document

# A list or a set of measures is quoted up to this length; beyond it the page itself is better reading.
WIDE_CHARS = 480
_TYPED = ("number", "date", "person")
_BOUND_BEFORE = re.compile(r"(?:不低于|不少于|至少|不超过|不高于|低于|高于|超过|最高|最多|达到|达|约)\s*$")
_BOUND_AFTER = re.compile(r"\s*(?:及以上|以上|以下|以内|左右)")
_ENGLISH_BOUNDS = {"不低于": "not less than ", "不少于": "not less than ", "至少": "at least ", "不超过": "not more than ", "不高于": "not more than ", "低于": "below ", "高于": "above ", "超过": "more than ", "最高": "at most ", "最多": "at most ", "达到": "", "达": "", "约": "about "}  # fmt: skip
_ENGLISH_AFTER = {"及以上": " or more", "以上": " or more", "以下": " or less", "以内": " at most", "左右": " approximately"}


def answer_from_sentences(draft: Draft, situation: Situation) -> Missing | None:
    """Write the sentences that answer, or say what the best evidence lacks."""
    profile = situation.profile
    if not situation.scored:
        return Missing("subject")
    ranked = sorted(situation.scored, key=lambda scored: -scored.total)
    if len(profile.years) > 1 and profile.kind == "timeline":
        chosen = _one_per_year(ranked, profile)
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
    if profile.kind == "definition":
        defining = [scored for scored in ranked if defines(scored.sentence.text, profile)]
        if defining:
            return defining[0], None
    if profile.answer_type not in _TYPED and profile.answer_type != "name":
        return next((scored for scored in ranked if not scored.sentence.is_heading), top), None
    typed = [scored for scored in ranked[:60] if states_type(scored.sentence.text, profile)]
    if profile.answer_type == "number":
        typed = sorted(typed, key=lambda scored: -(scored.total + 0.5 * _clause_coverage(scored, situation)))
    if not typed:
        return None, Missing(_kind_missing(profile))
    best = typed[0]
    # The sentence that is plainly about the question states no figure: then none is stated.
    if best.own < 0.62 * top.own and best.total < 0.8 * top.total and profile.answer_type != "date":
        return None, Missing(_kind_missing(profile))
    return best, None


def defines(text: str, profile: QuestionProfile) -> bool:
    """Whether a sentence says what a term is: “高新区”)是…, 所称…是指…."""
    terms = profile.quoted or tuple(re.findall(r"[\u4e00-\u9fff]{2,}", profile.subject))
    return any(re.search(rf"{re.escape(term)}[”\"》」]?[)）]?\s*[,，]?(?:是指|指的是|是|指|即)", text) for term in terms)


def _kind_missing(profile: QuestionProfile) -> str:  # a MissingKind
    return profile.answer_type if profile.answer_type in ("number", "date", "person", "name") else "subject"


def _clause_coverage(scored: Scored, situation: Situation) -> float:
    text = scored.sentence.text
    quantities = fitting_quantities(text, situation.profile)
    return max((situation.weigher.coverage(_clause_at(text, quantity.start)) for quantity in quantities), default=0.0)


def _clause_at(text: str, position: int) -> str:
    start = max(text.rfind(mark, 0, position) for mark in ",，;；。") + 1
    ends = [end for end in (text.find(mark, position) for mark in ",，;；。") if end >= 0]
    return text[start : min(ends, default=len(text))]


def _with_more(best: Scored, ranked: Sequence[Scored], situation: Situation) -> list[Scored]:
    """The best sentence with those that hold what it lacks of the question, at most three."""
    profile, weigher = situation.profile, situation.weigher
    chosen = [best]
    if profile.answer_type in _TYPED and not re.search(r"[,，、]|\band\b|分别|各|respectively", profile.question):
        return chosen
    held = weigher.held(best.sentence.text)
    for scored in ranked[:25]:
        if len(chosen) == 3:
            break
        if any(scored is other for other in chosen) or scored.sentence.is_heading:
            continue
        if profile.answer_type in _TYPED and not states_type(scored.sentence.text, profile):
            continue
        more = [max(a, b) for a, b in zip(held, weigher.held(scored.sentence.text), strict=True)]
        if weigher.sum(more) - weigher.sum(held) >= 0.17:
            chosen.append(scored)
            held = more
    return chosen


def _one_per_year(ranked: Sequence[Scored], profile: QuestionProfile) -> list[Scored]:
    """For each year asked about the heading that bears it, else the best sentence."""
    chosen: list[Scored] = []
    headings_first = sorted(ranked, key=lambda scored: not scored.sentence.is_heading)
    for year in profile.years:
        for scored in headings_first:
            if str(year) in scored.sentence.text and scored not in chosen:
                chosen.append(scored)
                break
    return chosen or [ranked[0]]


def _gate(chosen: Sequence[Scored], situation: Situation) -> Missing | None:
    profile = situation.profile
    text = " ".join(scored.sentence.text for scored in chosen)
    best = chosen[0]
    document = situation.documents(best.sentence.document_id)
    around = " ".join(best.sentence.path) + document.text[best.sentence.passage_start : best.sentence.passage_end]
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
    return document.text[max(sentence.passage_start, sentence.start - 80) : min(sentence.passage_end, sentence.end + 80)]


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
    return max(spans, key=lambda span: (weigher.coverage(_clause_at(text, span[0])), -span[0]), default=None)


def _short_answer(draft: Draft, best: Scored, situation: Situation) -> str:
    """The figure or date itself, where one is asked for."""
    profile, text = situation.profile, best.sentence.text
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


def _ranges(chosen: Sequence[Scored], situation: Situation) -> list[tuple[str, int, int]]:
    """What to quote, in text order within a document, touching ranges joined."""
    profile = situation.profile
    wide = _wants_much(profile) and not _is_enumeration(chosen[0], situation.weigher)
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
        if merged and merged[-1][0] == document_id and start <= merged[-1][2] + 2:
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
    return profile.answer_type == "text" and profile.kind in ("single_fact", "yes_no") and (
        bool(_MUCH.search(profile.question)) if profile.language == "zh" else False
    )


def _is_enumeration(best: Scored, weigher: Weigher) -> bool:
    """Whether the sentence itself lists things: then it is the whole answer."""
    return best.sentence.text.count("、") >= 3 and best.own >= 0.55


def _widen(best: Scored, situation: Situation) -> tuple[int, int]:
    """The sentence with what follows it, or with the whole clause under a heading that the question names."""
    document = situation.documents(best.sentence.document_id)
    section = document.section_at(best.sentence.start)
    start, end = best.sentence.start, best.sentence.end
    limit = max(best.sentence.passage_end, end)
    if section is not None and section.end - section.start <= 3 * WIDE_CHARS:
        limit = section.end
        named = situation.weigher.coverage(section.heading)
        if named >= 0.3 and section.end - section.body_start <= 1.5 * WIDE_CHARS:
            start = section.body_start if not best.sentence.is_heading else section.start
    while end < limit:
        stop = re.compile(r"[。！？!?；;\n]|[ \u3000]{2,}").search(document.text, end, limit)
        following = stop.end() if stop else limit
        if following - start > WIDE_CHARS:
            break
        end = following
    text = document.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
