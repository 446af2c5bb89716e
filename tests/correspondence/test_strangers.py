"""People we talk to and do not manage: counted from mail, made known by people."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.correspondence import actions, queries
from accord.features.correspondence.models import Outsider, Sighting
from accord.features.stakeholders.actions import ContactDetails, add_contact_point, erase_party
from accord.features.stakeholders.models import ContactPoint
from accord.foundation.arrivals import actions as arrivals
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.arrivals.letters import letter
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:1@else.example
DTSTART:20260505T100000Z
ORGANIZER;CN=Olga:mailto:olga@else.example
ATTENDEE;CN=Ann:mailto:ann@example.org
ATTENDEE;CN=Peter Tamm:MAILTO:Peter@else.example
END:VEVENT
END:VCALENDAR"""


@pytest.fixture
def me(person, settings):
    settings.DEFAULT_FROM_EMAIL = "accord@water.example"
    return person(name="ann")


def take(owner, at, *letters, **fields):
    way = arrivals.Way(source="test", owner_id=owner.pk, **fields)
    arrivals.take_in(by=owner, letters=letters, way=way, at=at)
    arrivals.file_new(by=SYSTEM, at=at)


def known(at, name="Mari", address="mari@vald.example", **fields):
    found = party(name, **fields)
    details = ContactDetails("mail", address)
    add_contact_point(by=SYSTEM, party=found, details=details, at=at)
    return found


def met(user, at):
    return [(one.address, one.name, one.count) for one in queries.strangers(user, at).rows]


def test_who_is_in_two_mails_is_somebody_we_talk_to(me, at):
    known(at)
    who = "Who <who@else.example>"
    take(
        me, at,
        letter(1, sender=who), letter(2, sender="ann@example.org", to=who),
        letter(3, more="Cc: who@else.example, once@else.example, mari@vald.example\n"),
        letter(4, sender="once.too@else.example", more="Precedence: bulk\n"),
        letter(5, to="ann@example.org, no-reply@else.example"),
        letter(6, to="ann@example.org, no-reply@else.example"),
    )  # fmt: skip
    [one] = queries.strangers(me, at).rows
    assert (one.address, one.name, dict(one.roles), dict(one.people), one.house) == (
        "who@else.example", "Who", {"wrote": 1, "read": 2}, {"ann": 3}, None,
    )  # fmt: skip
    assert queries.strangers(me, at).total == 1
    assert [each.message_id for each in queries.mail_in_which(me, one.address)] == [
        "3@vald.example", "2@vald.example", "1@vald.example",
    ]  # fmt: skip


def test_who_is_on_the_list_of_an_invitation_is_met(me, at):
    known(at)
    more = "MIME-Version: 1.0\nContent-Type: text/calendar; method=REQUEST\n"
    take(me, at, letter(1, more=more, text=INVITATION), letter(2, more=more, text=INVITATION))
    assert met(me, at) == [
        ("olga@else.example", "Olga", 2),
        ("peter@else.example", "Peter Tamm", 2),
    ]
    assert set(Sighting.objects.values_list("role", flat=True)) == {"meets"}


def test_mail_of_before_that_is_not_kept_still_tells_its_owner_whom_they_know(me, at, person):
    mails = [letter(n, sender="who@else.example") for n in (1, 2)]
    take(me, at, *mails, is_archive=True)
    assert met(me, at) == [("who@else.example", "", 2)]
    assert met(person(), at) == []
    assert queries.mail_in_which(me, "who@else.example").count() == 0


def test_what_is_old_does_not_count_and_is_forgotten(me, at):
    mails = [letter(n, sender="who@else.example") for n in (1, 2)]
    take(me, at, *mails)
    assert met(me, at + timedelta(days=364)) == [("who@else.example", "", 2)]
    assert met(me, at + timedelta(days=366)) == []
    assert actions.forget_strangers(by=SYSTEM, at=at + timedelta(days=399)) == 0
    assert actions.forget_strangers(by=SYSTEM, at=at + timedelta(days=402)) == 2
    take(me, at, letter(3, sender="aside@else.example"), is_archive=True)
    assert actions.forget_strangers(by=SYSTEM, at=at + timedelta(days=91)) == 1


def test_nobody_learns_who_is_in_the_mail_of_others(me, at, person):
    other, shown = person(), known(at)
    mails = [letter(n, more="Cc: who@else.example\n") for n in (1, 2)]
    take(me, at, *mails)
    assert met(other, at) == []
    take(me, at, *(letter(n, more="Cc: cc@else.example\n") for n in (3, 4)), sight="everyone")
    assert met(other, at) == [("cc@else.example", "", 2)]
    for address in ("who@else.example", "nobody@else.example"):
        with pytest.raises(Invalid):
            actions.call_outsider(by=other, address=address, at=at)
        with pytest.raises(Invalid):
            actions.give_stranger(by=other, address=address, party=shown, at=at)
    assert not Outsider.objects.exists()
    assert ContactPoint.objects.count() == 1


def test_an_address_that_is_given_to_a_stakeholder_is_known(me, at):
    coop = party("Co-op")
    take(me, at, *(letter(n, sender="who@else.example") for n in (1, 2)))
    actions.give_stranger(by=me, address="who@else.example", party=coop, at=at)
    assert met(me, at) == []
    assert ContactPoint.objects.get().party == coop
    erase_party(by=SYSTEM, party=coop, reason="asked for it", at=at)
    assert not Sighting.objects.exists()


def test_who_is_no_stakeholder_is_asked_about_no_more_until_it_is_taken_back(me, at, person):
    take(me, at, *(letter(n, sender="who@else.example") for n in (1, 2)))
    viewer, before = person(Role.VIEWER), Entry.objects.count()
    with pytest.raises(NotAllowed):
        actions.call_outsider(by=viewer, address="who@else.example", at=at)
    assert (Outsider.objects.count(), Entry.objects.count()) == (0, before)
    row = actions.call_outsider(by=me, address="who@else.example", at=at)
    assert met(me, at) == []
    with pytest.raises(Stale):
        actions.call_outsider(by=me, address="who@else.example", at=at)
    with pytest.raises(NotAllowed):
        actions.ask_again(by=viewer, row=row, at=at)
    actions.ask_again(by=me, row=row, at=at)
    assert met(me, at) == [("who@else.example", "", 2)]


def test_colleagues_and_blocked_ones_are_left_out(me, at, person):
    take(
        me, at,
        *(letter(n, sender="new@example.org") for n in (1, 2)),
        *(letter(n, sender="bad@bad.example") for n in (3, 4)),
    )  # fmt: skip
    actions.block(by=me, pattern="@bad.example", owner=me, at=at)
    assert met(me, at) == [("new@example.org", "", 2)]
    person(name="new")
    assert met(me, at) == []


def test_the_house_is_that_of_whom_the_domain_wrote_for(me, at):
    town = known(at, "Vald", kind="organisation")
    take(me, at, letter(1), *(letter(n, sender="clerk@vald.example") for n in (2, 3)))
    [one] = queries.strangers(me, at).rows
    assert (one.address, one.house) == ("clerk@vald.example", town)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_no_more_for_many(client, me, at, count, django_assert_num_queries):
    known(at, "Vald")
    for who in range(count):
        mails = [letter(10 * who + n, sender=f"{who}@vald.example") for n in (1, 2)]
        take(me, at, *mails)
    with django_assert_num_queries(6):
        assert len(queries.strangers(me, at).rows) == count


def test_the_page_offers_what_can_be_done(client, me, at):
    client.force_login(me)
    take(me, at, *(letter(n, sender="Who Knows <who@else.example>") for n in (1, 2)))
    words = client.get(reverse("correspondence:strangers")).content.decode()
    assert "Who Knows" in words
    assert "?name=Who+Knows&amp;kind=person&amp;mail=who%40else.example" in words
    form = client.get("/stakeholders/add/?name=Who+Knows&mail=who%40else.example").content.decode()
    assert 'value="who@else.example"' in form
    there = reverse("correspondence:stranger") + "?address=who%40else.example"
    assert "/inbox/M-0001/" in client.get(there).content.decode()
    said = {"address": "who@else.example"}
    assert client.post(reverse("correspondence:stranger-dismiss"), said).status_code == 302
    words = client.get(reverse("correspondence:strangers")).content.decode()
    assert "Who Knows" not in words
    assert "ann said so on" in words
