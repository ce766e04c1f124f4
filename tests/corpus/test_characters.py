from __future__ import annotations

import pytest

from corpus.characters import read_number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二百六十六", 266),
        ("一百零五", 105),
        ("２１", 21),
        ("二〇", 20),
    ],
)
def test_chinese_numbers_are_read(written, value):
    assert read_number(written) == value
