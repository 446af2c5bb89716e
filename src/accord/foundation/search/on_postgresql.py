"""The index's tables on PostgreSQL: arrays for a few rows, COPY for many."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connections

from accord.foundation.journal.bulk import write_many
from accord.foundation.journal.replicas import reads_from
from accord.foundation.journal.statements import ask, run_each, together
from accord.foundation.search.asking import Range
from accord.foundation.search.cards import MANY_PARTS, learnable, parts_of
from accord.foundation.search.rows import (
    CARD,
    CardRow,
    Condition,
    Difference,
    FoundRow,
    PassageFound,
    PostingRow,
    Stretch,
)
from accord.foundation.search.shared_sql import (
    OWNERS,
    PASSAGE,
    cards_by_id,
    cards_by_ref,
    passages_kept,
    strays,
    totals,
)
from accord.foundation.search.shelves import KIND_SPAN

MANY = 200  # rows from which COPY is faster than an array


def _run(sql: str, values: Sequence[Any] = ()) -> list[Any]:
    with connections[reads_from()].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def _run_as_written(sql: str, values: Sequence[Any]) -> list[Any]:
    """Plan for these very values: what every text has is not looked for as what few have."""
    database: Any = connections[reads_from()]
    with database.cursor() as cursor:
        cursor.execute(database.ops.compose_sql(sql, values))
        rows: list[Any] = cursor.fetchall()
        return rows


_STRETCHES = (
    "unnest(%s::int[], %s::text[], %s::bigint[], %s::text[])"
    " WITH ORDINALITY AS g(shelf_id, low, low_card, high, place)"
)
_STRETCH = (
    "SELECT token, card_id FROM search_posting s WHERE s.shelf_id = g.shelf_id"
    ' AND (s.token, s.card_id) > (g.low COLLATE "C", g.low_card) AND s.token < g.high COLLATE "C"'
)
_LIMITED = _STRETCHES.replace("%s::text[])", "%s::text[], %s::int[])").replace(
    "high, place", "high, most, place"
)
_WITHIN = (
    "SELECT 1 FROM search_posting WHERE shelf_id = ANY(%s::int[])"
    ' AND token >= %s COLLATE "C" AND token < %s COLLATE "C"'
)
_READABLE = (
    f" AND (g.shelf_id >= {KIND_SPAN} OR EXISTS (SELECT 1 FROM search_reader r"
    " WHERE r.person_id = %s AND r.card_id = s.card_id))"
)

# The newest texts with the words, few at first, so that the server walks back where many have them
# and gathers where few do; what one may see of them is asked of these alone.
MORE = 8
_NEWEST = (
    "WITH newest AS MATERIALIZED (SELECT * FROM search_passage WHERE words @@ %s::tsquery"
    " AND id < %s ORDER BY id DESC LIMIT %s) SELECT h.n, h.last, x.* FROM"
    " (SELECT count(*) AS n, min(id) AS last FROM newest) h LEFT JOIN LATERAL ("
)

_KNOWN = 'SELECT 1 FROM {} WHERE part = {{0}} COLLATE "C" AND token = {{0}} COLLATE "C"'
_UNKNOWN = " AND ".join(
    f"NOT EXISTS ({_KNOWN.format(table)})" for table in ("search_part", "search_fresh")
)
_PARTS = (
    'SELECT token FROM {} WHERE part >= g.low COLLATE "C" AND part < g.high COLLATE "C"'
    " ORDER BY part, token LIMIT %s"
)

TEXT_KEPT = " AND p.words IS NOT NULL"


class Postgresql:
    def cards(self, ids: Iterable[int], *, lock: bool = False) -> dict[int, CardRow]:
        """Give the cards by id; locked, in order, so that two writers of one card take turns."""
        found = ask(
            f"SELECT {CARD} FROM search_card WHERE id = ANY(%s::bigint[]) ORDER BY id"
            + (" FOR UPDATE" if lock else ""),
            [list(ids)],
            using=reads_from(),
        )
        return {row[0]: CardRow(*row) for row in found}

    def readers(self, ids: Iterable[int]) -> set[tuple[int, int]]:
        return set(
            _run(
                "SELECT person_id, card_id FROM search_reader WHERE card_id = ANY(%s::bigint[])",
                [list(ids)],
            )
        )

    def passages(self, ids: Iterable[int]) -> list[int]:
        found = _run("SELECT id FROM search_passage WHERE card_id = ANY(%s::bigint[])", [list(ids)])
        return [row[0] for row in found]

    def write(self, found: Difference) -> None:
        """Write a little at once, much by COPY; each in the order of its keys."""
        few = len(found.more) < MANY and len(found.passages) < MANY
        steps = [*_removals(found), *_others(found)]
        if few:
            steps += _few_rows(found, learnable({token for _, token, _ in found.more}))
        if steps:
            with together():
                for step in steps:
                    run_each(step.sql, step.lines)
        if not few:
            _many_cards(found)
            write_many("search_posting (shelf_id, token, card_id)", sorted(found.more))
            parts = self.unknown_parts(found) if found.parts is None else found.parts
            into = "search_part" if len(parts) < MANY_PARTS else "search_fresh"
            write_many(f"{into} (part, token)", parts)

    def unknown_parts(self, found: Difference) -> list[tuple[str, str]]:
        """Give the parts and sounds of words that are new to the index."""
        known = learnable({token for _, token, _ in found.more})
        asked = f"SELECT w FROM unnest(%s::text[]) AS g(w) WHERE {_UNKNOWN.format('w')}"
        return parts_of(row[0] for row in _run(asked, [known]))

    def settle(self) -> None:
        """Leave what was deleted to the vacuum, which the server does by itself."""

    def empty(self) -> None:
        _run(
            "TRUNCATE search_shelf, search_card, search_posting, search_part, search_fresh,"
            " search_reader, search_passage"
        )

    def sort_in(self, most: int) -> bool:
        """Sort up to ``most`` parts in among the others; tells whether there were any."""
        found = _run(
            "WITH gone AS (DELETE FROM search_fresh WHERE ctid = ANY (ARRAY(SELECT ctid FROM"
            " search_fresh ORDER BY part, token LIMIT %s FOR UPDATE SKIP LOCKED))"
            " RETURNING part, token), moved AS (INSERT INTO search_part (part, token)"
            " SELECT part, token FROM gone ORDER BY part, token RETURNING 1)"
            " SELECT count(*) FROM moved",
            [most],
        )
        return bool(found[0][0])

    def strays(self, number: int, table: str, most: int) -> list[int]:
        return strays(_run, number, table, most)

    def drop_orphans(self) -> None:
        """Forget words of cards that are not there."""
        _run(
            "DELETE FROM search_posting p WHERE NOT EXISTS"
            " (SELECT 1 FROM search_card c WHERE c.id = p.card_id)"
        )

    def shelves(self) -> list[int]:
        return [row[0] for row in _run("SELECT id FROM search_shelf ORDER BY id")]

    def missing(self, rows: Sequence[PostingRow]) -> list[PostingRow]:
        """Give those of ``rows`` that the index does not have."""
        found = _run(
            "SELECT g.shelf_id, g.token, g.card_id FROM"
            " unnest(%s::int[], %s::text[], %s::bigint[]) AS g(shelf_id, token, card_id)"
            " LEFT JOIN LATERAL (SELECT 1 AS there FROM search_posting p"
            ' WHERE p.shelf_id = g.shelf_id AND p.token = g.token COLLATE "C"'
            " AND p.card_id = g.card_id LIMIT 1) p ON true WHERE p.there IS NULL",
            _columns(rows),
        )
        return [(shelf, token, card) for shelf, token, card in found]

    def passages_kept(self, ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
        return passages_kept(_run, ids, TEXT_KEPT)

    def totals(self) -> tuple[int, int]:
        return totals(_run)

    def scan(
        self,
        stretches: Sequence[Stretch],
        limits: Sequence[int],
        *,
        reader: int,
        also: Condition,
        most: int,
        words: bool,
    ) -> list[FoundRow]:
        """Give up to its limit of cards of each stretch, in order, of the first ``most`` on it.

        Where ``most`` is 0, no card is looked at that is not given. Cards for named people only
        count where ``reader`` is one of them. Their ``words``, which are long, are read where they
        are asked for.
        """
        told = "c.words" if words else "''"
        first = f"{int(most)}" if most else "g.most"
        named = bool(reader) and any(stretch.shelf_id < KIND_SPAN for stretch in stretches)
        found = _run(
            "SELECT g.place - 1, x.* FROM"
            f" {_LIMITED} CROSS JOIN LATERAL (SELECT p.token, c.id, c.shelf_id, c.ref, c.title,"
            f" c.subtitle, c.look, {told}, c.within_id FROM"
            f" ({_STRETCH}{_READABLE if named else ''} ORDER BY token, card_id LIMIT {first}) p"
            " CROSS JOIN LATERAL (SELECT * FROM search_card WHERE id = p.card_id OFFSET 0) c"
            f" WHERE true{also.sql} LIMIT g.most) x",
            [*_columns(stretches), limits, *([reader] if named else []), *also.values],
        )
        return [FoundRow(*row) for row in found]

    def cards_by_ref(
        self, refs: Sequence[str], shelves: Sequence[int], *, reader: int, also: Condition
    ) -> list[FoundRow]:
        """Give the cards of ``refs`` that stand on one of ``shelves``."""
        return cards_by_ref(_run, refs, shelves, reader=reader, also=also)

    def cards_by_id(self, ids: Sequence[int], also: Condition) -> dict[int, FoundRow]:
        return cards_by_id(_run, ids, also)

    def count(self, shelves: Sequence[int], ranges: Sequence[Range], most: int) -> int:
        """Count the words of all ranges on all shelves together, up to ``most``."""
        if not shelves:
            return 0
        each = " UNION ALL ".join([_WITHIN] * len(ranges))
        values = [value for low, high in ranges for value in (list(shelves), low, high)]
        found = _run(f"SELECT count(*) FROM ({each} LIMIT %s) x", [*values, most])
        return int(found[0][0])

    def tokens(self, ranges: Sequence[tuple[str, str]], most: int) -> list[str]:
        """Give the words that have a part in one of the ranges, ``most`` of each."""
        found = _run(
            "SELECT x.token FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY"
            f" AS g(low, high, place) CROSS JOIN LATERAL (({_PARTS.format('search_part')})"
            f" UNION ALL ({_PARTS.format('search_fresh')})) x ORDER BY g.place",
            [*(list(column) for column in zip(*ranges, strict=True)), most, most],
        )
        return [row[0] for row in found]

    def find_passages(
        self, *, exact: Sequence[str], begun: str, before: int, also: Condition, limit: int
    ) -> list[PassageFound]:
        """Give the newest texts that have all words, one of them perhaps only begun."""
        asked = [f"'{word}'" for word in exact] + ([f"'{begun}':*"] if begun else [])
        words, most, found = " & ".join(asked), limit * 4, list[PassageFound]()
        while True:
            rows = _run_as_written(
                f"{_NEWEST}{PASSAGE} newest p{OWNERS} WHERE true{also.sql}"
                " ORDER BY p.id DESC LIMIT %s) x ON true ORDER BY x.id DESC",
                [words, before, most, *also.values, limit - len(found)],
            )
            found += [PassageFound(*row[2:]) for row in rows if row[2] is not None]
            count, last = rows[0][:2]
            if len(found) >= limit or count < most:
                return found
            before, most = last, most * MORE


class Step(NamedTuple):
    """One statement of several that are run at once, with the values of each time."""

    sql: str
    lines: Sequence[Sequence[Any]]


def _removals(found: Difference) -> Iterator[Step]:
    if found.gone:
        yield Step("DELETE FROM search_card WHERE id = ANY(%s::bigint[])", [[sorted(found.gone)]])
    if found.less:
        yield Step(
            "DELETE FROM search_posting p USING"
            " unnest(%s::int[], %s::text[], %s::bigint[]) AS g(shelf_id, token, card_id)"
            ' WHERE p.shelf_id = g.shelf_id AND p.token = g.token COLLATE "C"'
            " AND p.card_id = g.card_id",
            [_columns(sorted(found.less))],
        )
    if found.readers_less:
        yield Step(
            "DELETE FROM search_reader r USING unnest(%s::bigint[], %s::bigint[])"
            " AS g(person_id, card_id) WHERE r.person_id = g.person_id AND r.card_id = g.card_id",
            [_columns(sorted(found.readers_less))],
        )
    if gone := found.passages_gone.difference(row.id for row in found.passages):
        yield Step("DELETE FROM search_passage WHERE id = ANY(%s::bigint[])", [[sorted(gone)]])


def _others(found: Difference) -> Iterator[Step]:
    if found.readers_more:
        yield Step(
            "INSERT INTO search_reader (person_id, card_id)"
            " SELECT * FROM unnest(%s::bigint[], %s::bigint[])",
            [_columns(sorted(found.readers_more))],
        )
    if found.shelves:
        yield Step(
            "INSERT INTO search_shelf SELECT g.id FROM unnest(%s::int[]) AS g(id) WHERE NOT EXISTS"
            " (SELECT 1 FROM search_shelf s WHERE s.id = g.id) ORDER BY g.id"
            " ON CONFLICT DO NOTHING",
            [[sorted(found.shelves)]],
        )


def _few_rows(found: Difference, known: Sequence[str]) -> Iterator[Step]:
    if found.cards:
        changed = ",".join(f"{name} = excluded.{name}" for name in CARD.split(", ")[1:])
        yield Step(
            f"INSERT INTO search_card ({CARD}) VALUES (%s,%s,%s,%s,%s,%s,%s,%s)"
            f" ON CONFLICT (id) DO UPDATE SET {changed}",
            sorted(found.cards),
        )
    if found.more:
        yield Step(
            "INSERT INTO search_posting (shelf_id, token, card_id)"
            " SELECT * FROM unnest(%s::int[], %s::text[], %s::bigint[])",
            [_columns(sorted(found.more))],
        )
    if known:
        yield Step(
            "INSERT INTO search_part (part, token) SELECT g.part, g.token FROM"
            f" unnest(%s::text[], %s::text[]) AS g(part, token) WHERE {_UNKNOWN.format('g.token')}",
            [_columns(parts_of(known))],
        )
    if found.passages:
        yield Step(
            "INSERT INTO search_passage (id, card_id, shelf_id, within_id, words)"
            " VALUES (%s,%s,%s,%s,%s::tsvector) ON CONFLICT (id) DO UPDATE SET"
            " card_id = excluded.card_id, shelf_id = excluded.shelf_id,"
            " within_id = excluded.within_id, words = excluded.words",
            [(*row[:4], _vector(row.words)) for row in found.passages],
        )


def _many_cards(found: Difference) -> None:
    keys = [row.id for row in found.cards]
    _run("DELETE FROM search_card WHERE id = ANY(%s::bigint[])", [keys])
    write_many(f"search_card ({CARD})", sorted(found.cards))
    if not found.passages:
        return
    _run(
        "DELETE FROM search_passage WHERE id = ANY(%s::bigint[])", [[r.id for r in found.passages]]
    )
    write_many(
        "search_passage (id, card_id, shelf_id, within_id, words)",
        [(*text[:4], _vector(text.words)) for text in found.passages],
    )


def _vector(words: Sequence[str]) -> str:
    return " ".join(f"'{word}'" for word in words)


def _columns(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Write the columns of ``rows`` as arrays; the driver takes three times as long for it."""
    return [
        '{"' + '","'.join(column) + '"}'
        if isinstance(column[0], str)
        else f"{{{','.join(map(str, column))}}}"
        for column in zip(*rows, strict=True)
    ]
