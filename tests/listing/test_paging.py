"""Pages by key are exact: every row once, in order, both ways, under ties and empty values."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from accord.features.stakeholders.models import Category, Party
from accord.foundation.journal.rows import insert_many
from accord.foundation.ui.listing import planning
from accord.foundation.ui.listing.paging import Cursor, Pager, Source, read_cursor
from accord.foundation.ui.listing.sorts import Ranked, Sort

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, 12, tzinfo=UTC)
NAME = Sort(key="name", label="", columns=("sort_key",))
CONTACT = Sort(key="contact", label="", columns=("last_contact_at",), is_nullable=True)
TOWN = Sort(key="town", label="", columns=("locality", "sort_key"))
TIERS = ["key", "active", "light", ""]
RANKED = Ranked(
    key="tier", label="", column="tier", then=("sort_key",), ranks=lambda: TIERS, is_nullable=False
)
CATEGORY = Ranked(
    key="category", label="", column="category_id", then=("sort_key",), ranks=lambda: [3, 1, 2]
)
LANGUAGES = Ranked(
    key="rhythm", label="", column="rhythm_days", then=("sort_key",),
    ranks=lambda: list(range(40, 0, -1)),
)  # fmt: skip
COUNTRIES = Ranked(
    key="country", label="", column="country", then=("sort_key",), is_nullable=False,
    few_occur=True, ranks=lambda: ["SE", "AX", "EE", "PL", "DE", "CH"],
)  # fmt: skip


def fill(count, seed=1):
    dice = Random(seed)  # noqa: S311 -- the same each time
    insert_many(
        Party,
        [
            Party(
                ref=f"S-{n}", kind="person", name=f"n{n}", added_at=START,
                sort_key=dice.choice(["anna", "bea", "", "ćma"]),
                locality=dice.choice(["", "Tartu", "tartu"]), tier=dice.choice(TIERS),
                country=Random(n).choice(["", "PL", "EE", "CH", "ZZ"]),  # noqa: S311
                rhythm_days=dice.choice([None, 3, 7, 7, 29, 40]),
                last_contact_at=dice.choice(
                    [None, None, START, START, START + timedelta(microseconds=1)]
                ),
            )
            for n in range(count)
        ],
    )  # fmt: skip


def bytes_of(text):
    return text.encode()


def expected(order, *, descending):
    """What plain Python says: empty values last in both directions, the key settles ties."""
    rows = list(Party.objects.order_by("pk"))
    if isinstance(order, Ranked):
        ranks = list(order.ranks())
        ranks = ranks[::-1] if descending else ranks

        def rank(row):
            value = getattr(row, order.column)
            return len(ranks) if value is None else ranks.index(value)

        return [r.pk for r in sorted(rows, key=lambda r: (rank(r), bytes_of(r.sort_key), r.pk))]

    def key(row):
        return tuple(
            bytes_of(value) if isinstance(value, str) else value
            for value in (getattr(row, name) for name in order.columns)
        )

    there = [row for row in rows if None not in key(row)]
    empty = [row.pk for row in rows if None in key(row)]
    there.sort(key=lambda row: (key(row), row.pk), reverse=descending)
    return [row.pk for row in there] + empty


def pager(order, *, descending=False, token=None):
    source = Source(Party, Party.objects.all, token)
    return Pager(source, order, descending=descending, needs=("id",))


def forwards(pages, limit):
    page = pages.first(limit)
    found = [row["id"] for row in page.rows]
    while page.after is not None:
        page = pages.after(read_cursor(page.after.written()), limit)
        found += [row["id"] for row in page.rows]
    return found


def backwards(pages, limit):
    page = pages.last(limit)
    found = [row["id"] for row in page.rows]
    while page.before is not None:
        page = pages.before(read_cursor(page.before.written()), limit)
        found = [row["id"] for row in page.rows] + found
    return found


ORDERS = [NAME, CONTACT, RANKED, LANGUAGES]


@pytest.fixture
def _two_are_many(monkeypatch):
    """Have parts of more than one row read along, and those of one named by its key."""
    monkeypatch.setattr(planning, "FEW", 1)
    planning._many.clear()
    yield
    planning._many.clear()


@pytest.mark.parametrize("token", [None, "compiled once"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.key)
def test_every_row_comes_once_and_in_order_both_ways(order, descending, token):
    fill(60)
    wanted = expected(order, descending=descending)
    token = token and (order.key, descending)
    pages = pager(order, descending=descending, token=token)
    for limit in (1, 7, 59, 60, 61):
        assert forwards(pages, limit) == wanted
        assert backwards(pages, limit) == wanted
    assert [row[pages.names.index("id")] for row in pages.all(chunk=7)] == wanted


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("order", [RANKED, LANGUAGES, CATEGORY, COUNTRIES], ids=lambda o: o.key)
def test_few_rows_are_set_in_the_same_order_as_many(order, descending):
    for n in range(1, 4):
        Category.objects.create(pk=n, name=str(n))
    fill(60)
    for n, row in enumerate(Party.objects.order_by("pk")[:20]):
        Party.objects.filter(pk=row.pk).update(category=n % 3 + 1)
    many = pager(order, descending=descending)
    few = Pager(
        Source(Party, Party.objects.all, is_few=True), order, descending=descending, needs=("id",)
    )
    wanted = forwards(many, 61)
    for limit in (1, 7, 61):
        assert forwards(few, limit) == wanted
        assert backwards(few, limit) == wanted
    assert [row[few.names.index("id")] for row in few.all(chunk=7)] == wanted


@pytest.mark.usefixtures("_two_are_many")
@pytest.mark.parametrize("token", [None, "compiled once, of many"])
@pytest.mark.parametrize("order", [RANKED, LANGUAGES, CATEGORY], ids=lambda order: order.key)
def test_parts_of_few_and_of_many_rows_are_one_order(order, token):
    for n in range(1, 4):
        Category.objects.create(pk=n, name=str(n))
    fill(60)
    Party.objects.filter(pk__in=Party.objects.values("pk")[:4]).update(category=1)
    Party.objects.filter(pk=Party.objects.latest("pk").pk).update(category=3)
    wanted = expected(order, descending=False)
    pages = pager(order, token=token and (order.key, token))
    for limit in (1, 7, 61):
        assert forwards(pages, limit) == wanted
        assert backwards(pages, limit) == wanted
    assert [row[pages.names.index("id")] for row in pages.all(chunk=7)] == wanted


def test_what_is_known_is_served_by_an_index_and_what_is_not_is_looked_at():
    known, unknown = CATEGORY.parts(descending=False)[0], CATEGORY.parts(descending=False)[-1]
    assert planning._is_ordered(Party, known)
    assert not planning._is_ordered(Party, unknown)


@pytest.mark.parametrize("order", [*ORDERS, TOWN], ids=lambda order: order.key)
def test_going_back_from_any_page_shows_the_page_before_it(order):
    fill(40, seed=3)
    pages = pager(order)
    seen = [pages.first(9)]
    while seen[-1].after is not None:
        seen.append(pages.after(seen[-1].after, 9))
    for earlier, later in pairwise(seen):
        back = pages.before(later.before, 9)
        assert back.rows == earlier.rows
        assert back.after is not None


def test_a_row_that_comes_or_goes_in_between_makes_no_other_row_twice_or_missing():
    fill(30)
    pages = pager(NAME)
    first = pages.first(10)
    wanted = expected(NAME, descending=False)
    Party.objects.filter(pk=wanted[9]).delete()  # the very row that the cursor names
    Party.objects.filter(pk=wanted[15]).delete()
    rest = pages.after(first.after, 100)
    assert [row["id"] for row in rest.rows] == wanted[10:15] + wanted[16:]


@pytest.mark.parametrize(
    "text",
    ["", "x", "AAAA", "W10", "WyIiXQ", "eyJhIjoxfQ", "bnVsbA", "Wz", "W1sxXSwyXQ", "a" * 3000],
)
def test_a_cursor_that_is_none_of_ours_is_none(text):
    found = read_cursor(text)
    assert found is None or isinstance(found, Cursor)


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor("nowhere", ("a", 1)),
        Cursor("", ("a",)),
        Cursor("", ("a", "b", "c")),
        Cursor("", ("a", "not a key")),
        Cursor("", (None, [])),
    ],
)
def test_a_cursor_of_another_shape_shows_the_start(cursor):
    fill(5)
    pages = pager(NAME)
    assert pages.after(cursor, 3) == pages.first(3)
    assert pages.before(cursor, 3) == pages.first(3)


def test_empty_parts_are_asked_for_together(django_assert_max_num_queries):
    fill(20)
    with django_assert_max_num_queries(6):
        forwards(pager(LANGUAGES), 100)


@pytest.mark.usefixtures("_two_are_many")
@pytest.mark.parametrize("token", [None, "compiled once, of countries"])
@pytest.mark.parametrize("descending", [False, True])
def test_of_many_ranks_those_that_occur_are_read_and_what_has_none_stands_behind(descending, token):
    fill(60)
    ranks = ["CH", "PL", "EE"] if descending else ["EE", "PL", "CH"]
    rows = sorted(
        Party.objects.all(),
        key=lambda row: ([*ranks, "ZZ", ""].index(row.country), bytes_of(row.sort_key), row.pk),
    )
    wanted = [row.pk for row in rows]
    pages = pager(COUNTRIES, descending=descending, token=token and (token, descending))
    for limit in (1, 7, 61):
        assert forwards(pages, limit) == wanted
        assert backwards(pages, limit) == wanted
    assert [row[pages.names.index("id")] for row in pages.all(chunk=7)] == wanted


def test_a_cursor_in_a_part_that_is_empty_by_now_leads_on_to_the_next():
    fill(60)
    of_estonia = list(Party.objects.filter(country="EE").values_list("pk", flat=True))
    first = pager(COUNTRIES).first(3)
    assert {row["id"] for row in first.rows} <= set(of_estonia)
    Party.objects.filter(country="EE").delete()
    polish = Party.objects.filter(country="PL").order_by("sort_key", "pk")
    behind = pager(COUNTRIES).after(first.after, 3)
    assert [row["id"] for row in behind.rows] == list(polish.values_list("pk", flat=True)[:3])


def test_values_are_given_as_a_column_has_them():
    assert planning.values_of(Party, "country") == []
    fill(3)
    assert planning.values_of(Party, "tier") == sorted(
        set(Party.objects.values_list("tier", flat=True))
    )
