"""Questions over all tasks of the plan at once, over two of them, and over a unit in everyday words."""

from __future__ import annotations

import pytest

from assistant.workspace import Workspace


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("哪些任务的牵头单位不止一个?", ["由多家单位共同牵头的任务有3项", "对外开放"]),
        ("科技局单独牵头的任务有哪些?", ["科技局单独牵头的任务有3项"]),
        ("哪些重点任务不需要平山园区管委会配合?", ["科技创新改革", "引智引资"]),
        ("全部重点任务中一共出现过哪些牵头单位?", ["列明7家", "科技局（5项）"]),
        ("哪些单位只配合、从来不牵头?", ["列明14家", "平山园区管委会（9项）"]),
        ("哪项任务的配合单位最多?", ["列明15家", "发展环境"]),
        ("十一项任务的完成时间是不是都一样?", ["11项任务相同", "2022年12月"]),
        ("不断优化发展环境一共列了多少家配合单位?", ["15家"]),
        ("加大创新投入和优化创新平台,哪项任务的配合单位更多?", ["列明9家", "列明5家", "多4家"]),
        ("高技术服务业和优化发展环境是同一个单位牵头的吗?", ["是，", "发展改革局"]),
        ("专利和低碳两项任务的牵头单位一样吗?", ["不是", "市场监管局", "发展改革局"]),
        ("深入实施科技创新改革和强化引智引资这两项任务共同的配合单位有哪些?", ["3家：人才办、经济信息局、人力社保局"]),
        ("教育局配合的那项任务,牵头的是谁,什么时候完成?", ["发展改革局", "2022年12月"]),
        ("与投资促进中心共同牵头对外开放的单位,在哪些任务中是配合单位?", ["商务局配合的任务有4项"]),
        ("专利是科技局牵头还是市场监管局牵头?", ["科技局是“提高专利申请质量”的配合单位", "市场监管局是“提高专利申请质量”的牵头单位"]),
        ("咱经信局到底带头搞哪几样?", ["经济信息局牵头的任务有2项"]),
        ("我是文旅局的,咱们局要干点啥?", ["加大创新投入"]),
        ("低碳这块有税务局的活吗?", ["没有"]),
        ("财政部门要干啥?", ["财政局牵头的任务是“加大创新投入”", "财政局配合的任务有3项"]),
        ("把任务分解到责任单位的是哪个机构?", ["领导小组办公室"]),
    ],
)  # fmt: skip
def test_the_whole_table_of_who_does_what_is_read(
    plan_alone: Workspace, question: str, said: list[str]
) -> None:
    answer = plan_alone.ask(question)

    assert not answer.refused
    assert all(piece in answer.text for piece in said), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "国资管理中心要出资多少配合加大创新投入?",
        "哪家企业参与了提高专利申请质量的任务?",
        "教育局在优化发展环境中具体负责哪些学校?",
        "考核领导小组的组长是谁?",
        "副组长具体是哪几位,叫什么名字?",
        "第三方咨询机构由哪个单位负责招标?",
        "发展改革局有没有按期完成绿色低碳任务?",
        "平山园区管委会安排谁对接商务局?",
    ],
)
def test_what_no_bracket_says_is_refused(plan_alone: Workspace, question: str) -> None:
    assert plan_alone.ask(question).refused
