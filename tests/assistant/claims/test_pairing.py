from __future__ import annotations

import pytest

from assistant.claims.claim_parts import read_parts
from assistant.claims.pairing import bind, features, is_exchanged
from assistant.claims.part import Part


def numbers(text: str) -> list[Part]:
    return [part for part in read_parts(text) if part.kind == "number"]


def exchanged(claim: str, source: str) -> list[str]:
    stated = bind(source, numbers(source))
    found = [is_exchanged(one, features(one.label, "zh"), stated) for one in bind(claim, numbers(claim))]
    return [bound.part.written for bound in found if bound is not None]


SOURCE = "全年建成县级图书馆3座、乡镇文化站12座,改造老旧剧场5座。"


def test_each_figure_keeps_the_words_that_belong_to_it() -> None:
    labels = [bound.label for bound in bind(SOURCE, numbers(SOURCE))]

    assert [("图书馆" in one, "文化站" in one, "剧场" in one) for one in labels] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


@pytest.mark.parametrize(
    ("claim", "others"),
    [
        ("建成县级图书馆12座、乡镇文化站3座。", ["3座", "12座"]),
        ("改造老旧剧场12座。", ["5座"]),
        ("建成县级图书馆3座。", []),
        ("乡镇文化站12座,县级图书馆3座。", []),
    ],
)
def test_a_figure_given_to_other_words_is_seen(claim: str, others: list[str]) -> None:
    assert exchanged(claim, SOURCE) == others
