"""Which web addresses are fetched: what one may look like, and which machines it may lead to.

A page that somebody else wrote names addresses, and so does a feed. Followed blindly, they would let its author look
into the network of whoever reads it. So an address is checked as it is written, and each machine it leads to once more
by its number, whichever way the number was arrived at.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Final

from onrecord.errors import FetchError

if TYPE_CHECKING:
    import httpx  # takes a while to load, and most runs fetch nothing

PORTS: Final = frozenset({80, 443, 8080, 8443})
"""The ports that the web is served on; others are taken only where private networks are."""
LONGEST_ADDRESS: Final = 2_000
"""Of an address, in characters."""

_WEB = re.compile(r"\s*https?://", re.IGNORECASE)
_BAD = re.compile(r"[\x00-\x20\x7f-\x9f\\\ud800-\udfff]")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)\.?$", re.IGNORECASE)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_SPECIAL = tuple(
    ipaddress.ip_network(each)
    for each in (
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays, given up
        "2001::/23",  # protocol assignments, Teredo's tunnels to IPv4 among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4's tunnels to IPv4
        "3fff::/20",  # documentation
    )
)
"""What is not part of the open network and what Python's own lists have missed in one version or another; see
https://www.iana.org/assignments/iana-ipv6-special-registry and its sister for IPv4."""

_Number = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_web(name: str) -> bool:
    """Whether something is a web address rather than a path."""
    return bool(_WEB.match(name))


def checked(address: str, *, allow_private: bool = False) -> httpx.URL:
    """An address in one way of writing: host in small letters, no default port, no fragment.

    Args:
        address: as people or pages write it.
        allow_private: take any port; the number that it leads to is checked by `number_of`.

    Raises:
        FetchError: W01, it is none that is fetched.
    """
    import httpx

    written = address.strip()
    shown = written if len(written) <= 200 else written[:200] + "…"  # an error is no place for a page of text
    if (what := _unusual(written)) is not None:
        raise FetchError("W01", name=shown, what=what)
    try:
        url = httpx.URL(written).copy_with(fragment=None)
        what = _too_long(str(url)) or _refusal(url, allow_private=allow_private)
    except (httpx.InvalidURL, ValueError) as error:  # a host that is not ASCII after all is found only when it is asked
        raise FetchError("W01", name=shown, what="it is not written as one") from error
    if what is not None:
        raise FetchError("W01", name=shown, what=what)
    return url


def _too_long(written: str) -> str | None:
    return f"it is longer than {LONGEST_ADDRESS} characters" if len(written) > LONGEST_ADDRESS else None


def _unusual(written: str) -> str | None:
    if (what := _too_long(written)) is not None:
        return what
    if _BAD.search(written):
        return "it holds a space, a backslash or a control character"
    return None if is_web(written) else "it does not begin with http:// or https://"


def _refusal(url: httpx.URL, *, allow_private: bool) -> str | None:
    """Why an address is not fetched, whatever it leads to."""
    if url.userinfo:
        return "a name or a password stands in it"
    host = url.raw_host.decode("ascii", "replace")
    if not host.strip("."):
        return "it names no host"
    if ":" not in host and _NUMBER.search(host.rsplit(".", 1)[-1] or host) and not _dotted(host):
        return f"its host is a number written in an unusual way, {host}"
    if "%" in host:
        return "its host names a network card"
    if url.port is not None and url.port not in PORTS and not allow_private:
        return f"its port is {url.port}"
    return None


def _dotted(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def number_of(found: str, *, allow_private: bool = False) -> str | None:
    """Why a machine is not to be asked, by its number; None where it may be.

    Args:
        found: an IPv4 or IPv6 address, as a resolver gives it.
        allow_private: let private and loopback numbers pass. Link-local ones never do: machines in a cloud hand out
            their keys there.
    """
    number: _Number = ipaddress.ip_address(found.partition("%")[0])
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped is not None:
            number = number.ipv4_mapped
        elif number in _NAT64:
            number = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
    if _open(number):
        return None
    kind = _kind(number)
    return None if allow_private and kind in {"this machine", "a private network"} else kind


def _open(number: _Number) -> bool:
    """Whether a number belongs to the open network."""
    if isinstance(number, ipaddress.IPv6Address) and number not in _GLOBAL_UNICAST:
        return False
    if any(number in network for network in _SPECIAL if network.version == number.version):
        return False
    return number.is_global and not (number.is_multicast or number.is_reserved or number.is_unspecified)


def _kind(number: _Number) -> str:
    if number.is_loopback:
        return "this machine"
    if number.is_link_local:
        return "a link-local number"
    if number.is_multicast:
        return "many machines at once"
    if number.is_unspecified or number.is_reserved or any(number in each for each in _SPECIAL):
        return "a reserved number"
    return "a private network"
