from __future__ import annotations

import pytest

from corpus.loaders.paragraphs import starts_with_number


@pytest.mark.parametrize(
    ("line", "numbered"),
    [
        ("7.2.1总则", True),
        ("2.5分类管理", True),
        ("2.5分钟内到达", False),
        ("8.8折优惠", False),
        ("1.5级以上", False),
    ],
)
def test_an_amount_opens_no_numbered_clause(line: str, numbered: bool) -> None:
    assert starts_with_number(line) is numbered
