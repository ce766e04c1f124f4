import pytest

from assistant.language.glossary import GLOSSARY_FILE, load_glossary
from corpus.errors import UsageError
from index.tokens import term_key


def test_a_term_is_found_under_each_wording_and_inflection():
    chinese = load_glossary().chinese
    assert "市场监管局" in chinese[term_key("Market Regulation Bureau")]
    assert "牵头单位" in chinese[term_key("leading units")]
    assert "科技型企业" in chinese[term_key("technology companies")]


def test_the_first_line_of_a_term_gives_its_english_name():
    assert load_glossary().english["科技局"] == "Science and Technology Bureau"


def test_a_line_without_english_is_named(tmp_path):
    file = tmp_path / "terms.tsv"
    file.write_text("# remark\n科技局\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        load_glossary(file)


def test_remarks_blank_lines_and_brackets_are_understood(tmp_path):
    file = tmp_path / "terms.tsv"
    file.write_text("\ufeff# remark\n\n组团\tcluster (of land)\tblock\n", encoding="utf-8")
    glossary = load_glossary(file)
    assert glossary.chinese[("cluster",)] == glossary.chinese[("cluster", "land")] == ("组团",)


def test_no_line_of_the_shipped_glossary_stands_twice():
    lines = [line for line in GLOSSARY_FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) == len(set(lines))
