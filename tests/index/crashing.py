"""Kill an ingest on purpose, and see what is left.

The ingest runs in a fork of the test's process, with everything imported, so that a kill costs a tenth of a
second. Each state of the corpus is a folder of files; after a kill the home must hold the state before or
the one after, whole, and the same ingest must then complete.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from corpus.errors import EmptyHomeError
from corpus.sources import is_under, scan_paths
from index.build import Builder, IngestReport
from index.generation import open_generation
from index.generation_record import verify
from index.home import Home
from index.search import Words
from tests.support import CountingEncoder

WRITING_EVENTS = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.link", "shutil.rmtree"}
SOME_LAW = "{name}\n第一条 {name}由第{number}科负责。\n第二条 期限为{number}个工作日,逾期不候。\n第三条 本办法自印发之日起施行。\n"


def write_state(folder: Path, numbers: dict[str, int]) -> dict[str, str]:
    """Make ``folder`` hold exactly these files; returns file → text."""
    folder.mkdir(exist_ok=True)
    texts = {
        f"{name}.txt": SOME_LAW.format(name=f"{name}办法", number=number) for name, number in numbers.items()
    }
    for path in folder.iterdir():
        if path.name not in texts:
            path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return texts


def ingest(home: Path, folder: Path, *, rebuild: bool = False) -> IngestReport:
    """Bring a home to what ``folder`` holds."""
    scan = scan_paths([folder])
    offered = {source.origin for source in scan.sources}
    builder = Builder(Home(home), CountingEncoder())
    return builder.ingest(
        scan.sources,
        remove_origins=lambda origin: origin not in offered and is_under(origin, scan.roots),
        rebuild=rebuild,
    )


def run_and_kill(home: Path, folder: Path, kill: Callable[[int], None], at_write: int = 0) -> bool:
    """Ingest in a fork; ``kill`` gets its process id. Returns whether it was killed.

    ``at_write`` kills it just before its n-th step that changes the home (0: never).
    """
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if at_write:
                sys.addaudithook(_kill_before(at_write, str(home)))
            ingest(home, folder)
            code = 0
        finally:
            os._exit(code)
    kill(child)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _kill_before(at_write: int, home: str) -> Callable[[str, tuple[object, ...]], None]:
    steps = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        if event == "open":
            flags = arguments[2]
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        else:
            writes = event in WRITING_EVENTS
        if writes and str(arguments[0]).startswith(home):
            steps += 1
            if steps == at_write:
                os.kill(os.getpid(), signal.SIGKILL)

    return watch


def kill_after(seconds: float) -> Callable[[int], None]:
    """Kill after so many seconds, unless it is done before."""

    def kill(child: int) -> None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)

    return kill


def texts_in(home: Path) -> dict[str, str]:
    """file → text of all documents, after a look at every passage, vector and checksum."""
    try:
        generation = open_generation(Home(home))
    except EmptyHomeError:
        return {}
    assert verify(generation.folder) == []
    count = len(generation.positions)
    documents = {document_id: generation.document(document_id) for document_id in generation.document_ids}
    for passage in generation.passages_at(np.arange(count)):
        assert documents[passage.document_id].text[passage.start : passage.end] == passage.text
    query = CountingEncoder().embed_query("第一条 由第七科负责")
    match = generation.search.match(Words({"负责": 1.0}))
    match.compare(query)
    assert len(match.candidates(None, 1).dense) == count
    generation.catalogue.close()
    return {document.file: document.text + "\n" for document in documents.values()}


def files_of(home: Path) -> Iterable[str]:
    """Every file below a home, but for those of a generation."""
    for path in home.rglob("*"):
        if path.is_file() and "generations" not in path.parts:
            yield path.relative_to(home).as_posix()


def assert_tidy(home: Path, texts: dict[str, str]) -> None:
    """Nothing is left over from ingests that were killed."""
    assert len(list((home / "generations").iterdir())) <= 2
    assert len(list((home / "originals").iterdir())) == len(set(texts.values()))
    left = [name for name in files_of(home) if not name.startswith("originals/")]
    assert sorted(left) == ["current.json", "writer.lock"]
