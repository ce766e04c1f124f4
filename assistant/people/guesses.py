"""Wrong passwords, remembered so that guessing is slow and nobody is locked out by a stranger.

What is remembered is the name together with the address that it came from. By the name alone, whoever sends five
wrong passwords every half minute would keep a person out for good; by the address alone, one forgetful person
would keep out a whole office behind one router.
"""

from __future__ import annotations

import ipaddress
import threading
import time

FREE_GUESSES = 5
PAUSE_S = 30.0
"""The pause after so many wrong passwords in a row; each further one doubles it."""
LONGEST_PAUSE_S = 15 * 60.0
"""With it a guesser gets about a hundred passwords a day of a name and an address: 96 of these, and the first ten."""
FORGOTTEN_S = 24 * 3600.0
REMEMBERED = 10_000
"""Names with addresses; then those that have guessed least are forgotten, which a guesser who is paused is not."""

Sender = tuple[str, str]


class Guesses:
    """Who has guessed wrong, how often in a row, and when last; safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wrong: dict[Sender, tuple[int, float]] = {}

    def must_wait(self, name: str, address: str) -> bool:
        """Whether no password is heard for this name from there now."""
        with self._lock:
            wrong, since = self._of((name, _network(address)))
        if wrong < FREE_GUESSES:
            return False
        # 2.0**10 is beyond the longest pause, and a float holds no power of ten thousand.
        pause = min(PAUSE_S * 2.0 ** min(wrong - FREE_GUESSES, 10), LONGEST_PAUSE_S)
        return time.monotonic() - since < pause

    def add_wrong(self, name: str, address: str) -> None:
        """Remember a wrong password."""
        sender = (name, _network(address))
        with self._lock:
            wrong, _ = self._of(sender)
            if sender not in self._wrong and len(self._wrong) >= REMEMBERED:
                del self._wrong[min(self._wrong, key=self._wrong.__getitem__)]
            self._wrong[sender] = (wrong + 1, time.monotonic())

    def forget(self, name: str, address: str) -> None:
        """The right password came."""
        with self._lock:
            self._wrong.pop((name, _network(address)), None)

    def _of(self, sender: Sender) -> tuple[int, float]:
        wrong, since = self._wrong.get(sender, (0, 0.0))
        return (0, 0.0) if time.monotonic() - since > FORGOTTEN_S else (wrong, since)


def _network(address: str) -> str:
    """The address, of IPv6 its first half: the other half is the sender's own to change."""
    try:
        told = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(told, ipaddress.IPv4Address):
        return str(told)
    if told.ipv4_mapped is not None:
        return str(told.ipv4_mapped)
    return str(ipaddress.ip_network((told.packed, 64), strict=False))
