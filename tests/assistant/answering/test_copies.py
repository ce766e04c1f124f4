from __future__ import annotations

from assistant.answering.copies import MOST, cite_copies
from assistant.answering.draft import Draft
from assistant.answering.extractive import ExtractiveEngine
from corpus.document import Document, Metadata
from index.passages import Hit, split_document

RULE = "对纳税人运输疫情防控重点保障物资取得的收入,免征增值税。"


def document(name: str, text: str) -> Document:
    return Document(name, f"{name}.txt", text, Metadata(f"{name}公告", "other"), (), ())


def draft_of(*documents: Document, language: str = "zh") -> Draft:
    by_id = {each.document_id: each for each in documents}
    draft = Draft(by_id.__getitem__, "en" if language == "en" else "zh", {})
    first = documents[0]
    draft.quote_alone(draft.cite(first.document_id, first.text.index("对"), len(first.text)))
    return draft


def test_a_copy_is_cited_where_the_same_words_stand_whatever_its_line_breaks() -> None:
    quoted = document("甲", f"公告如下:{RULE}")
    copy = document("乙", f"某市转发通知。\n 　{RULE[:9]}\n{RULE[9:]} 特此通知。")
    draft = draft_of(quoted, copy)

    cite_copies(draft, [quoted, copy])

    other = draft.citations[1]
    assert other.document_id == "乙"
    assert other.quote == f"{RULE[:9]}\n{RULE[9:]}" == copy.text[other.start : other.end]
    assert draft.finish().splitlines()[-1] == "相同内容另见[2]。"


def test_no_more_copies_are_named_than_a_reader_wants() -> None:
    copies = [document(str(n), f"{RULE}") for n in range(6)]
    draft = draft_of(*copies)

    cite_copies(draft, copies)

    assert [citation.document_id for citation in draft.citations] == [str(n) for n in range(MOST + 1)]


def test_a_document_on_the_same_matter_in_other_words_is_no_copy() -> None:
    quoted = document("甲", RULE)
    draft = draft_of(quoted)

    cite_copies(draft, [quoted, document("乙", "对运输物资的收入免征增值税。")])

    assert len(draft.citations) == 1


def test_a_few_letters_in_common_make_no_copy() -> None:
    quoted = document("甲", "对象为企业。")
    draft = draft_of(quoted)

    cite_copies(draft, [quoted, document("乙", "扶持对象为企业。")])

    assert len(draft.citations) == 1


def test_an_english_answer_names_copies_in_english() -> None:
    quoted, copy = document("甲", RULE), document("乙", RULE)
    draft = draft_of(quoted, copy, language="en")

    cite_copies(draft, [quoted, copy])

    assert draft.finish().endswith("The same words stand in [2].")


def test_the_answer_to_a_question_names_the_copy_of_what_it_quotes() -> None:
    documents = {name: document(name, f"{name}局公告。\n{RULE}") for name in ("甲", "乙")}
    hits = [Hit(passage, 1.0, 1.0, 1.0) for each in documents.values() for passage in split_document(each)]

    answer = ExtractiveEngine().answer(
        "运输疫情防控重点保障物资取得的收入有什么税收政策?", hits, documents.__getitem__, "zh"
    )

    assert {citation.document_id for citation in answer.citations} == {"甲", "乙"}
    assert "相同内容另见" in answer.text
