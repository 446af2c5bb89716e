import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from accord.features.stakeholders import actions
from accord.features.stakeholders import jobs as bulk_jobs
from accord.features.stakeholders.models import Category, Party, SegmentMember, TimelineRow
from accord.features.stakeholders.views import _bulk
from accord.foundation.accounts.models import Department, User
from accord.foundation.fields import actions as fields
from accord.foundation.fields.models import TagLink
from accord.foundation.jobs import actions as jobs
from accord.foundation.jobs.models import Job
from accord.foundation.jobs.worker import drain
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.listing import State
from accord.foundation.ui.listing.filters import Use
from tests.factories.fields import tag
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def state():
    return (
        list(Party.objects.order_by("id").values()),
        sorted(TimelineRow.objects.values_list("party_id", "verb")),
        sorted(TagLink.objects.values_list("tag_id", "object_id")),
        sorted(SegmentMember.objects.values_list("segment_id", "party_id")),
    )


def without_versions(found):
    parties, *rest = found
    return [{k: v for k, v in row.items() if k != "version"} for row in parties], *rest


def change(by, parties, what, at, value=None, words=""):
    return actions.change_parties(
        by=by, keys=[p.pk for p in parties], what=actions.BulkChange(what, value, words), at=at
    )


@pytest.fixture
def me(person):
    return person(Role.PRACTITIONER, name="me")


@pytest.fixture
def three():
    return [party(name, tier="key") for name in ("Anna", "Beata", "Celine")]


def cases(me, at):
    category = Category.objects.create(name="Clients")
    segment = actions.add_segment(by=me, name="Picked", at=at)
    return {
        "owner": (me.pk, lambda p: p.owner_id == me.pk),
        "category": (category.pk, lambda p: p.category_id == category.pk),
        "tier": ("light", lambda p: p.tier == "light"),
        "tag": (tag().pk, lambda p: TagLink.objects.filter(object_id=p.pk).exists()),
        "segment": (segment.pk, lambda p: p.segments.filter(segment=segment).exists()),
        "retire": (None, lambda p: not p.is_active and p.inactive_reason == "Because"),
    }


@pytest.mark.parametrize("what", ["owner", "category", "tier", "tag", "segment", "retire"])
def test_each_change_reaches_all_and_one_undo_takes_it_back(what, me, three, at):
    value, holds = cases(me, at)[what]
    before = without_versions(state())
    done = change(me, three, what, at, value, "Because")
    assert (done.changed, done.left) == (3, 0)
    assert all(holds(Party.objects.get(pk=p.pk)) for p in three)
    assert change(me, three, what, at, value, "Because").changed == 0
    undo(by=me, entry_id=done.entry_id, at=at)
    assert without_versions(state()) == before


def test_the_trail_has_one_entry_for_all_and_an_image_of_each(me, three, at):
    entries = Entry.objects.count()
    done = change(me, three, "tier", at, "light")
    entry = Entry.objects.get(pk=done.entry_id)
    assert (Entry.objects.count(), entry.verb, entry.by_id) == (
        entries + 1, "stakeholders.bulk", me.pk,
    )  # fmt: skip
    assert entry.details == {"what": "tier", "value": "light", "asked": 3, "changed": 3}
    assert entry.images.filter(kind="stakeholders.party", op="~").count() == 3


def test_those_that_one_may_not_write_are_left_and_counted(person, three, at):
    water, roads = (Department.objects.create(name=name) for name in ("Water", "Roads"))
    Department.objects.filter(pk=water.pk).update(path=f"/{water.pk}/")
    mine = person(Role.PRACTITIONER, name="mine", department=water)
    Party.objects.filter(pk=three[0].pk).update(department=water)
    Party.objects.filter(pk=three[1].pk).update(department=roads)
    hidden = party("Hidden", visibility="named", tier="key")
    done = change(mine, [*three, hidden], "tier", at, "light")
    assert (done.changed, done.left) == (2, 2)  # her department's and the one of none
    assert sorted(Party.objects.values_list("name", "tier")) == [
        ("Anna", "light"), ("Beata", "key"), ("Celine", "light"), ("Hidden", "key"),
    ]  # fmt: skip


def test_a_viewer_changes_nothing(person, three, at):
    before = state()
    with pytest.raises(NotAllowed):
        change(person(Role.VIEWER), three, "tier", at, "light")
    assert state() == before


@pytest.mark.parametrize(
    ("what", "value", "words"),
    [
        ("owner", 999, ""),
        ("category", 999, ""),
        ("tier", "golden", ""),
        ("tag", 999, ""),
        ("segment", 999, ""),
        ("retire", None, " "),
        ("erase", None, ""),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_and_nothing_happens(
    what, value, words, me, three, at
):
    before = state()
    with pytest.raises(Invalid):
        change(me, three, what, at, value, words)
    assert state() == before


def test_what_somebody_wrote_since_stays_when_the_change_is_undone(me, three, at):
    done = change(me, three, "tier", at, "light")
    actions.change_party(by=me, party=Party.objects.get(pk=three[1].pk), tier="active", at=at)
    undone = undo(by=me, entry_id=done.entry_id, at=at)
    assert sorted(Party.objects.values_list("name", "tier")) == [
        ("Anna", "key"), ("Beata", "active"), ("Celine", "key"),
    ]  # fmt: skip
    assert [(kept.row_id, kept.field) for kept in undone.kept] == [(three[1].pk, "tier")]


# The pages


@pytest.fixture
def client(me):
    client = Client()
    client.force_login(me)
    return client


def asked(parties, do, **more):
    return {"view": "all", "do": do, "ids": [p.pk for p in parties], **more}


def test_a_page_asks_first_shows_before_and_changes_with_one_way_back(client, three):
    preview = client.post("/stakeholders/bulk/", asked(three[:2], "tier")).content.decode()
    assert "2 selected" in preview
    assert "Anna" in preview
    assert "Celine" not in preview
    assert Party.objects.filter(tier="key").count() == 3
    done = client.post("/stakeholders/bulk/", asked(three[:2], "tier", go=1, value="light"))
    assert done.url == "/stakeholders/?view=all"
    page = client.get(done.url).content.decode()
    assert "2 changed." in page
    assert f"/ui/undo/{last_entry_id()}/" in page
    assert sorted(Party.objects.values_list("tier", flat=True)) == ["key", "light", "light"]


@pytest.mark.usefixtures("three")
def test_everything_in_the_list_means_what_its_filters_say(client):
    other = party("Other", tier="active")
    all_of_them = {"view": "key", "do": "tier", "all": "1", "go": "1", "value": "light"}
    client.post("/stakeholders/bulk/", all_of_them)
    assert sorted(Party.objects.values_list("name", "tier")) == [
        ("Anna", "light"), ("Beata", "light"), ("Celine", "light"), (other.name, "active"),
    ]  # fmt: skip


@pytest.mark.usefixtures("three")
def test_a_filter_that_can_not_be_read_selects_nothing(client):
    asking = {"view": "all", "f": "tier:is:gone", "do": "tier", "all": "1", "go": "1", "value": ""}
    assert client.post("/stakeholders/bulk/", asking).status_code == 302
    assert Party.objects.filter(tier="key").count() == 3


def test_an_answer_that_is_missing_is_asked_for_again(client, three):
    again = client.post("/stakeholders/bulk/", asked(three, "retire", go=1, words=""))
    assert again.status_code == 422
    assert Party.objects.filter(is_active=True).count() == 3
    assert client.post("/stakeholders/bulk/", asked(three, "erase")).status_code == 404


def test_a_viewer_has_no_bulk_bar_and_no_address(person, three):
    viewer = Client()
    viewer.force_login(person(Role.VIEWER))
    page = viewer.get("/stakeholders/?view=all").content.decode()
    assert "data-bulk" not in page
    assert "data-select" not in page
    assert viewer.post("/stakeholders/bulk/", asked(three, "tier")).status_code == 403


@pytest.mark.usefixtures("three")
def test_many_are_changed_as_work_with_progress_and_one_way_back(client, monkeypatch):
    monkeypatch.setattr(_bulk, "INLINE", 2)
    monkeypatch.setattr(bulk_jobs, "CHUNK", 2)
    party("Other", tier="active")
    before = without_versions(state())
    asking = {"view": "key", "do": "tier", "all": "1", "go": "1", "value": "light"}
    sent = client.post("/stakeholders/bulk/", asking)
    job = Job.objects.get()
    assert sent.url == f"/stakeholders/bulk/{job.pk}/"
    assert "It begins in a moment." in client.get(sent.url).content.decode()
    drain()
    page = client.get(sent.url).content.decode()
    assert "3 changed." in page
    assert Party.objects.filter(tier="light").count() == 3
    job.refresh_from_db()
    assert (job.result["changed"], job.result["left"], len(job.result["entries"])) == (3, 0, 2)
    undoing = client.post(f"/stakeholders/bulk/{job.pk}/undo/")
    drain()
    assert "Undone." in client.get(undoing.url).content.decode()
    assert without_versions(state()) == before


@pytest.fixture
def saved(me, at):
    """Keep a view of those of tier "active", and go to its list."""
    state = State(filters=(Use("tier", "is", ("active",)),)).kept()
    return fields.save_view(by=me, area="stakeholders", name="Mine", state=state, at=at)


WHOLE = {"do": "tier", "all": "1", "go": "1", "value": "light"}


def light():
    return list(Party.objects.filter(tier="light").values_list("name", flat=True))


@pytest.mark.usefixtures("three")
def test_work_changes_what_was_shown_though_its_view_is_gone_by_then(
    client, monkeypatch, saved, me, at
):
    monkeypatch.setattr(_bulk, "INLINE", 0)
    party("Other", tier="active")
    client.post("/stakeholders/bulk/", WHOLE | {"view": f"v{saved.pk}"})
    fields.remove_view(by=me, view=saved, at=at)
    drain()
    assert light() == ["Other"]


@pytest.mark.usefixtures("three")
def test_nothing_of_another_list_is_changed_when_a_view_is_gone(client, saved, me, at):
    party("Other", tier="active")
    fields.remove_view(by=me, view=saved, at=at)
    client.post("/stakeholders/bulk/", WHOLE | {"view": f"v{saved.pk}"})
    assert light() == []


@pytest.mark.usefixtures("three")
def test_what_is_agreed_to_is_what_was_shown_though_the_view_holds_another_list_by_then(
    client, saved, me, at
):
    party("Other", tier="active")
    begun = {"view": f"v{saved.pk}", "do": "tier", "all": "1"}
    before = client.post("/stakeholders/bulk/", begun)
    sent = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', before.content.decode())
    fields.keep_view(by=me, view=saved, state=State().kept(), at=at)
    client.post("/stakeholders/bulk/", WHOLE | dict(sent))
    assert light() == ["Other"]


@pytest.mark.usefixtures("three")
def test_more_than_was_shown_is_asked_for_again(client):
    begun = {"view": "key", "do": "tier", "all": "1"}
    before = client.post("/stakeholders/bulk/", begun).content.decode()
    sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', before))
    party("Come since", tier="key")
    asked = client.post("/stakeholders/bulk/", WHOLE | sent)
    assert (asked.status_code, "4 selected" in asked.text, light()) == (422, True, [])
    sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked.text))
    client.post("/stakeholders/bulk/", WHOLE | sent)
    assert len(light()) == 4


def test_work_asks_for_today_where_the_person_is(client, me, monkeypatch):
    monkeypatch.setattr(_bulk, "INLINE", 0)
    User.objects.filter(pk=me.pk).update(time_zone="America/New_York")
    party("Anna")
    with time_machine.travel(datetime(2026, 5, 5, 1, 30, tzinfo=UTC), tick=False):
        client.force_login(me)
        client.post("/stakeholders/bulk/", WHOLE | {"view": "all", "f": "added:in:today"})
    with time_machine.travel(datetime(2026, 5, 5, 5, tzinfo=UTC), tick=False):
        drain()
    assert light() == ["Anna"]


def test_somebody_elses_work_is_not_there(client, person, at):
    theirs = jobs.enqueue(by=person(Role.LEAD), order=jobs.Order("stakeholders.bulk", {}), at=at)
    assert client.get(f"/stakeholders/bulk/{theirs.pk}/").status_code == 404
    assert client.post(f"/stakeholders/bulk/{theirs.pk}/undo/").status_code == 404


def test_system_may_change_all(three, at):
    assert change(SYSTEM, three, "tier", at, "light").changed == 3


@pytest.mark.parametrize(("put", "take"), [("segment", "unsegment"), ("tag", "untag")])
def test_what_was_put_back_by_hand_does_not_keep_others_from_coming_back(put, take, me, three, at):
    value, _holds = cases(me, at)[put]
    change(me, three, put, at, value)
    before = state()
    done = change(me, three, take, at, value)
    change(me, three[:1], put, at, value)
    undone = undo(by=me, entry_id=done.entry_id, at=at)
    assert ([kept.reason for kept in undone.kept], undone.rows_count) == (["there again"], 2)
    assert state() == before
