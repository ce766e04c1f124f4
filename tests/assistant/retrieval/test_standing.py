from __future__ import annotations

import numpy as np
import pytest

from assistant import asking
from assistant.answering.asked_names import absent_name
from assistant.answering.extractive import ExtractiveEngine
from assistant.answering.refusal import METHOD_STANDING, MINIMUM_STANDING
from assistant.questions.question import analyse_question
from assistant.retrieval.runs import Runs, spoken
from assistant.retrieval.standing import Asked, Standing, greatest_score
from corpus.document import Document, Metadata
from index.lexical import LexicalIndex
from index.passages import Hit, split_document
from index.tokens import Tokeniser, question_weights

TEXTS = {
    "成都": "成都海关设立防控物资专窗,物资到港即提。",
    "兰州": "兰州海关开通绿色通道,防控物资第一时间登记放行。",
    "西宁": "西宁市企业复工须备案。",
}
USUAL = np.array([0.5, 0.6, 0.7], np.float32)


@pytest.fixture(scope="module")
def library() -> LexicalIndex:
    tokeniser = Tokeniser()
    return LexicalIndex.build([tokeniser.tokens(text) for text in TEXTS.values()], documents=list(TEXTS))


def document(text: str, title: str = "通知") -> Document:
    return Document("d", "d.txt", text, Metadata(title, "other"), (), ())


def asked(question: str, library: LexicalIndex) -> Asked:
    tokens = Tokeniser().tokens(question)
    return Asked.read(question, tokens, question_weights(tokens), library)


def hits(text: str, dense: float = 0.8, lexical: float = 5.0) -> list[Hit]:
    return [Hit(passage, 1.0, dense, lexical) for passage in split_document(document(text))]


def test_no_passage_scores_more_than_the_greatest_score(library: LexicalIndex) -> None:
    tokens = Tokeniser().tokens("兰州海关如何放行防控物资?")

    assert library.scores(tokens).max() < greatest_score(tokens, [1.0] * len(tokens), library)


def test_more_words_and_more_likeness_stand_out_further(library: LexicalIndex) -> None:
    question = asked("兰州海关如何放行防控物资?", library)

    def standing(dense: float, lexical: float, held: float = 0.5) -> float:
        found = hits(TEXTS["兰州"], dense, lexical)
        return Standing(found, question, USUAL).of(document(TEXTS["兰州"]), held)

    assert standing(0.8, 5.0) > standing(0.8, 2.0)
    assert standing(0.9, 5.0) > standing(0.8, 5.0)
    assert standing(0.8, 5.0, held=0.9) == pytest.approx(standing(0.8, 5.0) + 0.4)


def test_a_document_of_which_nothing_was_found_has_no_words_and_no_likeness(library: LexicalIndex) -> None:
    found = Standing(hits(TEXTS["兰州"]), asked("兰州海关如何放行防控物资?", library), USUAL)
    other = Document("another", "a.txt", TEXTS["成都"], Metadata("通知", "other"), (), ())

    parts = found.parts(other)

    assert parts.words == parts.likeness == 0
    assert parts.lacking > 0


def test_what_the_document_lacks_of_the_question_is_counted_with_its_longest_stretch(
    library: LexicalIndex,
) -> None:
    # Two customs' notices say much the same; the name that one of them has nowhere is what tells them apart.
    question = asked("兰州海关怎样放行防控物资?", library)
    right = Standing(hits(TEXTS["兰州"]), question, USUAL).parts(document(TEXTS["兰州"]))
    other = Standing(hits(TEXTS["成都"]), question, USUAL).parts(document(TEXTS["成都"]))

    assert right.lacking < other.lacking
    assert right.gap < other.gap
    assert Standing(hits(TEXTS["成都"]), question, USUAL).of(document(TEXTS["成都"]), 0.5) < Standing(
        hits(TEXTS["兰州"]), question, USUAL
    ).of(document(TEXTS["兰州"]), 0.5)


def test_a_name_in_the_title_or_of_the_issuer_is_not_lacking(library: LexicalIndex) -> None:
    question = asked("兰州海关怎样放行防控物资?", library)
    text = "海关开通绿色通道,防控物资第一时间登记放行。"

    unnamed = Standing([], question, USUAL).parts(document(text))
    named = Standing([], question, USUAL).parts(document(text, "兰州海关通知"))

    assert named.lacking < unnamed.lacking
    assert named.gap < unnamed.gap


def test_the_gap_is_the_heaviest_stretch_and_not_all_that_is_missing(library: LexicalIndex) -> None:
    runs = Runs("西宁市企业复工须备案", library)

    assert runs.gap(spoken("西宁市企业复工,须备案。")) == 0
    assert runs.gap(spoken("免征增值税。")) == pytest.approx(1)
    # 宁市 and 须备案 are two stretches.
    apart = runs.gap(spoken("西宁;市企业复工;备案"))
    assert 0 < apart < runs.gap(spoken("市企业;备案"))


def test_rarity_is_that_of_the_pairs_among_all_passages(library: LexicalIndex) -> None:
    assert Runs("防控物资", library).rarity < Runs("中川机场", library).rarity == pytest.approx(1)


def test_an_answer_that_does_not_stand_out_from_the_library_is_refused() -> None:
    def is_refused(standing: float) -> bool:
        text = TEXTS["兰州"]
        found = ExtractiveEngine().answer(
            "兰州海关如何放行防控物资?",
            hits(text),
            lambda _: document(text),
            "zh",
            standing=lambda document, held: held + standing,
        )
        return found.refused

    assert not is_refused(1.0)
    assert is_refused(-2.0)


def test_how_something_is_done_is_answered_by_a_document_that_stands_out_more() -> None:
    def is_refused(question: str) -> bool:
        found = ExtractiveEngine().answer(
            question,
            hits(TEXTS["兰州"]),
            lambda _: document(TEXTS["兰州"]),
            "zh",
            standing=lambda document, held: MINIMUM_STANDING["zh"] + METHOD_STANDING / 2,
        )
        return found.refused

    assert not is_refused("兰州海关对防控物资开通了哪些通道?")
    assert is_refused("兰州海关如何放行防控物资?")


@pytest.mark.parametrize(
    ("question", "text", "absent"),
    [
        ("卫生部门要求落实的“四早”是什么?", "要落实早发现、早报告。", "四早"),
        ("《复工指引》对食堂有何要求?", "《复工 指引》要求食堂错峰就餐。", None),
        ("国资委怎样支持中小企业?", "国有资产监督管理委员会减免租金。", None),
        ("国家卫健委提出了哪些防护措施?", "国家卫生健康委员会建议戴口罩。", None),
        ("国家卫健委提出了哪些防护措施?", "县教育局建议戴口罩。", "国家卫健委"),
        ("工信部调用了多少物资?", "工业和信息化部调用口罩300万个。", None),
        ("财政部预拨了多少资金?", "市市场监管委给予单笔补贴3万元。", "财政部"),
        # A unit's department, and any town's own bureau, are no ministries.
        ("公司财政部门如何报销?", "凭票报销。", None),
        ("卫健委何时检查?", "市疾控中心每周检查。", None),
    ],
)
def test_a_quoted_word_and_a_ministry_must_stand_in_the_document_that_answers(
    question: str, text: str, absent: str | None
) -> None:
    assert absent_name(analyse_question(question, "zh"), document(text)) == absent


def test_a_few_documents_are_not_measured_against_each_other() -> None:
    # In a library of one plan, a word that it lacks is the asker's own: 搞砸了会挨骂不?
    assert asking.MANY_DOCUMENTS > 10
