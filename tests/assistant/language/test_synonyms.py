import pytest

from assistant.language.synonyms import WORDINGS_FILE, formal_wording
from corpus.errors import UsageError


@pytest.mark.parametrize(
    ("question", "formal"),
    [
        ("经信局牵头哪些任务?", "经济信息局"),
        ("搞砸了会不会挨批?", "通报批评"),
        ("高企要凑够多少家?", "高新技术企业"),
        ("發改局負責什么?", "发展改革局"),
    ],
)
def test_everyday_words_bring_the_wording_of_documents(question, formal):
    assert formal in formal_wording(question).split()


def test_what_the_question_says_already_is_not_added():
    assert "高新技术企业" not in formal_wording("高企,也就是高新技术企业,有多少家?")


def test_a_question_in_the_words_of_documents_is_left_alone():
    assert formal_wording("园区工业集中度不低于多少") == ""


def test_no_wording_is_listed_twice():
    spoken = [line.split("\t")[0] for line in WORDINGS_FILE.read_text("utf-8").splitlines()]
    assert len(spoken) == len(set(spoken))


def test_a_line_without_a_tab_is_named(tmp_path):
    file = tmp_path / "wordings.tsv"
    file.write_text("经信局 经济信息局\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 1"):
        formal_wording("经信局", file)
