"""Second factors over HTTP: codes, recovery codes, passkeys, and every way around them."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accord.foundation.accounts import actions
from accord.foundation.accounts.models import RecoveryCode
from accord.foundation.journal.models import Entry, Letter
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from tests.accounts.half_way import CODE, ORIGIN, browser, half_way, who

pytestmark = [
    pytest.mark.django_db, pytest.mark.either, pytest.mark.usefixtures("localhost"),
]  # fmt: skip


def test_a_code_is_asked_after_the_password_and_works_once(anna, with_app, sign_in, now, at):
    code = with_app(anna)(at)
    client = half_way(sign_in, anna)
    assert client.post(CODE, {"code": code}).status_code == 302
    assert who(client) == str(anna.pk)
    again = half_way(sign_in, anna)
    answer = again.post(CODE, {"code": code})
    assert "This code is wrong, or was used." in answer.content.decode()
    assert who(again) is None


def test_an_older_code_is_dead_once_a_newer_one_was_used(anna, with_app, sign_in, now, at):
    code = with_app(anna)
    client = half_way(sign_in, anna)
    client.post(CODE, {"code": code(at + timedelta(seconds=30))})
    again = half_way(sign_in, anna)
    again.post(CODE, {"code": code(at)})
    assert who(again) is None
    now.shift(timedelta(minutes=1))
    again.post(CODE, {"code": code(at + timedelta(minutes=1))})
    assert who(again) == str(anna.pk)


def test_the_sixth_guess_is_refused_in_every_flow_even_when_it_is_right(
    anna, with_app, sign_in, now, at
):
    code = with_app(anna)
    signed_in = half_way(sign_in, anna)
    signed_in.post(CODE, {"code": code(at)})
    now.shift(timedelta(minutes=1))
    right = code(at + timedelta(minutes=1))
    guesser = half_way(sign_in, anna)
    for guess in range(5):
        answer = guesser.post(CODE, {"code": f"{(int(right) + guess + 1) % 10**6:06}"})
        assert "This code is wrong" in answer.content.decode()
    for flow in (CODE, CODE):
        answer = guesser.post(flow, {"code": right})
        assert "Too many tries." in answer.content.decode()
    other = half_way(sign_in, anna)
    assert "Too many tries." in other.post(CODE, {"code": right}).content.decode()
    assert (who(guesser), who(other)) == (None, None)
    # The owner's own browser counts on its own, so that a guesser can't keep them out.
    answer = signed_in.post("/confirm/code/", {"code": right})
    assert answer.status_code == 302


@pytest.mark.parametrize("path", ["/confirm/code/"])
def test_guesses_in_one_flow_count_in_the_others(anna, with_app, sign_in, now, at, path):
    code = with_app(anna)
    client = half_way(sign_in, anna)
    client.post(CODE, {"code": code(at)})
    for _ in range(5):
        client.post(path, {"code": "000000"})
    now.shift(timedelta(minutes=1))
    right = code(at + timedelta(minutes=1))
    assert "Too many tries." in client.post(path, {"code": right}).content.decode()
    client.post(reverse("account_logout"))
    client, _answer = sign_in(anna.email, client=client)
    assert "Too many tries." in client.post(CODE, {"code": right}).content.decode()
    now.shift(timedelta(minutes=16))
    client, _answer = sign_in(anna.email, client=client)
    client.post(CODE, {"code": code(at + timedelta(minutes=17))})
    assert who(client) == str(anna.pk)


def test_recovery_codes_work_once_each_and_are_told(anna, with_app, sign_in, at, outbox):
    with_app(anna)
    codes = actions.make_recovery_codes(by=anna, person=anna, at=at)
    client = half_way(sign_in, anna)
    client.post(CODE, {"code": codes[4].lower().replace("-", " ")})
    assert who(client) == str(anna.pk)
    said = Letter.objects.filter(name="accounts.security-changed").order_by("-id").first().body
    assert (said["person_id"], said["what"]) == (anna.pk, "code-used")
    again = half_way(sign_in, anna)
    again.post(CODE, {"code": codes[4]})
    assert who(again) is None
    fresh = actions.make_recovery_codes(by=anna, person=anna, at=at)
    again.post(CODE, {"code": codes[5]})
    assert who(again) is None
    again.post(CODE, {"code": fresh[5]})
    assert who(again) == str(anna.pk)
    assert RecoveryCode.objects.filter(person=anna, used_at__isnull=False).count() == 1


def test_two_who_use_one_recovery_code_at_once_are_one(anna, with_app, at):
    with_app(anna)
    code = actions.make_recovery_codes(by=anna, person=anna, at=at)[0]
    results = [actions.use_recovery_code(person=anna, code=code, at=at) for _ in range(2)]
    assert results == [True, False]


def test_codes_are_made_by_their_owner_who_has_a_factor(anna, member, with_app, at):
    with pytest.raises(Stale):
        actions.make_recovery_codes(by=anna, person=anna, at=at)
    with_app(anna)
    with pytest.raises(NotAllowed):
        actions.make_recovery_codes(by=member(name="piotr"), person=anna, at=at)
    assert (RecoveryCode.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_second_factor_stays_through_a_new_password(anna, with_app, sign_in, at):
    from accord.foundation.accounts.links import reset_link

    with_app(anna)
    client = browser()
    path = reset_link(anna).removeprefix(ORIGIN)
    form = client.get(path, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "seven quiet herons wait"})
    anna.refresh_from_db()
    assert anna.check_password("seven quiet herons wait")
    assert who(client) is None
    _client, answer = sign_in(anna.email, "seven quiet herons wait", client=browser())
    assert answer.headers["Location"] == CODE


def test_whoever_must_have_a_factor_keeps_the_last_and_others_may_part_with_it(
    member, with_app, at
):
    olga, anna = member(Role.ADMINISTRATOR, name="olga"), member(name="anna")
    for person in (olga, anna):
        with_app(person)
        actions.make_recovery_codes(by=person, person=person, at=at)
    mine = {held.user_id: held.pk for held in Authenticator.objects.all()}
    with pytest.raises(Invalid):
        actions.remove_factor(by=olga, person=olga, authenticator_id=mine[olga.pk], at=at)
    with pytest.raises(NotAllowed):
        actions.remove_factor(by=olga, person=anna, authenticator_id=mine[anna.pk], at=at)
    actions.remove_factor(by=anna, person=anna, authenticator_id=mine[anna.pk], at=at)
    with pytest.raises(Stale):
        actions.remove_factor(by=anna, person=anna, authenticator_id=mine[anna.pk], at=at)
    assert list(Authenticator.objects.values_list("user_id", flat=True)) == [olga.pk]
    assert not RecoveryCode.objects.filter(person=anna).exists()


def test_an_administrator_helps_somebody_else_who_lost_everything(member, with_app, at, outbox):
    olga, anna = member(Role.ADMINISTRATOR, name="olga"), member(name="anna")
    with_app(anna)
    with pytest.raises(Invalid):
        actions.reset_factors(by=olga, person=olga, at=at)
    epoch = anna.sessions_epoch
    actions.reset_factors(by=olga, person=anna, at=at)
    assert (Authenticator.objects.count(), anna.sessions_epoch) == (0, epoch + 1)
    assert outbox() == ["accounts.security-changed"]


# The mandatory second factor, on every path ------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    ["/admin/people/", "/admin/trail/", "/me/", "/stakeholders/", "/colleagues/", "/me/keys/"],
)
def test_an_administrator_without_one_gets_nowhere(member, sign_in, path):
    client, _answer = sign_in(member(Role.ADMINISTRATOR, name="olga").email, client=browser())
    assert client.get(path).headers["Location"] == "/me/security/"
    assert client.post(path).status_code == 403


def test_it_can_be_switched_off_for_a_demo(member, sign_in, settings):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False
    client, _answer = sign_in(member(Role.ADMINISTRATOR, name="olga").email, client=browser())
    assert client.get("/admin/people/").status_code == 200


def test_a_new_role_asks_for_it_at_the_next_request(member, sign_in, at):
    olga = member(Role.ADMINISTRATOR, name="olga")
    anna = member(name="anna")
    client, _answer = sign_in(anna.email, client=browser())
    assert client.get("/me/").status_code == 200
    actions.grant(by=olga, person=anna, role=Role.ADMINISTRATOR, at=at)
    assert client.get("/me/").headers["Location"] == "/me/security/"


def test_an_invitation_or_a_new_password_does_not_lead_around_it(member, at):
    from accord.foundation.accounts import links

    olga = member(Role.ADMINISTRATOR, name="olga")
    invitation, _token = actions.invite(
        by=olga,
        email="new@example.org",
        name="New",
        role=Role.ADMINISTRATOR,
        department=None,
        at=at,
    )
    client = browser()
    with time_machine.travel(at, tick=False):
        path = links.invitation_link(invitation).removeprefix(ORIGIN)
        answer = client.post(path, {"name": "New", "password": "seven quiet herons wait"})
        assert answer.status_code == 302
        assert who(client) is not None
        assert client.get("/admin/people/").headers["Location"] == "/me/security/"
