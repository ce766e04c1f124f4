import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import Tokeniser, harvest_words, normal_word, question_weights, term_key

_TOKENISER = Tokeniser(["市场监管局"])


@pytest.fixture
def tokeniser() -> Tokeniser:
    return _TOKENISER


def test_a_chinese_run_gives_its_words_and_its_bigrams(tokeniser):
    assert {"专利", "申请", "利申", "质量"} <= set(tokeniser.tokens("专利申请质量"))


def test_a_user_word_is_kept_whole(tokeniser):
    assert "市场监管局" in tokeniser.tokens("由市场监管局牵头")
    assert "市场监管局" not in Tokeniser().tokens("由市场监管局牵头")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("占比70%", "70%"),
        ("5.39平方公里", "5.39"),
        ("300亿元", "300亿"),
        ("2022年", "2022年"),
        ("10,000人", "10000"),
        ("国发〔2021〕4号", "2021〕4号"),
        ("国发[2021]4号", "2021〕4号"),
        ("R&D经费", "r&d"),
        ("ＲＦ滤波器", "rf"),
    ],
)
def test_numbers_and_latin_names_stay_whole(tokeniser, text, expected):
    assert expected in tokeniser.tokens(text)


def test_a_list_of_figures_is_not_taken_for_thousands(tokeniser):
    assert "10,20" in tokeniser.tokens("10,20")


def test_traditional_characters_give_the_tokens_of_simplified_ones(tokeniser):
    assert tokeniser.tokens("提高專利申請質量") == tokeniser.tokens("提高专利申请质量")


def test_english_words_meet_in_their_stem(tokeniser):
    assert tokeniser.tokens("leads") == tokeniser.tokens("Leading") == ["lead"]


def test_a_hyphenated_name_is_found_whole_and_in_parts(tokeniser):
    assert {"covid-19", "covid", "19"} <= set(tokeniser.tokens("COVID-19"))


def test_punctuation_emoji_and_control_characters_give_no_token(tokeniser):
    assert tokeniser.tokens("。,!?…——😀\x00\x1b\n") == []


def test_a_pickled_tokeniser_cuts_alike(tokeniser):
    text = "市场监管局牵头,2022年12月完成"
    assert pickle.loads(pickle.dumps(tokeniser)).tokens(text) == tokeniser.tokens(text)


def test_the_dictionary_cache_gives_the_same_tokens(tmp_path, tokeniser):
    for _ in range(2):  # written, then read
        cached = Tokeniser(["市场监管局"], cache_folder=tmp_path)
        assert cached.tokens("市场监管局牵头") == tokeniser.tokens("市场监管局牵头")
    (cache,) = tmp_path.iterdir()
    cache.write_bytes(b"cut off")
    assert Tokeniser(["市场监管局"], cache_folder=tmp_path).tokens("市场监管局") == tokeniser.tokens(
        "市场监管局"
    )


@given(st.text(max_size=80))
def test_any_text_gives_tokens_without_blanks(text):
    for token in _TOKENISER.tokens(text):
        assert token and not any(character.isspace() for character in token)


def test_harvest_takes_units_and_named_programmes_and_nothing_else():
    text = "(牵头单位:科技局、经济信息局;配合单位:人才办、相关镇街等)按照《创新激励办法》和“一带一路”办理。"
    words = harvest_words([text])
    assert {"科技局", "经济信息局", "人才办", "创新激励办法", "一带一路"} <= set(words)
    assert "办理" not in words


def test_harvest_does_not_depend_on_the_order_of_texts():
    texts = ["(牵头单位:科技局)", "《创新激励办法》"]
    assert harvest_words(texts) == harvest_words(texts[::-1])


def test_asking_words_weigh_nothing():
    assert question_weights(["什么", "专利", "哪些"]) == [0.0, 1.0, 0.0]


def test_spelling_and_inflection_do_not_part_english_words():
    assert normal_word("centre") == normal_word("centers")
    assert normal_word("optimising") == normal_word("optimize")
    assert normal_word("Wansheng's") == normal_word("wansheng")
    assert term_key("the Bureau of Commerce") == term_key("bureau commerce")
