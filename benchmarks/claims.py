"""How well checking finds a changed statement: claims made from real sentences by changing one field.

Takes any corpus of JSON Lines {"id", "text"}, ingests it into a temporary home, draws sentences that
hold a figure, a date, a unit, a role or a denial, changes one such field in each, and checks the
changed ones beside as many unchanged. Labelled claims {"claim", "label"} are measured with --labelled.

    python -m benchmarks.claims --corpus corpus.jsonl --count 300 --seed 7
    python -m benchmarks.claims --labelled tests/data/plan_claims.jsonl --home data
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.claims.checking import ClaimChecker
from assistant.claims.verdicts import Difference
from assistant.retrieval.retriever import Scope
from assistant.workspace import Workspace
from corpus.document import Kind

_SENTENCE = re.compile(r"[^。！？\n]{16,140}。")
_ORGANISATION = re.compile(
    r"(?<=[由、与和。，及经会])(?:[\u4e00-\u9fff]{2,10}?(?:委员会|管理局|监管局|总局|财政局|教育局|商务局|科技局|民政局|税务局|农业农村局|"
    r"财政部|商务部|教育部|民政部|发展改革委|卫生健康委|卫健委|办公室|人民银行))"
)
_OTHER_UNITS = (
    "审计局",
    "财政局",
    "交通运输局",
    "市场监管局",
    "教育局",
    "文化和旅游局",
    "应急管理局",
    "水利局",
)
_UNITS = {
    "万元": "亿元",
    "亿元": "万元",
    "小时": "天",
    "个工作日": "个月",
    "天": "个月",
    "公里": "米",
    "%": "个百分点",
    "个月": "年",
    "吨": "公斤",
}
_ROLES = (("牵头", "配合"), ("负责", "协助"), ("配合", "牵头"), ("协助", "牵头"), ("主办", "协办"))
_DENIALS = (
    ("不得", "可以"), ("严禁", "允许"), ("禁止", "允许"), ("必须", "无需"), ("应当", "不得"), ("可以", "不得"), ("不再", "继续"), ("不能", "可以"),
    ("不予", "予以"), ("予以", "不予"), ("给予", "不给予"), ("不收取", "收取"), ("免收", "收取"), ("纳入", "不纳入"), ("没有", "有"), ("允许", "禁止"),
)  # fmt: skip

_AMOUNT = re.compile(
    r"(?<![\d.第〔\[（(])\d+(?:\.\d+)?(?=\s*(?:万|亿|%|元|个|家|人|名|件|项|天|小时|吨|公里|倍|户|辆))"
)

Change = Callable[[str, random.Random], str | None]


def change_number(sentence: str, source: random.Random) -> str | None:
    """Another amount in the place of one."""
    found = list(_AMOUNT.finditer(sentence))
    if not found:
        return None
    match = source.choice(found)
    value = float(match[0])
    factor = source.choice((0.5, 1.5, 2.0, 3.0))
    other = value * factor if "." in match[0] else float(max(1, round(value * factor)))
    if other == value:
        other += 1
    written = f"{other:.{len(match[0].split('.')[1])}f}" if "." in match[0] else str(int(other))
    return None if written == match[0] else sentence[: match.start()] + written + sentence[match.end() :]


def change_unit(sentence: str, source: random.Random) -> str | None:
    """Another unit of measure behind the same figure."""
    found = list(re.finditer(r"(?<=\d)(?:万元|亿元|小时|个工作日|天|公里|%|个月|吨)", sentence))
    if not found:
        return None
    match = source.choice(found)
    return sentence[: match.start()] + _UNITS[match[0]] + sentence[match.end() :]


def change_date(sentence: str, source: random.Random) -> str | None:
    """Another year, month or day."""
    found = list(
        re.finditer(
            r"(?<!\d)(?P<n>20\d\d|1[0-2]|[1-9])(?P<unit>年(?!以|内|期|的)|月)|(?<=月)(?P<d>[1-3]?\d)(?=日)",
            sentence,
        )
    )
    if not found:
        return None
    match = source.choice(found)
    if match["d"]:
        other = str(int(match["d"]) % 28 + 1)
        return sentence[: match.start()] + other + sentence[match.end() :]
    if match["unit"] == "年" and len(match["n"]) < 4:
        return None
    other = str(
        int(match["n"]) + source.choice((-2, -1, 1, 2)) if match["unit"] == "年" else int(match["n"]) % 12 + 1
    )
    return sentence[: match.start()] + other + match["unit"] + sentence[match.end() :]


def change_organisation(sentence: str, source: random.Random) -> str | None:
    """Another unit in the place of one."""
    found = list(_ORGANISATION.finditer(sentence))
    if not found:
        return None
    match = source.choice(found)
    other = source.choice([unit for unit in _OTHER_UNITS if unit not in sentence] or ["审计局"])
    return sentence[: match.start()] + other + sentence[match.end() :]


def change_role(sentence: str, source: random.Random) -> str | None:
    """Lead for support, or support for lead."""
    if not _ORGANISATION.search(sentence):
        return None
    found = [(own, other) for own, other in _ROLES if own in sentence]
    if not found:
        return None
    own, other = source.choice(found)
    return sentence.replace(own, other, 1)


def change_negation(sentence: str, source: random.Random) -> str | None:
    """A denial put in or taken out."""
    found = [(own, other) for own, other in _DENIALS if own in sentence and other not in sentence]
    if not found:
        return None
    own, other = source.choice(found)
    return sentence.replace(own, other, 1)


CHANGES: dict[str, Change] = {
    "number": change_number,
    "unit": change_unit,
    "date": change_date,
    "organisation": change_organisation,
    "role": change_role,
    "negation": change_negation,
}


def draw_claims(texts: Sequence[str], count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """(kind, sentence, changed sentence), the kinds in turn, no sentence twice."""
    source = random.Random(seed)
    pool = [match[0].strip() for text in texts for match in _SENTENCE.finditer(text)]
    source.shuffle(pool)
    used: set[str] = set()
    kinds = list(CHANGES)
    places = dict.fromkeys(kinds, 0)
    made = 0
    while made < count and any(place < len(pool) for place in places.values()):
        kind = kinds[made % len(kinds)]
        while places[kind] < len(pool):
            sentence = pool[places[kind]]
            places[kind] += 1
            changed = None if sentence in used else CHANGES[kind](sentence, source)
            if changed:
                used.add(sentence)
                yield kind, sentence, changed
                break
        made += 1


def measure_changed(corpus: Path, count: int, seed: int, home: Path, verbose: bool) -> dict[str, Any]:
    """Share of changed claims called contradicted, and of unchanged ones called so by mistake."""
    texts = [json.loads(line)["text"] for line in corpus.read_text("utf-8").splitlines() if line.strip()]
    workspace = Workspace(home)
    if workspace.home.current_number() is None:
        with tempfile.TemporaryDirectory() as folder:
            for number, text in enumerate(texts):
                (Path(folder) / f"{number:05d}.txt").write_text(text, "utf-8")
            workspace.ingest([Path(folder)])
    checker = ClaimChecker(workspace.retriever())
    found: Counter[str] = Counter()
    named: Counter[str] = Counter()
    total: Counter[str] = Counter()
    verdicts: Counter[str] = Counter()
    started = time.perf_counter()
    for kind, sentence, changed in draw_claims(texts, count, seed):
        total[kind] += 1
        result = checker.check(changed)
        hit = result.verdict == "contradicted"
        found[kind] += hit
        named[kind] += any(d.kind == kind for d in result.differences)
        plain = checker.check(sentence)
        verdicts[plain.verdict] += 1
        if verbose and (not hit or plain.verdict != "supported"):
            print(
                kind,
                result.verdict,
                plain.verdict,
                changed,
                [d.as_json() for d in result.differences],
                file=sys.stderr,
            )
    seconds = time.perf_counter() - started
    claims = sum(total.values())
    return {
        "claims": claims,
        "changed_found": round(sum(found.values()) / max(claims, 1), 4),
        "kind_named": round(sum(named.values()) / max(claims, 1), 4),
        "by_kind": {kind: f"{found[kind]}/{total[kind]}" for kind in CHANGES},
        "unchanged": dict(verdicts),
        "unchanged_contradicted": round(verdicts["contradicted"] / max(claims, 1), 4),
        "ms_per_claim": round(1000 * seconds / max(2 * claims, 1), 1),
    }


def is_named(wanted: Mapping[str, str], differences: Sequence[Difference]) -> bool:
    """Whether one of the differences is of the kind wanted and quotes what the source writes there."""
    return any(d.kind == wanted["kind"] and wanted["source"] in d.source for d in differences)


def measure_labelled(path: Path, home: Path, kind: Kind | None, verbose: bool) -> dict[str, Any]:
    """Accuracy on labelled claims, and whether the difference named is the right one."""
    checker = ClaimChecker(Workspace(home).retriever())
    scope = Scope(kinds=frozenset({kind})) if kind else None
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    right = wrongly_supported = named = contradicted = 0
    for row in rows:
        result = checker.check(row["claim"], scope=scope)
        right += result.verdict == row["label"]
        if row["label"] == "contradicted":
            contradicted += 1
            wrongly_supported += result.verdict == "supported"
            wanted = row.get("difference")
            if wanted:
                named += is_named(wanted, result.differences)
        misnamed = bool(row.get("difference")) and not is_named(row["difference"], result.differences)
        if verbose and (result.verdict != row["label"] or misnamed):
            print(row["label"], result.verdict, row["claim"], result.explanation, file=sys.stderr)
    return {
        "claims": len(rows),
        "accuracy": round(right / max(len(rows), 1), 4),
        "contradicted_called_supported": wrongly_supported,
        "difference_named": f"{named}/{contradicted}",
    }


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--labelled", type=Path)
    parser.add_argument("--home", type=Path, help="kept between runs; made from the corpus when empty")
    parser.add_argument("--kind", help="hold labelled claims against documents of this kind only: plan")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = args.home or Path(folder)
        if args.labelled is not None:
            figures = measure_labelled(args.labelled, home, args.kind, args.verbose)
        elif args.corpus is not None:
            figures = measure_changed(args.corpus, args.count, args.seed, home, args.verbose)
        else:
            parser.error("name what to measure: --corpus FILE or --labelled FILE")
    print(json.dumps(figures, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
