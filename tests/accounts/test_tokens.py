"""Keys to the API: made once, shown once, dead with their owner."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from accord.foundation.accounts import actions, links
from accord.foundation.accounts.models import Grant, Token, User
from accord.foundation.accounts.tokens import person_of
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(person):
    return person(Role.LEAD, name="anna")


def key_of(owner, at, **fields):
    asked = {"name": "Laptop", "scopes": ["read"], "days": 30} | fields
    return actions.make_token(by=owner, owner=owner, at=at, **asked)


def test_a_key_opens_the_door_for_its_owner_within_its_scopes(anna, at):
    token, secret = key_of(anna, at, scopes=["write", "read", "read"])
    assert secret.startswith("accord_")
    assert len(secret) == 50
    assert (token.digest, token.hint, token.scopes) == (
        links.digest(secret), secret[:11], ["read", "write"],
    )  # fmt: skip
    assert person_of(secret, at=at) == (anna, frozenset({"read", "write"}))
    assert Entry.objects.values_list("verb", "by_id", "subject_type", "subject_id").get() == (
        "accounts.tokens", anna.pk, "accounts.token", token.pk,
    )  # fmt: skip


@pytest.mark.parametrize("shown", ["", "accord_", "accord_" + "x" * 43, "\x00", "é" * 50])
def test_what_is_no_key_opens_nothing(anna, shown, at):
    key_of(anna, at)
    assert person_of(shown, at=at) is None


def test_the_last_use_is_noted_once_a_minute(anna, at, django_assert_num_queries):
    token, secret = key_of(anna, at)
    with django_assert_num_queries(3):
        person_of(secret, at=at)
    with django_assert_num_queries(2):
        person_of(secret, at=at + timedelta(seconds=59))
    person_of(secret, at=at + timedelta(seconds=60))
    token.refresh_from_db()
    assert token.used_at == at + timedelta(seconds=60)


def test_a_key_dies_by_time_by_revoking_and_with_its_account(anna, person, at):
    _first, secret = key_of(anna, at, days=1)
    assert person_of(secret, at=at + timedelta(hours=23)) is not None
    assert person_of(secret, at=at + timedelta(days=1)) is None

    second, secret = key_of(anna, at)
    actions.revoke_token(by=anna, token=second, at=at)
    assert person_of(secret, at=at) is None
    with pytest.raises(Stale):
        actions.revoke_token(by=anna, token=second, at=at)

    _third, secret = key_of(anna, at)
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert person_of(secret, at=at) is None


def test_an_administrators_key_is_dead_while_a_second_factor_is_missing(person, with_app, at):
    olga = person(Role.ADMINISTRATOR, name="olga")
    _token, secret = key_of(olga, at)
    assert person_of(secret, at=at) is None
    with_app(olga)
    assert person_of(secret, at=at) is not None


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"name": " "}, "name"), ({"scopes": []}, "scopes"), ({"scopes": ["everything"]}, "scopes"),
     ({"days": 0}, "days"), ({"days": 400}, "days")],
)  # fmt: skip
def test_a_key_that_makes_no_sense_is_refused(anna, fields, field, at):
    with pytest.raises(Invalid) as refusal:
        key_of(anna, at, **fields)
    assert (refusal.value.field, Token.objects.count(), Entry.objects.count()) == (field, 0, 0)


def test_nobody_makes_or_revokes_the_key_of_another_but_administrators_revoke(anna, person, at):
    token, secret = key_of(anna, at)
    other, boss = person(Role.MANAGER, name="other"), person(Role.ADMINISTRATOR, name="boss")
    for somebody in (other, boss):
        with pytest.raises(NotAllowed):
            actions.make_token(by=somebody, owner=anna, name="x", scopes=["read"], days=1, at=at)
    with pytest.raises(NotAllowed):
        actions.revoke_token(by=other, token=token, at=at)
    assert person_of(secret, at=at) is not None
    actions.revoke_token(by=boss, token=token, at=at)
    assert person_of(secret, at=at) is None


def test_a_service_has_its_own_account_and_role_and_nobodys_leaving_ends_it(person, at):
    boss = person(Role.ADMINISTRATOR, name="boss")
    token, secret = actions.make_service_token(
        by=boss, name="Billing", role=Role.VIEWER, department=None, scopes=["read"], days=90, at=at
    )
    User.objects.filter(pk=boss.pk).update(is_active=False)
    service, scopes = person_of(secret, at=at)
    assert (service.name, service.is_service, service.has_usable_password()) == (
        "Billing", True, False,
    )  # fmt: skip
    assert scopes == {"read"}
    assert Grant.objects.filter(person=service).values_list("role", "scope").get() == (
        "viewer", "all",
    )  # fmt: skip
    assert token.is_service
    assert service not in User.objects.filter(is_service=False)


def test_a_service_never_administers_and_only_administrators_make_one(person, at):
    boss, lead = person(Role.ADMINISTRATOR, name="boss"), person(Role.LEAD)
    asked = {"name": "x", "department": None, "scopes": ["read"], "days": 1, "at": at}
    with pytest.raises(Invalid):
        actions.make_service_token(by=boss, role=Role.ADMINISTRATOR, **asked)
    with pytest.raises(NotAllowed):
        actions.make_service_token(by=lead, role=Role.VIEWER, **asked)
    assert (Token.objects.count(), User.objects.count()) == (0, 2)


def test_no_secret_can_be_found_in_a_dump_of_the_database(anna, person, with_app, at):
    """Keys, invitations, recovery codes, secrets of apps, links: digests or sealed, all of them."""
    boss = person(Role.ADMINISTRATOR, name="boss")
    with_app(anna)
    _token, key = key_of(anna, at)
    invitation, invited = actions.invite(
        by=boss, email="x@example.org", name="X", role=Role.VIEWER, department=None, at=at
    )
    codes = actions.make_recovery_codes(by=anna, person=anna, at=at)
    actions.ask_reset(email=anna.email, at=at)
    actions.ask_mail_change(by=anna, person=anna, email="new@example.org", at=at)
    dump = StringIO()
    call_command("dumpdata", stdout=dump, exclude=["contenttypes"])
    whole = dump.getvalue()
    secrets = [key, invited, *codes, *(code.replace("-", "") for code in codes)]
    secrets += [links.reset_link(anna).rsplit("-", 1)[-1].strip("/")]
    secrets += [links.mail_change_token(anna, "new@example.org").rsplit(":", 1)[-1]]
    assert [secret for secret in secrets if secret in whole] == []
    assert links.invitation_link(invitation).endswith(f"/{invited}/")
    assert anna.email in whole  # the dump is a real one
