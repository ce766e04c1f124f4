"""Turn passages and questions into vectors of length 1, so that inner product is cosine.

Two ways through the same model. A question goes through onnxruntime, whose process is ready in a
third of a second; so do a few passages, since importing sentence-transformers (5 s) would cost
more than it saves. Passages in bulk go through sentence-transformers, in bfloat16 where the
processor computes in it, which is about twice as fast as float32. Vectors of the two agree to a
cosine of 0.999 or better (a test holds that), so one index may hold both.

A model that a setting names, a folder or a hub name, goes through sentence-transformers for
everything, with the prompts that the model itself declares for questions and documents.
"""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelMissingError
from index.model import (
    FETCH_COMMAND,
    M3E_SMALL,
    default_model_folder,
    read_manifest,
    require_model,
    stay_offline,
)

if TYPE_CHECKING:
    import onnxruntime
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with (passages done, passages in all) after each batch."""

BATCH_TOKENS = 4_096
"""Padded tokens in one batch: enough to keep the cores busy, few enough to bound memory. 2,048 to
16,384 were equally fast on two cores, 32,768 a tenth slower."""

SMALL_BATCH_TOKENS = 512
"""The same for onnxruntime, which is faster the less memory a batch touches: 512 gave 1.2 to 1.5 times
the rate of 4,096."""

FEW_TOKENS = 20_000
"""Up to here (some 130 passages) onnxruntime is done before sentence-transformers, with 5 to 6 s of
import before it, could be; and it needs a third of the memory."""

WIDTH_STEP = 32
"""Batches for torch are padded to multiples of this. Kernels are compiled and kept for each shape of a
batch, and buffers of ever new sizes leave the heap in holes; 16 widths instead of hundreds keep both bounded."""

LENGTHS_SLICE = 512
"""Passages whose tokens are in memory at a time while they are counted."""

_log = logging.getLogger(__name__)


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


class PackagedEncoder:
    """A folder made by ``index.model.fetch_model``: onnxruntime for few texts, the library for many."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        manifest = read_manifest(require_model(folder))
        assert manifest is not None
        self.dim = int(manifest["dim"])
        self.max_tokens = int(manifest["max_tokens"])
        self.fingerprint = f"{manifest['name']}:{manifest['weights'][:16]}:{manifest['pooling']}"
        self._folder = folder
        self._threads = threads
        self._lock = threading.Lock()
        self._session: onnxruntime.InferenceSession | None = None
        self._tokenizer: Tokenizer | None = None
        self._library: LibraryEncoder | None = None

    def embed_query(self, text: str) -> Vectors:
        """Array (dim,) of L2 norm 1, computed in float32."""
        row: Vectors = self._run([self._ready_tokenizer().encode(text).ids])[0]
        return row

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Array (len(texts), dim), rows of L2 norm 1, in order.

        Text past ``max_tokens`` is cut, and the cut is logged. The same texts in one call always give
        the same vectors on one machine; in another company they may differ in the fourth decimal.
        """
        lengths = self._lengths(texts)
        if self._library is None and sum(lengths) > FEW_TOKENS:
            with self._lock:
                if self._library is None:
                    self._library = LibraryEncoder(self._folder, self._threads)
        library = self._library

        def embed(positions: Sequence[int]) -> Vectors:
            batch = [texts[position] for position in positions]
            if library is not None:
                return library.embed_batch(batch)
            return self._run([one.ids for one in self._ready_tokenizer().encode_batch(batch)])

        if library is None:
            return _embed_by_length(lengths, self.dim, SMALL_BATCH_TOKENS, embed, progress)
        widths = [padded(length, library.width_step) for length in lengths]
        return _embed_by_length(widths, self.dim, BATCH_TOKENS, embed, progress)

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        """Tokens that are read of each text. The tokens themselves are made again batch by batch: those of all
        passages of a large corpus together would take more memory than everything else."""
        tokenizer = self._ready_tokenizer()
        lengths: list[int] = []
        cut = 0
        for start in range(0, len(texts), LENGTHS_SLICE):
            for one in tokenizer.encode_batch(list(texts[start : start + LENGTHS_SLICE])):
                lengths.append(len(one.ids))
                cut += bool(one.overflowing)
        if cut:
            _log.warning(
                "%d of %d passages are longer than the %d tokens that the embedding model reads; "
                "the rest of each is found by its words only.",
                cut,
                len(texts),
                self.max_tokens,
            )
        return lengths

    def _run(self, ids: Sequence[Sequence[int]]) -> Vectors:
        """Embed token lists of similar length in one pass."""
        width = max(map(len, ids))
        input_ids = np.zeros((len(ids), width), dtype=np.int64)
        attention_mask = np.zeros_like(input_ids)
        for row, one in enumerate(ids):
            input_ids[row, : len(one)] = one
            attention_mask[row, : len(one)] = 1
        feed = {"input_ids": input_ids, "attention_mask": attention_mask}
        return _unit_rows(self._ready_session().run(None, feed)[0])

    def _ready_tokenizer(self) -> Tokenizer:
        if self._tokenizer is None:
            with self._lock:
                if self._tokenizer is None:
                    from tokenizers import Tokenizer

                    tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
                    tokenizer.no_padding()
                    tokenizer.enable_truncation(self.max_tokens)
                    self._tokenizer = tokenizer
        return self._tokenizer

    def _ready_session(self) -> onnxruntime.InferenceSession:
        if self._session is None:
            with self._lock:
                if self._session is None:
                    import onnxruntime

                    options = onnxruntime.SessionOptions()
                    if self._threads:
                        options.intra_op_num_threads = self._threads
                    # Spinning threads take the cores that FAISS and BLAS need next: embedding and
                    # scanning took 5.5 ms with them and 2.6 ms without, on two cores.
                    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
                    self._session = onnxruntime.InferenceSession(
                        str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
                    )
        return self._session


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
        row: Vectors = _unit_rows(self._loaded().encode_query([text], show_progress_bar=False))[0]
        return row

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Array (len(texts), dim), rows of L2 norm 1, in order; the model's own document prompt is used."""
        # Characters stand in for tokens: every tokenizer gives at most about one for a Chinese one.
        widths = [padded(min(len(text) + 2, self.max_tokens), self.width_step) for text in texts]
        return _embed_by_length(
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
        return _unit_rows(rows)

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


def has_bfloat16(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """True where the processor multiplies in bfloat16; elsewhere it is emulated and slower than float32."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    flags = next((line for line in lines if line.lower().startswith(("flags", "features"))), "")
    return not {"avx512_bf16", "amx_bf16", "bf16"}.isdisjoint(flags.split())


def _embed_by_length(
    lengths: Sequence[int],
    dim: int,
    batch_tokens: int,
    embed: Callable[[Sequence[int]], Vectors],
    progress: Progress | None,
) -> Vectors:
    """Run ``embed`` over batches of positions and put the rows back in order."""
    vectors = np.empty((len(lengths), dim), dtype=np.float32)
    done = 0
    for positions in batches_by_length(lengths, batch_tokens):
        vectors[positions] = embed(positions)
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


def _unit_rows(rows: Any) -> Vectors:
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
