"""How long do people wait for answers while a long PDF is taken in?

    python -m benchmarks.uploading            80 pages, 4 people asking one question after another
    python -m benchmarks.uploading --pages 200 --people 8

One process does both, as the page does. Printed: the times of answers before the upload and during it, and how
long the upload took.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import threading
import time
from pathlib import Path

from assistant.workspace import Workspace

QUESTIONS = (
    "提高专利申请质量由哪个部门牵头?",
    "园区工业集中度的目标是多少?",
    "优化创新平台的配合单位有哪些?",
    "Which department leads the patent targets?",
    "工业总产值的目标是多少?",
)
CALM_S = 5.0
_WORDS = "推进园区企业创新平台建设完善服务体系落实责任分工提高资源利用效率加强人才引进培育优化营商环境促进产业集聚发展"


def main() -> None:
    """Measure, and print one line for each part."""
    parser = argparse.ArgumentParser(description="Answers while a PDF is taken in.")
    parser.add_argument("--pages", type=int, default=80)
    parser.add_argument("--people", type=int, default=4)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "home")
        workspace.ingest()
        for question in QUESTIONS:
            workspace.ask(question)
        pdf = Path(folder) / "long.pdf"
        pdf.write_bytes(make_pdf(given.pages))
        asking = Asking(workspace, given.people)
        time.sleep(CALM_S)
        calm = asking.taken()
        started = time.perf_counter()
        report = workspace.ingest_uploads([(pdf, "long.pdf")])
        seconds = time.perf_counter() - started
        during = asking.taken()
        asking.stop()
    if report.failed:
        raise SystemExit(f"The PDF was not taken in: {report.failed}")
    print(f"{given.pages} pages taken in within {seconds:.1f} s, {report.passages} passages in all")
    print(f"answers before: {summary(calm)}")
    print(f"answers during: {summary(during)}")


class Asking:
    """People who ask one question after another, and how long each answer took."""

    def __init__(self, workspace: Workspace, people: int) -> None:
        self.workspace = workspace
        self._times: list[float] = []
        self._done = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(n,), daemon=True) for n in range(people)]
        for thread in self._threads:
            thread.start()

    def _ask(self, n: int) -> None:
        choose = random.Random(n)
        while not self._done.is_set():
            started = time.perf_counter()
            self.workspace.ask(choose.choice(QUESTIONS))
            self._times.append(time.perf_counter() - started)
            time.sleep(0.2)  # a person reads before asking again

    def taken(self) -> list[float]:
        """The times since the last call."""
        times, self._times = self._times, []
        return times

    def stop(self) -> None:
        """Wait for the questions under way."""
        self._done.set()
        for thread in self._threads:
            thread.join()


def summary(times: list[float]) -> str:
    """Number, median, 95th percentile and the longest."""
    if not times:
        return "none"
    ordered = sorted(times)
    late = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"{len(times)}, median {statistics.median(times) * 1000:.0f} ms, p95 {late * 1000:.0f} ms, longest {ordered[-1] * 1000:.0f} ms"


def make_pdf(pages: int, lines: int = 32, seed: int = 7) -> bytes:
    """A PDF of numbered clauses, made from a fixed seed; its font is named, not embedded."""
    choose = random.Random(seed)
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(pages))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/"
        b"CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
    ]
    for page in range(pages):
        drawn = ""
        for line in range(lines):
            words = "".join(choose.choice(_WORDS) for _ in range(30))
            text = f"第{page * lines + line + 1}条 {words}。" if line % 4 == 0 else words
            drawn += (
                f"BT /F1 12 Tf 1 0 0 1 70 {770 - 22 * line} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"
            )
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {6 + 2 * page} 0 R/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        bodies.append(f"<</Length {len(drawn)}>>stream\n{drawn}endstream".encode())
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + body + b"endobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer<</Root 1 0 R/Size {len(bodies) + 1}>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


if __name__ == "__main__":
    main()
