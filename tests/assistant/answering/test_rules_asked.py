"""Rules of an office asked about by those they are for: until when, where to apply, what follows, how much on which condition."""

from __future__ import annotations

import pytest

from assistant.language.sentences import clause_with_condition
from tests.assistant.plan import ask, make_document

RULES = make_document(
    "某市民宿补助资金管理办法\n\n第一章 总则\n\n"
    "第一条 补助资金由市级财政预算安排。市财政局负责资金拨付,市文旅局负责项目申报和复核。\n\n"
    "第二章 标准\n\n第二条 被评为省级精品民宿的,一次性奖励8万元;被评为市级精品民宿的,一次性奖励4万元。"
    "对购置消防设备的,最高补助2万元。\n\n"
    "第三章 程序\n\n第三条 申报时间为每年5月10日至6月20日。经营者向所在镇人民政府提出申请,市文旅局复核后公示6个工作日。\n\n"
    "第四章 监督\n\n第四条 弄虚作假骗取资金的,由市财政局追回资金,两年内不得申报。\n\n"
    "第五章 附则\n\n第五条 本办法自2024年7月1日起施行。各镇改造情况纳入考核,全市改造民宿300家、客栈500家。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("申报截止到几号?", "6月20日[1]。"),
        ("什么时候开始申报?", "5月10日[1]。"),
        ("申报时间是什么时候?", "5月10日至6月20日[1]。"),
        ("从哪天开始施行?", "2024年7月1日"),
        ("到哪里申请?", "镇人民政府"),
        ("弄虚作假的会怎么处理?", "追回资金"),
        ("省级精品民宿奖多少?", "8万元"),
        ("买消防设备最多补多少钱?", "2万元"),
        ("公示期几天?", "6个工作日"),
        ("补助资金由谁拨付?", "市财政局"),
    ],
)
def test_who_is_to_follow_the_rules_is_told(question: str, told: str) -> None:
    answer = ask(question, RULES)

    assert not answer.refused
    assert told in answer.text


@pytest.mark.parametrize(
    "question", ["各镇分别改造多少家?", "国家级精品民宿奖多少?", "审批要几天?", "补助资金谁来审计?"]
)
def test_what_the_rules_leave_open_is_refused(question: str) -> None:
    assert ask(question, RULES).refused


def test_a_clause_goes_with_the_condition_before_it() -> None:
    text = "被评为省级的,一次性奖励8万元;其他的不予奖励"

    assert text[slice(*clause_with_condition(text, text.index("8")))] == "被评为省级的,一次性奖励8万元"


RENEWAL = make_document(
    "某区农贸市场改造方案\n\n一、目标\n\n改造农贸市场36个,其中2024年完成16个,2025年完成20个。"
    "市场改造工期控制在90天以内,商户满意率不低于85%,商户出资比例不超过造价的8%。\n\n"
    "二、安排\n\n(一)施工建设(2024年4月—2025年9月)。各施工单位按期完工。\n\n"
    "三、领导\n\n区政府成立以区长何某为组长、副区长于某为副组长的领导小组。对进度滞后的街道,由领导小组约谈其主要负责人。\n",
    "plan",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("组长是谁?", "组长是何某"),
        ("领导小组里谁是老大?", "组长是何某"),
        ("2025年改造几个农贸市场?", "20个[1]。"),
        ("商户最多出百分之几?", "8%[1]。"),
        ("施工到什么时候结束?", "2025年9月[1]。"),
    ],
)
def test_the_very_figure_person_or_end_is_told(question: str, told: str) -> None:
    assert told in ask(question, RENEWAL).text


def test_a_limit_above_is_no_answer_to_one_below() -> None:
    assert ask("市场改造工期最少多少天?", RENEWAL).refused
