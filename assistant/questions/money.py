"""Does a Chinese question ask where money comes from? 钱从哪来, 谁出钱, 经费由谁承担.

Who leads a task that speaks of money is no answer to it, so that it is read before any question of duties.
"""

from __future__ import annotations

import re

MONEY = r"(?:钱|资金|经费|费用|款项?|开支|花销|开销)"
_PAYS = r"(?:出|掏|拿|付(?![款给])|拨(?![付款给])|给(?!予)|负担|承担|解决|保障|筹|买单|埋单)"
_WHERE = r"哪(?:里|儿|一?块儿?|家|方|头|个(?:渠道|口子|地方|部门|单位)|一级)?"
_WHO = r"(?:谁|哪[个家一级]*(?:部门|单位|方|里|儿|财政)?)(?:来|去)?"
_FROM = re.compile(
    rf"{MONEY}[^,，?？]{{0,6}}?(?:从|打|由|在|靠)?{_WHERE}(?:来|出|筹|拨|掏|列|要|解决|弄)|{MONEY}的?(?:来源|出处)"
    rf"|{_WHO}{_PAYS}(?:这笔|这个|这些|的)?{MONEY}|{_WHO}(?:买单|埋单)"
    rf"|{MONEY}(?:都|要|该|应|应该|主要|全)*(?:由|归|让|找)?{_WHO}{_PAYS}"
)


def asks_for_source(question: str) -> str | None:
    """The words that ask who pays, or from where money comes; None where none do."""
    asked = _FROM.search(question)
    return asked[0] if asked is not None else None


def what_it_is_for(question: str) -> str:
    """The question without its words for money and for where it comes from."""
    return re.sub(rf"专项|财政|专款|{MONEY}(?!池)", " ", _FROM.sub(" ", question))
