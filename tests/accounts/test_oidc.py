"""Sign-in by a provider: one good way in, and every broken one refused with nothing changed."""

import re
import time
from html import unescape
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accord.foundation.accounts.models import User
from accord.foundation.accounts.oidc import Session as Asking
from accord.foundation.accounts.oidc import verified
from accord.foundation.journal.models import Entry
from tests.accounts.provider import CLIENT

pytestmark = [pytest.mark.django_db, pytest.mark.either]


def depart(client, *, process="login", follow=True):
    """Press the button; give the address at the provider, after going there unless told not to."""
    path = reverse("openid_connect_login", args=["oidc"])
    page = client.post(f"{path}?process={process}")
    assert page.status_code == 200
    away = unescape(re.search(r'content="0;url=([^"]+)"', page.content.decode())[1])
    if not follow:
        return away
    answer = requests.get(away, allow_redirects=False, timeout=5)
    return answer.headers["Location"]


def arrive(client, address):
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")


def come_back(client, **options):
    return arrive(client, depart(client, **options))


def signed_in_as(client):
    return client.session.get("_auth_user_id")


@pytest.fixture
def anna(member):
    return member(name="anna")


@pytest.fixture
def linked(anna, provider, sign_in):
    client, _answer = sign_in(anna.email)
    assert come_back(client, process="connect").headers["Location"] == "/me/security/"
    return anna


def test_linking_and_signing_in_ask_with_code_pkce_state_and_nonce(linked, provider):
    account = SocialAccount.objects.get()
    assert (account.user_id, account.extra_data["iss"], account.extra_data["sub"]) == (
        linked.pk, provider.url, "subject-1",
    )  # fmt: skip
    assert "subject" not in account.uid
    client = Client()
    answer = come_back(client)
    assert (answer.status_code, signed_in_as(client)) == (302, str(linked.pk))
    asked = provider.asked[-1]
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert len(asked["nonce"]) >= 22
    assert len(asked["state"]) >= 16
    first, second = (parse_qs(urlsplit(depart(Client(), follow=False)).query) for _ in range(2))
    assert first["nonce"] != second["nonce"]
    assert first["code_challenge"] != second["code_challenge"]
    assert first["state"] != second["state"]
    newest = Entry.objects.filter(verb="accounts.sign-in").order_by("-id").first()
    assert newest.details["how"] == "oidc"


def test_an_identity_nobody_linked_makes_no_account_and_no_match_by_mail(provider, member):
    member(name="anna")  # the same address as the provider's token says
    client = Client()
    answer = come_back(client)
    assert answer.headers["Location"] == "/sign-in/"
    assert "linked this sign-in yet" in client.get("/sign-in/").content.decode()
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)
    assert signed_in_as(client) is None


SPOILED = {
    "alg none": lambda p: setattr(p, "sign", p.unsigned),
    "HS256 with the public key": lambda p: setattr(p, "sign", p.public_key_as_secret),
    "HS256 with the client's secret": lambda p: setattr(p, "sign", p.client_secret_as_key),
    "a stranger's key": lambda p: setattr(p, "sign", p.strangers_key),
    "a torn signature": lambda p: setattr(p, "sign", p.torn),
    "claims swapped under the signature": lambda p: setattr(p, "sign", p.swapped),
    "no token": lambda p: setattr(p, "sign", lambda _claims: ""),
    "no token but words": lambda p: setattr(p, "sign", lambda _claims: "a.b.c"),
    "an unknown key": lambda p: p.header.update(kid="k9"),
    "another issuer": lambda p: p.claims.update(iss="https://elsewhere.example"),
    "no issuer": lambda p: setattr(p, "dropped", ("iss",)),
    "another audience": lambda p: p.claims.update(aud="somebody-else"),
    "no audience": lambda p: setattr(p, "dropped", ("aud",)),
    "two audiences and no party": lambda p: p.claims.update(aud=[CLIENT, "x"]),
    "another party": lambda p: p.claims.update(azp="somebody-else"),
    "run out": lambda p: p.claims.update(exp=int(time.time()) - 61),
    "no end": lambda p: setattr(p, "dropped", ("exp",)),
    "not begun": lambda p: p.claims.update(nbf=int(time.time()) + 600),
    "from the future": lambda p: p.claims.update(iat=int(time.time()) + 600),
    "no beginning": lambda p: setattr(p, "dropped", ("iat",)),
    "another nonce": lambda p: p.claims.update(nonce="of-another-sign-in"),
    "no nonce": lambda p: setattr(p, "dropped", ("nonce",)),
    "an empty nonce": lambda p: p.claims.update(nonce=""),
    "no subject": lambda p: setattr(p, "dropped", ("sub",)),
    "an empty subject": lambda p: p.claims.update(sub=""),
    "a number for a subject": lambda p: p.claims.update(sub=7),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_token_opens_nothing_and_changes_nothing(linked, provider, how):
    SPOILED[how](provider)
    entries, client = Entry.objects.count(), Client()
    answer = come_back(client)
    assert answer.headers["Location"] == "/sign-in/"
    assert signed_in_as(client) is None
    assert Entry.objects.count() == entries
    provider.reset()
    assert come_back(client).status_code == 302
    assert signed_in_as(client) == str(linked.pk)


def test_a_code_or_state_works_once_and_only_in_the_browser_that_asked(linked, provider):
    thief, client = Client(), Client()
    back = depart(client)
    assert arrive(thief, back).headers["Location"] == "/sign-in/"
    assert signed_in_as(thief) is None
    assert arrive(client, back).status_code == 302
    assert signed_in_as(client) == str(linked.pk)

    provider.takes_codes_twice = True
    other = Client()
    back = depart(other)
    arrive(other, back)
    other.post(reverse("account_logout"))
    assert arrive(other, back).headers["Location"] == "/sign-in/"
    assert signed_in_as(other) is None


def test_a_code_of_somebody_else_is_stopped_by_pkce_and_nonce(linked, provider):
    """The thief puts the code that a victim got into an answer to a question of their own."""
    stolen = parse_qs(urlsplit(depart(Client())).query)["code"][0]
    thief = Client()
    mine = parse_qs(urlsplit(depart(thief)).query)
    path = reverse("openid_connect_callback", args=["oidc"])
    answer = thief.get(path, {"code": stolen, "state": mine["state"][0]})
    assert answer.headers["Location"] == "/sign-in/"
    assert signed_in_as(thief) is None


def test_an_answer_that_names_another_issuer_is_refused(linked, provider):
    client = Client()
    back = depart(client)
    assert (
        arrive(client, f"{back}&iss=https%3A%2F%2Felsewhere.example").headers["Location"]
        == "/sign-in/"
    )
    assert signed_in_as(client) is None


def test_the_page_can_not_be_talked_into_another_nonce_or_scope(linked, provider):
    client = Client()
    path = reverse("openid_connect_login", args=["oidc"])
    page = client.post(f"{path}?auth_params=nonce%3Dmine%26prompt%3Dnone&scope=everything")
    away = unescape(re.search(r'content="0;url=([^"]+)"', page.content.decode())[1])
    asked = {name: values[0] for name, values in parse_qs(urlsplit(away).query).items()}
    assert asked["nonce"] != "mine"
    assert "prompt" not in asked
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}


def test_linking_needs_a_fresh_session_and_its_own_person(anna, provider, sign_in, member):
    client, _answer = sign_in(anna.email)
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [r | {"at": r["at"] - 301} for r in records]
    session.save()
    assert come_back(client, process="connect").headers["Location"] == "/confirm/"
    assert SocialAccount.objects.count() == 0

    piotr = member(name="piotr")
    first, _answer = sign_in(anna.email)
    back = depart(first, process="connect")
    first.post(reverse("account_logout"))
    sign_in(piotr.email, client=first)
    arrive(first, back)
    assert SocialAccount.objects.count() == 0


def test_one_identity_belongs_to_one_account(linked, provider, member, sign_in):
    client, _answer = sign_in(member(name="piotr").email)
    come_back(client, process="connect")
    assert list(SocialAccount.objects.values_list("user_id", flat=True)) == [linked.pk]
    assert "belongs to another account" in client.get("/me/security/").content.decode()


def test_the_same_subject_of_another_issuer_is_somebody_else(linked, provider, settings):
    from tests.accounts.provider import Provider

    with Provider() as other:
        settings.SOCIALACCOUNT_PROVIDERS = other.settings()
        client = Client()
        come_back(client)
    assert signed_in_as(client) is None


def test_linking_ends_other_sessions_and_is_told(anna, provider, sign_in, outbox):
    there, _answer = sign_in(anna.email)
    here, _answer = sign_in(anna.email)
    come_back(here, process="connect")
    assert here.get("/me/security/").status_code == 200
    assert there.get("/me/security/").status_code == 302
    assert outbox()[-1] == "accounts.security-changed"


def test_an_administrator_who_comes_by_the_provider_needs_the_second_factor(
    provider, member, sign_in, with_app
):
    olga = member(name="olga")
    client, _answer = sign_in(olga.email)
    come_back(client, process="connect")
    with_app(olga)
    fresh = Client()
    assert come_back(fresh).headers["Location"] == "/sign-in/code/"
    assert signed_in_as(fresh) is None


def test_a_closed_account_stays_closed_by_the_provider(linked, provider):
    User.objects.filter(pk=linked.pk).update(is_active=False)
    client = Client()
    assert come_back(client).headers["Location"] == "/sign-in/"
    assert signed_in_as(client) is None


@pytest.mark.parametrize("how", ["away", "lying", "babbling"])
def test_a_provider_that_does_not_answer_right_is_a_sentence_and_no_fault(linked, provider, how):
    if how == "away":
        provider.server.shutdown()
        provider.server.server_close()
    elif how == "lying":
        provider.issuer = "https://elsewhere.example"
    else:
        provider.configuration = lambda: {"issuer": provider.url}
    client = Client()
    answer = client.post(reverse("openid_connect_login", args=["oidc"]))
    assert answer.headers["Location"] == "/sign-in/"
    assert "That did not work." in client.get("/sign-in/").content.decode()


def test_going_there_is_a_button_and_not_a_link(provider):
    path = reverse("openid_connect_login", args=["oidc"])
    before = Session.objects.count()
    assert Client().get(path).status_code == 405
    assert Client().post(reverse("openid_connect_login", args=["other"])).status_code == 404
    assert Session.objects.count() == before


def test_the_provider_is_asked_over_tls_alone_except_on_this_machine():
    for url in ("http://id.example/keys", "ftp://id.example", "file:///etc/passwd"):
        with pytest.raises(OAuth2Error), Asking() as session:
            session.get(url)


def test_a_shared_key_in_the_list_of_keys_proves_nothing():
    token = jwt.encode({"sub": "x"}, "k" * 32, algorithm="HS256", headers={"kid": "k"})
    keys = {"keys": [{"kty": "oct", "kid": "k", "k": "a2tr", "alg": "HS256"}]}
    for kind in ("HS256", "RS256"):
        keys["keys"][0]["alg"] = kind
        with pytest.raises(OAuth2Error):
            verified(token, keys=keys, issuer="i", client_id="c", nonce="n")
