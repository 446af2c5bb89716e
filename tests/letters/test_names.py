"""Letters in a colleague's name, and the choice of address."""

import pytest

from accord.features.letters import actions, queries
from accord.features.letters.models import Addressee, Allowance
from accord.features.stakeholders.actions import ContactDetails, add_contact_point
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.letters.conftest import leave, reachable, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture
def boss(person):
    found = person(name="Bea Boss")
    type(found).objects.filter(pk=found.pk).update(email="bea@water.example")
    found.refresh_from_db()
    return found


@pytest.fixture
def ann(person):
    found = person(name="Ann Arro")
    type(found).objects.filter(pk=found.pk).update(email="ann@water.example")
    found.refresh_from_db()
    return found


def test_a_letter_in_a_colleagues_name_says_who_wrote_it(ann, boss, mari, office):
    now = clock.now()
    with pytest.raises(Invalid):
        write(ann, now, mari, sender=boss)
    actions.allow(by=boss, colleague=ann, at=now)
    actions.sign(by=boss, language="en", text="Bea, director", at=now)
    letter = write(ann, now, mari, sender=boss, text="I am {{ author.name }}.")
    actions.send_letter(by=ann, letter=letter, at=now)
    type(letter).objects.update(send_at=now)
    leave()
    [mail] = [each for each in office.taken if "mari@" in str(each["To"])]
    assert str(mail["From"]) == "Bea Boss <bea@water.example>"
    assert str(mail["Sender"]) == "ann@water.example"
    assert mail.get_content().splitlines() == ["I am Bea Boss.", "", "-- ", "Bea, director"]
    letter.refresh_from_db()
    assert (letter.state, letter.message.sender_name, letter.message.owner) == (
        "sent", "Bea Boss", ann,
    )  # fmt: skip


def test_what_was_allowed_is_taken_back_before_it_leaves(ann, boss, mari, office):
    now = clock.now()
    allowed = actions.allow(by=boss, colleague=ann, at=now)
    letter = write(ann, now, mari, sender=boss)
    actions.send_letter(by=ann, letter=letter, at=now)
    with pytest.raises(NotAllowed):
        actions.disallow(by=ann, allowance=allowed, at=now)
    actions.disallow(by=boss, allowance=allowed, at=now)
    type(letter).objects.update(send_at=now)
    leave()
    letter.refresh_from_db()
    assert (letter.state, "does not let its author" in letter.trouble) == ("failed", True)
    assert not OutMail.objects.filter(kind="letter").exists()
    assert [mail for mail in office.taken if "mari@" in str(mail["To"])] == []
    draft = write(ann, now, mari)
    type(draft).objects.filter(pk=draft.pk).update(sender=boss)
    draft.refresh_from_db()
    with pytest.raises(Invalid):
        actions.send_letter(by=ann, letter=draft, at=now)


def test_one_allows_colleagues_on_ones_own_page(ann, boss, client, at):
    client.force_login(boss)
    assert client.post("/letters/allow/", {"colleague": ann.pk}).status_code == 302
    again = client.post("/letters/allow/", {"colleague": ann.pk})
    assert (again.status_code, "They may already." in again.content.decode()) == (422, True)
    assert client.post("/letters/allow/", {"colleague": boss.pk}).status_code == 422
    assert "Ann Arro" in client.get("/letters/templates/").content.decode()
    client.force_login(ann)
    assert "Bea Boss" in client.get("/letters/write/").content.decode()
    key = Allowance.objects.get().pk
    assert client.post(f"/letters/allow/{key}/end/").status_code == 404
    client.force_login(boss)
    client.post(f"/letters/allow/{key}/end/")
    assert Allowance.objects.count() == 0
    assert not queries.names_open_to(ann).exists()
    del at


def test_one_of_several_addresses_is_chosen_and_kept(ann, at, client):
    mari = reachable("Mari Mägi", "mari@example.org", at)
    other = ContactDetails("mail", "office@example.org")
    add_contact_point(by=SYSTEM, party=mari, details=other, at=at)
    now = clock.now()
    letter = write(ann, now, mari)
    row = Addressee.objects.get()
    assert row.address == "mari@example.org"
    client.force_login(ann)
    page = client.get(f"/letters/{letter.ref}/").content.decode()
    assert "Another address" in page
    where = f"/letters/{letter.ref}/address/{row.pk}/"
    assert client.post(where, {"address": "nobody@example.org"}).status_code == 422
    assert client.post(where, {"address": "office@example.org"}).status_code == 302
    row.refresh_from_db()
    assert row.address == "office@example.org"
    details = actions.LetterDetails(parties=(mari,), subject="S", text="T")
    letter.refresh_from_db()
    actions.rewrite_letter(by=ann, letter=letter, details=details, at=now)
    row.refresh_from_db()
    assert row.address == "office@example.org"
    with pytest.raises(Invalid):
        actions.choose_address(by=ann, letter=letter, addressee=row, address="x@y.z", at=now)
    actions.send_letter(by=ann, letter=letter, at=now)
    with pytest.raises(Stale):
        actions.choose_address(
            by=ann, letter=letter, addressee=row, address="mari@example.org", at=now
        )
