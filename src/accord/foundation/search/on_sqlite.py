"""The index's tables on SQLite: rows in the order of their keys, running text in FTS5."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from accord.foundation.search.cards import learnable, parts_of
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

_MOST = 400  # selects that one statement may join
_STRETCH = (
    "SELECT token, card_id FROM search_posting WHERE shelf_id = %s"
    " AND (token, card_id) > (%s, %s) AND token < %s"
)
_READABLE = (
    " AND EXISTS (SELECT 1 FROM search_reader r"
    " WHERE r.person_id = %s AND r.card_id = search_posting.card_id)"
)


def _run(sql: str, values: Sequence[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[Any] = cursor.fetchall()
        return rows


def _run_many(sql: str, values: Sequence[Sequence[Any]]) -> None:
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)


TEXT_KEPT = " AND EXISTS (SELECT 1 FROM search_text t WHERE t.rowid = p.id)"


class Sqlite:
    """Writers take turns on SQLite, so there is nothing to lock."""

    def cards(self, ids: Iterable[int], *, lock: bool = False) -> dict[int, CardRow]:
        del lock
        found = _run(
            f"SELECT {CARD} FROM search_card WHERE id IN (SELECT value FROM json_each(%s))",
            [json.dumps(list(ids))],
        )
        return {row[0]: CardRow(*row) for row in found}

    def readers(self, ids: Iterable[int]) -> set[tuple[int, int]]:
        return set(
            _run(
                "SELECT person_id, card_id FROM search_reader"
                " WHERE card_id IN (SELECT value FROM json_each(%s))",
                [json.dumps(list(ids))],
            )
        )

    def passages(self, ids: Iterable[int]) -> list[int]:
        found = _run(
            "SELECT id FROM search_passage WHERE card_id IN (SELECT value FROM json_each(%s))",
            [json.dumps(list(ids))],
        )
        return [row[0] for row in found]

    def write(self, found: Difference) -> None:
        """Write rows in the order of their keys, so that neighbours are written together."""
        _run_many("DELETE FROM search_card WHERE id = %s", [[key] for key in sorted(found.gone)])
        _run_many(
            "DELETE FROM search_posting WHERE shelf_id = %s AND token = %s AND card_id = %s",
            sorted(found.less),
        )
        _run_many(
            f"REPLACE INTO search_card ({CARD}) VALUES (%s,%s,%s,%s,%s,%s,%s,%s)",
            sorted(found.cards),
        )
        _run_many("INSERT OR IGNORE INTO search_posting VALUES (%s,%s,%s)", sorted(found.more))
        self._learn({token for _, token, _ in found.more})
        self._write_others(found)

    def _learn(self, tokens: set[str]) -> None:
        """Take up the parts and sounds of words that are new to the index."""
        if known := learnable(tokens):
            new = _run(
                "SELECT value FROM json_each(%s) WHERE NOT EXISTS"
                " (SELECT 1 FROM search_part WHERE part = value AND token = value)",
                [json.dumps(known)],
            )
            rows = parts_of(row[0] for row in new)
            _run_many("INSERT OR IGNORE INTO search_part VALUES (%s,%s)", rows)

    def _write_others(self, found: Difference) -> None:
        _run_many(
            "DELETE FROM search_reader WHERE person_id = %s AND card_id = %s",
            sorted(found.readers_less),
        )
        _run_many("INSERT OR IGNORE INTO search_reader VALUES (%s,%s)", sorted(found.readers_more))
        gone = [[key] for key in sorted(found.passages_gone)]
        _run_many("DELETE FROM search_text WHERE rowid = %s", gone)
        _run_many("DELETE FROM search_passage WHERE id = %s", gone)
        _run_many(
            "REPLACE INTO search_passage (id, card_id, shelf_id, within_id) VALUES (%s,%s,%s,%s)",
            [row[:4] for row in found.passages],
        )
        _run_many(
            "REPLACE INTO search_text (rowid, words) VALUES (%s,%s)",
            [(row.id, " ".join(row.words)) for row in found.passages],
        )
        _run_many(
            "INSERT OR IGNORE INTO search_shelf VALUES (%s)", [[key] for key in found.shelves]
        )

    def empty(self) -> None:
        for name in ("shelf", "card", "posting", "part", "reader", "passage", "text"):
            _run(f"DELETE FROM search_{name}")

    def strays(self, number: int, table: str, most: int) -> list[int]:
        return strays(_run, number, table, most)

    def drop_orphans(self) -> None:
        """Forget words of cards that are not there."""
        _run(
            "DELETE FROM search_posting WHERE NOT EXISTS"
            " (SELECT 1 FROM search_card c WHERE c.id = search_posting.card_id)"
        )

    def shelves(self) -> list[int]:
        return [row[0] for row in _run("SELECT id FROM search_shelf ORDER BY id")]

    def missing(self, rows: Sequence[PostingRow]) -> list[PostingRow]:
        """Give those of ``rows`` that the index does not have."""
        found = _run(
            "SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(%s) WHERE NOT EXISTS"
            " (SELECT 1 FROM search_posting WHERE shelf_id = value ->> 0 AND token = value ->> 1"
            " AND card_id = value ->> 2)",
            [json.dumps(rows, ensure_ascii=False)],
        )
        return [(shelf, token, card) for shelf, token, card in found]

    def passages_kept(self, ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
        return passages_kept(_run, ids, TEXT_KEPT)

    def totals(self) -> tuple[int, int]:
        return totals(_run)

    def scan(
        self, stretches: Sequence[Stretch], *, reader: int, also: Condition, limit: int, most: int
    ) -> list[FoundRow]:
        """Give up to ``limit`` cards of each stretch, in order, of the first ``most`` on it.

        Cards for named people only count where ``reader`` is one of them.
        """
        found: list[FoundRow] = []
        for start in range(0, len(stretches), _MOST):
            some = stretches[start : start + _MOST]
            selects, values = [], []
            for place, stretch in enumerate(some, start):
                named = stretch.shelf_id < KIND_SPAN
                selects.append(
                    f"SELECT * FROM (SELECT {place}, p.token, c.id, c.shelf_id, c.ref, c.title,"
                    " c.subtitle, c.look, c.words, c.within_id FROM"
                    f" ({_STRETCH}{_READABLE if named and reader else ''}"
                    " ORDER BY token, card_id LIMIT %s) p"
                    f" CROSS JOIN search_card c ON c.id = p.card_id{also.sql} LIMIT %s)"
                )
                values += [*stretch, *([reader] if named and reader else []), most]
                values += [*also.values, limit]
            found += [FoundRow(*row) for row in _run(" UNION ALL ".join(selects), values)]
        return found

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
        one = f"SELECT (SELECT count(*) FROM ({_STRETCH} LIMIT %s))"
        values = [value for stretch in stretches for value in (*stretch, most)]
        found: list[int] = []
        for start in range(0, len(stretches), _MOST):
            some = stretches[start : start + _MOST]
            part = values[start * 5 : (start + len(some)) * 5]
            found += [row[0] for row in _run(" UNION ALL ".join([one] * len(some)), part)]
        return found

    def tokens(self, ranges: Sequence[tuple[str, str]], most: int) -> list[str]:
        """Give the words that have a part in one of the ranges, ``most`` of each."""
        one = (
            "SELECT token FROM (SELECT token FROM search_part"
            " WHERE part >= %s AND part < %s ORDER BY part, token LIMIT %s)"
        )
        values = [value for pair in ranges for value in (*pair, most)]
        return [row[0] for row in _run(" UNION ALL ".join([one] * len(ranges)), values)]

    def find_passages(
        self, *, exact: Sequence[str], begun: str, before: int, also: Condition, limit: int
    ) -> list[PassageFound]:
        """Give the newest texts that have all words, one of them perhaps only begun."""
        asked = [f'"{word}"' for word in exact] + ([f'"{begun}"*'] if begun else [])
        found = _run(
            f"{PASSAGE} search_text CROSS JOIN search_passage p ON p.id = search_text.rowid{OWNERS}"
            f" WHERE search_text MATCH %s AND search_text.rowid < %s{also.sql}"
            " ORDER BY search_text.rowid DESC LIMIT %s",
            [" AND ".join(asked), before, *also.values, limit],
        )
        return [PassageFound(*row) for row in found]
