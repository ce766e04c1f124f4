"""Is the very thing asked about anywhere in the documents?

"管委会的食堂在哪层?" shares 管委会 with many a sentence, and none of them answers: what stands next to the question
word is what the question is about, and where no document has a word for it none can answer. Asked in Chinese only; an
English question's words are looked up on their way through the bridge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.concepts import Concept
from assistant.questions.profile import QuestionProfile
from corpus.document import Document

_HAN = r"[\u4e00-\u9fff]"
# The thing before "where", "what name", "how many of"; or behind "which". Of "写在哪里" the verb tells, not a thing.
_BEFORE = re.compile(
    rf"(?P<thing>{_HAN}{{2,8}}?)(?:都|又|到底|具体|究竟)?(?<![写排放印列归算定存用建发布])"
    r"(?:(?:[设在]|坐落|位)?[在于]哪(?:里|儿|层|楼|条街|条路)?[?？。]?$|叫(?:什么|啥)|有几[辆座栋间层台])"
)
# 鱼田堡有没有地铁: what may or may not be there.
_WHETHER = re.compile(rf"(?:有没有|有无|存不存在|是否存在)(?P<thing>{_HAN}{{2,6}}?)[的呢啊呀]?[?？]?$")
_BEHIND = re.compile(
    rf"哪一?(?:[家所座栋条间支届]|个(?=科室|处室|股室|窗口|支部|大队|支队|岗位))(?P<thing>{_HAN}{{2,6}})"
)
# What is asked for by its kind, which a text need not say: 哪家单位, 哪条路子.
_KINDS = re.compile(
    r"^[来去能在给要会也又都还最更比跟和与领带主承当是有]|[这那]一?[个家]|局$|牵头|配合|负责|什么|啥|[活事份]儿?$|单位|部门|公司|企业|机构|地方|方式|路子|名字|名称|全称|简称|标题|题目|文件|方案|东西|时候|规定|条款|内容|要求|政策|任务|工作"
)


def absent_thing(
    profile: QuestionProfile, documents: Sequence[Document], concepts: Sequence[Concept]
) -> str | None:
    """The thing next to the question word where none of the documents has a word for it; None otherwise."""
    if profile.language != "zh":
        return None
    for pattern, is_before in ((_BEFORE, True), (_WHETHER, True), (_BEHIND, False)):
        for match in pattern.finditer(profile.question):
            thing = re.sub(rf"^.*[的在]|^{_HAN}{{0,6}}(?:有|是)", "", match["thing"])
            word = thing[-2:] if is_before else thing[:2]
            if len(word) < 2 or _KINDS.search(word) or _is_known(word, documents, concepts):
                continue
            return thing if is_before else word
    return None


def _is_known(word: str, documents: Sequence[Document], concepts: Sequence[Concept]) -> bool:
    """Whether a text or a title has the word, or any of its characters' fellows that staff have put beside it."""
    texts = [text for document in documents for text in (document.metadata.title, document.text)]
    if any(word in text for text in texts):
        return True
    # 哪家高企: a word of everyday speech stands for others.
    beside = (c for c in concepts if len(c.wordings) > 1 and (c.source in word or word in c.source))
    return any(all(piece in text for piece in w) for c in beside for w in c.wordings for text in texts)
