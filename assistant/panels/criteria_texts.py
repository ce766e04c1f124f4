"""The words of the panel for criteria."""

from __future__ import annotations

from assistant.desk.criteria import Status
from assistant.phrases import Phrase

CRITERIA = Phrase("指标对照", "Criteria")
CRITERIA_TEXT = Phrase(
    "逐项指标:评价标准、方案目标与报告数值并列,各附出处。点指标名称可同时看各方原文。",
    "Indicator by indicator: the standard, the plan's target and the reported figure, each with its source. "
    "Click an indicator to read all sides.",
)
COLUMNS: tuple[Phrase, ...] = (
    Phrase("指标", "Indicator"),
    Phrase("评价标准", "Standard"),
    Phrase("方案目标", "Plan target"),
    Phrase("报告数值", "Reported figure"),
    Phrase("结论", "Result"),
)
STATUSES: dict[Status, Phrase] = {
    "met": Phrase("达标", "Met"),
    "not_met": Phrase("未达标", "Not met"),
    "no_data": Phrase("无数据", "No data"),
}
FILTER_STATUS = Phrase("结论", "Result")
FILTER_CATEGORY = Phrase("类别", "Category")
FILTER_NAME = Phrase("指标名称包含", "Indicator contains")
ANY_STATUS = Phrase("全部结论", "All results")
ANY_CATEGORY = Phrase("全部类别", "All categories")
COUNT = Phrase("共 {count} 项:", "{count} rows:")
NO_CRITERIA = Phrase(
    "文库里还没有评价指标类文件。请在“文件”中导入。",
    "There are no criteria here yet. Take a document of criteria in under Library.",
)
NO_MATCH = Phrase("没有符合条件的指标,请放宽条件。", "No indicator matches; widen the filters.")
NOT_STATED = Phrase("未提出", "none stated")
NOT_REPORTED = Phrase("无数据", "no data")
YEAR = Phrase("{year}年", "{year}")
SAMPLES = Phrase(
    "带“演示样例”标记的格子涉及虚构的演示文件,不得作为评估结论。",
    "Cells marked “Sample” rest on invented demonstration documents and are no basis for an evaluation.",
)
SIDES: dict[int, Phrase] = {
    1: Phrase("标准", "Standard"),
    2: Phrase("目标", "Target"),
    3: Phrase("数值", "Figure"),
}
"""What the citation of this number in a row stands for."""
EMPTY_SIDE = Phrase(
    "点左边的指标,在这里并排看标准、目标和数值的原文。",
    "Click an indicator to read standard, target and figure here, side by side.",
)
