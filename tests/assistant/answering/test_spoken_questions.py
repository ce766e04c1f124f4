from __future__ import annotations

import pytest

from tests.assistant.plan import ask


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("有效期内高新技术企业得整够多少家才算完成?", "53家"),
        ("外资一年得拉多少钱进来?", "3000万美元"),
        ("这个高新区打算花几年时间整出来?", "2年"),
        ("储能那块的五条链都有啥?", "电池回收梯次利用"),
        ("那个管激励的办法叫个啥?", "创新激励办法"),
        ("新建成的区级创新平台目标数是几?", "6个"),
        ("规上工业增加值增速要跟谁比,达到什么水平?", "高于全市平均水平"),
        ("方案中的“1+3”产业集群具体指哪些产业?", "生物医药"),
        ("2023年被定位为什么年?", "全面创建和申报"),
        ("新能源这条线总共分成几条链子?", "5条"),
        ("高新区在文件里被比作什么?", "战略高地"),
        ("摸底、找差距是在什么时间段进行的?", "2022年3—6月"),
        ("考核领导小组打分参照的是哪份评价指标?", "《重庆市高新技术产业园区评价指标》"),
        ("申请文件在上报之前要经谁点头?", "管委会审核同意"),
        ("按外资算,近3年年均实际使用额应该达到多少?", "3000万美元"),
        ("谁来挂帅任组长?", "胡珍强"),
        ("创建市级高新区这整件事由谁来挂帅?", "胡珍强"),
        ("督办那摊子活儿归谁管?", "管委会督查办"),
        ("资金怎么整合归哪些局管?", "市场监管局"),
        ("编制申请文件这活谁负责?", "领导小组组织各部门力量"),
        ("申报材料最后递给谁?", "市政府"),
        ("引智的活儿谁打头?", "科技局"),
        ("商务局牵头的那项任务,还有谁一块儿牵头?", "投资促进中心"),
        ("谁跟财政局搭伙牵头?", "科技局"),
        ("万盛在市里算哪种试点示范区县?", "创新驱动发展试点"),
    ],
)
def test_what_is_asked_in_spoken_words_is_answered_by_what_is_written(question: str, held: str) -> None:
    answer = ask(question)

    assert not answer.refused
    assert held in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "评审是否通过了?",
        "领导小组的副组长都叫什么名字?",
        "医疗器械产业链上有哪几家企业?",
        "53家高新技术企业里,新培育的有几家?",
        "动员大会由谁主持?",
        "青年组团要发展什么产业?",
        "谁来稽查专项资金?",
        "今年上半年完成了哪些指标?",
        "落户的企业名单在哪?",
        "动员大会定在7月几日开?",
        "新能源(储能)产业今年的产值目标是多少亿元?",
        "What floor space must the incubators have?",
        "第三方咨询机构什么时候招标?",
        "市级和国家级高新区的认定条件有什么不同?",
    ],
)
def test_what_only_stands_near_is_no_answer(question: str) -> None:
    assert ask(question).refused


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("加大创新投入这项,税务局也参与吗?", "是，税务局是"),
        ("加大创新投入这项,教育局也参与吗?", "不是。教育局不在"),
    ],
)
def test_whether_a_unit_takes_part_is_told_by_its_part(question: str, answer: str) -> None:
    # The whole of the task's text was quoted instead, whoever was asked about.
    assert ask(question).text.startswith(answer)
