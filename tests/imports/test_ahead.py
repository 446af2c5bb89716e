"""What is made ready ahead of its turn is what would be written anyway."""

import pytest
from django.db import connection

from accord.features.stakeholders.actions._import import PartySession
from accord.features.stakeholders.models import (
    Category,
    ContactPoint,
    Identifier,
    Party,
    TimelineRow,
)
from accord.foundation.imports import actions
from accord.foundation.imports.actions._chunks import (
    Chunks,
    chunks_of,
    columns_of,
    plans_of,
    session_of,
)
from accord.foundation.imports.queries import counts_of
from accord.foundation.imports.reading.rows import Unreadable
from accord.foundation.journal.checking import breaks
from accord.foundation.journal.models import Counter, Image
from accord.foundation.journal.writing import writing
from accord.foundation.search.checking import differences
from accord.foundation.search.queries import find
from tests.factories.stakeholders import party
from tests.imports.taking import counts, given, imported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def test_what_goes_wrong_while_reading_ahead_ends_the_import_there(lead, at, monkeypatch):
    monkeypatch.setattr("accord.foundation.imports.actions._chunks.CHUNK", 2)
    read = PartySession.read

    def fails(session, rows):
        if any(row.number > 4 for row in rows):
            raise Unreadable("not-a-table", kind="?")
        return read(session, rows)

    monkeypatch.setattr(PartySession, "read", fails)
    batch = given(lead, at, "name\nAnn\nBen\nCid\nDan\nEve\n")
    with pytest.raises(Unreadable):
        actions.import_now(by=lead, batch=batch, at=at)

    assert sorted(Party.objects.values_list("name", flat=True)) == ["Ann", "Ben"]
    assert counts_of(batch) == counts(rows=2, new=2)
    assert list(breaks()) == []


PLAIN = (
    "id,name,email,country,category\n"
    "1,Zed Tamm,z@example.org,EE,\n2,Żółw i syn,,PL,Clients\n3,Anna,a@example.org,Atlantis,\n4,,,,\n"
)


def made_ready(by, at, text=PLAIN, **options):
    """Make the only chunk of a file ready ahead; gives what writes it."""
    batch = given(by, at, text, **options)
    session = session_of(batch, by, at, is_dry=False)
    (chunk,) = chunks_of(batch, 0)
    with writing():
        keys = session.take_keys(len(chunk), set(columns_of(batch).values()))
    plans = plans_of(session, chunk)
    session.make_ready(plans, keys)
    chunks = Chunks(by=by, batch=batch, at=at, session=session, ctx=None)
    return session, keys, lambda: (chunks.write(plans, 1), counts_of(batch))[1]


def kept(model, *names):
    return sorted(model.objects.values_list(*names), key=str)


def everything():
    return [
        kept(Party, "ref", "name", "kind", "country", "category__name", "sort_key", "source"),
        kept(ContactPoint, "party__ref", "folded", "is_primary"),
        kept(Identifier, "party__ref", "scheme", "value"),
        kept(TimelineRow, "party__ref", "verb", "subject_ref"),
    ]


def test_what_is_made_ready_ahead_is_what_is_written_anyway(lead, at):
    Category.objects.create(name="Clients")
    batch, found = imported(lead, at, PLAIN)
    wanted = everything()
    actions.undo_now(by=lead, batch=batch, at=at)
    Counter.objects.filter(kind="party").update(value=1000)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER SEQUENCE reference_party RESTART WITH 1001")

    session, keys, write = made_ready(lead, at)
    assert (session.ready is not None, len(keys.numbers)) == (True, 1)
    assert write() == found == counts(rows=4, new=3, refused=1, warned=1)
    assert everything() == wanted
    assert [p.ref for p in Party.objects.order_by("id")] == ["S-1003", "S-1001", "S-1002"]
    assert list(breaks()) == []
    assert list(differences()) == []
    assert [hit.ref for group in find(lead, "zolw").groups for hit in group.hits] == ["S-1002"]
    image = Image.objects.filter(kind="stakeholders.party", after__contains="Zed Tamm").latest("id")
    assert image.row_id == Party.objects.get(name="Zed Tamm").pk


def test_what_was_made_ready_gives_way_to_what_came_in_between(lead, at):
    Category.objects.create(name="Clients")
    _session, _keys, write = made_ready(lead, at)
    known = party("Zed")
    Identifier.objects.create(party=known, scheme="id", value="1")
    assert write() == counts(rows=4, new=2, changed=1, refused=1, warned=1)
    assert kept(Identifier, "value") == [("1",), ("2",), ("3",)]
    assert Party.objects.count() == 3
    assert list(breaks()) == []


@pytest.mark.parametrize(
    "text", ["name,tags\nA,b\n", "id,name\n1,A\n1,B\n", "name,category\nA,New\n"]
)
def test_what_says_more_is_not_made_ready_and_uses_no_number(lead, at, text):
    session, keys, _write = made_ready(lead, at, text)
    assert (session.ready, len(keys.numbers)) == (None, text.count("\n") - 1)


def test_who_is_called_like_somebody_known_is_left_out_ahead_as_well(lead, at):
    party("Zed Tamm", kind="organisation")
    text = "name,country\nZed Tamm,\nZed Tamm,EE\nNobody,PL\n"
    session, keys, write = made_ready(lead, at, text, kind="organisation", skip_twins=True)
    assert ([d.name for d in session.ready.drafts], len(keys.numbers)) == (["Nobody"], 2)
    assert write() == counts(rows=3, new=1, unchanged=1, refused=1, twin=2)
