from hypothesis import given
from hypothesis import strategies as st

from assistant.panels.markup import escape


@given(st.text())
def test_escaped_text_holds_no_sign_that_opens_markup_or_a_template(text: str) -> None:
    assert not set(escape(text)) & set("<>\"'${}`")


def test_text_reads_the_same_after_escaping() -> None:
    import html

    text = "<img src=\"x\" onerror='a()'> $x^2$ ${a} {{b}} `c` & 《方案》\n"

    assert html.unescape(escape(text)) == text


def test_signs_that_turn_the_reading_direction_are_shown_as_foreign() -> None:
    assert escape("a\u202eb\x00c") == "a\ufffdb\ufffdc"
