"""The office that a question asks about, and whether the evidence names its holder."""

from __future__ import annotations

import re

from assistant.answering.missing import Missing
from assistant.language.offices import formal_office
from assistant.questions.profile import QuestionProfile

_PERSON_ROLE = re.compile(
    r"常务副组长|副组长|组长|副主任|主任|副书记|书记|副局长|局长|负责人|院长|副市长|市长|区长|县长|秘书长|主席|处长|部长|董事长|经理|联系人|领导(?!小组)"
)


def names_an_office(text: str) -> bool:
    """Whether a text speaks of an office that somebody holds."""
    return bool(_PERSON_ROLE.search(text))


def asked_office(profile: QuestionProfile) -> tuple[str, str] | None:
    """The office asked about and the body it belongs to, in Chinese: (主任, 领导小组办公室); body may be empty."""
    if profile.language == "zh":
        question = formal_office(profile.question)
        role = _PERSON_ROLE.search(question)
        if role is None:
            return None
        before = re.sub(r"的$", "", question[: role.start()]).rstrip()
        found = re.search(
            r"(领导小组办公室|办公室|管委会|委员会|党工委|评审组|专家组|中心|[\u4e00-\u9fff]{2}[局室办])$",
            before,
        )
        return role[0], found[0] if found else ""
    # "The deputy heads under the executive deputy head": the office asked for comes first.
    named = [
        (found.start(), office)
        for pattern, office in _ENGLISH_OFFICES
        if (found := re.search(pattern, profile.question, re.I))
    ]
    if not named:
        return None
    body = next((name for words, name in _ENGLISH_BODIES if re.search(words, profile.question, re.I)), "")
    return min(named, key=lambda entry: entry[0])[1], body


_ENGLISH_OFFICES: tuple[tuple[str, str], ...] = (
    (r"executive deputy", "常务副组长"),
    (r"deputy (?:head|leader)", "副组长"),
    (r"deputy director", "副主任"),
    (r"deputy (?:party )?secretary", "副书记"),
    (r"(?:vice|deputy) mayor", "副市长"),
    (r"\bmayor\b", "市长"),
    (r"\bsecretary\b", "书记"),
    (r"\bdirector\b", "主任"),
    (r"\b(?:heads?|chief|boss)\b[^?]*\bbureau", "局长"),
    (r"\b(?:heads?|chief|boss)\b[^?]*\bsection", "科长"),
    (r"\b(?:heads?|chief|boss)\b[^?]*\bdivision", "处长"),
    (r"\b(?:heads?|chief|boss)\b[^?]*\bcent(?:er|re)\b", "主任"),
    (r"\b(?:head|leader|chair\w*|chief|boss)s?\b", "组长"),
)
_ENGLISH_BODIES: tuple[tuple[str, str], ...] = (
    (r"leading group(?:'s)? office|office of the leading group", "领导小组办公室"),
    (r"(?:review|expert) (?:panel|group|committee)", "评审组"),
)


def named_holder(text: str, office: str) -> re.Match[str] | None:
    """The name of the person whom a text gives an office, as the group ``name``."""
    office = re.escape(office)
    # 管委会主任张某某任组长: the name stands between another title and the verb.
    match = re.search(
        rf"(?:主任|书记|局长|组长|[市区县镇省]长|委员|同志)(?P<name>[\u4e00-\u9fff]{{2,3}})(?:同志)?(?:任|担任|为|兼任)(?:[\u4e00-\u9fff]{{2,6}}(?:办公室|中心|委员会))?(?<!副){office}",
        text,
    )
    return match or re.search(
        rf"(?<!副){office}(?P<name>[\u4e00-\u9fff]{{2,3}})(?=任|担任|[,，、。;；)）])", text
    )


def missing_person(profile: QuestionProfile, sentence: str, around: str) -> Missing | None:
    """The office asked about, where the evidence names holders of other offices only."""
    asked = asked_office(profile)
    if asked is None:
        return None
    office, body = asked
    if not re.search(rf"(?<!副){re.escape(office)}" if "副" not in office else re.escape(office), sentence):
        return Missing("person", office)
    if body and not re.search(
        rf"{re.escape(body)}的?(?:[^,，。;；]{{0,12}}、)?(?:常务)?副?{office}", sentence
    ):
        return Missing("person", body + office)
    if profile.language == "zh" and _of_another_group(profile, office, sentence):
        return Missing("person", office)
    # 相关领导任副组长 tells no name.
    if _ASKS_NAME.search(profile.question) and re.search(
        rf"{_NO_PERSON}(?:担?任|为|兼任?){re.escape(office)}", sentence
    ):
        return Missing("person", office)
    for unit in profile.units:
        if unit not in sentence and unit not in around:
            return Missing("person", unit + office)
    return None


_ASKS_NAME = re.compile(r"叫什么|叫啥|名字|姓|大名|具体是谁|都是谁|\bnames?\b", re.IGNORECASE)
_NO_PERSON = r"(?:领导|负责人|负责同志|同志|人员)"
_GROUP = re.compile(
    r"(?P<of>[\u4e00-\u9fff]{2,12}?)(?:工作)?(?:领导小组|工作组|小组|专班|指挥部)的?[\u4e00-\u9fff]{0,4}$"
)
_POINTING = re.compile(r"这个?|那个?|该|本|咱们?|我们?|区里|方案里?|文件里?|请问|的|由|是|任|当|做|谁")


def _of_another_group(profile: QuestionProfile, office: str, sentence: str) -> bool:
    """Whether the question's group is called by words that the sentence has none of: 考核领导小组的组长."""
    question = formal_office(profile.question)
    group = _GROUP.search(question[: question.find(office)])
    name = _POINTING.sub("", group["of"]) if group else ""
    return len(name) > 1 and not any(name[at : at + 2] in sentence for at in range(len(name) - 1))
