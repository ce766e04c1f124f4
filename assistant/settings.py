"""All settings in one place: typed, documented, few.

A value comes from the environment (``POLICY_ASSISTANT_RETRIEVAL__TOP_K=8``), else from
``settings.toml`` in the home folder, else from the defaults written here and in the rooms.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from corpus.errors import UsageError
from index.settings import IndexSettings

ENV_PREFIX = "POLICY_ASSISTANT_"
SETTINGS_FILE = "settings.toml"
SECRETS = (
    ("llm", "api_key"),
    ("cluster", "milvus_token"),
    ("cluster", "embedding_key"),
    ("cluster", "catalogue_url"),
)


class RetrievalSettings(BaseModel, frozen=True, extra="forbid"):
    """How passages are found."""

    top_k: int = Field(5, ge=1, le=100, description="Passages that search shows when -k is not given.")
    evidence_k: int = Field(
        12,
        ge=1,
        le=50,
        description="Passages that an answer may rest on. More finds answers that are spread "
        "over several places, and costs time.",
    )
    reranker: str | None = Field(
        None,
        description="A cross-encoder that puts the first passages in a better order: a folder or a hub name that "
        "sentence-transformers opens. None: the fused ranking stands.",
    )
    rerank_k: int = Field(
        20, ge=2, le=200, description="Passages the reranker reads. More finds more and takes longer."
    )


class AnsweringSettings(BaseModel, frozen=True, extra="forbid"):
    """How questions are answered that are asked at once."""

    processes: int | None = Field(
        None,
        ge=1,
        le=64,
        description="Processes that answer questions at the same time, each with some 300 MB of its own; the further ones are "
        "started when several questions meet. None: one per processor, up to 4.",
    )


class PageSettings(BaseModel, frozen=True, extra="forbid"):
    """The page people work in."""

    language: Literal["zh", "en"] = Field("zh", description="Language of the page before a user chooses one.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(7860, ge=0, le=65535, description="Port to listen on; 0 takes any free one.")
    names: tuple[str, ...] = Field(
        (),
        description="Host names under which others reach the page, through a proxy for instance; requests "
        "under any other name are refused.",
    )


class LlmSettings(BaseModel, frozen=True, extra="forbid"):
    """The language model, which is optional: without one, answers quote the documents."""

    engine: Literal["extractive", "llm"] = Field(
        "extractive",
        description="How questions are answered: by quoting, or by a language model whose every sentence is checked.",
    )
    api: Literal["openai", "ollama"] = Field(
        "openai", description="What the address speaks: the OpenAI way of most servers, or Ollama's own."
    )
    base_url: str = Field("http://127.0.0.1:11434/v1", description="Address of the model's server.")
    model: str | None = Field(None, description="Name of the model as its server calls it.")
    api_key: SecretStr | None = Field(
        None, description="Key for the server, from the environment alone; most local servers need none."
    )
    connect_timeout_s: float = Field(5.0, gt=0, le=60, description="Seconds to wait for a connection.")
    timeout_s: float = Field(
        60.0,
        gt=0,
        le=600,
        description="Seconds for a whole reply; after them the documents are quoted instead.",
    )
    max_tokens: int = Field(400, ge=16, le=4000, description="Longest reply asked for, in tokens.")
    temperature: float = Field(0.0, ge=0, le=2, description="0 gives the same reply to the same question.")
    context_tokens: int = Field(
        4096,
        ge=1024,
        description="Tokens that the model takes in at once; Ollama reserves memory for as many.",
    )
    evidence_chars: int = Field(
        1200,
        ge=200,
        le=20000,
        description="Characters of evidence sent. More helps a large model with broad questions, and a "
        "small one loses its way in it.",
    )

    @field_validator("base_url")
    @classmethod
    def _is_plain_address(cls, value: str) -> str:
        """An address that may be shown and logged: no name, password or key in it."""
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("it must begin with http:// or https:// and name a server")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError(f"it must hold no name, password or key; set {ENV_PREFIX}LLM__API_KEY instead")
        return value


class ClusterSettings(BaseModel, frozen=True, extra="forbid"):
    """Past one machine (docs/deployment.md); empty means the files of the home."""

    milvus_uri: str = Field(
        "",
        description="Address of Milvus, which then searches the passages. A change takes effect with "
        "`policy-assistant home move`.",
    )
    milvus_token: SecretStr | None = Field(
        None, description="Token for Milvus (user:password), from the environment alone."
    )
    catalogue_url: SecretStr | None = Field(
        None,
        description="Where documents are listed: PostgreSQL by SQLAlchemy URL (postgresql://name:password@host/database), "
        "from the environment alone; None: the file in the home. A change takes effect with `policy-assistant home move`.",
    )
    embedding_key: SecretStr | None = Field(
        None, description="Key for an embedding server, from the environment alone."
    )


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_nested_delimiter="__", extra="ignore", frozen=True
    )

    index: IndexSettings = IndexSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    answering: AnsweringSettings = AnsweringSettings()
    page: PageSettings = PageSettings()
    llm: LlmSettings = LlmSettings()
    cluster: ClusterSettings = ClusterSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment first, then the home's file, then the defaults."""
        del dotenv_settings, file_secret_settings
        toml_settings = TomlConfigSettingsSource(settings_cls, cls.model_config.get("toml_file"))
        # A file is copied, backed up and read by others; so a key is refused there.
        for group, name in SECRETS:
            if name in (toml_settings.toml_data.get(group) or {}):
                variable = f"{ENV_PREFIX}{group}__{name}".upper()
                raise ValueError(f"a key must not stand in a file: set {variable}")
        return init_settings, env_settings, toml_settings


def load_settings(home: Path, **overrides: Any) -> Settings:
    """The settings in force for this home.

    Raises:
        UsageError: A value is not of its type, or a name is unknown; the message names it.
    """

    class HomeSettings(Settings):
        model_config = SettingsConfigDict(toml_file=home / SETTINGS_FILE)

    try:
        return HomeSettings(**overrides)
    except ValidationError as error:
        first = error.errors()[0]
        name = ENV_PREFIX + "__".join(str(part).upper() for part in first["loc"])
        raise UsageError(
            f"Setting {name}: {first['msg'].rstrip('.')}. Change it in the environment or in {SETTINGS_FILE}."
        ) from error
    except ValueError as error:
        raise UsageError(
            f"{home / SETTINGS_FILE} cannot be read ({error}). Correct it or delete it."
        ) from error
