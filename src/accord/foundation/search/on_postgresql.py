"""The index's tables on PostgreSQL: arrays for a few rows, COPY for many."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from accord.foundation.search.rows import (
    CARD,
    CardRow,
    Condition,
    FoundRow,
    PassageFound,
    PassageRow,
    PostingRow,
    Stretch,
)
from accord.foundation.search.shared_sql import (
    OWNERS,
    PASSAGE,
    cards_by_id,
    cards_by_ref,
)
from accord.foundation.search.shelves import KIND_SPAN

MANY = 200  # rows from which COPY is faster than an array


def _run(sql: str, values: Sequence[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def _copy(table: str, lines: Iterable[str]) -> None:
    """Copy lines of words and numbers, which need no escaping."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        copy.write("".join(lines).encode())


_STRETCHES = (
    "unnest(%s::int[], %s::text[], %s::bigint[], %s::text[])"
    " WITH ORDINALITY AS g(shelf_id, low, low_card, high, place)"
)
_STRETCH = (
    "SELECT token, card_id FROM search_posting s WHERE s.shelf_id = g.shelf_id"
    ' AND (s.token, s.card_id) > (g.low COLLATE "C", g.low_card) AND s.token < g.high COLLATE "C"'
)
_READABLE = (
    f" AND (g.shelf_id >= {KIND_SPAN} OR EXISTS (SELECT 1 FROM search_reader r"
    " WHERE r.person_id = %s AND r.card_id = s.card_id))"
)


class Postgresql:
    def cards(self, ids: Iterable[int], *, lock: bool = False) -> dict[int, CardRow]:
        """Give the cards by id; locked, in order, so that two writers of one card take turns."""
        found = _run(
            f"SELECT {CARD} FROM search_card WHERE id = ANY(%s::bigint[]) ORDER BY id"
            + (" FOR UPDATE" if lock else ""),
            [list(ids)],
        )
        return {row[0]: CardRow(*row) for row in found}

    def add_cards(self, rows: Sequence[CardRow]) -> None:
        if len(rows) < MANY:
            marks = ",".join(["(%s,%s,%s,%s,%s,%s,%s,%s)"] * len(rows))
            changed = ",".join(f"{name} = excluded.{name}" for name in CARD.split(", ")[1:])
            _run(
                f"INSERT INTO search_card ({CARD}) VALUES {marks}"
                f" ON CONFLICT (id) DO UPDATE SET {changed}",
                [value for row in rows for value in row],
            )
            return
        self.drop_cards([row.id for row in rows])
        with connection.cursor() as cursor, cursor.copy(
            f"COPY search_card ({CARD}) FROM STDIN"
        ) as copy:  # fmt: skip
            for row in rows:
                copy.write_row(row)

    def drop_cards(self, ids: Iterable[int]) -> None:
        _run("DELETE FROM search_card WHERE id = ANY(%s::bigint[])", [list(ids)])

    def add_postings(self, rows: Sequence[PostingRow]) -> None:
        if len(rows) < MANY:
            _run(
                "INSERT INTO search_posting (shelf_id, token, card_id)"
                " SELECT * FROM unnest(%s::int[], %s::text[], %s::bigint[])",
                _columns(rows),
            )
            return
        _copy(
            "search_posting (shelf_id, token, card_id)",
            (f"{shelf}\t{token}\t{card}\n" for shelf, token, card in rows),
        )

    def drop_postings(self, rows: Sequence[PostingRow]) -> None:
        _run(
            "DELETE FROM search_posting p USING"
            " unnest(%s::int[], %s::text[], %s::bigint[]) AS g(shelf_id, token, card_id)"
            " WHERE p.shelf_id = g.shelf_id AND p.token = g.token AND p.card_id = g.card_id",
            _columns(rows),
        )

    def unknown(self, words: Sequence[str]) -> list[str]:
        """Give those of ``words`` that the parts of words do not know yet."""
        found = _run(
            "SELECT w FROM unnest(%s::text[]) AS g(w) LEFT JOIN LATERAL"
            ' (SELECT 1 AS there FROM search_part WHERE part = g.w COLLATE "C"'
            ' AND token = g.w COLLATE "C" LIMIT 1) p ON true WHERE p.there IS NULL',
            [list(words)],
        )
        return [row[0] for row in found]

    def add_parts(self, rows: Sequence[tuple[str, str]]) -> None:
        if len(rows) < MANY:
            _run(
                "INSERT INTO search_part (part, token)"
                " SELECT * FROM unnest(%s::text[], %s::text[])",
                _columns(rows),
            )
            return
        _copy("search_part (part, token)", (f"{part}\t{token}\n" for part, token in rows))

    def shelves(self) -> list[int]:
        return [row[0] for row in _run("SELECT id FROM search_shelf ORDER BY id")]

    def add_shelves(self, ids: Sequence[int]) -> None:
        _run(
            "INSERT INTO search_shelf SELECT * FROM unnest(%s::int[]) ON CONFLICT DO NOTHING",
            [list(ids)],
        )

    def readers(self, ids: Iterable[int]) -> set[tuple[int, int]]:
        return set(
            _run(
                "SELECT person_id, card_id FROM search_reader WHERE card_id = ANY(%s::bigint[])",
                [list(ids)],
            )
        )

    def add_readers(self, rows: Sequence[tuple[int, int]]) -> None:
        _run(
            "INSERT INTO search_reader SELECT * FROM unnest(%s::bigint[], %s::bigint[])",
            _columns(rows),
        )

    def drop_readers(self, rows: Sequence[tuple[int, int]]) -> None:
        _run(
            "DELETE FROM search_reader r USING unnest(%s::bigint[], %s::bigint[])"
            " AS g(person_id, card_id) WHERE r.person_id = g.person_id AND r.card_id = g.card_id",
            _columns(rows),
        )

    def passages(self, ids: Iterable[int]) -> list[int]:
        found = _run("SELECT id FROM search_passage WHERE card_id = ANY(%s::bigint[])", [list(ids)])
        return [row[0] for row in found]

    def add_passages(self, rows: Sequence[PassageRow]) -> None:
        self.drop_passages([row.id for row in rows])
        with connection.cursor() as cursor, cursor.copy(
            "COPY search_passage (id, card_id, shelf_id, within_id, words) FROM STDIN"
        ) as copy:  # fmt: skip
            for row in rows:
                copy.write_row((*row[:4], " ".join(f"'{word}'" for word in row.words)))

    def drop_passages(self, ids: Sequence[int]) -> None:
        _run("DELETE FROM search_passage WHERE id = ANY(%s::bigint[])", [list(ids)])

    def empty(self) -> None:
        _run(
            "TRUNCATE search_shelf, search_card, search_posting, search_part, search_reader,"
            " search_passage"
        )

    def scan(
        self, stretches: Sequence[Stretch], *, reader: int, also: Condition, limit: int, most: int
    ) -> list[FoundRow]:
        """Give up to ``limit`` cards of each stretch, in order, of the first ``most`` on it.

        Cards for named people only count where ``reader`` is one of them.
        """
        named = bool(reader) and any(stretch.shelf_id < KIND_SPAN for stretch in stretches)
        found = _run(
            "SELECT g.place - 1, x.* FROM"
            f" {_STRETCHES} CROSS JOIN LATERAL (SELECT p.token, c.id, c.shelf_id, c.ref, c.title,"
            f" c.subtitle, c.look, c.words, c.within_id FROM"
            f" ({_STRETCH}{_READABLE if named else ''} ORDER BY token, card_id LIMIT %s) p"
            " CROSS JOIN LATERAL (SELECT * FROM search_card WHERE id = p.card_id OFFSET 0) c"
            f" WHERE true{also.sql} LIMIT %s) x",
            [*_columns(stretches), *([reader] if named else []), most, *also.values, limit],
        )
        return [FoundRow(*row) for row in found]

    def cards_by_ref(
        self, refs: Sequence[str], shelves: Sequence[int], *, reader: int, also: Condition
    ) -> list[FoundRow]:
        """Give the cards of ``refs`` that stand on one of ``shelves``."""
        return cards_by_ref(_run, refs, shelves, reader=reader, also=also)

    def cards_by_id(self, ids: Sequence[int], also: Condition) -> dict[int, FoundRow]:
        return cards_by_id(_run, ids, also)

    def count(self, stretches: Sequence[Stretch], most: int) -> list[int]:
        """Count the words on each stretch, up to ``most``."""
        if not stretches:
            return []
        found = _run(
            f"SELECT (SELECT count(*) FROM ({_STRETCH} LIMIT %s) x) FROM {_STRETCHES}"
            " ORDER BY g.place",
            [most, *_columns(stretches)],
        )
        return [row[0] for row in found]

    def tokens(self, ranges: Sequence[tuple[str, str]], most: int) -> list[str]:
        """Give the words that have a part in one of the ranges, ``most`` of each."""
        found = _run(
            "SELECT x.token FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY"
            " AS g(low, high, place) CROSS JOIN LATERAL (SELECT token FROM search_part"
            ' WHERE part >= g.low COLLATE "C" AND part < g.high COLLATE "C"'
            " ORDER BY part, token LIMIT %s) x ORDER BY g.place",
            [*(list(column) for column in zip(*ranges, strict=True)), most],
        )
        return [row[0] for row in found]

    def find_passages(
        self, *, exact: Sequence[str], begun: str, before: int, also: Condition, limit: int
    ) -> list[PassageFound]:
        """Give the newest texts that have all words, one of them perhaps only begun."""
        asked = [f"'{word}'" for word in exact] + ([f"'{begun}':*"] if begun else [])
        found = _run(
            f"{PASSAGE} search_passage p{OWNERS}"
            f" WHERE p.words @@ %s::tsquery AND p.id < %s{also.sql} ORDER BY p.id DESC LIMIT %s",
            [" & ".join(asked), before, *also.values, limit],
        )
        return [PassageFound(*row) for row in found]


def _columns(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
