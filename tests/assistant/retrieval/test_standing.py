from __future__ import annotations

import numpy as np
import pytest

from assistant import asking
from assistant.answering.asked_names import absent_name
from assistant.answering.extractive import ExtractiveEngine
from assistant.questions.question import analyse_question
from assistant.retrieval.standing import Standing, greatest_score
from corpus.document import Document, Metadata
from index.lexical import LexicalIndex
from index.passages import Hit, split_document
from index.tokens import Tokeniser

TEXTS = {
    "成都": "成都海关设立防控物资专窗,物资到港即提。",
    "兰州": "兰州海关开通绿色通道,防控物资第一时间登记放行。",
    "西宁": "西宁市企业复工须备案。",
}
USUAL = np.array([0.5, 0.6, 0.7], np.float32)


def document(text: str, title: str = "通知") -> Document:
    return Document("d", "d.txt", text, Metadata(title, "other"), (), ())


def hits(text: str, dense: float = 0.8, lexical: float = 5.0) -> list[Hit]:
    return [Hit(passage, 1.0, dense, lexical) for passage in split_document(document(text))]


def test_no_passage_scores_more_than_the_greatest_score() -> None:
    tokeniser = Tokeniser()
    index = LexicalIndex.build([tokeniser.tokens(text) for text in TEXTS.values()], documents=list(TEXTS))
    tokens = tokeniser.tokens("兰州海关如何放行防控物资?")

    assert index.scores(tokens).max() < greatest_score(tokens, [1.0] * len(tokens), index)


def test_more_words_and_more_likeness_stand_out_further() -> None:
    def standing(dense: float, lexical: float) -> float:
        return Standing(hits(TEXTS["兰州"], dense, lexical), 10.0, USUAL).of("d")

    assert standing(0.8, 5.0) > standing(0.8, 2.0)
    assert standing(0.9, 5.0) > standing(0.8, 5.0)
    assert Standing(hits(TEXTS["兰州"]), 10.0, USUAL).of("another") == 0


def test_an_answer_that_does_not_stand_out_from_the_library_is_refused() -> None:
    def is_refused(standing: float) -> bool:
        text = TEXTS["兰州"]
        found = ExtractiveEngine().answer(
            "兰州海关如何放行防控物资?",
            hits(text),
            lambda _: document(text),
            "zh",
            standing=lambda _: standing,
        )
        return found.refused

    assert not is_refused(1.0)
    assert is_refused(-2.0)


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
