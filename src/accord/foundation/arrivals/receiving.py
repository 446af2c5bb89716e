"""Mail handed over by a mail server: it says yes only once the message is kept for good."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections, connection

from accord.foundation.arrivals import actions
from accord.foundation.arrivals.boxes import MOST_BYTES
from accord.foundation.arrivals.doors import SOURCE, Door, opened, owner_of
from accord.foundation.kernel import clock

log = logging.getLogger(__name__)
T = TypeVar("T")
AT_ONCE = 4
MOST_RECIPIENTS = 50


class Porter:
    """Answers a mail server; what touches the database is done by a few threads of its own."""

    def __init__(self) -> None:
        self.hands = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="porter")

    async def _done(self, work: Callable[..., T], *words: Any) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.hands, _fresh, work, *words)

    async def handle_RCPT(  # noqa: N802 -- as the library calls it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            owner = await self._done(owner_of, address)
        except Exception:
            log.exception("a recipient could not be looked up")
            return "451 4.3.0 Try again later"
        if owner is None:
            return "550 5.1.1 There is no such address here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 -- as the library calls it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del session
        body = envelope.content if isinstance(envelope.content, bytes) else b""
        try:
            await self._done(_kept, body, envelope.mail_from or "", list(envelope.rcpt_tos))
        except Exception:
            log.exception("a message could not be kept")
            answer = "451 4.3.0 Try again later"
        else:
            answer = "250 2.0.0 Kept"
        times = len(envelope.rcpt_tos) if isinstance(server, LMTP) else 1
        return "\r\n".join([answer] * times)  # LMTP answers for each recipient

    def close(self) -> None:
        self.hands.shutdown(wait=True)


def _fresh(work: Callable[..., T], *words: Any) -> T:
    close_old_connections()
    try:
        return work(*words)
    finally:
        connection.close()


def _kept(body: bytes, sender: str, recipients: list[str]) -> None:
    """Keep a message for each of us whose address is among its recipients, once."""
    found = {one.owner.pk: one for one in reversed([*filter(None, map(opened, recipients))])}
    if not found:
        raise LookupError("the account was closed meanwhile")
    raw = f"Return-Path: <{sender}>\r\n".encode("utf-8", "replace") + body
    for one in reversed(found.values()):
        way = actions.Way(source=SOURCE, owner_id=one.owner.pk, tags=one.tags)
        actions.take_in(by=one.owner, letters=[raw], way=way, at=clock.now())


async def serve(door: Door, stop: asyncio.Event, told: Callable[[int], None]) -> None:
    """Take in mail until ``stop``; what is being kept then is kept. ``told`` hears the port."""
    porter = Porter()
    made = LMTP if door.is_lmtp else SMTP

    def talk() -> SMTP:
        return made(
            porter,
            hostname=door.domain,
            data_size_limit=MOST_BYTES,
            enable_SMTPUTF8=True,
            ident="Accord",
            timeout=300,
        )

    server = await asyncio.get_running_loop().create_server(talk, door.host, door.port)
    told(server.sockets[0].getsockname()[1])
    try:
        async with server:
            await stop.wait()
    finally:
        porter.close()
