from __future__ import annotations

import pytest

from assistant.claims.consequences import exchanged_consequence
from assistant.language.concepts import Concept
from assistant.language.sentences import Sentence

TEXTS = ("年度考核优秀的,给予资金奖励;", "逾期未报的,予以书面警告,并报县政府。")


def sentences(gap: int = 0) -> list[Sentence]:
    starts = (0, len(TEXTS[0]) + gap)
    return [
        Sentence("a" * 64, start, start + len(text), text, (), "", 0, 0, 0)
        for start, text in zip(starts, TEXTS, strict=True)
    ]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("逾期未报的,给予资金奖励。", "逾期未报的,予以书面警告"),
        ("对年度考核优秀的单位予以书面警告。", "年度考核优秀的,给予资金奖励"),
        ("逾期未报的单位予以书面警告。", ""),
        ("年度考核优秀的给予资金奖励;逾期未报的予以书面警告。", ""),
        ("逾期未报的,不得给予资金奖励。", ""),
        ("擅自变更的,给予资金奖励。", ""),
    ],
)
def test_a_condition_with_the_consequence_of_another_is_seen(claim: str, source: str) -> None:
    found = exchanged_consequence(claim, "zh", (), sentences())

    assert (found[0].source if found else "") == source


def test_an_english_claim_is_told_by_the_chinese_of_its_words() -> None:
    concepts = [Concept((("逾期",),), 1.0, "late"), Concept((("奖励",),), 1.0, "rewarded")]

    found = exchanged_consequence("Whoever is late is rewarded.", "en", concepts, sentences())

    assert found is not None
    assert found[0].source.startswith("逾期未报的")


def test_conditions_far_from_each_other_are_of_two_rules() -> None:
    assert exchanged_consequence("逾期未报的,给予资金奖励。", "zh", (), sentences(200)) is None
