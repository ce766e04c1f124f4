from __future__ import annotations

import re
from itertools import pairwise

from assistant.desk.matrix import read_matrix
from assistant.panels.charts import (
    UNITS_SHOWN,
    Due,
    Load,
    Span,
    collect_due,
    count_load,
    render_calendar,
    render_load,
)
from assistant.panels.task_charts import render_task_charts
from assistant.workspace import Workspace
from tests.assistant.panels.conftest import HOSTILE_TITLE


def test_the_load_counts_each_task_once_for_a_unit() -> None:
    loads = count_load([(["甲", "甲"], ["乙"]), (["甲"], ["乙", "丙"]), (["乙"], [])])

    assert loads == [Load("乙", 1, 2), Load("甲", 2, 0), Load("丙", 0, 1)]


def test_bars_are_to_scale_and_said_in_words() -> None:
    drawn = render_load([Load("甲", 3, 1), Load("乙", 1, 1)], "zh", can_pick=False)

    assert re.findall(r"width:([\d.]+)%", drawn) == ["75.00", "25.00", "25.00", "25.00"]
    assert "牵头 3,配合 1" in drawn
    assert drawn.count('aria-hidden="true"') == 2


def test_units_beyond_the_first_are_folded_and_not_lost() -> None:
    loads = [Load(f"单位{n}", 1, 0) for n in range(UNITS_SHOWN + 5)]

    drawn = render_load(loads, "en", can_pick=True)

    assert drawn.count("data-pick-unit=") == len(loads)
    assert "5 more units" in drawn


def test_deadlines_are_gathered_by_month_and_those_without_are_counted() -> None:
    dues, without = collect_due(
        [("修路", "2022-12"), ("架桥", "2022-12-31"), ("种树", "2023"), ("美化", None)]
    )

    assert dues == [Due("2022-12", ("修路", "架桥")), Due("2023-12", ("种树",))]
    assert without == 1


def test_stages_and_deadlines_share_one_scale() -> None:
    spans = [Span("启动", "2022-01", "2022-06"), Span("实施", "2022-07", "2022-12", 1), Span("未写时间")]

    drawn = render_calendar(spans, [Due("2022-06", ("修路",))], "zh", without=2)

    assert re.findall(r"left:([\d.]+)%;width:([\d.]+)%", drawn) == [("0.00", "50.00"), ("50.00", "50.00")]
    assert '<b style="left:50.00%' in drawn
    assert "未写时间" in drawn
    assert "2022-01 – 2022-06" in drawn
    assert "另有 2 项未写完成时限" in drawn


def test_names_on_the_axis_keep_their_distance() -> None:
    for last in ("2022-03", "2022-11", "2024-02", "2030-12"):
        drawn = render_calendar([Span("期", "2022-02", last)], [], "zh")
        places = [float(one) for one in re.findall(r'<span style="left:([\d.]+)%', drawn)]

        assert places[0] < 50
        assert all(right - left > 12 for left, right in pairwise(places))


def test_nothing_to_draw_is_nothing_drawn() -> None:
    assert render_load([], "zh", can_pick=True) == ""
    assert render_calendar([], [], "zh") == ""
    assert render_task_charts([], lambda _: None, "zh") == ""  # type: ignore[arg-type, return-value]


def test_hostile_names_are_text_in_a_chart() -> None:
    drawn = render_load([Load(HOSTILE_TITLE, 1, 0)], "zh", can_pick=True)
    drawn += render_calendar(
        [Span(HOSTILE_TITLE, "2022-01", "2022-02")], [Due("2022-01", (HOSTILE_TITLE,))], "zh"
    )

    assert "<script" not in drawn
    assert drawn.count("&lt;script&gt;") == 5


def test_the_charts_of_the_tasks_follow_their_rows(shipped: Workspace) -> None:
    rows = read_matrix(shipped)

    drawn = render_task_charts(rows, shipped.document, "zh")

    assert f"完成时限 2022-12 · {len(rows)} 项任务" in drawn
    assert "创建启动阶段" in drawn
    assert "科技局" in drawn
