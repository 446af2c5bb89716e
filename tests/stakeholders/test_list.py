from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accord.features.stakeholders import actions, policies, queries
from accord.features.stakeholders.models import GroupMember, Party, PartyReader
from accord.features.stakeholders.tables import party_list
from accord.foundation.accounts.models import Department
from accord.foundation.fields import actions as fields
from accord.foundation.journal.change import change
from accord.foundation.journal.models import Entry
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.listing import State
from accord.foundation.ui.listing.filters import Use
from accord.foundation.ui.listing.showing import Shown
from accord.foundation.ui.policies import EXPORT
from tests.conftest import NOON
from tests.factories.fields import field, tag
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def department(name):
    made = Department.objects.create(name=name)
    made.path = f"/{made.pk}/"
    made.save()
    return made


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def talked(one, *, days_ago, by=SYSTEM, **more):
    moment = clock.now() - timedelta(days=days_ago)
    telling = actions.Telling("talk", "talked", is_contact=True, title="Call", **more)
    with change(policies.CHANGE, by=by, at=moment, subject=one) as record:
        actions.tell(by=by, record=record, parties=[one], telling=telling, at=moment)


def text(answer):
    return answer.content.decode()


def names(user, query="", at=NOON):
    shown = Shown(party_list(user, at), QueryDict(f"view=all&{query}"))
    found = [row["name"] for row in shown.page.rows]
    assert shown.count.n == len(found)
    return found


@pytest.fixture
def scene(person):
    """Two departments, people in each, parties of every visibility."""
    water, roads = department("Water"), department("Roads")
    people = {
        "all": person(Role.LEAD, name="all"),
        "water": person(Role.PRACTITIONER, name="water", department=water),
        "roads": person(Role.VIEWER, name="roads", department=roads),
        "nobody": person(None, name="nobody"),
    }
    party("Open", tier="key", department_id=roads.pk)
    party("Water only", visibility="department", department_id=water.pk, tier="key")
    party("Roads only", visibility="department", department_id=roads.pk, tier="key")
    owned = party("Owned secret", visibility="named", owner_id=people["water"].pk, tier="key")
    listed = party("Listed secret", visibility="named", tier="key")
    PartyReader.objects.create(party=listed, person=people["roads"])
    party("Nobody's secret", visibility="named", tier="key")
    return {"people": people, "owned": owned, "listed": listed, "water": water, "roads": roads}


SEEN = {
    "all": ["Open", "Roads only", "Water only"],
    "water": ["Open", "Owned secret", "Water only"],
    "roads": ["Listed secret", "Open", "Roads only"],
    "nobody": [],
}


@pytest.mark.parametrize("who", SEEN)
@pytest.mark.parametrize(
    "query",
    ["", "f=tier:is:key", "sort=-added", "sort=owner", "group=category", "f=visibility:not:x",
     "f=owner:unset&f=tier:is:key"],
)  # fmt: skip
def test_everybody_sees_their_own_rows_whatever_they_ask(who, query, scene):
    found = sorted(names(scene["people"][who], query))
    allowed = SEEN[who]
    if query.startswith("f=owner"):
        allowed = [name for name in allowed if name != "Owned secret"]
    if "not:x" in query:
        allowed = []
    assert found == allowed


@pytest.mark.parametrize("who", ["water", "roads"])
def test_a_count_a_file_and_a_search_tell_nothing_of_hidden_rows(who, scene):
    client = signed_in(scene["people"][who])
    file = b"".join(client.get("/stakeholders/export/?view=all").streaming_content).decode()
    assert sorted(line.split(",")[1] for line in file.splitlines()[1:]) == SEEN[who]
    page = text(client.get("/stakeholders/?view=all"))
    counts = text(client.get("/stakeholders/?view=all&part=views", headers=HTMX))
    for hidden in {name for seen in SEEN.values() for name in seen} - set(SEEN[who]):
        assert hidden not in page
        asked = text(client.get(f"/stakeholders/?view=all&f=name:is:{hidden}"))
        assert "Nothing fits these filters" in asked
    assert f'All <span class="n num">{len(SEEN[who])}</span>' in counts


def test_a_hidden_group_is_no_choice_and_can_not_be_asked_for(scene):
    hidden = party("Secret circle", kind="group", visibility="named")
    member = Party.objects.get(name="Open")
    with change(policies.CHANGE, by=SYSTEM, at=NOON, subject=member) as record:
        record.add(GroupMember(group=hidden, party=member))
    client = signed_in(scene["people"]["roads"])
    page = text(client.get(f"/stakeholders/?view=all&f=group:is:{hidden.pk}"))
    assert "This choice is no longer there." in page
    assert "Secret circle" not in text(client.get("/stakeholders/?view=all&add=group"))
    assert names(scene["people"]["roads"], f"f=group:is:{hidden.pk}") == []


def test_restricted_contacts_are_not_drawn_for_those_who_may_not_read_them(scene):
    one = Party.objects.get(name="Open")
    talked(one, days_ago=3)
    talked(one, days_ago=8, visibility="named", readers=(scene["people"]["water"].pk,))
    at = clock.now()
    for who, dots in (("water", 2), ("roads", 1)):
        assert len(queries.contact_days(scene["people"][who], [one.pk], at)[one.pk]) == dots


def test_a_stranger_is_asked_to_sign_in_and_an_administrator_sees_no_register(as_role):
    assert as_role(None).get("/stakeholders/").status_code == 302
    administrator = as_role(Role.ADMINISTRATOR)
    for page in ("/stakeholders/", "/stakeholders/export/"):
        assert administrator.get(page).status_code == 403


@pytest.mark.parametrize("query", ["view=all", "view=key", "view=all&group=owner",
                                   "view=all&f=tag:set&cols=tags,own.meter,department__name"])  # fmt: skip
def test_the_number_of_queries_does_not_grow_with_the_rows(query, person, at):
    field("meter")
    farmers = tag()
    me = person(Role.LEAD)
    client = signed_in(me)

    def add(name):
        one = party(name, tier="key", owner_id=me.pk)
        actions.set_custom(by=SYSTEM, party=one, at=at, meter=name)
        what = actions.BulkChange("tag", farmers.pk)
        actions.change_parties(by=SYSTEM, keys=[one.pk], what=what, at=at)
        talked(one, days_ago=5)

    add("One")
    client.get(f"/stakeholders/?{query}")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/stakeholders/?{query}")
    add("Two"), add("Three")
    with CaptureQueriesContext(connection) as three:
        page = text(client.get(f"/stakeholders/?{query}"))
    assert page.count("<tr data-row") == 3
    assert len(three) == len(one)


def test_a_row_says_who_and_how_long_it_is_silent(as_role):
    anna = party("Anna <i>", kind="person", tier="key", headline="Mayor & more")
    talked(anna, days_ago=26)
    page = text(as_role(Role.LEAD).get("/stakeholders/?view=all"))
    assert "<b>Anna &lt;i&gt;</b><small>Mayor &amp; more</small>" in page
    assert f'href="/stakeholders/{anna.ref}/"' in page
    assert f'data-peek="/stakeholders/{anna.ref}/peek/"' in page
    assert '<span class="is-late">26 d</span>' in page
    assert "agreed every 14 days" in page
    assert "Anna <i>" not in page


def test_the_headline_is_the_finding(as_role):
    client = as_role(Role.LEAD)
    assert "<h1>Stakeholders</h1>" in text(client.get("/stakeholders/?view=all"))
    for name, days in (("Anna", 40), ("Beata", 20), ("Celine", 2)):
        talked(party(name, tier="key"), days_ago=days)
    assert "<h1>2 of these relationships are going quiet.</h1>" in text(
        client.get("/stakeholders/?view=key")
    )
    assert "<h1>2 relationships are going quiet.</h1>" in text(
        client.get("/stakeholders/?view=quiet")
    )
    assert "<h1>3 stakeholders have no owner.</h1>" in text(
        client.get("/stakeholders/?view=unowned")
    )
    assert "<h1>Stakeholders</h1>" in text(client.get("/stakeholders/?view=quiet&f=tier:is:light"))


def test_chips_read_as_sentences_and_lead_on_without_script(as_role):
    party("Anna", tier="key", country="EE"), party("Beata", tier="light")
    client = as_role(Role.LEAD)
    form = {"view": "all", "set": "", "k": "tier", "o": "is", "v.choices": ["key", "light"]}
    sent = client.get("/stakeholders/", form)
    assert (sent.status_code, sent.url) == (302, "/stakeholders/?view=all&f=tier:is:key,light")
    page = text(client.get(sent.url))
    assert "is Key or Light" in page
    assert 'aria-label="Remove filter Tier"' in page
    assert page.count("<tr data-row") == 2
    changed = client.get(f"{sent.url}&set=0&k=tier&o=not&v.choices=light")
    assert changed.url == "/stakeholders/?view=all&f=tier:not:light"
    editor = text(client.get(f"{changed.url}&edit=0&part=editor", headers=HTMX))
    assert editor.lstrip().startswith('<form class="fed"')
    assert 'value="not" checked' in editor
    assert 'value="light" checked' in editor


def test_a_filter_that_can_not_be_read_shows_no_rows_and_says_why(as_role):
    party("Anna")
    asked = f"f=owner:is:{'9' * 19}&f=place:is:{'9' * 5000}&f=tier:has:x"
    page = text(as_role(Role.LEAD).get(f"/stakeholders/?view=all&{asked}"))
    assert page.count("chip bad") == 3
    assert "This choice is no longer there." in page
    assert "This can&#39;t be asked here." in page
    assert "<tr data-row" not in page
    assert "A filter can't be read" in page


def test_an_empty_list_says_what_to_do_next(as_role):
    client = as_role(Role.LEAD)
    assert "No stakeholders yet" in text(client.get("/stakeholders/?view=all"))
    party("Anna")
    narrowed = text(client.get("/stakeholders/?view=all&f=tier:is:key"))
    assert "Nothing fits these filters" in narrowed
    assert "Nothing here any more" in text(
        client.get("/stakeholders/?view=all&after=WyIiLCJ6enoiLDld")
    )


def test_fifty_rows_a_page_then_fifty_more_and_the_last(as_role):
    for n in range(120):
        party(f"Party {n:03}")
    client = as_role(Role.LEAD)
    first = text(client.get("/stakeholders/?view=all"))
    assert first.count("<tr data-row") == 50
    more = first.split('hx-get="')[-1]
    links = [part.split('"')[0] for part in first.split('hx-get="')]
    (more,) = [link for link in links if "part=rows" in link]
    rows = text(client.get(more.replace("&amp;", "&"), headers=HTMX))
    assert rows.lstrip().startswith("<tr data-row")
    assert rows.count("<tr data-row") == 50
    assert "Party 050" in rows
    last = text(client.get("/stakeholders/?view=all&last=1"))
    assert last.count("<tr data-row") == 50
    assert "Party 119" in last
    assert "Earlier 50" in last
    assert "Load 50 more" not in last


def test_htmx_gets_the_list_alone_and_the_views_with_counts(as_role):
    party("Anna", tier="key")
    client = as_role(Role.LEAD)
    piece = text(client.get("/stakeholders/?view=all", headers=HTMX))
    assert "<html" not in piece
    assert "<h1>" in piece
    views = text(client.get("/stakeholders/?view=all&part=views", headers=HTMX))
    assert 'Key relationships <span class="n num">1</span>' in views
    assert 'id="list-tally" hx-swap-oob="true"' in views


def test_inactive_ones_are_shown_only_when_asked_for(person, at):
    me = person(Role.LEAD)
    party("Anna")
    actions.retire_party(by=me, party=party("Gone"), reason="Moved away", at=at)
    assert names(me) == ["Anna"]
    assert names(me, "f=active:is:no") == ["Gone"]
    assert names(me, "f=active:is:yes,no") == ["Anna", "Gone"]


def test_own_fields_are_filters_and_columns_at_once(person, at):
    me = person(Role.LEAD)
    field("meter"), field("score", "number"), field("uses", "choices", options=("farm", "home"))
    anna, beata = party("Anna"), party("Beata")
    actions.set_custom(by=me, party=anna, at=at, meter="Ä-12", score=5, uses=["farm", "home"])
    actions.set_custom(by=me, party=beata, at=at, score=50)
    party("Celine")
    for query, found in {
        "f=own.meter:has:a-1": ["Anna"],
        "f=own.meter:unset": ["Beata", "Celine"],
        "f=own.score:least:6": ["Beata"],
        "f=own.score:between:1,9": ["Anna"],
        "f=own.uses:is:home": ["Anna"],
        "f=own.uses:not:home": ["Beata", "Celine"],
    }.items():
        assert names(me, query) == found
    page = text(signed_in(me).get("/stakeholders/?view=all&cols=own.uses,own.score"))
    assert "<td>Farm, Home</td>" in page
    assert '<td class="n">50</td>' in page


def test_filters_of_every_kind_find_their_rows(at, scene):
    me = scene["people"]["all"]
    farmers = tag()
    anna = party("Anna", kind="person", country="EE", locality="Tartu", owner_id=me.pk)
    what = actions.BulkChange("tag", farmers.pk)
    actions.change_parties(by=SYSTEM, keys=[anna.pk], what=what, at=at)
    talked(anna, days_ago=4)
    water, roads = scene["water"].pk, scene["roads"].pk
    for query, found in {
        "f=kind:is:person": ["Anna"],
        "f=owner:is:me": ["Anna"],
        "f=owner:unset&f=country:set": [],
        "f=country:is:EE,PL": ["Anna"],
        "f=locality:begins:tar": ["Anna"],
        "f=contact:last:7": ["Anna"],
        "f=contact:ago:7": [],
        "f=contact:unset&f=tier:unset": [],
        f"f=department:is:{water}": ["Water only"],
        f"f=department:is:{water},{roads}": ["Open", "Roads only", "Water only"],
        "f=department:unset": ["Anna"],
        f"f=tag:is:{farmers.pk}": ["Anna"],
        "f=tag:unset": ["Open", "Roads only", "Water only"],
        "f=name:has:NN": ["Anna"],
        "f=name:begins:o": ["Open"],
        "f=added:before:2020-01-01": [],
    }.items():
        assert names(me, query, at=clock.now()) == found, query


def test_a_saved_view_is_a_tab_that_tells_when_it_changed(person, at):
    me = person(Role.LEAD)
    party("Anna", tier="key")
    state = State((Use("tier", "is", ("key",)),), sort="-contact").kept()
    view = fields.save_view(by=me, area="stakeholders", name="Mine", state=state, at=at)
    client = signed_in(me)
    page = text(client.get(f"/stakeholders/?view=v{view.pk}"))
    assert "is Key" in page
    assert 'title="changed"' not in page
    changed = text(client.get(f"/stakeholders/?view=v{view.pk}&f="))
    assert 'title="changed"' in changed
    assert f'formaction="/ui/views/{view.pk}/keep/"' in changed
    kept = client.post(
        f"/ui/views/{view.pk}/keep/",
        {"back": reverse("stakeholders:list"), "state": '{"filters":["tier:is:light"]}'},
    )
    assert kept.url == f"/stakeholders/?view=v{view.pk}"
    view.refresh_from_db()
    assert view.state["filters"] == ["tier:is:light"]
    elsewhere = {"area": "stakeholders", "name": "x", "back": "https://example.org/", "state": "{"}
    assert client.post("/ui/views/", elsewhere).url.startswith("/?view=v")
    other = signed_in(person(Role.VIEWER, name="other"))
    assert other.post(f"/ui/views/{view.pk}/remove/").status_code == 404


def test_a_view_that_is_gone_leaves_as_no_file_of_another_list(as_role):
    party("Anna", tier="key")
    client = as_role(Role.LEAD)
    refused = client.get("/stakeholders/export/?view=v99&as=csv", follow=True)
    assert "This view is no longer there." in text(refused)
    assert not Entry.objects.filter(verb=EXPORT.name).exists()
    assert (
        "Anna"
        in b"".join(client.get("/stakeholders/export/?view=v99&f=").streaming_content).decode()
    )


def test_a_list_that_was_compiled_is_asked_for_its_own_moment(person, at):
    quiet = party("Jonas Vetter", rhythm_days=30)
    Party.objects.filter(pk=quiet.pk).update(quiet_at=at + timedelta(days=1))
    user = person(Role.LEAD)

    def shown(days):
        found = Shown(party_list(user, at + timedelta(days=days)), QueryDict("view=quiet"))
        return [row["ref"] for row in found.page.rows]

    assert [shown(days) for days in (0, 2, 0, 2)] == [[], [quiet.ref], [], [quiet.ref]]
