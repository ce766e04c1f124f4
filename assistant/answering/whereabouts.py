"""Answer where in a document something stands: "人才公寓写在哪项任务里?". Asked in Chinese only so far.

The sentence that holds it would be quoted by any other way, and its heading left unsaid; here the heading is the answer.
"""

from __future__ import annotations

import re

from assistant.answering.draft import Draft
from assistant.answering.situation import Situation
from assistant.language.concepts import chinese_concepts
from assistant.language.weighing import Weigher
from assistant.tasks.reading import strip_numbering
from corpus.document import Document

_ZH_WHERE = re.compile(
    r"(?:是|都)?(?:写|列|放|提|归|排|归入|出现|规定|包含|包括)(?:在|到|进|于)(?:了)?(?:方案|文件)?(?:的)?哪(?:一|个)?(?:项|条|章|节|部分|段|个?标题)(?:重点)?(?:任务|工作|内容)?(?:的|之)?(?:下面|下边|底下|里面|里|中|下|名下)?"
    r"|(?:是|在)?哪(?:一|个)?(?:项|条|章|节|部分|段)(?:重点|保障)?(?:任务|工作|措施|内容|要求)?(?:里面|里|中|下面|当中)(?:讲|说|提|写|规定|要求|出现)(?:到|过|了)?的?"
    r"|(?:属于|出自|归属于?)哪(?:一|个)?(?:项|条|章|节|部分|段)(?:重点)?(?:任务|工作)?(?:的)?(?:内容|下面|里)?"
)
# A sentence that holds less of what is looked for speaks of something else.
_HELD = 0.6


def answer_where(draft: Draft, situation: Situation) -> bool:
    """Write the heading under which the thing asked about stands; False where no such thing is asked for or found."""
    profile = situation.profile
    if profile.units or profile.wants_actual or not _ZH_WHERE.search(profile.question):
        return False
    subject = re.sub(r"请问|[?？吗呢的]", " ", _ZH_WHERE.sub(" ", profile.question))
    texts = [scored.sentence.text for scored in situation.scored]
    weigher = Weigher(chinese_concepts(subject), texts)
    content = [s.sentence for s in situation.scored if s.sentence.path and not s.sentence.is_heading]
    best = max(content, key=lambda sentence: weigher.coverage(sentence.text), default=None)
    if best is None or weigher.coverage(best.text) < _HELD:
        return False
    document = situation.documents(best.document_id)
    start, end, heading = _heading(document, best.start)
    if not heading:
        return False
    place = draft.cite(document.document_id, start, end)
    mark = draft.cite(document.document_id, best.start, best.end)
    draft.say(f"写在“{heading}”下", [place])
    draft.quote(mark)
    return True


def _heading(document: Document, offset: int) -> tuple[int, int, str]:
    """The innermost heading above a place: where it stands, and its words without the number."""
    section = document.section_at(offset)
    if section is None:
        return 0, 0, ""
    return section.start, section.heading_end, strip_numbering(section.heading)
