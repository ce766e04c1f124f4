from __future__ import annotations

import pytest

from index.lexical import LexicalIndex

BODIES = [["专利", "申请"], ["专利", "科技局"], ["旅游"], ["旅游", "旅游", "商务"]]


@pytest.fixture
def lexical() -> LexicalIndex:
    return LexicalIndex.build(BODIES, documents=["x", "x", "y", "y"])


def test_many_renderings_of_one_word_do_not_outweigh_one_name(lexical):
    # "tour" has two renderings, both in passage d; the name "科技局" has one.
    groups = [({"旅游": 1.0}, {"商务": 1.0}), ({"科技局": 1.0},)]
    assert lexical.group_scores(groups).argmax() == 1


def test_a_wrong_rendering_costs_nothing_where_the_right_one_stands(lexical):
    right = lexical.group_scores([({"专利": 1.0},)])
    both = lexical.group_scores([({"专利": 1.0}, {"商务": 0.3})])
    assert both.argmax() == right.argmax()


def test_no_groups_and_unknown_groups_score_zero(lexical):
    assert not lexical.group_scores([]).any()
    assert not lexical.group_scores([({"没有": 1.0},)]).any()
