"""Copies and letters on paper: printed in one file, filed once they were posted."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accord.features.engagement.models import Interaction
from accord.features.letters import actions as letters
from accord.features.letters.models import Addressee
from accord.features.letters.queries import visible_to as letters_visible_to
from accord.features.mailings import actions
from accord.features.stakeholders import actions as register
from accord.features.stakeholders.models import TimelineRow
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.posting import lines_of
from tests.factories.stakeholders import party
from tests.letters.conftest import write
from tests.mailings.conftest import states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
HOME = "Long Street 4, 10115 Hollin"


def at_home(whom, at):
    details = register.ContactDetails("postal", HOME)
    register.add_contact_point(by=SYSTEM, party=whom, details=details, at=at)
    return whom


def pages(body):
    assert body.startswith(b"%PDF")
    return int(re.search(rb"/Type/Pages/Count (\d+)", body)[1])


def test_who_wants_paper_gets_it_printed_and_on_their_timeline(
    mailing, reader, news, lead, client, at
):
    ann = at_home(reader("Ann", preferred_channel="postal"), at)
    bo = at_home(reader("Bo", preferred_channel="postal"), at)
    made = mailing(ann, bo, reader("Cyd"))
    assert states(made) == {"Ann": "paper", "Bo": "paper", "Cyd": "waiting"}
    with pytest.raises(Stale):
        actions.note_posted(by=lead, mailing=made, posted_at=at, at=at)
    actions.begin_mailing(by=lead, mailing=made, at=at)
    client.force_login(lead)
    answer = client.get(f"/mailings/{made.ref}/paper/")
    assert (answer["Content-Type"], pages(answer.content)) == ("application/pdf", 2)
    register.record_consent(by=SYSTEM, party=bo, purpose=news, state="withdrawn", at=at)
    today = timezone.localdate(clock.now())
    assert client.post(f"/mailings/{made.ref}/posted/", {"posted_at": today}).status_code == 302
    assert states(made) == {"Ann": "posted", "Bo": "opted-out", "Cyd": "waiting"}
    told = TimelineRow.objects.get(verb="mailing-posted")
    assert (told.party, told.subject_ref, told.is_contact) == (ann, made.ref, False)
    with pytest.raises(Stale):
        actions.note_posted(by=lead, mailing=made, posted_at=at, at=at)


def test_a_letter_that_was_posted_is_filed_as_one(lead, person, client, at):
    ann = at_home(party("Ann", kind="person"), at)
    letter = write(lead, at, ann, subject="The pipe", text="Dear {{ party.name }},\nin June.")
    client.force_login(lead)
    answer = client.get(f"/letters/{letter.ref}/paper/")
    assert pages(answer.content) == 1
    assert "It was posted" in client.get(f"/letters/{letter.ref}/").content.decode()
    day = at - timedelta(days=1)
    with pytest.raises(NotAllowed):
        letters.note_posted(by=person(name="else"), letter=letter, posted_at=day, at=at)
    with pytest.raises(Invalid):
        letters.note_posted(by=lead, letter=letter, posted_at=at + timedelta(days=1), at=at)
    assert Interaction.objects.count() == 0
    letters.note_posted(by=lead, letter=letter, posted_at=day, at=at)
    talk = Interaction.objects.get()
    assert (talk.channel, talk.direction, talk.at, talk.text) == (
        "letter", "out", day, "The pipe\n\nDear Ann,\nin June.",
    )  # fmt: skip
    assert (letter.state, Addressee.objects.get().state) == ("posted", "posted")
    assert Addressee.objects.get().address == HOME
    with pytest.raises(Stale):
        letters.note_posted(by=lead, letter=letter, posted_at=day, at=at)
    page = client.get(f"/letters/{letter.ref}/").content.decode()
    assert (f"/talks/{talk.ref}/" in page, "Print it" in page) == (True, False)
    assert letters_visible_to(person(Role.VIEWER)).filter(pk=letter.pk).exists()


def test_what_can_not_be_posted_says_why(lead, at):
    nowhere = party("Nowhere")
    barred = at_home(party("Barred", is_contact_permitted=False, contact_refusal="asked"), at)
    for whom, words in ((nowhere, "no postal address"), (barred, "may not be contacted")):
        letter = write(lead, at, whom)
        with pytest.raises(Invalid, match=words):
            letters.note_posted(by=lead, letter=letter, posted_at=at, at=at)
    assert Interaction.objects.count() == 0


def test_an_address_is_set_in_lines():
    assert lines_of("Ann", HOME) == ["Ann", "Long Street 4", "10115 Hollin"]
    assert lines_of("Ann", "Long Street 4, flat 2\n10115 Hollin\n") == [
        "Ann", "Long Street 4, flat 2", "10115 Hollin",
    ]  # fmt: skip
