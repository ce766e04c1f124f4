from __future__ import annotations

from corpus.mark import RANK


def test_every_family_has_a_rank_of_its_own_or_a_twin():
    assert RANK["1."] == RANK["1、"]
    assert len(set(RANK.values())) == len(RANK) - 1
