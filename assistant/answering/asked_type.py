"""Does a text hold a thing of the type asked for: a figure, a date, a person, a body by name?"""

from __future__ import annotations

import re

from assistant.answering.asked_figures import asked_family, family_of, fitting_quantities
from assistant.answering.asked_office import asked_office, names_an_office
from assistant.answering.members import asks_who_does, names_an_actor
from assistant.answering.missing import Missing
from assistant.language.dates import find_dates
from assistant.language.quantities import find_quantities
from assistant.questions.profile import QuestionProfile

# Bodies asked for by name: a text that speaks of 高等学校 in general names none.
_NAMED_KINDS = (
    # 请的是哪家第三方咨询机构: that one is commissioned does not say which.
    # 经国家发改委公告认定: whoever recognises, approves or publishes is a body of state.
    (r"(?:经|由|被|让|是)[^,，?？]{0,6}哪一?[个家级](?:国家|中央|上级)?(?:部委|部门|机构|单位|机关)[^,，?？]{0,6}(?:公告|认定|批准|批复|审[批核定]|核准|备案|同意|授予|命名|发布|印发|登记|验收|评定)", r"[\u4e00-\u9fff]{2,}(?:(?<![布结格全大开时])局|委(?!托|员)|委员会|[门办务业术通设政利生康源境安交卫]部|厅|政府|管委会|国务院|法院|银行)"),
    (r"(?:请|委托|聘|找|由|让|选|交给|是)[^,，?？]{0,6}哪一?[家个][^,，?？]{0,10}(?:机构|单位|企业)|哪一?家[^,，?？]{0,8}机构(?!.*(?:可以|能够?|才))", r"[\u4e00-\u9fff]{2,}(?:(?<!跨国)(?<!上市)公司|集团|事务所|(?:研究|设计|规划|勘察|科学)院|研究所|中心|协会|学会|大学|学院|(?<![布结格全大开时])局)"),
    (r"哪一?[家个][^,，?？]{0,8}公司(?!.*(?:可以|能够?|才))", r"[\u4e00-\u9fff]{2,}(?:(?<!跨国)(?<!上市)公司|集团|事务所)"),
    (r"哪一?家企业(?!.*(?:可以|能够?|才))", r"[\u4e00-\u9fff]{2,}(?:(?<!跨国)(?<!上市)公司|集团|事务所)"),
    (r"(?:企业|公司|机构)[^,，]{0,4}(?:叫(?:什么|啥)|是哪|名字|名称)|哪一?家(?:企业|公司|机构)?[?？]?$", r"[\u4e00-\u9fff]{2,}(?:(?<!跨国)(?<!上市)公司|集团|事务所)"),
    (r"哪(?:些|几[家个])(?:[\u4e00-\u9fff]{0,4})(?:合作伙伴|合作方|投资商|投资方|外商|客商)", r"[\u4e00-\u9fff]{2,}(?:(?<!跨国)(?<!上市)公司|集团|大学|研究院|银行|基金)"),
    (r"\b(?:company|companies|firms?|agency|enterprise|contractor|consultan(?:t|cy))\b", r"[\u4e00-\u9fff]{2,}(?:(?<!跨国)(?<!上市)公司|集团|事务所)"),
    (r"哪(?:所|一所|几所|些|家)?(?:高校|大学|学校|院校)|\buniversit(?:y|ies)\b|\bcolleges?\b", r"(?<!高等)(?<!各)[\u4e00-\u9fff]{2,}(?<!高等)(?:大学|学院)"),
    (r"哪(?:家|一家|几家|些)?银行|\bbanks?\b", r"(?:中国|[\u4e00-\u9fff]{2})银行(?!业)"),
    (r"哪(?:家|一家|几家|些|所)?医院|\bhospitals?\b", r"[\u4e00-\u9fff]{2,}医院"),
    (r"\b(?:contractors|consultants|partners?|investors?|suppliers?)\b", r"[\u4e00-\u9fff]{2,}(?:(?<!跨国)(?<!上市)公司|集团|事务所|大学|学院|研究院|银行|基金)"),
)  # fmt: skip


# 自2020年1月1日至3月31日 says how long as well as 3个月 does.
_FROM_TO = re.compile(
    r"(?:自|从)[^,，。;；]{0,16}\d[日号月起][^,，。;；]{0,4}[,，]?(?:至|到)[^,，。;；]{0,24}"
)


def states_type(text: str, profile: QuestionProfile) -> bool:
    """Whether the text holds a thing of the type asked for."""
    if profile.answer_type == "number":
        return bool(fitting_quantities(text, profile)) or (
            asked_family(profile) == "time" and bool(_FROM_TO.search(text))
        )
    if profile.answer_type == "date":
        return (
            bool(find_dates(text))
            or any(family_of(quantity.full_unit) == "time" for quantity in find_quantities(text))
            or bool(re.search(r"之日起|即日起|每[日天周月]|长期(?:有效|坚持|执行)|\d{1,2}[:：]\d{2}", text))
        )
    if profile.answer_type == "person":
        return names_an_office(text)
    if profile.answer_type == "unit" or (
        profile.answer_type in ("name", "text", "list") and asks_who_does(profile)
    ):
        # 由哪家公司开发 wants a firm; who does it may be any body.
        kinds = [stated for asked, stated in _NAMED_KINDS if re.search(asked, profile.question)]
        of_firm = "公司" in profile.question or "企业" in profile.question
        return bool(re.search(kinds[0], text)) if kinds and of_firm else names_an_actor(text)
    for asked, stated in _NAMED_KINDS:
        if profile.answer_type == "name" and re.search(asked, profile.question, re.I):
            return bool(re.search(stated, text))
    if profile.answer_type == "name" and re.search(
        r"公司|\b(?:company|companies|firms?)\b", profile.question, re.I
    ):
        return bool(re.search(r"[\u4e00-\u9fff]{2,}(?:公司|集团)", text))
    if profile.answer_type == "name" and re.search(
        r"(?:办法|文件|通知|规划|方案|意见)[^,，]{0,6}(?:叫|名称|名字)", profile.question
    ):
        return "《" in text or "“" in text
    return True


def type_missing(profile: QuestionProfile) -> Missing:
    """That nothing of the type asked for is stated."""
    if profile.answer_type == "person":
        office, body = asked_office(profile) or ("", "")
        return Missing("person", (profile.units[0] if profile.units else body) + office)
    if profile.answer_type == "unit" or asks_who_does(profile):
        return Missing("who")
    if profile.answer_type in ("number", "date", "name"):
        return Missing(profile.answer_type)
    return Missing("subject")
