import pytest

from accord.features.conduct import actions, queries
from accord.features.conduct.models import Debrief, Incident, SecondReading
from accord.features.stakeholders.models import TimelineRow
from accord.features.tasks.models import Task
from accord.features.tasks.queries import visible_to as tasks_visible_to
from accord.foundation.journal.models import Image
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
Decision = actions.Decision


def seen_by(person):
    return [one.ref for one in queries.visible_to(person).order_by("pk")]


def test_the_rubric_comes_to_a_level_and_a_person_decides(us, note, at):
    one = note("sarcasm", "directed_insult", taken="He meant to hurt me")
    assert (one.ref, one.side, one.computed, one.level) == ("X-0001", "theirs", 2, None)
    assert (one.facts, one.taken) == ("He called me an idiot", "He meant to hurt me")
    with pytest.raises(NotAllowed):  # hostile: a lead decides
        actions.decide(by=us.handler, incident=one, decision=Decision(2, "limit"), at=at)
    with pytest.raises(Invalid):  # another level than the rubric's, without a reason
        actions.decide(by=us.handler, incident=one, decision=Decision(1, "refocus"), at=at)
    with pytest.raises(Invalid):  # what level 2 does not allow
        actions.decide(by=us.lead, incident=one, decision=Decision(2, "stop"), at=at)
    one.refresh_from_db()
    assert (one.level, one.response) == (None, "")
    actions.decide(by=us.lead, incident=one, decision=Decision(2, "warn"), at=at)
    assert (one.level, one.response, one.decided_by) == (2, "warn", us.lead)
    assert queries.was_warned(one.party, at.replace(year=2030))
    assert Debrief.objects.count() == 0


def test_accommodation_and_harsh_criticism_never_count(us, talk, caller, at):
    details = actions.IncidentDetails(
        "She asked for large print, in tears", has_accommodation=True,
        markers=("strong_criticism", "distress", "complaint_to_regulator"), is_repeat=True,
    )  # fmt: skip
    one = actions.note_incident(by=us.handler, talk=talk, party=caller, details=details, at=at)
    assert one.computed == 0
    actions.decide(by=us.handler, incident=one, decision=Decision(0, "listen"), at=at)
    assert queries.load_of(us.handler, at).value == 0


def test_what_comes_again_after_a_warning_counts_one_level_more(note):
    assert [note("sarcasm", is_repeat=repeat).computed for repeat in (False, True)] == [1, 2]


def test_from_level_three_on_a_manager_decides_and_a_second_person_reads(us, note, at):
    one = note("discriminatory")
    for by, refused in ((us.lead, NotAllowed), (us.manager, Invalid)):
        with pytest.raises(refused):
            actions.decide(by=by, incident=one, decision=Decision(3, "stop"), at=at)
    for second in (us.handler, us.manager, us.viewer):
        decision = Decision(3, "stop", second=second)
        with pytest.raises(Invalid):
            actions.decide(by=us.manager, incident=one, decision=decision, at=at)
    assert (SecondReading.objects.count(), Debrief.objects.count()) == (0, 0)
    decision = Decision(3, "stop", second=us.second)
    actions.decide(by=us.manager, incident=one, decision=decision, at=at)
    reading, debrief = SecondReading.objects.get(), Debrief.objects.get()
    assert (reading.reader, reading.read_at, debrief.person) == (us.second, None, us.handler)
    titles = {task.owner.name: (task.title, task.visibility) for task in Task.objects.all()}
    assert titles == {
        "Sten Second": ("Read X-0001 and say how grave you find it", "named"),
        "Hanna Handler": ("Talk over X-0001 with somebody you trust", "named"),
    }
    assert not queries.carries(one)
    with pytest.raises(NotAllowed):
        actions.read_second(by=us.lead, reading=reading, level=3, words="So too", at=at)
    actions.read_second(by=us.second, reading=reading, level=3, words="So too", at=at)
    with pytest.raises(Stale):
        actions.read_second(by=us.second, reading=reading, level=0, words="No", at=at)
    assert (reading.level, reading.task.state, queries.carries(one)) == (3, "done", True)
    assert queries.agreement(us.manager) == (1, 1)


def test_who_sees_what_was_done_to_us(us, note, at):
    one = note("directed_insult")
    who = {name for name, somebody in vars(us).items() if seen_by(somebody)}
    assert who == {"handler", "lead", "manager", "executive"}
    actions.ask_second(by=us.handler, incident=one, reader=us.second, at=at)
    assert seen_by(us.second) == [one.ref]


def test_what_one_of_ours_did_is_seen_by_whoever_noted_it_the_lead_and_administrators(us, note, at):
    one = note("belittling", by=us.second, person=us.handler)
    assert one.side == "ours"
    who = {name for name, somebody in vars(us).items() if seen_by(somebody)}
    assert who == {"second", "lead", "manager", "executive", "admin"}
    for by in (us.handler, us.second):
        with pytest.raises(NotAllowed):
            actions.decide(by=by, incident=one, decision=Decision(1, "talk"), at=at)
    actions.decide(by=us.lead, incident=one, decision=Decision(1, "talk"), at=at)
    assert (one.level, queries.load_of(us.second, at).n) == (1, 0)
    with pytest.raises(Invalid):
        note("belittling", by=us.second, person=us.second)


def test_who_may_not_note_one_and_nothing_happened(us, talk, caller, at):
    details = actions.IncidentDetails("He shouted", has_accommodation=False)
    for by, whom, wrong in (
        (us.viewer, caller, NotAllowed),
        (us.admin, caller, NotAllowed),
        (us.stranger, caller, NotAllowed),
        (us.handler, party("Somebody else"), Invalid),
    ):
        with pytest.raises(wrong):
            actions.note_incident(by=by, talk=talk, party=whom, details=details, at=at)
    wrong = actions.IncidentDetails("He shouted", has_accommodation=False, markers=("mood",))
    with pytest.raises(Invalid):
        actions.note_incident(by=us.handler, talk=talk, party=caller, details=wrong, at=at)
    assert Incident.objects.count() == 0


def test_nothing_of_it_stands_on_the_record_or_on_lists_of_others(us, grave, as_role, client):
    rows = TimelineRow.objects.filter(kind="task")
    assert {row.visibility for row in rows} == {"named"}
    assert tasks_visible_to(us.executive).count() == 0
    assert [task.owner for task in tasks_visible_to(us.manager)] == [us.second]
    client.force_login(us.executive)
    shown = client.get(f"/stakeholders/{grave.party.ref}/").content.decode()
    for words in ("abusive", "X-0001", "degrading"):
        assert words not in shown


def test_a_debrief_stays_with_whoever_had_it(us, grave, client, at):
    found = Debrief.objects.get()
    with pytest.raises(NotAllowed):
        actions.hold_debrief(by=us.manager, debrief=found, helped="", next_time="", at=at)
    actions.hold_debrief(by=us.handler, debrief=found, helped="Sten", next_time="Pause", at=at)
    assert (found.held_at, found.task.state) == (at, "done")
    kept = " ".join(Image.objects.filter(kind="conduct.debrief").values_list("after", flat=True))
    assert "Sten" not in kept
    assert "Pause" not in kept
    for somebody, code in ((us.handler, 200), (us.manager, 404), (us.second, 404)):
        client.force_login(somebody)
        assert client.get(f"/conduct/{grave.ref}/debrief/").status_code == code


def test_a_second_reader_says_it_before_they_are_shown_the_decision(us, note, client, at):
    one = note("degrading")
    decision = Decision(3, "stop", reason="", second=us.second)
    actions.decide(by=us.manager, incident=one, decision=decision, at=at)
    client.force_login(us.second)
    shown = client.get(f"/conduct/{one.ref}/").content.decode()
    assert "Say how grave you find it" in shown
    assert "No contact for now" not in shown
    client.post(f"/conduct/{one.ref}/read/", {"level": 2, "words": "Hostile"})
    shown = client.get(f"/conduct/{one.ref}/").content.decode()
    assert "No contact for now" in shown
    assert queries.agreement(us.manager) == (1, 0)
