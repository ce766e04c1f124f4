from __future__ import annotations

import math
from pathlib import Path

import pytest

from corpus.loaders.ocr import _as_drawn, _Box, _place, recognise_page, tidy_text
from corpus.loaders.pdf import load

from .conftest import MakePdf


@pytest.mark.parametrize(
    ("recognised", "written"),
    [
        ("(五）实施外汇管理", "（五）实施外汇管理"),
        ("(八)经理国库；", "（八）经理国库；"),
        ("第一条 为了确立地位", "第一条\u3000为了确立地位"),
        ("第四条中国人民银行履行下列职责：", "第四条\u3000中国人民银行履行下列职责："),
        ("第四条规定的职责", "第四条规定的职责"),
        ("第四章业务", "第四章\u3000业务"),
        ("牵头单位:市科技局", "牵头单位：市科技局"),
        ("8:30至17:00", "8:30至17:00"),
        ("一26一", "— 26 —"),
        ("12", "12"),
        ("GB/T 3620.1(2016)", "GB/T 3620.1(2016)"),
    ],
)
def test_a_recognised_line_is_written_as_the_document_has_it(recognised: str, written: str) -> None:
    assert tidy_text(recognised) == written


def test_a_page_scanned_askew_is_set_straight() -> None:
    skew = 0.03

    def box(text: str, x: float, y: float) -> _Box:
        corners = [(x, y), (x + 24 * len(text), y), (x + 24 * len(text), y + 30), (x, y + 30)]
        turned = tuple(
            (a * math.cos(skew) - b * math.sin(skew), a * math.sin(skew) + b * math.cos(skew))
            for a, b in corners
        )
        return _Box(text, 0.99, turned)

    boxes = [box("各区人民政府应当按照本办法的规定", 100, 300), box("落实住房保障工作", 600, 300)]

    pieces = _place(boxes, 1000, 0.5)

    assert abs(pieces[0].y - pieces[1].y) < 0.5
    assert abs(pieces[0].x0 - 50) < 1
    assert abs(pieces[0].size - 12) < 0.5


def test_a_scan_is_read_with_the_models_of_this_machine(make_pdf: MakePdf, tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    pdfium = pytest.importorskip("pypdfium2")
    lines = ["各区人民政府应当落实住房保障工作", "于每年年底前向市人民政府报告情况"]
    written = make_pdf([[(90, 700, 20, lines[0]), (90, 660, 20, lines[1])], []])
    with pdfium.PdfDocument(written) as document:
        pictures = [page.render(scale=2).to_pil().convert("RGB") for page in document]
    if len(pictures[0].getcolors(1 << 20) or ()) < 2:
        pytest.skip("no Chinese font on this machine to draw the scan with")
    pictures[0].save(tmp_path / "scan.pdf", save_all=True, append_images=pictures[1:])

    loaded = load(tmp_path / "scan.pdf")

    assert "".join(loaded.text.split()) == "".join(lines)
    assert loaded.pages[0].ocr_confidence is not None
    assert loaded.pages[0].ocr_confidence > 0.9
    assert loaded.pages[1].ocr_confidence is None
    assert recognise_page(tmp_path / "scan.pdf", 2) is None
    # Where each line stands: 90 points from the left, at 700 and 660 of 842 from the foot of the page.
    first, second = loaded.pages[0].lines
    width, height = (size / 2 for size in pictures[0].size)
    assert first.text == lines[0]
    assert abs(first.left - 90 / width) < 0.02
    assert abs(first.right - (90 + 20 * len(lines[0])) / width) < 0.02
    assert first.top < 1 - 708 / height < first.bottom
    assert second.top < 1 - 668 / height < second.bottom
    assert loaded.pages[1].lines == ()


@pytest.mark.parametrize(
    ("quarter_turns", "drawn"),
    [
        (0, (0.1, 0.2, 0.5, 0.3)),
        (1, (0.7, 0.1, 0.8, 0.5)),
        (2, (0.5, 0.7, 0.9, 0.8)),
        (3, (0.2, 0.5, 0.3, 0.9)),
    ],
)
def test_a_line_on_a_turned_page_is_placed_where_the_page_shows_it(
    quarter_turns: int, drawn: tuple[float, ...]
) -> None:
    import numpy as np

    # The same pixel, by turning a picture as the recogniser does and looking where it came from.
    picture = np.zeros((100, 200), dtype=np.uint8)
    left, top, right, bottom = drawn
    picture[round(top * 100) : round(bottom * 100), round(left * 200) : round(right * 200)] = 1
    read = np.rot90(picture, quarter_turns)
    rows, columns = np.nonzero(read)
    x0, y0, x1, y1 = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
    box = _Box("字", 0.9, ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))

    line = _as_drawn(box, read.shape[1], read.shape[0], quarter_turns)

    assert line[1:] == pytest.approx(drawn, abs=1e-3)
