"""Does the document that answers know the names that the question gives?

What a question puts in quotation marks, and the ministry whose doing it asks about, stand in the document that answers;
in a library of many documents one without them tells of something else that is much alike. Bodies of the State
Council are a closed set, and go by many short names, each of them characters of the full one in their order:
卫健委 is 卫生健康委员会.
"""

from __future__ import annotations

import re

from assistant.language.regions import PLACES
from assistant.questions.profile import QuestionProfile
from corpus.document import Document

_MINISTRY = re.compile(
    r"(?:外交|国防|教育|科技|科学技术|工信|工业和信息化|公安|国安|民政|司法|财政|人社|人力资源(?:和)?社会保障|自然资源|生态环境|住建|住房和?城乡建设"
    r"|交通运输|交通|水利|农业农村|商务|文旅|文化和旅游|应急管理)部(?![门署分位])"
    r"|国务院(?!令)|国资委|银保监会|证监会|审计署|国家民委|海关总署|(?:税务|市场监管|市场监督管理|广播电视|广电|体育|金融监管)总局"
    r"|国家(?:发展改革委|发展和改革委|发改委|卫健委|卫生健康委|药监局|药品监管局|药品监督管理局|医保局|医疗保障局|移民局|移民管理局|知识产权局|统计局|能源局|邮政局|铁路局)"
)
# So much more than others must a document hold and stand out whose title names another place than the question:
# two places' notices on one matter share nearly all words, yet one may report of the other by another name.
OTHER_PLACE_STANDING = 0.2
# Between two characters of a short name the full one has at most these: 国(有)资(产监督管理)委.
_BETWEEN = r"[\u4e00-\u9fff]{0,6}?"


def absent_name(profile: QuestionProfile, document: Document) -> str | None:
    """A quoted word or a ministry of the question that the document names nowhere; None where it has all of them."""
    text = f"{document.metadata.issuer or ''}{document.metadata.title}\n{document.text}"
    bare = _bare(text)
    for quoted in profile.quoted:
        if _bare(quoted) not in bare:
            return quoted
    for match in _MINISTRY.finditer(profile.question):
        name = re.sub("^国家(?=.{3})", "", match[0])
        if name not in text and not re.search(_BETWEEN.join(name), text):
            return match[0]
    return None


def is_of_another_place(profile: QuestionProfile, document: Document) -> bool:
    """Whether a document names none of the places asked about, and its title or issuer another one.

    Its text may name any place: a circular for the whole country lists the provinces.
    """
    headed = f"{document.metadata.issuer or ''}{document.metadata.title}"
    if not profile.regions or any(place in headed + document.text for place in profile.regions):
        return False
    return any(place in headed for place in PLACES)


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)
