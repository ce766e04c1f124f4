import pytest

from assistant.language.bridge import Bridge
from assistant.language.lexicon import Lexicon, build_lexicon
from index.lexical import LexicalIndex
from index.tokens import Tokeniser

PASSAGES = [
    "5.提高专利申请质量。园区每万名从业人员拥有发明专利保持40件以上。(牵头部门:市场监管局)",
    "工业总产值不低于300亿元。(牵头单位:经济信息局;完成时间:2022年12月)",
    "申请新增平山、建设、鱼田堡、关坝、青年五个组团。",
    "通货膨胀影响航空运输,机场研发投入增加。",
]


@pytest.fixture(scope="module")
def lexical() -> LexicalIndex:
    tokeniser = Tokeniser(["市场监管局", "经济信息局"])
    return LexicalIndex.build([tokeniser.tokens(text) for text in PASSAGES])


@pytest.fixture(scope="module")
def stored(lexical) -> bytes:
    return build_lexicon(lexical.held)


@pytest.fixture(scope="module")
def bridge(lexical, stored) -> Bridge:
    return Bridge.open(stored, lexical)


@pytest.mark.parametrize(
    ("question", "position"),
    [
        ("Which department leads patent targets?", 0),
        ("How many invention patents per 10,000 employees?", 0),
        ("gross industrial output value", 1),
        ("What must reach 30 billion yuan?", 1),
        ("Is Yutianbao part of it?", 2),
        ("Which airports are affected by inflation?", 3),
        ("inflationary effects", 3),
        ("R&D investment", 3),
    ],
)
def test_an_english_question_finds_its_chinese_passage(bridge, lexical, question, position):
    assert lexical.group_scores(bridge.translate(question).groups).argmax() == position


def test_the_longest_phrase_wins(bridge):
    assert ("Market Regulation Bureau", "市场监管局") in bridge.translate(
        "the Market Regulation Bureau"
    ).matched


def test_what_was_carried_over_and_what_not_is_told(bridge):
    bridged = bridge.translate("Which department leads patent quizzification?")
    assert [said for said, _ in bridged.matched if said in ("department", "leads")]
    assert "quizzification" not in [said for said, _ in bridged.matched]
    assert bridged.unmatched[-1] == "quizzification"
    assert "专利" in bridged.text


def test_only_words_that_the_corpus_holds_are_rendered(bridge, lexical):
    for question in ("Which department leads patent targets?", "How does inflation affect airports?"):
        tokens = {
            token
            for renderings in bridge.translate(question).groups
            for rendering in renderings
            for token in rendering
        }
        assert tokens
        assert all(map(lexical.has_token, tokens))


def test_a_pronoun_is_not_information_technology(bridge):
    assert bridge.translate("is it").matched == ()


@pytest.mark.parametrize("question", ["", "???", "the of and", "😀", "\x00"])
def test_a_question_without_words_is_carried_over_into_nothing(bridge, question):
    assert bridge.translate(question).groups == ()


def test_the_same_question_is_carried_over_alike_twice(lexical, stored):
    assert stored == build_lexicon(lexical.held)
    first, second = (Bridge.open(stored, lexical).translate("patent quality in Wansheng") for _ in range(2))
    assert first == second


def test_a_lexicon_finds_words_by_gloss_and_by_part_of_it(stored):
    lexicon = Lexicon.from_bytes(stored)
    assert lexicon.find(("patent",))[0] == ("专利", 1.0)
    assert "航空" in dict(lexicon.find(("aviat",)))
    assert lexicon.find(("tourism",)) == []


def test_pinyin_names_are_read_where_the_corpus_holds_them(lexical, stored):
    lexicon = Lexicon.from_bytes(stored)
    assert lexicon.spelt("yutianbao", lexical.has_token) == ["鱼田堡"]
    assert lexicon.spelt("guanba", lexical.has_token) == ["关坝"]
    assert lexicon.spelt("xyz", lexical.has_token) == []


def test_a_term_that_no_document_holds_leaves_room_for_the_dictionary() -> None:
    tokeniser = Tokeniser(["建材"])
    lexical = LexicalIndex.build([tokeniser.tokens("绿色建材下乡,建筑工程全面采用。")])
    bridge = Bridge.open(build_lexicon(lexical.held), lexical)

    assert any("建材" in renderings for renderings in bridge.translate("building materials").renderings)


def test_how_many_years_is_looked_for_as_a_text_writes_it() -> None:
    tokeniser = Tokeniser()
    lexical = LexicalIndex.build([tokeniser.tokens("2年内建成。"), tokeniser.tokens("2022年度报告。")])
    bridge = Bridge.open(build_lexicon(lexical.held), lexical)

    assert bridge.translate("Within how many years?").groups == (({"2年": 1.0},),)
