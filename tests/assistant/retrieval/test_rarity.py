from __future__ import annotations

from assistant import asking
from assistant.answering.extractive import ExtractiveEngine
from assistant.retrieval.rarity import RareWords
from corpus.document import Document, Metadata
from index.lexical import LexicalIndex
from index.passages import Hit, split_document
from index.tokens import Tokeniser

TEXTS = {
    "成都": "成都海关设立防控物资专窗,物资到港即提。",
    "兰州": "兰州海关开通绿色通道,防控物资第一时间登记放行。",
    "西宁": "西宁市企业复工须备案。",
}


def words(question: str) -> RareWords:
    tokeniser = Tokeniser()
    index = LexicalIndex.build([tokeniser.tokens(text) for text in TEXTS.values()])
    return RareWords(question, tokeniser, index)


def document(name: str) -> Document:
    return Document(name, f"{name}.txt", TEXTS[name], Metadata(f"{name}通知", "other"), (), ())


def test_a_name_that_a_document_lacks_weighs_more_than_words_that_all_have() -> None:
    asked = words("成都海关如何放行防控物资?")

    assert (
        asked.share_in(document("成都")) > asked.share_in(document("兰州")) > asked.share_in(document("西宁"))
    )


def test_a_question_that_only_asks_is_held_by_any_document() -> None:
    assert words("什么?").share_in(document("西宁")) == 1


def test_an_answer_from_a_document_that_lacks_the_rare_words_is_refused() -> None:
    each = document("兰州")
    hits = [Hit(passage, 1.0, 1.0, 1.0) for passage in split_document(each)]

    def ask(share: float) -> bool:
        return (
            ExtractiveEngine()
            .answer("兰州海关如何放行防控物资?", hits, lambda _: each, "zh", held_in=lambda _: share)
            .refused
        )

    assert not ask(1.0)
    assert ask(0.1)


def test_a_few_documents_are_not_asked_for_rare_words() -> None:
    # In a library of one plan, a word that it lacks is the asker's own: 搞砸了会挨骂不?
    assert asking.MANY_DOCUMENTS > 10
