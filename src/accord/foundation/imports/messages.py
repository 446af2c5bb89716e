"""What two processes of one import tell each other: lengths, then MessagePack."""

import struct
from collections.abc import Mapping
from typing import IO, Any

import msgspec
from django.apps import apps

from accord.foundation.imports.reading.rows import Refused
from accord.foundation.imports.targets import Given, given_of
from accord.foundation.journal.ahead import Keys

Message = dict[str, Any]
_LENGTH = struct.Struct("!I")


def write_message(pipe: IO[bytes] | None, message: Message) -> None:
    if pipe is None:
        raise BrokenPipeError
    text = msgspec.msgpack.encode(message)
    pipe.write(_LENGTH.pack(len(text)) + text)
    pipe.flush()


def read_message(pipe: IO[bytes] | None) -> Message | None:
    """Read one message; None where the other side has ended."""
    head = pipe.read(_LENGTH.size) if pipe else b""
    if not pipe or len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    text = pipe.read(length)
    return msgspec.msgpack.decode(text) if len(text) == length else None


def told(number: int, chunk: list[Given | Refused], keys: Keys) -> Message:
    """Write a chunk: of its rows the cells, of refused ones why."""
    return {
        "number": number,
        "rows": [
            (row.number, row.raw)
            if isinstance(row, Given)
            else (row.number, row.code, dict(row.facts), row.raw)
            for row in chunk
        ],
        "ids": {model._meta.label_lower: ids for model, ids in keys.ids.items()},  # noqa: SLF001
        "numbers": keys.numbers,
    }


def rows_of(message: Message, columns: Mapping[int, str]) -> list[Given | Refused]:
    return [
        given_of(row[0], tuple(row[1]), columns)
        if len(row) == 2  # noqa: PLR2004 -- a number and cells
        else Refused(*row)
        for row in message["rows"]
    ]


def keys_of(message: Message) -> Keys:
    ids = {apps.get_model(label): keys for label, keys in message["ids"].items()}
    return Keys(ids, message["numbers"])
