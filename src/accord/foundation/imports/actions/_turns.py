"""Two processes take turns: while one writes a chunk, the other makes its own ready.

Chunks are written in the order of the file, each in the transaction of one process; nobody begins
to write before the chunk before is kept. Where the partner ends, its chunk is written here.
"""

import os
import select
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.utils.translation import get_language, override

from accord.foundation.accounts.models import User
from accord.foundation.imports.actions._chunks import (
    Chunks,
    Coming,
    Overtaken,
    Rows,
    Then,
    chunks_of,
    columns_of,
    plans_of,
    rarely_collecting,
    read_anew,
    session_of,
)
from accord.foundation.imports.messages import (
    Message,
    keys_of,
    read_message,
    rows_of,
    told,
    write_message,
)
from accord.foundation.imports.models import Import
from accord.foundation.imports.queries import last_chunk
from accord.foundation.imports.targets import Plan
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.models import Job
from accord.foundation.journal.ahead import Keys
from accord.foundation.journal.writing import bring_pages, leave_aside, many_writes
from accord.foundation.kernel.rules import SYSTEM

LEAST = 1 << 20  # bytes of a file from which a second process is worth its start
WHOLE = 4  # chunks after which nobody writes until all of SQLite's log is in the database
Hear = Callable[[], Message | None]
Tell = Callable[[Message], None]
PATIENCE = 30.0  # seconds for a partner to end what it has begun


class Handed(NamedTuple):
    """A chunk that the partner has, its number, and for how many rows it came with keys."""

    number: int
    chunk: Rows
    keys: int


class Partner:
    """The other process, as this one sees it.

    ``handed`` is what it has to write, in order: the chunk of its turn, and the one after that, so
    that it need not wait for it. ``left``: for how many rows it had keys over.
    """

    def __init__(self, process: subprocess.Popen[bytes], hello: Message) -> None:
        self.process = process
        self.handed: deque[Handed] = deque()
        self.is_up = False
        self.is_gone = False
        self.left = 0
        self._tell(hello)

    def is_idle(self) -> bool:
        """Tell, without waiting, whether it is there and has nothing to write."""
        if not self.is_up and not self.is_gone and self._has_said():
            self.is_up = self._hear() is not None
        return self.is_up and not self.is_gone and not self.handed

    def hand(self, number: int, chunk: Rows | None, keys: Keys) -> Keys:
        """Hand over a chunk; it is made ready, and written when told to ``go``. Gives keys left."""
        if chunk is None:
            return keys
        self.handed.append(Handed(number, chunk, len(keys.numbers)))
        self._tell(told(number, chunk, keys))
        return Keys()

    def over(self) -> int:
        """Give for how many rows it will have keys over, behind what it was handed."""
        return max(0, self.left + sum(one.keys - len(one.chunk) for one in self.handed))

    def go(self) -> None:
        if self.handed:
            self._tell({"go": self.handed[0].number})

    def settle(self, chunks: Chunks, before: int) -> int:
        """Wait till its chunk ``before`` this one is kept; gives how many rows it had.

        Where it can't be, it is written here. Raises Overtaken in a transaction that has begun.
        """
        if not self.handed or self.handed[0].number >= before:
            return 0
        heard = None if self.is_gone else self._hear()
        if heard is None and connection.in_atomic_block:
            raise Overtaken
        number, chunk, _keys = self.handed.popleft()
        if heard is not None:
            self.left = heard["left"]
        else:
            last = last_chunk(chunks.batch)
            if last is None or last.number < number:
                chunks.write(plans_of(chunks.session, chunk), number)
        return len(chunk)

    def end(self) -> None:
        """Let it end what it was told to write; what it was not told to is not written."""
        if not self.is_up:
            self.process.kill()
        if self.process.stdin:
            with suppress(OSError):
                self.process.stdin.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def _has_said(self) -> bool:
        said: Any = self.process.stdout
        return bool(select.select([said], [], [], 0)[0])

    def _hear(self) -> Message | None:
        heard = read_message(self.process.stdout)
        self.is_gone = heard is None
        return heard

    def _tell(self, message: Message) -> None:
        try:
            write_message(self.process.stdin, message)
        except OSError:
            self.is_gone = True


@contextmanager
def partner_of(chunks: Chunks) -> Iterator[Partner | None]:
    """Start a partner where the file is big enough for one, and there is a processor for it."""
    few = (os.cpu_count() or 1) < 2  # noqa: PLR2004
    if few or chunks.batch.size < LEAST or connection.in_atomic_block:
        yield None
        return
    partner = Partner(_process(), _hello(chunks))
    try:
        yield partner
    finally:
        partner.end()
        leave_aside()


def _process() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "accord.foundation.imports.partner"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
    )


def _hello(chunks: Chunks) -> Message:
    job: Any = chunks.ctx.job if chunks.ctx is not None else None
    return {
        "database": str(connection.settings_dict["NAME"]),
        "batch": chunks.batch.pk,
        "by": chunks.by.pk,
        "at": chunks.at.isoformat(),
        "language": get_language(),
        "job": None if job is None else job.pk,
        "lease": None if job is None else job.lease,
    }


def in_turns(chunks: Chunks, partner: Partner, number: int, behind: int) -> Iterator[int]:
    """Write chunk after chunk, every second one by the partner; gives how many rows each had.

    Keys for the next chunk of each are taken along with a chunk; as long as the partner is not
    there, this process uses both.
    """
    coming = Coming(chunks_of(chunks.batch, behind))
    mine, theirs = Keys(), Keys()
    for chunk in coming:
        number += 1
        plans = plans_of(chunks.session, chunk)
        chunks.session.make_ready(plans, mine)
        coming.look(3)
        if partner.is_idle():
            theirs = partner.hand(number + 1, next(coming, None), theirs)
        elif not partner.handed:
            mine, theirs = theirs, mine
        had = (len(mine.numbers), len(theirs.numbers) + partner.over())
        missing = [max(0, len(one) - n) for one, n in zip(coming.look(2), had, strict=False)]
        turn = Turn(partial(partner.settle, chunks, number))
        more = _in_turn(chunks, plans, number, missing, partner.go, turn)
        for keys, taken in zip((mine, theirs), more, strict=False):
            keys.add(taken)
        yield turn.rows + len(plans)
        number += len(partner.handed)
        if partner.handed and not partner.is_gone:
            theirs = partner.hand(number + 2, coming.second(), theirs)
    while partner.handed:
        yield partner.settle(chunks, partner.handed[0].number + 1)


class Turn:
    """Waits for the chunk before, once; ``rows`` is what it had."""

    def __init__(self, wait: Callable[[], int]) -> None:
        self.wait = wait
        self.rows = 0
        self.is_come = False

    def __call__(self) -> None:
        if not self.is_come:
            self.rows = self.wait()
            self.is_come = True


def _in_turn(
    chunks: Chunks, plans: list[Plan], number: int, sizes: Sequence[int], then: Then, turn: Turn
) -> list[Keys]:
    """Write a chunk in its turn; on PostgreSQL its rows are written while that is awaited.

    Planning takes out of a draft what is known by then: who plans anew reads anew.
    """
    if connection.vendor == "postgresql":
        try:
            return _write(chunks, plans, number, sizes, then, turn)
        except Overtaken:
            plans = read_anew(chunks.session, plans)
    turn()
    return _write(chunks, plans, number, sizes, then)


def _write(
    chunks: Chunks, plans: list[Plan], number: int, sizes: Sequence[int], then: Then,
    turn: Then | None = None,
) -> list[Keys]:  # fmt: skip
    """Write a chunk, and bring its pages into the database while the other process writes."""

    def pass_on() -> None:
        if number % WHOLE == 0:
            bring_pages()
        then()

    keys = chunks.write(plans, number, sizes, pass_on, turn)
    bring_pages()
    return keys


# --- In the partner ----------------------------------------------------------------------------


def work_in_turns(hello: Message, hear: Hear, tell: Tell) -> None:
    """Write chunks that are handed over, until there is nobody left to hand them over."""
    connection.settings_dict["NAME"] = _name(hello["database"])
    batch = Import.objects.get(pk=hello["batch"])
    by = User.objects.get(pk=hello["by"]) if hello["by"] else SYSTEM
    at = datetime.fromisoformat(hello["at"])
    ctx = None
    if hello["job"] is not None:
        ctx = Context(Job.objects.get(pk=hello["job"], lease=hello["lease"]))
    session = session_of(batch, by, at, is_dry=False)
    chunks = Chunks(by=by, batch=batch, at=at, session=session, ctx=ctx)
    columns, keys = columns_of(batch), Keys()
    with override(hello["language"]), many_writes(by_hand=True), rarely_collecting():
        tell({"ready": True})
        while (message := hear()) is not None:
            number, plans = message["number"], plans_of(session, rows_of(message, columns))
            keys.add(keys_of(message))
            session.make_ready(plans, keys)
            kept = {"written": number, "left": len(keys.numbers)}
            try:
                _in_turn(chunks, plans, number, (), partial(tell, kept), Turn(partial(_told, hear)))
            except _Ended:
                return


class _Ended(Exception):  # noqa: N818
    """Nobody says any more whose turn it is."""


def _told(hear: Hear) -> int:
    if hear() is None:
        raise _Ended
    return 0


def _name(database: str) -> Any:
    return Path(database) if connection.vendor == "sqlite" else database
