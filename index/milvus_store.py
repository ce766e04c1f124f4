"""Generations of passages in Milvus: two collections each, written whole before anybody reads them.

``…_passages`` holds a passage's vector, its document's rank and its words; ``…_documents`` a document's
words. Words are sparse vectors of the shares that BM25 gives (``lexical_build``), under the number of the
token in the generation's own vocabulary: the inner product with a question's weights is then the BM25 score
itself, with our tokens and weights, computed in the engine. Milvus's own BM25 function would take neither
weights nor whole documents into account, and would change its scores while a generation is being written.

The rule of generations holds: the collections of a generation are complete before ``current.json`` names it,
and are dropped when its folder is.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import AssistantError
from index.home import MILVUS_RECORD
from index.lexical import LexicalIndex
from index.lexical_field import WordRows
from index.neighbours import EXACT_UP_TO
from index.positions import Positions
from index.vectors import VectorIndex

RECORD = MILVUS_RECORD
_BATCH = 500
_ROWS_AT_ONCE = 20_000


class SearchServerError(AssistantError):
    """The search server cannot be reached, or does not hold what it should."""


@dataclass(frozen=True, slots=True)
class MilvusAddress:
    """Where Milvus is: ``http://host:19530``, or a file name ending in ``.db`` for the engine without a server."""

    uri: str
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Collections:
    """Names of a generation's two collections."""

    family: str
    number: int

    @property
    def passages(self) -> str:
        """Name of the collection of passages."""
        return f"{self.family}_{self.number}_passages"

    @property
    def documents(self) -> str:
        """Name of the collection of documents."""
        return f"{self.family}_{self.number}_documents"

    @classmethod
    def of(cls, folder: Path | None) -> Collections | None:
        """Those of a generation's folder; None where its passages are in files."""
        try:
            return cls(**json.loads((folder / RECORD).read_text("utf-8"))) if folder else None
        except OSError:
            return None


def connect(address: MilvusAddress) -> Any:
    """A client of Milvus, safe to use from many threads.

    Raises:
        SearchServerError: The server does not answer, or the client is not installed.
    """
    try:
        from pymilvus import MilvusClient
        from pymilvus.exceptions import MilvusException
    except ImportError as error:
        raise SearchServerError(
            'The client of Milvus is not installed. Run: pip install "policy-assistant[cluster]"'
        ) from error
    try:
        return MilvusClient(uri=address.uri, token=address.token or "", timeout=30)
    except (MilvusException, OSError, ValueError) as error:
        reason = str(getattr(error, "message", error)).splitlines()[0]
        raise SearchServerError(
            f"Milvus at {address.uri} does not answer ({reason}). Start it, or correct "
            "POLICY_ASSISTANT_CLUSTER__MILVUS_URI; empty means the files of this machine."
        ) from error


def upload(
    client: Any,
    folder: Path,
    previous: Path | None,
    number: int,
    positions: Positions,
    vectors: VectorIndex,
    lexical: LexicalIndex,
) -> None:
    """Write a generation's collections, and their names into its folder."""
    before = Collections.of(previous)
    names = Collections(before.family if before else f"policy_{uuid.uuid4().hex[:12]}", number)
    for collection in (names.passages, names.documents):
        if client.has_collection(collection):  # left by an ingest that was killed
            client.drop_collection(collection)
    passages = (
        {"id": int(vector_id), "document": int(document), "vector": vector, "words": words}
        for (vector_id, vector), document, words in zip(
            _vectors(vectors), positions.document_of.tolist(), _words(lexical.passage_words()), strict=True
        )
    )
    documents = ({"id": rank, "words": words} for rank, words in enumerate(_words(lexical.document_words())))
    _write(client, names.passages, passages, len(vectors), vectors.dim)
    _write(client, names.documents, documents, lexical.document_words().size)
    (folder / RECORD).write_text(json.dumps(asdict(names)), "utf-8")


def drop_others(client: Any, folders: Iterable[Path]) -> None:
    """Drop the collections of this family that belong to none of these generations' folders."""
    kept = [names for names in map(Collections.of, folders) if names is not None]
    wanted = {name for names in kept for name in (names.passages, names.documents)}
    families = {names.family for names in kept}
    for name in client.list_collections():
        if name not in wanted and name.rsplit("_", 2)[0] in families:
            client.drop_collection(name)


def _vectors(vectors: VectorIndex) -> Iterator[tuple[int, Any]]:
    for ids, rows in vectors.parts():
        yield from zip(ids.tolist(), rows, strict=True)


def _words(rows: WordRows) -> Iterator[dict[int, float]]:
    """Each row's tokens and shares, some thousands of rows gathered at a time."""
    for begin in range(0, rows.size, _ROWS_AT_ONCE):
        starts, tokens, shares = rows.between(begin, min(begin + _ROWS_AT_ONCE, rows.size))
        for start, end in pairwise(starts):
            # Milvus refuses a row without any word; token 0 at next to nothing changes no score.
            yield dict(zip(tokens[start:end].tolist(), shares[start:end].tolist(), strict=True)) or {0: 1e-9}


def _write(client: Any, name: str, rows: Iterator[dict[str, Any]], size: int, dim: int | None = None) -> None:
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    indexes = client.prepare_index_params()
    indexes.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    if dim is not None:
        schema.add_field("document", DataType.INT64)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dim)
        # As in files: each is compared while they are few. AUTOINDEX would be a graph at any size, which misses some.
        if size <= EXACT_UP_TO:
            indexes.add_index("vector", index_type="FLAT", metric_type="IP")
        else:
            indexes.add_index(
                "vector", index_type="HNSW", metric_type="IP", params={"M": 32, "efConstruction": 256}
            )
    client.create_collection(name, schema=schema, index_params=indexes, consistency_level="Strong")
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            client.insert(name, batch)
            batch = []
    if batch:
        client.insert(name, batch)
    client.flush(name)
    client.load_collection(name)


def as_filter(field: str, numbers: np.ndarray[Any, Any]) -> str:
    """The expression that keeps rows whose field is one of these numbers."""
    return f"{field} in {numbers.tolist()}"
