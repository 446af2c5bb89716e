"""Many lines at once, as both databases take them."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from accord.features.stakeholders.models import Category
from accord.foundation.journal.bulk import MOST_VALUES, write_many
from accord.foundation.journal.statements import ask
from accord.foundation.search.models import Fresh

pytestmark = pytest.mark.django_db
TABLE = Category._meta.db_table
COLUMNS = f"{TABLE} (name, position, is_active, version)"
KEPT = f"SELECT name, position FROM {TABLE} ORDER BY position"
ODD = ("tab\there", "line\nbreak", "back\\slash \\N \\.", 'quo\'te "s"', "%s ? $1", "żółć 北京", "")


def lines(count):
    return [(f"{place} {ODD[place % len(ODD)]}", place, True, 1) for place in range(count)]


@pytest.mark.parametrize("count", [0, 1, 12, 13, MOST_VALUES // 4, MOST_VALUES // 4 + 1])
def test_every_line_is_kept_as_it_was_given(count):
    write_many(COLUMNS, lines(count))

    assert ask(KEPT) == [(name, place) for name, place, *_ in lines(count)]


@pytest.mark.parametrize("count", [2, 40])
def test_one_line_refused_leaves_none(count):
    with pytest.raises(IntegrityError), transaction.atomic():
        write_many(COLUMNS, [*lines(count), lines(1)[0]])

    assert ask(KEPT) == []


@pytest.mark.skipif(connection.vendor == "postgresql", reason="COPY refuses doubles")
def test_doubles_are_left_or_replaced_as_asked():
    given = [(f"p{n}", f"t{n}") for n in range(20)]
    write_many("search_fresh (part, token)", given)
    write_many("search_fresh (part, token)", [*given, ("p9", "new")], how="INSERT OR IGNORE")
    write_many(COLUMNS, lines(20))
    write_many(COLUMNS, [(lines(20)[3][0], 99, True, 1)] * 13, how="REPLACE")

    assert sorted(Fresh.objects.values_list("part", "token")) == sorted([*given, ("p9", "new")])
    expected = [(name, place) for name, place, *_ in lines(20) if place != 3]
    assert ask(KEPT) == [*expected, (lines(20)[3][0], 99)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps any byte")
def test_what_no_text_may_hold_is_refused():
    with pytest.raises(DataError), transaction.atomic():
        write_many(COLUMNS, [*lines(20), ("nul\x00", 21, True, 1)])

    assert ask(KEPT) == []
