"""Consultations and discussion spaces over HTTP: read, written, moderated, refused."""

from datetime import timedelta

import pytest

from accord.features.consultations import actions as consultations
from accord.features.consultations.models import Answer, Consultation, Consulted
from accord.features.discussions import actions as discussions
from accord.features.discussions.models import Member, Post
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.promises.models import Promise
from accord.features.stakeholders import actions as register
from accord.foundation.accounts.models import User
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from tests.api.conftest import fits
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = [pytest.mark.django_db, pytest.mark.either]


def test_a_consultation_is_drafted_opened_and_answered_for_somebody(caller):
    call, dam, dairy = caller("lead"), initiative("Dam"), party("Dairy")
    given = {
        "initiative": dam.ref, "question": "Where?", "options": ["North", "South"],
        "owner_id": User.objects.get(name="lead").pk,
        "closes_at": (clock.now() + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    assert call.post("consultations", {**given, "initiative": "V-9999"}).status_code == 422
    assert caller("viewer").post("consultations", given).status_code == 403
    assert not Consultation.objects.exists()
    made = call.post("consultations", given).json()
    at = f"consultations/{made['ref']}"
    answer = {"party": dairy.ref, "via": "call", "words": "Not my meadow",
              "stances": [{"option_id": made["options"][0]["id"], "view": "against"}]}  # fmt: skip
    assert call.post(f"{at}/answers", answer).status_code == 409  # it is a draft
    assert call.post(f"{at}/open", {}).json()["state"] == "open"
    odd = {**answer, "stances": [{**answer["stances"][0], "view": "maybe"}]}
    for wrong in ({**answer, "party": "S-9999"}, {**answer, "via": "smoke"}, odd):
        assert call.post(f"{at}/answers", wrong).status_code == 422, wrong
    assert call.post(f"{at}/answers", answer).json()["party"]["name"] == "Dairy"
    assert Answer.objects.get().entered_by.name == "lead"
    told = call.get(at).json()
    assert (told["options"][0]["against"], told["untold"], told["nobodys"]) == (1, 1, 0)
    assert [row["words"] for row in call.get(f"{at}/answers").json()["items"]] == ["Not my meadow"]
    assert call.post(f"{at}/close", {}).json()["state"] == "closed"
    assert [row["ref"] for row in call.get("consultations").json()["items"]] == [made["ref"]]
    assert call.get("consultations/CO-9999").status_code == 404


def test_a_discussion_is_read_and_moderated(caller):
    call, now = caller("lead"), clock.now()
    details = discussions.SpaceDetails("The meadow", User.objects.get(name="lead").pk)
    on = {"by": SYSTEM, "at": now}
    space = discussions.open_space(initiative=initiative(), details=details, **on)
    [member] = discussions.invite_members(space=space, parties=[party()], **on)
    discussions.join(member=member, name="Ewa", **on)
    post = discussions.contribute(member=member, text="The path floods", **on)
    at = f"discussions/{space.ref}"
    assert caller("viewer").post(f"{at}/posts/{post.pk}/show", {}).status_code == 403
    assert call.post(f"{at}/posts/{post.pk}/show", {}).json()["posts"][0]["state"] == "shown"
    assert call.post(f"{at}/posts/{post.pk}/hide", {"why": ""}).status_code == 422
    hidden = call.post(f"{at}/posts/{post.pk}/hide", {"why": "A name"}).json()["posts"][0]
    assert (hidden["state"], hidden["reason"], hidden["member"]) == ("hidden", "A name", "Ewa")
    assert call.post(f"{at}/posts/99/show", {}).status_code == 404
    assert [row["ref"] for row in call.get("discussions").json()["items"]] == [space.ref]
    assert call.get(at).json()["title"] == "The meadow"


def is_as_told(name, value):
    return fits({"$ref": f"#/components/schemas/{name}"}, value) == ""


@pytest.fixture
def asked(caller):
    """Give a leader, an open consultation with two options, and who was asked."""
    call, now = caller("lead"), clock.now()
    given = {
        "initiative": initiative("Dam").ref, "question": "Where?", "options": ["North"],
        "owner_id": call.person.pk, "closes_at": (now + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    made = call.post("consultations", given).json()
    at = f"consultations/{made['ref']}"
    assert call.patch(at, {"question": "Where to?"}).status_code == 428
    assert call.patch(at, {"closes_at": None, "version": 1}).status_code == 422
    changed = call.patch(at, {"question": "Where to?"}, if_match='"1"').json()
    assert (changed["question"], changed["level"]) == ("Where to?", "consult")
    two = call.post(f"{at}/options", {"words": "South", "details": "Below the mill"}).json()
    assert [one["words"] for one in two["options"]] == ["North", "South"]
    dairy, ewa = party("Dairy"), party("Ewa")
    assert call.post(f"{at}/ask", {"parties": ["S-9999"]}).status_code == 422
    listed = call.post(f"{at}/ask", {"parties": [dairy.ref, ewa.ref]}).json()
    assert [row["party"]["name"] for row in listed["asked"]] == ["Dairy", "Ewa"]
    assert listed["asked"][0]["link"] == ""  # a draft leads nowhere
    opened = call.post(f"{at}/open").json()
    token = Consulted.objects.get(party=dairy).token
    assert token in opened["asked"][0]["link"]
    assert token not in caller("viewer", name="v").get(at).content.decode()
    return call, at, two["options"][1]["id"], (dairy, ewa)


def test_what_came_of_it_is_decided_and_everybody_is_told(caller, asked):
    call, at, south, (dairy, ewa) = asked
    staff = caller(name="staff")
    bears = {"party": dairy.ref, "direction": -1, "size": 4, "grounds": "Their meadow"}
    impacts = call.post(f"{at}/options/{south}/impacts", bears).json()["impacts"]
    assert [(row["option_id"], row["direction"]) for row in impacts] == [(south, -1)]
    assert call("DELETE", f"{at}/options/{south}").status_code == 409  # somebody read it
    later = {"closes_at": (clock.now() + timedelta(days=20)).isoformat()}
    assert call.post(f"{at}/extend", later).json()["closes_at"] > opens_in(10)
    said = call.post(f"{at}/answers", {"party": dairy.ref, "via": "call", "words": "No"}).json()
    owed = {"party": dairy.ref, "words": "A fence", "owner_id": call.person.pk,
            "their_owner": "The farmer"}  # fmt: skip
    [promise] = call.post(f"{at}/promises", owed).json()["promises"]
    call.post(f"{at}/promises", owed | {"side": "they"})
    assert [one.their_owner for one in Promise.objects.order_by("pk")] == ["", "The farmer"]
    reply = {"said": "The meadow floods", "verdict": "will", "did": "A fence",
             "answers": [said["id"]], "promise": promise}  # fmt: skip
    for wrong in ({"answers": [999]}, {"promise": "P-9999"}, {"verdict": "maybe"}):
        assert call.post(f"{at}/responses", reply | wrong).status_code == 422, wrong
    [row] = call.post(f"{at}/responses", reply).json()["responses"]
    assert (row["voices"], row["promise"]) == (1, promise)
    assert call.post(f"{at}/responses", reply).status_code == 201
    again = call.get(at).json()["responses"][1]["id"]
    assert len(call("DELETE", f"{at}/responses/{again}").json()["responses"]) == 1
    outcome = {"outcome": "It goes south", "chosen_id": south}
    assert call.post(f"{at}/outcome", outcome).status_code == 409  # it is open
    call.post(f"{at}/close")
    assert staff.post(f"{at}/outcome", outcome).status_code == 403
    assert call.post(f"{at}/outcome", outcome | {"chosen_id": 999}).status_code == 422
    assert call.post(f"{at}/outcome", outcome | {"decision": "T-9999"}).status_code == 422
    decided = call.post(f"{at}/outcome", outcome).json()
    assert (decided["chosen_id"], decided["decided_by"]["name"], decided["untold"]) == (
        south, "lead", 2,
    )  # fmt: skip
    assert call.post(f"{at}/end").status_code == 422  # two are untold
    talk = log_interaction(
        by=call.person, parties=[dairy], details=TalkDetails("It goes south"), at=clock.now()
    )
    told = {"parties": [dairy.ref, ewa.ref], "how": "person", "ref": talk.ref}
    assert call.post(f"{at}/told", told).status_code == 422  # it did not reach Ewa
    assert call.get(at).json()["untold"] == 2
    noted = call.post(f"{at}/told", told | {"parties": [dairy.ref]}).json()
    assert (noted["untold"], noted["asked"][0]["told_ref"]) == (1, talk.ref)
    assert call.post(f"{at}/told/mail").status_code == 409
    assert call.post(f"{at}/told/excuse", {"party": ewa.ref, "why": " "}).status_code == 422
    assert call.post(f"{at}/told/excuse", {"party": ewa.ref, "why": "Moved away"}).json()[
        "asked"
    ][1]["excuse"] == "Moved away"  # fmt: skip
    ended = call.post(f"{at}/end").json()
    assert ended["state"] == "answered"
    assert is_as_told("ConsultationTold", ended)


def opens_in(days):
    return (clock.now() + timedelta(days=days)).isoformat()


def test_an_answer_of_the_public_page_finds_its_stakeholder(asked):
    call, at, south, (dairy, _ewa) = asked
    one, now = Consultation.objects.get(), clock.now()
    for name in ("Jan", "Eve", "Bot"):
        who = consultations.Stranger(name, f"{name}@example.org", has_agreed=True)
        what = consultations.Said("Yes", {south: "for"})
        consultations.answer_in_public(by=SYSTEM, consultation=one, who=who, what=what, at=now)
    rows = call.get(f"{at}/answers").json()["items"]
    assert (rows[0]["name"], rows[0]["email"]) == ("Jan", "Jan@example.org")
    assert rows[0]["stances"] == [{"option_id": south, "view": "for"}]
    jan, eve, bot = (f"{at}/answers/{row['id']}" for row in rows)
    hidden = party("Hidden", visibility="named")
    assert call.post(f"{jan}/match", {"party": hidden.ref}).status_code == 422
    assert call.post(f"{jan}/match", {"party": dairy.ref}, if_match='"9"').status_code == 412
    assert call.post(f"{jan}/match", {"party": dairy.ref}).json()["party"]["name"] == "Dairy"
    assert call.post(f"{jan}/match", {"party": dairy.ref}).status_code == 409
    made = call.post(f"{eve}/make").json()
    assert call.get(f"stakeholders/{made['party']['ref']}").json()["name"] == "Eve"
    assert call.post(f"{bot}/aside", {"why": ""}).status_code == 422
    aside = call.post(f"{bot}/aside", {"why": "A machine"}).json()
    assert (aside["name"], aside["email"], aside["aside"]) == ("", "", "A machine")
    assert is_as_told("AnswerTold", aside)
    assert call.get(at).json()["nobodys"] == 0


def test_a_space_is_opened_run_and_summed_up(caller):
    call, staff = caller("lead"), caller(name="staff")
    given = {"initiative": initiative().ref, "title": "The meadow", "owner_id": call.person.pk}
    assert call.post("discussions", given | {"owner_id": 999}).status_code == 422
    made = call.post("discussions", given).json()
    at, ewa = f"discussions/{made['ref']}", party("Ewa")
    changed = call.patch(at, {"purpose": "To hear you", "version": made["version"]}).json()
    assert (changed["purpose"], changed["title"]) == ("To hear you", "The meadow")
    assert call.post(f"{at}/members", {"parties": ["S-9999"]}).status_code == 422
    [member] = call.post(f"{at}/members", {"parties": [ewa.ref]}).json()["members"]
    assert member["link"].startswith("http")
    assert caller("viewer", name="v").get(at).json()["members"][0]["link"] == ""
    post = call.post(f"{at}/posts", {"text": "What do you say?"}).json()["posts"][0]
    assert call.post(f"{at}/posts", {"text": "So", "parent_id": 999}).status_code == 422
    assert (
        len(call.post(f"{at}/posts", {"text": "So", "parent_id": post["id"]}).json()["posts"]) == 2
    )
    on = {"by": SYSTEM, "at": clock.now()}
    there = Member.objects.get()
    discussions.join(member=there, name="Ewa", **on)
    rude = Post.objects.get(pk=post["id"])
    report = discussions.report_post(member=there, post=rude, words="Rude", **on)
    assert [row["words"] for row in call.get(at).json()["reports"]] == ["Rude"]
    assert staff.post(f"{at}/reports/{report.pk}/settle").json()["reports"] == []
    assert call("PUT", f"{at}/summary", {"text": "All said"}).json()["summary"] == "All said"
    assert call("DELETE", f"{at}/members/{member['id']}").json()["members"][0]["left_at"]
    assert call.post(f"{at}/close").json()["closed_at"]
    assert call.post(f"{at}/posts", {"text": "Late"}).status_code == 409
    open_again = call.post(f"{at}/reopen").json()
    assert open_again["closed_at"] is None
    assert is_as_told("SpaceTold", open_again)
    register.restrict(by=SYSTEM, party=ewa, visibility="named", at=clock.now())
    seen = caller("viewer", name="w").get(at).json()
    assert (seen["members"], seen["hidden"]) == ([], 1)
