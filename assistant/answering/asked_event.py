"""Is the date found that of the very event asked about?

"哪天开始施行?" shares the name of the rules with a sentence that dates their revision, and "by what date must it be decided?"
shares the application with the line that dates its handing in. A date answers for an event where its sentence tells
of such an event, and for the national level where it is not the date of the municipal one.
"""

from __future__ import annotations

import re

from assistant.answering.missing import Missing
from assistant.language.dates import find_dates
from assistant.language.sentences import clause_range, clause_ranges
from assistant.language.weighing import Weigher
from assistant.questions.profile import QuestionProfile

# (asked in Chinese, asked in English, what tells of it): events that another event's date is easily taken for, since
# the same thing is drafted, revised, applied for and begun at other times.
_EVENTS: tuple[tuple[str, str, str], ...] = (
    (
        r"施行|生效|起效|(?:正式|开始)(?:实施|执行)",
        r"\b(?:tak(?:e|es|ing)|took|com(?:e|es|ing)|came|enter(?:s|ed)?|be|become|go|goes) (?:in)?(?:to )?(?:effect|force)(?:ive)?\b|\bbecomes? effective\b",
        r"施行|生效|起效|试行|有效|之日起|(?:起|正式|开始)(?:实施|执行)",
    ),
    (
        r"批复|批准|获批|审批|批下来|(?:作出|做出|给出)[^,，?？]{0,4}决定",
        r"\bdecid\w+|\bdecisions?\b|\bapprov\w+",
        r"决定|批复|批准|获批|审批|审定|认定|公告|答复|成功创建|创建成|获评|授予",
    ),
    (r"开工|动工", r"\bbreaks? ground\b|\bgroundbreaking\b", r"开工|动工|开建|启动|建设"),
    (r"有效期|失效|废止", r"\b(?:expir\w+|cease[sd]? to|remain\w* in force|valid until)\b", r"有效期(?:为|至|到|自|是|[\d一二两三五十])|失效|废止|试行期|之日"),
    (r"停止|暂停|中止|终止|取消|停[办运课业]", r"\b(?:suspend|cancel|terminat|discontinu)\w*\b", r"停|中止|终止|取消|关闭|截止|废止|失效"),
    (r"恢复|解除|解封|重启", r"\b(?:resum|reopen|restor)\w*\b", r"恢复|解除|解封|重启|重新|复[工课产市学航]|开放|开学"),
    (r"投产|竣工|投用", r"\b(?:go|goes|come|comes|put) into (?:production|operation)\b", r"投产|竣工|投用|投入|建成|完工|完成"),
)  # fmt: skip
# What happens to a thing on one day of its life; no other day of it answers, so that a text must say the very word.
_IN_ITS_LIFE = re.compile(
    "招标|采购|签约|挂牌|揭牌|拨付|到位|奠基|搬迁|入驻|任命|换届|上市|开园|剪彩|设立|开馆"
)
_NATIONAL = re.compile(r"国家级|国家(?=高新)")
_SUCCEEDS = re.compile(r"成功|建成|创成|获批|批复|批准|批下来|挂牌|认定|升级成|拿到|摘牌|落成")
# What goes on with the clause before it happens at that clause's date.
_GOES_ON = re.compile(r"并|且|同时|同步")


def date_of_another(
    profile: QuestionProfile, text: str, span: tuple[int, int] | None, beside: str
) -> Missing | None:
    """That a sentence's date is another event's or another level's than asked about, or None.

    Args:
        span: Where in the sentence the date stands that would be given.
        beside: What the sentence's headings say; for a heading, also what stands under it.
    """
    if _wants_day(profile) and span is not None and not _names_day(profile.question, text, span):
        return Missing("date")
    stated = [pattern for pattern in (_stating(profile, event) for event in _EVENTS) if pattern]
    if profile.language == "zh":
        stated += _IN_ITS_LIFE.findall(profile.question)
    national = asks_national(profile)
    if not stated and not national:
        return None
    parts = _dated_alike(text, span)
    if (
        national
        and span is not None
        and ("国家" not in text + beside or re.search(r"市级|省级|区级", text + beside))
    ):
        parts = [part for part in together(text, span) if "国家" in part]
        # That its creation goes on beside the municipal one's is no date of its success.
        succeeds = _SUCCEEDS.search(profile.question)
        if not parts or (succeeds and not any(_SUCCEEDS.search(part) for part in parts)):
            return Missing("level", "国家级")
        beside = ""
    said = beside + "".join(parts)
    return None if all(re.search(pattern, said) for pattern in stated) else Missing("date")


# "On which day?" is not answered by a month; a time limit is, since nothing nearer is set.
_DAY = re.compile(
    r"哪[一几]?[天日]|几号|几日|\b(?:on )?(?:which|what) (?:exact )?(?:day|date)\b", re.IGNORECASE
)


_LIMIT = re.compile(r"前|最晚|最迟|截止|到期|\bby\b|\blatest\b|\bdeadline\b", re.IGNORECASE)


def _wants_day(profile: QuestionProfile) -> bool:
    return profile.kind != "deadline" and _DAY.search(profile.question) is not None


def _names_day(question: str, text: str, span: tuple[int, int]) -> bool:
    """Whether the date found names a day, or for a time limit the edge of a month that stands for one."""
    date = next((date for date in find_dates(text) if date.start == span[0]), None)
    edge = bool(_LIMIT.search(question)) and date is not None and bool(re.search("[底末初]", date.written))
    return date is None or date.day is not None or edge or "之日" in text


# 以园区2018年经公告认定的面积为核心: within what describes a thing a date tells of that description alone.
_DESCRIBES = re.compile(r"^(?!电)[^,，。;；\d]{2,30}的")
_NO_THING_BEFORE = re.compile(r"(?:^|[\s\d.、)）:：(（“\"]|[到至在于从自截将拟由底])$")
# Its own clause must then hold this share of what the sentence holds of the question.
_OF_ITS_OWN = 0.4


def describes_another(text: str, span: tuple[int, int], weigher: Weigher) -> bool:
    """Whether the date describes a thing in a clause that speaks of something else than the question does."""
    start, end = clause_range(text, span[0])
    if _NO_THING_BEFORE.search(text[start : span[0]]) or not _DESCRIBES.match(text[span[1] : end]):
        return False
    whole = weigher.coverage(text)
    return whole > 0 and weigher.coverage(text[start:end]) < _OF_ITS_OWN * whole


def asks_national(profile: QuestionProfile) -> bool:
    """Whether a Chinese question is about the national level."""
    return profile.language == "zh" and _NATIONAL.search(profile.question) is not None


def _stating(profile: QuestionProfile, event: tuple[str, str, str]) -> str | None:
    chinese, english, stated = event
    asked = chinese if profile.language == "zh" else english
    return stated if re.search(asked, profile.question, re.IGNORECASE) else None


def _dated_alike(text: str, span: tuple[int, int] | None) -> list[str]:
    """The clauses of a sentence but those that have dates of their own."""
    return [
        text[start:end]
        for start, end in clause_ranges(text)
        if span is None or start <= span[0] < end or not find_dates(text[start:end])
    ]


def together(text: str, span: tuple[int, int]) -> list[str]:
    """The clause that the date stands in, and those after it that go on with it and have no date."""
    found: list[str] = []
    for start, end in clause_ranges(text):
        clause = text[start:end]
        if start <= span[0] < end:
            found = [clause]
        elif found and _GOES_ON.match(clause.strip()) and not find_dates(clause):
            found.append(clause)
        elif found:
            break
    return found
