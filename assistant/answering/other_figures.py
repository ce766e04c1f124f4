"""Is the figure found the one asked for, or one of another year, another thing, or a whole list?

A sentence may hold most of a question and still state another figure. Each check names what
gives that away; none knows any document.
"""

from __future__ import annotations

import re

from assistant.answering.asked_figures import asked_family, family_of, fitting_quantities
from assistant.answering.missing import Missing
from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.concepts import grams, mentions
from assistant.language.dates import find_dates
from assistant.language.fillers import without_fillers
from assistant.language.quantities import find_quantities, is_given
from assistant.language.sentences import clause_range
from assistant.language.synonyms import read_spoken
from assistant.questions.profile import QuestionProfile
from assistant.tasks.targets import name_of_figure

# A figure is another thing's where this share of the question stands elsewhere in the evidence
# and less than that share of the figure's own name stands in the question: set on the questions
# about the plan, where answerable ones reached 0.43 and 0.33 but not both limits at once.
ELSEWHERE, NAMED = {"zh": 0.34, "en": 0.6}, 0.35
# A sentence that holds this share of the question itself is about what is asked.
NEARLY_ALL = 0.85
_HOW_MANY_THINGS = re.compile(
    r"(?P<count>[两二三四五六七八九十]|\d+)(?:个|家|项|条|类|种)|\b(?P<word>two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_COUNTS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_COUNTS |= {w: n for n, w in enumerate("two three four five six seven eight nine ten".split(), 2)}
_LIST_OF = re.compile(
    r"(?P<members>[^,，;；。]+(?:、[^,，;；。、]+){2,}?)等?(?:\d+|[两二三四五六七八九十]+)[个条项家类种]"
)
_NO_PART_OF_A_NAME = frozenset(
    '的了在和与是及或到至达为将要共计各等全每占比列以对按其由额区市县省国个某超有人名家位件,，、“”" '
)


def another_figure(situation: Situation, best: Scored, span: tuple[int, int], quoted: str) -> Missing | None:
    """That the figure at ``span`` of the sentence is another one than asked for, or None.

    Args:
        quoted: All that would be quoted, the sentence included.
    """
    profile = situation.profile
    sentence = best.sentence
    year = other_year(profile, sentence.text, " ".join(sentence.path))
    if year is not None:
        return Missing("other_year", str(year))
    level = one_of_joined_levels(profile, sentence.text[slice(*clause_range(sentence.text, span[0]))])
    if level is not None:
        return Missing("level", level)
    if _too_few(profile, quoted):
        return Missing("number")
    start, end = clause_range(sentence.text, span[0])
    clause = sentence.text[start:end]
    before, after = sentence.text[start : span[0]], sentence.text[span[1] : end]
    name = name_of_figure(before)
    is_other = (
        _measures_another_thing(profile.question, " ".join((sentence.text, *sentence.path)))
        or measures_another_english_thing(situation, " ".join((sentence.text, *sentence.path)))
        or _not_that_share(profile.question, sentence.text, span)
        or _not_that_english_share(situation, clause)
        or _of_each_one(profile.question, clause)
        or _names_another(situation, " ".join((quoted, sentence.title, *sentence.path)))
        or _other_measure(profile.question, name)
        or _of_another_owner(profile, " ".join((sentence.text, *sentence.path)))
        or _counts_another_english_thing(situation, " ".join((quoted, *sentence.path)))
        or _stands_for_a_list(situation, clause, after)
        or _other_name(situation, name)
        or _other_sector(situation, best)
        or _other_thing(situation, best, clause, name, after)
    )
    return Missing("number") if is_other else None


# 多少亩耕地 asks for farmland: what has its unit behind it names the thing itself.
_MEASURED_THING = re.compile(
    r"(?:多少|几)(?:平方公里|平方千米|平方米|公里|公顷|亩|吨|[万亿]?元)的?(?P<thing>[\u4e00-\u9fff]{2,8})"
)
_NO_MEASURED_THING = re.compile(
    r"^(?:以|及|左右|上下|钱|呢|啊|才|的|就|是|为|标准煤|每)|^[\u4e00-\u9fff]?(?:吗|呢)$"
)


def _measures_another_thing(question: str, said: str) -> bool:
    """Whether an amount of a thing is asked for that neither the sentence nor its headings name."""
    asked = _MEASURED_THING.search(question)
    return (
        asked is not None and not _NO_MEASURED_THING.match(asked["thing"]) and asked["thing"][-2:] not in said
    )


_EN_MEASURED_THING = re.compile(
    r"\bhow (?:many|much) (?:square (?:kilomet(?:re|er)s|met(?:re|er)s)|hectares|acres|mu|tonnes|tons|kilomet(?:re|er)s|megawatts) of "
    r"(?P<thing>[a-z][a-z -]*?)\s+(?:will|must|should|can|may|does|do|did|is|are|was|were|has|have|to|in|for|by|per|on)\b",
    re.IGNORECASE,
)


def measures_another_english_thing(situation: Situation, said: str) -> bool:
    """Whether an English question asks for hectares of a thing that neither the sentence nor its headings name."""
    asked = _EN_MEASURED_THING.search(situation.profile.question)
    if asked is None:
        return False
    held = zip(situation.weigher.concepts, situation.weigher.held(said), strict=True)
    shares = [share for concept, share in held if mentions(asked["thing"], concept)]
    # Nothing is known of a thing without a concept.
    return bool(shares) and max(shares) < 0.5


# 4.81平方公里中,关坝组团占了多少: a part of a whole that the question states.
_SHARE_OF = re.compile(
    r"^(?P<whole>.+?)(?:中|里|当中|之中|里面|其中)[,，]?(?P<part>[\u4e00-\u9fff]{2,12}?)的?(?:一共|总共|又|要|将|会|应|各|分别)*(?:占|有|是|为)(?:了|到|据)?(?:多少|几|百分之几)"
)


def _not_that_share(question: str, sentence: str, span: tuple[int, int]) -> bool:
    """Whether a part of a stated whole is asked for and the figure is no part's: of another kind, or not beside its name."""
    asked = _SHARE_OF.search(question)
    wholes = find_quantities(asked["whole"]) if asked is not None else []
    if asked is None or not wholes:
        return False
    figure = next((q for q in find_quantities(sentence) if q.start == span[0]), None)
    kinds = {family_of(whole.full_unit) for whole in wholes}
    if figure is None or is_given(figure, wholes) or family_of(figure.full_unit) not in {*kinds, "share"}:
        return True
    # No part is greater than its whole.
    if any(figure.unit == whole.unit and figure.value > whole.value for whole in wholes):
        return True
    part = next(
        (asked["part"][:n] for n in range(len(asked["part"]), 1, -1) if asked["part"][:n] in sentence), None
    )
    if part is None:
        return True
    start, end = clause_range(sentence, span[0])
    # 关坝组团占1.2平方公里, 1.2平方公里为关坝组团: nothing else is named between the two.
    beside = rf"{part}[^,，、;；。\d]{{0,10}}$", rf"^(?:的?[是为归属在])+[^,，、;；。\d]{{0,4}}{part}"
    return not (
        re.search(beside[0], sentence[start : span[0]]) or re.search(beside[1], sentence[span[1] : end])
    )


# 国家、市级创新平台4个: one figure of two levels together.
_JOINED_LEVELS = re.compile(r"(?:(?:国家|省|市|区|县)级?[、和与及]以?及?)+(?:国家|省|市|区|县)级")
_LEVEL_NAMES = ("国家", "省", "市", "区", "县")


def one_of_joined_levels(profile: QuestionProfile, clause: str) -> str | None:
    """The level that alone is asked about where a clause's figure is that of several levels together; None otherwise."""
    joined = _JOINED_LEVELS.search(clause)
    if joined is None:
        return None
    levels = [name for name in _LEVEL_NAMES if name in joined[0]]
    said = profile.question if profile.language == "zh" else "、".join(profile.levels)
    asked = [name for name in levels if re.search(name if name == "国家" else f"{name}级", said)]
    if profile.language == "zh" and joined[0] in profile.question:
        return None
    return f"{asked[0]}级" if 0 < len(asked) < len(levels) else None


_EACH_ONE = re.compile(
    r"每一?[家个人户亩所名位项](?![^,，?？]{0,6}各)|单个|人均|户均|\b(?:each|every|per|a single)\b (?!year|month|time|quarter|of|10,?000|ten thousand|unit|other)[a-z]+",
    re.IGNORECASE,
)


def _of_each_one(question: str, clause: str) -> bool:
    """Whether an amount for each one is asked for (每家企业能拿多少) and the clause states one for all."""
    return bool(_EACH_ONE.search(question)) and not re.search(r"[每各均]|单个|单项", clause)


def _names_another(situation: Situation, said: str) -> bool:
    """Whether an English question names a place or body that no part of the evidence names."""
    if situation.profile.language != "en":
        return False
    named = [
        concept
        for concept in situation.weigher.concepts
        if re.match(r"[A-Z][a-z]", concept.source)
        and concept.wordings
        and not concept.optional
        and not situation.profile.question.startswith(concept.source)
    ]
    return any(
        not any(all(piece in said for piece in wording) for wording in concept.wordings) for concept in named
    )


_EN_SHARE_OF = re.compile(
    r"\b(?:portion|share|part|fraction|slice|proportion|percentage|how much|how many)\b[^?]{0,40}?\bof (?:the |those |these |all )?(?=\d)",
    re.IGNORECASE,
)


def _not_that_english_share(situation: Situation, clause: str) -> bool:
    """The same asked in English: the figure's clause must name the part."""
    profile = situation.profile
    if profile.language != "en" or not _EN_SHARE_OF.search(profile.question):
        return False
    named = [
        c for c in situation.weigher.concepts if re.search(r"(?<=\s)[A-Z]", " " + c.source) and c.wordings
    ]
    return bool(named) and not any(
        all(piece in clause for piece in wording) for concept in named for wording in concept.wordings
    )


# Words for what is measured, those of one meaning together: 85% of 集中度 is no 增速.
_MEASURES = (
    "增速 增幅 增长率",
    "集中度",
    "产值",
    "增加值",
    "比重 占比 比例 份额",
    "能耗",
    "面积",
    "完成率",
    "达标率",
)


def _other_measure(question: str, name: str) -> bool:
    """Whether the figure's name ends in one measure and the question names others only."""
    own = next((group for group in _MEASURES if any(name.endswith(word) for word in group.split())), None)
    asked = [group for group in _MEASURES if any(word in question for word in group.split())]
    # 每万元增加值…多少标准煤 names what is measured by its unit, and what it is measured against by 增加值.
    return (
        own is not None
        and bool(asked)
        and own not in asked
        and not re.search("每[一]?[万亿千百]*元", question)
    )


_OWNED_MEASURE = re.compile(
    r"(?P<sum>[\u4e00-\u9fff]{2,})(?:总额|总量)[^,，?？的]{0,4}(?:多少|几|多大)|"
    r"(?P<owner>[\u4e00-\u9fff]{4,})的(?:目标|总|最高|最低|具体|平均|实际)*(?:比重|比例|占比|份额|比率|数量|数目|个数|规模|金额|总额|额度|面积|标准|上限|下限|目标值?)[^,，?？的]{0,4}(?:多少|几|多大|多高)"
)


def _of_another_owner(profile: QuestionProfile, said: str) -> bool:
    """Whether a measure of a thing is asked for (税前加计扣除的比例) of whose last word the evidence has no character."""
    owned = _OWNED_MEASURE.search(profile.question) if profile.language == "zh" else None
    if owned is None:
        return False
    owner = owned["owner"] or owned["sum"]
    known = {word for spoken, official in read_spoken() if owner.endswith(spoken) for word in official}
    return not any(character in said for character in owner[-2:]) and not any(w in said for w in known)


_EN_HOW_MANY = re.compile(
    r"\bhow many (?P<things>(?:[a-z][\w-]* ){0,4}?(?P<thing>[a-z][\w-]*))(?= (?:must|should|shall|will|would|can|could|may|are|is|was|were|do|does|did|has|have|had|to|in|for|by|on|at|under|that|there)\b|\s*[?,.])",
    re.IGNORECASE,
)


def _counts_another_english_thing(situation: Situation, said: str) -> bool:
    """Whether an English question counts things of which the evidence has no rendering."""
    asked = _EN_HOW_MANY.search(situation.profile.question) if situation.profile.language == "en" else None
    if asked is None:
        return False
    named = [
        concept
        for concept in situation.weigher.concepts
        if re.search(rf"\b{re.escape(asked['thing'])}$", concept.source, re.IGNORECASE) and concept.wordings
    ]
    return bool(named) and not any(
        all(piece in said for piece in wording) for concept in named for wording in concept.wordings
    )


def other_year(profile: QuestionProfile, sentence: str, headings: str) -> int | None:
    """The year asked about where the sentence, or else its headings, name other years only."""
    if not profile.years:
        return None
    for text in (sentence, headings):
        named = {year for mention in find_dates(text) for year in _years_of(mention.written, mention.year)}
        if named:
            return None if named.intersection(profile.years) else profile.years[-1]
    return None


def _years_of(written: str, year: int | None) -> set[int]:
    """Every year of a mention: 2021—2025年 names all between."""
    found = [int(match) for match in re.findall(r"(?:19|20)\d\d", written)] or ([year] if year else [])
    return set(range(min(found), max(found) + 1)) if found else set()


def _too_few(profile: QuestionProfile, sentence: str) -> bool:
    """Whether several amounts are asked for and the sentence states fewer than that."""
    if not profile.asks_each:
        several = profile.amounts_asked
        return several > 1 and len(find_quantities(sentence, chinese_numerals=False)) < several
    counted = _HOW_MANY_THINGS.search(profile.question) or _of_every(profile.question, sentence)
    written = (counted["count"] or counted["word"]).lower() if counted else "2"
    wanted = int(written) if written.isdigit() else _COUNTS.get(written, 2)
    typed = asked_family(profile) is not None or profile.unit_word is not None
    stated = (
        fitting_quantities(sentence, profile) if typed else find_quantities(sentence, chinese_numerals=False)
    )
    return len(stated) < wanted


def _of_every(question: str, sentence: str) -> re.Match[str] | None:
    """How many there are of what 每个… names, as the sentence counts it: 每个组团 where it speaks of 五个组团."""
    every = re.search(r"每一?[个家项条名所处](?P<thing>[\u4e00-\u9fff]{2})", question)
    if every is None:
        return None
    return re.search(
        rf"(?P<count>[两二三四五六七八九十]|\d+)[个家项条名所处]{every['thing']}(?P<word>)", sentence
    )


def _stands_for_a_list(situation: Situation, clause: str, after: str) -> bool:
    """Whether the figure is that of a list (A、B、C五个组团…4.81平方公里) and one member alone is asked about.

    Args:
        after: What the clause says after its figure; a question that names this (为拓展区) means the whole.
    """
    match = _LIST_OF.search(clause)
    question = situation.profile.question
    if match is not None and (
        _of_one_member(question, match["members"]) or _takes_a_share(question, clause, match)
    ):
        return True
    # 五个组团加起来多大 asks for the whole, whatever else its words may be.
    if match is not None and _counted_whole(clause, match) in situation.profile.question:
        return False
    counted = clause[match.end() : match.end() + 2] if match is not None else ""
    pieces = {
        gram for concept in situation.weigher.concepts for wording in concept.wordings for gram in wording
    } - {counted}
    if match is None or any(len(piece) > 1 and piece in after for piece in pieces):
        return False
    members = [re.sub(r"^.*(?:中的|新增|包括|围绕)", "", member) for member in match["members"].split("、")]
    if situation.profile.language == "zh":
        # 平山等五个组团 names the whole by its first member.
        asked = [m for m in members if re.search(rf"{re.escape(m)}(?!等)", question)]
    else:
        wordings = {w for concept in situation.weigher.concepts for w in concept.wordings}
        asked = [member for member in members if grams(member) in wordings]
    return 0 < len(asked) < len(members)


def _counted_whole(clause: str, listed: re.Match[str]) -> str:
    """The count behind a list with the first two characters of what it counts: 五个组团."""
    count = re.search(r"(?:\d+|[两二三四五六七八九十]+)[个条项家类种]$", listed[0])
    return (count[0] if count else "") + clause[listed.end() : listed.end() + 2]


def _takes_a_share(question: str, clause: str, listed: re.Match[str]) -> bool:
    """Whether one member is asked about by what the list counts, beside the whole: 关坝组团在拓展区中占多少."""
    counted = clause[listed.end() : listed.end() + 2]
    names = [re.sub(r"^.*(?:中的|新增|包括|围绕)", "", member) for member in listed["members"].split("、")]
    named = [name for name in names if name and f"{name}{counted}" in question]
    return len(counted) == 2 and 0 < len(named) < len(names)


def _of_one_member(question: str, members: str) -> bool:
    """Whether one member alone is asked about as a part of them all: 五个组团中,青年组团的面积."""
    part = re.search(r"(?:[中里内]|其中|当中)[的,，]?(?P<rest>[^,，?？]*)", question)
    names = [re.sub(r"^.*(?:中的|新增|包括|围绕)", "", member) for member in members.split("、")]
    return part is not None and sum(part["rest"].startswith(name) for name in names if name) == 1


def _other_name(situation: Situation, name: str) -> bool:
    """Whether the figure's name and the question's share their end and differ in what stands before it.

    农业总产值 and 工业总产值 share 业总产值: two names of two figures, the first of them in no document.
    """
    question = without_fillers(situation.profile.question)
    shared = next((name[i:] for i in range(len(name)) if name[i:] in question), "")
    # Names that share more than five characters are one name with something left out before it.
    if not 3 <= len(shared) <= 5 or shared == name or not _han(shared):
        return False
    before_here = name[-len(shared) - 1]
    before_asked = question[question.find(shared) - 1 : question.find(shared)]
    if {before_asked, before_here} & _NO_PART_OF_A_NAME or not _han(before_asked + before_here):
        return False
    return bool(before_asked) and not any(
        before_asked + shared in document.text for document in situation.at_hand
    )


def _han(text: str) -> bool:
    return bool(re.fullmatch(r"[\u4e00-\u9fff]+", text))


_ZH_SECTOR = re.compile(
    r"(?P<sector>[\u4e00-\u9fff]{2,})(?:[(（][^()（）]{1,12}[)）])?(?:产业(?!链|集群|基础|园|化)|行业|领域|板块|赛道|这一?块儿?(?!地|牌))"
)
_EN_SECTOR = re.compile(r"(?P<sector>(?:[\w-]+ ){1,3})(?:industry|sector)\b", re.IGNORECASE)


def _other_sector(situation: Situation, best: Scored) -> bool:
    """Whether the question is about one sector, which neither the sentence nor its headings name."""
    profile = situation.profile
    said = " ".join((best.sentence.text, *best.sentence.path))
    if profile.language == "zh":
        return any(not _says(match["sector"][-2:], said) for match in _ZH_SECTOR.finditer(profile.question))
    match = _EN_SECTOR.search(profile.question)
    if match is None:
        return False
    held = situation.weigher.held(said)
    concepts = situation.weigher.concepts
    asked = [h for c, h in zip(concepts, held, strict=True) if c.wordings and mentions(match["sector"], c)]
    return bool(asked) and max(asked) < 0.5


def _says(word: str, said: str) -> bool:
    """Whether a text has a word, or what documents say for it."""
    formal = (
        official for spoken, wordings in read_spoken() if spoken.endswith(word) for official in wordings
    )
    return word in said or any(official in said for official in formal)


def _other_thing(situation: Situation, best: Scored, clause: str, name: str, after: str) -> bool:
    """Whether much of the question stands elsewhere in the evidence and the figure has a name of its own."""
    weigher = situation.weigher
    pieces = {gram for concept in weigher.concepts for wording in concept.wordings for gram in wording}

    def named(words: str) -> float:
        pairs = [words[i : i + 2] for i in range(len(words) - 1)]
        return sum(any(pair in piece for piece in pieces) for pair in pairs) / len(pairs) if pairs else 0.0

    # A sentence that says nearly all of the question and states one such figure states the one asked for.
    if best.own >= NEARLY_ALL and len(fitting_quantities(best.sentence.text, situation.profile)) == 1:
        return False
    if (
        _picked_out(situation.profile.question, clause)
        or _is_made(situation.profile.question, after)
        or _counts_what_is_asked(situation, after)
    ):
        return False
    # 能耗要控制在多少以下: what the figure's name ends in opens the question, so that nothing in it says which.
    if len(name) > 1 and situation.profile.question.startswith(name[-2:]):
        return False
    # 其中小学、初中、高中分别不超过2小时: the clause before names the thing.
    if len(name) < 4 or re.search("其中|分别", clause) or max(named(name), named(after[:8])) >= NAMED:
        return False
    here = weigher.held(" ".join((clause, *best.sentence.path, best.sentence.title)))
    anywhere = weigher.held(" ".join(scored.sentence.text for scored in situation.scored))
    elsewhere = weigher.sum([float(there >= 0.5 > own) for own, there in zip(here, anywhere, strict=True)])
    return elsewhere >= ELSEWHERE[situation.profile.language]


def _is_made(question: str, after: str) -> bool:
    """Whether what the figure is said to be (4.81平方公里为拓展区) is what the question asks about."""
    made = re.match(r"作?为(?P<thing>[\u4e00-\u9fff]{3})", after)
    return made is not None and made["thing"] in question


def _counts_what_is_asked(situation: Situation, after: str) -> bool:
    """Whether what an English question counts (how many clusters) stands right behind the figure: 五个组团."""
    asked = _EN_HOW_MANY.search(situation.profile.question) if situation.profile.language == "en" else None
    return asked is not None and any(
        after.startswith("".join(wording))
        for concept in situation.weigher.concepts
        if re.search(rf"\b{re.escape(asked['thing'])}$", concept.source, re.IGNORECASE)
        for wording in concept.wordings
        if len("".join(wording)) > 1
    )


def _picked_out(question: str, clause: str) -> bool:
    """Whether of several figures of a clause (内资50亿元或外资3000万美元) the question's word picks out just one."""
    heads: set[str] = set()
    end = 0
    for quantity in find_quantities(clause, chinese_numerals=False):
        head = name_of_figure(clause[end : quantity.start])[-2:]
        heads |= {head} if len(head) == 2 else set()
        end = quantity.end
    return len(heads) > 1 and sum(head in question for head in heads) == 1
