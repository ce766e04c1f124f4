"""Sentences that are known to answer by their form: a list of what is asked for, the clause that says what kind.

Most sentences are chosen by how much of the question they hold. These say the very thing, so that they may hold less of it
than others, and nothing around them need be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.asked_figures import asked_family, fitting_quantities
from assistant.answering.asked_office import asked_office
from assistant.answering.body_duties import body_duty
from assistant.answering.kinds import of_kind_asked
from assistant.answering.members import (
    Group,
    asked_group,
    asked_length,
    asks_who_does,
    count_bodies,
    listed_thing,
    lists_as_many,
    lists_things,
    names_an_actor,
    names_members,
    saying_of_length,
    states_count,
)
from assistant.answering.money_sources import telling_source
from assistant.answering.refusal import MINIMUM_COVERAGE
from assistant.answering.selection import Scored
from assistant.answering.set_phrases import elsewhere, in_set_phrase
from assistant.answering.situation import Situation
from assistant.language.concepts import chinese_concepts
from assistant.language.sentences import clause_ranges
from assistant.language.weighing import Weigher
from assistant.questions.money import asks_for_source
from assistant.questions.profile import QuestionProfile

# Share of the best sentence's score at which another one may still be the one that says the very thing.
_NEAR = 0.5
# Who does it is seldom said by a sentence that is much less about it than another.
_NEARLY = 0.85


_ZH_BOTH = re.compile(r"(?P<left>[\u4e00-\u9fff]{2,14})(?:和|与|及|跟|、)(?P<right>[\u4e00-\u9fff]{2,14})")
# Share of one side's words that the sentence with its figure must hold.
_OF_SIDE = 0.4
# What a table's row says of who is responsible; a row beyond this length is a paragraph.
_ROW_FIELD = re.compile(
    r"(?:责任|牵头|主责|承办|负责|分管|包保)(?:科室|处室|单位|部门|领导|人)[^:：;；\n]{0,12}[:：](?P<who>[^;；\n]+)"
)
_LONGEST_ROW = 400
_IS_ROW = re.compile(r"[^:：;；。]{1,20}[:：][^;；]*[;；][^:：;；。]{1,20}[:：]")
# What becomes of those who do well or badly: 对成绩突出的,予以通报表彰;对不力的,予以通报批评.
_ASKS_OUTCOME = re.compile(
    r"结果(?:会|将|要)?(?:怎么|如何|怎样)(?:运?用|使用|应用)|\b(?:what|which) (?:happens|will happen|would happen|becomes|will become) (?:to|of|with)\b|\bhow (?:are|will|would) [^?]{3,60}\b(?:rewarded|punished|sanctioned|treated|dealt with)\b|"
    r"怎么(?:处理|处置|对待|奖|罚|办)|如何(?:处理|处置|奖惩|对待)|会(?:被)?怎么?样|(?:什么|哪些)(?:后果|奖励|处罚|处理|奖惩)|会不会(?:被)?(?:罚|批评|表彰|奖)",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"对[^,，;；。]{2,20}的[,，]?(?:予以|给予|依法|依规|严肃)[^,，;；。]+"
    # 弄虚作假骗取资金的,由财政局追回资金
    r"|[^,，;；。]{3,24}(?:的|者)[,，](?:由[^,，;；。]{2,14}?)?(?:依法|依规)?(?:予以|责令|追回|取消|追究|处罚|处以|约谈|问责|通报|不得|不再)[^,，;；。]*"
)


_BODIES = re.compile(
    r"(?:具体|主要|职能|政府|党政|牵头|负责|责任|主管)?(?:的)?(?:机构|单位|部门|机关|组织|局|办)"
)
_INSTITUTIONS = re.compile(r"(?:机构|公司|院校|学校|高校|银行|媒体|协会|院所|团队)$")


@dataclass(frozen=True, slots=True)
class Pointed:
    """Sentences that answer by their form; none where the form is asked for and none has it."""

    sentences: list[Scored]
    keep: tuple[int, int] | None = None
    """The range of the first sentence's text that answers, where it is a part."""
    asked_as: str = ""
    """Words of the question for which the text has a phrase of its own; it need not hold them."""
    lacks: str = ""
    """What no sentence tells, where that is known by name."""


def to_the_point(ranked: list[Scored], situation: Situation) -> Pointed | None:
    """The sentences of the form that the question asks for; None where it asks for no such form."""
    profile = situation.profile
    row = _responsible_of_row(ranked, situation)
    if row is not None:
        return row
    if profile.answer_type not in ("text", "list", "name"):
        return None
    asked = asks_for_source(profile.question) if profile.language == "zh" else None
    if asked is not None:
        source = telling_source(ranked, situation)
        return Pointed([source], asked_as=asked) if source is not None else Pointed([], lacks="资金来源")
    holding = _post_of_person(ranked, situation)
    if holding is not None:
        return holding
    phrase = in_set_phrase(ranked, situation)
    if phrase is not None:
        return Pointed([phrase.sentence], phrase.span, phrase.asked_as)
    duty = body_duty(ranked, situation)
    if duty is not None:
        return Pointed([duty[0]], duty[1])
    if asks_who_does(profile):
        doing = _with_actor(ranked, situation)
        if doing is not None:
            return doing
    of_kind = of_kind_asked(ranked, situation) if profile.answer_type == "text" else None
    if of_kind is not None:
        return Pointed([of_kind[0]], of_kind[1])
    if _ASKS_OUTCOME.search(profile.question):
        telling = [s for s in ranked[:40] if _OUTCOME.search(s.sentence.text)]
        telling = telling or sorted(elsewhere(ranked[0], situation, _OUTCOME), key=lambda s: -s.total)
        if telling and telling[0].total >= _NEAR * ranked[0].total:
            # Those who do well and those who do badly stand in one paragraph, a semicolon between them.
            beside = [s for s in telling if s.sentence.path == telling[0].sentence.path]
            beside.sort(key=lambda scored: scored.sentence.start)
            match = _OUTCOME.search(beside[0].sentence.text)
            return Pointed(beside[:3], match.span() if match else None)
    length = asked_length(profile)
    if length is not None:
        return _saying(ranked, length)
    thing = listed_thing(profile)
    listing = [s for s in ranked[:40] if thing and lists_things(s.sentence.text, thing)]
    if thing and listing and listing[0].total >= _NEAR * ranked[0].total:
        return Pointed(listing[:1], _list_range(listing[0].sentence.text, thing, situation))
    # 跨国研发机构都有哪些: a text that only speaks of such bodies names none of them.
    if thing and not listing and _INSTITUTIONS.search(thing) and thing in ranked[0].sentence.text:
        return Pointed([])
    # What something is gives no list, though three things be said of it.
    group = asked_group(profile, situation.weigher.concepts) if profile.kind != "definition" else None
    return Pointed(_naming(ranked, situation, group)) if group is not None else None


def _responsible_of_row(ranked: Sequence[Scored], situation: Situation) -> Pointed | None:
    """The row of a table that is about what is asked, where the row says who is responsible: 责任科室:信息化科."""
    profile = situation.profile
    office = asked_office(profile) if profile.kind == "person" else None
    if not (asks_who_does(profile) or (office is not None and office[0] in ("领导", "负责人"))):
        return None
    sentence = ranked[0].sentence
    text = situation.documents(sentence.document_id).text
    start = text.rfind("\n", 0, sentence.start) + 1
    end = text.find("\n", sentence.end)
    row = text[start : end if end >= 0 else len(text)]
    match = _ROW_FIELD.search(row)
    if match is None or len(row) > _LONGEST_ROW or not _IS_ROW.match(row):
        return None
    whole = replace(sentence, start=start, end=start + len(row), text=row)
    return Pointed([replace(ranked[0], sentence=whole)], match.span())


_EN_POST = re.compile(r"\b(?:posts?|positions?|titles?|jobs?|offices?|roles?|ranks?)\b", re.IGNORECASE)


def _post_of_person(ranked: Sequence[Scored], situation: Situation) -> Pointed | None:
    """The clause that gives a person named in an English question an office; None where none is, or no text does."""
    if situation.profile.language != "en" or not _EN_POST.search(situation.profile.question):
        return None
    question = situation.profile.question
    for concept in situation.weigher.concepts:
        # A wording is kept as pairs that overlap.
        names = ["".join((w[0], *(pair[-1] for pair in w[1:]))) for w in concept.wordings if w]
        if not re.search(r"[A-Z\u4e00-\u9fff]", concept.source[:1]) or concept.optional:
            continue
        for scored in ranked:
            text = scored.sentence.text
            held = next(
                (
                    m
                    for n in names
                    if len(n) > 1 and (m := re.search(rf"{re.escape(n)}(?:同志)?(?:担|兼)?任", text))
                ),
                None,
            )
            if held is not None:
                span = next(span for span in clause_ranges(text) if span[0] <= held.start() < span[1])
                return Pointed([scored], span, question.replace(concept.source, " "))
    return None


def _with_actor(ranked: Sequence[Scored], situation: Situation) -> Pointed | None:
    """The best sentence that names who does it, with the range from that name to the clause about the doing."""
    for scored in ranked[:10]:
        text = scored.sentence.text
        if scored.sentence.is_heading or scored.total < _NEARLY * ranked[0].total or not names_an_actor(text):
            continue
        clauses = clause_ranges(text)
        best = max(clauses, key=lambda span: situation.weigher.coverage(text[slice(*span)]), default=None)
        if best is None:
            continue
        naming = [span for span in clauses if span[0] <= best[0] and names_an_actor(text[slice(*span)])]
        return Pointed([scored], (naming[-1][0], best[1]) if naming else best)
    return None


def _saying(ranked: Sequence[Scored], length: int) -> Pointed:
    """The best sentence that quotes a saying of so many characters, if it is nearly as good as the best of all."""
    for scored in ranked[:40]:
        found = saying_of_length(scored.sentence.text, length)
        if found is not None and scored.total >= _NEAR * ranked[0].total:
            return Pointed([scored], found)
    return Pointed([])


def _list_range(text: str, thing: str, situation: Situation) -> tuple[int, int] | None:
    """The clause that has the list asked for, of several the one that holds most of the question."""
    clauses = [span for span in clause_ranges(text) if lists_things(text[slice(*span)], thing)]
    return max(clauses, key=lambda span: situation.weigher.coverage(text[slice(*span)]), default=None)


def of_each(situation: Situation) -> list[Scored]:
    """For each of two things whose figures are asked for (A和B分别多少) the sentence that states it; none unless both do."""
    profile = situation.profile
    match = _ZH_BOTH.search(profile.subject) if profile.language == "zh" else None
    if match is None:
        return []
    found: list[Scored] = []
    texts = [scored.sentence.text for scored in situation.scored]
    for side in (match["left"], match["right"]):
        weigher = Weigher(chinese_concepts(side), texts)
        stating = [s for s in situation.scored if fitting_quantities(s.sentence.text, profile)]
        best = max(stating, key=lambda s: (weigher.coverage(s.sentence.text), s.total), default=None)
        if best is None or weigher.coverage(best.sentence.text) < _OF_SIDE or best in found:
            return []
        found.append(best)
    return sorted(found, key=lambda scored: -scored.total)


def asks_in_words(profile: QuestionProfile) -> bool:
    """Whether an amount is asked for that a text may write in words: 几级响应 is answered by 二级响应."""
    return bool(profile.unit_word and len(profile.unit_word) == 1) or asked_family(profile) == "time"


def said_in_words(text: str, profile: QuestionProfile) -> bool:
    """Whether a text writes such an amount, in words or as a length of time."""
    counted = profile.unit_word and re.search(
        rf"[一二两三四五六七八九十百]{re.escape(profile.unit_word)}", text
    )
    return bool(counted) or (asked_family(profile) == "time" and bool(fitting_quantities(text, profile)))


def stating_a_rhythm(ranked: list[Scored], profile: QuestionProfile) -> list[Scored]:
    """Where it is asked how often, the sentences that say so first, if they are nearly as good as the best."""

    def states(scored: Scored) -> bool:
        return any(wording in scored.sentence.text for wording in rhythm)

    rhythm = next((wordings for wordings in profile.attributes if "每年" in wordings), ())
    stating = [scored for scored in ranked if states(scored)]
    if not stating or stating[0].total < _NEAR * ranked[0].total:
        return ranked
    return stating + [scored for scored in ranked if not states(scored)]


def _naming(ranked: Sequence[Scored], situation: Situation, group: Group) -> list[Scored]:
    """The sentence that names the members of a group, or those of one section that name them by their titles."""
    near = [scored for scored in ranked[:40] if scored.total >= _NEAR * ranked[0].total]
    chinese = situation.profile.language == "zh"
    if chinese and _BODIES.fullmatch(group.thing):
        # 党工委督查室、管委会督查办 are two bodies, and the text need not say that they are.
        telling = [s for s in near if s.total >= _NEARLY * ranked[0].total and not s.sentence.is_heading]
        return [s for s in telling if count_bodies(s.sentence.text) >= (group.number or 2)][:1]
    counted = [s for s in ranked[:40] if chinese and states_count(s.sentence.text, group)]
    if counted and names_members(counted[0].sentence.text, group):
        return counted[:1]
    about = [
        scored
        for scored in near
        if not scored.sentence.is_heading
        and (group.thing[-2:] in scored.sentence.text if chinese else scored.own >= MINIMUM_COVERAGE["zh"])
    ]
    named = [scored for scored in about if names_members(scored.sentence.text, group)]
    if not chinese:
        named += [scored for scored in near if names_members(scored.sentence.text, group)]
    called = [s for s in named if any(lists_things(s.sentence.text, head) for head in group.heads)]
    if called or any(scored in about for scored in named):
        best = (called or named)[0]
        # Of two lists that are nearly as good, the one that is as long as the question says.
        exact = (s for s in called or named if lists_as_many(s.sentence.text, group.number))
        as_long = next(exact, best)
        return [as_long if as_long.total >= _NEARLY * best.total else best]
    titled = [scored for scored in near if "《" in scored.sentence.text]
    together = [scored for scored in titled if scored.sentence.path == titled[0].sentence.path]
    titles = sum(scored.sentence.text.count("《") for scored in together)
    return together[:3] if group.number is not None and titles >= group.number else []
