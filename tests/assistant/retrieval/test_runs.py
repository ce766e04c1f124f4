from __future__ import annotations

import pytest

from assistant.retrieval.runs import READ, Runs, order_by_runs
from index.lexical import LexicalIndex
from index.passages import Hit, Passage
from index.tokens import Tokeniser

TEXTS = (
    "对纳税人运输疫情防控重点保障物资取得的收入,免征增值税。",
    "疫情期间,重点企业的物资由交通部门保障;收入下降的,运输费用可以缓缴。",
    "职工医疗保险的缴费期限延长至疫情结束后两个月内。",
)


@pytest.fixture(scope="module")
def vocabulary() -> LexicalIndex:
    tokeniser = Tokeniser()
    return LexicalIndex.build([tokeniser.tokens(text) for text in TEXTS])


def hit(text: str, score: float, start: int = 0, document_id: str = "d") -> Hit:
    end = start + len(text)
    passage = Passage(f"{document_id}:{start}-{end}", document_id, start, end, text, (), None, "题")
    return Hit(passage, score, score, score)


def test_what_repeats_the_question_in_one_piece_comes_before_the_same_words_strewn(
    vocabulary: LexicalIndex,
) -> None:
    runs = Runs("运输疫情防控重点保障物资取得的收入有什么政策?", vocabulary)

    ordered = order_by_runs(runs, [hit(TEXTS[1], 1.0), hit(TEXTS[0], 0.9)])

    assert [found.passage.text for found in ordered] == [TEXTS[0], TEXTS[1]]


def test_a_text_that_holds_the_whole_question_holds_all_of_its_weight(vocabulary: LexicalIndex) -> None:
    runs = Runs("职工医疗保险的缴费期限是什么", vocabulary)

    assert runs.share(TEXTS[2]) == pytest.approx(1)
    assert 0 < runs.share("关于医疗保险的通知") < runs.share("职工医疗保险的通知") < 1
    assert runs.share("免征增值税") == 0


def test_marks_width_and_traditional_characters_break_no_run(vocabulary: LexicalIndex) -> None:
    runs = Runs("职工医疗保险的缴费期限", vocabulary)

    assert runs.share("職工醫療保險的“繳費期限”") == pytest.approx(1)


def test_a_question_without_chinese_keeps_the_order(vocabulary: LexicalIndex) -> None:
    hits = [hit(text, 1 - n / 10, document_id=str(n)) for n, text in enumerate(TEXTS)]

    assert [found.passage for found in order_by_runs(Runs("什么?", vocabulary), hits)] == [
        found.passage for found in hits
    ]


def test_of_equals_the_one_nearer_to_the_beginning_comes_first(vocabulary: LexicalIndex) -> None:
    far, near = hit(TEXTS[0], 0.8, 1500, "a"), hit(TEXTS[0], 0.8, 100, "b")

    ordered = order_by_runs(Runs("运输物资", vocabulary), [far, near])

    assert [found.passage.document_id for found in ordered] == ["b", "a"]


def test_of_equals_the_one_whose_document_says_more_on_the_matter_comes_first(
    vocabulary: LexicalIndex,
) -> None:
    alone, accompanied, company = (
        hit(TEXTS[0], 0.8, 500, "a"), hit(TEXTS[0], 0.8, 500, "b"), hit(TEXTS[1], 0.4, 900, "b"),
    )  # fmt: skip

    ordered = order_by_runs(Runs("运输物资", vocabulary), [alone, accompanied, company])

    assert [found.passage.document_id for found in ordered[:2]] == ["b", "a"]


def test_scores_fall_and_what_was_not_read_stays_below(vocabulary: LexicalIndex) -> None:
    hits = [hit(TEXTS[n % 3], 1 - n / 100, 10 * n) for n in range(READ + 10)]

    ordered = order_by_runs(Runs("医疗保险的缴费期限", vocabulary), hits)

    scores = [found.score for found in ordered]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1
    assert [found.passage for found in ordered[READ:]] == [found.passage for found in hits[READ:]]
