"""Where the page listens, and which names it answers to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from contextlib import suppress

from corpus.errors import UsageError

OWN_NAMES = ("localhost", "127.0.0.1", "::1", "[::1]")


def check_host(host: str, allow_public: bool, has_accounts: bool = False, names: Sequence[str] = ()) -> None:
    """Refuse an address that others can reach, unless they sign in or that is meant.

    Args:
        names: Host names under which the page is reached beside this machine's own: through a proxy, say.
    Raises:
        UsageError: It is one, or it is no address.
    """
    reached = [one for one in (host, *names) if not is_own_machine(one)]
    if not reached or allow_public or has_accounts:
        return
    raise UsageError(
        f"{reached[0]} can be reached by others, who could read every document here without signing in. "
        'Give people accounts ("policy-assistant user add NAME"), use --host 127.0.0.1, or add --allow-public '
        "if everyone may read them: nobody can then change documents on the page."
    )


def is_own_machine(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host.casefold() in OWN_NAMES:
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def names_served(host: str, names: Sequence[str]) -> list[str]:
    """The names in a request's Host header that are answered; anything else is refused.

    A page for this machine alone answers to this machine's names: else a site elsewhere could point its own
    name here and read the page with a visitor's browser. One that others reach answers to what is set, or to any.
    """
    if is_own_machine(host):
        return sorted({*OWN_NAMES, host.casefold(), *names})
    return sorted({*OWN_NAMES, *names}) if names else ["*"]


def listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        UsageError: The address is taken, or is not one of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(512)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise UsageError(
            f"Cannot listen on {host}:{port} ({error.strerror or error}). Choose another with --port, or --port 0 for any."
        ) from error
    return listener
