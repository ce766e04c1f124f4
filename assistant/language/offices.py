"""The office that an everyday word means: the 一把手 of a bureau is its 局长, that of a leading group its 组长."""

from __future__ import annotations

import re

_FIRST = r"(?:一把手|头号人物|头头儿?|头儿|老大|掌门人?|当家人|当家的|领头人|掌舵人?|话事人|总负责人?|总指挥)"
_SECOND = r"(?:二把手|副手)"
# The longest ending first: the head of 领导小组办公室 is a director.
_OFFICES = (
    (r"办公室|管委会|委员会|中心|[经科]?[\u4e00-\u9fff]办", "主任"),
    (r"领导小组|工作组|专班|评审组|专家组", "组长"),
    (r"局", "局长"),
    (r"公司|集团", "董事长"),
    (r"党工委|党委|党组|支部", "书记"),
    (r"学院|研究院|医院|法院", "院长"),
)


def formal_office(question: str) -> str:
    """A Chinese question with an everyday word for the head of a body replaced by the body's own office."""
    for everyday, before in ((_FIRST, ""), (_SECOND, "副")):
        for body, office in _OFFICES:
            question = re.sub(
                rf"(?P<body>{body})(?P<of>里?的?){everyday}", rf"\g<body>\g<of>{before}{office}", question
            )
    return question
