"""How wholly a file is read, against its twin: python -m benchmarks.twins A.pdf A.docx [B.pdf B.docx ...].

The twin holds the same text in a form that is easy to read (DOCX). Per pair are printed

* recall and precision of runs of five Chinese characters, each run counted as often as it occurs: words torn, lines
  lost and running heads left in the text lower them. A file may hold a further text before or behind that of its
  twin; the precision "within" is that of the stretch where the shared runs lie;
* order: of the neighbouring pairs of article headings (第N条) of the twin, the share that stands in that order here;
* characters: one less the edit distance of the Chinese characters over their number, what lies before and behind the
  twin's text left out; for scans (slow, --characters).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpus.read import read_document

RUN = 5
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ARTICLE = re.compile(r"^[ \u3000]*(第[一二三四五六七八九十百零〇]+条)", re.MULTILINE)


def main() -> None:
    """Read each pair, print one line for it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--characters", action="store_true")
    asked = parser.parse_args()
    if len(asked.files) % 2:
        parser.error("name files in pairs: the file, then its twin")
    for path, twin in zip(asked.files[::2], asked.files[1::2], strict=True):
        ours, theirs = (read_document(file, file.name).text for file in (path, twin))
        recall, precision, within = shared_runs(ours, theirs)
        line = f"{path.name}: recall {recall:.4f} precision {precision:.4f} (within {within:.4f})"
        line += f" order {order_kept(ours, theirs)}"
        if asked.characters:
            line += f" characters {character_accuracy(ours, theirs):.4f}"
        print(line, flush=True)


def shared_runs(ours: str, theirs: str) -> tuple[float, float, float]:
    """(recall, precision, precision within) of runs of Chinese characters of ``ours`` against ``theirs``, in [0, 1]."""
    here, there = _runs(ours), Counter(_runs(theirs))
    common = (Counter(here) & there).total()
    return common / max(1, there.total()), common / max(1, len(here)), _precision_within(here, there)


def _precision_within(here: list[str], there: Counter[str]) -> float:
    """Of the stretch of runs with the most shared ones over unshared ones."""
    best = start = total = first = end = 0
    for position, run in enumerate(here):
        total += 1 if run in there else -1
        if total < 0:
            start, total = position + 1, 0
        elif total > best:
            best, first, end = total, start, position + 1
    return (Counter(here[first:end]) & there).total() / max(1, end - first)


def order_kept(ours: str, theirs: str) -> str:
    """Neighbouring article headings of ``theirs`` that stand in the same order in ``ours``, as "kept of all"."""
    place: dict[str, int] = {}
    for match in _ARTICLE.finditer(ours):
        place.setdefault(match[1], match.start())
    wanted = list(dict.fromkeys(match[1] for match in _ARTICLE.finditer(theirs)))
    pairs = list(pairwise(wanted))
    kept = sum(first in place and then in place and place[first] < place[then] for first, then in pairs)
    return f"{kept} of {len(pairs)}"


def character_accuracy(ours: str, theirs: str) -> float:
    """1 - edit distance over the number of Chinese characters of ``theirs``, inside ``ours`` where it fits best."""
    here, there = (np.array([ord(c) for c in _CHINESE.findall(text)]) for text in (ours, theirs))
    row = np.zeros(len(here) + 1, dtype=np.int64)  # it may begin anywhere
    for character in there:
        # What stands above and beside at once; insertions run along the row and are settled by the running minimum.
        best = np.minimum(row[1:] + 1, row[:-1] + (here != character))
        best = np.concatenate(([row[0] + 1], best))
        row = np.minimum.accumulate(best - np.arange(len(best))) + np.arange(len(best))
    return 1 - float(row.min()) / max(1, len(there))  # and end anywhere


def _runs(text: str) -> list[str]:
    characters = "".join(_CHINESE.findall(text))
    return [characters[start : start + RUN] for start in range(len(characters) - RUN + 1)]


if __name__ == "__main__":
    main()
