"""Who may come in, and who may change documents: names with hashed passwords in one file.

    {"accounts": {"wang": {"id": "…", "role": "editor", "password": "scrypt$15$8$3$salt$hash"}}}

A password is kept as scrypt makes it, at the cost OWASP names for 32 MiB of memory
(https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html): about a quarter of
a second a guess. An account has an id of its own, drawn when it is made: whoever gets the name of
someone who has left does not get their conversations.

The file is read again whenever it has changed, so that a person who is removed is out at once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast

from assistant.people.guesses import Guesses
from corpus.errors import UsageError

Role = Literal["reader", "editor"]
ROLES: tuple[Role, ...] = ("reader", "editor")
"""A reader asks and checks; an editor also adds and removes documents."""
ACCOUNTS_FILE = "accounts.json"
SHORTEST_PASSWORD = 8
_COST, _BLOCK, _LANES = 15, 8, 3
_MEMORY = 64 * 1024 * 1024
_NAME = re.compile(r"[\w.@-]{1,64}")


@dataclass(frozen=True, slots=True)
class Account:
    """One person."""

    name: str
    id: str
    role: Role
    password: str
    """As scrypt made it, never the password."""


class Accounts:
    """The accounts of one file; safe for threads, and for other processes that write it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._held: dict[str, Account] = {}
        self.guesses = Guesses()

    def all(self) -> list[Account]:
        """Every account, by name.

        Raises:
            UsageError: The file cannot be read.
        """
        return [account for _, account in sorted(self._now().items())]

    def find(self, name: str) -> Account | None:
        """The account of a name, in whatever case it is written; None where there is none."""
        return self._now().get(plain_name(name))

    def check(self, name: str, password: str, address: str = "") -> Account | None:
        """The account, if that is its password; None else, after the same time either way.

        Args:
            address: Where it comes from: after too many wrong ones nothing is heard from there for a while.
        Raises:
            UsageError: The file cannot be read.
        """
        name = plain_name(name)
        if self.guesses.must_wait(name, address):
            return None
        account = self.find(name)
        fits = _fits(password, account.password if account else _NOBODYS)
        if account is not None and fits:
            self.guesses.forget(name, address)
            return account
        self.guesses.add_wrong(name, address)
        return None

    def add(self, name: str, password: str, role: Role) -> Account:
        """A new account.

        Raises:
            UsageError: The name is taken or cannot be one, or the password is too short.
        """
        name = plain_name(name)
        if not _NAME.fullmatch(name):
            raise UsageError(
                f'"{name[:80]}" cannot be a user name. Use 1 to 64 letters, digits, Chinese characters or . _ - @'
            )
        hashed = hash_password(password)
        with self._writing() as held:
            if name in held:
                raise UsageError(
                    f'There is a user "{name}" already. Change the password with "policy-assistant user passwd {name}".'
                )
            held[name] = Account(name, secrets.token_hex(16), role, hashed)
            return held[name]

    def remove(self, name: str) -> Account:
        """Take an account away.

        Raises:
            UsageError: There is none of this name.
        """
        with self._writing() as held:
            return held.pop(self._known(name, held))

    def set_password(self, name: str, password: str) -> Account:
        """Give an account another password; whoever is signed in with the old one is out.

        Raises:
            UsageError: There is none of this name, or the password is too short.
        """
        hashed = hash_password(password)
        with self._writing() as held:
            name = self._known(name, held)
            held[name] = replace(held[name], password=hashed)
            return held[name]

    def set_role(self, name: str, role: Role) -> Account:
        """Make a reader an editor, or the reverse.

        Raises:
            UsageError: There is none of this name.
        """
        with self._writing() as held:
            name = self._known(name, held)
            held[name] = replace(held[name], role=role)
            return held[name]

    def _known(self, name: str, held: dict[str, Account]) -> str:
        if plain_name(name) not in held:
            raise UsageError(
                f'There is no user "{plain_name(name)}" in {self.path}. "policy-assistant user list" shows who is there.'
            )
        return plain_name(name)

    def _now(self) -> dict[str, Account]:
        try:
            about = self.path.stat()
            stamp = (about.st_mtime_ns, about.st_size, about.st_ino)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise UsageError(f"{self.path} cannot be read ({error.strerror}).") from error
        with self._lock:
            if stamp != self._stamp:
                self._held = _read(self.path)
                self._stamp = stamp
            return dict(self._held)

    @contextmanager
    def _writing(self) -> Iterator[dict[str, Account]]:
        """The accounts, to be changed; written whole or not at all."""
        from filelock import FileLock

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.path}.lock"):
                held = _read(self.path) if self.path.exists() else {}
                yield held
                _write(self.path, held)
        except OSError as error:
            raise UsageError(
                f"{self.path} cannot be written ({error.strerror}). Name another file with --auth-file."
            ) from error


def plain_name(name: str) -> str:
    """A name as it is compared: no case, no look-alike widths, no spaces around it."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def hash_password(password: str) -> str:
    """A password as it is stored.

    Raises:
        UsageError: It is too short.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise UsageError(f"The password is too short. Use at least {SHORTEST_PASSWORD} characters.")
    salt = secrets.token_bytes(16)
    made = _scrypt(password, salt, _COST, _BLOCK, _LANES)
    return "$".join(("scrypt", str(_COST), str(_BLOCK), str(_LANES), _text(salt), _text(made)))


def _fits(password: str, stored: str) -> bool:
    try:
        kind, cost, block, lanes, salt, made = stored.split("$")
        again = _scrypt(password, base64.b64decode(salt), int(cost), int(block), int(lanes))
        return kind == "scrypt" and hmac.compare_digest(again, base64.b64decode(made))
    except ValueError:
        return False


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    # One person's keyboard may compose a letter that another's writes whole.
    secret = unicodedata.normalize("NFKC", password).encode()
    return hashlib.scrypt(secret, salt=salt, n=2**cost, r=block, p=lanes, maxmem=_MEMORY, dklen=32)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


# Held against whatever password comes with a name that is not there, so that the time taken tells nobody
# which names are.
_NOBODYS = f"scrypt${_COST}${_BLOCK}${_LANES}${_text(bytes(16))}${_text(bytes(32))}"


def _read(path: Path) -> dict[str, Account]:
    try:
        told = json.loads(path.read_text("utf-8"))["accounts"]
        held = {plain_name(name): _account(plain_name(name), one) for name, one in told.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} is no accounts file ({type(error).__name__}: {error}). "
            "Bring back a copy that is whole, or move it away and make accounts anew with "
            '"policy-assistant user add NAME --auth-file FILE".'
        ) from error
    return held


def _account(name: str, told: dict[str, Any]) -> Account:
    if told["role"] not in ROLES:
        raise ValueError(f'the role of "{name}" is neither reader nor editor')
    return Account(name, str(told["id"]), cast(Role, told["role"]), str(told["password"]))


def _write(path: Path, held: dict[str, Account]) -> None:
    told = {
        name: {"id": one.id, "role": one.role, "password": one.password} for name, one in sorted(held.items())
    }
    draft = path.with_name(f"{path.name}.new")
    # Readable by its owner alone from the first byte on.
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump({"accounts": told}, file, ensure_ascii=False, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
