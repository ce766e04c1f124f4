"""A notice of another place is known by its title, not by the places its text lists."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.answering.asked_names import is_of_another_place


@pytest.mark.parametrize(
    ("regions", "title", "text", "expected"),
    [
        (("陕西",), "云南省支持夜市十条", "全省各地要延长营业时间。", True),
        (("陕西",), "云南省支持夜市十条", "与陕西等省共建市场。", False),
        (("陕西",), "关于支持夜市的通知", "北京、天津等地可先行。", False),
        ((), "云南省支持夜市十条", "全省各地要延长营业时间。", False),
    ],
)
def test_another_place_stands_in_the_title_and_the_asked_one_nowhere(
    regions: tuple[str, ...], title: str, text: str, expected: bool
) -> None:
    document: Any = SimpleNamespace(metadata=SimpleNamespace(issuer=None, title=title), text=text)
    profile: Any = SimpleNamespace(regions=regions)
    assert is_of_another_place(profile, document) is expected
