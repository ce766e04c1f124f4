"""Choose the sentences that answer: the one that states the type of thing asked for, and what completes it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asked_figures import asked_family, fitting_quantities
from assistant.answering.asked_office import asked_office
from assistant.answering.asked_type import states_type, type_missing
from assistant.answering.dated_sentences import heading_that_dates, of_month_asked
from assistant.answering.document_evidence import carries_on
from assistant.answering.duty_matching import done_by
from assistant.answering.figure_sense import of_the_other_side
from assistant.answering.figure_years import other_year, paragraph_before
from assistant.answering.members import opens_with_an_actor
from assistant.answering.missing import Missing
from assistant.answering.quoting import PLAIN, fills_sentences
from assistant.answering.selection import Scored
from assistant.answering.set_phrases import elsewhere
from assistant.answering.situation import Situation
from assistant.language.bounds import bound_asked
from assistant.language.dates import find_dates
from assistant.language.sentences import clause_range
from assistant.questions.profile import QuestionProfile

# A sentence is weighed together with what follows it within so many characters.
WINDOW_CHARS = 240
_TYPED = ("number", "date", "person")
_NAMES_UNIT = re.compile(r"牵头|主责|主管|负责|责任单位|配合|会同|协同|协助|参与")
# Share of the best sentence's score that another one must reach to be taken for what it says.
_ALIKE = 0.6
# A sentence that names who does something is about what is asked where it holds this share of the question itself.
_ABOUT = 0.4
# "先…再…还是同时?" and "都要还是满足一个?" are decided by such a word.
_DECIDES = re.compile(
    r"同步|同时|一并|并行|先行|然后|之后|在[^,，]{2,20}基础上|或者?|任一|任选|择一|其中之一|且|均[应须需要]|分别"
)
# What is done by then only prepares the work whose end is asked for.
_IS_EARLIER = re.compile(r"前期|筹备|准备|收集|摸底|调研|委托")
_MONTH_ASKED = re.compile(r"月|\bmonths?\b", re.IGNORECASE)


def best_sentence(ranked: Sequence[Scored], situation: Situation) -> tuple[Scored | None, Missing | None]:
    """The best sentence that states the type asked for, unless a better one shows that none is stated."""
    profile = situation.profile
    top = ranked[0]
    if profile.answer_type == "unit":
        # Who leads is said by a sentence about leading; one about the subject alone says something else.
        naming = [scored for scored in ranked if _NAMES_UNIT.search(scored.sentence.text)]
        is_near = bool(naming) and naming[0].total >= 0.6 * top.total
        if (
            is_near
            and _speaks_of_the_first(naming[0], situation)
            and (naming[0].own >= _ABOUT or naming[0].own >= _ALIKE * top.own)
        ):
            return naming[0], None
        doing = done_by(ranked, situation)
        if doing is not None:
            return doing, None
        if is_near or not opens_with_an_actor(top.sentence.text):
            return None, Missing("who")
    if profile.kind == "definition":
        defining = [scored for scored in ranked if defines(scored.sentence.text, profile)]
        said = _defining(profile)
        # A term is defined once, often in a document's first words, which share little else with the question.
        if not defining and said is not None:
            defining = list(elsewhere(top, situation, said))
        if defining:
            return defining[0], None
    if profile.answer_type == "text" and profile.language == "zh" and "还是" in profile.question:
        deciding = [scored for scored in ranked[:20] if _DECIDES.search(scored.sentence.text)]
        if deciding and deciding[0].total >= _ALIKE * top.total:
            return deciding[0], None
    if profile.answer_type not in _TYPED and profile.answer_type != "name":
        of_month = of_month_asked(ranked, profile)
        if of_month is not None:
            return of_month, None
        titled = next((s for s in ranked[:40] if "《" in s.sentence.text), None)
        if titled is not None and _ASKS_TITLE.search(profile.question) and titled.total >= _ALIKE * top.total:
            return titled, None
        if fills_sentences(profile):
            return max(
                ranked[:40], key=lambda scored: scored.total + 0.35 * _window_coverage(scored, situation)
            ), None
        return next((scored for scored in ranked if not scored.sentence.is_heading), top), None
    if profile.answer_type == "date" and not find_dates(top.sentence.text):
        dating = heading_that_dates(top, situation)
        if dating is not None:
            return dating, None
    typed = [scored for scored in ranked[:60] if states_type(scored.sentence.text, profile)]
    if profile.answer_type == "name":
        typed = [scored for scored in typed if not scored.sentence.is_heading] or typed
    if profile.answer_type == "number":
        typed = [
            s for s in typed if not other_year(profile, s.sentence, paragraph_before(s.sentence, situation))
        ] or typed
        typed = sorted(typed, key=lambda scored: -(scored.total + 0.5 * _clause_coverage(scored, situation)))
        typed = [s for s in typed if not _only_of_the_other_side(s.sentence.text, profile)] or typed
    if profile.answer_type == "person" and (office := asked_office(profile)) is not None:
        # 对进度滞后的,由领导小组约谈其主要负责人 names an office and not the one asked for.
        typed = [s for s in typed if office[0] in s.sentence.text] or typed
    if not typed:
        return None, type_missing(profile)
    if profile.answer_type == "date" and _MONTH_ASKED.search(profile.question):
        typed = [
            s
            for s in typed
            if any(d.month and not re.search("年[底末]", d.written) for d in find_dates(s.sentence.text))
        ] or typed
    best = typed[0]
    if profile.kind == "deadline" and _IS_EARLIER.search(best.sentence.text):
        whole = next((s for s in typed if not _IS_EARLIER.search(s.sentence.text)), None)
        if (
            whole is not None
            and whole.total >= _ALIKE * best.total
            and not _IS_EARLIER.search(profile.question)
        ):
            best = whole
    # The sentence that is plainly about the question states no figure: then none is stated.
    is_beside = best.own < 0.62 * top.own and best.total < 0.8 * top.total
    # Of a time that a thing takes texts seldom speak twice, and the other checks see to whose it is.
    of_time = profile.answer_type == "date" or asked_family(profile) == "time"
    if is_beside and not of_time and not carries_on(best.sentence, top.sentence):
        return None, type_missing(profile)
    return best, None


def _only_of_the_other_side(text: str, profile: QuestionProfile) -> bool:
    """Whether a Chinese question asks for an upper bound and each figure of a text is a lower one, or the other way round."""
    if profile.language == "en" or bound_asked(profile.question) is None:
        return False
    figures = fitting_quantities(text, profile)
    return all(of_the_other_side(profile.question, text, (q.start, q.end)) for q in figures)


_NO_SUBJECT = re.compile(rf"{_NAMES_UNIT.pattern}|部门|单位|机构|具体")


def _speaks_of_the_first(scored: Scored, situation: Situation) -> bool:
    """Whether a sentence, its headings or its section has what a Chinese question opens with: 青年组团由谁建设?"""
    profile, sentence = situation.profile, scored.sentence
    opening = re.match(r"[\s把将对给让由在被从]*(?P<pair>[\u4e00-\u9fff]{2})", profile.subject)
    if profile.language == "en" or opening is None or _NO_SUBJECT.search(opening["pair"]):
        return True
    document = situation.documents(sentence.document_id)
    section = document.section_at(sentence.start)
    around = document.text[section.start : section.end] if section is not None else sentence.text
    concepts = [c for c in situation.weigher.concepts if opening["pair"] in c.source]
    words = {opening["pair"], *(piece for c in concepts for wording in c.wordings for piece in wording)}
    return any(word in text for word in words for text in (around, sentence.title, *sentence.path))


def _window_coverage(scored: Scored, situation: Situation) -> float:
    """How much of the question the sentence and what follows it hold together."""
    sentence = scored.sentence
    text = situation.documents(sentence.document_id).text
    return situation.weigher.coverage(text[sentence.start : max(sentence.end, sentence.start + WINDOW_CHARS)])


def defines(text: str, profile: QuestionProfile) -> bool:
    """Whether a sentence says what a term is: “高新区”)是…, 所称…是指…."""
    said = _defining(profile)
    return said is not None and said.search(text) is not None


def _defining(profile: QuestionProfile) -> re.Pattern[str] | None:
    """How a text defines one of the question's terms; None where it names none."""
    terms = profile.quoted or tuple(re.findall(r"[\u4e00-\u9fff]{2,}", profile.subject))
    any_term = "|".join(re.escape(term) for term in terms)
    return re.compile(rf"(?:{any_term})[”\"》」]?[)）]?\s*[,，]?(?:是指|指的是|是|指|即)") if terms else None


def _clause_coverage(scored: Scored, situation: Situation) -> float:
    text = scored.sentence.text
    quantities = fitting_quantities(text, situation.profile)
    return max(
        (
            situation.weigher.coverage(text[slice(*clause_range(text, quantity.start))])
            for quantity in quantities
        ),
        default=0.0,
    )


_ASKS_TITLES = re.compile(
    r"哪(?:些|几|两|三)[\u4e00-\u9fff]{0,6}(?:办法|文件|规定|制度|通知|条例|意见)|(?:办法|文件|规定|制度|通知)(?:有|是)?哪|"
    r"\b(?:which|what) (?:(?:two|three|other|new|specific|policy) )*(?:regulations|measures|rules|documents|notices|policies)\b",
    re.IGNORECASE,
)
# One of them, which stands in 《》: "under which document?".
_ASKS_TITLE = re.compile(
    r"\b(?:which|what) (?:(?:policy|official|local|district|municipal|governing|guiding) )?(?:document|regulation|notice|by-?law|rulebook|policy document)\b(?! (?:is|was) (?:this|it)\b)|"
    r"\b(?:according to|under|by|against|in line with|based on|with reference to|refers? to|follows?) (?:which|what) (?:[\w-]+ ){0,2}(?:indicators|criteria|standards|rules|regulations|documents?|table|measures)\b",
    re.IGNORECASE,
)


def with_more(best: Scored, ranked: Sequence[Scored], situation: Situation) -> list[Scored]:
    """The best sentence with those that hold what it lacks of the question, at most three."""
    profile, weigher = situation.profile, situation.weigher
    chosen = [best]
    told = ranked[0].sentence
    if profile.answer_type == "date" and told is not best.sentence and not find_dates(told.text):
        # What happens then is shown beside the date that another line gives it.
        return [best, ranked[0]] if best.sentence.path == told.path[: len(best.sentence.path)] else chosen
    if (
        profile.answer_type in _TYPED
        and not profile.asks_each
        and not re.search(r"[,，、]|\band\b", profile.question)
    ):
        return chosen
    # What the title and the headings say of a sentence need not be said again by another one.
    above = weigher.held(" ".join((best.sentence.title, *best.sentence.path)))
    held = [max(a, b) for a, b in zip(weigher.held(best.sentence.text), above, strict=True)]
    if _ASKS_TITLES.search(profile.question) and "《" in best.sentence.text:
        # Rules to be made or revised are named in one place, each in a sentence of its own.
        named = [s for s in ranked if "《" in s.sentence.text and s.sentence.path == best.sentence.path]
        return [best, *(s for s in named if s is not best and s.total >= _ALIKE * best.total)][:3]
    if profile.language == "en" and profile.answer_type not in _TYPED:
        # What the best sentence lacks of an English question is nearly always a word that Chinese says otherwise, and the
        # sentence that holds that word is beside the point: of 16 added ones none was right.
        return chosen
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
        if weigher.sum(more) - weigher.sum(held) >= (0.17 if best.own < PLAIN[profile.language] else 0.3):
            chosen.append(scored)
            held = more
    return chosen
