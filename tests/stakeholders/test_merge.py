"""Two records of one party made one, and parted again: who may, what moves, what comes back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from accord.features.needs import actions as needs
from accord.features.needs.models import Need
from accord.features.stakeholders import actions
from accord.features.stakeholders.models import (
    ContactPoint,
    Follow,
    GroupMember,
    Identifier,
    Merge,
    Note,
    Party,
    PartyName,
    PartyReader,
    TimelineRow,
)
from accord.features.stakeholders.queries import led_on, visible_to
from accord.foundation.accounts.actions import add_department
from accord.foundation.fields.models import Tag
from accord.foundation.journal.checking import breaks
from accord.foundation.journal.models import Entry, Image
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search.checking import differences
from accord.foundation.search.queries import find
from tests.conftest import NOON
from tests.factories.fields import tag
from tests.factories.stakeholders import party
from tests.faults.test_undo import tables

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


@pytest.fixture
def me(person):
    return person(Role.PRACTITIONER, name="Me")


def reach(of, value, **more):
    details = actions.ContactDetails("mail", value, **more)
    return actions.add_contact_point(by=SYSTEM, party=of, details=details, at=NOON)


def merge(by, survivor, merged, **more):
    return actions.merge_parties(by=by, survivor=survivor, merged=merged, at=LATER, **more)


def test_everything_that_is_kept_goes_along(me):
    stays, goes = party("Anna Kowalska", kind="person"), party("A. Kowalska", kind="person")
    ring = party("Ring", kind="group")
    for one in (stays, goes):
        actions.add_to_group(by=SYSTEM, group=ring, party=one, at=NOON)
        actions.follow(by=me, party=one, at=NOON)
    reach(stays, "anna@example.org", is_primary=True)
    reach(goes, "ANNA@example.org", is_primary=True)
    reach(goes, "home@example.org")
    needs.hear_need(by=SYSTEM, party=goes, words="Quiet nights", at=NOON)
    actions.change_party(by=SYSTEM, party=goes, at=NOON, tier="key", country="PL")
    actions.change_party(by=SYSTEM, party=stays, at=NOON, country="EE")

    merge(me, stays, goes)

    stays.refresh_from_db()
    assert (stays.name, stays.tier, stays.country) == ("Anna Kowalska", "key", "EE")
    assert not Party.objects.filter(pk=goes.pk).exists()
    points = ContactPoint.objects.filter(party=stays).order_by("pk")
    assert list(points.values_list("value", "is_primary")) == [
        ("anna@example.org", True), ("home@example.org", False),
    ]  # fmt: skip
    assert list(PartyName.objects.values_list("party", "kind", "text")) == [
        (stays.pk, "alias", "A. Kowalska")
    ]
    assert list(Identifier.objects.values_list("party", "scheme", "value")) == [
        (stays.pk, "earlier", goes.ref)
    ]
    assert list(GroupMember.objects.values_list("group", "party")) == [(ring.pk, stays.pk)]
    assert list(Follow.objects.values_list("party", "person")) == [(stays.pk, me.pk)]
    assert list(Need.objects.values_list("party", "words")) == [(stays.pk, "Quiet nights")]
    assert {row.party_id for row in TimelineRow.objects.exclude(party=ring)} == {stays.pk}
    assert list(Merge.objects.values_list("survivor_id", "merged_id", "ref", "by_id")) == [
        (stays.pk, goes.pk, goes.ref, me.pk)
    ]
    assert Entry.objects.order_by("-pk").first().verb == "stakeholders.merge"
    assert [*differences(), *breaks()] == []


def test_the_value_that_was_chosen_stays(me):
    stays, goes = party("Fire Brigade", tier="light"), party("City Fire Brigade", tier="key")
    Party.objects.filter(pk=stays.pk).update(custom={"a": "1", "b": "2"})
    Party.objects.filter(pk=goes.pk).update(custom={"a": "x", "b": "y", "c": "z"})

    merge(me, stays, goes, take=["name", "tier", "custom.a"])

    stays.refresh_from_db()
    assert (stays.name, stays.tier) == ("City Fire Brigade", "key")
    assert stays.custom == {"a": "x", "b": "2", "c": "z"}
    assert [name.text for name in PartyName.objects.all()] == ["Fire Brigade"]


def test_the_reference_leads_on_at_any_remove_and_finds_the_survivor(me, client):
    first, second, third = party("Alpha Works"), party("Beta Works"), party("Gamma Works")
    merge(me, second, first)
    merge(me, third, second)

    assert led_on(me, first.ref) == third
    client.force_login(me)
    answer = client.get(f"/stakeholders/{first.ref}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/stakeholders/{third.ref}/")
    for words in (first.ref, second.ref, "Alpha Works"):
        hits = [hit.object_id for group in find(me, words).groups for hit in group.hits
                if group.kind == "party"]  # fmt: skip
        assert hits == [third.pk], words
    assert first.name.encode() not in client.get("/stakeholders/?view=all").content


def test_the_address_of_what_one_may_not_see_answers_as_of_nothing(me, person, client):
    stays, goes = party("Alpha"), party("Beta")
    actions.restrict(by=SYSTEM, party=stays, visibility="named", readers=[me], at=NOON)
    merge(me, stays, goes)

    client.force_login(person(Role.LEAD, name="Other"))
    hidden, nothing = (client.get(f"/stakeholders/{ref}/") for ref in (goes.ref, "S-9999"))

    assert (hidden.status_code, nothing.status_code) == (404, 404)
    assert hidden.content.replace(goes.ref.encode(), b"S-9999") == nothing.content


@pytest.mark.parametrize("which", [0, 1])
def test_the_stricter_visibility_wins(me, person, which):
    house = add_department(by=SYSTEM, name="House", parent=None, at=NOON)
    inside = person(Role.PRACTITIONER, name="Inside", department=house)
    other = add_department(by=SYSTEM, name="Other", parent=None, at=NOON)
    outside = person(Role.PRACTITIONER, name="Outside", department=other)
    both = [party("Alpha"), party("Alpha")]
    actions.change_party(by=SYSTEM, party=both[which], at=NOON, department_id=house.pk,
                         visibility="department")  # fmt: skip

    merge(SYSTEM, *both)

    both[0].refresh_from_db()
    assert (both[0].visibility, both[0].department_id) == ("department", house.pk)
    assert [visible_to(who).count() for who in (inside, outside)] == [1, 0]


def test_two_departments_of_their_own_are_not_mixed():
    both = []
    for name in ("House", "Other"):
        department = add_department(by=SYSTEM, name=name, parent=None, at=NOON)
        both.append(party("Alpha", department_id=department.pk, visibility="department"))
    before = tables()

    with pytest.raises(Invalid, match="own department"):
        merge(SYSTEM, *both)

    assert tables() == before


def test_of_named_readers_only_those_stay_who_saw_both(me, person):
    one, two = person(Role.LEAD, name="One"), person(Role.LEAD, name="Two")
    both = [party("Alpha"), party("Alpha")]
    for each, readers in zip(both, ([me, one], [me, two]), strict=True):
        actions.restrict(by=me, party=each, visibility="named", readers=readers, at=NOON)

    done = merge(me, *both)

    assert list(PartyReader.objects.values_list("party", "person")) == [(both[0].pk, me.pk)]
    assert [visible_to(who).count() for who in (me, one, two)] == [1, 0, 0]
    assert actions.unmerge(by=me, merge=done, at=LATER).kept == []
    assert [visible_to(who).count() for who in (me, one, two)] == [2, 1, 1]


def test_an_owner_who_saw_only_one_of_two_is_named_and_nothing_happens(me, person):
    owner = person(Role.LEAD, name="Olga")
    stays, goes = party("Alpha", owner_id=owner.pk), party("Alpha")
    actions.restrict(by=me, party=goes, visibility="named", readers=[me], at=NOON)
    before = tables()

    with pytest.raises(Invalid, match="Olga may see only one") as refusal:
        merge(me, stays, goes)

    assert refusal.value.field == "owner_id"
    assert tables() == before


def test_what_is_not_alike_is_refused(me, person):
    one, two = party("Alpha"), party("Anna", kind="person")
    before = tables()

    for pair in ((one, two), (one, one)):
        with pytest.raises(Invalid):
            merge(me, *pair)
    with pytest.raises(NotAllowed):
        merge(person(Role.VIEWER, name="Viewer"), one, party("Alpha"))

    assert Merge.objects.count() == 0
    assert tables()["stakeholders.partyname"] == before["stakeholders.partyname"]


def test_parting_names_what_was_changed_since_and_leaves_it(me, person):
    stays, goes = party("Alpha", tier="light"), party("Beta", tier="key")
    point = reach(goes, "beta@example.org")
    put = tag("water")
    done = merge(me, stays, goes, take=["tier"])
    stays.refresh_from_db()
    point.refresh_from_db()
    actions.change_party(by=me, party=stays, at=LATER, tier="active")
    actions.change_contact_point(by=me, point=point, label="New", at=LATER)
    added = reach(stays, "new@example.org")
    somebody = person(Role.LEAD, name="Somebody else")

    gone = actions.unmerge(by=somebody, merge=done, at=LATER + timedelta(days=89))

    assert [(kept.kind, kept.field) for kept in gone.kept] == [("stakeholders.party", "tier")]
    back = Party.objects.get(ref=goes.ref)
    assert (back.pk, back.name, back.tier) == (goes.pk, "Beta", "key")
    assert Party.objects.get(pk=stays.pk).tier == "active"
    assert list(ContactPoint.objects.order_by("pk").values_list("pk", "party", "label")) == [
        (point.pk, back.pk, "New"), (added.pk, stays.pk, ""),
    ]  # fmt: skip
    assert (put.name, Merge.objects.count(), PartyName.objects.count()) == ("water", 0, 0)
    assert [*differences(), *breaks()] == []


def test_parting_gives_back_every_row_and_can_be_undone(me):
    both = [party("Anna", kind="person"), party("Anna K.", kind="person")]
    reach(both[1], "anna@example.org")
    before = tables()
    done = merge(me, *both)
    merged = tables()

    actions.unmerge(by=me, merge=done, at=LATER)
    parted = tables()
    told = parted.pop("stakeholders.timelinerow")
    assert [row for row in told if row not in before["stakeholders.timelinerow"]] != []
    months = parted.pop("stakeholders.timelinemonth")
    assert {name: before[name] for name in parted} == parted
    assert len(months) == len(before["stakeholders.timelinemonth"])

    undo(by=me, entry_id=Entry.objects.order_by("-pk").first().batch, at=LATER)
    assert tables() == merged


def test_parting_ends_after_90_days_and_waits_for_later_merges(me):
    first, second, third = party("Alpha"), party("Beta"), party("Gamma")
    one = merge(me, second, first)
    two = merge(me, third, second)
    with pytest.raises(Invalid, match="another since"):
        actions.unmerge(by=me, merge=one, at=LATER)
    with pytest.raises(Invalid, match="90 days"):
        actions.unmerge(by=me, merge=two, at=LATER + timedelta(days=91))
    assert Party.objects.count() == 1

    actions.unmerge(by=me, merge=two, at=LATER)
    actions.unmerge(by=me, merge=one, at=LATER)
    assert list(Party.objects.order_by("pk")) == [first, second, third]
    with pytest.raises(Stale):
        actions.unmerge(by=me, merge=one, at=LATER)


def test_what_comes_back_by_another_undo_leads_on_to_the_survivor(me):
    stays, goes = party("Alpha"), party("Beta")
    point = reach(goes, "beta@example.org")
    actions.remove_fact(by=me, row=point, at=NOON)
    removal = Entry.objects.order_by("-pk").first()
    merge(me, stays, goes)

    undo(by=me, entry_id=removal.pk, at=LATER)

    assert list(ContactPoint.objects.values_list("party", "value")) == [
        (stays.pk, "beta@example.org")
    ]


def test_from_the_list_side_by_side_to_the_record_and_back(me, client):
    stays, goes = party("Alpha", tier="light"), party("Alpha Ltd", tier="key")
    client.force_login(me)
    picked = {"do": "merge", "ids": [stays.pk, goes.pk]}

    to = client.post(reverse("stakeholders:bulk"), picked)["Location"]
    assert to == f"/stakeholders/merge/?ref={stays.ref}&ref={goes.ref}"
    shown = client.get(to).content.decode()
    assert "Alpha Ltd" in shown
    answer = client.post(to, {"survivor": stays.ref, "name": goes.ref, "tier": stays.ref})
    assert answer["Location"] == f"/stakeholders/{stays.ref}/"
    stays.refresh_from_db()
    assert (stays.name, stays.tier) == ("Alpha Ltd", "light")

    page = client.get(f"/stakeholders/{stays.ref}/merge/").content.decode()
    assert goes.ref in page
    key = Merge.objects.get().pk
    back = client.post(f"/stakeholders/{stays.ref}/merge/{key}/part/")
    assert back["Location"] == f"/stakeholders/{goes.ref}/"
    stays.refresh_from_db()
    assert (stays.name, Merge.objects.count()) == ("Alpha", 0)


def test_from_the_record_by_name(me, client):
    stays, goes = party("Alpha"), party("Omega")
    client.force_login(me)
    here = f"/stakeholders/{stays.ref}/merge/"

    assert client.post(here, {"other": stays.ref}).status_code == 422
    to = client.post(here, {"other": "Omega"})["Location"]

    assert to == f"/stakeholders/merge/?ref={stays.ref}&ref={goes.ref}"
    assert Merge.objects.count() == 0


def test_several_go_into_one_and_each_comes_back_alone(me):
    stays, one, two = party("Alpha"), party("Beta"), party("Gamma")

    merges = actions.merge_many(by=me, survivor=stays, merged=[(one, ()), (two, ())], at=LATER)
    actions.unmerge(by=me, merge=merges[0], at=LATER)

    assert sorted(Party.objects.values_list("name", flat=True)) == ["Alpha", "Beta"]
    assert [merge.ref for merge in Merge.objects.all()] == [two.ref]


def test_erasing_the_survivor_takes_what_was_merged_from_the_trail_too(me):
    stays, goes = party("Anna Zdzisława", kind="person"), party("Zdzisława Kruk", kind="person")
    reach(goes, "kruk@example.org")
    done = merge(me, stays, goes)

    actions.erase_party(by=SYSTEM, party=stays, reason="Asked for", at=LATER)

    words = ("Kruk", "kruk", "Zdzis")
    for image in Image.objects.all():
        assert not any(word in f"{image.before}{image.after}" for word in words), image
    for entry in Entry.objects.all():
        assert not any(word in str(entry.details) for word in words), entry
    assert Merge.objects.count() == 0
    with pytest.raises((Stale, Invalid)):
        actions.unmerge(by=me, merge=done, at=LATER)
    assert [*breaks()] == []


def test_what_was_set_aside_and_has_lost_its_ground_since_keeps_nobody_from_parting(me):
    stays, goes, farmers = party("Fire Brigade"), party("City Fire Brigade"), tag("farmers")
    made = Entry.objects.order_by("-pk").first()
    keys = [stays.pk, goes.pk]
    put = actions.BulkChange("tag", farmers.pk)
    actions.change_parties(by=SYSTEM, keys=keys, what=put, at=NOON)
    done = merge(me, stays, goes)
    off = actions.BulkChange("untag", farmers.pk)
    actions.change_parties(by=SYSTEM, keys=[stays.pk], what=off, at=LATER)
    undo(by=SYSTEM, entry_id=made.pk, at=LATER)
    assert not Tag.objects.exists()

    found = actions.unmerge(by=me, merge=done, at=LATER)

    assert [(kept.kind, kept.reason) for kept in found.kept] == [("fields.taglink", "gone")]
    assert Party.objects.filter(pk=goes.pk).exists()
    connection.check_constraints()


def test_a_merge_into_what_went_on_is_not_undone_before_that_is(me):
    first, second, third = party("Alpha"), party("Beta"), party("Gamma")
    actions.keep_note(by=SYSTEM, party=first, text="of the first", at=NOON)
    merge(me, second, first)
    entry = Entry.objects.order_by("-pk").first()
    merge(me, third, second)
    with pytest.raises(Invalid, match="part those first"):
        undo(by=me, entry_id=entry.pk, at=LATER)
    assert list(Party.objects.values_list("pk", flat=True)) == [third.pk]
    assert list(Note.objects.values_list("party_id", flat=True)) == [third.pk]
