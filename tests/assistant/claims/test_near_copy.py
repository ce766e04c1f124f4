from __future__ import annotations

import pytest

from assistant.claims.claim_parts import read_parts
from assistant.claims.letters import matching_share
from assistant.claims.near_copy import Comparison, compare


def lay(claim: str, sentence: str) -> Comparison:
    return compare(claim, sentence, read_parts(claim), read_parts(sentence))


@pytest.mark.parametrize(
    ("claim", "sentence", "kind", "source"),
    [
        ("对企业给予最高60万元补助", "对企业给予最高50万元补助", "number", "最高50万元"),
        ("对企业给予最高50亿元补助", "对企业给予最高50万元补助", "unit", "最高50万元"),
        ("自2020年3月1日起施行", "自2020年2月1日起施行", "date", "2020年2月1日"),
        ("由市财政局负责组织实施", "由市商务局负责组织实施", "organisation", "市商务局"),
        ("市商务局配合,各区政府落实", "市商务局牵头,各区政府落实", "role", "牵头"),
        ("企业可以收取任何费用", "企业不得收取任何费用", "negation", "不得"),
        ("逾期的不予受理并书面告知", "逾期的予以受理并书面告知", "negation", "予以受理"),
        ("每季度报送一次进展情况", "每月报送一次进展情况", "scope", "每月"),
    ],
)
def test_one_changed_field_is_found_and_named(claim: str, sentence: str, kind: str, source: str) -> None:
    differences = lay(claim, sentence).differences

    assert [d.kind for d in differences] == [kind]
    assert source in differences[0].source


def test_the_same_words_in_full_and_half_width_do_not_differ() -> None:
    result = lay("到2022年底，占比达70%。", "到2022年底,占比达70%。")

    assert result.differences == ()
    assert result.missing == ()
    assert result.share == 1


def test_another_way_to_write_the_amount_is_no_difference() -> None:
    assert lay("总产值不低于3000000万元以上水平", "总产值不低于300亿元以上水平").differences == ()


def test_what_the_sentence_lacks_is_said() -> None:
    assert lay("园区建设规划经专家评审后印发", "园区建设规划印发").missing == ("经专家评审后",)


def test_letters_in_common_never_fall_short_of_letters_in_order() -> None:
    claim, sentence = "由市财政局负责组织实施", "组织实施由市商务局负责"

    assert matching_share(claim, sentence) >= lay(claim, sentence).share
