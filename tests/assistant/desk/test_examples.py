from assistant.desk.examples import example_questions
from assistant.workspace import Workspace
from tests.assistant.panels.conftest import HOSTILE, PLAN


def test_examples_ask_for_what_the_plan_says() -> None:
    assert example_questions([PLAN], "zh") == [
        "“优化创新平台”由哪个部门牵头?",
        "园区每万名从业人员拥有发明专利的目标是多少?",
        "“提高专利申请质量”要求什么时候完成?",
    ]


def test_english_examples_use_the_glossary() -> None:
    assert "Which department leads the work on innovation platforms?" in example_questions([PLAN], "en")


def test_a_document_without_duties_gives_no_examples() -> None:
    assert example_questions([HOSTILE], "zh") == []


def test_every_example_on_the_shipped_documents_has_an_answer(shipped: Workspace) -> None:
    documents = [shipped.document(record.entry.document_id) for record in shipped.documents()[:3]]

    for language in ("zh", "en"):
        questions = example_questions(documents, language)
        assert len(questions) >= 3
        for question in questions:
            assert not shipped.ask(question).refused, question
