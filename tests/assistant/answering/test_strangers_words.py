"""Questions in strangers' words: a bound by its own name, a part of a whole, a place, money's source, bodies by short names."""

from __future__ import annotations

import pytest

from assistant.answering.members import count_bodies
from tests.assistant.plan import ask, make_document

CARE = make_document(
    "某县养老服务提升工作方案\n\n"
    "一、工作目标\n\n用3年时间将全县建成养老服务示范县,以2019年经省民政厅公告认定的县福利中心为主体,"
    "新增东岭、西坪、石桥三个片区规划建设的120亩康养用地。到2024年底,着力补齐设施短板,护理型床位占比不低于60%。\n\n"
    "二、实施步骤\n\n(一)2024年作为全面实施年。\n\n1.启动阶段(2024年1—2月)。县民政局编制任务清单,召开全县推进会。\n\n"
    "2.攻坚阶段(2024年3—6月)。邀请专家采取随机抽查等方式初评。\n\n"
    "三、重点任务\n\n(一)着力补齐设施短板。新建养老机构12家,每床每日用水低于0.3吨。"
    "(牵头单位:民政局;配合单位:住建局、卫健局;完成时间:2024年12月)\n\n"
    "(二)发展环保康养。推广环保建材和绿色低碳的康养方式,稳步增加财政投入。"
    "(牵头单位:发改局;配合单位:财政局;完成时间:2024年12月)\n\n"
    "四、保障措施\n\n成立由县委副书记李某任组长,副县长王某任副组长的养老服务工作领导小组,由县民政局局长赵某兼任办公室主任。"
    "县财政要安排专项资金用于养老服务提升工作。县委督查室、县政府督查办要进行专项督查,定期通报。\n",
    "plan",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("护理型床位占比的下限定为多少?", "60%"),
        ("每床每日用水设定的上限是多少?", "0.3吨"),
        ("养老服务工作领导小组谁当老大?", "李某"),
        ("谁挂帅养老服务工作领导小组?", "李某"),
        ("领导小组的一把手叫什么名字?", "李某"),
        ("领导小组办公室谁当家?", "赵某"),
        ("养老小组的二号人物是谁?", "王某"),
        ("每床每日用水不能突破多少?", "0.3吨"),
        ("2024年3月到6月的任务叫什么?", "攻坚阶段"),
        ("环保建材是在哪项任务里提到的?", "发展环保康养"),
        ("搞养老服务提升的钱从哪来,县财政管不管?", "县财政要安排专项资金"),
        ("专项资金由谁来预算?", "县财政"),
        ("县福利中心是经哪个机构公告认定的?", "省民政厅"),
        ("进行专项督查的是哪两个机构?", "县委督查室"),
        ("补齐设施短板要求什么时候完成?", "2024年12月"),
        ("2024年上半年干两件什么事?", "初评"),
        ("2024年1—2月要办什么?", "任务清单"),
        ("2024年上半年要忙些什么?", "初评"),
        ("咱们县打算花几年建成养老服务示范县?", "3年"),
    ],
)
def test_what_the_plan_says_in_its_own_words_is_told(question: str, told: str) -> None:
    answer = ask(question, CARE)

    assert not answer.refused
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "护理型床位占比的上限是多少?",
        "养老机构里民办的有几家?",
        "每个片区各多大?",
        "推进会在几楼开?",
        "初评搞得不好会怎样?",
        "康养用地每亩投资多少?",
        "全县推进会在什么地点召开?",
        "推进会开在哪个会议室?",
        "推进会的费用谁来承担?",
        "专项资金由谁来审计?",
        "环保督察由哪个部门负责?",
        "编制任务清单委托的是哪两个机构?",
    ],
)
def test_what_the_plan_leaves_open_is_refused(question: str) -> None:
    assert ask(question, CARE).refused


def test_bodies_are_counted_by_their_names() -> None:
    assert count_bodies("县委督查室、县政府督查办要进行专项督查") == 2
    assert count_bodies("资料收集及委托第三方咨询机构开展编制") == 1


def test_where_an_event_is_held_is_said_by_the_place_before_the_verb() -> None:
    notice = make_document("会议通知\n\n一、会议安排\n\n全县养老工作会议3月8日在县图书馆报告厅召开。\n")

    assert "报告厅" in ask("全县养老工作会议在什么地方召开?", notice).text
