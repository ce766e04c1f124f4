"""The comparison with peers: what its figures mean. The peers themselves are not started here."""

from __future__ import annotations

from pathlib import Path

from benchmarks.peers.__main__ import compare, figures, table, write_texts
from benchmarks.peers.contestants.chinese_text import PIECE_CHARS, cut, words
from benchmarks.peers.memory import PeakMemory


def result(found: list[list[str]], ingest_s: float = 2.0) -> dict[str, object]:
    return {
        "found": found,
        "ingest_s": ingest_s,
        "pieces": 3,
        "chars": 400,
        "chars_read": 300,
        "ms": [1.0, 3.0],
        "peak_mb": 10.0,
    }


def test_equal_texts_under_two_labels_are_one_document(tmp_path: Path) -> None:
    records = [{"id": "a", "text": "同一份"}, {"id": "b", "text": "另一份"}, {"id": "c", "text": "同一份"}]

    label_of, equal = write_texts(records, tmp_path / "texts")

    assert equal == {"a": "a", "b": "b", "c": "a"}
    assert sorted(label_of) == sorted(path.name for path in (tmp_path / "texts").iterdir())


def test_what_the_model_did_not_read_is_not_speed() -> None:
    row = figures("x", [result([["f"]])], {"f": "a"}, {"a": "a"}, [{"a"}])

    assert row["chars_per_s"] == 150
    assert row["read"] == 0.75


def test_a_difference_within_noise_is_called_even() -> None:
    names, equal = {"f": "a", "g": "b"}, {"a": "a", "b": "b"}
    wanted = [{"a"}] * 40
    ours = figures("ours", [result([["f"]] * 40)], names, equal, wanted)
    same = figures("same", [result([["f"]] * 39 + [["g"]], 4.0)], names, equal, wanted)
    worse = figures("worse", [result([["g"]] * 40)], names, equal, wanted)

    compare([ours, same, worse])

    assert same["even"] and not worse["even"]
    assert same["speed_to_ours"] == 2
    assert ", even" in table([ours, same, worse]).splitlines()[3]


def test_pieces_hold_the_whole_text_and_end_with_sentences() -> None:
    text = "各部门要加强协作。" * 100

    pieces = cut(text)

    assert "".join(pieces) == text
    assert all(len(piece) <= PIECE_CHARS and piece.endswith("。") for piece in pieces)


def test_words_are_jiebas_and_every_pair() -> None:
    found = words("专利申请 R&D 2022年")

    assert {"专利", "利申", "申请", "r", "d", "2022"} <= set(found)


def test_the_peak_of_a_process_is_seen() -> None:
    import subprocess
    import sys

    code = "import time; block = bytearray(200_000_000); time.sleep(3)"
    process = subprocess.Popen([sys.executable, "-c", code])
    with PeakMemory(process.pid) as peak:
        process.wait()

    assert peak.megabytes > 190
