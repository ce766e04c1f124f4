"""What official Chinese says in a phrase of its own: 集A、B、C于一体, 具有重要意义, 委托第三方机构.

Asked about in other words ("What is it to bring together?", "Why does it matter?", 自己编还是请外面的人编), such a sentence
shares little with the question; the phrase tells that it answers, as long as it is about the same matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.selection import Scored
from assistant.answering.situation import Situation
from assistant.language.sentences import clause_ranges, split_sentences

# (how it is asked about, how a text says it, whether the whole sentence up to there says it)
_PHRASES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            r"(?:到|去|在|上|找|向|往)(?:哪(?:里|儿|家|一?个(?:部门|单位|地方|窗口|机构))?|谁|什么(?:地方|部门|单位)|哪一?级(?:政府|部门)?)(?:去|来|才能|可以|能)?(?:申请|申报|申领|办理?|领取?|提交|登记|报名|递交|投诉|举报|反映)"
        ),
        re.compile(
            r"(?:向|到|在|由|报|经|通过)[^,，。;；]{2,24}?(?:政府|局|委|中心|窗口|办|厅|所|村|社区|平台|网站?|银行|站|处|系统|大厅|学校|单位|部门|机构|公司|医院|APP|小程序)[^,，。;；]{0,8}?(?:提出|提交|申请|申报|申领|报送|办理|领取|登记|报名|受理|递交|投诉|举报|反映)"
        ),
    ),
    (
        re.compile(
            r"集(?:哪些|什么|哪几)[^?？]*(?:一体|一身)|(?:哪些|什么)(?:功能|职能)?(?:集于|融为|合为)一(?:体|身)|"
            r"\b(?:bring(?:ing)? together|combin(?:e|es|ed|ing)|integrat(?:e|es|ed|ing)|unit(?:e|es|ed|ing))(?: (?:in|into|as|within|under|once|when|after|all|at once)\b[^?]*)?\s*\?*$",
            re.IGNORECASE,
        ),
        re.compile(r"集[^,，。;；]{4,}?[为于]一[体身]"),
    ),
    (
        re.compile(
            r"(?:什么|何|啥|哪些)(?:重要|重大|现实)?意义|意义(?:是|在于|何在)|为(?:什么|何)[^,，?？]{0,24}(?:重要|有意义)|"
            r"\bwhy\b[^?]*\b(?:matters?|important|significant)\b|\b(?:significance|importance)\b",
            re.IGNORECASE,
        ),
        re.compile(r"(?:具有|有着|有)[^,，。;；]{0,10}意义|意义(?:重大|在于|深远)"),
    ),
    (
        re.compile(
            r"(?:自己|自行|内部)[^,，?？]{0,12}(?:还是|,|，)[^?？]{0,4}(?:请|找|让|委托|外包)|(?:请|找)(?:外面|外头|外部|第三方)|外包|"
            r"\b(?:ourselves|themselves|in-?house)\b[^?]*\bor\b|\boutsourc\w+|\b(?:somebody|someone|people|anyone|experts?|firms?|company|consultants?) from outside\b|\boutsiders?\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"委托[^,，。;；]{0,16}(?:机构|单位|公司|院)|第三方[^,，。;；]{0,8}机构|购买服务|(?:自行|自主)(?:编制|组织|开展|实施)"
        ),
    ),
    (
        re.compile(
            r"(?:按照?|照着?|依照|遵循)(?:的是)?(?:什么|啥|怎样的?|哪种|何种)(?:样的?)?(?:思路|原则|理念|方针|路子)|(?:思路|方针|路子)(?:具体)?(?:是|为)(?:什么|啥|怎样)|"
            r"\b(?:what|which) (?:[\w-]+ ){0,2}(?:idea|approach|thinking|principle|motto|maxim|philosophy|line of thought|rationale|concept|slogan|guideline)s?\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?:按照?|遵循|坚持|本着)“[^”]{4,}”的?(?:思路|原则|理念|方针|要求)|(?:符合|体现)[^,，。“]{0,8}“[^”]{4,}”的?[^,，。]{0,4}(?:体系|机制)"
        ),
    ),
)
# How much of the question the sentence must hold with its headings and the title of its document.
_ABOUT_IT = 0.2


@dataclass(frozen=True, slots=True)
class Phrased:
    """A sentence that says it in the phrase for it."""

    sentence: Scored
    span: tuple[int, int]
    """The range of its text that does."""
    asked_as: str
    """The words of the question that the phrase stands for."""


def in_set_phrase(ranked: Sequence[Scored], situation: Situation) -> Phrased | None:
    """The sentence that says it in the phrase for it; None where no such thing is asked, or none does."""
    found = ((asked.search(situation.profile.question), text) for asked, text in _PHRASES)
    match_asked, said = next(((match, text) for match, text in found if match), (None, None))
    if match_asked is None or said is None or not ranked:
        return None
    best: Phrased | None = None
    best_score = _ABOUT_IT
    for scored in (*ranked, *elsewhere(ranked[0], situation, said)):
        sentence = scored.sentence
        match = said.search(sentence.text)
        if match is None or sentence.is_heading:
            continue
        score = situation.weigher.coverage(" ".join((sentence.text, *sentence.path, sentence.title)))
        if score > best_score:
            start, end = match.span()
            clause = next(span for span in clause_ranges(sentence.text) if span[0] <= start < span[1])
            # 对于推动…、提升…等具有重要意义 is one clause with commas left out.
            best = Phrased(scored, (clause[0], max(end, clause[1])), match_asked[0])
            best_score = score
    return best


def elsewhere(like: Scored, situation: Situation, said: re.Pattern[str]) -> Iterator[Scored]:
    """Sentences of the best document that say so and are in none of the passages found."""
    document = situation.documents(like.sentence.document_id)
    seen = {scored.sentence.start for scored in situation.scored}
    for match in said.finditer(document.text):
        section = document.section_at(match.start())
        before = next((s.start for s in document.sections), len(document.text))
        first, last = (section.body_start, section.end) if section else (0, before)
        for start, end in split_sentences(document.text, first, last):
            if start <= match.start() < end and start not in seen:
                seen.add(start)
                path = section.path if section else ()
                sentence = replace(
                    like.sentence, start=start, end=end, text=document.text[start:end], path=path
                )
                own = situation.weigher.coverage(sentence.text)
                yield replace(like, sentence=sentence, own=own, total=own)
