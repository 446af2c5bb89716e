"""Segments: by rule and by hand, who is in them, what leans on them, and the way back."""

import json

import pytest
from django.http import QueryDict
from django.urls import reverse

from accord.features.stakeholders import actions, queries
from accord.features.stakeholders.models import Segment
from accord.features.stakeholders.tables import party_list
from accord.foundation.fields.actions import archive_field
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.listing import State
from accord.foundation.ui.listing.filters import Use
from accord.foundation.ui.listing.showing import Shown
from tests.factories.fields import field
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
ADDRESS = reverse("stakeholders:segments")


@pytest.fixture
def writer(person):
    return person(Role.PRACTITIONER)


def names(segment, user, at):
    return sorted(queries.parties_of(segment, user=user, at=at).values_list("name", flat=True))


@pytest.mark.duty("R12")
def test_a_rule_finds_whoever_fits_it_now(writer, at):
    first = party("Anna Kask", tier="key")
    party("Jan Tamm", tier="light")
    segment = actions.add_segment(by=writer, name="Key", is_rule=True, rule=["tier:is:key"], at=at)
    assert names(segment, writer, at) == ["Anna Kask"]
    actions.change_party(by=writer, party=first, tier="light", at=at)
    assert names(segment, writer, at) == []


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ([], "at least one filter"),
        (["nothing:is:x"], "no such filter"),
        (["tier:is:wrong"], "no longer there"),
    ],
)
def test_a_rule_that_cant_be_asked_is_refused(writer, at, rule, says):
    with pytest.raises(Invalid, match=says):
        actions.add_segment(by=writer, name="Key", is_rule=True, rule=rule, at=at)
    assert not Segment.objects.exists()


def test_a_segment_never_asks_for_itself(writer, at):
    segment = actions.add_segment(by=writer, name="Key", is_rule=True, rule=["tier:is:key"], at=at)
    with pytest.raises(Invalid, match="ask for itself"):
        actions.change_segment(by=writer, segment=segment, rule=[f"segment:is:{segment.pk}"], at=at)
    segment.refresh_from_db()
    assert segment.rule == ["tier:is:key"]


def test_who_may_only_read_makes_none(person, at):
    with pytest.raises(NotAllowed):
        actions.add_segment(by=person(Role.VIEWER), name="Mine", at=at)
    assert not Segment.objects.exists()


def test_somebody_is_picked_removed_and_put_back(client, writer, at):
    one, two = party("Anna Kask"), party("Jan Tamm")
    segment = actions.add_segment(by=writer, name="Picked", at=at)
    client.force_login(writer)
    pick = reverse("stakeholders:segment-pick", args=[segment.pk])
    for given in (one.ref, "Jan Tamm"):
        assert client.post(pick, {"party": given}).status_code == 302
    assert names(segment, writer, at) == ["Anna Kask", "Jan Tamm"]
    assert client.post(pick, {"party": one.ref}).status_code == 422
    client.post(reverse("stakeholders:segment-unpick", args=[segment.pk, two.pk]))
    assert names(segment, writer, at) == ["Anna Kask"]
    undo(by=writer, entry_id=last_entry_id(), at=at)
    assert names(segment, writer, at) == ["Anna Kask", "Jan Tamm"]


def test_the_filters_of_the_list_become_a_rule(client, writer, at):
    party("Anna Kask", tier="key")
    client.force_login(writer)
    listed = client.get("/stakeholders/?view=key").content.decode()
    address = reverse("stakeholders:segment-rule-add")
    assert f"{address}?f=tier%3Ais%3Akey" in listed
    shown = client.get(f"{address}?f=tier:is:key").content.decode()
    assert "Anna Kask" in shown
    state = json.dumps({"filters": ["tier:is:key"]})
    answer = client.post(address, {"state": state, "name": "Key people"})
    segment = Segment.objects.get()
    assert answer["Location"] == reverse("stakeholders:segment", args=[segment.pk])
    assert (segment.is_rule, segment.rule) == (True, ["tier:is:key"])
    page = client.get(answer["Location"]).content.decode()
    assert all(words in page for words in ("is Key", "Anna Kask", "1 member you may see"))


def test_a_rule_without_a_filter_is_asked_for_again(client, writer):
    client.force_login(writer)
    given = {"state": json.dumps({"filters": []}), "name": "Everybody"}
    answer = client.post(reverse("stakeholders:segment-rule-add"), given)
    assert answer.status_code == 422
    assert "at least one filter" in answer.content.decode()
    assert not Segment.objects.exists()


def test_the_page_says_who_leans_on_it(client, writer, at):
    inner = actions.add_segment(by=writer, name="Inner", at=at)
    rule = [f"segment:is:{inner.pk}"]
    actions.add_segment(by=writer, name="Outer circle", is_rule=True, rule=rule, at=at)
    client.force_login(writer)
    page = client.get(reverse("stakeholders:segment", args=[inner.pk])).content.decode()
    assert "Outer circle" in page


def test_members_one_may_not_see_are_neither_named_nor_counted(client, writer, at):
    hidden = party("Canary Kanarek", visibility="named")
    segment = actions.add_segment(by=writer, name="Picked", at=at)
    segment.members.create(party=hidden)
    client.force_login(writer)
    for address in (reverse("stakeholders:segment", args=[segment.pk]), ADDRESS):
        page = client.get(address).content.decode()
        assert "Canary" not in page
    assert (
        "0 members you may see"
        in client.get(reverse("stakeholders:segment", args=[segment.pk])).content.decode()
    )
    remove = reverse("stakeholders:segment-unpick", args=[segment.pk, hidden.pk])
    assert client.post(remove).status_code == 404
    assert segment.members.count() == 1


def test_a_segment_goes_out_of_use_and_comes_back(client, writer, at):
    segment = actions.add_segment(by=writer, name="Old circle", at=at)
    client.force_login(writer)
    retire = reverse("stakeholders:segment-retire", args=[segment.pk])
    client.post(retire)
    link = f'href="{reverse("stakeholders:segment", args=[segment.pk])}"'
    assert link not in client.get(ADDRESS).content.decode()
    assert link in client.get(f"{ADDRESS}?view=retired").content.decode()
    undo(by=writer, entry_id=last_entry_id(), at=at)
    assert link in client.get(ADDRESS).content.decode()


def test_many_are_put_in_and_taken_out_at_once(writer, at):
    found = [party(name) for name in ("Anna", "Jan", "Liis")]
    segment = actions.add_segment(by=writer, name="Picked", at=at)
    keys = [one.pk for one in found]
    for what, changed in (("segment", 3), ("unsegment", 3), ("unsegment", 0)):
        done = actions.change_parties(
            by=writer, keys=keys, what=actions.BulkChange(what, segment.pk), at=at
        )
        assert (done.changed, done.left) == (changed, 0)
    assert names(segment, writer, at) == []


def test_who_is_in_no_segment_that_can_not_be_read_is_nobody(writer, at):
    """Else all would be written to who were to be left out by it."""
    party("Anna")
    asked = field("refuses")
    out = actions.add_segment(by=writer, name="Out", is_rule=True, rule=["own.refuses:set"], at=at)
    rest = actions.add_segment(
        by=writer, name="Rest", is_rule=True, rule=[f"segment:not:{out.pk}"], at=at
    )
    further = actions.add_segment(
        by=writer, name="Both", is_rule=True, rule=[f"segment:is:{rest.pk}"], at=at
    )
    listed = Use("segment", "not", (str(out.pk),))

    def found():
        shown = party_list(writer, at).narrowed(State(filters=(listed,)))
        members = [queries.parties_of(one, user=writer, at=at) for one in (rest, further)]
        return [rows.count() for rows in (*members, shown)]

    assert found() == [1, 1, 1]
    archive_field(by=SYSTEM, field=asked, at=at)
    assert found() == [0, 0, 0]


def test_segments_hold_whom_they_say(person, at):
    me = person(Role.LEAD)
    party("Anna", tier="key")
    beata = party("Beata", tier="light")
    hand = actions.add_segment(by=me, name="By hand", at=at)
    actions.pick(by=me, segment=hand, party=beata, at=at)
    rule = actions.add_segment(by=me, name="By rule", is_rule=True, rule=["tier:is:key"], at=at)
    both = actions.add_segment(
        by=me, name="Both", is_rule=True, rule=[f"segment:is:{hand.pk},{rule.pk}"], at=at
    )
    # Rules that no action lets through, as older rows may hold them.
    turning = Segment.objects.create(name="Turning", is_rule=True)
    Segment.objects.filter(pk=turning.pk).update(rule=[f"segment:is:{turning.pk}"])
    turning.refresh_from_db()
    broken = Segment.objects.create(name="Broken", is_rule=True, rule=["tier:is:gone"])

    def listed(user, rule):
        shown = Shown(party_list(user, at), QueryDict(f"view=all&f={rule}"))
        return [row["name"] for row in shown.page.rows]

    assert [names(s, me, at) for s in (hand, rule, both, turning, broken)] == [
        ["Beata"], ["Anna"], ["Anna", "Beata"], [], [],
    ]  # fmt: skip
    assert listed(me, f"segment:is:{both.pk}") == ["Anna", "Beata"]
    assert listed(me, f"segment:not:{rule.pk}") == ["Beata"]
    party("Hidden", visibility="named", tier="key")
    assert names(rule, me, at) == ["Anna"]
