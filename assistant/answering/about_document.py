"""Answer what is asked of a document itself: who issued it, when, under which number.

That stands in its heading, its signature or its entry in the catalogue, and in no sentence of its text. What is
known only from the entry is said with the title as its place.
"""

from __future__ import annotations

import re

from assistant.answering.draft import Draft
from assistant.answering.situation import Situation
from assistant.language.dates import find_dates
from corpus.document import Document

# 激励办法 is a document that this one speaks of, and no name for this one.
_ZH_NOUN = r"(?:(?<![\u4e00-\u9fff])|(?<=[这该此本份个项])|(?<=工作)|(?<=实施)|(?<=创建))(?:方案|文件|通知|办法|规划|计划|意见|公告|报告)"
_ZH_ONLINE = r"(?:[挂放贴传登晒发][到在上了]*(?:官|门户)?网(?:上|站)?|上网|上线|公开)"
_ZH_ISSUED = rf"(?:发布|印发|制发|发文|公布|出台|下发|颁布|{_ZH_ONLINE})"
_ZH_WHEN = r"(?:什么时候|何时|什么时间|何年|几月|几[号日]|哪一?[天日年])"
# Who drafted it is not said by who issued it.
_ZH_MADE = r"(?:发布|印发|制发|发文|公布|出台|下发|颁布|发|出|印|制定|制订|搞|弄)"
# A plan made within it, 规划 or 计划, is another document's matter unless 这 or 本 points at this one.
_ZH_ITSELF = rf"(?:{_ZH_NOUN}(?<!规划)(?<!计划)|(?:这|该|此|本)(?:份|个|项)?(?:规划|计划))"
_EN_PLAN = r"(?:the|this) (?:[\w-]+ ){0,3}?(?:plan|document|notice|scheme|programme)"
_ISSUER = re.compile(
    rf"{_ZH_ITSELF}(?:到底|究竟)?(?:是|都|又)*(?:出自|来自|来源于?(?:是|为)?)(?:哪|谁|什么)|{_ZH_ITSELF}(?:到底|究竟)?(?:是|都|又)*由?(?:谁|哪一?[个家](?:单位|部门|机关|机构)?)(?:来|给)?{_ZH_MADE}(?:出来|出|下来)?的?[?？]?$|"
    rf"(?:这|该|此|本)(?:份|个|项)?{_ZH_NOUN}[^,，]{{0,4}}(?:哪|什么|谁)[^,，]{{0,6}}{_ZH_ISSUED}|^{_ZH_NOUN}(?:是)?(?:由)?(?:哪|什么|谁)[^,，]{{0,6}}{_ZH_ISSUED}"
    rf"|谁{_ZH_ISSUED}(?:了|的)?(?:这|该|本)[份个]?{_ZH_NOUN}|发文(?:机关|单位)|{_ZH_NOUN}的(?:发布|印发)(?:单位|机关|部门)"
    rf"|\b(?:who|(?:which|what) (?:[\w-]+ ){{1,3}}?)(?: ?(?:has|had))? ?(?:issued|published|released|wrote|put out|posted) {_EN_PLAN}\b|"
    rf"\bby (?:whom|which|what)\b[^?]*{_EN_PLAN} (?:issued|published|released|put out|posted)\b|"
    r"\b(?:issuer|issuing (?:body|authority)|publisher) of (?:the|this)",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?:这|该|此|本)?(?:份|个|项)?{_ZH_NOUN}[^,，]{{0,3}}{_ZH_WHEN}[^,，]{{0,3}}{_ZH_ISSUED}|{_ZH_ITSELF}[^,，?？]{{0,6}}{_ZH_WHEN}(?:{_ZH_MADE}(?:出来|出|下来)?)?的[?？]?$|{_ZH_NOUN}的?(?:发布|印发|成文)(?:时间|日期)|^(?:发布|印发|成文)(?:时间|日期)"
    rf"|\b(?:when|(?:on |in )?(?:what|which) (?:exact )?(?:date|day|month|year))\b[^?]{{0,12}}\b(?:was|is|were|did) {_EN_PLAN} (?:first )?(?:issued|published|released|dated|posted|made public|put out|come out|go public)\b|"
    r"\b(?:publication|issue|release) date of (?:the|this) (?:work )?(?:plan|document|notice|scheme)\b|\bdate of (?:publication|issue)\b",
    re.IGNORECASE,
)
# When it is due to be issued is a matter of its text, as any other date planned.
_PLANNED = re.compile(
    r"安排|预计|打算|应当?在|需要?在|要在|\b(?:due|planned|scheduled|supposed|to be)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"发文字号|文号|\bdocument number\b|\breference number of (?:the|this)", re.IGNORECASE)
# A heading and a signature stand within this many characters of the text's ends.
_EDGE = 400


def answer_about_document(draft: Draft, situation: Situation) -> bool:
    """Write the issuer, date or number of the document asked about; False where none is asked for or known."""
    question = situation.profile.question
    document = _document_asked(situation)
    metadata = document.metadata
    asked: tuple[tuple[re.Pattern[str], tuple[str, str], str | None], ...] = (
        (_DATE, ("发布日期是", "issued on "), None if _PLANNED.search(question) else metadata.date),
        (_NUMBER, ("发文字号是", "number "), metadata.number),
        (_ISSUER, ("发布单位是", "issued by "), metadata.issuer),
    )
    # 什么时候发布 holds 什么…发布 too: the date comes before the issuer.
    words, value = next(
        ((words, value) for pattern, words, value in asked if pattern.search(question)), (("", ""), None)
    )
    return value is not None and _say(draft, document, words, value)


def _document_asked(situation: Situation) -> Document:
    """The document whose kind the question names, else the one found best."""
    asks_plan = re.search(r"方案|规划|计划|\bplan\b|\bscheme\b", situation.profile.question, re.IGNORECASE)
    plans = [document for document in situation.at_hand if document.metadata.kind == "plan"]
    return plans[0] if asks_plan and plans else situation.at_hand[0]


def _say(draft: Draft, document: Document, words: tuple[str, str], value: str) -> bool:
    place = _place_of(document, value)
    mark = draft.cite(document.document_id, *(place or _title_range(document)))
    title = document.metadata.title
    if draft.language == "zh":
        known = "" if place else "（据文件登记信息）"
        draft.say(f"《{title}》的{words[0]}{value}{known}", [mark])
    else:
        names = draft.wordings.get(value)
        shown = f"{names[0]} ({value})" if names else value
        known = "" if place else ", according to its entry here"
        draft.say(f"《{title}》: {words[1]}{shown}{known}", [mark])
    return True


def _place_of(document: Document, value: str) -> tuple[int, int] | None:
    """Where the head or the signature of the text states the value."""
    text = document.text
    for start, end in ((0, min(_EDGE, len(text))), (max(0, len(text) - _EDGE), len(text))):
        at = text.find(value, start, end)
        if at >= 0:
            return at, at + len(value)
        for mention in find_dates(text[start:end]):
            if mention.value == value:
                return start + mention.start, start + mention.end
    return None


def _title_range(document: Document) -> tuple[int, int]:
    at = max(0, document.text.find(document.metadata.title))
    return at, min(len(document.text), at + max(1, len(document.metadata.title)))
