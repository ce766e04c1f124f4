"""The words of the charts."""

from __future__ import annotations

from assistant.phrases import Phrase

CHARTS = Phrase("图表:各单位任务量与时间安排", "Charts: load by unit, and the calendar")
LOAD = Phrase("各单位任务量", "Load by unit")
LOAD_SAID = Phrase("牵头 {lead},配合 {support}", "leads {lead}, supports {support}")
PICK = Phrase("只看{unit}的任务", "Show only the tasks of {unit}")
MORE_UNITS = Phrase("其余 {count} 个单位", "{count} more units")
CALENDAR = Phrase("时间安排", "Calendar")
STAGES_OF = Phrase("实施阶段:{title}", "Stages: {title}")
DUE = Phrase("完成时限", "Due")
DUE_COUNT = Phrase("{count} 项任务", "{count} tasks")
NO_DEADLINE = Phrase("另有 {count} 项未写完成时限。", "{count} tasks state no deadline.")
MORE_STAGES = Phrase("其余 {count} 个阶段", "{count} more stages")
"""Under a chart: what it does not draw."""
