from __future__ import annotations

import math
from pathlib import Path

import pytest

from corpus.loaders.ocr import _Box, _place, recognise_page, tidy_text
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
