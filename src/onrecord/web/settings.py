"""How the desk is run."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

PORT = 8765
MOST_BYTES = 64_000_000
"""Of one request: what people drop at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the desk is run.

    Attributes:
        ledger: the file of its ledger.
        host: the address that it listens on.
        port: the port.
        token: what a browser must bring; None on loopback.
        names: other host names that it is reached by.
        allow_private: whether addresses on private networks may be fetched.
        reading: whether it starts a process that reads what is given to it.
    """

    ledger: Path
    host: str = "127.0.0.1"
    port: int = PORT
    token: str | None = None
    names: tuple[str, ...] = ()
    allow_private: bool = False
    reading: bool = True

    @property
    def hosts(self) -> frozenset[str]:
        """The values of `Host` that are its own: a page elsewhere whose name leads here is not let in (rebinding)."""
        named = {self.host, *self.names, *(("localhost", "127.0.0.1", "::1") if is_loopback(self.host) else ())}
        written = {f"[{name}]" if ":" in name else name.lower() for name in named}
        return frozenset(written | {f"{name}:{self.port}" for name in written})

    @property
    def address(self) -> str:
        """Where to point a browser first."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/" + (f"?token={self.token}" if self.token else "")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def new_token() -> str:
    """A token nobody can guess."""
    return secrets.token_urlsafe(24)
