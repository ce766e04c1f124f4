"""A killed ingest leaves the old state or the new one, and the next ingest completes it."""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import DamagedIndexError
from corpus.sources import scan_paths
from index.build import Builder, IngestReport
from index.generation import open_generation
from index.home import Home
from tests.support import CountingEncoder

from .crashing import assert_tidy, ingest, kill_after, run_and_kill, texts_in, write_state

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="forks and kills processes"),
    pytest.mark.usefixtures("reading_here"),
]

BEFORE = {"甲": 1, "乙": 2, "丙": 3}
AFTER = {"甲": 7, "丙": 3, "丁": 4}
RANDOM_KILLS = 25


def test_a_kill_before_any_write_leaves_the_old_state_or_the_new_one(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "in"
    before = write_state(folder, BEFORE)
    ingest(home, folder)
    shutil.copytree(home, tmp_path / "saved")
    after = write_state(folder, AFTER)
    seen = set()

    for step in range(1, 1000):
        shutil.rmtree(home)
        shutil.copytree(tmp_path / "saved", home)
        killed = run_and_kill(home, folder, lambda child: None, at_write=step)
        texts = texts_in(home)
        assert texts in (before, after)
        seen.add(texts == after)
        ingest(home, folder)
        assert texts_in(home) == after
        assert_tidy(home, after)
        if not killed:
            break

    assert step > 25, "an ingest writes more often than that"
    assert seen == {True, False}


def test_a_kill_at_any_write_of_the_first_ingest_can_be_made_good(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    texts = write_state(folder, {"甲": 1})

    for step in range(1, 1000, 3):
        home = tmp_path / f"home{step}"
        killed = run_and_kill(home, folder, lambda child: None, at_write=step)
        assert texts_in(home) in ({}, texts)
        ingest(home, folder)
        assert texts_in(home) == texts
        assert_tidy(home, texts)
        if not killed:
            break


def test_kills_at_random_moments_lose_nothing_and_pile_up_nothing(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "in"
    state = write_state(folder, BEFORE)
    ingest(home, folder)
    started = time.monotonic()
    write_state(folder, AFTER)
    run_and_kill(home, folder, lambda child: None)
    duration = time.monotonic() - started
    state = texts_in(home)
    random.seed(3)

    for turn in range(RANDOM_KILLS):
        new = write_state(folder, {f"文{turn}": turn, f"文{turn + 1}": turn + 1, "常": turn % 2})
        run_and_kill(home, folder, kill_after(random.uniform(0, 2 * duration)))
        found = texts_in(home)
        assert found in (state, new)
        state = found

    ingest(home, folder)
    assert texts_in(home) == new
    assert_tidy(home, new)


def test_originals_left_by_a_killed_ingest_go_even_when_nothing_else_changes(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "in"
    texts = write_state(folder, BEFORE)
    ingest(home, folder)
    (home / "originals" / "0123456789abcdef.pdf").write_bytes(b"left over")
    (home / "originals" / "0123456789abcdef.pdf.new").write_bytes(b"half")
    (home / "work" / "policy-assistant-x").mkdir(parents=True)

    report = ingest(home, folder)

    assert sorted(report.unchanged) == sorted(texts)
    assert_tidy(home, texts)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_full_disk_is_a_clear_error_and_leaves_the_old_state_whole(tmp_path: Path) -> None:
    import resource
    import signal

    home, folder = tmp_path / "home", tmp_path / "in"
    before = write_state(folder, BEFORE)
    ingest(home, folder)
    after = write_state(folder, {**AFTER, **{f"长{n}": n for n in range(60)}})
    largest = max(path.stat().st_size for path in home.rglob("*") if path.is_file())
    said = tmp_path / "said.txt"

    for limit in (100, 5000, largest, largest * 2):
        child = os.fork()
        if child == 0:
            try:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
                try:
                    ingest(home, folder)
                except Exception as error:
                    resource.setrlimit(
                        resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
                    )
                    said.write_text(f"{type(error).__name__}: {error}", "utf-8")
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        assert said.read_text("utf-8").startswith("HomeError: "), said.read_text("utf-8")
        assert "Nothing has changed" in said.read_text("utf-8")
        said.unlink()
        assert texts_in(home) == before
        assert_tidy(home, before)

    ingest(home, folder)
    assert texts_in(home) == after


@pytest.mark.skipif(
    os.geteuid() != 0 if hasattr(os, "geteuid") else True, reason="needs to become another user"
)
def test_a_home_that_may_only_be_read_answers_and_says_why_it_takes_nothing_in(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "in"
    before = write_state(folder, BEFORE)
    ingest(home, folder)
    write_state(folder, AFTER)
    for path in (tmp_path, *tmp_path.parents[:3]):
        path.chmod(path.stat().st_mode | 0o055)
    said = tmp_path / "said.txt"
    said.touch()
    said.chmod(0o666)

    child = os.fork()
    if child == 0:
        try:
            os.setuid(65534)
            assert texts_in(home) == before
            try:
                ingest(home, folder)
            except Exception as error:
                said.write_text(f"{type(error).__name__}: {error}", "utf-8")
        finally:
            os._exit(0)
    os.waitpid(child, 0)

    assert said.read_text("utf-8").startswith("HomeError: ")
    assert "cannot be written" in said.read_text("utf-8")
    assert texts_in(home) == before


DAMAGES = [
    "catalogue.sqlite",
    "vectors.bin",
    "words.json",
    "names.json",
    "generation.json",
    "lexical/lexical.json",
]


@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.parametrize("how", ["flipped", "cut", "gone"])
def test_a_damaged_file_is_noticed_named_and_made_good_by_one_command(
    tmp_path: Path, name: str, how: str
) -> None:
    home, folder = tmp_path / "home", tmp_path / "in"
    texts = write_state(folder, BEFORE)
    ingest(home, folder)
    used = set(open_generation(Home(home)).positions.vector_ids.tolist())
    path = Home(home).current_folder() / name
    damage(path, how)

    with pytest.raises(DamagedIndexError, match=rf"{Path(name).name}.*ingest --rebuild"):
        open_generation(Home(home))
    with pytest.raises(DamagedIndexError, match=r"ingest --rebuild"):
        ingest(home, folder)
    shutil.rmtree(folder)  # what is stored must do
    folder.mkdir()
    report = rebuild(home)

    assert texts_in(home) == texts
    assert any(Path(name).name in warning["file"] for warning in report.warnings)
    if name in ("catalogue.sqlite", "vectors.bin"):
        assert not used & set(open_generation(Home(home)).positions.vector_ids.tolist())


def test_a_lost_switch_finds_the_newest_whole_generation(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "in"
    write_state(folder, BEFORE)
    ingest(home, folder)
    after = write_state(folder, AFTER)
    ingest(home, folder)
    (home / "current.json").write_text('{"genera', "utf-8")

    with pytest.raises(DamagedIndexError, match=r"current.json.*ingest --rebuild"):
        ingest(home, folder)
    rebuild(home)

    assert texts_in(home) == after


def test_a_deleted_switch_costs_no_document(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "in"
    texts = write_state(folder, BEFORE)
    ingest(home, folder)
    (home / "current.json").unlink()
    shutil.rmtree(folder)
    more = write_state(folder, {"丁": 4})

    Builder(Home(home), CountingEncoder()).ingest(scan_paths([folder]).sources)

    assert texts_in(home) == {**texts, **more}


def test_without_any_generation_the_originals_come_back_under_their_numbers(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "in"
    texts = write_state(folder, BEFORE)
    ingest(home, folder)
    shutil.rmtree(home / "generations")

    rebuild(home)

    assert sorted(texts_in(home).values()) == sorted(texts.values())


def rebuild(home: Path) -> IngestReport:
    return Builder(Home(home), CountingEncoder()).ingest([], rebuild=True)


def damage(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    if how == "gone":
        path.unlink()
    elif how == "cut":
        path.write_bytes(content[: len(content) // 2])
    else:
        for at in range(len(content) // 3, min(len(content), len(content) // 3 + 20)):
            content[at] ^= 0xFF
        path.write_bytes(content)
