"""Accounts: what is kept, who is let in, and who is out."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from assistant.people import accounts as accounts_module
from assistant.people import guesses as guesses_module
from assistant.people.accounts import Accounts, hash_password
from assistant.people.guesses import FREE_GUESSES, Guesses
from corpus.errors import UsageError

PASSWORD = "drei-Birnen-7"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a guess is scrypt's own matter; here it would only be waited for."""
    monkeypatch.setattr(accounts_module, "_COST", 4)


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(tmp_path / "accounts.json")


def test_a_password_is_kept_only_as_its_hash_and_only_its_owner_reads_the_file(accounts: Accounts) -> None:
    accounts.add("Wang", PASSWORD, "editor")

    kept = accounts.path.read_text("utf-8")
    assert PASSWORD not in kept
    assert "scrypt$" in kept
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600
    assert hash_password(PASSWORD) != hash_password(PASSWORD)


def test_the_right_password_opens_in_whatever_case_the_name_is_typed(accounts: Accounts) -> None:
    added = accounts.add("Wang", PASSWORD, "editor")
    accounts.add("李娜", PASSWORD + "!", "reader")

    assert accounts.check(" WANG ", PASSWORD) == added
    assert accounts.check("wang", PASSWORD + "!") is None
    assert accounts.check("nobody", PASSWORD) is None
    assert [(one.name, one.role) for one in accounts.all()] == [("wang", "editor"), ("李娜", "reader")]


def test_a_change_by_another_process_holds_at_once(accounts: Accounts) -> None:
    accounts.add("wang", PASSWORD, "reader")
    other = Accounts(accounts.path)

    other.set_role("wang", "editor")
    assert accounts.find("wang").role == "editor"  # type: ignore[union-attr]
    other.set_password("wang", "another-one-8")
    assert accounts.check("wang", PASSWORD) is None
    other.remove("wang")
    assert accounts.find("wang") is None


def test_a_name_given_again_is_another_person(accounts: Accounts) -> None:
    first = accounts.add("wang", PASSWORD, "reader")
    accounts.remove("wang")

    assert accounts.add("wang", PASSWORD, "reader").id != first.id


def test_a_guesser_waits_and_the_right_password_with_them(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.add("wang", PASSWORD, "reader")
    for guess in range(FREE_GUESSES):
        assert accounts.check("wang", f"guess-number-{guess}") is None

    assert accounts.check("wang", PASSWORD) is None
    monkeypatch.setattr(guesses_module, "PAUSE_S", 0.0)
    assert accounts.check("wang", PASSWORD) is not None


def test_a_stranger_elsewhere_locks_nobody_out(accounts: Accounts) -> None:
    # Five wrong passwords every half minute, from anywhere, kept a person out for good.
    added = accounts.add("wang", PASSWORD, "reader")
    for guess in range(2 * FREE_GUESSES):
        assert accounts.check("wang", f"guess-number-{guess}", "203.0.113.9") is None

    assert accounts.check("wang", PASSWORD, "203.0.113.9") is None
    assert accounts.check("wang", PASSWORD, "192.0.2.1") == added


def test_each_further_guess_doubles_the_pause_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("assistant.people.guesses.time.monotonic", lambda: now[0])
    guesses = Guesses()
    pauses = []
    for guess in range(FREE_GUESSES + 8):
        guesses.add_wrong("wang", "192.0.2.1")
        began = now[0]
        while guesses.must_wait("wang", "192.0.2.1"):
            now[0] += 10
        if guess >= FREE_GUESSES - 1:
            pauses.append(now[0] - began)

    assert pauses == [30, 60, 120, 240, 480, 900, 900, 900, 900]


def test_other_names_do_not_end_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    # All pauses ended together when ten thousand names had been tried.
    monkeypatch.setattr(guesses_module, "REMEMBERED", 20)
    guesses = Guesses()
    for _ in range(FREE_GUESSES):
        guesses.add_wrong("wang", "192.0.2.1")
    for name in range(50):
        guesses.add_wrong(f"nobody-{name}", "192.0.2.1")

    assert guesses.must_wait("wang", "192.0.2.1")
    assert len(guesses._wrong) == 20


def test_the_half_of_an_address_that_is_its_senders_to_change_does_not_count() -> None:
    guesses = Guesses()
    for guess in range(FREE_GUESSES):
        guesses.add_wrong("wang", f"2001:db8::{guess}")

    assert guesses.must_wait("wang", "2001:db8::ffff")
    assert not guesses.must_wait("wang", "2001:db8:0:1::1")


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "a/b", 'wang"', "<b>"])
def test_what_cannot_be_a_name_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a user name"):
        accounts.add(name, PASSWORD, "reader")


def test_unusable_requests_say_what_to_do(accounts: Accounts) -> None:
    with pytest.raises(UsageError, match="at least 8"):
        accounts.add("wang", "short", "reader")
    accounts.add("wang", PASSWORD, "reader")
    with pytest.raises(UsageError, match="user passwd wang"):
        accounts.add("Wang", PASSWORD, "reader")
    with pytest.raises(UsageError, match="no user"):
        accounts.remove("li")
    accounts.path.write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="no accounts file"):
        accounts.all()
