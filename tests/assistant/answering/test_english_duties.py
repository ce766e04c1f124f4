"""Who does what, asked in English over all tasks at once, over several of them, over several units, and over one unit alone."""

from __future__ import annotations

import pytest

from assistant.workspace import Workspace


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # The whole table.
        ("Which of the tasks have two or more lead units?", ["3 tasks led by more than one unit", "对外开放"]),
        ("Which tasks are led by just one department?", ["8 tasks led by one unit alone"]),
        ("Which task has the largest number of supporting units?", ["15 named", "发展环境"]),
        ("Which units never lead and only support?", ["14 units", "Pingshan Park Management Committee"]),
        ("How many departments lead at least one task?", ["7 units that lead tasks", "5 tasks"]),
        ("Name the lead unit of each task.", ["市场监管局", "投资促进中心"]),
        ("Are all tasks to be finished by the same month?", ["11 tasks", "December 2022"]),
        ("Which tasks has the Talent Office no role in?", ["8 tasks that do not name the Talent Office"]),
        ("Which tasks does the Science and Technology Bureau lead by itself?", ["3 tasks led by", "壮大创新主体"]),
        ("Which tasks leave out the Finance Bureau?", ["7 tasks that do not name the Finance Bureau"]),
        ("Which tasks is the Education Bureau absent from?", ["10 tasks that do not name"]),
        ("Which tasks skip the Tax Bureau?", ["10 tasks that do not name"]),
        # A unit by its part in a task.
        ("Which other tasks does the leader of the patents task support?", ["市场监管局", "发展环境"]),
        ("What else does whoever leads the industrial foundation task lead?", ["经济信息局", "优化创新平台"]),
        ("Where do the lead units of opening-up appear as supporters?", ["商务局", "创新投入"]),
        ("Who is the leader of the patents task?", ["市场监管局"]),
        # "Which office" names no office.
        ("Which office do I ring about patents?", ["市场监管局"]),
        # The district's department is the bureau; when its tasks are due asks for no tasks.
        ("What does the district finance department lead?", ["加大创新投入"]),
        ("What is the deadline for the Talent Office's tasks?", ["3 tasks", "December 2022"]),
        ("Who leads the drive for greener development?", ["绿色低碳"]),
        # A task by other words for its verb.
        ("Which units support laying a solid industrial foundation?", ["投资促进中心"]),
        ("How long have the bureaus got to finish the patents task?", ["December 2022"]),
        # Several tasks.
        ("Do patents and opening-up have the same lead unit?", ["No:", "市场监管局", "商务局"]),
        # "Talent and capital" is one term: what joins its words parts no tasks.
        ("Does the patent task or the talent and capital task name more supporting units?", ["names 4", "names 3", "by 1"]),
        ("Which has fewer supporting units, patents or opening-up?", ["names 4", "equally many"]),
        ("Which units support both patents and innovation platforms?", ["in common", "平山园区管委会"]),
        ("Who leads innovation entities and the industrial base?", ["壮大创新主体", "着力夯实产业基础"]),
        # Several units.
        (
            "Which tasks are led by the Development and Reform Bureau and supported by the Talent Office?",
            ["1 task in which", "不断优化发展环境"],
        ),
        ("Which tasks do the Tax Bureau and the Finance Bureau both take part in?", ["1 task in which", "加大创新投入"]),
        ("Do the Tax Bureau and the Education Bureau share any task?", ["There is no task"]),
        # One unit, in whatever words.
        ("Does the urban management bureau have to do anyting in this?", ["城管局", "不断优化发展环境"]),
        ("I'm with the Talent Office - where do we fit in?", ["3 tasks", "人才办"]),
        ("Is the Tax Bureau supporting anything?", ["加大创新投入"]),
        ("When does the Tax Bureau have to have its part finished?", ["加大创新投入", "December 2022"]),
        ("Which bureau is on the hook for patents, and what else does it support?", ["市场监管局"]),
    ],
)  # fmt: skip
def test_who_does_what_is_told_from_the_whole_table(
    plan_alone: Workspace, question: str, said: list[str]
) -> None:
    answer = plan_alone.ask(question)

    assert not answer.refused
    assert [words for words in said if words not in answer.text] == []


@pytest.mark.parametrize(
    "question",
    [
        "Does the Transport Bureau have anything to do in this?",
        "How many people work at the Talent Office?",
        "What is the Education Bureau?",
    ],
)
def test_what_no_task_tells_of_a_unit_is_not_answered_by_its_tasks(
    plan_alone: Workspace, question: str
) -> None:
    assert plan_alone.ask(question).refused


def test_a_role_that_a_unit_does_not_have_is_told_where_roles_are_asked_for_alone(
    plan_alone: Workspace,
) -> None:
    told = "No task names"
    assert told not in plan_alone.ask("Which tasks involve the Tax Bureau?").text
    assert told in plan_alone.ask("Which tasks does the Tax Bureau lead?").text
