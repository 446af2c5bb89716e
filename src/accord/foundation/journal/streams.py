"""Many rows, read a chunk at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from typing import Any

from django.db import connections
from django.db.models import QuerySet


def stream(found: QuerySet[Any, Any], chunk: int) -> Iterator[Any]:
    """Give the tuples of ``found`` as they stand at one moment; memory holds two chunks of them.

    A server looks for the next chunk while this one is worked at, in a connection of its own, for
    other things are asked meanwhile. Within a transaction, what it has changed is seen, too.
    """
    usual = connections[found.db]
    if usual.vendor == "sqlite" or usual.in_atomic_block:
        yield from found.iterator(chunk_size=chunk)
        return
    own: Any = usual.copy()
    own.inc_thread_sharing()
    with closing(own), ThreadPoolExecutor(1) as pool:
        own.set_autocommit(False)  # else all is found before the first row is given
        asked = found.query.get_compiler(connection=own)
        rows = asked.results_iter(tuple_expected=True, chunked_fetch=True, chunk_size=chunk)
        taken = list(islice(rows, chunk))
        while taken:
            ahead = pool.submit(lambda: list(islice(rows, chunk)))
            yield from taken
            taken = ahead.result()
