"""`onrecord serve`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import cast, caught_up, faceted, fast_option, ledger_option, where

_WAITING = 1024
"""Browsers that may wait to be let in."""


@click.command(
    "serve",
    epilog="""\b
Examples:
  onrecord serve
  onrecord serve --ledger raid.db --port 9000
  onrecord serve --host 0.0.0.0 --name desk.example.org

The desk listens on this machine alone unless --host says otherwise; then a browser must bring the token that is
printed. It loads nothing from anywhere.""",
)
@ledger_option
@fast_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen on.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 for any.")
@click.option("--name", "names", multiple=True, metavar="NAME", help="Another name that browsers reach it by.")
@click.option("--open", "opening", is_flag=True, help="Open it in the browser.")
@click.option(
    "--allow-private", is_flag=True, help="Let articles and feeds be fetched from private networks and this machine."
)
def command(
    ledger_path: Path | None, host: str, port: int, names: tuple[str, ...], opening: bool, allow_private: bool
) -> None:
    """Open the desk: a local web application over a ledger."""
    import socket

    import uvicorn

    from onrecord.errors import SetupError
    from onrecord.ledger import Ledger
    from onrecord.web.app import application
    from onrecord.web.settings import Settings, is_loopback, new_token

    with Ledger(where(ledger_path), create=True) as ledger:
        caught_up(ledger)
        faceted(ledger)
        cast(ledger)
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(
            _WAITING
        )  # before the address is told: whoever goes there at once waits, and is not turned away
    except OSError as error:
        listening.close()
        raise SetupError("D01", host=host, port=port, what=error.strerror or str(error)) from error
    settings = Settings(
        ledger=where(ledger_path),
        host=host,
        port=listening.getsockname()[1],
        token=None if is_loopback(host) else new_token(),
        names=names,
        allow_private=allow_private,
    )
    click.echo(f"The desk is open at {settings.address}\nStop it with Ctrl-C; what is stored is kept.")
    if opening:
        click.launch(settings.address)
    server = uvicorn.Server(
        uvicorn.Config(application(settings), log_level="warning", server_header=False, timeout_graceful_shutdown=3)
    )
    server.run(sockets=[listening])
