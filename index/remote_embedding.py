"""Embeddings from a server that speaks OpenAI's way: text-embeddings-inference, vLLM, Ollama and most services.

The address and the model's name are one setting, ``http://host:8080/v1#bge-m3``: together they name the vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import httpx
import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelMissingError

Vectors = NDArray[np.float32]
BATCH = 32
"""Texts of one request; what text-embeddings-inference takes unless told otherwise."""
TIMEOUT_S = 60.0


class RemoteEncoder:
    """An encoder behind an address; safe to use from many threads.

    Args:
        address: Base of the API, as ``http://host:8080/v1``, then ``#`` and the model's name.
        key: Sent as a bearer token where the server asks for one.
    """

    def __init__(self, address: str, key: str | None = None) -> None:
        self._base, _, self._model = address.partition("#")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(timeout=TIMEOUT_S, headers=headers)

    @property
    def fingerprint(self) -> str:
        """The model's name alone: the same model may move to another server."""
        return f"remote:{self._model}"

    @cached_property
    def dim(self) -> int:
        """Length of a vector. Asks the server."""
        return len(self.embed_query("市"))

    @property
    def max_tokens(self) -> int:
        """Tokens that are read of one text; the server cuts what is longer, if it must."""
        return 512

    def embed_query(self, text: str) -> Vectors:
        """Array (dim,) of L2 norm 1."""
        row: Vectors = self._ask([text])[0]
        return row

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> Vectors:
        """Array (len(texts), dim), rows of L2 norm 1, in order."""
        rows = np.empty((len(texts), self.dim), dtype=np.float32)
        for at in range(0, len(texts), BATCH):
            batch = list(texts[at : at + BATCH])
            rows[at : at + len(batch)] = self._ask(batch)
            if progress:
                progress(at + len(batch), len(texts))
        return rows

    def _ask(self, texts: list[str]) -> Vectors:
        try:
            reply = self._client.post(
                f"{self._base.rstrip('/')}/embeddings", json={"model": self._model, "input": texts}
            )
            reply.raise_for_status()
            data: list[dict[str, Any]] = sorted(reply.json()["data"], key=lambda one: int(one["index"]))
            rows = np.array([one["embedding"] for one in data], dtype=np.float32)
            if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
                raise ValueError("it gave another number of vectors than texts")
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
            raise ModelMissingError(
                f"The embedding server {self._base} did not give vectors ({(str(error) or type(error).__name__).splitlines()[0]}). Start it, or correct "
                "POLICY_ASSISTANT_INDEX__MODEL (http://host:8080/v1#name-of-the-model)."
            ) from error
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        return rows
