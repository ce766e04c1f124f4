"""Answer from sentences: those that hold most of the question and state the kind of thing asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.dates import english_date, find_dates
from assistant.draft import Draft
from assistant.other_figures import another_figure, other_year
from assistant.quantities import english_quantity
from assistant.question import QuestionProfile
from assistant.refusal import (
    MINIMUM_COVERAGE,
    MINIMUM_HELD,
    MINIMUM_OWN_COVERAGE,
    Missing,
    asked_office,
    fitting_quantities,
    missing_fact,
    says_it_happened,
    states_type,
    type_missing,
)
from assistant.selection import Concept, Scored, Weigher, clause_texts, trim_sentence
from assistant.situation import Situation
from assistant.targets import name_of_figure
from assistant.wording import english_figures, english_terms
from corpus.document import Document, Section

# A list or a set of measures is quoted up to this length; beyond it the page itself is better reading.
WIDE_CHARS = 480
# A section that ends this soon after the sentence is a bare heading: what it announces stands below.
MINIMUM_BODY = 20
# The bracket of responsible units that closes a task: it answers no question about the task's content.
_DUTY_BRACKET = re.compile(r"\s*[(（](?:牵头|责任|主责)(?:单位|部门)[:：]")
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
    if profile.answer_type != "unit":
        content = [s for s in situation.scored if not _DUTY_BRACKET.match(s.sentence.text)]
        situation = replace(situation, scored=tuple(content) or situation.scored)
    # Of two sentences that hold as much of the question, the shorter says it more plainly.
    ranked = sorted(
        situation.scored,
        key=lambda scored: (
            -any(quoted in scored.sentence.text for quoted in profile.quoted),
            -round(scored.total, 2),
            len(scored.sentence.text),
        ),
    )
    if len(profile.years) > 1 and profile.kind == "timeline":
        chosen = _one_per_year(ranked, situation)
    elif len(profile.years) > 1 and profile.answer_type in ("text", "list"):
        chosen = _sentence_per_year(ranked, profile)
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
        of_month = _of_month_asked(ranked, profile)
        if of_month is not None:
            return of_month, None
        if _wants_much(profile):
            return max(
                ranked[:40], key=lambda scored: scored.total + 0.35 * _window_coverage(scored, situation)
            ), None
        return next((scored for scored in ranked if not scored.sentence.is_heading), top), None
    typed = [scored for scored in ranked[:60] if states_type(scored.sentence.text, profile)]
    if profile.answer_type == "number":
        typed = [
            s for s in typed if not other_year(profile, s.sentence.text, " ".join(s.sentence.path))
        ] or typed
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


def _of_month_asked(ranked: Sequence[Scored], profile: QuestionProfile) -> Scored | None:
    """The best line for the month that a question names, the shortest period first; None where it names none."""
    months = [
        mention.month for mention in find_dates(profile.question) if mention.month and not mention.first_month
    ]
    asked = [month for month in months if "底" not in profile.question]
    found: list[tuple[int, float, Scored]] = []
    for scored in ranked:
        if other_year(profile, scored.sentence.text, " ".join(scored.sentence.path)):
            continue
        for mention in find_dates(scored.sentence.text):
            first, last = mention.first_month or mention.month, mention.month
            if first and last and any(first <= month <= last for month in asked if month):
                found.append((last - first, -scored.total, scored))
    return min(found, key=lambda entry: entry[:2])[2] if found else None


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
        if weigher.sum(more) - weigher.sum(held) >= (0.17 if best.own < _PLAIN[profile.language] else 0.3):
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


def _sentence_per_year(ranked: Sequence[Scored], profile: QuestionProfile) -> list[Scored]:
    """For each year asked about the best sentence that names it, at its end where the end is asked about."""
    written = {
        year: f"{year}年底" if f"{year}年底" in profile.question else f"{year}年" for year in profile.years
    }
    chosen: list[Scored] = []
    for mark in written.values():
        others = [other for other in written.values() if other != mark]
        named = [s for s in ranked if mark in s.sentence.text and not s.sentence.is_heading]
        alone = [s for s in named if not any(other in s.sentence.text for other in others)]
        chosen += [s for s in (alone or named)[:1] if s not in chosen]
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
    if (
        best.context + situation.weigher.coverage(document.metadata.title + document.text)
        < MINIMUM_HELD[language]
    ):
        return Missing("subject")
    if profile.answer_type == "number" and situation.weigher.coverage(text) < MINIMUM_OWN_COVERAGE[language]:
        return Missing("number")
    span = _answering_range(best.sentence.text, situation)
    answering = _clause_at(best.sentence.text, span[0]) if span else ""
    if (
        profile.wants_actual
        and document.metadata.kind == "plan"
        and not _tells_of_it(text, situation.weigher)
    ):
        return Missing("actual")
    if document.metadata.kind == "report":
        profile = replace(profile, wants_actual=False)  # a report tells what was done, goals beside it
    missing = missing_fact(profile, text, around, document.metadata.kind == "plan", answering)
    if missing is None and span is not None and profile.answer_type == "number":
        missing = another_figure(situation, best, span, answering)
    return missing


# Of a plan's clauses that tell of something done, one must hold this share of what was asked.
_TOLD = 0.3


def _tells_of_it(text: str, weigher: Weigher) -> bool:
    """Whether a clause of a plan says that what is asked about has happened."""
    return any(
        says_it_happened(clause) and weigher.coverage(clause) >= _TOLD for clause in clause_texts(text)
    )


def _beside(scored: Scored, document: Document) -> str:
    sentence = scored.sentence
    return document.text[
        max(sentence.passage_start, sentence.start - 80) : min(sentence.passage_end, sentence.end + 80)
    ]


def _write(draft: Draft, chosen: Sequence[Scored], situation: Situation) -> None:
    ranges = _ranges(chosen, situation)
    marks = [draft.cite(document_id, start, end) for document_id, start, end in ranges]
    short = _short_answer(draft, chosen[0], situation)
    of_year = _year_above(chosen[0], situation) if short and situation.profile.answer_type == "date" else None
    quotes = [citation.quote for citation in draft.citations]
    if draft.language == "zh":
        if short:
            if of_year is not None:
                year, start, end = of_year
                above = draft.cite(chosen[0].sentence.document_id, start, end)
                draft.say(f"{short}（{year}年）", [*marks[:1], above])
            else:
                draft.say(short, marks[:1])
            for mark in marks:
                draft.quote(mark)
        else:
            for mark in marks:
                draft.quote_alone(mark)
        return
    if short:
        if of_year is not None:
            year, start, end = of_year
            above = draft.cite(chosen[0].sentence.document_id, start, end)
            draft.say(f"The document states: {short}, under a heading of {year}", [*marks[:1], above])
        else:
            draft.say(f"The document states: {short}", marks[:1])
    else:
        draft.say(_english_gist(quotes, chosen[0], draft, situation.weigher), marks)
    for mark in marks:
        draft.quote(mark)


def _year_above(best: Scored, situation: Situation) -> tuple[int, int, int] | None:
    """The year that the nearest dated heading gives to a date written without one, and that heading's range."""
    found = _answering_range(best.sentence.text, situation)
    dates = [date for date in find_dates(best.sentence.text) if found and date.start == found[0]]
    if not dates or dates[0].year is not None:
        return None
    document = situation.documents(best.sentence.document_id)
    above = [s for s in document.sections if s.start < best.sentence.start < s.end]
    for section in sorted(above, key=lambda section: -section.start):
        years = {date.year for date in find_dates(section.heading) if date.year is not None}
        if len(years) == 1:
            return years.pop(), section.start, section.heading_end
    return None


# Terms and figures named of a quote; more of them is a glossary and no answer.
_GIST_TERMS, _GIST_FIGURES = 8, 4


def _english_gist(quotes: Sequence[str], best: Scored, draft: Draft, weigher: Weigher) -> str:
    """What Chinese quotes say, in English: the terms and figures of the clauses that hold the question.

    It is no translation, and does not look like one.
    """
    clauses = [clause for quote in quotes for clause in clause_texts(quote)]
    held = [weigher.coverage(clause) for clause in clauses]
    best_held = max(held, default=0.0)
    chosen = [clause for clause, share in zip(clauses, held, strict=True) if share >= 0.4 * best_held]
    said = ",".join(chosen)
    parts = english_terms(said, draft.wordings, _GIST_TERMS) + english_figures(said)[:_GIST_FIGURES]
    place = f" under “{best.sentence.path[-1]}”" if best.sentence.path else ""
    if not parts:
        return f"The passage{place} answers this; no English is at hand for its terms"
    return f"The passage{place} answers this. Its key terms: {'; '.join(parts)}"


def _answering_range(text: str, situation: Situation) -> tuple[int, int] | None:
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

    def fit(span: tuple[int, int]) -> tuple[float, int]:
        clause = _clause_at(text, span[0])
        # Of two amounts in one clause ("内资50亿元或…外资3000万美元") each has the words before it.
        own = text[max((end for _, end in spans if end <= span[0]), default=0) : span[1]]
        shared = any(other != span and _clause_at(text, other[0]) == clause for other in spans)
        fit_own = weigher.coverage(clause[-len(own) :] if len(own) > len(clause) else own) if shared else 0.0
        named = sum(word in clause for word in (*profile.levels, *map(str, profile.years)))
        if shared:
            named += _names_it(own[: len(own) - (span[1] - span[0])], situation)
        named += sum(_holds_name(concept, clause, profile.question) for concept in weigher.concepts)
        return weigher.coverage(clause) + fit_own + 0.5 * named, -span[0]

    return max(spans, key=fit, default=None)


def _names_it(before: str, situation: Situation) -> bool:
    """Whether the word right before a figure (外资 before 3000万美元) is one of the question's."""
    head = name_of_figure(before)[-2:]
    pieces = (
        piece for concept in situation.weigher.concepts for wording in concept.wordings for piece in wording
    )
    return len(head) == 2 and (head in situation.profile.question or head in pieces)


def _holds_name(concept: Concept, clause: str, question: str) -> bool:
    """Whether a clause names the place or body that an English question names with a capital."""
    is_name = concept.source[:1].isupper() and not question.startswith(concept.source)
    return is_name and any(all(piece in clause for piece in wording) for wording in concept.wordings)


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
    named_by_heading = chosen[0].sentence.is_heading and profile.answer_type == "text" and len(chosen) == 1
    wide = (
        _announces(chosen[0])
        or named_by_heading
        or (_wants_much(profile) and not _is_enumeration(chosen[0], situation.weigher, profile))
    )
    spans: list[tuple[str, int, int]] = []
    for position, scored in enumerate(chosen):
        sentence = scored.sentence
        if wide and position == 0:
            start, end = _widen(scored, situation)
        else:
            start, end = trim_sentence(sentence, situation.weigher, 220)
            if (
                profile.answer_type in ("text", "list")
                and not sentence.is_heading
                and scored.own < _PLAIN[profile.language]
            ):
                start, end = _whole_paragraph(situation.documents(sentence.document_id).text, start, end)
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
# A paragraph up to this length is quoted whole: its sentences were written to be read together.
_SHORT_PARAGRAPH = 160
# A sentence that holds this share of the question needs no company; renderings of English words
# stand in many sentences, so that there it takes more.
_PLAIN = {"zh": 0.7, "en": 0.95}


def _whole_paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The short paragraph that a sentence stands in, without the bracket that closes a task."""
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    bracket = _DUTY_BRACKET.search(text, end, right)
    right = bracket.start() if bracket else right
    return (left, right) if right - left <= _SHORT_PARAGRAPH else (start, end)


def _wants_much(profile: QuestionProfile) -> bool:
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
    while end < limit and not _DUTY_BRACKET.match(text, end):
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
