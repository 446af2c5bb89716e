from datetime import UTC, date, datetime

import pytest

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import (
    Affiliation,
    Consent,
    ContactPoint,
    Identifier,
    Party,
    PartyReader,
    TimelineRow,
)
from accord.features.stakeholders.queries import visible_to
from accord.foundation.accounts import actions as people
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def contact(**fields):
    return actions.ContactDetails(**{"channel": "mail", "value": "jonas@example.org", **fields})


def test_the_first_address_of_a_channel_is_the_primary_one_until_another_is_made_so(person, at):
    jonas, me = party(kind="person"), person()
    first = actions.add_contact_point(by=me, party=jonas, details=contact(), at=at)
    second = actions.add_contact_point(
        by=me, party=jonas, details=contact(value="J.Vetter@Example.org"), at=at
    )
    assert (first.is_primary, second.is_primary, second.folded) == (
        True,
        False,
        "j.vetter@example.org",
    )
    actions.make_primary(by=me, point=second, at=at)
    assert list(ContactPoint.objects.order_by("id").values_list("is_primary", flat=True)) == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"value": "not an address"},
        {"value": " "},
        {"channel": "phone", "value": "x"},
        {"from_date": date(2026, 2, 1), "until_date": date(2026, 1, 1)},
    ],
)
def test_what_is_no_address_is_refused_and_nothing_happened(person, at, fields):
    jonas = party(kind="person")
    entries = Entry.objects.count()
    with pytest.raises(Invalid):
        actions.add_contact_point(by=person(), party=jonas, details=contact(**fields), at=at)
    assert (ContactPoint.objects.count(), Entry.objects.count()) == (0, entries)


def test_the_same_address_in_another_spelling_is_refused(person, at):
    jonas, me = party(kind="person"), person()
    actions.add_contact_point(by=me, party=jonas, details=contact(), at=at)
    with pytest.raises(Invalid, match="there already"):
        actions.add_contact_point(
            by=me, party=jonas, details=contact(value="Jonas@EXAMPLE.org"), at=at
        )


@pytest.mark.duty("R01")
def test_who_moves_keeps_the_history_and_the_second_line_follows(person, at):
    me = person()
    jonas, coop, dairy = party("Jonas", kind="person"), party("Co-op"), party("Dairy")
    actions.add_affiliation(
        by=me, person=jonas, post=actions.Post(coop, "Chair", from_date=date(2024, 1, 1)), at=at
    )
    jonas.refresh_from_db()
    assert jonas.headline == "Chair, Co-op"

    actions.move_person(
        by=me, person=jonas, post=actions.Post(dairy, "Director", from_date=date(2026, 5, 1)), at=at
    )

    jonas.refresh_from_db()
    assert jonas.headline == "Director, Dairy"
    assert list(
        Affiliation.objects.order_by("id").values_list(
            "organisation__name", "from_date", "until_date"
        )
    ) == [
        ("Co-op", date(2024, 1, 1), date(2026, 4, 30)),
        ("Dairy", date(2026, 5, 1), None),
    ]
    assert [r.verb for r in TimelineRow.objects.filter(party=coop).order_by("id")] == [
        "added",
        "joined",
        "left",
    ]


def test_a_post_in_a_person_or_of_an_organisation_is_refused(person, at):
    coop, jonas = party("Co-op"), party("Jonas", kind="person")
    with pytest.raises(Invalid):
        actions.add_affiliation(by=person(), person=coop, post=actions.Post(coop), at=at)
    with pytest.raises(Invalid):
        actions.add_affiliation(by=person(Role.LEAD), person=jonas, post=actions.Post(jonas), at=at)
    assert not Affiliation.objects.exists()


def test_consent_is_history_and_given_needs_a_source(person, at):
    me, jonas = person(), party(kind="person")
    purpose = actions.add_consent_purpose(by=SYSTEM, name="Newsletter", at=at)
    with pytest.raises(Invalid):
        actions.record_consent(by=me, party=jonas, purpose=purpose, state="given", at=at)
    actions.record_consent(by=me, party=jonas, purpose=purpose, state="given", source="Form", at=at)
    later = datetime(2026, 5, 5, tzinfo=UTC)
    actions.record_consent(by=me, party=jonas, purpose=purpose, state="withdrawn", at=later)
    assert list(Consent.objects.order_by("said_at").values_list("state", flat=True)) == [
        "given",
        "withdrawn",
    ]
    with pytest.raises(Invalid):
        actions.record_consent(
            by=me, party=jonas, purpose=purpose, state="refused", said_at=later, at=at
        )


@pytest.mark.duty("R15")
def test_a_hand_over_leaves_the_pack_a_row_and_an_event(person, outbox, at):
    me, new = person(), person(Role.LEAD)
    jonas = party(kind="person", owner_id=me.pk)
    actions.hand_over(
        by=me, party=jonas, to=new, words="He likes the phone", pack={"open": 2}, at=at
    )
    jonas.refresh_from_db()
    row = TimelineRow.objects.latest("id")
    assert (jonas.owner, row.verb, row.data) == (
        new, "handed-over", {"from": me.pk, "to": new.pk, "pack": {"open": 2}},
    )  # fmt: skip
    assert outbox()[-1] == "stakeholders.owner-changed"


def test_a_party_for_named_people_is_seen_and_changed_by_them_alone(person, at):
    me, other, boss = person(), person(Role.LEAD), person(Role.ADMINISTRATOR)
    jonas = party(kind="person")
    actions.restrict(by=me, party=jonas, visibility="named", at=at)
    assert list(PartyReader.objects.values_list("person", flat=True)) == [me.pk]
    assert [visible_to(who).count() for who in (me, other, boss)] == [1, 0, 0]
    with pytest.raises(NotAllowed):
        actions.change_party(by=other, party=jonas, summary="x", at=at)
    with pytest.raises(NotAllowed):
        actions.add_contact_point(by=other, party=jonas, details=contact(), at=at)
    assert not ContactPoint.objects.exists()
    actions.change_party(by=me, party=jonas, summary="x", at=at)


def test_what_a_department_keeps_is_seen_within_its_tree(person, at):
    works = people.add_department(by=SYSTEM, name="Works", parent=None, at=at)
    roads = people.add_department(by=SYSTEM, name="Roads", parent=works, at=at)
    law = people.add_department(by=SYSTEM, name="Law", parent=None, at=at)
    party("Ours", department_id=roads.pk, visibility="department")
    party("All", department_id=roads.pk)
    over = person(Role.LEAD, department=works, name="over")
    beside = person(Role.LEAD, department=law, name="beside")
    assert sorted(visible_to(over).values_list("name", flat=True)) == ["All", "Ours"]
    assert sorted(visible_to(beside).values_list("name", flat=True)) == ["All"]
    with pytest.raises(NotAllowed):
        actions.change_party(by=beside, party=Party.objects.get(name="Ours"), summary="x", at=at)


def test_a_register_number_belongs_to_one_party(person, at):
    me = person()
    a, b = party("A"), party("B")
    actions.add_identifier(by=me, party=a, scheme="LEI", value="5493001KJTIIGC8Y1R12", at=at)
    with pytest.raises(Invalid, match=a.ref):
        actions.add_identifier(by=me, party=b, scheme="lei", value="5493001KJTIIGC8Y1R12", at=at)
    assert Identifier.objects.count() == 1


def test_a_group_can_not_stand_within_itself(person, at):
    me = person()
    a, b = party("A", kind="group"), party("B", kind="group")
    actions.change_party(by=me, party=b, parent_id=a.pk, at=at)
    with pytest.raises(Invalid, match="part of itself"):
        actions.change_party(by=me, party=a, parent_id=b.pk, at=at)
    a.refresh_from_db()
    assert a.parent_id is None
