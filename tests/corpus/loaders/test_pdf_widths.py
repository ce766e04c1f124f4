from __future__ import annotations

import pytest

from corpus.loaders.pdf_widths import TextState, read_widths


class Listed(list[object]):
    """A list that is its own object, as pypdf's are."""

    def get_object(self) -> Listed:
        return self


class Number(int):
    def get_object(self) -> Number:
        return self


class Font(dict[str, object]):
    def get_object(self) -> Font:
        return self


def test_the_pen_moves_by_widths_spacing_and_shifts() -> None:
    font = Font({"/Subtype": "/TrueType", "/FirstChar": 65, "/Widths": Listed([500, 1000])})
    state = TextState()
    state.set(b"Tc", [1.0])
    state.set(b"Tz", [50])

    widths = read_widths(font)

    assert widths is not None
    # (0.5 + 1 + 0.5 em of 10, three times 1 between characters, 0.2 em back), at half the width
    assert widths.advance([b"AB", 200.0, b"A"], 10.0, state, wide=0) == pytest.approx((20 + 3 - 2) / 2)
    assert widths.advance([b"C"], 10.0, state, wide=1) is None


def test_a_composite_font_lists_widths_in_two_ways() -> None:
    entries = Listed([Number(1), Listed([Number(500), Number(600)]), Number(5), Number(7), Number(250)])
    descendant = Font({"/DW": 1000, "/W": entries})
    font = Font({"/Subtype": "/Type0", "/Encoding": "/Identity-H", "/DescendantFonts": Listed([descendant])})

    widths = read_widths(font)

    assert widths is not None
    codes = b"".join(code.to_bytes(2, "big") for code in (1, 2, 6, 9))
    assert widths.advance([codes], 1.0, TextState(), wide=1) == pytest.approx(0.5 + 0.6 + 0.25 + 1)
    # A font of digits that lists none of their widths: taken for an em each, they would close the gap behind "3.1".
    assert widths.advance([codes], 1.0, TextState(), wide=0) is None


def test_codes_that_are_no_glyph_numbers_tell_no_width() -> None:
    assert read_widths(Font({"/Subtype": "/Type0", "/Encoding": "/GBK-EUC-H"})) is None
    assert read_widths(None) is None
