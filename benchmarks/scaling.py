"""What does size cost? 1,000 to 1,000,000 passages: time to index, to ask, recall, memory, disk.

    python -m benchmarks.scaling --sizes 1000 10000 100000 1000000 --work /tmp/scaling
    python -m benchmarks.scaling --corpus texts.jsonl --queries questions.jsonl ...

For each size a home is made of recombined real text (``benchmarks.recombined`` says how, and checks it),
through the same writers that an ingest uses, with the vectors made rather than embedded; embedding is
linear and is measured by ``benchmarks.embedding``. Then a fresh process opens the home and asks questions,
one after the other, through ``Workspace.search``. Recall is against comparing with every vector. Without
``--corpus`` the shipped documents are recombined: a few hundred sentences, enough to see that it works.
Writes ``scaling.json`` into the work folder; ``--plot`` draws it.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.recombined import (
    PASSAGES_PER_DOCUMENT,
    Recipe,
    Sentences,
    Vectoriser,
    check,
    read_sentences,
    read_texts,
    recipes,
)

QUESTIONS = 300
BATCH = 10_000


def build(home_folder: Path, size: int, source: Sentences, vectorise: Vectoriser) -> dict[str, Any]:
    """Make a home of ``size`` passages; returns what it took."""
    from assistant.retrieval.artefacts import ARTEFACTS_VERSION
    from corpus.catalogue import Catalogue
    from index.embedding import open_encoder
    from index.fingerprint import fingerprint_in_force
    from index.generation import CATALOGUE, LEXICAL, POSITIONS, VECTORS, WORDS
    from index.generation_record import write_record
    from index.home import Home
    from index.indexing import Indexer
    from index.lexical_build import LexicalWriter
    from index.passage_table import PassageTable
    from index.positions import Positions
    from index.tokens import Tokeniser
    from index.vectors import VectorIndex

    encoder = open_encoder()
    tokeniser = Tokeniser()
    tokens = [tokeniser.tokens(text) for text in source.texts]
    home = Home(home_folder)
    took: dict[str, float] = {}
    with home.writing():
        number, folder = home.start_generation()
        catalogue = Catalogue.create(folder / CATALOGUE)
        table = PassageTable(catalogue)
        table.create()
        vectors = VectorIndex(encoder.dim)
        made = recipes(source, size)
        started = time.perf_counter()
        words_of: list[tuple[int, ...]] = []
        for part in range(-(-size // BATCH)):
            batch = list(islice(made, BATCH))
            words_of += [one.sentences for one in batch]
            _store(catalogue, table, vectors.add(vectorise(batch, seed=part)), batch, source, part)
        positions = Positions.of(table.ids_by_document())
        positions.save(folder / POSITIONS)
        vectors.save(folder / VECTORS)
        del vectors
        took["store_s"] = time.perf_counter() - started
        started = time.perf_counter()
        writer = LexicalWriter(len(positions.document_ids), folder / "work")
        for sentences, document in zip(words_of, positions.document_of.tolist(), strict=True):
            writer.add([token for number_ in sentences for token in tokens[number_]], (), document)
        writer.write(folder / LEXICAL)
        took["words_s"] = time.perf_counter() - started
        started = time.perf_counter()
        Indexer(encoder, 300, lambda stage, done, total: None).make_neighbours(folder, None, table)
        took["neighbours_s"] = time.perf_counter() - started
        (folder / WORDS).write_text("[]", "utf-8")
        catalogue.close()
        fingerprint = fingerprint_in_force(encoder.fingerprint, 300, ARTEFACTS_VERSION)
        write_record(folder, number, fingerprint, size)
        home.publish(number, folder)
    folder = home.current_folder()
    sizes = {path.name: _bytes(path) for path in folder.iterdir()}
    return {
        **{name: round(seconds, 1) for name, seconds in took.items()},
        "index_passages_per_s": round(size / sum(took.values())),
        "build_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        "disk_mb": sum(sizes.values()) >> 20,
        "files_mb": {name: round(value / 2**20, 1) for name, value in sorted(sizes.items())},
    }


def _store(
    catalogue: Any, table: Any, ids: Any, batch: Sequence[Recipe], source: Sentences, part: int
) -> None:
    from corpus.catalogue import Name
    from corpus.document import Document, Metadata
    from index.passages import Passage

    passages: list[Passage] = []
    for at in range(0, len(batch), PASSAGES_PER_DOCUMENT):
        texts = [one.text(source) for one in batch[at : at + PASSAGES_PER_DOCUMENT]]
        name = f"{part:06d}{at:010d}"
        title = texts[0][:20]
        document = Document(name, f"{name}.txt", "\n".join(texts), Metadata(title))
        catalogue.put(document, ".txt")
        catalogue.point(name, Name(document.file, name))
        start = 0
        for text in texts:
            end = start + len(text)
            passages.append(Passage(f"{name}:{start}-{end}", name, start, end, text, (), None, title))
            start = end + 1
    table.add(ids, passages)


def measure(home: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Ask the questions in this process, and compare with comparing everything."""
    from assistant.questions.input import clean_question
    from assistant.retrieval.fusion import fuse, rank
    from assistant.workspace import Workspace
    from index.neighbours import exact_neighbours

    started = time.perf_counter()
    workspace = Workspace(home)
    workspace.search(questions[0])
    opened = time.perf_counter() - started
    for question in questions[:50]:
        workspace.search(question)
    taken: list[float] = []
    parts: dict[str, list[float]] = {}
    processor: list[float] = []
    for question in questions:
        started, worked = time.perf_counter(), time.process_time()
        result = workspace.search(question)
        processor.append((time.process_time() - worked) * 1e3)
        taken.append((time.perf_counter() - started) * 1e3)
        for name, value in result.retrieval.timings_ms.items():
            parts.setdefault(name, []).append(value)
    memory = _memory()
    retriever = workspace.retriever()
    search: Any = retriever.generation.search
    encoder = workspace.encoder
    vectors = np.stack([encoder.embed_query(question) for question in questions])
    right = exact_neighbours(search.vectors, vectors, 10)
    if search.neighbours is None:
        recall, same = 1.0, 1.0
    else:
        started = time.perf_counter()
        found = [search.neighbours.search(vector, 10)[0] for vector in vectors]
        parts["neighbours alone"] = [(time.perf_counter() - started) * 1e3 / len(vectors)]
        recall = float(np.mean([np.isin(a, b).mean() for a, b in zip(right, found, strict=True)]))
        shared: list[float] = []
        for question, vector in zip(questions, vectors, strict=True):
            scores = retriever.score(*clean_question(question))
            some: Any = scores.match.candidates(None, 10)
            # The fused ranking itself: what comes after it reads the same thirty passages either way.
            mine = rank(
                fuse(some.lexical, some.dense, scores.dense_share, some.lexical_range, some.dense_range),
                retriever.generation.positions.document_of[some.positions],
                10,
            )
            whole: Any = scores.match
            fused = fuse(whole._lexical, search.vectors.scores_all(vector)[1], scores.dense_share)
            best = rank(fused, retriever.generation.positions.document_of, 10)
            shared.append(float(np.isin(best, some.positions[np.array(mine, dtype=np.intp)]).mean()))
        same = float(np.mean(shared))
    return {
        "first_answer_s": round(opened, 2),
        "p50_ms": round(float(np.percentile(taken, 50)), 1),
        "processor_p50_ms": round(float(np.percentile(processor, 50)), 1),
        "p95_ms": round(float(np.percentile(taken, 95)), 1),
        "parts_ms": {name: round(float(np.median(values)), 2) for name, values in parts.items()},
        "recall@10": round(recall, 4),
        "fused top 10 as over all": round(same, 4),
        **memory,
        "measured": None if search.neighbours is None else vars(search.neighbours.measured),
    }


def _memory() -> dict[str, int]:
    """Resident memory of this process, and the part of it that other processes of the home share."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return {
        "resident_mb": int(fields["VmRSS"].split()[0]) >> 10,
        "of_it_mapped_files_mb": int(fields["RssFile"].split()[0]) >> 10,
    }


def _bytes(path: Path) -> int:
    paths = path.rglob("*") if path.is_dir() else [path]
    return sum(one.stat().st_size for one in paths if one.is_file())


def _child(arguments: argparse.Namespace, step: str, size: int, home: Path) -> dict[str, Any]:
    """One step in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.scaling", "--step", step, "--sizes", str(size)]
    command += ["--work", str(arguments.work), "--home", str(home)]
    for name in ("corpus", "queries"):
        if getattr(arguments, name):
            command += [f"--{name}", str(getattr(arguments, name))]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _questions(arguments: argparse.Namespace, source: Sentences) -> list[str]:
    if arguments.queries:
        lines = [json.loads(line) for line in arguments.queries.read_text("utf-8").splitlines() if line]
        return [line["question"] for line in lines][:QUESTIONS]
    places = np.linspace(0, len(source) - 1, min(QUESTIONS, len(source))).astype(int)
    return [source.texts[place][:60] for place in places]


def main() -> int:
    """Run the study, or one step of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--corpus", type=Path, help='JSON Lines of {"text": …}')
    parser.add_argument("--queries", type=Path, help='JSON Lines of {"question": …}')
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--keep", action="store_true", help="leave the homes where they are")
    parser.add_argument("--plot", type=Path, help="write a picture of the results (SVG)")
    parser.add_argument("--step", choices=["check", "build", "measure"], help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    if arguments.step is None:
        return _study(arguments)
    from index.embedding import open_encoder

    encoder = open_encoder()
    source = read_sentences(read_texts(arguments.corpus), encoder, arguments.work / "sentences.npy")
    if arguments.step == "measure":
        print(json.dumps(measure(arguments.home, _questions(arguments, source))))
        return 0
    vectorise = Vectoriser(source, encoder, arguments.work / "made.npy")
    if arguments.step == "check":
        print(json.dumps({"sentences": len(source), **check(source, encoder, vectorise)}))
    else:
        print(json.dumps(build(arguments.home, arguments.sizes[0], source, vectorise)))
    return 0


def _study(arguments: argparse.Namespace) -> int:
    results: dict[str, Any] = {"material": _child(arguments, "check", 0, arguments.work)}
    print(json.dumps(results["material"], ensure_ascii=False), flush=True)
    for size in arguments.sizes:
        home = arguments.work / f"home-{size}"
        shutil.rmtree(home, ignore_errors=True)
        results[str(size)] = {
            **_child(arguments, "build", size, home),
            **_child(arguments, "measure", size, home),
        }
        print(size, json.dumps(results[str(size)], ensure_ascii=False), flush=True)
        (arguments.work / "scaling.json").write_text(json.dumps(results, indent=1, ensure_ascii=False))
        if not arguments.keep:
            shutil.rmtree(home)
    if arguments.plot:
        from benchmarks.scaling_plot import draw

        arguments.plot.write_text(draw({int(k): v for k, v in results.items() if k.isdigit()}), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
