"""Possible duplicates: found at entry and nightly, shown to whom may see both, told apart."""

import pytest

from accord.features.stakeholders import actions, queries
from accord.features.stakeholders.models import LikelyPair, Likeness, ToldApart
from accord.foundation.jobs import actions as jobs
from accord.foundation.jobs.models import Job
from accord.foundation.jobs.worker import drain
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(person):
    return person(Role.PRACTITIONER, name="Me")


def reach(of, value, channel="mail"):
    details = actions.ContactDetails(channel, value)
    return actions.add_contact_point(by=SYSTEM, party=of, details=details, at=NOON)


def scan():
    order = jobs.Order("stakeholders.duplicates", {})
    job = jobs.enqueue(by=SYSTEM, order=order, at=NOON)
    drain()
    return Job.objects.get(pk=job.pk).result


def twins():
    both = [party(name, kind="person") for name in ("Anna Kowalska", "Ana Kowalska")]
    for one in both:
        reach(one, "anna@example.org")
    party("Piotr Nowak", kind="person")
    return both


def shown(user):
    return [(pair.first.ref, pair.second.ref) for pair in queries.likely_pairs(user)]


def test_what_is_compared_is_read_from_the_record():
    one = party("Żółw, Spółka z o.o.", country="PL", locality="Milanówek")
    reach(one, "Office@Example.org")
    reach(one, "ul. Wierzbowa 5a, 05-822 Milanówek", "postal")
    actions.add_identifier(by=SYSTEM, party=one, scheme="KRS", value="00123", at=NOON)

    found = list(queries.describe(queries.of_sort(persons=False)))

    assert [(d.key, d.name, d.given, d.numbers) for d in found] == [
        (one.pk, "zolw spolka z o o", "", ("krs 00123",))
    ]
    assert (found[0].street, found[0].house, found[0].postcode, found[0].town) == (
        "ul wierzbowa", "5a", "05-822", "milanowek",
    )  # fmt: skip
    assert [mail.lower() for mail in found[0].mails] == ["office@example.org"]


def test_all_records_are_looked_through(me):
    both = twins()

    assert scan() == {"seen": 3, "pairs": 1}

    pair = LikelyPair.objects.get()
    assert [pair.first_id, pair.second_id] == [one.pk for one in both]
    assert [each[:2] for each in pair.evidence] == [
        ["given", "like0"], ["family", "same"], ["mail", "same"],
    ]  # fmt: skip
    assert Likeness.objects.count() == 2
    assert scan() == {"seen": 3, "pairs": 1}
    assert LikelyPair.objects.count() == 1


def test_a_new_record_is_compared_when_it_is_added(me):
    both = twins()
    drain()
    found = actions.look_for_twins(by=SYSTEM, party=both[1], at=NOON)
    assert (found, shown(me)) == (1, [(both[0].ref, both[1].ref)])


def test_only_who_may_see_both_is_shown_a_pair(me, person, client):
    both = twins()
    scan()
    actions.restrict(by=SYSTEM, party=both[0], visibility="named", readers=[me], at=NOON)
    other = person(Role.PRACTITIONER, name="Other")

    assert (len(shown(me)), shown(other)) == (1, [])
    client.force_login(other)
    assert "Kowalska" not in client.get("/stakeholders/duplicates/").content.decode()
    key = LikelyPair.objects.get().pk
    assert client.post(f"/stakeholders/duplicates/{key}/apart/").status_code == 404
    with pytest.raises(NotAllowed):
        actions.tell_apart(by=other, first=both[0], second=both[1], at=NOON)
    assert ToldApart.objects.count() == 0


def test_that_two_are_not_the_same_is_remembered_and_can_be_undone(me, client):
    both = twins()
    scan()
    client.force_login(me)
    page = client.get("/stakeholders/duplicates/").content.decode()
    assert "very likely the same" in page
    assert "strongly for" in page

    client.post(f"/stakeholders/duplicates/{LikelyPair.objects.get().pk}/apart/")

    entry = last_entry_id()
    assert list(ToldApart.objects.values_list("first", "second", "by")) == [
        (both[0].pk, both[1].pk, me.pk)
    ]
    scan()
    assert shown(me) == []
    with pytest.raises(Stale):
        actions.tell_apart(by=me, first=both[1], second=both[0], at=NOON)
    undo(by=me, entry_id=entry, at=NOON)
    assert len(shown(me)) == 1


def test_a_pair_goes_with_a_merge_and_with_a_new_name(me):
    both = twins()
    scan()
    actions.change_party(by=me, party=both[0], at=NOON, name="Somebody Else")
    assert LikelyPair.objects.count() == 0
    actions.change_party(by=me, party=both[0], at=NOON, name="Anna Kowalska")
    scan()
    assert LikelyPair.objects.count() == 1

    actions.merge_parties(by=me, survivor=both[0], merged=both[1], at=NOON)

    assert LikelyPair.objects.count() == 0


def test_who_asks_has_the_worker_look(me, client):
    twins()
    client.force_login(me)

    assert client.post("/stakeholders/duplicates/scan/").status_code == 302
    assert client.post("/stakeholders/duplicates/scan/").status_code == 302

    assert Job.objects.filter(name="stakeholders.duplicates").count() == 1
