"""Are the members of a group named, or is it only counted?

"新建成创新平台4个" tells how many there are and names none, however many words it shares with "具体是哪4个创新平台?".
A question that asks for the members is answered by a text that lists them: the things before a count
(A、B、C等4条产业链), behind 包括 or a colon, between quotation marks or book-title marks. So is one that asks who does
something: by a text that names a body or a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.concepts import Concept
from assistant.language.sentences import clause_texts
from assistant.questions.profile import QuestionProfile

_NUMBERS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_EN_NUMBERS = {
    w: n for n, w in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)
}
_LENGTHS = _NUMBERS | {"十二": 12, "十六": 16}
_NUMBER = r"\d{1,4}|[两二三四五六七八九十]"
_COUNTER = r"[个家项条名位所种类支座处件场批部份]"
_ASKS_NAMES = r"(?:哪(?:些|几|一?[家个所名位条项])|谁|什么人|叫什么|什么名字)"
_ZH_COUNTED = (
    # 那5所高校分别是哪几所
    re.compile(
        rf"(?<!第)(?P<number>{_NUMBER}){_COUNTER}(?P<thing>(?:[^,，?？、]{{1,6}}、)?[^,，?？、]{{2,16}}?)(?:具体|分别|都|各|究竟|到底|一?共|又)*(?:是|有|叫|指|为|包括)?(?:的是)?{_ASKS_NAMES}"
    ),
    # 是哪五个组团
    re.compile(rf"哪(?P<number>{_NUMBER}){_COUNTER}(?P<thing>[\u4e00-\u9fff]{{0,12}})"),
)
_ZH_NAMED = re.compile(
    r"(?P<thing>[\u4e00-\u9fff]{2,12}?)(?:具体(?:都)?(?:是|有|叫|指|为|包括)+|都(?:是|叫))(?:哪(?:些|几)|谁|什么名字|什么人)"
)
# 一级指标有哪几个: asks for a list that the text may bring before the word for its members.
_ZH_LISTED = re.compile(
    r"(?P<thing>[\u4e00-\u9fff]{2,12}?)(?:一共|总共|主要|具体|都|分别){0,3}(?:有|是|包括|包含|为|分为|指的是)哪(?:些|几[个项条类种大家]?)(?:[?？。]|$)"
)
_ZH_WHICH = re.compile(
    r"哪几(?:条|个|项|家|种|类|样|大)(?P<thing>[\u4e00-\u9fff]{1,6}?)(?:来着|呢|啊)?[?？。]?$"
)
_LISTED = r"[^,，;；。、]+(?:、[^,，;；。、]+)+"
_EN_COUNTED = re.compile(
    r"\b(?:which|what|who)\b(?: (?:are|were|is))?(?: (?:the|these|those))?(?: (?:other|new|specific))? "
    rf"(?P<number>\d{{1,4}}|{'|'.join(_EN_NUMBERS)}) (?:(?:types|kinds|sorts|categories) of )?(?P<thing>[a-z][\w-]*(?: [\w-]+){{0,3}})",
    re.IGNORECASE,
)
# What fills sentences is told and not listed by name; years and percentages are no members of anything.
_TOLD = re.compile(
    r"(?:措施|举措|政策|要求|条件|工作|任务|内容|方面|做法|办法|规定|情形|情况|目标|安排|阶段|步骤|原则|问题|环节|标准|年|月|天|因素|角度|事|事情)$"
    r"|\b(?:steps|stages|phases|tasks|goals|targets|years|months|conditions|requirements|problems|ways|parts|aspects|percent|principles|cases|situations|circumstances)\b",
    re.IGNORECASE,
)
_JOINTS = re.compile(r"、|(?<=[\u4e00-\u9fff])(?:和|与|及|以及)(?=[\u4e00-\u9fff])")
# 6个平台建在哪些组团 asks for the clusters and not for the platforms' names.
_JOINED_ON = re.compile(r"[在到由归向给从把对用与和跟]$")
# A saying is asked for by its length; its characters are no members of a group.
_ZH_CHARACTERS = re.compile(rf"(?:哪|什么)(?P<number>十[二六]|{_NUMBER})个?字(?!母|号|段)")
_EN_CHARACTERS = re.compile(
    rf"\b(?:which|what)(?: are the)? (?P<number>\d{{1,2}}|{'|'.join(_EN_NUMBERS)})(?: chinese)? characters\b",
    re.IGNORECASE,
)
# A cell or bracket of responsible units lists who does it and not what there is of it.
_UNITS_FIELD = re.compile(r"(?:单位|部门|领导)[^:：,，]{0,12}[:：]")
# Documents are named by their titles.
TITLED = re.compile(
    r"(?:办法|文件|规定|制度|通知|条例|意见|细则|政策文件)$|\b(?:documents?|regulations?|notices?|measures|rules)\b",
    re.IGNORECASE,
)
# Whoever may do something: an office, a body, a firm, a person by office.
_ACTOR = re.compile(
    r"[\u4e00-\u9fff]{1,40}(?:(?<![布结格全大开时])局|委(?!托)|(?<![督创举主承协代开兴交领补])办(?!法|理|公(?!室)|事|好|成|学)|厅|中心|公司|集团|银行|政府|管委会|小组|办公室|机构|部门|单位|院|学校|高校|企业|督查室|党工委|协会|专家|主任|书记|组长|领导|事务所|街道|镇街|科(?!技|学|研|创|目|普|室)|科室|支队|大队)"
    r"|(?:区|市|县|省|中央|各级|本级)财政|财政(?=要|应|负责|出资|安排|预算)"
)
_WHO_DOES = re.compile(
    r"的(?:是|为)(?:谁|哪一?[个家些](?:部门|单位|机构|局|组织)?)[?？]?$|(?:由|归)(?:谁|哪(?:几|一|个|些)?家|哪(?:个|些|几个)?(?:部门|单位|机构|局)?)|^[^,，]*谁(?:来|去|负责|给|对|把|[\u4e00-\u9fff]{2,}的?[?？]?$)|(?:经过?|让|请|找|靠|得)谁|是谁(?![,，?？任]|$)|^\s*(?:and |so )?who\b(?! (?:is|are|was|were)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Things whose members a question asks for by name."""

    thing: str
    number: int | None
    heads: tuple[str, ...] = ()
    """What the things are called in the documents, by their last two characters."""


def asked_group(profile: QuestionProfile, concepts: Sequence[Concept] = ()) -> Group | None:
    """The group whose members are asked for; None where no such thing is asked.

    Args:
        concepts: An English question's concepts, which know what its words are called in Chinese.
    """
    question = profile.question.replace("啥", "什么")
    if profile.language == "en":
        match = _EN_COUNTED.search(question)
        if match is None or _TOLD.search(match["thing"]):
            return None
        number = _EN_NUMBERS.get(match["number"].lower()) or int(match["number"])
        return Group(match["thing"], number, _chinese_heads(match["thing"], concepts))
    for pattern in _ZH_COUNTED:
        match = pattern.search(question)
        if match is not None and not _TOLD.search(match["thing"]) and not _JOINED_ON.search(match["thing"]):
            written = match["number"]
            thing = re.sub(
                r"(?:组成|构成|来|(?<!必)需要?|(?<!必)要|被|会|将|(?<![供反适对相])应|必须).*$",
                "",
                match["thing"],
            )
            thing = thing or match["thing"]
            return Group(thing, _NUMBERS.get(written) or int(written), (thing[-2:],))
    match = _ZH_NAMED.search(question)
    if match is None or _TOLD.search(match["thing"]):
        return None
    thing = re.sub(r"^.*的", "", match["thing"])
    return Group(thing, None, (thing[-2:],))


def listed_thing(profile: QuestionProfile) -> str | None:
    """What a Chinese question wants listed (一级指标有哪几个), by its last four characters; None where it is told."""
    if profile.language == "en":
        return None
    match = _ZH_LISTED.search(profile.question) or _ZH_WHICH.search(profile.question)
    return None if match is None or _TOLD.search(match["thing"]) else match["thing"][-4:]


def _chinese_heads(thing: str, concepts: Sequence[Concept]) -> tuple[str, ...]:
    """The last two characters of what an English noun may be called: chains → 链条, 产业链."""
    words = thing.split()
    named = {
        wording[-1][-2:]
        for concept in concepts
        for word in words
        if re.search(rf"\b{re.escape(word)}$", concept.source, re.IGNORECASE)
        for wording in concept.wordings
        if len(wording[-1]) > 1
    }
    return tuple(sorted(named))


def asked_length(profile: QuestionProfile) -> int | None:
    """How many characters the saying has that is asked for by its length (哪八个字); None where none is."""
    match = (_EN_CHARACTERS if profile.language == "en" else _ZH_CHARACTERS).search(profile.question)
    if match is None:
        return None
    written = match["number"].lower()
    return _LENGTHS.get(written) or _EN_NUMBERS.get(written) or int(written)


def saying_of_length(text: str, length: int) -> tuple[int, int] | None:
    """Where a text puts so many characters between quotation marks: “多维评价、效益优先” has eight."""
    for match in re.finditer(r"[“\"「『][^”\"」』]+[”\"」』]", text):
        if len(re.findall(r"[\u4e00-\u9fff]", match[0])) == length:
            return match.span()
    return None


def lists_things(text: str, head: str) -> bool:
    """Whether a text has a list and says of it what its members are: A、B、C等4条产业链, 产业链包括A、B、C."""
    head = re.escape(head)
    kind = head[-2:] if len(head) > 2 else head
    return bool(
        re.search(rf"{head}[^,，;；。、]{{0,6}}(?:包括|分别|有|为|即|如|[:：(（—])\s*{_LISTED}", text)
        or re.search(
            rf"{_LISTED}等?(?:共|这)?(?:\d+|[两二三四五六七八九十]){_COUNTER}[^,，;；。、]{{0,8}}{head}", text
        )
        # 责任机制、保障机制和奖惩机制: each member bears the name of its kind.
        or re.search(rf"(?:[\u4e00-\u9fff]{{1,10}}{kind}[、和与及]){{2,}}[\u4e00-\u9fff]{{1,10}}{kind}", text)
        # 等“1+3”战略性支柱产业和战略性新兴产业集群: a name of its own may stand between.
        or re.search(
            rf"{_LISTED}等(?:[“\"][^”\"]{{1,12}}[”\"][^,，;；。、]{{0,20}}|[^,，;；。、]{{0,6}}){head}", text
        )
    )


def names_members(text: str, group: Group) -> bool:
    """Whether a text lists as many things as the group has; without a number, whether it lists the group's members."""
    if TITLED.search(group.thing):
        return text.count("《") >= (group.number or 1)
    if group.number is not None:
        return count_listed(text) >= group.number
    return lists_things(text, group.thing[-2:]) if group.thing[-2:] in text else count_listed(text) > 1


def states_count(text: str, group: Group) -> bool:
    """Whether a text says the group's number with the group's own word: 哪8类必需品 asked, 8类必需品 told."""
    numbers = {str(group.number), *(word for word, number in _NUMBERS.items() if number == group.number)}
    return group.number is not None and bool(
        re.search(rf"(?<!\d)(?:{'|'.join(numbers)}){_COUNTER}{re.escape(group.thing[:3])}", text)
    )


def count_listed(text: str) -> int:
    """How many things a text lists, at most: in one enumeration, as titles, or as parts between semicolons."""
    clauses = [clause for clause in clause_texts(text) if not _UNITS_FIELD.search(clause)]
    enumerated = max((len(_JOINTS.findall(clause)) + 1 for clause in clauses), default=0)
    return max(enumerated, text.count("《"), text.count("“"), len(re.findall(r"[;；]", text)) + 1)


def lists_as_many(text: str, number: int | None) -> bool:
    """Whether a clause of the text lists just so many things."""
    return any(len(_JOINTS.findall(clause)) + 1 == number for clause in clause_texts(text))


def asks_who_does(profile: QuestionProfile) -> bool:
    """Whether a body or person is asked for that does something, and no duty of a task."""
    return profile.role is None and bool(_WHO_DOES.search(profile.question))


def names_an_actor(text: str) -> bool:
    """Whether a text names a body, a firm or the holder of an office, and not in a title alone."""
    return bool(_ACTOR.search(re.sub(r"《[^》]*》", "", text)))


def count_bodies(text: str) -> int:
    """How many bodies a text names side by side, at most: 党工委督查室、管委会督查办 are two."""
    return max(
        (
            sum(bool(_ACTOR.search(member) or _OFFICE.search(member)) for member in _JOINTS.split(clause))
            for clause in clause_texts(text)
            if not _UNITS_FIELD.search(clause)
        ),
        default=0,
    )


_OFFICE = re.compile(r"[\u4e00-\u9fff]{2}(?:室|办|处|科|队|站|所|委|部)$")


def opens_with_an_actor(text: str) -> bool:
    """Whether a clause of a text begins with whoever does what it tells."""
    for clause in clause_texts(text):
        match = _ACTOR.search(clause)
        if match is not None and not _NO_SUBJECT.search(clause[: match.end()]):
            return True
    return False


# What stands behind one of these does nothing here: 经国家发改委公告认定.
_NO_SUBJECT = re.compile(r"[经以对把向为]|按照|根据|围绕|依托|支持|引导|鼓励|推动")
