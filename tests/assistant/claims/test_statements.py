from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.claims.statements import is_checkable, split_statements


@pytest.mark.parametrize(
    "sentence",
    [
        "园区工业集中度为84.2%。",
        "加大创新投入任务由科技局牵头。",
        "拓展区不进行申报创建。",
        "2023年3—6月迎接评审认定。",
    ],
)
def test_what_states_a_figure_a_date_a_duty_or_a_denial_is_checked(sentence: str) -> None:
    assert is_checkable(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "坚定不移走生态优先、绿色低碳的高质量发展道路。",
        "（一）加强领导，统筹推进。",
        "现将2022年工作进展情况报告如下。",
        "表1 主要指标完成情况",
        "特此报告。",
        "（本文件为演示样例，数据和工作情况均系虚构。）",
    ],
)
def test_slogans_headings_and_frames_are_passed_over(sentence: str) -> None:
    assert not is_checkable(sentence)


@given(st.text(alphabet="一二三0123%。；，、（）\n A年月不由牵头局", max_size=80))
def test_statements_are_disjoint_ranges_in_order(text: str) -> None:
    offset = 0
    for statement in split_statements(text):
        assert offset <= statement.start < statement.end <= len(text)
        offset = statement.end
