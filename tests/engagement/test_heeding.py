"""What people need to take part: shown before, said of afterwards, counted."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.engagement import actions, queries
from accord.features.engagement.models import Heeding
from accord.features.stakeholders import actions as people
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.overview.insights import queries as insights
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PRINT = "Large print"


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


@pytest.fixture
def jonas():
    return party("Jonas Vetter", kind="person", accessibility=PRINT)


def talk(with_, at=None, **more):
    told = actions.TalkDetails("The plan", channel="meeting", happened_at=at, **more)
    return actions.log_interaction(by=SYSTEM, parties=with_, details=told, at=clock.now())


def heeded(by, one, of, *, yes=True, **more):
    return actions.say_heeded(
        by=by, talk=one, party=of, was_heeded=yes, at=clock.now(), **more
    )  # fmt: skip


def test_the_newest_word_counts_and_an_undo_takes_it_back(me, jonas):
    one = talk([jonas])
    heeded(me, one, jonas)
    heeded(me, one, jonas, yes=False, words=" The slides were small. ")
    row = Heeding.objects.get()
    assert (row.asked, row.was_heeded, row.words, row.by) == (
        PRINT, False, "The slides were small.", me,
    )  # fmt: skip
    undo(by=me, entry_id=last_entry_id(), at=clock.now())
    row.refresh_from_db()
    assert (row.was_heeded, row.words) == (True, "")


def test_it_needs_a_need_a_talk_they_took_part_in_and_what_was_missing(me, person, jonas):
    one, other = talk([jonas]), party("Nothing known")
    with pytest.raises(Invalid) as missing:
        heeded(me, one, jonas, yes=False)
    assert missing.value.field == "words"
    with pytest.raises(Invalid):
        heeded(me, one, other)
    with pytest.raises(Invalid):
        heeded(me, talk([other]), other)
    with pytest.raises(NotAllowed):
        heeded(person(Role.VIEWER), one, jonas)
    assert not Heeding.objects.exists()


@pytest.mark.duty("R12")
def test_what_somebody_needs_is_heeded_and_counted(me, client, jonas):
    one, now = talk([jonas]), clock.now()
    segment = people.add_segment(by=SYSTEM, name="Farmers", at=now)
    for who in (jonas, party("Never asked", accessibility=PRINT)):
        people.pick(by=SYSTEM, segment=segment, party=who, at=now)
    client.force_login(me)
    page = reverse("engagement:detail", args=[one.ref])
    assert PRINT in client.get(page).content.decode()
    client.post(f"{page}needs/{jonas.ref}/heeded/")
    assert "heeded" in client.get(page).content.decode()
    refused = client.post(f"{page}needs/{jonas.ref}/missed/", {"words": ""})
    assert refused.status_code == 422
    assert Heeding.objects.get().was_heeded
    client.post(f"{page}needs/{jonas.ref}/missed/", {"words": "Small slides"})
    assert "Small slides" in client.get(page).content.decode()

    record = client.get(f"/stakeholders/{jonas.ref}/").content.decode()
    assert "Talks of a year: heeded in 0, not in 1." in record
    assert "not in 1" in client.get(reverse("home:brief", args=[jonas.ref])).content.decode()
    wish = {one.key: one for one in insights.wishes_of(me, segment, clock.now())[0]}[
        "accessibility"
    ]
    assert (wish.n, wish.judged, [row.party for row in wish.missed]) == (2, 1, [jonas])
    gaps = client.get(f"/insights/segments/{segment.pk}/?gap=accessibility").content.decode()
    assert "not heeded (1)" in gaps


def test_only_talks_one_may_see_and_of_a_year_count(me, person, jonas):
    viewer, now = person(Role.VIEWER), clock.now()
    heeded(SYSTEM, talk([jonas], visibility="named", reader_ids=(me.pk,)), jonas)
    heeded(SYSTEM, talk([jonas], at=now - 400 * DAY), jonas)
    now = clock.now()
    assert queries.heeded_by_party(viewer, [jonas.pk], now) == {}
    assert queries.heeded_by_party(me, [jonas.pk], now) == {jonas.pk: queries.Heeded(1, 0)}
