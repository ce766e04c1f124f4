"""The manifest states what each shipped file is, and refuses what it cannot mean."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus.manifest import ManifestError, find_entry, read_manifest, shipped_folder

ENTRY = '["a.txt"]\ntitle = "某某方案"\nkind = "plan"\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "manifest.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_shipped_file_is_in_the_manifest_and_every_entry_has_its_file():
    folder = shipped_folder()
    files = {
        path.relative_to(folder).as_posix()
        for room in ("plan", "criteria", "reports")
        for path in (folder / room).rglob("*")
        if path.is_file()
    }

    assert files == set(read_manifest())


def test_the_sums_in_the_manifest_are_those_of_the_files():
    folder = shipped_folder()
    for file, entry in read_manifest().items():
        assert entry.sha256 == hashlib.sha256((folder / file).read_bytes()).hexdigest(), file


def test_shipped_entries_say_where_the_text_comes_from_and_under_which_terms():
    for file, entry in read_manifest().items():
        assert entry.source, file
        assert entry.origin, file
        assert entry.issuer, file
        assert entry.date, file


def test_only_the_plan_is_real_and_every_other_entry_says_that_it_is_a_demonstration():
    entries = read_manifest()

    assert [entry.kind for entry in entries.values() if not entry.sample] == ["plan"]
    for entry in entries.values():
        if entry.sample:
            assert "演示样例" in entry.title
            assert entry.issuer is not None and entry.issuer.endswith("（演示）")
            assert entry.number is not None and entry.number.startswith("演示〔")
            assert entry.origin is not None and entry.origin.startswith("虚构。")


def test_a_copy_of_a_sample_is_known_by_its_bytes():
    entries = read_manifest()
    file, entry = next((file, entry) for file, entry in entries.items() if entry.sample)
    digest = hashlib.sha256((shipped_folder() / file).read_bytes()).hexdigest()

    assert find_entry(digest, entries) is entry
    assert find_entry(digest[:16], entries) is entry
    assert find_entry("0" * 64, entries) is None


def test_a_sum_cut_too_short_names_no_file():
    assert find_entry("", read_manifest()) is None


def test_an_entry_without_a_sum_matches_nothing(tmp_path: Path):
    entries = read_manifest(write(tmp_path, ENTRY))

    assert not entries["a.txt"].sample
    assert find_entry("0" * 64, entries) is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (ENTRY + 'colour = "red"\n', r"a\.txt, colour"),
        ('["a.txt"]\ntitle = "某某方案"\nkind = "poem"\n', r"a\.txt, kind"),
        (ENTRY + 'date = "2023/1/5"\n', r"a\.txt, date"),
        (ENTRY + 'date = "2023-13"\n', r"a\.txt, date"),
        (ENTRY + 'sample = "yes"\n', r"a\.txt, sample"),
        (ENTRY + 'sha256 = "abc"\n', r"a\.txt, sha256"),
        ('["a.txt"]\ntitle = ""\nkind = "plan"\n', r"a\.txt, title"),
        ('title = "某某方案"\n', "wrong at title"),
        (ENTRY.replace("a.txt", "../a.txt"), "below its folder"),
        (ENTRY.replace("a.txt", "/etc/a.txt"), "below its folder"),
        (ENTRY.replace("a.txt", "b\\\\a.txt"), "below its folder"),
        ("[broken", "not valid TOML"),
    ],
)
def test_a_wrong_manifest_is_refused_by_the_name_of_what_is_wrong(tmp_path: Path, text: str, complaint: str):
    path = write(tmp_path, text)

    with pytest.raises(ManifestError, match=complaint):
        read_manifest(path)


def test_a_missing_manifest_is_said_with_what_to_do(tmp_path: Path):
    with pytest.raises(ManifestError, match="reinstall"):
        read_manifest(tmp_path / "manifest.toml")
