"""Turn passages and questions into vectors of length 1, so that inner product is cosine.

The packaged model has ways of its own, see ``packaged``. A model that a setting names, a folder or a hub
name, goes through sentence-transformers for everything, with the prompts that the model itself declares
for questions and documents, in bfloat16 where the processor computes in it, which is about twice as fast
as float32.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelMissingError
from index.model import FETCH_COMMAND, M3E_SMALL, default_model_folder, read_manifest, stay_offline

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with (passages done, passages in all) after each batch."""

CPUINFO = Path("/proc/cpuinfo")

BATCH_TOKENS = 4_096
"""Padded tokens in one batch: enough to keep the cores busy, few enough to bound memory. 2,048 to
16,384 were equally fast on two cores, 32,768 a tenth slower."""

WIDTH_STEP = 32
"""Batches for torch are padded to multiples of this. Kernels are compiled and kept for each shape of a
batch, and buffers of ever new sizes leave the heap in holes; 16 widths instead of hundreds keep both bounded."""


BATCHES_AHEAD = 256
"""Batches that wait for a thread at a time."""


@runtime_checkable
class Encoder(Protocol):
    """What the index needs of an embedding model."""

    @property
    def fingerprint(self) -> str:
        """Names the vectors: two encoders of one fingerprint may share an index."""
        ...

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """Tokens that are read of one text; the rest is not embedded."""
        ...

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Array (len(texts), dim), rows of L2 norm 1, in the order of ``texts``, which may be empty."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """Array (dim,) of L2 norm 1."""
        ...


def open_encoder(
    model: str | Path = M3E_SMALL.name, threads: int | None = None, key: str | None = None
) -> Encoder:
    """The encoder that ``model`` names.

    Args:
        model: ``"m3e-small"`` for the packaged model in its usual folder; a folder; ``http://…#name`` for
            a model behind an address; or the name of a model on the Hugging Face hub.
        threads: Processor threads for one call. None leaves the choice to the libraries.
        key: For a server that asks for one.
    Raises:
        ModelMissingError: There is no complete model where ``model`` says. For a hub model, and
            for a folder that is no model, this is raised by the first call that needs it.
    """
    if isinstance(model, str) and model.startswith(("http://", "https://")):
        from index.remote_embedding import RemoteEncoder

        return RemoteEncoder(model, key)
    if isinstance(model, str) and model == M3E_SMALL.name:
        model = default_model_folder()
    folder = _as_folder(model)
    if folder is None:
        return LibraryEncoder(str(model), threads)
    stay_offline()
    if read_manifest(folder) is None and (folder / "config.json").is_file():
        return LibraryEncoder(folder, threads)
    from index.packaged import PackagedEncoder

    return PackagedEncoder(folder, threads)


def is_on_hub(model: str | Path) -> bool:
    """Whether ``model`` names one of the Hugging Face hub: neither the packaged one, nor a folder, nor a server."""
    if isinstance(model, str) and (model == M3E_SMALL.name or model.startswith(("http://", "https://"))):
        return False
    return _as_folder(model) is None


def _as_folder(model: str | Path) -> Path | None:
    """The folder that ``model`` means, or None for the name of a hub model."""
    if isinstance(model, Path):
        return model.expanduser()
    path = Path(model).expanduser()
    # A hub name is "owner/name" or "name"; whatever else is written like a path is one.
    if path.exists() or path.is_absolute() or model.startswith((".", "~")) or model.count("/") > 1:
        return path
    return None


class LibraryEncoder:
    """Any model that sentence-transformers opens; loaded at the first call that needs it."""

    def __init__(self, model: str | Path, threads: int | None = None) -> None:
        self._source = model
        self._threads = threads
        self._lock = threading.Lock()
        self._model: SentenceTransformer | None = None

    @property
    def fingerprint(self) -> str:
        """The hub name, or for a folder a digest of what is in it, large files by size and ends."""
        if isinstance(self._source, str):
            return f"hub:{self._source}"
        return f"folder:{_folder_digest(self._source)}"

    @property
    def dim(self) -> int:
        """Length of a vector. Loads the model."""
        return int(self._loaded().get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        """Tokens that are read of one text. Loads the model."""
        return int(self._loaded().max_seq_length or 512)

    @property
    def width_step(self) -> int:
        """What the width of a batch is a multiple of. Loads the model."""
        # Where the longest text is no multiple, padding would go past the last position a model knows.
        return WIDTH_STEP if self.max_tokens % WIDTH_STEP == 0 else 1

    def embed_query(self, text: str) -> Vectors:
        """Array (dim,) of L2 norm 1; the model's own prompt for questions goes before it."""
        row: Vectors = unit_rows(self._loaded().encode_query([text], show_progress_bar=False))[0]
        return row

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Array (len(texts), dim), rows of L2 norm 1, in order; the model's own document prompt is used."""
        # Characters stand in for tokens: every tokenizer gives at most about one for a Chinese one.
        widths = [padded(min(len(text) + 2, self.max_tokens), self.width_step) for text in texts]
        return embed_by_length(
            widths,
            self.dim,
            BATCH_TOKENS,
            lambda positions: self.embed_batch([texts[p] for p in positions]),
            progress,
        )

    def embed_batch(self, texts: Sequence[str]) -> Vectors:
        """Embed texts of similar length in one pass."""
        rows = self._loaded().encode_document(
            list(texts),
            batch_size=len(texts),
            show_progress_bar=False,
            processing_kwargs={"text": {"pad_to_multiple_of": self.width_step}},
        )
        return unit_rows(rows)

    def _loaded(self) -> SentenceTransformer:
        if self._model is None:
            with self._lock:
                if self._model is None:
                    self._model = _load_library_model(self._source, self._threads)
        return self._model


def _load_library_model(source: str | Path, threads: int | None) -> SentenceTransformer:
    if isinstance(source, Path):
        stay_offline()
    import torch
    from sentence_transformers import SentenceTransformer

    quiet_transformers()
    if threads:
        torch.set_num_threads(threads)
    # No device is named, so that a GPU is used where there is one; there float32 is fast enough.
    halved = not torch.cuda.is_available() and has_bfloat16()
    try:
        return SentenceTransformer(
            str(source), model_kwargs={"dtype": torch.bfloat16 if halved else torch.float32}
        )
    except (OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise ModelMissingError(
            f"The embedding model {source} could not be opened ({reason}). Name a folder or hub model that "
            f'sentence-transformers reads, or go back to {M3E_SMALL.name} ("{FETCH_COMMAND}").'
        ) from error


def quiet_transformers() -> None:
    """No progress bar for the loading of weights, which takes a fraction of a second."""
    from transformers.utils import logging

    disable: Callable[[], None] = logging.disable_progress_bar
    disable()


def has_bfloat16(cpuinfo: Path = CPUINFO) -> bool:
    """True where the processor multiplies in bfloat16; elsewhere it is emulated and slower than float32."""
    return not {"avx512_bf16", "amx_bf16", "bf16"}.isdisjoint(processor_flags(cpuinfo))


def processor_flags(cpuinfo: Path = CPUINFO) -> set[str]:
    """What the processor says that it can do; empty where the system does not tell."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return set()
    return set(next((line for line in lines if line.lower().startswith(("flags", "features"))), "").split())


def embed_by_length(
    lengths: Sequence[int],
    dim: int,
    batch_tokens: int,
    embed: Callable[[Sequence[int]], Vectors],
    progress: Progress | None,
    pool: ThreadPoolExecutor | None = None,
) -> Vectors:
    """Run ``embed`` over batches of positions, several at once where there is a pool; rows come in order."""
    vectors = np.empty((len(lengths), dim), dtype=np.float32)
    done = 0
    batches = batches_by_length(lengths, batch_tokens)
    while some := list(islice(batches, BATCHES_AHEAD)):
        for positions, rows in zip(some, (pool.map if pool else map)(embed, some), strict=True):
            vectors[positions] = rows
            done += len(positions)
            if progress:
                progress(done, len(lengths))
    return vectors


def padded(length: int, step: int) -> int:
    """The multiple of ``step`` that a text of ``length`` tokens is padded to."""
    return -(-length // step) * step


def batches_by_length(lengths: Sequence[int], batch_tokens: int) -> Iterator[list[int]]:
    """Positions in batches of like length, longest first, each within ``batch_tokens`` once padded.

    Longest first, so that memory is at its highest at once, not after an hour. Equal lengths keep
    their order. A text longer than the budget has a batch to itself.
    """
    batch: list[int] = []
    width = 0
    for position in sorted(range(len(lengths)), key=lambda position: -lengths[position]):
        if batch and width * (len(batch) + 1) > batch_tokens:
            yield batch
            batch = []
        if not batch:
            width = lengths[position]
        batch.append(position)
    if batch:
        yield batch


def unit_rows(rows: Any) -> Vectors:
    """Rows as float32 of L2 norm 1: bfloat16 leaves them up to 0.4 % off."""
    # A copy: what the library returns may be memory of its own.
    vectors = np.array(rows, dtype=np.float32, order="C")
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.maximum(norms, np.finfo(np.float32).tiny)
    return vectors


def _folder_digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(65_536))
            if size > 131_072:
                file.seek(-65_536, os.SEEK_END)
                digest.update(file.read())
    return digest.hexdigest()[:16]
