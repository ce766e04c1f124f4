"""The office that an everyday word means: the 一把手 of a bureau is its 局长, that of a leading group its 组长."""

from __future__ import annotations

import re

_FIRST = r"(?:一把手|[头一]号人物|一号领导|头头儿?|头儿|老大|掌门人?|当家人|当家的|领头人|掌舵人?|话事人|总负责人?|总指挥)"
_SECOND = r"(?:第?二把手|二号人物|二当家的?|副手)"
# The longest ending first: the head of 领导小组办公室 is a director.
_OFFICES = (
    (r"办公室|管委会|委员会|中心|[经科]?[\u4e00-\u9fff]办", "主任"),
    (r"小组|工作组|专班|评审组|专家组|指挥部", "组长"),
    (r"局", "局长"),
    (r"公司|集团", "董事长"),
    (r"党工委|党委|党组|支部", "书记"),
    (r"学院|研究院|医院|法院", "院长"),
)


# Who takes command of all of it is a person, by the office that a plan gives; of one task it is the unit that leads.
_COMMAND = r"(?:挂帅|坐镇(?:指挥)?|掌舵|掌总|拿总|总负责|负总责|总牵头|总指挥|统帅|主帅|统领全局|统筹全局|总抓|说了算|说话算数|当家|做主)"
_HEAD = re.compile(
    rf"(?P<who>谁|哪一?位[^,，?？]{{0,4}}?|哪个(?:人|领导))(?:来|在|去|亲自)*{_COMMAND}(?:的)?|{_COMMAND}的?(?:人|领导|同志|头儿?)?(?=[^,，?？]{{0,4}}(?:谁|哪一?[个位]))"
)


def head_of_all(question: str) -> str:
    """A Chinese question for who takes command, asking for the head of the leading group instead."""
    office = "主任" if re.search("(?:领导小组|专班)办(?:公室)?", question) else "组长"
    return _HEAD.sub(lambda match: f"{match['who']}任{office}" if match["who"] else office, question)


def names_group(question: str) -> bool:
    """Whether a question names a group that has a head: of it, and of no task, command is taken."""
    return bool(re.search("小组|工作组|专班|指挥部", question))


# 谁当老大, 老大由谁当: who is asked for stands between the body and the word for its head.
_WHO = r"[^,，。?？]{0,4}?(?:谁|哪一?位|哪个人?|[什何]么?人)(?:来|在|去)*"
_HOLDS = r"(?:当上?|做|是|任|担任|出任)"


def formal_office(question: str) -> str:
    """A Chinese question with an everyday word for the head of a body replaced by the body's own office."""
    for everyday, before in ((_FIRST, ""), (_SECOND, "副")):
        for body, office in _OFFICES:
            question = re.sub(
                rf"(?P<body>{body})(?P<of>(?:里|中)?的?){everyday}",
                rf"\g<body>\g<of>{before}{office}",
                question,
            )
            question = re.sub(
                rf"(?P<body>{body})(?P<who>{_WHO}){_HOLDS}{everyday}",
                rf"\g<body>\g<who>任{before}{office}",
                question,
            )
    return question
