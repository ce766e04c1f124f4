from __future__ import annotations

import pytest

from assistant.claims.claim_parts import read_parts
from assistant.claims.computed import work_out
from assistant.language.sentences import Sentence


def sentence(text: str) -> Sentence:
    return Sentence("d", 0, len(text), text, (), "", 0, len(text), 0)


def verdict(claim: str, text: str) -> bool | None:
    worked = work_out(claim, "zh", read_parts(claim), (), [(sentence(text), read_parts(text))])
    return None if worked is None else worked.agrees


STATIONS = "新建县级充电站6座,镇级充电站14座,村级充电站20座。"


@pytest.mark.parametrize(
    ("claim", "agrees"),
    [
        ("三级充电站一共40座。", True),
        ("县级和镇级充电站合计20座。", None),  # the sentence states 20 of something itself
        ("县级和村级充电站合计26座。", True),
        ("县级和村级充电站合计30座。", False),
        ("镇级充电站比县级充电站多8座。", True),
        ("镇级充电站比县级充电站多9座。", False),
        ("县级充电站的数量多于村级充电站。", False),
    ],
)
def test_sums_and_comparisons_are_worked_out_of_one_sentence(claim: str, agrees: bool | None) -> None:
    assert verdict(claim, STATIONS) is agrees


def test_a_change_goes_the_way_the_source_says() -> None:
    text = "办理时限由20天压减到5天。"

    assert verdict("办理时限缩短了15天。", text) is True
    assert verdict("办理时限延长了15天。", text) is not True
