"""Coming in: invitations, and the first administrator."""

from datetime import timedelta

import pytest

from accord.foundation.accounts import actions, links, queries
from accord.foundation.accounts.actions import Joining
from accord.foundation.accounts.models import Grant, Invitation, User
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM

pytestmark = pytest.mark.django_db
GOOD = "four walruses sing quietly"


@pytest.fixture
def invited(boss, at):
    def invite(email="anna@example.org", **fields):
        asked = {"name": "Anna", "role": Role.LEAD, "department": None} | fields
        return actions.invite(by=boss, email=email, at=at, **asked)

    return invite


def test_an_invitation_makes_an_account_with_its_role_once(invited, boss, at, outbox):
    network = actions.add_department(by=SYSTEM, name="Network", parent=None, at=at)
    invitation, token = invited(department=network, scope="department")
    assert (invitation.token_digest, invitation.expires_at) == (
        links.digest(token), at + timedelta(hours=72),
    )  # fmt: skip
    assert links.invitation_link(invitation).endswith(f"/invitation/{token}/")
    assert queries.invitation_of(token, at=at) == invitation

    later = at + timedelta(hours=71)
    anna = actions.accept_invitation(
        invitation=invitation, joining=Joining("Anna S.", GOOD), at=later
    )
    assert (anna.email, anna.name, anna.department_id) == (
        "anna@example.org", "Anna S.", network.pk,
    )  # fmt: skip
    assert anna.check_password(GOOD)
    assert Grant.objects.filter(person=anna).values_list("role", "scope", "department_id").get() == (
        "lead", "department", network.pk,
    )  # fmt: skip
    assert outbox() == ["accounts.invited", "accounts.joined"]
    assert queries.invitation_of(token, at=later) is None
    with pytest.raises(Stale):
        actions.accept_invitation(invitation=invitation, joining=Joining("B", GOOD), at=later)
    assert User.objects.count() == 2


def test_two_who_use_one_invitation_at_once_get_one_account(invited, at):
    invitation, _token = invited()
    same = Invitation.objects.get(pk=invitation.pk)
    actions.accept_invitation(invitation=invitation, joining=Joining("Anna", GOOD), at=at)
    with pytest.raises(Stale):
        actions.accept_invitation(invitation=same, joining=Joining("Eve", GOOD), at=at)
    assert list(User.objects.order_by("id").values_list("name", flat=True)) == ["boss", "Anna"]


@pytest.mark.parametrize("how", ["late", "withdrawn", "replaced", "taken"])
def test_an_invitation_that_is_over_makes_nobody(invited, boss, person, how, at):
    invitation, token = invited()
    when = at
    if how == "late":
        when = at + timedelta(hours=72)
    elif how == "withdrawn":
        actions.withdraw_invitation(by=boss, invitation=invitation, at=at)
    elif how == "replaced":
        _newer, newer_token = invited(role=Role.VIEWER)
        assert queries.invitation_of(newer_token, at=at) is not None
    else:
        actions.add_person(by=boss, email="anna@example.org", name="Anna", at=at)
    before = list(User.objects.order_by("id").values()), Entry.objects.count()
    stale = Invitation.objects.get(pk=invitation.pk)
    with pytest.raises(Invalid if how == "taken" else Stale):
        actions.accept_invitation(invitation=stale, joining=Joining("Anna", GOOD), at=when)
    assert (list(User.objects.order_by("id").values()), Entry.objects.count()) == before
    assert (queries.invitation_of(token, at=when) is None) == (how != "taken")


@pytest.mark.parametrize(
    "joining", [Joining("", GOOD), Joining("Anna", "short"), Joining("Anna", "anna@example.org")]
)
def test_who_joins_needs_a_name_and_a_good_password(invited, joining, at):
    invitation, _token = invited()
    with pytest.raises(Invalid):
        actions.accept_invitation(invitation=invitation, joining=joining, at=at)
    invitation.refresh_from_db()
    assert (invitation.accepted_at, User.objects.count()) == (None, 1)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"email": "boss@example.org"}, "email"),
        ({"email": "nothing"}, "email"),
        ({"name": " "}, "name"),
        ({"role": "king"}, "role"),
        ({"scope": "department"}, "department"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(invited, boss, fields, field, at):
    with pytest.raises(Invalid) as refusal:
        invited(**fields)
    assert (refusal.value.field, Invitation.objects.count()) == (field, 0)


def test_only_administrators_invite_and_withdraw(invited, person, at, outbox):
    invitation, _token = invited()
    lead = person(Role.LEAD)
    before = outbox(), Entry.objects.count()
    with pytest.raises(NotAllowed):
        actions.invite(
            by=lead, email="x@example.org", name="X", role=Role.VIEWER, department=None, at=at
        )
    with pytest.raises(NotAllowed):
        actions.withdraw_invitation(by=lead, invitation=invitation, at=at)
    assert (Invitation.objects.count(), outbox(), Entry.objects.count()) == (1, *before)


def test_the_first_administrator_comes_by_the_console_alone(at):
    first = actions.offer_first_place(at=at)
    second = actions.offer_first_place(at=at)
    old, new = (Invitation.objects.order_by("id")[n] for n in (0, 1))
    assert (first, second) == (links.invitation_link(old), links.invitation_link(new))
    assert "/welcome/" in second
    joining = Joining("Olga", GOOD, email="Olga@example.org", also_works=True)
    with pytest.raises(Stale):
        actions.accept_invitation(invitation=old, joining=joining, at=at)
    olga = actions.accept_invitation(invitation=new, joining=joining, at=at)
    assert olga.email == "olga@example.org"
    assert list(Grant.objects.order_by("id").values_list("person_id", "role", "scope")) == [
        (olga.pk, "administrator", "all"), (olga.pk, "manager", "all"),
    ]  # fmt: skip
    assert actions.offer_first_place(at=at) is None


def test_two_first_administrators_at_once_are_one(at):
    actions.offer_first_place(at=at)
    invitation = Invitation.objects.get()
    late = Invitation.objects.get()
    actions.accept_invitation(
        invitation=invitation, joining=Joining("Olga", GOOD, email="olga@example.org"), at=at
    )
    with pytest.raises(Stale):
        actions.accept_invitation(
            invitation=late, joining=Joining("Eve", GOOD, email="eve@example.org"), at=at
        )
    assert User.objects.count() == 1


def test_no_token_can_be_found_in_the_tables(invited, at):
    _invitation, token = invited()
    kept = [list(model.objects.values()) for model in (Invitation, Entry)]
    assert token not in str(kept)
