"""Who was told what was decided: nobody concerned is forgotten."""

import pytest

from accord.features.stakeholders.models import TimelineRow
from accord.features.tradeoffs import actions, queries
from accord.features.tradeoffs.models import Demand, Told
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(person, at):
    """Farmers and a school asked for what can't both be had; it is decided for nine o'clock."""
    on = {"by": SYSTEM, "at": at}
    made = actions.open_tradeoff(details=actions.TradeOffDetails("When lorries drive"), **on)
    option = actions.add_option(tradeoff=made, words="From nine", **on)
    for name in ("Farmers", "School"):
        demand = actions.add_demand(tradeoff=made, party=party(name), words="Quiet", **on)
        actions.weigh(option=option, demand=demand, effect=1, **on)
    return actions.decide(option=option, grounds="Nobody loses", **on)


def concerned():
    return [demand.party for demand in Demand.objects.select_related("party").order_by("pk")]


@pytest.mark.duty("R17")
def test_all_concerned_are_told_each_once(person, decided, at):
    me = person(name="Marta Kask")
    farmers, school = concerned()
    actions.note_told(
        by=me, tradeoff=decided, party=farmers, how="person", words="They are content", at=at
    )
    found = queries.told_list(me, decided)
    assert [(who.name, told.words if told else None) for who, told in found.rows] == [
        ("Farmers", "They are content"), ("School", None),
    ]  # fmt: skip
    assert (found.told, found.missing) == (1, 1)
    assert list(queries.to_be_told(me, decided)) == [school]
    row = TimelineRow.objects.get(verb="tradeoff-told")
    assert (row.party, row.title, row.text) == (farmers, "When lorries drive", "They are content")
    with pytest.raises(Stale, match="told already"):
        actions.note_told(by=me, tradeoff=decided, party=farmers, how="mail", at=at)
    with pytest.raises(Invalid, match="asked for nothing"):
        actions.note_told(by=me, tradeoff=decided, party=party("Others"), how="mail", at=at)
    assert Told.objects.count() == 1
    actions.note_told(by=me, tradeoff=decided, party=school, how="letter", at=at)
    assert queries.told_list(me, decided).missing == 0
    undo(by=me, entry_id=last_entry_id(), at=at)
    assert queries.told_list(me, decided).missing == 1


def test_a_decision_taken_back_has_to_be_told_anew(person, decided, at):
    farmers, _school = concerned()
    actions.note_told(by=SYSTEM, tradeoff=decided, party=farmers, how="call", at=at)
    actions.reopen_tradeoff(by=SYSTEM, tradeoff=decided, at=at)
    assert Told.objects.count() == 0
    with pytest.raises(Stale, match="not decided"):
        actions.note_told(by=SYSTEM, tradeoff=decided, party=farmers, how="call", at=at)
    undo(by=SYSTEM, entry_id=last_entry_id(), at=at)
    assert Told.objects.get().party == farmers


def test_a_viewer_notes_nothing(person, decided, at):
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed):
        actions.note_told(
            by=person(Role.VIEWER), tradeoff=decided, party=concerned()[0], how="call", at=at
        )
    assert (Told.objects.count(), Entry.objects.count()) == (0, entries)


@pytest.mark.duty("R17")
def test_the_board_says_who_was_told_and_who_was_not(client, person, decided, at):
    client.force_login(person(name="Marta Kask"))
    farmers, school = concerned()
    here = f"/tradeoffs/{decided.ref}"
    shown = client.get(f"{here}/").content.decode()
    assert "0 of 2 were told" in shown
    assert (
        client.post(f"{here}/told/{farmers.ref}/", {"how": "person", "words": "Glad"}).status_code
        == 302
    )
    shown = client.get(f"{here}/").content.decode()
    assert "1 of 2 were told" in shown
    assert "In person" in shown
    assert "Glad" in shown
    assert f"{here}/told/{school.ref}/" in shown
    assert client.get(f"{here}/told/{farmers.ref}/").status_code == 404
    client.force_login(person(Role.VIEWER, name="Viewer"))
    assert f"{here}/told/{school.ref}/" not in client.get(f"{here}/").content.decode()


def test_whom_one_may_not_see_is_counted_and_not_named(person, at):
    lead, me = person(Role.LEAD, name="Olga"), person(name="Marta Kask")
    on = {"by": lead, "at": at}
    made = actions.open_tradeoff(details=actions.TradeOffDetails("Lorries"), **on)
    option = actions.add_option(tradeoff=made, words="From nine", **on)
    secret = party("The Secret Trust", visibility="named", owner_id=lead.pk)
    for who in (secret, party("Farmers")):
        demand = actions.add_demand(tradeoff=made, party=who, words="Quiet", **on)
        actions.weigh(option=option, demand=demand, effect=1, **on)
    decided = actions.decide(option=option, grounds="So", **on)
    found = queries.told_list(me, decided)
    assert [who.name for who, _told in found.rows] == ["Farmers"]
    assert (found.told, found.missing) == (0, 2)
    with pytest.raises(NotAllowed):
        actions.note_told(by=me, tradeoff=decided, party=secret, how="call", at=at)


def test_a_decision_that_somebody_was_told_of_is_taken_back_and_not_undone(decided, at):
    entry = last_entry_id()
    farmers, _school = concerned()
    actions.note_told(by=SYSTEM, tradeoff=decided, party=farmers, how="call", at=at)
    with pytest.raises(Stale, match="told of it"):
        undo(by=SYSTEM, entry_id=entry, at=at)
    decided.refresh_from_db()
    assert decided.decided_at is not None
    actions.reopen_tradeoff(by=SYSTEM, tradeoff=decided, at=at)
    assert (Told.objects.count(), len(queries.to_be_told(SYSTEM, decided))) == (0, 2)
