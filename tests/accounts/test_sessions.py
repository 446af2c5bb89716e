"""Sessions over HTTP: how they begin and end, and what a browser keeps of them."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from accord.foundation.accounts import actions
from accord.foundation.accounts.models import User
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.either]


@pytest.fixture
def anna(member):
    return member(name="anna")


def who(client):
    return client.session.get("_auth_user_id")


def test_a_session_gets_a_new_id_at_the_door_and_at_each_proof(anna):
    client = Client()
    client.get("/sign-in/")
    session = client.session
    session["fixed"] = "by a thief"
    session.save()
    thief = session.session_key
    client.post("/sign-in/", {"login": anna.email, "password": PASSWORD})
    first = client.session.session_key
    assert first != thief
    assert not Session.objects.filter(pk=thief).exists()
    client.post("/confirm/", {"password": PASSWORD})
    assert client.session.session_key != first
    assert not Session.objects.filter(pk=first).exists()
    assert UserSession.objects.get(user=anna).session_key == client.session.session_key


def test_a_question_under_the_old_id_does_not_take_the_new_one_away(anna, sign_in):
    """The page asked for its counts right before its person proved who they are."""
    client, _answer = sign_in(anna.email)
    old = client.session.session_key
    client.post("/confirm/", {"password": PASSWORD})
    new = client.cookies["session"].value
    assert new != old

    late = Client()
    late.cookies["session"] = old
    for path, headers, status in (
        ("/ui/counts/", {"HX-Request": "true"}, 401), ("/stakeholders/", {}, 302), ("/sign-in/", {}, 200),
    ):  # fmt: skip
        answer = late.get(path, headers=headers)
        assert (answer.status_code, "session" in answer.cookies) == (status, False)
        assert who(late) is None


def test_an_answer_under_the_old_id_does_not_bring_it_back(anna, sign_in):
    """It was begun before the new id was given, wrote into the session, and arrives late."""
    client, _answer = sign_in(anna.email)
    session = client.session
    session["seen-at"] -= 1200
    session.save()
    answer = client.get("/ui/counts/", headers={"HX-Request": "true"})
    assert (answer.status_code, "session" in answer.cookies) == (200, False)
    assert client.session["seen-at"] >= session["seen-at"] + 1200


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(anna, sign_in):
    client, _answer = sign_in(anna.email)
    for name in ("session", "device"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert len(client.session.session_key) * 5 >= 128


def test_signing_out_kills_the_session_and_cleans_the_browser(anna, sign_in):
    client, _answer = sign_in(anna.email)
    key = client.session.session_key
    assert client.get("/sign-out/").status_code == 200
    assert who(client) == str(anna.pk)
    answer = client.post("/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert (answer.cookies["session"].value, answer.cookies["session"]["max-age"]) == ("", 0)
    assert not Session.objects.filter(pk=key).exists()


def test_a_closed_account_is_out_at_the_next_request(anna, sign_in, at):
    client, _answer = sign_in(anna.email)
    assert client.get("/me/").status_code == 200
    actions.deactivate(by=SYSTEM, person=anna, at=at)
    assert client.get("/me/").headers["Location"].startswith("/sign-in/")
    actions.reactivate(by=SYSTEM, person=anna, at=at)
    assert client.get("/me/").status_code == 302
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert who(sign_in(anna.email)[0]) is None


@pytest.mark.parametrize(
    ("role", "idle", "whole"),
    [
        (Role.PRACTITIONER, timedelta(days=3), timedelta(days=14)),
        (Role.ADMINISTRATOR, timedelta(hours=1), timedelta(hours=12)),
    ],
)
def test_a_session_ends_unused_and_in_any_case(member, sign_in, settings, role, idle, whole):
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False
    olga = member(role, name="olga")
    with time_machine.travel("2026-05-04T12:00:00Z", tick=False) as now:
        unused, _answer = sign_in(olga.email)
        now.shift(idle)
        assert unused.get("/me/").status_code == 200
        now.shift(idle + timedelta(seconds=1))
        assert unused.get("/me/").status_code == 302

        used, _answer = sign_in(olga.email)
        step = idle * 0.9
        for _ in range(int(whole / step) - 1):
            now.shift(step)
            assert used.get("/me/").status_code == 200
        now.shift(step * 2)
        assert used.get("/me/").status_code == 302


def test_sessions_are_listed_and_ended_one_by_one_and_all(anna, member, sign_in):
    here, there, yonder = (sign_in(anna.email)[0] for _ in range(3))
    stranger, _answer = sign_in(member(name="piotr").email)
    page = here.get("/me/security/").content.decode()
    assert page.count("127.0.0.1") == 3
    listed = UserSession.objects.get(session_key=there.session.session_key)
    assert stranger.post(f"/me/security/sessions/{listed.pk}/end/").status_code == 302
    assert there.get("/me/").status_code == 200
    here.post(f"/me/security/sessions/{listed.pk}/end/")
    assert (there.get("/me/").status_code, yonder.get("/me/").status_code) == (302, 200)
    here.post("/me/security/sessions/end/")
    assert (here.get("/me/").status_code, yonder.get("/me/").status_code) == (200, 302)
    here.post("/me/security/sessions/end/", {"here": "too"})
    assert here.get("/me/").status_code == 302
    assert stranger.get("/me/").status_code == 200


def test_an_administrator_signs_somebody_out_everywhere(anna, member, sign_in, at):
    client, _answer = sign_in(anna.email)
    actions.end_sessions(by=member(Role.ADMINISTRATOR, name="olga"), person=anna, at=at)
    assert client.get("/me/").status_code == 302
    assert Entry.objects.order_by("-id").first().verb == "accounts.end-sessions"
