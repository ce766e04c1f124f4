import pytest

from assistant.questions.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("哪个部门牵头专利指标?", "zh"),
        ("R&D 投入多少", "zh"),
        ("RF filter 属于哪条产业链", "zh"),
        ("專利", "zh"),
        ("Which bureau is 科技局?", "en"),
        ("which department leads patent targets", "en"),
        ("What does “多维评价、效益优先” refer to in the plan?", "en"),
        ("Deadline?", "en"),
        ("Какой отдел отвечает за патенты?", None),
        ("特許を担当する部署はどこですか", None),
        ("???", None),
        ("😀", None),
        ("", None),
    ],
)
def test_the_language_is_that_of_the_grammar(text, language):
    assert detect_language(text) == language
