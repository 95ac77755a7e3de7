"""Connections to machines that were checked, none of which outlasts its time.

A host's name is looked up once, all numbers it has are checked, and the connection is made to one of them. Between a
check and a second look-up a name could come to mean another machine (DNS rebinding); there is no second look-up.
httpcore, which httpx is made of, asks this for its connections, so that the name stays in the Host header and in TLS.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from onrecord.articles.addresses import number_of
from onrecord.errors import FetchError


def numbers(host: str, port: int) -> list[str]:
    """The numbers a host has, in the order to try them, each once.

    Raises:
        OSError: it has none, or nobody can be asked.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Deadline:
    """A moment by which all must be done.

    Attributes:
        seconds: how long there was from the start.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds left, at most `most`.

        Raises:
            httpcore.ReadTimeout: none are.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return left if most is None else min(left, most)


class _Timed(httpcore.NetworkStream):
    """A connection on which every step ends by the deadline, however little each brings."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Checked(httpcore.NetworkBackend):
    """Connects to hosts whose numbers may be asked, and to no other."""

    def __init__(self, deadline: Deadline, name: str, *, allow_private: bool) -> None:
        """Prepare to connect.

        Args:
            deadline: when all must be done.
            name: what to call the address in an error.
            allow_private: see `addresses.number_of`.
        """
        self._deadline = deadline
        self._name = name
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Look a host up, check its numbers, and connect to the first that answers.

        Raises:
            FetchError: W02, one of its numbers is not to be asked.
            httpcore.ConnectError, httpcore.ConnectTimeout: none answers.
        """
        found = self._looked_up(host, port, self._deadline.left(timeout))
        for number in found:
            if (kind := number_of(number, allow_private=self._allow_private)) is not None:
                raise FetchError("W02", name=self._name, kind=kind, number=number)
        fault: Exception = httpcore.ConnectError(f"{host} has no number")
        for number in found:
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    number, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
            else:
                return _Timed(stream, self._deadline)
        raise fault

    def _looked_up(self, host: str, port: int, seconds: float) -> list[str]:
        """The numbers of a host; a resolver cannot be stopped, so it is left behind when it takes too long."""
        answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(numbers(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True, name="looking up a host").start()
        try:
            answer = answers.get(timeout=seconds)
        except queue.Empty:
            raise httpcore.ConnectTimeout(f"{host} could not be looked up in time") from None
        if isinstance(answer, Exception):
            raise httpcore.ConnectError(f"{host} is not known") from answer
        return answer
