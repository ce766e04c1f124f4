from __future__ import annotations

from assistant.claims.claim_parts import read_parts


def amounts(text: str) -> list[tuple[str, object, str]]:
    return [(part.group, part.value, part.bound) for part in read_parts(text) if part.kind == "number"]


def test_a_bound_is_read_before_and_behind_its_figure() -> None:
    assert amounts("不低于85%") == [("share", 85.0, ">=")]
    assert amounts("40件以上") == [("count", 40.0, ">=")]
    assert amounts("能耗低于0.78吨标准煤") == [("coal", 0.78, "<")]
    assert amounts("约60人") == [("count", 60.0, "~")]
