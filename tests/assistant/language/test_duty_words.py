from __future__ import annotations

import pytest

from assistant.language.duty_words import formal_duties


@pytest.mark.parametrize(
    ("said", "formal"),
    [
        ("这块谁挑头,谁搭把手?", "这块谁牵头,谁配合?"),
        ("财政局唱主角还是当配角?", "财政局牵头还是配合?"),
        ("这活儿归谁?", "这任务归谁?"),
        # These tell of no duty.
        ("怎样培养学科带头人?", "怎样培养学科带头人?"),
        ("领头羊企业有哪些?", "领头羊企业有哪些?"),
        # Each holds an everyday word across two of its own.
        ("规范民主事务由谁牵头?", "规范民主事务由谁牵头?"),
        ("自主事项有哪些?", "自主事项有哪些?"),
        ("重大工程带队伍由谁配合?", "重大工程带队伍由谁配合?"),
        ("谁协办公室搬迁?", "谁协办公室搬迁?"),
    ],
)
def test_everyday_words_for_roles_are_said_as_documents_say_them(said: str, formal: str) -> None:
    assert formal_duties(said) == formal
