from __future__ import annotations

import pytest

from assistant.claims.order import order_difference

STATED = "材料经评审委员会评审通过后,报市政府批准。"


@pytest.mark.parametrize(
    ("claim", "differs"),
    [
        ("报市政府批准后,再由评审委员会评审通过。", True),
        ("评审委员会评审通过前,先报市政府批准。", True),
        ("评审委员会评审通过之后,才报市政府批准。", False),
        ("报市政府批准之前,要先经评审委员会评审通过。", False),
        ("9月底前,报市政府批准。", False),
        ("整改完成后,报市政府备案。", False),
    ],
)
def test_two_things_told_the_other_way_round_differ(claim: str, differs: bool) -> None:
    assert bool(order_difference(claim, STATED)) is differs
