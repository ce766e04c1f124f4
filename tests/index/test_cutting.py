from __future__ import annotations

from index.cutting import responsibility_brackets

DUTY = "(牵头单位:科技局、平山园区管委会(办公室);配合单位:发展改革局、财政局等;完成时间:2022年12月)"


def test_brackets_of_responsibility_are_told_from_others():
    text = f"甲(储能)乙{DUTY}丙（责任单位：区科技局）丁(一)戊（注:略）"
    assert [text[start:end] for start, end in responsibility_brackets(text)] == [
        DUTY,
        "（责任单位：区科技局）",
    ]
