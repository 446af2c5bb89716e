"""The log: its drawer in every page, its page of its own, what it reads and keeps."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accord.features.engagement.models import Interaction
from accord.features.needs.actions import hear_need
from accord.features.needs.models import Need
from accord.features.promises.models import Promise
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from tests.factories.departments import department
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
LOG, READ = "/log/", "/log/read/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


@pytest.fixture
def page(client, me):
    client.force_login(me)
    return client


@pytest.fixture
def jonas(me):
    return party("Jonas Vetter", kind="person", owner_id=me.pk)


def boxes(html, name):
    """Give the values of the boxes called ``name`` and whether each is ticked."""
    found = {}
    for piece in html.split("<input")[1:]:
        tag = piece.partition(">")[0]
        if f'name="{name}"' in tag:
            found[tag.partition('value="')[2].partition('"')[0]] = " checked" in tag
    return found


def test_every_page_carries_the_drawer(page):
    html = page.get(reverse("promises:list")).content.decode()
    assert '<template id="tpl-log">' in html
    assert f'hx-post="{READ}"' in html


def test_who_may_not_log_is_offered_no_log(client, person):
    client.force_login(person(Role.VIEWER))
    html = client.get(reverse("promises:list")).content.decode()
    assert 'id="tpl-log"' not in html
    assert LOG not in html
    commands = client.get(reverse("ui:commands")).json()["commands"]
    assert "log" not in [command["id"] for command in commands]


def test_what_a_note_says_is_proposed_and_ticked(page, jonas, me, at):
    hear_need(by=me, party=jonas, words="Children reach school before lorries start", at=at)
    text = (
        "Called @Jonas Vetter. He accepts the route if lorries avoid 07:30 near the school. "
        "I promised the revised plan by Friday. She needs a number that somebody answers."
    )

    html = page.post(READ, {"text": text}, headers=HTMX).content.decode()

    assert boxes(html, "party") == {jonas.ref: True}
    assert list(boxes(html, "promise").values()) == [True]
    assert list(boxes(html, "need").values()) == [True]
    assert boxes(html, "heard") == {"N-0001": True}
    assert "<b>Jonas Vetter</b>, phone call, now" in html
    assert "<b>Revised plan</b>" in html
    assert "<b>A number that somebody answers</b>" in html


def test_a_note_that_names_nobody_asks_with_whom(page):
    html = page.post(READ, {"text": "Nice weather."}, headers=HTMX).content.decode()
    assert 'name="who"' in html


def test_saving_needs_no_look_at_what_was_found(page, jonas):
    response = page.post(LOG, {"text": "Called @Jonas Vetter. I promised the plan."}, headers=HTMX)
    assert response.status_code == 204
    assert '"text": "Logged, with 1 promise."' in response["HX-Trigger"]
    assert "/ui/undo/" in response["HX-Trigger"]
    talk = Interaction.objects.get()
    assert (talk.channel, talk.direction, talk.text) == (
        "call", "out", "Called @Jonas Vetter. I promised the plan.",
    )  # fmt: skip
    assert Promise.objects.values_list("party__name", "words", "source").get() == (
        "Jonas Vetter", "Plan", "I promised the plan.",
    )  # fmt: skip


def test_what_was_unticked_and_corrected_stays_so(page, jonas, person):
    piotr = person(name="Piotr")
    text = "Called @Jonas Vetter. I promised the plan by Friday. He needs a number."
    html = page.post(READ, {"text": text}, headers=HTMX).content.decode()
    (key,) = boxes(html, "promise")
    (need,) = boxes(html, "need")
    sent = {
        "text": text, "party-shown": jonas.ref, "party": jonas.ref,
        "promise-shown": key, "promise": key, f"{key}-words": "Revised plan",
        f"{key}-side": "they", f"{key}-day": "2031-05-06", f"{key}-clock": "16:00",
        f"{key}-owner": piotr.pk, "need-shown": need, "mood": "-1",
    }  # fmt: skip

    again = page.post(READ, sent, headers=HTMX).content.decode()
    assert "<b>Revised plan</b>" in again
    assert boxes(again, "need") == {need: False}
    page.post(LOG, sent, headers=HTMX)

    promise = Promise.objects.get()
    assert (promise.words, promise.side, promise.owner) == ("Revised plan", "they", piotr)
    assert promise.due_at.strftime("%Y-%m-%d %H:%M") == "2031-05-06 16:00"
    assert not Need.objects.exists()
    assert Interaction.objects.get().mood == -1


def test_from_a_record_the_person_is_known(page, jonas):
    html = page.get(f"{LOG}?about={jonas.ref}").content.decode()
    assert f'name="about" value="{jonas.ref}"' in html
    response = page.post(LOG, {"text": "He is content.", "about": jonas.ref})
    assert response.status_code == 302
    assert response["Location"] == reverse("stakeholders:detail", kwargs={"ref": jonas.ref})
    assert [p.party for p in Interaction.objects.get().participations.all()] == [jonas]


def test_who_was_named_beside_the_note_took_part(page):
    other = party("Brackenford Dairy")
    page.post(LOG, {"text": "Talked about the tests.", "who": "brackenford dairy"})
    assert not Interaction.objects.exists()
    page.post(LOG, {"text": "Talked about the tests.", "who": f"{other.ref} whoever"})
    assert [p.party for p in Interaction.objects.get().participations.all()] == [other]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"text": "Nice weather."}, "Say with whom; @ adds a person."),
        ({"text": "  "}, "Say what happened."),
        ({"text": "x", "day": "2199-01-01"}, "This lies in the future"),
    ],
)
def test_what_cant_be_kept_comes_back_with_the_reason(page, jonas, sent, says):
    about = {} if "weather" in sent["text"] else {"about": jonas.ref}
    for headers in ({}, HTMX):
        response = page.post(LOG, {**sent, **about}, headers=headers)
        assert response.status_code == 422
        assert says in response.content.decode()
    assert not Interaction.objects.exists()


def test_a_note_that_waited_on_a_device_is_dated_when_it_was_written(page, jonas):
    written = clock.now() - timedelta(days=3)
    sent = {
        "text": "Called @Jonas Vetter. I promised the plan by tomorrow.",
        "written": written.isoformat(), "once": "f4ab62a8-38cd",
    }  # fmt: skip
    for _ in range(2):
        assert page.post(LOG, sent, headers=HTMX).status_code == 204
    talk = Interaction.objects.get()
    assert talk.at == written
    assert Promise.objects.get().due_at.date() == (written + timedelta(days=1)).date()


@pytest.mark.parametrize("written", ["", "soon", "2199-01-01T00:00:00Z", "2001-01-01T00:00:00Z"])
def test_a_date_that_no_device_can_have_kept_is_not_believed(page, jonas, written):
    before = clock.now()
    page.post(LOG, {"text": "Called @Jonas Vetter.", "written": written}, headers=HTMX)
    assert before <= Interaction.objects.get().at <= clock.now()


def test_a_day_in_the_note_is_when_it_happened(page, jonas):
    page.post(LOG, {"text": "Met @Jonas Vetter yesterday."}, headers=HTMX)
    talk = Interaction.objects.get()
    assert talk.at.date() == (clock.now() - timedelta(days=1)).date()
    assert talk.channel == "meeting"


def test_a_talk_for_named_people_is_seen_by_them_alone(page, client, person, jonas):
    reader, other = person(name="reader"), person(name="other")
    page.post(
        LOG,
        {"text": "Called @Jonas Vetter.", "visibility": "named", "readers": [reader.pk]},
        headers=HTMX,
    )
    talk = Interaction.objects.get()
    address = reverse("engagement:detail", kwargs={"ref": talk.ref})
    for somebody, status in ((reader, 200), (other, 404)):
        client.force_login(somebody)
        assert client.get(address).status_code == status


def test_nobody_is_proposed_whom_one_may_not_see(client, person):
    here = department("Here")
    there = department("There")
    hidden = party("Jonas Vetter", kind="person", department_id=there.pk, visibility="department")
    client.force_login(person(Role.PRACTITIONER, department=here))
    html = client.post(READ, {"text": "Called @Jonas Vetter."}, headers=HTMX).content.decode()
    assert hidden.ref not in html
    assert client.post(READ, {"text": "x", "about": hidden.ref}).status_code == 404
    assert client.get(f"{LOG}?about={hidden.ref}").status_code == 404
    sent = {"text": "Called him.", "party": hidden.ref, "who": hidden.ref}
    assert client.post(LOG, sent).status_code == 422
    assert not Interaction.objects.exists()


def test_over_a_page_that_shows_talks_the_page_is_asked_for_anew(page, jonas):
    home = {**HTMX, "HX-Current-URL": "http://testserver/"}
    response = page.post(LOG, {"text": "Called @Jonas Vetter."}, headers=home)
    assert response["HX-Refresh"] == "true"
    assert "Logged." in page.get("/").content.decode()


@pytest.mark.duty("R07")
def test_a_talk_says_its_channel_and_whether_it_was_formal(page, jonas):
    sent = {"text": "Met @Jonas Vetter.", "channel": "letter", "is_formal": "on"}
    page.post(LOG, sent, headers=HTMX)
    page.post(LOG, {"text": "Met @Jonas Vetter."}, headers=HTMX)
    assert list(Interaction.objects.order_by("id").values_list("channel", "is_formal")) == [
        ("letter", True), ("meeting", False),
    ]  # fmt: skip
    html = page.get(reverse("engagement:detail", kwargs={"ref": "K-0001"})).content.decode()
    assert "Letter" in html


def test_the_fields_that_few_notes_need_come_when_asked_for(page):
    html = page.get("/log/more/").content.decode()
    assert all(f'name="{name}"' in html for name in ("day", "channel", "visibility", "readers"))


def test_from_an_initiative_a_talk_is_logged_about_it_and_stands_on_its_page(page, jonas):
    dam = initiative("Dam")
    here = f"/initiatives/{dam.ref}/"
    html = page.get(f"{LOG}?initiative={dam.ref}").text
    assert f'<option value="{dam.pk}" selected>' in html
    assert f"{LOG}?initiative={dam.ref}" in page.get(here).text
    page.post(LOG, {"text": "Called @Jonas Vetter about lorries", "initiative": dam.pk})
    assert "about lorries" in page.get(here).text
    assert page.get(f"{LOG}?initiative=V-9999").status_code == 200


def test_a_need_keeps_the_sentence_that_it_was_heard_in(page, jonas):
    page.post(LOG, {"text": "Called @Jonas Vetter. He needs quiet nights. The rest is fine."})
    assert Need.objects.get().quotation == "He needs quiet nights."
