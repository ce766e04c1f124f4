from __future__ import annotations

from pathlib import Path

import pytest

from assistant.language.concepts import bridged_concepts
from assistant.language.everyday import read_everyday
from assistant.language.weighing import Weigher
from corpus.errors import UsageError
from index.tokens import normal_word


class Carried:
    """An English question carried over by hand."""

    def __init__(self, *terms: tuple[str, str]) -> None:
        self.matched = terms
        self.renderings = tuple((chinese,) for _, chinese in terms)
        self.groups = tuple(({chinese[:2]: 1.0},) for _, chinese in terms)
        self.between = ("",) * len(terms)
        self.unmatched: tuple[str, ...] = ()


def coverage(text: str, *terms: tuple[str, str]) -> float:
    return Weigher(bridged_concepts(Carried(*terms)), [text, "其他内容"]).coverage(text)


def test_inflected_words_need_no_line_of_their_own() -> None:
    assert "不力" in read_everyday()[normal_word("slackers")]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    table = tmp_path / "everyday.tsv"
    table.write_text("word without a second column\n", "utf-8")

    with pytest.raises(UsageError, match="line 1"):
        read_everyday(table)


def test_part_of_a_phrase_is_not_the_phrase() -> None:
    # 智能 alone once stood for artificial intelligence (人工智能) in full.
    assert coverage("建设智能工厂", ("artificial intelligence", "人工智能")) < 0.3
    assert coverage("发展人工智能", ("artificial intelligence", "人工智能")) == pytest.approx(1.0)


def test_two_words_that_stand_together_in_the_text_count_for_more() -> None:
    terms = (("special", "专项"), ("supervision", "督查"))
    sentences = ["开展专项督查", "专项资金用于督查"]
    weigher = Weigher(bridged_concepts(Carried(*terms)), sentences)

    assert weigher.coverage(sentences[0]) > weigher.coverage(sentences[1])
