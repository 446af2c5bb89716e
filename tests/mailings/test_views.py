import pytest

from accord.features.letters import actions as letters
from accord.features.mailings import actions
from accord.features.mailings.models import Mailing, Recipient
from accord.features.mailings.queries import token_of
from accord.features.stakeholders import actions as register
from accord.features.stakeholders.models import Consent
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.mailings.conftest import states, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture
def client(as_role):
    return as_role(Role.LEAD)


@pytest.fixture
def lead(client):
    return User.objects.get()


def body(answer):
    return answer.content.decode()


def test_one_is_made_ready_checked_and_sent(client, lead, template, news, reader, at, office):
    ann, _bo = reader("Ann"), reader("Bo", said="refused")
    street = register.add_segment(by=SYSTEM, name="Street", at=at)
    for one in (ann, _bo):
        register.pick(by=SYSTEM, segment=street, party=one, at=at)
    given = {
        "title": "Valve, June", "template": template.pk, "purpose": news.pk,
        "segments": [street.pk], "per_minute": 60,
    }  # fmt: skip
    refused = client.post("/mailings/add/", {**given, "parties": "Nobody Here"})
    assert (refused.status_code, "“Nobody Here” is not here." in body(refused)) == (422, True)
    assert client.post("/mailings/add/", given)["Location"] == "/mailings/ML-0001/"
    page = body(client.get("/mailings/ML-0001/"))
    assert "Check it: that says who gets it" in page
    client.post("/mailings/ML-0001/check/")
    page = body(client.get("/mailings/ML-0001/"))
    assert "Ann, we open the valve in June." in page
    assert "Left out: Said no to this" in page
    rows = body(client.get("/mailings/ML-0001/rows/left-out.opted-out/"))
    assert "Bo" in rows
    client.post("/mailings/ML-0001/begin/")
    work()
    page = body(client.get("/mailings/ML-0001/"))
    assert states(Mailing.objects.get()) == {"Ann": "sent", "Bo": "opted-out"}
    assert ("Begin to send" in page, "Pause" in page) == (False, False)
    assert "1 of 1" in body(client.get("/mailings/"))
    assert f"/stakeholders/{ann.ref}/" in body(client.get("/mailings/ML-0001/rows/sent/"))
    assert client.get("/mailings/ML-0001/rows/nonsense/").status_code == 404
    assert office.taken
    assert "They got" in body(client.get(f"/stakeholders/{ann.ref}/"))
    del lead


def test_who_may_not_see_somebody_reads_how_many(client, mailing, reader, as_role, lead):
    hidden = reader("Hidden", visibility="named")
    register.restrict(by=SYSTEM, party=hidden, visibility="named", readers=[lead], at=clock.now())
    made = mailing(hidden, reader("Ann"))
    actions.begin_mailing(by=lead, mailing=made, at=clock.now())
    assert "Hidden" in body(client.get(f"/mailings/{made.ref}/rows/waiting/"))
    other = as_role(Role.MANAGER)
    rows = body(other.get(f"/mailings/{made.ref}/rows/waiting/"))
    assert ("Hidden" in rows, "1 more is hidden from you" in rows) == (False, True)
    assert "Hidden" not in body(other.get(f"/mailings/{made.ref}/"))


def test_who_got_it_says_no_by_the_link(mailing, reader, lead, client, office, django_app_csrf):
    ann = reader("Ann")
    made = mailing(ann)
    actions.begin_mailing(by=lead, mailing=made, at=clock.now())
    work()
    stop = f"/mailings/stop/{token_of(Recipient.objects.get())}/"
    stranger = django_app_csrf
    page = stranger.get(stop)
    assert (page.status_code, "I want no more of it" in body(page)) == (200, True)
    assert "Ann" not in body(page)
    assert Consent.objects.filter(party=ann).count() == 1
    answer = stranger.post(stop, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, "You get no more of it" in body(answer)) == (200, True)
    assert [each.state for each in Consent.objects.filter(party=ann).order_by("pk")] == [
        "given", "withdrawn",
    ]  # fmt: skip
    assert stranger.get("/mailings/stop/1.nonsense/").status_code == 404
    assert stranger.post("/mailings/stop/1.nonsense/").status_code == 404
    page = body(client.get(f"/mailings/{made.ref}/"))
    assert "Said no by the link" in page
    del office


@pytest.fixture
def django_app_csrf():
    """Give a stranger's browser, whose forms are checked as everybody's."""
    from django.test import Client

    return Client(enforce_csrf_checks=True)


def test_pages_ask_no_more_of_many_than_of_one(
    client, mailing, reader, lead, template, at, django_assert_max_num_queries
):
    def count(n):
        made = mailing(*(reader(f"P{n} {k}", address=f"p{n}{k}@example.org") for k in range(n)))
        asked = {}
        for path in (f"/mailings/{made.ref}/", "/mailings/", f"/mailings/{made.ref}/rows/waiting/"):
            with django_assert_max_num_queries(60) as seen:
                client.get(path)
            asked[path.replace(made.ref, "")] = len(seen)
        return asked

    letters.sign(by=lead, language="en", text="Lena", at=at)
    client.get("/mailings/")
    count(3)
    assert count(3) == count(5)
    del template
