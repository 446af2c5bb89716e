"""Whom somebody may not see is named nowhere: no page, list, file, search or answer tells."""

import pytest
from django.urls import reverse

from accord.features.engagement import actions as engagement
from accord.features.stakeholders import actions, queries
from accord.features.stakeholders.models import Party, TimelineRow
from accord.foundation.fields.models import FieldKind
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search.queries import find
from tests.api.conftest import Caller
from tests.factories.fields import field
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
CANARY = "Kanarek"


@pytest.fixture
def reader(person):
    return person(Role.LEAD)


@pytest.fixture
def world(at):
    """Anna, bound in every way we know to those whom only others may see."""
    custom = field("adviser", FieldKind.PARTY, filterable=False)
    anna = party("Anna Kask", kind="person")
    crew = party("Open circle", kind="group")
    house = party(f"{CANARY} Holding", kind="organisation")
    circle = party(f"{CANARY} Circle", kind="group")
    friend = party(f"{CANARY} Friend", kind="person")
    post = actions.Post(house, "Chair", from_date=at.date())
    held = actions.add_affiliation(by=SYSTEM, person=anna, post=post, at=at)
    actions.end_affiliation(by=SYSTEM, affiliation=held, until_date=at.date(), at=at)
    actions.add_affiliation(by=SYSTEM, person=anna, post=actions.Post(house, "Chair"), at=at)
    actions.add_to_group(by=SYSTEM, party=anna, group=circle, at=at)
    actions.change_party(by=SYSTEM, party=crew, parent_id=circle.pk, at=at)
    anna.refresh_from_db()
    actions.set_custom(by=SYSTEM, party=anna, at=at, **{custom.key: friend.pk})
    details = engagement.TalkDetails("They met at the weir.")
    engagement.log_interaction(by=SYSTEM, parties=[anna, house, friend], details=details, at=at)
    for hidden in (house, circle, friend):
        hidden.refresh_from_db()
        actions.restrict(by=SYSTEM, party=hidden, visibility="named", at=at)
    return anna, crew, [house, circle, friend]


def addresses(anna, crew):
    here = reverse("stakeholders:detail", args=[anna.ref])
    return [
        here, f"{here}peek/", f"{here}history/", f"{here}brief/", f"{here}?stream=changes",
        reverse("stakeholders:detail", args=[crew.ref]), "/stakeholders/?view=all&cols=own.adviser",
        "/stakeholders/export/?view=all&as=csv", "/stakeholders/groups/",
        "/stakeholders/segments/", f"/find/?q={CANARY}", f"/find/palette/?q={CANARY}", "/talks/",
        "/talks/K-0001/", "/talks/export/?as=csv", "/", "/log/",
    ]  # fmt: skip


def test_no_page_names_whom_one_may_not_see(client, reader, world):
    anna, crew, hidden = world
    client.force_login(reader)
    tells = [word for one in hidden for word in (one.name, one.ref)]
    told = {}
    for address in addresses(anna, crew):
        answer = client.get(address)
        body = (b"".join(answer) if answer.streaming else answer.content).decode()
        found = [word for word in tells if word in body]
        if answer.status_code != 200 or found:
            told[address] = (answer.status_code, found)
    assert told == {}


def test_the_api_names_nobody_either(reader, world):
    anna, crew, hidden = world
    call = Caller(reader)
    paths = [f"stakeholders/{anna.ref}{verb}" for verb in ("", "/timeline", "/posts", "/groups")]
    for path in (*paths, f"stakeholders/{crew.ref}", "stakeholders", f"search?q={CANARY}"):
        answer = call.get(path)
        body = answer.content.decode()
        assert answer.status_code == 200, path
        assert not [w for one in hidden for w in (one.name, one.ref) if w in body], path


def test_who_may_see_them_reads_their_names(client, person, world, at):
    anna, _crew, hidden = world
    friend = person(Role.LEAD)
    for one in hidden:
        actions.restrict(by=SYSTEM, party=one, visibility="named", readers=[friend], at=at)
    client.force_login(friend)
    page = client.get(reverse("stakeholders:detail", args=[anna.ref])).content.decode()
    assert f"Joined <b>{hidden[0].name}</b>" in page
    assert all(one.name in page for one in hidden)


def test_the_second_line_follows_who_may_see_the_organisation(at):
    anna, house = party("Anna Kask", kind="person"), party("Mill", kind="organisation")
    open_house = party("Weir", kind="organisation")
    for organisation in (open_house, house):
        post = actions.Post(organisation, "Chair")
        actions.add_affiliation(by=SYSTEM, person=anna, post=post, at=at)

    def line():
        return Party.objects.get(pk=anna.pk).headline

    assert line() == "Chair, Mill"
    actions.change_party(by=SYSTEM, party=house, name="Old Mill", at=at)
    assert line() == "Chair, Old Mill"
    house.refresh_from_db()
    actions.restrict(by=SYSTEM, party=house, visibility="department", at=at)
    assert line() == "Chair, Weir"
    assert find(SYSTEM, "Old Mill").hits("party")[0].ref == house.ref
    assert [hit.ref for hit in find(SYSTEM, "Old Mill").hits("party")] == [house.ref]
    undo(by=SYSTEM, entry_id=last_entry_id(), at=at)
    assert line() == "Chair, Old Mill"
    assert {hit.ref for hit in find(SYSTEM, "Old Mill").hits("party")} == {house.ref, anna.ref}


def test_an_undo_brings_back_no_name_that_is_hidden_by_now(at):
    anna = party("Anna Kask", kind="person")
    old, new = (party(name, kind="organisation") for name in ("Old Mill", "Weir"))
    actions.add_affiliation(by=SYSTEM, person=anna, post=actions.Post(old, "Chair"), at=at)
    anna.refresh_from_db()
    actions.move_person(by=SYSTEM, person=anna, post=actions.Post(new, "Guard"), at=at)
    moved = last_entry_id()
    actions.restrict(by=SYSTEM, party=old, visibility="named", at=at)
    undo(by=SYSTEM, entry_id=moved, at=at)
    assert Party.objects.get(pk=anna.pk).headline == ""
    assert [hit.ref for hit in find(SYSTEM, "Old Mill").hits("party")] == [old.ref]


def test_no_row_of_a_timeline_keeps_the_name_of_another(world):
    rows = TimelineRow.objects.exclude(title="").values_list("verb", "title")
    assert [row for row in rows if CANARY in row[1]] == []
    anna = world[0]
    named = queries.timeline_of(anna).filter(verb="grouped").get()
    assert queries.titles_of(SYSTEM, [named]) == {named.pk: f"{CANARY} Circle"}
