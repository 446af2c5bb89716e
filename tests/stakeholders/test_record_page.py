import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import ContactPoint, Follow, Party
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.fields import field
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(person, client):
    user = person(Role.PRACTITIONER)
    client.force_login(user)
    return user


def there(subject, to="detail", **more):
    return reverse(f"stakeholders:{to}", kwargs={"ref": subject.ref, **more})


def page(client, subject, name="detail", **query):
    response = client.get(there(subject, name), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_record_shows_facts_stream_and_what_is_hidden(client, me, person, at):
    other = person(Role.LEAD)
    jonas = party("Jonas Vetter", kind="person", owner_id=me.pk, tier="key", language="de")
    actions.add_contact_point(
        by=me, party=jonas, details=actions.ContactDetails("mail", "jonas@example.org"), at=at
    )
    actions.keep_note(by=me, party=jonas, text="Likes <plain> words \x07", at=at)
    actions.keep_note(by=other, party=jonas, text="Secret", visibility="named", at=at)

    html = page(client, jonas)

    for words in (
        "Jonas Vetter",
        "S-1001",
        "jonas@example.org",
        "German",
        "Every 14 days",
        me.name,
    ):
        assert words in html
    assert "Likes &lt;plain&gt; words ␇" in html
    assert "Secret" not in html
    assert "1 entry is hidden from you" in html


def test_older_rows_come_page_by_page_and_none_is_lost(client, me, at):
    jonas = party("Jonas", kind="person")
    for n in range(60):
        actions.keep_note(by=me, party=jonas, text=f"Note {n:02}", at=at + timedelta(minutes=n))
    first = page(client, jonas, stream="notes")
    assert [f"Note {n:02}" in first for n in (59, 10, 9)] == [True, True, False]
    older = first.split('class="more"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(older, headers={"HX-Request": "true"}).content.decode()
    assert [f"Note {n:02}" in second for n in (10, 9, 0)] == [False, True, True]
    assert "<html" not in second


@pytest.mark.parametrize("count", [1, 3])
def test_the_record_asks_as_often_for_three_rows_as_for_one(
    client, me, at, count, django_assert_max_num_queries
):
    jonas = party("Jonas", kind="person", owner_id=me.pk)
    for n in range(count):
        actions.keep_note(by=me, party=jonas, text=f"Note {n}", at=at)
        details = actions.ContactDetails("mail", f"a{n}@example.org")
        actions.add_contact_point(by=me, party=jonas, details=details, at=at)
        post = actions.Post(party(f"Org {n}"), "Member")
        actions.add_affiliation(by=me, person=jonas, post=post, at=at)
    page(client, jonas)
    with django_assert_max_num_queries(32) as asked:
        page(client, jonas)
    counts.append(len(asked))
    assert len(set(counts)) == 1


counts: list[int] = []


def test_one_fact_is_asked_kept_and_shown_again(client, me):
    jonas = party("Jonas", kind="person")
    asked = client.get(there(jonas, "fact", name="summary"), headers={"HX-Request": "true"})
    form = asked.content.decode()
    assert 'name="summary"' in form
    assert 'name="version" value="1"' in form
    kept = client.post(
        there(jonas, "fact", name="summary"), {"summary": "Farmer", "version": "1"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert (kept.status_code, "Farmer" in kept.content.decode()) == (200, True)
    assert Party.objects.get().summary == "Farmer"


def test_a_fact_two_people_wrote_is_asked_again_and_mine_can_be_kept(client, me, person, at):
    jonas = party("Jonas", kind="person")
    lead = person(Role.LEAD)
    actions.change_party(by=lead, party=Party.objects.get(), seen=1, rhythm_days=7, at=at)
    mine = {"rhythm_days": "10", "version": "1"}
    address = there(jonas, "fact", name="rhythm_days")

    clash = client.post(address, mine, headers={"HX-Request": "true"})

    assert clash.status_code == 409
    assert f"{lead.name} changed it to Every 7 days." in clash.content.decode()
    assert Party.objects.get().rhythm_days == 7
    client.post(address, {**mine, "version": "2"}, headers={"HX-Request": "true"})
    assert Party.objects.get().rhythm_days == 10


def test_what_can_not_be_is_said_at_the_field_and_nothing_happened(client, me):
    jonas = party("Jonas", kind="person")
    entries = Entry.objects.count()
    wrong = client.post(
        there(jonas, "fact", name="name"), {"name": "\u200b", "version": "1"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert wrong.status_code == 422
    assert "needs a name" in wrong.content.decode()
    assert (Party.objects.get().name, Entry.objects.count()) == ("Jonas", entries)


def test_a_way_to_reach_is_added_in_a_drawer_with_a_way_back(client, me):
    jonas = party("Jonas", kind="person")
    drawer = client.get(there(jonas, "contact-add"), headers={"HX-Request": "true"})
    assert "data-drawer" in drawer.content.decode()
    given = {"channel": "mail", "value": "jonas@example.org", "purpose": "work"}
    added = client.post(there(jonas, "contact-add"), given, headers={"HX-Request": "true"})
    assert (added.status_code, added["HX-Redirect"]) == (204, there(jonas))
    html = page(client, jonas)
    assert "jonas@example.org" in html
    undo = html.split('action="/ui/undo/')[1].split('"')[0]
    client.post(f"/ui/undo/{undo}")
    assert not ContactPoint.objects.exists()
    assert "Undone." in page(client, jonas)


def test_without_script_the_same_forms_are_pages(client, me):
    jonas = party("Jonas", kind="person")
    html = page(client, jonas, "contact-add")
    assert "<html" in html
    wrong = client.post(
        there(jonas, "contact-add"), {"channel": "mail", "value": "x", "purpose": "work"}
    )
    assert wrong.status_code == 422
    assert "not a mail address" in wrong.content.decode()


DRAWERS = [
    "contact-add", "post-add", "name-add", "identifier-add", "group-add", "place-add", "topics",
    "consent", "permission", "hand-over", "retire", "restrict", "note",
]  # fmt: skip


@pytest.mark.parametrize("name", DRAWERS)
@pytest.mark.parametrize("kind", ["person", "organisation", "group"])
def test_each_drawer_opens_for_each_kind(client, me, name, kind):
    subject = party("Somebody", kind=kind)
    drawer = client.get(there(subject, name), headers={"HX-Request": "true"})
    assert (drawer.status_code, "Somebody" in drawer.content.decode()) == (200, True)


def test_who_may_not_see_it_gets_the_same_answer_as_for_nothing(client, person, at):
    owner = person(Role.LEAD)
    jonas = party("Jonas", kind="person")
    actions.restrict(by=owner, party=jonas, visibility="named", at=at)
    client.force_login(person(Role.PRACTITIONER))
    hidden = client.get(there(jonas))
    missing = client.get(reverse("stakeholders:detail", kwargs={"ref": "S-9999"}))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content


def test_a_viewer_sees_no_way_to_change_and_is_refused(client, person):
    jonas = party("Jonas", kind="person")
    client.force_login(person(Role.VIEWER))
    assert "hand-over" not in page(client, jonas)
    refused = client.post(there(jonas, "fact", name="summary"), {"summary": "x"})
    assert (refused.status_code, Party.objects.get().summary) == (403, "")


def test_adding_warns_of_a_twin_before_making_a_second(client, me):
    party("Jonas Vetter", kind="person")
    given = {"kind": "person", "name": "jonas vetter"}
    warned = client.post(reverse("stakeholders:add"), given)
    assert (warned.status_code, "S-1001" in warned.content.decode()) == (422, True)
    assert Party.objects.count() == 1
    client.post(reverse("stakeholders:add"), {**given, "anyway": "1", "mail": "j@example.org"})
    assert Party.objects.count() == 2
    assert Party.objects.latest("id").owner == me


def test_following_is_a_switch(client, me):
    jonas = party("Jonas", kind="person")
    client.post(there(jonas, "follow"))
    assert Follow.objects.count() == 1
    client.post(there(jonas, "follow"))
    assert Follow.objects.count() == 0


def test_history_says_who_when_and_what_before_and_after(client, me, at):
    jonas = party("Jonas", kind="person")
    actions.change_party(by=me, party=jonas, summary="Farmer", at=at)
    actions.change_party(by=me, party=jonas, summary="Chair", at=at)
    actions.keep_note(by=me, party=jonas, text="Secret words", at=at)
    html = page(client, jonas, "history")
    row = html[html.index("Farmer") - 400 : html.index("Chair") + 50]
    assert me.name in row
    assert "Secret words" not in html


def told(client, subject):
    """Read the table of a history: what, before, after."""
    rows = re.findall(r"<tr>(.*?)</tr>", page(client, subject, "history"), re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    return [tuple(row[2:]) for row in cells if row]


def test_history_names_what_was_chosen_and_shows_no_key(client, me, at):
    jonas, meter = party("Jonas", kind="person"), field("meter", "choice", options=["new"])
    place = actions.add_place(by=me, details=actions.PlaceDetails("Weir"), at=at)
    actions.link_place(by=me, party=jonas, place=place, role="neighbour", at=at)
    farmers = actions.add_category(by=SYSTEM, name="Farmers", at=at)
    actions.change_party(by=me, party=jonas, category_id=farmers.pk, language="pl", at=at)
    actions.set_custom(by=me, party=jonas, at=at, **{meter.key: "new"})
    details = actions.ContactDetails("phone", "+372 555", from_date=date(2024, 4, 18))
    actions.add_contact_point(by=me, party=jonas, details=details, at=at)
    rows = told(client, jonas)
    assert rows[:10] == [
        ("Ways to reach: Channel", "nothing", "Phone"),
        ("Ways to reach: Address or number", "nothing", "+372 555"),
        ("Ways to reach: Used for", "nothing", "Work"),
        ("Ways to reach: Use this one first", "nothing", "yes"),
        ("Ways to reach: From", "nothing", "Thursday, 18 April 2024"),
        ("Meter", "nothing", "New"),
        ("Category", "nothing", "Farmers"),
        ("Speaks", "nothing", "Polish"),
        ("Places: Place", "nothing", "Weir"),
        ("Places: What they are to it", "nothing", "Neighbour"),
    ]
    assert ("Kind", "nothing", "Person") in rows[10:]


def test_history_does_not_name_whom_one_may_not_see(client, me, at):
    house = party("House")
    secret = party("Secret group", kind="group", visibility="named")
    actions.change_party(by=SYSTEM, party=house, parent_id=secret.pk, at=at)
    assert ("Part of", "nothing", "…") in told(client, house)
    assert "Secret group" not in page(client, house, "history")


def test_the_toast_of_a_kept_form_is_shown_once(client, me):
    jonas = party("Jonas", kind="person")
    client.post(there(jonas, "note"), {"text": "x", "visibility": "everyone"})
    assert "Kept." in page(client, jonas)
    assert "Kept." not in page(client, jonas)
