from __future__ import annotations

import pytest

from assistant.claims.persons import check_persons

SOURCE = "成立由县委副书记、县长李文清任组长,县委常委、副县长赵小兰任常务副组长的领导小组。"


@pytest.mark.parametrize(
    "claim",
    ["李文清任领导小组组长。", "领导小组组长由县长担任。", "赵小兰是副县长。", "县委副书记李文清任组长。"],
)
def test_a_post_is_confirmed_by_name_and_by_office(claim: str) -> None:
    assert check_persons(claim, SOURCE) == ([], True)


@pytest.mark.parametrize(
    "claim", ["赵小兰任领导小组组长。", "副县长赵小兰任组长。", "领导小组组长是王大明。"]
)
def test_another_holder_is_a_difference(claim: str) -> None:
    found, agreed = check_persons(claim, SOURCE)

    assert not agreed
    assert any("李文清" in one.source or "常务副组长" in one.source for one in found)


def test_a_post_elsewhere_is_neither_confirmed_nor_denied() -> None:
    assert check_persons("赵小兰兼任财政局局长。", SOURCE) == ([], False)
