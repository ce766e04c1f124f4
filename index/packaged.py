"""The packaged model, each text by the way that is fastest for it.

A question goes through onnxruntime in float32: its process is ready in a third of a second, where
importing sentence-transformers takes 5 s. So do a few passages. Passages in bulk go

- in whole numbers of eight bits (int8), through onnxruntime, which is faster than float32 on any processor,
  most where it has instructions for them, and needs nothing to import. Their vectors have a cosine of 0.99
  or better with those of float32, which the export checks before it keeps the int8 copy at all;
- through sentence-transformers on a GPU where there is one, or where there is no such copy.

So one index may hold vectors of each, and a question in float32 finds them all.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from index.embedding import (
    BATCH_TOKENS,
    LibraryEncoder,
    Progress,
    Vectors,
    embed_by_length,
    padded,
    unit_rows,
)
from index.model import INT8_FILE, ONNX_FILE, add_int8, read_manifest, require_model
from index.processors import processors, threads_set

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

SMALL_BATCH_TOKENS = 512
"""Padded tokens in one batch for onnxruntime, which is faster the less memory a batch touches: in float32 512
gave 1.2 to 1.5 times the rate of 4,096; in int8 256 to 1,024 were equally fast."""

FEW_TOKENS = 20_000
"""Up to here (some 130 passages) float32 takes a few seconds: there is little to be won by less. After a call
with more, a few go the way of many: they are mostly what was left of an ingest."""

LENGTHS_SLICE = 512
"""Passages whose tokens are in memory at a time while they are counted."""

Way = Literal["int8", "library"]

_log = logging.getLogger(__name__)


class PackagedEncoder:
    """A folder made by ``index.model.fetch_model``."""

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
        self._int8: onnxruntime.InferenceSession | None = None
        self._tokenizer: Tokenizer | None = None
        self._library: LibraryEncoder | None = None

    def embed_query(self, text: str) -> Vectors:
        """Array (dim,) of L2 norm 1, computed in float32."""
        ids = self._ready_tokenizer().encode(text).ids
        row: Vectors = _run(self._ready_session(), [ids])[0]
        return row

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Array (len(texts), dim), rows of L2 norm 1, in order.

        Text past ``max_tokens`` is cut, and the cut is logged. The same texts in one call always give the
        same vectors on one machine; in another company they may differ, in the fourth decimal of a cosine
        in float32, and in the third in int8.
        """
        lengths = self._lengths(texts)
        in_bulk = self._int8 is not None or self._library is not None
        if not in_bulk and sum(lengths) <= FEW_TOKENS:
            session = self._ready_session()
            return self._embed(session, texts, lengths, 1, progress)
        if self.bulk_way == "int8":
            # Each thread computes batches of its own: they wait for each other at the end of a call, not at the
            # end of each layer, so that a core which others are using holds up nobody.
            return self._embed(self._ready_int8(), texts, lengths, self._threads or processors(), progress)
        library = self._ready_library()
        widths = [padded(length, library.width_step) for length in lengths]
        return embed_by_length(
            widths,
            self.dim,
            BATCH_TOKENS,
            lambda positions: library.embed_batch([texts[position] for position in positions]),
            progress,
        )

    @property
    def bulk_way(self) -> Way:
        """How many passages are embedded on this machine. Makes the int8 copy for a model of an older version."""
        if not has_gpu() and add_int8(self._folder):
            return "int8"
        return "library"

    def _embed(
        self,
        session: onnxruntime.InferenceSession,
        texts: Sequence[str],
        lengths: Sequence[int],
        threads: int,
        progress: Progress | None,
    ) -> Vectors:
        tokenizer = self._ready_tokenizer()

        def embed(positions: Sequence[int]) -> Vectors:
            batch = [texts[position] for position in positions]
            return _run(session, [one.ids for one in tokenizer.encode_batch(batch)])

        if threads == 1:
            return embed_by_length(lengths, self.dim, SMALL_BATCH_TOKENS, embed, progress)
        with ThreadPoolExecutor(threads) as pool:
            return embed_by_length(lengths, self.dim, SMALL_BATCH_TOKENS, embed, progress, pool)

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
                    self._session = _open_session(self._folder / ONNX_FILE, self._threads)
        return self._session

    def _ready_int8(self) -> onnxruntime.InferenceSession:
        if self._int8 is None:
            with self._lock:
                if self._int8 is None:
                    self._int8 = _open_session(self._folder / INT8_FILE, 1)
        return self._int8

    def _ready_library(self) -> LibraryEncoder:
        with self._lock:
            if self._library is None:
                self._library = LibraryEncoder(self._folder, self._threads)
            return self._library


def has_gpu(devices: Path = Path("/dev")) -> bool:
    """True where there is a GPU that torch computes on."""
    # torch is asked only where the system shows a device: importing it takes seconds.
    if not any((devices / name).exists() for name in ("nvidia0", "dxg", "kfd")):
        return False
    import torch

    return torch.cuda.is_available()


def _open_session(path: Path, threads: int | None) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    threads = threads or threads_set()
    if threads:
        options.intra_op_num_threads = threads
    # Spinning threads take the cores that FAISS and BLAS need next: embedding and
    # scanning took 5.5 ms with them and 2.6 ms without, on two cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _run(session: onnxruntime.InferenceSession, ids: Sequence[Sequence[int]]) -> Vectors:
    """Embed token lists of similar length in one pass."""
    width = max(map(len, ids))
    input_ids = np.zeros((len(ids), width), dtype=np.int64)
    attention_mask = np.zeros_like(input_ids)
    for row, one in enumerate(ids):
        input_ids[row, : len(one)] = one
        attention_mask[row, : len(one)] = 1
    return unit_rows(session.run(None, {"input_ids": input_ids, "attention_mask": attention_mask})[0])
