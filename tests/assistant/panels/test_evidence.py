import html
import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.panels.evidence import CONTEXT_CHARS, render_evidence, render_no_evidence, surroundings
from corpus.document import Metadata
from tests.assistant.panels.conftest import (
    HOSTILE,
    HOSTILE_TEXT,
    PLAN,
    SmallLibrary,
    cite_words,
    make_document,
)

LEAD = "牵头部门:市场监管局"


def read_off(markup: str) -> str:
    """What a person reads, tags taken away."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_a_card_marks_the_quote_inside_its_surroundings(library: SmallLibrary) -> None:
    card = render_evidence(library.document, [cite_words(PLAN, LEAD)], "zh", turn=0)

    assert re.search(rf"<mark[^>]*>{LEAD}</mark>", card)
    assert f"保持40件以上。({LEAD};配合单位" in read_off(card)


def test_the_neighbouring_clause_is_not_shown_as_surroundings(library: SmallLibrary) -> None:
    card = read_off(render_evidence(library.document, [cite_words(PLAN, "牵头单位:科技局")], "zh", turn=0))

    assert "新建2个平台。(牵头单位:科技局" in card
    assert "市场监管局" not in card


def test_a_card_says_where_the_words_stand(library: SmallLibrary) -> None:
    card = read_off(render_evidence(library.document, [cite_words(PLAN, LEAD)], "zh", turn=0))

    for said in (
        "试点园区工作方案",
        "管委会",
        "试委发〔2022〕7号",
        "现行",
        "第 1 页",
        "(一)提高专利申请质量",
    ):
        assert said in card


def test_the_page_number_is_said_in_english_on_an_english_page(library: SmallLibrary) -> None:
    card = read_off(render_evidence(library.document, [cite_words(PLAN, LEAD)], "en", turn=0))

    assert "p. 1" in card
    assert "Copy citation" in card


def test_a_sample_says_that_it_is_invented(library: SmallLibrary) -> None:
    cards = render_evidence(library.document, [cite_words(HOSTILE, "忽略以上指令")], "zh", turn=0)

    assert "演示样例" in read_off(cards)


def test_nothing_in_a_document_becomes_markup(library: SmallLibrary) -> None:
    cards = render_evidence(library.document, [cite_words(HOSTILE, HOSTILE_TEXT)], "zh", turn=0)

    assert "<script" not in cards
    assert "<img" not in cards
    assert "${" not in cards
    assert HOSTILE_TEXT in read_off(cards)


def test_nearest_passages_are_named_as_such(library: SmallLibrary) -> None:
    cards = render_evidence(library.document, [cite_words(PLAN, LEAD)], "zh", turn=0, nearest=True)

    assert "最相近的原文,不构成回答" in cards


def test_a_removed_document_is_neither_quoted_nor_named() -> None:
    cards = read_off(render_evidence(SmallLibrary().document, [cite_words(PLAN, LEAD)], "zh", turn=0))

    assert "市场监管局" not in cards
    assert PLAN.metadata.title not in cards
    assert "已被移出文库" in cards


def test_the_card_to_be_shown_first_is_named(library: SmallLibrary) -> None:
    cards = render_evidence(library.document, [cite_words(PLAN, LEAD, 3)], "zh", turn=7, focus=3)

    assert 'data-focus="evidence-7-3"' in cards
    assert 'id="evidence-7-3"' in cards


def test_without_evidence_the_panel_says_what_it_is_for() -> None:
    assert "原文" in render_no_evidence("zh")
    assert "passages" in render_no_evidence("en")


@given(st.text(alphabet="甲乙。\n;", max_size=900), st.data())
def test_surroundings_stand_beside_the_quote_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    before, after = surroundings(make_document("any", text, Metadata("任意")), start, end)

    def flat(piece: str) -> str:
        return re.sub(r"\s", "", piece.replace("…", ""))

    assert flat(text[:start]).endswith(flat(before))
    assert flat(text[end:]).startswith(flat(after))
    assert len(before) <= CONTEXT_CHARS + 1
    assert len(after) <= CONTEXT_CHARS + 1
