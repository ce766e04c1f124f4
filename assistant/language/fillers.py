"""Words that a person puts into a question and that name nothing: 咱们, 后来, 到底, 那块.

They point at the speaker, at the moment or at nothing. No document has to hold them, and no refusal may name them
as what was looked for. What they tell of the question's kind (后来 asks what happened) is read before they go.
"""

from __future__ import annotations

import re

from assistant.language.word_borders import drop_words

_SPEAKER = r"(?:咱们?|我们)(?:这(?:儿|里|边|个)?)?(?:区|县|市|镇|局|单位|部门|园区)?(?:里|上)?"
_POINTING = r"[这那]一?(?:边儿?|头儿?|条线|回|次|阵子?|会儿|方面|样子?|(?:块|摊|档|堆|揽|种|件|桩)[子儿]?(?:地|(?:破|闲|烂)?(?:事情?|活计?|任务|工作)儿?)?)|[这那]一?批(?=[\u4e00-\u9fff])|^[这那](?=[\u4e00-\u9fff]{4})"
_TALK = (
    r"(?:弄|搞|做|写|办)(?:好|完)(?:以后|之后|了以后|了之后|后)|"
    r"到底|究竟|后来|最后(?!一|期限|时限|阶段|的)|其实|原来|本来|反正|据说|听说|话说|说白了|大概|大约莫?|大体(?:上(?!市))?|真正|说到底|请教|打听|想了解|想问问?|"
    r"麻烦|劳驾|帮忙看看|看看|查查|给我说说|跟我说说|讲讲|说说|你知道|知不知道|晓不晓得|[加合凑](?:在一)?起来?(?![源同体步])|拢共|统共|总共|一共|总计|满打满算|(?<![人英天刚干口])才(?:行|够|算|可以|能|叫|称得上)(?![^,，?？]*(?:多少|几|谁|哪|什么))[^,，?？]{0,14}(?=[,，?？。]|$)|(?:前前?后后?|总共|一共)*(?:要|得|需要?|打算|准备|预计)*(?:花|用|费|耗)(?:掉|去|上|个)?(?=多少|几|多长|多久)|(?:最多|最少|至少|至多|起码|顶多)?(?:允许|容许|准许|能够?|可以)(?:[\u4e00-\u9fff]掉)?(?=多少|几)|的事儿?(?=[,，?？。]|$)|这一块|那一块|(?:在)?(?:什么|哪种|哪个|何种)?(?:语境|场合|情形|上下文)(?:下|里|中)(?:被?(?:提到|提出|说到|说))?的?|整个来看|总的来说"
)
_FILLER = re.compile(f"{_SPEAKER}|{_POINTING}|{_TALK}")


def without_fillers(question: str) -> str:
    """A Chinese question with each filler replaced by a space, so that what stands beside it makes no new word."""
    return drop_words(_FILLER, question)
