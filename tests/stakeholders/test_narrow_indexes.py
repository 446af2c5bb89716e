"""SQLite knows of indexes that find very many rows, and takes them only where nothing finds fewer."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Q

from accord.features.stakeholders.models import Party

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts for itself"),
]


def told():
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx FROM sqlite_stat1 ORDER BY idx")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (Q(kind="group"), "party_of_kind"),
        (Q(tier="key"), "party_of_tier"),
        (Q(country="EE"), "party_of_country"),
        (Q(kind="person", sort_key="anna nowak"), "party_by_name"),
        (Q(kind="person", locality="Tartu"), "party_locality_by_name"),
        (Q(kind="person", tier="key", ref="S-1001"), "sqlite_autoindex_stakeholders_party"),
    ],
)
def test_what_finds_fewest_is_taken(asked, index):
    assert f"USING INDEX {index}" in Party.objects.filter(asked).explain()


def test_a_table_made_anew_is_told_of_again():
    assert told() == ["party_of_country", "party_of_kind", "party_of_tier"]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
    call_command("migrate", verbosity=0)
    assert told() == ["party_of_country", "party_of_kind", "party_of_tier"]
