"""Take in mail that a mail server hands over, by LMTP or SMTP, where ACCORD_MAIL_IN says.

Everybody finds the address of their own under My settings. A mail is answered with yes only once
it is kept; the worker files it. Put it behind a mail server of yours: it knows no TLS.

For example:
  export ACCORD_MAIL_IN='lmtp://127.0.0.1:8024?domain=in.example.org'
  accord mail                 until stopped
"""

import asyncio
import signal
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from accord.config.commands import Exit, _lifeline
from accord.config.commands._setup import demand_sound_database, prepare

if TYPE_CHECKING:
    from accord.foundation.arrivals.doors import Door


def add_arguments(parser: ArgumentParser) -> None:
    del parser


def run(options: Namespace) -> int:
    del options
    _lifeline.hold()
    prepare()
    demand_sound_database()
    from accord.foundation.arrivals.doors import WrongAddress, door

    try:
        there = door()
    except WrongAddress as wrong:
        print(f"accord mail: {wrong}", file=sys.stderr)
        return Exit.USAGE
    if there is None:
        print("accord mail: say in ACCORD_MAIL_IN where mail is handed over", file=sys.stderr)
        return Exit.USAGE
    asyncio.run(_serve(there))
    return Exit.FINE


async def _serve(door: "Door") -> None:
    from accord.foundation.arrivals.receiving import serve

    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    await serve(
        door, stop, lambda port: print(f"Mail is taken in at {door.host}:{port}.", flush=True)
    )
