"""A mail that one of us passes on: what was passed on is what is filed."""

import re
from dataclasses import replace

from accord.foundation.mail.reading.headers import addresses
from accord.foundation.mail.reading.message import read
from accord.foundation.mail.reading.quotes import Kind, pieces
from accord.foundation.mail.reading.shapes import Incoming

_NAMED = re.compile(r"^[\s>*|]*[^\W\d_][^:：<>@]{0,28}[:：]\*?\s*(.*@.*)$")
MOST_LINES = 12


def passed_on(message: Incoming) -> Incoming | None:
    """Give the message within one: enclosed whole, or copied below; None where none is."""
    if message.inner:
        inner = read(message.inner[0])
        return inner if inner.sender.address else None
    for piece in pieces(message.text):
        if piece.kind == Kind.QUOTED:
            found = _copied(message, piece.text)
            if found is not None:
                return found
    return None


def _copied(message: Incoming, text: str) -> Incoming | None:
    """Read the lines of names above a copy: the first address in them is its sender's."""
    lines = text.split("\n")
    for line in lines[:MOST_LINES]:
        named = _NAMED.match(line)
        senders = addresses([named[1]]) if named else ()
        if senders and senders[0].address:
            _head, _blank, body = text.partition("\n\n")
            return replace(
                message, senders=senders[:1], to=message.senders, cc=(), bcc=(),
                in_reply_to=(), references=(), text=body.strip() or text,
            )  # fmt: skip
    return None
