"""Promises, needs, tasks, initiatives, talks, words and imports over HTTP."""

from datetime import timedelta

import pytest
from django.test import Client

from accord.features.promises.models import Promise
from accord.features.tasks.models import Task
from accord.foundation.imports.models import Import
from accord.foundation.journal.models import Entry
from accord.foundation.kernel import clock
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.either]


def _soon(days=3):
    return (clock.now() + timedelta(days=days)).isoformat()


def _promise(call, **fields):
    one = party()
    made = call.post("promises", {"party": one.ref, "words": "Send the map", **fields})
    assert made.status_code == 201, made.content
    return made.json()


def test_a_promise_is_made_moved_kept_and_reopened(caller):
    call = caller()
    made = _promise(call, due_at=_soon())
    address = f"promises/{made['ref']}"

    moved = call.post(f"{address}/move", {"due_at": _soon(9), "why": "Rain"}).json()
    kept = call.post(f"{address}/keep").json()
    again = call.post(f"{address}/keep")
    reopened = call.post(f"{address}/reopen", {"why": "It was another"}).json()

    assert made["owner"] == {"id": call.person.pk, "name": "practitioner"}
    assert (moved["due_at"] > made["due_at"], moved["reason"]) == (True, "Rain")
    assert (kept["state"], again.status_code, again.json()["code"]) == ("kept", 409, "stale")
    assert reopened["state"] == "agreed"


@pytest.mark.parametrize(
    ("verb", "sent", "state"),
    [("break", {"why": "Storm"}, "broken"), ("release", {"why": ""}, "released")],
)
def test_a_promise_is_settled_otherwise(caller, verb, sent, state):
    call = caller()
    made = _promise(call)

    assert call.post(f"promises/{made['ref']}/{verb}", sent).json()["state"] == state


def test_a_promise_that_may_not_be_broken_stays(caller):
    made = _promise(caller())
    viewer, lead = caller("viewer"), caller("lead")
    before = Entry.objects.count()

    refused = viewer.post(f"promises/{made['ref']}/break", {"why": "x"})
    wrong = lead.post(f"promises/{made['ref']}/break", {"why": " "})

    assert (refused.status_code, wrong.status_code) == (403, 422)
    assert Promise.objects.get().state == "agreed"
    assert Entry.objects.count() == before


def test_a_promise_is_reworded_by_its_version(caller):
    call = caller()
    made = _promise(call)
    address = f"promises/{made['ref']}"

    done = call.patch(address, {"words": "Send two", "version": 1}).json()
    stale = call.patch(address, {"words": "Send three"}, if_match='"1"')

    assert (done["words"], done["version"]) == ("Send two", 2)
    assert (stale.status_code, stale.json()["version"]) == (412, 2)


def test_a_need_is_heard_judged_and_reworded(caller):
    call = caller()
    made = call.post("needs", {"party": party().ref, "words": "Quiet nights"}).json()
    address = f"needs/{made['ref']}"

    judged = call.post(f"{address}/judge", {"state": "met", "why": "New pump"}).json()
    reworded = call.patch(address, {"words": "Quiet", "version": judged["version"]}).json()

    assert (made["state"], judged["state"], reworded["words"]) == ("not-met", "met", "Quiet")
    assert call.post(f"{address}/judge", {"state": "perhaps"}).status_code == 422


def test_a_task_goes_its_way(caller):
    call, other = caller(), caller("lead")
    made = call.post("tasks", {"title": "Call back", "party": party().ref}).json()
    address = f"tasks/{made['ref']}"

    passed = call.post(f"{address}/hand-over", {"to_id": other.person.pk}).json()
    snoozed = call.post(f"{address}/snooze", {"until": _soon()[:10], "reason": "Away"}).json()
    done = call.post(f"{address}/finish").json()
    open_again = call.post(f"{address}/reopen").json()
    dropped = call.post(f"{address}/drop", {"why": "Not needed"}).json()

    assert passed["owner"]["id"] == other.person.pk
    assert snoozed["snoozed_until"] == _soon()[:10]
    assert [one["state"] for one in (made, done, open_again, dropped)] == [
        "open", "done", "open", "dropped",
    ]  # fmt: skip
    assert call.post(f"{address}/hand-over", {"to_id": 999999}).status_code == 422


def test_a_task_has_steps_a_rhythm_and_waits_for_others(caller):
    call = caller()
    given = {
        "title": "Walk the road", "due_at": _soon(), "effort_minutes": 90,
        "steps": ["Ask Jonas", "Take pictures"], "repeat": {"every": 2, "unit": "week"},
    }  # fmt: skip
    made, other = call.post("tasks", given).json(), call.post("tasks", {"title": "Order"}).json()
    address = f"tasks/{made['ref']}"
    assert [step["text"] for step in made["steps"]] == given["steps"]
    assert (made["effort_minutes"], made["repeat_every"], made["repeat_unit"]) == (90, 2, "week")

    step = made["steps"][0]
    ticked = call.patch(f"{address}/steps/{step['id']}", {"is_done": True, "version": 1}).json()
    assert [one["done_at"] is not None for one in ticked["steps"]] == [True, False]
    waits = call.post(f"{address}/waits", {"task": other["ref"]}).json()
    assert waits["waits_for"] == [other["ref"]]
    assert call.post(f"{address}/finish").status_code == 409
    assert call.post(f"tasks/{other['ref']}/waits", {"task": made["ref"]}).status_code == 422
    assert call("DELETE", f"{address}/waits/{other['ref']}").json()["waits_for"] == []
    assert call.post(f"{address}/steps", {"text": "Write it down"}).json()["steps"][2]["text"]

    assert call.post(f"{address}/finish").json()["state"] == "done"
    (following,) = [
        one for one in call.get("tasks?state=open").json()["items"] if one["repeat_every"]
    ]
    whole = call.get(f"tasks/{following['ref']}").json()
    assert (whole["continues"], [one["done_at"] for one in whole["steps"]]) == (
        made["ref"], [None, None, None],
    )  # fmt: skip
    ended = call.patch(f"tasks/{following['ref']}", {"repeat": None, "version": 1}).json()
    assert (ended["repeat_every"], ended["repeat_unit"]) == (None, "")
    assert call.patch(f"{address}/steps/999", {"text": "x", "version": 1}).status_code == 404


def test_an_initiative_is_added_changed_and_closed_by_leaders(caller):
    lead = caller("lead")
    made = lead.post("initiatives", {"name": "Main street"}).json()
    address = f"initiatives/{made['ref']}"

    changed = lead.patch(address, {"kind": "site", "version": 1}).json()
    closed = lead.post(f"{address}/close").json()
    refused = caller().post(f"{address}/reopen")

    assert (changed["name"], changed["kind"]) == ("Main street", "site")
    assert (closed["is_active"], refused.status_code) == (False, 403)
    assert lead.get("initiatives?is_active=false").json()["items"] == [closed]


def test_who_sees_to_a_promise_of_theirs_is_named_and_of_ours_is_not(caller):
    call = caller()
    theirs = _promise(call, side="they", their_owner="Owen Tate")
    ours = _promise(call, their_owner="Owen Tate")
    assert [theirs["their_owner"], ours["their_owner"]] == ["Owen Tate", ""]
    sent = {"their_owner": "Ann Field", "version": theirs["version"]}
    changed = call.patch(f"promises/{theirs['ref']}", sent).json()
    assert [changed["their_owner"], changed["words"]] == ["Ann Field", "Send the map"]


def test_a_talk_brings_what_was_promised_and_heard(caller):
    call = caller()
    one, two = party("One"), party("Two")

    told = call.post(
        "interactions",
        {
            "parties": [one.ref, two.ref], "text": "They want a map", "channel": "visit",
            "promises": [{"words": "Send the map"}], "needs": ["A map"], "mood": 1,
        },
    ).json()  # fmt: skip

    assert [who["name"] for who in told["parties"]] == ["One", "Two"]
    assert [len(told["promises"]), len(told["needs"])] == [1, 1]
    assert call.get(f"interactions/{told['ref']}").json() == told
    assert call.get(f"promises/{told['promises'][0]}").json()["words"] == "Send the map"
    unknown = call.post("interactions", {"parties": ["S-99999"], "text": "x"})
    assert unknown.json()["errors"][0]["field"] == "parties"


def test_a_talk_is_logged_with_points_put_right_and_followed_up(caller, person):
    call, colleague = caller(), person(name="Piotr Lis")
    one, two = party("One"), party("Two")
    given = {
        "parties": [one.ref], "text": "They want a map", "minutes": 20,
        "attendee_ids": [colleague.pk], "points": [{"text": "The map", "needs_follow_up": True}],
    }  # fmt: skip
    told = call.post("interactions", given).json()
    address = f"interactions/{told['ref']}"
    point = told["points"][0]
    assert (point["text"], point["state"], point["task"]) == ("The map", "open", None)
    assert [who["name"] for who in told["attendees"]] == [call.person.name, "Piotr Lis"]

    right = call.patch(
        address, {"parties": [two.ref], "channel": "visit", "mood": -1, "version": told["version"]}
    ).json()
    assert [who["name"] for who in right["parties"]] == ["Two"]
    kept = ("text", "minutes", "points", "attendees", "at")
    assert [right[name] for name in kept] == [told[name] for name in kept]
    assert (right["channel"], right["mood"]) == ("visit", -1)
    assert call.patch(address, {"text": "Mine", "version": 0}).status_code in {409, 412, 422}
    assert call.patch(address, {"parties": [], "version": right["version"]}).status_code == 422

    here = f"{address}/points/{point['id']}"
    settled = call.patch(here, {"is_settled": True, "version": point["version"]}).json()
    assert settled["points"][0]["state"] == "settled"
    followed = call.post(f"{here}/follow-up", {}).json()
    task = call.get(f"tasks/{followed['points'][0]['task']}").json()
    assert (task["title"], task["owner"]["id"], task["party"]["name"]) == (
        "The map", call.person.pk, "Two",
    )  # fmt: skip
    assert call.post(f"{here}/follow-up", {}).status_code == 409
    assert len(call.post(f"{address}/points", {"text": "The gate"}).json()["points"]) == 2
    assert call.post(f"{address}/points", {"text": " "}).status_code == 422
    assert call.patch(f"{address}/points/999", {"text": "x", "version": 1}).status_code == 404


def test_facts_of_a_party_come_and_go(caller):
    call = caller()
    one, firm = party("Ann", kind="person"), party("Firm")
    address = f"stakeholders/{one.ref}"
    point = {"channel": "phone", "value": "+372 555 1234"}

    points = call.post(f"{address}/contact-points", point).json()
    twice = call.post(f"{address}/contact-points", point)
    posts = call.post(f"{address}/posts", {"organisation": firm.ref, "post": "Chair"}).json()
    ended = call.post(
        f"{address}/posts/{posts[0]['id']}/end", {"until_date": clock.now().date().isoformat()}
    ).json()
    gone = call("DELETE", f"{address}/contact-points/{points[0]['id']}")
    elsewhere = call("DELETE", f"stakeholders/{firm.ref}/posts/{posts[0]['id']}")

    assert (points[0]["is_primary"], twice.status_code) == (True, 422)
    assert posts[0]["organisation"] == {"ref": firm.ref, "name": "Firm"}
    assert ended[0]["until_date"] is not None
    assert (gone.status_code, elsewhere.status_code) == (200, 404)
    assert call.get(f"{address}/contact-points").json() == []
    assert call.post(f"undo/{gone['Accord-Entry']}").status_code == 200
    assert len(call.get(f"{address}/contact-points").json()) == 1


def test_ties_are_made_changed_ended_and_taken_away(caller):
    lead, call = caller("lead"), caller()
    given = {"name": "advises", "reverse": "is advised by", "one_kind": "person"}
    kind = lead.post("tie-types", given).json()
    assert call.post("tie-types", given).status_code == 403
    assert lead.post("tie-types", given).status_code == 422
    one, firm = party("Ann", kind="person"), party("Firm")
    address = f"stakeholders/{firm.ref}/ties"

    wrong = call.post(address, {"type_id": kind["id"], "other": one.ref})
    made = call.post(address, {
        "type_id": kind["id"], "other": one.ref, "reversed": True, "strength": 4,
    })  # fmt: skip
    (tie,) = made.json()
    blind = call("PATCH", f"{address}/{tie['id']}", {"strength": 2})
    changed = call("PATCH", f"{address}/{tie['id']}", {"strength": 2, "version": 1}).json()
    ended = call.post(f"{address}/{tie['id']}/end", {"until_date": "2026-05-03"}).json()
    elsewhere = call("DELETE", f"stakeholders/{party('Else').ref}/ties/{tie['id']}")
    closed = lead("PATCH", f"tie-types/{kind['id']}", {"is_active": False, "version": 1}).json()

    assert (wrong.status_code, made.status_code, blind.status_code) == (422, 201, 428)
    assert tie == {
        "id": tie["id"], "type": {"id": kind["id"], "name": "advises"},
        "one": {"ref": one.ref, "name": "Ann"}, "other": {"ref": firm.ref, "name": "Firm"},
        "strength": 4, "source": "", "from_date": None, "until_date": None, "version": 1,
    }  # fmt: skip
    assert (changed[0]["strength"], ended[0]["until_date"]) == (2, "2026-05-03")
    assert call.get(f"stakeholders/{one.ref}/ties").json() == ended
    assert (elsewhere.status_code, closed["is_active"]) == (404, False)
    assert call.get("tie-types").json()["items"] == [closed]
    gone = call("DELETE", f"{address}/{tie['id']}")
    assert call.get(address).json() == []
    assert call.post(f"undo/{gone['Accord-Entry']}").status_code == 200
    assert len(call.get(address).json()) == 1


def test_tags_and_own_fields_are_written_with_the_rest_in_one_entry(caller):
    lead = caller("lead")
    lead.post("tags", {"name": "River"})
    lead.post("fields", {"kind": "number", "labels": {"en": "Meters"}})
    one = party("There")
    before = Entry.objects.count()

    sent = {"summary": "S", "tags": ["river"], "custom": {"meters": 3}, "version": 1}
    done = lead.patch(f"stakeholders/{one.ref}", sent)

    told = done.json()
    assert (told["summary"], told["tags"], told["custom"]) == ("S", ["River"], {"meters": 3})
    lead.post(f"undo/{done['Accord-Entry']}")
    told = lead.get(f"stakeholders/{one.ref}").json()
    assert (told["summary"], told["tags"], told["custom"]) == ("", [], {})
    assert Entry.objects.count() > before


def test_words_are_added_by_those_who_configure(caller):
    lead, other = caller("lead"), caller()
    for name, sent in {
        "categories": {"name": "Clients"}, "topics": {"name": "Roads"}, "tags": {"name": "Red"},
        "consent-purposes": {"name": "Newsletter"},
        "fields": {"kind": "choice", "labels": {"en": "Size"}, "options": [{"en": "Big"}]},
    }.items():  # fmt: skip
        assert other.post(name, sent).status_code == 403
        assert lead.get(name).json()["items"] == []
        made = lead.post(name, sent)
        assert made.status_code == 201, made.content
        assert lead.get(name).json()["items"] == [made.json()]
        assert lead.post(name, sent).status_code in {201, 422}
    segment = other.post("segments", {"name": "Few"}).json()
    one = party("Member")
    members = f"segments/{segment['id']}/members"
    assert other.post(members, {"party": one.ref}).status_code == 201
    assert [who["name"] for who in other.get(members).json()["items"]] == ["Member"]


def test_nobody_undoes_what_a_colleague_did(caller):
    done = caller().post("stakeholders", {"kind": "person", "name": "A"})
    other = caller("case-handler")

    refused = other.post(f"undo/{done['Accord-Entry']}")

    assert (refused.status_code, refused.content) == (404, other.post("undo/999999").content)
    again = caller("lead").post(f"undo/{done['Accord-Entry']}")
    assert again.status_code == 404


def test_a_change_that_would_hide_the_record_from_oneself_is_refused(caller):
    from accord.foundation.accounts import actions as accounts
    from accord.foundation.kernel.rules import SYSTEM
    from tests.conftest import NOON

    south = accounts.add_department(by=SYSTEM, name="South", parent=None, at=NOON)
    one = party("There")
    call = caller(department=south)

    refused = call.post(f"stakeholders/{one.ref}/restrict", {"visibility": "department"})

    assert (refused.status_code, refused.json()["code"]) == (409, "out-of-sight")
    one.refresh_from_db()
    assert (one.visibility, one.version) == ("everyone", 1)


def test_a_file_is_given_mapped_and_handed_to_the_worker(caller, settings, tmp_path):
    settings.HOME = tmp_path
    lead = caller("lead")
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("people.csv", b"Name,Town\nAnn,Tartu\n", "text/csv")
    given = Client().post(
        "/api/v1/imports", {"file": file}, HTTP_AUTHORIZATION=f"Bearer {lead.secret}"
    )
    assert given.status_code == 201, given.content
    told = given.json()
    address = f"imports/{told['id']}"
    assert (told["header"], told["state"]) == (["Name", "Town"], "given")

    assert lead.post(f"{address}/read", {"sheet": "None such"}).status_code == 422
    assert lead.post(f"{address}/read", {"has_header": False}).json()["header"] != told["header"]
    assert lead.post(f"{address}/read").json()["header"] == told["header"]
    assert lead.get(f"{address}/remarks?refused=true").json() == {"items": [], "next": ""}
    assert lead.post(f"{address}/stop").status_code == 409  # nothing goes on

    unknown = lead("PUT", f"{address}/mapping", {"mapping": {"0": "nothing"}})
    mapped = lead("PUT", f"{address}/mapping", {"mapping": {"0": "name"}})
    checking = lead.post(f"{address}/check")
    twice = lead.post(f"{address}/run")

    assert (unknown.status_code, mapped.json()["mapping"]) == (422, {"0": "name"})
    assert (checking.json()["state"], twice.status_code) == ("checking", 409)
    assert [one["id"] for one in lead.get("imports").json()["items"]] == [told["id"]]
    assert caller("manager").get(address).status_code == 404
    assert caller().get("imports").status_code == 403
    assert Import.objects.count() == 1
    assert lead.post(f"{address}/stop").json()["state"] == "given"
    lead("DELETE", f"{address}/file")
    assert lead.post(f"{address}/read").status_code == 409  # the file is gone


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_a_moment_at_the_end_of_time_is_refused(caller, moment):
    refused = caller().post("tasks", {"title": "Some day", "due_at": moment})
    assert (refused.status_code, "due_at" in refused.text) == (422, True)
    assert not Task.objects.exists()
