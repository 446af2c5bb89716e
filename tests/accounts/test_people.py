"""People, departments, grants, absence: each action works whole, is refused whole."""

from datetime import date

import pytest

from accord.foundation.accounts import actions, queries
from accord.foundation.accounts.models import Absence, Grant, User
from accord.foundation.accounts.policies import Oneself
from accord.foundation.journal.models import Entry, Image
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM

pytestmark = pytest.mark.django_db


def test_adding_somebody_keeps_them_with_the_address_in_small_letters(boss, at):
    anna = actions.add_person(
        by=boss, email=" Anna@Example.ORG ", name=" Anna Sepp ", level=5, title="Works", at=at
    )
    assert (anna.email, anna.name, anna.level, anna.joined_at) == (
        "anna@example.org", "Anna Sepp", 5, at,
    )  # fmt: skip
    assert Entry.objects.values_list("verb", "by_id", "subject_id").get() == (
        "accounts.administer", boss.pk, anna.pk,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": "boss@example.org"}, "email"),
        ({"email": "BOSS@example.org"}, "email"),
        ({"name": "  "}, "name"),
        ({"name": "\x00"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"level": 3}, "level"),
        ({"level": 8}, "level"),
    ],
)
def test_somebody_who_can_not_be_kept_is_refused(boss, nothing_happens, fields, field, at):
    asked = {"email": "anna@example.org", "name": "Anna"} | fields
    told = nothing_happens(Invalid, lambda: actions.add_person(by=boss, at=at, **asked))
    assert told.field == field


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_administer(person, boss, house, nothing_happens, role, at):
    me, other = person(role), person(Role.VIEWER, name="other")
    given = Grant.objects.get(person=other)
    for act in (
        lambda: actions.add_person(by=me, email="x@example.org", name="X", at=at),
        lambda: actions.change_person(by=me, person=other, name="X", at=at),
        lambda: actions.deactivate(by=me, person=other, at=at),
        lambda: actions.grant(by=me, person=other, role=Role.LEAD, at=at),
        lambda: actions.withdraw_grant(by=me, given=given, at=at),
        lambda: actions.add_department(by=me, name="X", parent=None, at=at),
        lambda: actions.rename_department(by=me, department=house["works"], name="X", at=at),
        lambda: actions.move_department(by=me, department=house["works"], parent=None, at=at),
        lambda: actions.close_department(by=me, department=house["office"], at=at),
        lambda: actions.reset_factors(by=me, person=other, at=at),
        lambda: actions.end_sessions(by=me, person=other, at=at),
        lambda: actions.set_preferences(by=me, person=other, theme="dark", at=at),
    ):
        nothing_happens(NotAllowed, act)


@pytest.mark.parametrize("level", [None, 4, 5, 6, 7])
def test_a_level_grants_nothing_by_itself(person, level):
    somebody = person(None, level=level)
    assert not any(somebody.holds(frozenset({role})) for role in Role)


def test_changing_somebody_merges_and_refuses_what_two_wrote(boss, person, at):
    other, anna = person(Role.ADMINISTRATOR, name="other"), person(name="anna")
    seen = anna.version
    actions.change_person(by=boss, person=anna, at=at, seen=seen, title="Works")
    actions.change_person(by=other, person=anna, at=at, seen=seen, level=6)
    anna.refresh_from_db()
    assert (anna.title, anna.level) == ("Works", 6)
    with pytest.raises(Stale):
        actions.change_person(by=other, person=anna, at=at, seen=seen, title="Office")
    anna.refresh_from_db()
    assert anna.title == "Works"


def test_nobody_changes_a_password_or_rights_by_the_way(boss, person, nothing_happens, at):
    anna = person(name="anna")
    for fields in ({"password": "x"}, {"email": "x@example.org"}, {"is_active": False}):
        nothing_happens(
            Invalid,
            lambda f=fields: actions.change_person(by=boss, person=anna, at=at, **f),
        )
        nothing_happens(
            Invalid,
            lambda f=fields: actions.set_preferences(by=anna, person=anna, at=at, **f),
        )


def test_preferences_are_ones_own(person, at):
    anna = person(name="anna")
    wanted = {
        "language": "zh-hans", "time_zone": "Europe/Tallinn", "theme": "dark",
        "density": "compact", "has_single_keys": False, "name": "Anna S.", "title": "Works",
    }  # fmt: skip
    actions.set_preferences(by=anna, person=anna, at=at, **wanted)
    anna.refresh_from_db()
    assert {name: getattr(anna, name) for name in wanted} == wanted


@pytest.mark.parametrize(
    "fields",
    [{"language": "xx"}, {"time_zone": "Mars/Olympus"}, {"theme": "pink"}, {"density": "wide"},
     {"name": " "}, {"title": "x" * 121}, {"has_single_keys": "perhaps"}],
)  # fmt: skip
def test_preferences_that_do_not_exist_are_refused(person, nothing_happens, fields, at):
    anna = person(name="anna")
    told = nothing_happens(
        Invalid, lambda: actions.set_preferences(by=anna, person=anna, at=at, **fields)
    )
    assert told.field in fields


def test_closing_an_account_kills_its_keys_and_opening_does_not_revive_them(
    boss, person, at, outbox
):
    anna = person(name="anna")
    token, _secret = actions.make_token(
        by=anna, owner=anna, name="x", scopes=["read"], days=9, at=at
    )
    epoch = anna.sessions_epoch
    actions.deactivate(by=boss, person=anna, at=at)
    token.refresh_from_db()
    assert (anna.is_active, anna.sessions_epoch, token.revoked_at) == (False, epoch + 1, at)
    assert outbox() == ["accounts.deactivated"]
    with pytest.raises(Stale):
        actions.deactivate(by=boss, person=anna, at=at)
    actions.reactivate(by=boss, person=anna, at=at)
    token.refresh_from_db()
    assert (anna.is_active, token.revoked_at) == (True, at)
    with pytest.raises(Stale):
        actions.reactivate(by=boss, person=anna, at=at)


def test_somebody_stays_administrator(boss, person, nothing_happens, at):
    mine = Grant.objects.get(person=boss)
    nothing_happens(Stale, lambda: actions.withdraw_grant(by=SYSTEM, given=mine, at=at))
    nothing_happens(Stale, lambda: actions.deactivate(by=SYSTEM, person=boss, at=at))
    second = person(Role.ADMINISTRATOR, name="second")
    nothing_happens(Stale, lambda: actions.deactivate(by=boss, person=boss, at=at))
    actions.deactivate(by=second, person=boss, at=at)
    nothing_happens(Stale, lambda: actions.deactivate(by=SYSTEM, person=second, at=at))


def test_an_administrator_for_a_time_does_not_count_as_one_who_stays(
    boss, person, nothing_happens, at
):
    anna = person(name="anna")
    actions.grant(by=boss, person=anna, role=Role.ADMINISTRATOR, until_date=date(2026, 6, 1), at=at)
    nothing_happens(Stale, lambda: actions.deactivate(by=SYSTEM, person=boss, at=at))


def test_a_role_is_given_with_its_reach_and_its_days(boss, person, house, at, outbox):
    anna = person(None, name="anna")
    given = actions.grant(
        by=boss, person=anna, role=Role.LEAD, scope="department", department=house["network"],
        from_date=date(2020, 1, 1), until_date=date(2099, 1, 1), at=at,
    )  # fmt: skip
    assert list(Grant.objects.values_list("person_id", "role", "scope", "department_id")) == [
        (boss.pk, "administrator", "all", None),
        (anna.pk, "lead", "department", house["network"].pk),
    ]
    assert anna.holds(frozenset({Role.LEAD}))
    assert not given.is_current(date(2019, 12, 31))
    assert outbox() == ["accounts.roles-changed"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"role": "king"}, "role"),
        ({"scope": "world"}, "scope"),
        ({"scope": "department"}, "department"),
        ({"scope": "party"}, "department"),
        ({"object_id": 4}, "department"),
        ({"role": Role.ADMINISTRATOR, "scope": "party", "object_id": 4}, "scope"),
        ({"from_date": date(2026, 2, 2), "until_date": date(2026, 2, 1)}, "until_date"),
    ],
)
def test_a_role_that_makes_no_sense_is_refused(boss, person, nothing_happens, fields, field, at):
    anna = person(None, name="anna")
    asked = {"role": Role.VIEWER} | fields
    told = nothing_happens(Invalid, lambda: actions.grant(by=boss, person=anna, at=at, **asked))
    assert told.field == field


def test_nobody_gives_a_role_to_themselves_or_to_a_closed_account(
    boss, person, nothing_happens, at
):
    gone = person(name="gone", is_active=False)
    for somebody in (boss, gone):
        told = nothing_happens(
            Invalid,
            lambda who=somebody: actions.grant(by=boss, person=who, role=Role.LEAD, at=at),
        )
        assert told.field == "person"


def test_a_withdrawn_role_is_gone_at_once_and_only_once(boss, person, at):
    anna = person(Role.LEAD, name="anna")
    given = Grant.objects.get(person=anna)
    actions.withdraw_grant(by=boss, given=given, at=at)
    assert not User.objects.get(pk=anna.pk).holds(frozenset(Role))
    with pytest.raises(Stale):
        actions.withdraw_grant(by=boss, given=Grant(pk=given.pk), at=at)


def test_undo_gives_no_role_back(boss, person, at):
    """Whoever may undo must not get rights by it."""
    anna = person(Role.LEAD, name="anna")
    actions.withdraw_grant(by=boss, given=Grant.objects.get(person=anna), at=at)
    entry = Entry.objects.get(verb="accounts.withdraw-grant")
    with pytest.raises(Invalid):
        undo(by=boss, entry_id=entry.pk, at=at)
    assert not Grant.objects.filter(person=anna).exists()


def test_an_absence_is_planned_with_a_deputy_who_stands_in(person, at, outbox):
    anna, piotr = person(name="anna"), person(name="piotr")
    days = {"from_date": date(2026, 7, 1), "until_date": date(2026, 7, 14)}
    absence = actions.plan_absence(
        by=anna, person=anna, deputy=piotr, at=at, reason="Leave", **days
    )
    assert queries.stand_ins(date(2026, 7, 14)) == {anna.pk: piotr.pk}
    assert queries.stand_ins(date(2026, 7, 15)) == {}
    assert queries.away(date(2026, 7, 1))[anna.pk].deputy == piotr
    assert outbox() == ["accounts.absence-planned"]

    actions.change_absence(
        by=anna, absence=absence, deputy=None, from_date=date(2026, 7, 2),
        until_date=date(2026, 7, 3), at=at,
    )  # fmt: skip
    assert queries.stand_ins(date(2026, 7, 2)) == {}
    actions.drop_absence(by=anna, absence=absence, at=at)
    assert (Absence.objects.count(), Image.objects.filter(op="-").count()) == (0, 1)
    with pytest.raises(Stale):
        actions.drop_absence(by=anna, absence=Absence(pk=absence.pk, person=anna), at=at)


@pytest.mark.parametrize(
    ("deputy", "first", "last", "field"),
    [
        ("anna", date(2026, 7, 1), date(2026, 7, 2), "deputy"),
        ("gone", date(2026, 7, 1), date(2026, 7, 2), "deputy"),
        ("piotr", date(2026, 7, 2), date(2026, 7, 1), "until_date"),
        ("piotr", date(2026, 8, 9), date(2026, 8, 12), "from_date"),
    ],
)
def test_an_absence_that_can_not_be_is_refused(
    person, nothing_happens, deputy, first, last, field, at
):
    anna = person(name="anna")
    people = {
        "anna": anna,
        "piotr": person(name="piotr"),
        "gone": person(name="gone", is_active=False),
    }
    actions.plan_absence(
        by=anna, person=anna, deputy=None, from_date=date(2026, 8, 10),
        until_date=date(2026, 8, 20), at=at,
    )  # fmt: skip
    told = nothing_happens(
        Invalid,
        lambda: actions.plan_absence(
            by=anna, person=anna, deputy=people[deputy], from_date=first, until_date=last, at=at
        ),
    )
    assert told.field == field


def test_the_absence_of_others_is_the_administrators_business(person, boss, nothing_happens, at):
    anna, piotr = person(name="anna"), person(name="piotr")
    days = {"from_date": date(2026, 7, 1), "until_date": date(2026, 7, 2)}
    nothing_happens(
        NotAllowed,
        lambda: actions.plan_absence(by=piotr, person=anna, deputy=None, at=at, **days),
    )
    absence = actions.plan_absence(by=boss, person=anna, deputy=None, at=at, **days)
    nothing_happens(NotAllowed, lambda: actions.drop_absence(by=piotr, absence=absence, at=at))
    nothing_happens(
        NotAllowed,
        lambda: actions.change_absence(by=piotr, absence=absence, deputy=None, at=at, **days),
    )


def test_oneself_is_no_way_to_rights(person, nothing_happens, at):
    anna, piotr = person(None, name="anna"), person(name="piotr")
    oneself = Oneself(anna)
    nothing_happens(NotAllowed, lambda: actions.deactivate(by=oneself, person=piotr, at=at))
    nothing_happens(
        NotAllowed, lambda: actions.set_preferences(by=oneself, person=piotr, theme="dark", at=at)
    )
    actions.set_preferences(by=oneself, person=anna, theme="dark", at=at)
    assert User.objects.get(pk=anna.pk).theme == "dark"
