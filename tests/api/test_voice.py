"""Key messages, stages, standards, pulses and nudges over HTTP: their way, and who may not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.keymessages import actions as keymessages
from accord.features.keymessages.models import Edition, KeyMessage
from accord.features.promises.actions import PromiseDetails, keep_promise, make_promise
from accord.features.pulses.models import Pulse
from accord.features.stages.models import Stage
from accord.features.stakeholders import actions as register
from accord.foundation.accounts import actions as accounts
from accord.foundation.journal.models import Entry
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from tests.api.conftest import fits
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.either]
DAY = timedelta(days=1)


def is_as_told(name, value):
    return fits({"$ref": f"#/components/schemas/{name}"}, value) == ""


def day(now, days):
    return (now + days * DAY).date().isoformat()


def test_a_key_message_goes_its_way(caller):
    staff, lead, now = caller(name="ann"), caller("lead", name="bo"), clock.now()
    dam, mari = initiative("Dam"), party("Mari")
    given = {
        "initiative": dam.ref, "title": "It is safe", "words": "The dam is safe.",
        "owner_id": staff.person.pk,
    }  # fmt: skip
    for wrong in (
        {"initiative": "V-9999"}, {"owner_id": 9999}, {"pillar": "None such"}, {"need": "N-9999"},
        {"audience_id": 9999}, {"title": " "}, {"kind": "song"},
    ):  # fmt: skip
        assert staff.post("key-messages", given | wrong).status_code == 422, wrong
    assert not KeyMessage.objects.exists()
    made = staff.post("key-messages", given).json()
    at = f"key-messages/{made['ref']}"
    assert (made["standing"], made["has_draft"], made["editions"][0]["number"]) == ("none", True, 1)
    until = {"expires_on": day(now, 30)}
    assert staff.post(f"{at}/approve", until).status_code == 403
    assert lead.post(f"{at}/approve", {"expires_on": day(now, -1)}).status_code == 422
    assert lead.post(f"{at}/approve", until).json()["standing"] == "holds"
    house = staff.get(f"initiatives/{dam.ref}/message-house").json()
    assert [one["ref"] for one in house["others"]] == [made["ref"]]
    talk = log_interaction(by=staff.person, parties=[mari], details=TalkDetails("Said"), at=now)
    assert staff.post(f"{at}/uses", {"about": "K-9999"}).status_code == 422
    said = staff.post(f"{at}/uses", {"about": talk.ref}).json()
    assert [(one["party"]["name"], one["ref"]) for one in said["receptions"]] == [
        ("Mari", talk.ref)
    ]
    assert is_as_told("KeyMessageTold", said)
    assert staff("DELETE", f"{at}/uses/{talk.ref}").json()["receptions"] == []
    read = staff.get(at)
    assert staff.patch(at, {"words": "It is very safe."}).status_code == 428
    anew = staff.patch(at, {"words": "It is very safe."}, if_match=read["ETag"]).json()
    assert (anew["title"], anew["has_draft"], len(anew["editions"])) == ("It is safe", True, 2)
    assert Edition.objects.get(number=1).words == "The dam is safe."
    assert staff.post(f"{at}/end").status_code == 403
    assert lead.post(f"{at}/end").json()["standing"] == "ended"
    assert lead.post(f"{at}/end").status_code == 409
    assert [row["ref"] for row in staff.get("key-messages").json()["items"]] == [made["ref"]]


def test_a_contradiction_is_decided_and_told(caller):
    now, dam = clock.now(), initiative("Dam")
    lead, staff = caller("lead", name="bo"), caller(name="ann")
    matter = {"name": "Opening", "words": "road open"}
    assert staff.post(f"initiatives/{dam.ref}/matters", matter).status_code == 403
    [kept] = lead.post(f"initiatives/{dam.ref}/matters", matter).json()
    mari = party("Mari")
    lead.post("stakes", {"initiative": dam.ref, "parties": [mari.ref]})
    for number, name in enumerate(("North", "South")):
        there = accounts.add_department(by=SYSTEM, name=name, parent=None, at=now)
        by = caller(name=f"of {name}", department=there).person
        details = TalkDetails(f"The road opens on 1{number} May 2027.", direction="out")
        log_interaction(by=by, parties=[mari], details=details, at=now - (3 - number) * DAY)
    assert keymessages.compare(by=SYSTEM, parties=[mari.pk], at=now) == 1
    [found] = staff.get("contradictions").json()["items"]
    at = f"contradictions/{found['ref']}"
    assert is_as_told("ContradictionTold", found)
    assert (found["matter"], found["first"]["by"]["name"]) == ("Opening", "of North")
    assert staff.post(f"{at}/told", {"ref": "K-0001"}).status_code == 409
    assert staff.post(f"{at}/decision", {"holds": "neither"}).status_code == 422
    assert staff.post(f"{at}/decision", {"holds": "second"}).json()["state"] == "decided"
    assert staff.post(f"{at}/told", {"ref": "K-0001"}).status_code == 422
    talk = log_interaction(
        by=staff.person, parties=[mari], details=TalkDetails("The later holds"), at=clock.now()
    )
    assert staff.post(f"{at}/told", {"ref": talk.ref}).json()["state"] == "told"
    gone = f"initiatives/{dam.ref}/matters/{kept['id']}"
    assert lead("DELETE", gone).status_code == 409
    viewer = caller("viewer")
    assert viewer.get(at).status_code == 200
    register.restrict(by=SYSTEM, party=mari, visibility="named", at=now)
    assert viewer.get(at).status_code == 404
    assert viewer.get("contradictions").json()["items"] == []


def test_a_checklist_is_laid_ticked_and_skipped(caller):
    lead, staff, now = caller("lead", name="bo"), caller(name="ann"), clock.now()
    dam = initiative("Dam", kind="site", at=now)
    here = f"initiatives/{dam.ref}"
    lay = {"starts_on": day(now, -20), "owner_id": staff.person.pk}
    assert staff.post(f"{here}/stages/lay", lay).status_code == 403
    assert lead.post(f"{here}/stages/lay", lay | {"owner_id": 9999}).status_code == 422
    assert not Stage.objects.exists()
    told = lead.post(f"{here}/stages/lay", lay).json()
    assert is_as_told("ChecklistTold", told)
    assert lead.post(f"{here}/stages/lay", lay).status_code == 409
    first, second = told["stages"][0]["tellings"][:2]
    assert first["is_missed"]
    talk = log_interaction(
        by=staff.person, parties=[party()], at=now - 12 * DAY,
        details=TalkDetails("What is planned", channel="visit", initiative_id=dam.pk),
    )  # fmt: skip
    offered = staff.get(f"{here}/stages").json()["stages"][0]["tellings"][0]["offers"]
    assert [one["ref"] for one in offered] == [talk.ref]
    one, two = (f"{here}/tellings/{each['id']}" for each in (first, second))
    assert staff.post(f"{one}/tick", {"ref": "K-9999"}).status_code == 422
    assert staff.post(f"{one}/tick", {"ref": talk.ref}, if_match='"7"').status_code == 412
    ticked = staff.post(f"{one}/tick", {"ref": talk.ref}, if_match='"1"').json()
    assert ticked["stages"][0]["tellings"][0]["state"] == "done"
    assert staff.post(f"{two}/skip", {"why": " "}).status_code == 422
    staff.post(f"{two}/skip", {"why": "Nobody lives there"})
    assert staff("DELETE", two).status_code == 403
    assert lead("DELETE", two).status_code == 409
    assert staff.post(f"initiatives/{initiative('Other').ref}/tellings/{first['id']}/tick",
                      {"ref": talk.ref}).status_code == 404  # fmt: skip
    [tally] = staff.get("stages").json()
    assert (tally["told"], tally["missed"], tally["skipped"]) == (1, 0, 1)
    stage = told["stages"][0]["id"]
    plan = {"words": "More", "channel": "mail", "due_on": day(now, 3),
            "owner_id": staff.person.pk}  # fmt: skip
    more = lead.post(f"{here}/stages/{stage}/tellings", plan).json()
    assert [row["words"] for row in more["stages"][0]["tellings"]][-1] == "More"


def test_standards_are_drafted_approved_and_measured(caller):
    lead, other, staff, now = (
        caller("lead"),
        caller("lead", name="bo"),
        caller(name="a"),
        clock.now(),
    )
    draft = {"principles": "Plainly", "weekly_hours": "10.0", "owner_id": lead.person.pk}
    assert staff.post("standards", draft).status_code == 403
    made = lead.post("standards", draft).json()
    at = f"standards/{made['ref']}"
    assert is_as_told("ProcessTold", made)
    rule = {"answer_days": 3, "answers_id": staff.person.pk}
    assert lead("PUT", f"{at}/channels/song", rule).status_code == 422
    assert lead("PUT", f"{at}/channels/mail", rule | {"template_id": 99}).status_code == 422
    told = lead("PUT", f"{at}/channels/mail", rule).json()
    assert [one["channel"] for one in told["standards"]] == ["mail"]
    assert lead("DELETE", f"{at}/channels/call").status_code == 404
    assert lead.post(f"{at}/approve").status_code == 422
    approved = other.post(f"{at}/approve", {"reason": "For now"}).json()
    assert (approved["state"], approved["approved_by"]["name"]) == ("approved", "bo")
    assert lead("DELETE", f"{at}/channels/mail").status_code == 409
    who = party("Mari")
    mail = TalkDetails("May I ask?", channel="mail", direction="in")
    asked = log_interaction(by=SYSTEM, parties=[who], details=mail, at=now - 20 * DAY)
    log_interaction(
        by=staff.person, parties=[who], details=TalkDetails("Yes", channel="mail", direction="out"),
        at=now - 19 * DAY,
    )  # fmt: skip
    times = staff.get("answer-times").json()
    assert [(one["channel"], one["n"]) for one in times["channels"]] == [("mail", 1)]
    [row] = staff.get("answer-times/mail").json()
    assert (row["ref"], row["is_in_time"]) == (asked.ref, True)
    assert staff.get("answer-times/call").status_code == 404
    drawn = {"from_date": day(now, -30), "until_date": day(now, 0), "seed": 1, "size": 5}
    assert staff.post("samples", drawn).status_code == 403
    sample = lead.post("samples", drawn).json()
    [ref] = sample["refs"]
    sheet = dict.fromkeys(("answers", "plain", "tone", "agreed", "next", "channel"), "yes")
    here = f"samples/{sample['id']}/sheets"
    assert staff.post(f"{here}/{ref}", {"marks": {"plain": "yes"}}).status_code == 422
    assert staff.post(f"{here}/{asked.ref}", {"marks": sheet}).status_code == 404
    read = staff.post(f"{here}/{ref}", {"marks": sheet}).json()
    assert (read["met"], read["marked"], len(read["sheets"])) == (6, 6, 1)
    assert staff.post(f"{here}/{ref}", {"marks": sheet}).status_code == 409
    assert is_as_told("SampleTold", read)
    assert [one["id"] for one in staff.get("samples").json()["items"]] == [sample["id"]]


def test_a_pulse_is_asked_entered_and_told_to_whom_it_may(caller):
    staff, now = caller(name="ann"), clock.now()
    mari = party("Mari")
    talk = log_interaction(by=staff.person, parties=[mari], details=TalkDetails("Met"), at=now)
    ask = {"party": mari.ref, "about": talk.ref, "way": "in-person"}
    for wrong in ({"about": "K-9999"}, {"way": "song"}, {"party": "S-9999"}):
        assert staff.post("pulses", ask | wrong).status_code == 422, wrong
    assert not Pulse.objects.exists()
    made = staff.post("pulses", ask).json()
    at = f"pulses/{made['ref']}"
    assert (made["state"], made["link"]) == ("asked", "")
    assert staff.post("pulses", ask).status_code == 409
    assert staff.post(f"{at}/enter", {"scores": {"heard": 9}}).status_code == 422
    assert staff.post(f"{at}/enter", {}).status_code == 422
    entered = staff.post(f"{at}/enter", {"scores": {"heard": 4}, "words": "Well"}).json()
    assert (entered["state"], entered["scores"]) == ("answered", {"heard": 4})
    assert is_as_told("PulseTold", entered)
    assert staff.post(f"{at}/withdraw").status_code == 409
    viewer = caller("viewer", name="v")
    assert viewer.get(at).json()["owner"] is None
    assert viewer.get(f"pulses?owner_id={staff.person.pk}").status_code == 404
    assert [one["ref"] for one in viewer.get("pulses?state=answered").json()["items"]] == [
        made["ref"]
    ]
    assert viewer.get("pulses?state=asked").json()["items"] == []
    figures = viewer.get("pulse-figures").json()
    assert (figures["whole"]["answered"], figures["whole"]["questions"][0]["share"]) == (1, None)
    assert figures["owners"] == []
    assert staff.get("pulse-rule").status_code == 403
    lead = caller("lead", name="bo")
    assert lead("PUT", "pulse-rule", {"questions": [], "again_days": 9}).status_code == 422
    rule = lead("PUT", "pulse-rule", {"questions": ["trust"], "again_days": 9}).json()
    assert (rule["questions"], rule["again_days"]) == (["trust"], 9)
    register.restrict(by=SYSTEM, party=mari, visibility="named", at=now)
    assert viewer.get(at).status_code == 404
    assert viewer.get("pulses").json()["items"] == []


def test_whom_to_write_to_first_is_told_and_answered(caller):
    call, now = caller(), clock.now()
    who = party("Kept", kind="person", owner_id=call.person.pk, at=now - 90 * DAY)
    details = PromiseDetails("Mend the gate", owner_id=call.person.pk, due_at=now + DAY)
    made = make_promise(by=call.person, party=who, details=details, at=now - 3 * DAY)
    keep_promise(by=call.person, promise=made, at=now - DAY)
    [news] = [one for one in call.get("nudges").json() if one["kind"] == "news"]
    assert (news["about"], news["party"]["ref"]) == (made.ref, who.ref)
    at, entries = f"nudges/{news['key']}", Entry.objects.count()
    assert call.post("nudges/news:P-9999/begin").status_code == 404
    assert call.post(f"{at}/snooze", {"until": day(now, 0)}).status_code == 422
    assert call.post(f"{at}/dismiss", {"why": "because"}).status_code == 422
    assert caller(name="other").post(f"{at}/begin").status_code == 404
    assert Entry.objects.count() == entries + 1  # the key of the other
    later = call.post(f"{at}/snooze", {"until": day(now, 2)}).json()
    assert (later["state"], later["letter"]) == ("snoozed", "")
    begun = call.post(f"{at}/begin").json()
    assert begun["state"] == "started"
    assert call.get(f"letters/{begun['letter']}").json()["subject"] == "Good news"
    assert news["key"] not in [one["key"] for one in call.get("nudges").json()]


def test_what_is_counted_is_told_as_the_pages_tell_it(caller):
    lead, staff, now = caller("lead"), caller(name="ann"), clock.now()
    north = accounts.add_department(by=SYSTEM, name="North", parent=None, at=now)
    one = party("Mari", department_id=north.pk, language="et")
    dam = initiative("Dam")
    for days in range(6):
        details = TalkDetails("Met", channel="call" if days else "visit", initiative_id=dam.pk)
        log_interaction(by=staff.person, parties=[one], details=details, at=now - days * DAY)
    for at in (f"stakeholders/{one.ref}/movement", f"initiatives/{dam.ref}/movement"):
        told = staff.get(at).json()
        assert is_as_told("MovementTold", told)
        assert sum(row["channels"].get("call", 0) for row in told["quarters"]) == 5
        assert (told["is_enough"], sum(row["talks"] for row in told["weeks"])) == (False, 6)
    street = register.add_segment(by=SYSTEM, name="Street", at=now)
    register.pick(by=SYSTEM, segment=street, party=one, at=now)
    gaps = staff.get(f"segments/{street.pk}/gaps").json()
    assert is_as_told("GapsTold", gaps)
    [language] = [row for row in gaps["wishes"] if row["wish"] == "language"]
    assert (gaps["members"], language["wanted"]) == (1, {"et": 1})
    assert staff.get("oversight").status_code == 403
    for name in ("bo", "cy"):
        caller(name=name, department=north)
    seen = lead.get("oversight").json()
    assert is_as_told("OversightTold", seen)
    [team] = [row for row in seen["teams"] if row["department"]["name"] == "North"]
    assert (team["size"], team["felt_heard"]) == (2, None)
    hidden = {row["figure"] for row in team["figures"] if row["is_hidden"]}
    assert hidden == {"promises", "incidents", "feedback", "lessons", "reused"}
    assert all(row["now"] is None for row in team["figures"] if row["is_hidden"])
    register.restrict(by=SYSTEM, party=one, visibility="named", at=now)
    assert caller("viewer").get(f"stakeholders/{one.ref}/movement").status_code == 404
    assert caller("viewer", name="v").get(f"segments/{street.pk}/gaps").json()["members"] == 0


def test_lists_ask_as_often_for_three_as_for_one(caller):
    call, now, dam = caller("lead"), clock.now(), initiative("Dam")

    def more(number):
        mari = party(f"Mari {number}")
        details = keymessages.MessageDetails(title=f"M{number}", words="x", owner_id=call.person.pk)
        keymessages.add_message(by=SYSTEM, initiative=dam, details=details, at=now)
        talk = log_interaction(by=call.person, parties=[mari], details=TalkDetails("Met"), at=now)
        call.post("pulses", {"party": mari.ref, "about": talk.ref, "way": "in-person"})
        call.post("samples", {"from_date": day(now, -1), "until_date": day(now, 1), "seed": 1})
        call.post("letter-templates", {"name": f"T{number}", "text": "x"})

    def counts():
        found = []
        for path in ("key-messages", "pulses", "samples", "letter-templates", "consultations"):
            with CaptureQueriesContext(connection) as asked:
                assert call.get(path).status_code == 200
            found.append(len(asked))
        return found

    more(1)
    counts()
    one = counts()
    more(2)
    more(3)
    assert counts() == one
    assert len(call.get("key-messages").json()["items"]) == 3
    assert len(call.get("pulses").json()["items"]) == 3
