import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accord.features.meetings import actions, queries
from accord.features.meetings.models import AgendaItem, Invitee, Meeting, Verdict
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.tasks.models import Task
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from tests.factories.meetings import meeting
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(person):
    return person(Role.PRACTITIONER, name="Anna Kask")


@pytest.fixture
def desk(client, anna):
    client.force_login(anna)
    return client


@pytest.fixture
def held(anna):
    return meeting(anna, at=clock.now())


def to(of, verb="detail", **more):
    return reverse(f"meetings:{verb}", kwargs={"ref": of.ref, **more})


def theirs(of):
    return Invitee.objects.select_related("meeting").get(meeting=of, party__isnull=False)


def test_six_clicks_lead_from_a_record_to_minutes_on_their_way(desk, anna):
    at = clock.now()
    jonas = party("Jonas Vetter", kind="person", at=at)
    make_promise(by=anna, party=jonas, details=PromiseDetails("A map"), at=at)
    add = f"{reverse('meetings:add')}?about={jonas.ref}"
    assert jonas.ref in desk.get(add).content.decode()
    sent = {
        "title": "The lane", "day": at.date().isoformat(), "begins": "00:00", "lasts": "60",
        "chair": anna.pk, "people": [anna.pk], "parties": jonas.ref, "visibility": "everyone",
    }  # fmt: skip
    assert desk.post(add, {**sent, "parties": "Nobody"}).status_code == 422
    assert desk.post(add, sent).status_code == 302  # 1 plan
    made = Meeting.objects.get()
    assert "A map" in desk.get(to(made, "prepare")).content.decode()
    [one] = queries.proposals_for(anna, made)
    desk.post(to(made, "prepare"), {"chosen": [one.key]})  # 2 prepare
    assert AgendaItem.objects.get().origin_ref == "P-0001"
    desk.post(to(made, "send"))  # 3 invite
    assert desk.post(to(made, "begin")).url == to(made, "run")  # 4 begin
    page = desk.get(to(made, "run")).content.decode()
    assert "# A map" in page
    notes = "# A map\nAnna will send the plan by tomorrow\n! It closes"
    desk.post(to(made, "run"), {"notes": notes, "finish": "1"})
    came = [one.pk for one in Invitee.objects.all()]
    assert desk.post(to(made, "finish"), {"came": came}).status_code == 302  # 5 finish
    desk.post(to(made, "minutes-send"))  # 6 send
    made.refresh_from_db()
    assert (made.state, made.issue, made.sent_at is not None) == ("finished", 1, True)
    assert Task.objects.get().owner == anna
    page = desk.get(to(made)).content.decode()
    assert "It closes" in page
    talk = desk.get(reverse("engagement:detail", kwargs={"ref": made.talk.ref})).content.decode()
    assert to(made) in talk


def test_lines_are_read_kept_and_turned_while_one_types(desk, anna, held):
    actions.begin_meeting(by=anna, meeting=held, at=clock.now())
    htmx = {"HTTP_HX_REQUEST": "true"}
    read = desk.post(to(held, "read"), {"notes": "We decided it"}, **htmx).content.decode()
    assert "Decision" in read
    assert "<html" not in read
    held.refresh_from_db()
    assert held.notes == ""
    sent = {"notes": "We decided it", "seen": held.version}
    kept = desk.post(to(held, "keep"), sent, **htmx).content.decode()
    version = int(re.search(r'name="seen" value="(\d+)"', kept)[1])
    assert version == held.version + 1
    board = desk.post(
        to(held, "turn"), {"notes": "We decided it", "turn": "0:note", "seen": version}, **htmx
    ).content.decode()
    assert "- We decided it" in board
    held.refresh_from_db()
    assert held.notes == "- We decided it"


def test_who_types_second_is_told_and_loses_nothing(desk, person, anna, held):
    actions.begin_meeting(by=anna, meeting=held, at=clock.now())
    seen = held.version
    other = person(Role.PRACTITIONER, name="Bo")
    actions.take_minutes(by=other, meeting=held, notes="theirs", at=clock.now(), seen=seen)
    htmx = {"HTTP_HX_REQUEST": "true"}
    said = desk.post(to(held, "keep"), {"notes": "mine", "seen": seen}, **htmx).content.decode()
    assert "Somebody else typed too" in said
    assert f'value="{seen}"' in said  # keeping on typing does not overwrite theirs
    assert Meeting.objects.get().notes == "theirs"
    mine = {"notes": "mine", "seen": held.version}
    assert desk.post(to(held, "run"), mine).status_code == 302
    assert Meeting.objects.get().notes == "mine"


def test_an_invitation_is_answered_by_its_link_alone(anna, held):
    actions.send_invitations(by=anna, meeting=held, at=clock.now())
    link = reverse("meetings:answer", kwargs={"token": queries.token_of(theirs(held))})
    guest = Client()
    page = guest.get(link).content.decode()
    assert "The lane at Hollin" in page
    assert theirs(held).answer == "none"  # opening it says nothing
    assert guest.post(link, {}).status_code == 422
    assert guest.post(link, {"answer": "maybe", "words": "If it is dry"}).status_code == 302
    assert (theirs(held).answer, theirs(held).words) == ("maybe", "If it is dry")
    guest.post(f"{link}propose/", {"title": "The hay"})
    assert AgendaItem.objects.get().is_proposed
    assert "The hay" not in guest.get(link).content.decode()
    assert "BEGIN:VEVENT" in guest.get(f"{link}meeting.ics").content.decode()
    assert guest.get("/meetings/answer/1.made-up/").status_code == 404
    other = reverse("meetings:judge", kwargs={"token": queries.token_of(theirs(held))})
    assert guest.get(other).status_code == 404  # the link of an invitation opens no minutes


def test_minutes_are_confirmed_and_disputed_by_their_link(anna, held):
    at = clock.now()
    actions.begin_meeting(by=anna, meeting=held, at=at)
    actions.take_minutes(by=anna, meeting=held, notes="! It closes\nIt rained", at=at)
    actions.finish_meeting(by=anna, meeting=held, absent=[], at=at)
    link = reverse("meetings:judge", kwargs={"token": queries.minutes_token(theirs(held))})
    guest = Client()
    assert guest.get(link).status_code == 410  # not sent yet
    actions.send_minutes(by=anna, meeting=held, at=at)
    first = queries.lines_of(held)[0]
    here = f"{link}{first.pk}/"
    assert guest.post(here, {"dispute": "1", "words": ""}).status_code == 422
    assert guest.post(here, {"dispute": "1", "words": "Only at night"}).status_code == 302
    assert guest.post(f"{link}confirm/").status_code == 302
    assert list(Verdict.objects.order_by("pk").values_list("is_confirmed", flat=True)) == [
        False, True,
    ]  # fmt: skip
    page = guest.get(link).content.decode()
    assert "Only at night" in page
    assert guest.post(f"{link}999/", {"confirm": "1"}).status_code == 404


def test_papers_are_made(desk, held):
    for verb in ("agenda-paper", "minutes-paper"):
        assert desk.get(to(held, verb)).content[:5] == b"%PDF-"


@pytest.mark.parametrize("verb", ["detail", "list"])
def test_a_page_asks_the_same_whatever_stands_on_it(
    desk, anna, held, verb, django_assert_num_queries, django_assert_max_num_queries
):
    at = clock.now()
    href = reverse("meetings:list") if verb == "list" else to(held)

    def more(n):
        for k in range(n):
            details = actions.ItemDetails(f"Item {k}", presenter=anna)
            actions.add_item(by=anna, meeting=held, details=details, at=at)
            actions.invite(by=anna, meeting=held, parties=[party(at=at)], at=at)
            meeting(anna, who=f"Other {k} {n}", mail="", at=at + timedelta(days=1))

    more(1)
    desk.get(href)
    with django_assert_max_num_queries(60) as first:
        desk.get(href)
    more(2)
    with django_assert_num_queries(len(first)):
        desk.get(href)
