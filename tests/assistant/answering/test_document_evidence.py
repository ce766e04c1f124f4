from __future__ import annotations

from dataclasses import replace

from assistant.answering.document_evidence import carries_on, weigh_by_document
from assistant.answering.fuller_quotes import GLANCE_CHARS, carry_on
from assistant.answering.selection import Scored
from assistant.language.sentences import Sentence, whole_sentences
from index.passages import Hit, Passage
from tests.assistant.plan import make_document


def sentence(document_id: str, start: int = 0, text: str = "一句话。") -> Sentence:
    return Sentence(document_id, start, start + len(text), text, (), "", 0, 100, 0)


def hit(document_id: str, score: float) -> Hit:
    return Hit(Passage(f"{document_id}:0", document_id, 0, 4, "一句话。", (), None, ""), score, 0.0, 0.0)


def test_a_sentence_of_a_document_far_behind_gives_way() -> None:
    scored = [Scored(sentence("near"), 0.5, 0.6), Scored(sentence("far"), 0.5, 0.7)]

    near, far = weigh_by_document(scored, [hit("near", 1.0), hit("far", 0.5)])

    assert near.total == 0.6
    assert far.total < near.total


def test_within_one_document_nothing_changes() -> None:
    scored = [Scored(sentence("a"), 0.5, 0.6), Scored(sentence("a", 10), 0.5, 0.7)]

    assert weigh_by_document(scored, [hit("a", 0.3)]) == scored


def test_only_the_very_next_sentence_of_the_same_section_carries_on() -> None:
    first = sentence("a")

    assert carries_on(sentence("a", first.end + 1), first)
    assert not carries_on(sentence("a", first.end + 30), first)
    assert not carries_on(sentence("b", first.end + 1), first)
    assert not carries_on(replace(sentence("a", first.end), path=("二、",)), first)


def test_a_sentence_cut_by_a_passage_is_read_whole() -> None:
    document = make_document(
        "通知\n\n一、补贴。\n对企业给予补贴,补贴金额不超过50万元。其他事项另行通知。\n", "other"
    )
    cut = document.text.index("不超过")
    begin = document.text.index("对企业")

    start, end = whole_sentences(document, begin, cut)

    assert document.text[start:end] == "对企业给予补贴,补贴金额不超过50万元。"
    start, end = whole_sentences(document, cut, cut + 3)
    assert document.text[start:end] == "对企业给予补贴,补贴金额不超过50万元。"


def test_a_quote_goes_on_to_the_end_of_its_paragraph_and_no_further() -> None:
    text = "贷款面向小微企业。不需要抵押。\n另一段。"

    assert text[: carry_on(text, 0, 9, len(text))] == "贷款面向小微企业。不需要抵押。"


def test_a_quote_is_not_carried_on_past_what_one_reads_at_a_glance() -> None:
    text = "短句。" + "长" * GLANCE_CHARS + "。"

    assert carry_on(text, 0, 3, len(text)) == 3
