"""All settings in one place: typed, documented, few.

A value comes from the environment (``POLICY_ASSISTANT_RETRIEVAL__TOP_K=8``), else from
``settings.toml`` in the home folder, else from the defaults written here and in the rooms.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError
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


class PageSettings(BaseModel, frozen=True, extra="forbid"):
    """The page people work in."""

    language: Literal["zh", "en"] = Field("zh", description="Language of the page before a user chooses one.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(7860, ge=0, le=65535, description="Port to listen on; 0 takes any free one.")


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_nested_delimiter="__", extra="ignore", frozen=True
    )

    index: IndexSettings = IndexSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    page: PageSettings = PageSettings()

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
