"""Settings of the index: what shapes it, and what may be turned without rebuilding it."""

from __future__ import annotations

from pydantic import BaseModel, Field

PACKAGED_MODEL = "m3e-small"


class IndexSettings(BaseModel, frozen=True, extra="forbid"):
    """A change to ``model`` or ``goal_chars`` takes effect with ``policy-assistant ingest --rebuild``."""

    model: str = Field(
        PACKAGED_MODEL,
        description="Embedding model: the packaged m3e-small, a folder, any sentence-transformers name, or a "
        "server that speaks OpenAI's way (http://host:8080/v1#name). A larger one finds more and embeds slower.",
    )
    goal_chars: int = Field(
        300,
        ge=80,
        le=450,
        description="Length a passage aims at, in characters. Longer ones give a citation more context "
        "and find single facts less sharply.",
    )
