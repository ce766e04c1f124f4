from __future__ import annotations

import pytest

from assistant.questions.followup import rewrite_followup


def turns(question: str, answer: str = "好的。") -> list[dict[str, str]]:
    return [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]


@pytest.mark.parametrize(
    ("question", "before", "rewritten"),
    [
        ("那配合单位呢?", "大力推进高技术服务业发展由谁牵头?", "大力推进高技术服务业发展的配合单位有哪些?"),
        ("区级的是几个?", "到2022年底要新建成多少个国家、市级创新平台?", "到2022年底要新建成多少个区级创新平台?"),
        ("它什么时候完成?", "“优化创新平台”由谁牵头?", "“优化创新平台”什么时候完成?"),
        ("那2023年呢?", "2022年的目标是什么?", "2023年的目标是什么?"),
        ("那财政局呢?", "哪些任务由科技局牵头?", "哪些任务由财政局牵头?"),
        ("And who leads that task?", "What is the target of the opening-up task?", "Who leads the target of the opening-up task?"),
        ("然后呢?", "2024年3—5月是什么阶段?", "2024年3—5月阶段之后,下一步是什么?"),
        ("再往后是哪个阶段?", "“动员启动阶段”从几月开始?", "动员启动阶段之后,下一步是什么?"),
        ("下一个阶段从几月到几月?", "动员启动阶段从几月到几月?", "动员启动阶段之后,下一步是什么?"),
        ("再之前呢?", "“迎接验收”是哪几个月?", "迎接验收之前一个阶段是什么?"),
        ("具体是哪几条?", "竹产业有多少条产业链?", "竹产业有哪几条产业链?"),
        ("分别叫什么名字?", "要修订几个办法?", "要修订哪几个办法?"),
        ("药材产业呢?", "竹产业有几条产业链?", "药材产业有几条产业链?"),
        ("那外资的话是多少?", "近3年年均实际使用内资要达到多少?", "近3年年均实际使用外资要达到多少?"),
        ("哪年批准的?", "示范园面积是多少?", "示范园面积:哪年批准的?"),
        ("换成药材这边,有几条?", "竹产业有几条产业链?", "药材有几条产业链?"),
        ("换成民宿是多少家?", "要新建多少家乡村旅馆?", "要新建多少家民宿?"),
        ("那到2026年底呢?", "到2025年底,垃圾分类覆盖率要达到多少?", "到2026年底,垃圾分类覆盖率要达到多少?"),
        ("那个月还要开个什么会?", "印发实施细则安排在几月?", "印发实施细则安排:那个月还要开个什么会?"),
        ("In what manner?", "How long does the hygiene survey stage last?", "In what manner (hygiene survey)?"),
        ("靠什么渠道?", "招募志愿者从几月到几月?", "招募志愿者:靠什么渠道?"),
        ("What is to be held that month?", "In which month is the hygiene survey done?", "What is to be held that month (hygiene survey)?"),
        ("Who else is involved?", "Who leads the school meals task?", "Which units support the school meals task?"),
        ("当月还要开个什么会?", "印发实施细则安排在几月?", "印发实施细则安排:当月还要开个什么会?"),
        ("Through which channels?", "When does the recruitment drive run?", "Through which channels (recruitment drive)?"),
        ("By which month?", "Who leads the school meals task?", "By when must the school meals task be completed?"),
        ("一共几条?", "三个产业各有几条产业链?", "三个产业一共有几条产业链?"),
        ("那实际花了多少?", "科技资金池规模多大?", "科技资金池规模多大:实际花了多少?"),
        ("What about the supporting units?", "Which department leads the task of improving patents?", "Which units support the task of improving patents?"),
    ],
)  # fmt: skip
def test_a_question_that_refers_back_is_made_to_stand_alone(
    question: str, before: str, rewritten: str
) -> None:
    assert rewrite_followup(question, turns(before)) == rewritten


def test_that_department_is_the_one_just_named() -> None:
    history = turns("提高专利申请质量由谁牵头?", "“提高专利申请质量”由市场监管局牵头[1]。")

    assert rewrite_followup("这个部门还牵头哪些任务?", history) == "市场监管局还牵头哪些任务?"


@pytest.mark.parametrize(
    ("question", "before", "answer", "rewritten"),
    [
        ("那专利那项呢?", "壮大创新主体由哪个部门牵头?", "科技局。", "专利由哪个部门牵头?"),
        ("那它又配合哪些任务?", "商务局牵头哪项任务?", "大力推进对外开放。", "商务局又配合哪些任务?"),
        ("那配合的有哪些?", "人才办牵头什么?", "没有牵头的任务。", "人才办配合什么?"),
        ("谁给它搭把手?", "提高专利申请质量由谁挑头?", "市场监管局。", "谁给“提高专利申请质量”配合?"),
        ("这两个局还一起牵头别的任务吗?", "优化创新平台由谁牵头?", "科技局、经济信息局。", "科技局、经济信息局还一起牵头别的任务吗?"),
        ("都是哪几项?", "哪个单位牵头的任务最多?", "科技局,5项。", "科技局牵头的任务有哪些?"),
        ("牵头的是谁?", "税务局要配合什么?", "加大创新投入。", "加大创新投入由哪个部门牵头?"),
        ("财政局是配合单位吗?", "加大创新投入的配合单位有哪些?", "税务局等。", "加大创新投入:财政局是配合单位吗?"),
        ("他还担任什么职务?", "领导小组组长是谁?", "组长是胡珍强[1]。", "胡珍强还担任什么职务?"),
    ],
)  # fmt: skip
def test_what_points_back_is_named_as_question_or_answer_named_it(
    question: str, before: str, answer: str, rewritten: str
) -> None:
    assert rewrite_followup(question, turns(before, answer)) == rewritten


def test_a_chain_of_follow_ups_keeps_its_subject() -> None:
    history = turns("“优化创新平台”由谁牵头?") + turns("那配合单位呢?")

    assert rewrite_followup("完成时间呢?", history) == "优化创新平台要求什么时候完成?"


@pytest.mark.parametrize(
    "question",
    ["哪些任务由科技局牵头?", "园区工业集中度的目标值是多少?", "Which units support the green task?", "其中有哪些产业?", "那么多企业由谁服务?"],
)  # fmt: skip
def test_a_question_that_stands_alone_is_left_as_it_is(question: str) -> None:
    assert rewrite_followup(question, turns("优化创新平台由谁牵头?")) == question


def test_without_a_history_nothing_is_rewritten() -> None:
    assert rewrite_followup("那配合单位呢?", []) == "那配合单位呢?"


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        (r"C:\data平台建设由谁牵头?", "这项任务什么时候完成?"),
        (r"Who leads the \data platform?", "When is that task due?"),
        (r"Who leads the platform?", r"What about \data?"),
    ],
)
def test_a_backslash_in_a_question_is_a_character_like_any_other(earlier: str, question: str) -> None:
    # It was read as an escape of the replacement, and the follow-up ended in an error.
    turns = [{"role": "user", "content": earlier}, {"role": "assistant", "content": "科技局。"}]

    assert "\\data" in rewrite_followup(question, turns)


@pytest.mark.parametrize(
    ("question", "rewritten"),
    [
        ("And what comes next?", "What comes after this: survey phase?"),
        ("What happens after that?", "What comes after this: survey phase?"),
        ("Which stage precedes it?", "What comes before this: survey phase?"),
    ],
)
def test_what_comes_next_goes_on_from_the_stage_just_asked_about(question: str, rewritten: str) -> None:
    assert rewrite_followup(question, turns("When is the survey phase?")) == rewritten


@pytest.mark.parametrize(
    "question",
    [
        "精简单证应该由谁牵头?",
        "港口补助应该在什么时候发放?",
        "因此由谁牵头单证精简?",
        "极其困难的渔民能领多少补助?",
        "单证精简及其配套措施由谁牵头?",
        "渔民的有多少家?",
        "Which bureau audits its own staff?",
        "How many companies must submit their accounts by June?",
        "What is the time limit for residents to collect their cards?",
        "Who leads the port reform and its supporting work?",
    ],
)
def test_a_question_with_a_subject_of_its_own_stands_alone(question: str) -> None:
    # 该 in 应该, 此 in 因此, 其 in 极其 and any "their" were taken to point back, and the task asked about before was answered.
    assert rewrite_followup(question, turns("缩短通关时限由哪个部门牵头?")) == question


@pytest.mark.parametrize(
    ("question", "before", "rewritten"),
    [
        # The name of the earlier task was cut short.
        ("那配合单位呢?", "缩短通关时限由哪个部门牵头?", "缩短通关时限的配合单位有哪些?"),
        ("该任务什么时候完成?", "精简单证的完成时限是什么?", "“精简单证”什么时候完成?"),
        ("其配合单位有哪些?", "精简单证由谁牵头?", "精简单证的配合单位有哪些?"),
        ("区级的有多少家?", "市级平台有多少家?", "区级平台有多少家?"),
        ("Which unit supports its second part?", "Who leads the task of cutting fees?", "Which unit supports the task of cutting fees's second part?"),
    ],
)  # fmt: skip
def test_the_earlier_task_is_named_in_full(question: str, before: str, rewritten: str) -> None:
    assert rewrite_followup(question, turns(before)) == rewritten
