from __future__ import annotations

import pytest

from assistant.claims.claim_parts import read_parts


@pytest.mark.parametrize("text", ["不断优化发展环境", "不低于85%", "不同部门", "未来五年", "服务能力不足"])
def test_a_word_that_only_contains_a_denying_character_denies_nothing(text: str) -> None:
    assert not [
        p for p in read_parts(text) if p.kind == "negation" and p.value in ("not", "forbid", "exempt")
    ]


@pytest.mark.parametrize("text", ["不进行申报", "不得收取费用", "无需提交材料", "尚未完成", "没有纳入"])
def test_a_denial_is_read(text: str) -> None:
    assert [p for p in read_parts(text) if p.kind == "negation" and p.value in ("not", "forbid", "exempt")]
