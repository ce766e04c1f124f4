"""One home with its settings, opened: the model, the generation in force, the servers that the settings name.

Looks each time it is asked whether a newer generation has been published; a request sees one generation
from its beginning to its end.
"""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import Settings, load_settings
from index.home import Home

if TYPE_CHECKING:
    from assistant.retrieval.retriever import Retriever
    from index.embedding import Encoder
    from index.generation import Generation
    from index.milvus_store import MilvusAddress
    from index.reranking import Reranker


class OpenHome:
    """A home; cheap to make, opens model and indexes on first use, safe for threads."""

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        self.home = Home(folder)
        self.settings = settings or load_settings(folder)
        self._lock = threading.Lock()
        self._encoder_lock = threading.Lock()
        self._opened_encoder: Encoder | None = None
        self._retriever: Retriever | None = None

    @cached_property
    def encoder(self) -> Encoder:
        """The embedding model in force, opened once: an ingest and a first question may both ask for it.

        Raises:
            ModelMissingError: It is not on this machine.
        """
        from index.embedding import open_encoder

        # A lock of its own: the retriever asks for the model while it holds the other one.
        with self._encoder_lock:
            if self._opened_encoder is None:
                key = self.settings.cluster.embedding_key
                self._opened_encoder = open_encoder(
                    self.settings.index.model, key=key.get_secret_value() if key else None
                )
            return self._opened_encoder

    @cached_property
    def _reranker(self) -> Reranker | None:
        from index.reranking import CrossEncoderReranker

        name = self.settings.retrieval.reranker
        return CrossEncoderReranker(name) if name else None

    def retriever(self) -> Retriever:
        """The retriever over the generation in force; a new one when a newer generation is there.

        Raises:
            EmptyHomeError: Nothing has been ingested yet.
            StaleIndexError: The index was built under other settings.
        """
        from assistant.retrieval.artefacts import ARTEFACTS_VERSION
        from assistant.retrieval.retriever import Retriever
        from index.fingerprint import fingerprint_in_force
        from index.generation import open_generation

        with self._lock:
            if self._retriever is None or self._retriever.generation.number != self.home.current_number():
                milvus = self._milvus
                expected = fingerprint_in_force(
                    self.encoder.fingerprint,
                    self.settings.index.goal_chars,
                    ARTEFACTS_VERSION,
                    "files" if milvus is None else "milvus",
                )
                generation = open_generation(self.home, expected, milvus, self._catalogue_url)
                self._retriever = Retriever(
                    generation, self.encoder, self._reranker, self.settings.retrieval.rerank_k
                )
            return self._retriever

    @property
    def generation(self) -> Generation:
        """The generation in force."""
        return self.retriever().generation

    @cached_property
    def _milvus(self) -> MilvusAddress | None:
        from index.milvus_store import MilvusAddress

        cluster = self.settings.cluster
        if not cluster.milvus_uri:
            return None
        token = cluster.milvus_token.get_secret_value() if cluster.milvus_token else None
        return MilvusAddress(cluster.milvus_uri, token)

    @property
    def _catalogue_url(self) -> str:
        url = self.settings.cluster.catalogue_url
        return url.get_secret_value() if url else ""
