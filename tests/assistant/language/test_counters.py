from __future__ import annotations

from pathlib import Path

import pytest

from assistant.language.counters import counters_asked
from corpus.errors import UsageError


@pytest.mark.parametrize(
    ("question", "fits", "other"),
    [
        ("全镇职工总人数是多少?", "人", "件"),
        ("一共要请多少专家?", "名", "家"),
        ("规上企业数量目前有多少?", "家", "条"),
    ],
)
def test_the_thing_asked_for_tells_its_counters(question: str, fits: str, other: str) -> None:
    counters = counters_asked(question)

    assert counters is not None
    assert fits in counters
    assert other not in counters


def test_of_other_things_nothing_is_known() -> None:
    assert counters_asked("资金池的规模是多少?") is None


def test_a_line_without_counters_is_named(tmp_path: Path) -> None:
    table = tmp_path / "counters.tsv"
    table.write_text("企业\n", "utf-8")
    with pytest.raises(UsageError, match="counters"):
        counters_asked("企业数量是多少?", table)
