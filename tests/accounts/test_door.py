"""The door over HTTP: who is let in, and what is given away."""

import statistics
import time
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accord.foundation.accounts import actions, links
from accord.foundation.accounts.models import Brake, Device, User
from accord.foundation.journal.models import Entry, Letter
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "seven quiet herons wait"


@pytest.fixture
def anna(member):
    return member(name="anna")


def who(client):
    return client.session.get("_auth_user_id")


def body_of(answer):
    """A page without what differs in each: the token against forged forms and the typed address."""
    text = answer.content.decode()
    for line in ("csrfmiddlewaretoken", 'name="login"', 'name="email"', "X-CSRFToken", "data-csrf"):
        text = "\n".join(part for part in text.splitlines() if line not in part)
    return answer.status_code, text


def last_told(name):
    return Letter.objects.filter(name=name).order_by("-id").values_list("body", flat=True).first()


def test_the_right_password_opens_the_door_and_leaves_a_trail(anna, sign_in, outbox):
    client, answer = sign_in(anna.email)
    assert (answer.status_code, who(client)) == (302, str(anna.pk))
    assert Entry.objects.values_list("verb", "by_id", "details").get() == (
        "accounts.sign-in", anna.pk, {"how": "password", "device": "?"},
    )  # fmt: skip
    assert outbox() == []
    assert UserSession.objects.filter(user=anna).count() == 1


@pytest.mark.parametrize("email", ["ANNA@Example.org", " anna@example.org "])
def test_an_address_may_be_typed_anyhow(anna, sign_in, email):
    client, _answer = sign_in(email)
    assert who(client) == str(anna.pk)


def test_a_password_is_taken_as_it_is(member, sign_in):
    spaced = "  spaces at both ends  "
    member(name="anna", password=spaced)
    assert who(sign_in("anna@example.org", spaced.strip())[0]) is None
    assert who(sign_in("anna@example.org", spaced.upper())[0]) is None
    assert who(sign_in("anna@example.org", spaced)[0]) is not None


def test_nothing_tells_a_wrong_password_from_an_unknown_or_closed_account(anna, member, sign_in):
    member(name="gone", is_active=False)
    tries = [
        (anna.email, "wrong password here"),
        ("nobody@example.org", "wrong password here"),
        ("gone@example.org", "wrong password here"),
        ("gone@example.org", PASSWORD),
    ]
    pages = {body_of(sign_in(email, password)[1]) for email, password in tries}
    assert len(pages) == 1
    assert "do not go together" in next(iter(pages))[1]
    cookies = {frozenset(sign_in(email, password)[0].cookies) for email, password in tries}
    assert len(cookies) == 1


def test_a_letter_for_a_new_password_is_promised_to_everybody_alike(anna, outbox):
    def ask(email):
        client = Client()
        first = client.post("/forgotten/", {"email": email})
        return first.status_code, first.headers["Location"], body_of(client.get("/forgotten/sent/"))

    assert ask("anna@example.org") == ask("nobody@example.org")
    assert outbox() == ["accounts.reset-asked"] * 2


@pytest.mark.walk
@pytest.mark.usefixtures("real_hasher")
def test_how_long_it_takes_says_nothing(member, sign_in):
    """Medians of interleaved tries; the width allows for a machine that does other work."""

    anna = member(name="Anna")

    def seconds(email):
        Brake.objects.all().delete()
        started = time.process_time()
        sign_in(email, "wrong password here")
        return time.process_time() - started

    seconds(anna.email)
    known, unknown = [], []
    for _ in range(9):
        known.append(seconds(anna.email))
        unknown.append(seconds("nobody@example.org"))
    ratio = statistics.median(known) / statistics.median(unknown)
    assert 0.8 < ratio < 1.25


def test_a_guesser_is_slowed_and_the_owner_comes_in_from_elsewhere(anna, sign_in):
    for _ in range(5):
        sign_in(anna.email, "wrong password here", REMOTE_ADDR="192.0.2.1")
    client, answer = sign_in(anna.email, REMOTE_ADDR="192.0.2.99")
    assert "Too many tries." in answer.content.decode()
    assert who(client) is None
    client, _answer = sign_in(anna.email, REMOTE_ADDR="198.51.100.1")
    assert who(client) == str(anna.pk)


def test_an_unknown_account_is_slowed_just_the_same(anna, sign_in):
    pages = []
    with time_machine.travel("2026-05-04T12:00:00Z", tick=False):
        for email in (anna.email, "nobody@example.org"):
            for _ in range(6):
                _client, answer = sign_in(email, "wrong password here")
            pages.append(body_of(answer))
    assert pages[0] == pages[1]
    assert "Try again in 5 seconds." in pages[0][1]


def test_a_browser_that_came_in_before_is_not_slowed_by_strangers(anna, sign_in):
    client, _answer = sign_in(anna.email)
    client.post(reverse("account_logout"))
    for _ in range(8):
        sign_in(anna.email, "wrong password here")
    sign_in(anna.email, client=client)
    assert who(client) == str(anna.pk)


def test_a_new_browser_is_told_about_and_a_known_one_is_not(anna, sign_in, outbox):
    client, _answer = sign_in(anna.email)
    client.post(reverse("account_logout"))
    sign_in(anna.email, client=client)
    assert (Device.objects.count(), outbox()) == (1, [])
    sign_in(anna.email, headers={"user-agent": "X Firefox/140 Linux"}, REMOTE_ADDR="198.51.100.9")
    assert outbox() == ["accounts.new-device"]
    told = last_told("accounts.new-device")
    assert (told["person_id"], told["device"], told["network"]) == (
        anna.pk, "Firefox, Linux", "198.51.100.0/24",
    )  # fmt: skip


def test_a_form_of_another_site_signs_nobody_in(anna):
    client = Client(enforce_csrf_checks=True)
    said = {"login": anna.email, "password": PASSWORD}
    assert client.post("/sign-in/", said).status_code == 403
    client.get("/sign-in/")
    token = client.cookies["csrf"].value
    foreign = client.post(
        "/sign-in/",
        said | {"csrfmiddlewaretoken": token},
        headers={"origin": "https://evil.example"},
    )
    assert (foreign.status_code, who(client)) == (403, None)


@pytest.mark.parametrize(
    "wish",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)",
     "https:evil.example", "\thttps://evil.example"],
)  # fmt: skip
def test_the_way_on_never_leads_away(anna, wish):
    client = Client()
    answer = client.post("/sign-in/", {"login": anna.email, "password": PASSWORD, "next": wish})
    assert "evil" not in answer.headers["Location"]
    answer = client.post("/language/", {"language": "pl", "next": wish})
    assert answer.headers["Location"] == "/"
    answer = client.post(f"/sign-out/?next={wish}")
    assert "evil" not in answer.headers["Location"]


def test_a_new_password_ends_other_sessions_and_is_told(anna, sign_in, outbox):
    there, here = (sign_in(anna.email)[0] for _ in range(2))
    path = "/me/security/password/"
    wrong = here.post(path, {"oldpassword": "wrong password here", "password1": NEW})
    assert "This is not your password." in wrong.content.decode()
    weak = here.post(path, {"oldpassword": PASSWORD, "password1": "password"})
    assert "Too short" in weak.content.decode()
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)
    assert here.post(path, {"oldpassword": PASSWORD, "password1": NEW}).status_code == 302
    anna.refresh_from_db()
    assert anna.check_password(NEW)
    assert (here.get("/me/").status_code, there.get("/me/").status_code) == (200, 302)
    assert last_told("accounts.security-changed")["what"] == "password-changed"
    assert "argon2" not in str(list(Entry.objects.values()))


def test_guessing_the_old_password_is_slowed(anna, sign_in):
    client, _answer = sign_in(anna.email)
    for _ in range(5):
        client.post("/me/security/password/", {"oldpassword": "wrong one", "password1": NEW})
    for path, said in (
        ("/me/security/password/", {"oldpassword": PASSWORD, "password1": NEW}),
        ("/confirm/", {"password": PASSWORD}),
    ):
        assert "Too many tries." in client.post(path, said).content.decode()


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(anna, sign_in):
    there, _answer = sign_in(anna.email)
    anna.refresh_from_db()
    path = links.reset_link(anna).partition("//")[2].partition("/")[2]
    client = Client()
    form = client.get(f"/{path}", follow=True)
    shown = form.redirect_chain[-1][0]
    assert path.rsplit("-", 1)[-1].strip("/") not in shown
    assert client.post(shown, {"password1": "password"}).status_code == 200
    answer = client.post(shown, {"password1": NEW})
    assert answer.headers["Location"] == "/forgotten/done/"
    anna.refresh_from_db()
    assert anna.check_password(NEW)
    assert (who(client), there.get("/me/").status_code) == (None, 302)
    assert last_told("accounts.security-changed")["what"] == "password-reset"
    again = Client().get(f"/{path}", follow=True)
    assert "can't be used any more" in again.content.decode().replace("&#39;", "'")


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_a_link_to_a_new_password_lives_an_hour(anna, minutes, works):
    with time_machine.travel("2026-05-04T12:00:00Z", tick=False) as now:
        path = links.reset_link(anna).partition("//")[2].partition("/")[2]
        now.shift(timedelta(minutes=minutes))
        form = Client().get(f"/{path}", follow=True)
    assert ("password1" in form.content.decode()) == works


def test_letters_to_one_address_are_few(anna, outbox):
    for _ in range(6):
        assert Client().post("/forgotten/", {"email": anna.email}).status_code == 302
    assert outbox() == ["accounts.reset-asked"] * 3


def test_asking_for_letters_is_slowed_by_network(outbox):
    answers = [Client().post("/forgotten/", {"email": f"p{n}@example.org"}) for n in range(22)]
    assert [answer.status_code for answer in answers[:20]] == [302] * 20
    assert "Too many tries." in answers[-1].content.decode()
    assert len(outbox()) == 20


def test_a_mail_address_changes_by_the_letter_to_the_new_one(anna, member, sign_in, outbox):
    client, _answer = sign_in(anna.email)
    client.post("/me/mail/", {"email": "New@example.org"})
    assert last_told("accounts.mail-change-asked")["email"] == "new@example.org"
    path = f"/me/mail/{links.mail_change_token(anna, 'new@example.org')}/"
    assert client.get(path).status_code == 200
    anna.refresh_from_db()
    assert anna.email == "anna@example.org"
    client.post(path)
    anna.refresh_from_db()
    assert anna.email == "new@example.org"
    told = last_told("accounts.mail-changed")
    assert (told["old_email"], told["new_email"]) == ("anna@example.org", "new@example.org")
    assert "can't be used" in client.post(path).content.decode().replace("&#39;", "'")
    # Whether somebody has an address is not to be learnt here.
    member(name="piotr")
    before = outbox()
    for email in ("piotr@example.org", "nobody@example.org"):
        answer = client.post("/me/mail/", {"email": email})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/me/security/")
    assert len(outbox()) == len(before) + 1


def test_nobody_can_sign_up_and_no_page_of_the_library_is_left_open():
    for path in ("/signup/", "/accounts/signup/", "/accounts/login/", "/accounts/email/"):
        assert Client().get(path).status_code == 404


def test_a_service_never_comes_in_by_the_door(person, sign_in, at):
    boss = person(Role.ADMINISTRATOR, name="boss")
    actions.make_service_token(
        by=boss, name="Billing", role=Role.VIEWER, department=None, scopes=["read"], days=1, at=at
    )
    service = User.objects.get(is_service=True)
    service.set_password(PASSWORD)
    service.save()
    assert who(sign_in(service.email)[0]) is None


@pytest.mark.parametrize("language", ["pl", "et", "ru", "zh-hans"])
def test_the_door_speaks_the_language_that_was_chosen(language):
    client = Client()
    client.post("/language/", {"language": language, "next": "/sign-in/"})
    page = client.get("/sign-in/")
    assert page.headers["Content-Language"] == language
    client.post("/language/", {"language": "xx"})
    assert client.get("/sign-in/").headers["Content-Language"] == language


def test_signed_in_pages_and_the_door_are_never_kept(anna, sign_in):
    client, answer = sign_in(anna.email)
    pages = [answer, client.get("/me/"), client.get("/me/security/"), Client().get("/sign-in/")]
    assert all("no-store" in page.headers["Cache-Control"] for page in pages)


def test_what_is_over_is_tidied_away_and_what_lasts_stays(anna, sign_in):
    client, _answer = sign_in(anna.email)
    gone, _answer = sign_in(anna.email)
    Session.objects.filter(pk=gone.session.session_key).delete()
    now = clock.now()
    actions.forget_sessions(at=now)
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [
        client.session.session_key
    ]
    assert client.get("/me/").status_code == 200
    assert (actions.forget_devices(at=now), Device.objects.count()) == (0, 2)
    assert actions.forget_devices(at=now + timedelta(days=366)) == 2
    assert actions.forget_sessions(at=now + timedelta(days=15)) >= 1
    assert UserSession.objects.count() == 0
