from __future__ import annotations

import time

import pytest

from assistant.tasks.reading import Span, Task, read_tasks, split_names, strip_numbering
from corpus.document import Document, Metadata, TableRow
from tests.assistant.plan import make_document, plan


def only_task(text: str) -> Task:
    (task,) = read_tasks(make_document(f"某区工作方案\n\n{text}"))
    return task


def written(document: Document, span: Span | None) -> str:
    assert span is not None
    return document.text[span.start : span.end]


def test_the_plan_has_eleven_tasks_with_lead_support_and_deadline() -> None:
    tasks = read_tasks(plan())

    assert len(tasks) == 11
    assert all(task.lead and task.support and task.deadline == "2022-12" for task in tasks)
    by_name = {task.task: task for task in tasks}
    assert by_name["加大创新投入"].lead == ("科技局", "财政局")
    assert by_name["提高专利申请质量"].support == ("科技局", "经济信息局", "平山园区管委会", "相关镇街")
    assert len(by_name["不断优化发展环境"].support) == 15


def test_each_field_is_quoted_by_its_own_range() -> None:
    task = next(task for task in read_tasks(plan()) if task.task == "提高专利申请质量")

    assert written(plan(), task.lead_span) == "牵头部门:市场监管局"
    assert written(plan(), task.support_span) == "配合单位:科技局、经济信息局、平山园区管委会、相关镇街等"
    assert written(plan(), task.deadline_span) == "完成时间:2022年12月"
    assert written(plan(), task.clause).startswith("5.提高专利申请质量。")
    assert written(plan(), task.bracket).startswith("(牵头部门") and written(plan(), task.bracket).endswith(
        "月)"
    )


@pytest.mark.parametrize(
    ("bracket", "lead", "support", "deadline"),
    [
        ("（责任单位：教育局；完成时限：2024年6月底前）", ("教育局",), (), "2024-06"),
        ("〔主责单位：民政局;协办单位：财政局、卫健委〕", ("民政局",), ("财政局", "卫健委"), None),
        ("【牵头单位: 商务局 ; 参与单位: 各镇街 ; 时限: 2025年】", ("商务局",), ("各镇街",), "2025-12"),
        ("(牵头单位:科技局(知识产权局)、财政局;完成时间:2023年第三季度)", ("科技局(知识产权局)", "财政局"), (), "2023-09"),
        ("(科技局牵头,财政局、教育局配合)", ("科技局",), ("财政局", "教育局"), None),
    ],
)  # fmt: skip
def test_brackets_are_read_in_every_usual_wording(
    bracket: str, lead: tuple[str, ...], support: tuple[str, ...], deadline: str | None
) -> None:
    task = only_task(f"一、强化保障。落实各项工作。{bracket}")

    assert (task.task, task.lead, task.support, task.deadline) == ("强化保障", lead, support, deadline)


def test_labels_on_lines_of_their_own_make_one_task() -> None:
    task = only_task(
        "一、推进建设\n完成道路改造。\n牵头单位：住房城乡建设局\n配合单位：财政局、交通局\n完成时限：2024年10月\n"
    )

    assert (task.lead, task.support, task.deadline) == (("住房城乡建设局",), ("财政局", "交通局"), "2024-10")


def test_responsible_units_beside_a_lead_unit_support_it() -> None:
    task = only_task("一、强化保障。落实工作。（牵头单位：科技局；责任单位：财政局、教育局）")

    assert (task.lead, task.support) == (("科技局",), ("财政局", "教育局"))


def test_a_responsible_body_leads_where_nobody_else_does() -> None:
    # 责任主体 was taken for a label that names a lead beside it, for the 主 in it, and so came to support.
    alone = only_task("一、强化保障。落实工作。（责任主体：教育局；配合单位：财政局）")
    beside = only_task("一、强化保障。落实工作。（主责部门：科技局；实施主体：教育局）")

    assert (alone.lead, alone.support) == (("教育局",), ("财政局",))
    assert (beside.lead, beside.support) == (("科技局",), ("教育局",))


def test_a_hostile_list_of_units_is_read_at_once() -> None:
    # The time doubled with each repetition: 22 took 13 seconds.
    started = time.perf_counter()

    split_names("教育局" + "按职责分工" * 300 + "等着")

    assert time.perf_counter() - started < 1


def test_joined_names_are_parted_and_a_name_that_holds_the_joining_word_is_not() -> None:
    assert split_names("规划和自然资源局、文化和旅游局、科技局和财政局等单位") == (
        ("规划和自然资源局", "文化和旅游局", "科技局", "财政局"),
        True,
    )


def test_what_a_task_lacks_is_named() -> None:
    task = only_task("一、强化保障。落实工作。（牵头单位：科技局、财政局等）")

    assert task.issues == (
        "more than one lead unit",
        "no supporting unit",
        "lead list left open (等)",
        "no deadline",
    )


def test_a_row_of_a_task_table_is_a_task() -> None:
    line = "序号:1 任务:建成实验室3个 牵头单位:科技局 配合单位:财政局 完成时限:2024年12月"
    cells = (
        ("序号", "1"),
        ("任务", "建成实验室3个"),
        ("牵头单位", "科技局"),
        ("配合单位", "财政局"),
        ("完成时限", "2024年12月"),
    )
    document = Document(
        "0" * 16, "t.xlsx", line, Metadata("任务分解表"), rows=(TableRow(0, 1, 0, len(line), cells),)
    )

    (task,) = read_tasks(document)

    assert (task.lead, task.support, task.deadline) == (("科技局",), ("财政局",), "2024-12")
    assert [(target.value, target.unit) for target in task.targets] == [(3.0, "个")]
    assert written(document, task.lead_span) == "科技局"


def test_a_tables_figures_are_read_from_every_column_that_says_how_much() -> None:
    cells = (
        ("序号", "1"),
        ("工作任务", "雪亮工程补点"),
        ("目标要求", "新增探头150个，完好率≥95%"),
        ("2025年目标值", "80%以上"),
        ("牵头单位", "派出所"),
        ("备注", "含续建30个"),
    )
    line = " ".join(f"{heading}:{value}" for heading, value in cells)
    row = TableRow(0, 1, 0, len(line), cells)

    (task,) = read_tasks(Document("0" * 16, "t.xlsx", line, Metadata("任务分解表"), rows=(row,)))

    assert [(one.indicator, one.operator, one.value, one.unit, one.quote) for one in task.targets] == [
        ("新增探头", "=", 150.0, "个", "新增探头150个"),
        ("完好率", ">=", 95.0, "%", "完好率≥95%"),
        ("雪亮工程补点", ">=", 80.0, "%", "80%以上"),
    ]


def test_a_document_without_duties_has_no_tasks() -> None:
    assert read_tasks(make_document("关于放假的通知\n\n各牵头单位要做好值班。请假须报批。")) == []


def test_numbering_is_taken_off_a_heading_and_figures_are_not() -> None:
    assert strip_numbering("(三)全面提升创新能力。") == "全面提升创新能力"
    assert strip_numbering("2.5亿元投资") == "2.5亿元投资"


@pytest.mark.parametrize("filler", ["—", "——", "-", "/", "无", "(无)", "N/A", "——;", "暂无"])
def test_what_only_fills_a_field_is_no_unit(filler: str) -> None:
    assert split_names(filler) == ((), False)


def test_the_lines_of_a_cell_are_units_of_their_own() -> None:
    assert split_names("区检察院 区法院 区公安分局")[0] == ("区检察院", "区法院", "区公安分局")


def test_a_dash_for_the_supporting_units_names_none() -> None:
    task = only_task("1.优化审判。缩短审理天数。(牵头单位:区法院;配合单位:—;完成时限:2025年12月)")

    assert (task.lead, task.support, task.deadline) == (("区法院",), (), "2025-12")
