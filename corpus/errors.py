"""Every error the program raises on purpose.

    AssistantError                 root: its message is fit to show a person
    ├── UsageError                 what was asked cannot be done as asked (exit code 2)
    ├── DocumentError              one file cannot become a document; the others go on
    │   ├── UnsupportedFormatError no loader reads this kind of file
    │   ├── UnreadableFileError    missing, empty, broken or encrypted
    │   └── NoTextError            read without fault, but no text in it
    ├── ModelMissingError          the embedding weights are not on this machine
    ├── HomeError                  the home folder cannot be used as it is
    │   ├── EmptyHomeError         nothing has been ingested yet
    │   ├── DamagedIndexError      a stored file does not match its checksum
    │   ├── StaleIndexError        the index was built under other settings
    │   └── BusyHomeError          another process is writing
    └── EngineError                a language model could not answer

A message says what happened, to what, and what to do next.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Root of all errors raised on purpose; ``str(error)`` is one sentence for a person."""


class UsageError(AssistantError):
    """The request itself is unusable: wrong argument, empty question, unknown document."""


class DocumentError(AssistantError):
    """One file cannot become a document. The message is the ``reason`` of the ingest report."""


class UnsupportedFormatError(DocumentError):
    """No loader reads this kind of file."""


class UnreadableFileError(DocumentError):
    """The file is missing, empty, broken, encrypted, or not what its name says."""


class NoTextError(DocumentError):
    """The file was read without fault, and there is no text in it."""


class ModelMissingError(AssistantError):
    """The embedding weights are not on this machine."""


class HomeError(AssistantError):
    """The home folder cannot be used as it is."""


class EmptyHomeError(HomeError):
    """Nothing has been ingested into this home."""


class DamagedIndexError(HomeError):
    """A stored file is missing or does not match its checksum."""


class StaleIndexError(HomeError):
    """The stored index was built under other settings than those in force."""


class BusyHomeError(HomeError):
    """Another process is writing to this home."""


class EngineError(AssistantError):
    """A language model could not give an answer."""
