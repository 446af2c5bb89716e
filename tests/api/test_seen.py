"""What one may not see is nowhere: every GET, two departments, records for named people."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.features.conduct import actions as conduct
from accord.features.engagement import actions as engagement
from accord.features.escalations import actions as escalations
from accord.features.health import actions as health
from accord.features.initiatives import actions as initiatives
from accord.features.keyplans import actions as keyplans
from accord.features.letters import actions as letters
from accord.features.needs import actions as needs
from accord.features.networks import actions as networks
from accord.features.promises import actions as promises
from accord.features.stakeholders import actions as stakeholders
from accord.features.tasks import actions as tasks
from accord.features.ties import actions as ties
from accord.features.tradeoffs import actions as tradeoffs
from accord.features.tradeoffs.models import TradeOff
from accord.features.wants import actions as want_actions
from accord.features.wants import queries as wants
from accord.foundation.accounts import actions as accounts
from accord.foundation.fields import actions as fields
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from accord.overview.api.views import document
from tests.api.conftest import fits
from tests.api.test_document import operations
from tests.conftest import NOON
from tests.factories.stakeholders import party

pytestmark = [
    pytest.mark.django_db, pytest.mark.either, pytest.mark.usefixtures("shelf"),
]  # fmt: skip
CANARY = "Kanarek"
ASKED = {
    "search": f"?q={CANARY}", "search_texts": f"?q={CANARY}", "list_views": "?area=tasks",
}  # fmt: skip
GROWTH = {"get_growth", "get_growth_item"}  # one's own, see test_growth


def _fill(one, owner, dam):
    """Give ``one`` a row of everything; give the addresses of what was made."""
    on = {"by": SYSTEM, "at": NOON}
    stakeholders.add_contact_point(
        party=one,
        details=stakeholders.ContactDetails("mail", f"{one.name.replace(' ', '.')}@example.org"),
        **on,
    )
    stakeholders.add_name(party=one, kind="alias", text=f"{one.name} alias", **on)
    stakeholders.add_identifier(party=one, scheme="x", value=f"{one.name} 1", **on)
    stakeholders.keep_note(party=one, text=f"{one.name} note", **on)
    purpose = stakeholders.add_consent_purpose(name=f"About {one.pk}", **on)
    stakeholders.record_consent(
        party=one, purpose=purpose, state="given", source=f"{one.name} said", **on
    )
    topic = stakeholders.add_topic(name=f"Topic {one.pk}", **on)
    stakeholders.set_topics(party=one, topics=[topic], **on)
    place = stakeholders.add_place(details=stakeholders.PlaceDetails(f"Place {one.pk}"), **on)
    stakeholders.link_place(party=one, place=place, role="owner", **on)
    promise = promises.make_promise(
        party=one, details=promises.PromiseDetails(f"{one.name} promise", owner_id=owner.pk), **on
    )
    need = needs.hear_need(party=one, words=f"{one.name} need", **on)
    task = tasks.add_task(
        details=tasks.TaskDetails(f"{one.name} task", owner_id=owner.pk, party=one), **on
    )
    talk = engagement.log_interaction(
        parties=[one],
        details=engagement.TalkDetails(f"{one.name} talk", promises=(), needs=()), **on,
    )  # fmt: skip
    initiatives.add_initiative(details=initiatives.InitiativeDetails(f"Initiative {one.pk}"), **on)
    [stake] = initiatives.take_stakes(initiative=dam, parties=[one], **on)
    line = initiatives.RedLineDetails(f"{one.name} issue")
    initiatives.draw_red_line(stake=stake, details=line, **on)
    said = initiatives.Said({"power": 40}, reason=f"{one.name} says")
    if one.visibility != "named":
        initiatives.assess(stake=stake, what=said, by=owner, at=NOON)
    health.judge(party=one, value=50, note=f"{one.name} judged", **on)
    health.keep_scores(parties=[one], **on)
    tradeoff = TradeOff.objects.get()
    tradeoffs.add_demand(tradeoff=tradeoff, party=one, words=f"{one.name} asks", **on)
    years = (NOON.date(), NOON.date().replace(year=2040))
    details = keyplans.PlanDetails(f"{one.name} plan", owner.pk, *years)
    plan = keyplans.open_plan(party=one, details=details, **on)
    keyplans.add_goal(plan=plan, details=keyplans.GoalDetails(2027, f"{one.name} goal"), **on)
    escalations.set_step(person=owner, level=7, hours=24, **on)
    bundle = escalations.Bundle(f"{one.name} asks", f"{one.name} waits")
    escalation = escalations.raise_escalation(party=one, bundle=bundle, **on)
    letter = _letter(one, owner)
    hard = conduct.IncidentDetails(
        f"{one.name} shouted", has_accommodation=False, patterns=("demands",), handler_id=owner.pk
    )
    incident = conduct.note_incident(talk=talk, party=one, details=hard, **on)
    conduct.decide(incident=incident, decision=conduct.Decision(0, "limits"), **on)
    terms = conduct.ArrangementDetails(
        ("writing",), f"{one.name} calls", NOON.date(), NOON.date().replace(month=9)
    )
    arrangement = conduct.arrange(incident=incident, details=terms, **on)
    (focus,) = wants.visible_to(owner)
    paper = (f"{one.name}.txt", ContentFile(one.name.encode()))
    (file,) = stakeholders.attach_files(party=one, files=[paper], **on).kept
    return {
        "files": str(file.pk), "stakes": str(stake.pk), "initiatives": dam.ref,
        "stakeholders": one.ref, "promises": promise.ref, "needs": need.ref, "tasks": task.ref,
        "interactions": talk.ref, "places": place.ref,
        "tradeoffs": tradeoff.ref, "plans": plan.ref, "escalations": escalation.ref, "letters": letter.ref,
        "arrangements": arrangement.ref, "incidents": incident.ref,
        "wants": str(focus.pk),
    }  # fmt: skip


def _letter(one, author):
    """Send a letter to somebody, who is then known to have got it."""
    point = stakeholders.ContactDetails("mail", f"{one.ref}@else.example")
    stakeholders.add_contact_point(by=SYSTEM, party=one, details=point, at=NOON)
    given = letters.LetterDetails(parties=(one,), subject=f"{one.name} letter", text="Hello")
    made = letters.write_letter(by=author, details=given, at=NOON)
    letters.send_letter(by=author, letter=made, at=NOON)
    later = NOON + timedelta(minutes=1)
    letters.leave(by=SYSTEM, letter=made, at=later)
    OutMail.objects.update(state="sent", sent_at=later)
    letters.settle(by=SYSTEM, letter=made, at=later)
    return made


@pytest.fixture
def world(person):
    """Give somebody of the south, and what they see and what not."""
    north = accounts.add_department(by=SYSTEM, name="North", parent=None, at=NOON)
    south = accounts.add_department(by=SYSTEM, name="South", parent=None, at=NOON)
    owner = person(Role.LEAD)
    open_one = party("Open", kind="person")
    theirs = party(f"{CANARY} North", visibility="department", department_id=north.pk)
    named = party(f"{CANARY} Named", visibility="named", kind="group", owner_id=owner.pk)
    on = {"by": SYSTEM, "at": NOON}
    stakeholders.add_affiliation(
        person=open_one, post=stakeholders.Post(theirs, post="Chair"), **on
    )
    stakeholders.add_to_group(group=named, party=open_one, **on)
    near = ties.add_type(name="is near", **on)
    for other in (theirs, named):
        ties.tie(kind=near, one=open_one, other=other, **on)
    stakeholders.change_party(party=open_one, parent_id=named.pk, **on)
    engagement.log_interaction(
        parties=[open_one, named], details=engagement.TalkDetails("All met"), **on
    )
    segment = stakeholders.add_segment(name="Few", **on)
    for one in (open_one, theirs, named):
        stakeholders.pick(segment=segment, party=one, **on)
    fields.add_tag(name="Tag", **on)
    fields.add_field(
        details=fields.FieldDetails("stakeholders.party", "text", {"en": "Meter"}), **on
    )
    stakeholders.add_category(name="Category", **on)
    dam = initiatives.add_initiative(details=initiatives.InitiativeDetails("Dam"), **on)
    initiatives.open_round(initiative=dam, title="May", **on)
    weighed = tradeoffs.open_tradeoff(details=tradeoffs.TradeOffDetails("Either, or"), **on)
    tradeoffs.add_option(tradeoff=weighed, words="Yes", **on)
    details = want_actions.FocusDetails(owner.pk, "Few")
    focus = want_actions.focus_on(segment=segment, details=details, **on)
    said = want_actions.WantDetails("Quiet", "Talks")
    want_actions.state_want(focus=focus, details=said, **on)
    made = [_fill(one, owner, dam) for one in (open_one, theirs, named)]
    for measured in (dam, None):
        networks.measure(initiative=measured, **on)
    return south, segment, made[0], made[1:]


def _addresses(made, segment):
    """Give every address that is read, with the references of ``made``."""
    for name, method, path in operations():
        if method != "get" or name in {
            *GROWTH,
            "get_incident",  # for those in it and who leads, see test_conduct
            "fetch_file_of_letter",  # see test_papers
            "fetch_file_of_talk",
            "get_import",
            "list_import_remarks",
            "list_arrivals",  # for administrators, as imports are
            "list_imports",
            "list_workshops",
            "get_workshop",
            "get_sample",  # see test_voice
            "list_answers_on",
            "get_oversight",
            "list_warnings",
            "get_pulse_rule",  # of those who lead
        }:
            continue
        whose = path.split("/")[0]
        if "{ref}" in path and whose not in made:
            continue
        own = "files" if "/files/" in path else whose
        key = made[own] if own in {"files", "stakes", "wants"} else str(segment.pk)
        address = path.replace("{key}", key).replace("{ref}", made.get(whose, ""))
        yield name, method, path, f"{address}{ASKED.get(name, '')}"


def _statuses(call, address, *ends):
    return {call.get(f"{address}{end}").status_code for end in ends}


def test_nothing_of_what_one_may_not_see_is_told(caller, world):
    south, segment, seen, hidden = world
    call = caller("practitioner", department=south)
    told = []

    for name, _method, _path, address in _addresses(seen, segment):
        answer = call.get(address)
        assert answer.status_code == 200, name
        said = b"".join(answer)
        if CANARY in said.decode():
            told.append((name, said))
    assert told == []
    for made in hidden:
        for name, _method, path, address in _addresses(made, segment):
            if "{ref}" not in path or path.startswith(("places", "initiatives", "tradeoffs")):
                continue
            answer = call.get(address)
            other = call.get(address.replace(made[path.split("/")[0]], "X-999999"))
            assert (name, answer.status_code, answer.content) == (name, 404, other.content)
        for name in ("promises", "needs", "tasks", "interactions", "stakes"):
            assert call.get(f"{name}?party={made['stakeholders']}").json()["items"] == []
        assert _statuses(call, f"stakes/{made['stakes']}", "", "/assessments") == {404}
    for asked in (CANARY, f"{CANARY}%20North"):
        assert CANARY not in call.get(f"stakeholders?q={asked}").content.decode()


def test_whoever_may_see_all_of_it_does_and_it_is_as_the_document_says(caller, world):
    _south, segment, seen, hidden = world
    call = caller("lead", name="other lead")
    wrong = []

    for made in (seen, hidden[0]):
        for name, method, path, address in _addresses(made, segment):
            answer = call.get(address)
            operation = document()["paths"][f"/api/v1/{path}"][method]
            assert answer.status_code == 200, (name, answer.content)
            if name == "fetch_file":
                assert b"".join(answer).decode() in {"Open", f"{CANARY} North"}
                continue
            schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
            if broken := fits(schema, answer.json()):
                wrong.append((name, broken))
    assert wrong == []
    assert call.get(f"stakeholders/{hidden[0]['stakeholders']}").json()["name"] == f"{CANARY} North"


LISTS = (
    "stakeholders", "promises", "needs", "tasks", "interactions", "initiatives", "segments",
    "stakes",
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_three_rows_cost_as_many_queries_as_one(caller, world, name):
    call = caller("lead", name="other lead")
    call.get(name)

    counts = []
    for limit in (1, 3):
        with CaptureQueriesContext(connection) as asked:
            rows = call.get(f"{name}?limit={limit}").json()["items"]
        counts.append(len(asked))
        assert len(rows) >= 1

    assert counts[0] == counts[1], counts
    del world
