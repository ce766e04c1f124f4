"""Questions of two asks, of a unit's part in a task, of alternatives, of all that a text names: each row was once
answered by half, refused, or answered though the documents do not say."""

from __future__ import annotations

import re

import pytest

from assistant.questions.parts import completed, split_question
from assistant.retrieval.retriever import Scope
from assistant.workspace import Workspace
from tests.assistant.plan import ask

PLAN = Scope(kinds=frozenset({"plan"}))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # The second ask speaks of the unit, or of the task, that the first one asks for.
        ("专利任务由谁牵头?该部门还配合哪些任务?", ["市场监管局牵头", "“优化创新平台”", "“壮大创新主体”", "“不断优化发展环境”"]),
        ("孵化器写在哪项任务里?那项任务财政局是什么身份?", ["写在“优化创新平台”下", "财政局不在“优化创新平台”的牵头和配合单位之列"]),
        ("Which department leads the patent task, and which other tasks does that department support?", ["(市场监管局) supports 4 tasks"]),
        # All the tasks of a unit, whatever its part.
        ("教育局、税务局、财政局里,财政局在任务分工中涉及哪几项?", ["“加大创新投入”", "“壮大创新主体”"]),
        ("商务局、投资促进中心参与的是哪些任务?谁牵头?", ["“大力推进对外开放”"]),
        # Alternatives: the clause that decides between them.
        ("实际使用的内资和外资,必须都达标还是有一个达标就行?", ["或实际使用外资3000万美元"]),
        ("申请国高区,是先把市级的弄完,还是两个一块弄?", ["并同步开展“国家高新技术产业开发区”创建工作"]),
        ("外资要达到多少?", ["3000万美元"]),
        # What ends is the work and not what prepares it.
        ("产业发展规划和战略发展规划的编制啥时候截止?", ["9月底前"]),
        # Headings that are counted in the question.
        ("保障措施下面分了哪四条?", ["加强领导,统筹推进", "注重评价,强化督查"]),
        ("2022年3月到2023年6月一共分成哪几个阶段?", ["创建启动阶段", "迎接评审认定"]),
    ],
)  # fmt: skip
def test_each_thing_asked_for_is_in_the_answer(shipped: Workspace, question: str, said: list[str]) -> None:
    answer = shipped.ask(question, scope=PLAN)

    assert not answer.refused
    assert [words for words in said if words not in answer.text] == []


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("壮大创新主体这项任务,税务局是牵头还是配合?", "税务局不在“壮大创新主体”的牵头和配合单位之列"),
        ("经济信息局在优化创新平台里算配合,还是算牵头?", "经济信息局是“优化创新平台”的牵头单位"),
        ("市场监管局在壮大创新主体里扮演什么角色?", "市场监管局是“壮大创新主体”的配合单位"),
    ],
)
def test_a_part_in_a_task_is_told_without_a_yes_or_no(question: str, first: str) -> None:
    assert ask(question).text.startswith(first)


def test_what_points_at_the_first_answer_waits_for_it() -> None:
    parts = split_question("专利任务由谁牵头,那项任务什么时候完成?", "zh")

    assert parts == ("专利任务由谁牵头?", "那项任务什么时候完成?")
    assert completed(parts[1], ask(parts[0])) == "专利任务要求什么时候完成?"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which bureaus and bodies are asked to integrate their funds?", ["(平山园区管委会)", "(市场监管局)", "(经济信息局)"]),
        ("List the chains of the new materials industry.", ["(电子新材料)", "(建筑新材料)", "(有色金属材料)", "(无机非金属材料)"]),
        ("When was the industrial park recognised, and by which body?", ["2018", "National Development and Reform Commission"]),
        ("What energy consumption per 10,000 yuan of value added must be reached by the end of 2022?", ["below 0.78"]),
    ],
)  # fmt: skip
def test_an_english_answer_names_all_that_is_asked_for(
    shipped: Workspace, question: str, said: list[str]
) -> None:
    told = re.sub(r"(?m)^Original: .*$", "", shipped.ask(question, scope=PLAN).text)

    assert [words for words in said if words not in told] == []


@pytest.mark.parametrize(
    "question",
    [
        "What concentration of industry must be reached by the end of 2023?",
        "Which passing score does the expert panel set?",
        "专家组评审打多少分算通过?",
    ],
)
def test_what_is_stated_for_another_year_or_not_at_all_is_refused(shipped: Workspace, question: str) -> None:
    assert shipped.ask(question, scope=PLAN).refused
