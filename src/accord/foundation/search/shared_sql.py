"""Questions that both databases are asked in the same words."""

from collections.abc import Callable, Sequence
from typing import Any

from accord.foundation.search.rows import Condition, FoundRow
from accord.foundation.search.shelves import KIND_SPAN, OTHER_WORDS, RANKS, number_of
from accord.foundation.search.sources import KINDS

Run = Callable[[str, Sequence[Any]], list[Any]]
# Where words wait to be sorted in, and where they are then: whoever looks at one table after the
# other in this order meets each word.
POSTINGS = ("search_freshposting", "search_posting")


def cards_by_ref(
    run: Run, refs: Sequence[str], shelves: Sequence[int], *, reader: int, also: Condition
) -> list[FoundRow]:
    homes = [shelf for shelf in shelves if shelf % RANKS < OTHER_WORDS] or [-1]
    known, values = f"c.shelf_id IN ({_marks(homes)})", [*homes]
    if reader:
        kinds = sorted({number_of(shelf) for shelf in shelves}) or [0]
        known = (
            f"({known} AND c.shelf_id >= {KIND_SPAN} OR c.id %% {KINDS} IN ({_marks(kinds)})"
            " AND EXISTS (SELECT 1 FROM search_reader r"
            " WHERE r.person_id = %s AND r.card_id = c.id))"
        )
        values += [*kinds, reader]
    found = run(
        "SELECT 0, c.ref, c.id, c.shelf_id, c.ref, c.title, c.subtitle, c.look, c.words,"
        f" c.within_id FROM search_card c WHERE c.ref IN ({_marks(refs)})"
        f" AND {known}{also.sql} ORDER BY c.ref, c.id",
        [*refs, *values, *also.values],
    )
    return [FoundRow(*row) for row in found]


def cards_by_id(run: Run, ids: Sequence[int], also: Condition) -> dict[int, FoundRow]:
    if not ids:
        return {}
    found = run(
        "SELECT 0, c.ref, c.id, c.shelf_id, c.ref, c.title, c.subtitle, c.look, c.words,"
        f" c.within_id FROM search_card c WHERE c.id IN ({_marks(ids)}){also.sql}",
        [*ids, *also.values],
    )
    return {row[2]: FoundRow(*row) for row in found}


def strays(run: Run, number: int, table: str, most: int) -> list[int]:
    """Give ids of objects that the index has and ``table`` has not."""
    found: list[int] = []
    for place, column in (("search_card", "id"), ("search_passage", "card_id")):
        rows = run(
            f"SELECT DISTINCT c.{column} / {KINDS} FROM {place} c"
            f' LEFT JOIN "{table}" t ON t.id = c.{column} / {KINDS}'
            f" WHERE c.{column} %% {KINDS} = %s AND t.id IS NULL LIMIT %s",
            [number, most],
        )
        found += [row[0] for row in rows]
    return sorted(set(found))


def passages_kept(run: Run, ids: Sequence[int], text_kept: str) -> dict[int, tuple[int, int, int]]:
    """Give card, shelf and what it is within of each text that is kept whole."""
    if not ids:
        return {}
    found = run(
        "SELECT p.id, p.card_id, p.shelf_id, p.within_id FROM search_passage p"
        f" WHERE p.id IN ({_marks(ids)}){text_kept}",
        list(ids),
    )
    return {row[0]: (row[1], row[2], row[3]) for row in found}


def totals(run: Run) -> tuple[int, int]:
    """Count the words and the texts that are kept, each once."""
    words = run(
        "SELECT count(*) FROM (SELECT shelf_id, token, card_id FROM search_posting"
        " UNION SELECT shelf_id, token, card_id FROM search_freshposting) p",
        [],
    )
    texts = run("SELECT count(*) FROM search_passage", [])
    return words[0][0], texts[0][0]


def _marks(values: Sequence[Any]) -> str:
    return ",".join(["%s"] * len(values))


PASSAGE = (
    "SELECT p.id, p.card_id, coalesce(o.title, w.title, ''), coalesce(o.ref, w.ref, ''),"
    " coalesce(o.look, w.look, '') FROM"
)
OWNERS = (
    " LEFT JOIN search_card o ON o.id = p.card_id LEFT JOIN search_card w ON w.id = p.within_id"
)
