"""From what waits between us to what comes of it: one meeting, all the way."""

from datetime import UTC, datetime, timedelta

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.engagement.models import Interaction, Outcome, Point
from accord.features.meetings import actions, queries
from accord.features.meetings.models import AgendaItem, Decision, Invitee, Line, Meeting, Verdict
from accord.features.meetings.states import Answer, State
from accord.features.promises.actions import PromiseDetails, make_promise
from accord.features.promises.models import Promise
from accord.features.stakeholders.models import TimelineRow
from accord.features.tasks.models import Task
from accord.features.tradeoffs.actions import TradeOffDetails, add_demand, open_tradeoff
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Conflict, Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.meetings import meeting
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
NOTES = """# The fence
We decided to close the lane
Anna will send the plan by Friday
< the deeds
> a map of the lane by 4 December
Who pays for the fence?
It rained
// We could go up to 40,000
"""


@pytest.fixture
def anna(person):
    return person(Role.PRACTITIONER, name="Anna Kask")


@pytest.fixture
def held(anna):
    return meeting(anna, at=AT)


@pytest.fixture
def finished(anna, held):
    actions.begin_meeting(by=anna, meeting=held, at=AT)
    actions.take_minutes(by=anna, meeting=held, notes=NOTES, at=AT)
    return actions.finish_meeting(by=anna, meeting=held, absent=[], at=AT + timedelta(hours=1))


def theirs(of):
    return Invitee.objects.select_related("meeting", "party", "person").get(
        meeting=of, party__isnull=False
    )


def test_what_waits_between_us_stands_ready_for_the_agenda(anna, held):
    jonas = theirs(held).party
    make_promise(by=anna, party=jonas, details=PromiseDetails("A map"), at=AT)
    make_promise(by=anna, party=jonas, details=PromiseDetails("The deeds", side="they"), at=AT)
    make_promise(by=anna, party=jonas, details=PromiseDetails("Secret", visibility="named"), at=AT)
    talk = TalkDetails("Met", points=(("The fence", True), ("The weather", False)))
    log_interaction(by=anna, parties=[jonas], details=talk, at=AT)
    log_interaction(
        by=anna, parties=[party("Other")], at=AT, details=TalkDetails("x", points=(("No", True),))
    )
    found = queries.proposals_for(anna, held)
    assert [(one.title, one.kind) for one in found] == [
        ("A map", "information"), ("The deeds", "information"), ("The fence", "discussion"),
    ]  # fmt: skip
    actions.take_up(by=anna, meeting=held, proposals=found, at=AT)
    assert [one.origin_ref for one in queries.agenda_of(held)] == ["P-0001", "P-0002", "K-0001"]
    assert queries.proposals_for(anna, held) == []


def test_only_what_all_invited_know_of_is_ticked_beforehand(anna, held):
    jonas, mari = theirs(held).party, party("Mari", kind="person")
    make_promise(by=anna, party=jonas, details=PromiseDetails("A map"), at=AT)
    talk = TalkDetails("Met", points=(("The fence", True),))
    log_interaction(by=anna, parties=[jonas, mari], details=talk, at=AT)
    weighed = open_tradeoff(by=anna, details=TradeOffDetails("Give in to Jonas"), at=AT)
    add_demand(by=anna, tradeoff=weighed, party=jonas, words="More", at=AT)
    assert ticked(anna, held) == {"A map", "The fence"}
    actions.invite(by=anna, meeting=held, parties=[mari], at=AT)
    assert ticked(anna, held) == {"The fence"}
    offered = {one.title for one in queries.proposals_for(anna, held)}
    assert offered == {"A map", "The fence", "Give in to Jonas"}


def ticked(by, held):
    return {one.title for one in queries.proposals_for(by, held) if one.is_between_us}


def test_an_agenda_is_put_in_order_and_an_item_becomes_a_task(anna, held):
    one, two = [
        actions.add_item(by=anna, meeting=held, details=actions.ItemDetails(words), at=AT)
        for words in ("First", "Second")
    ]
    actions.move_item(by=anna, item=two, up=True, at=AT)
    assert [item.title for item in queries.agenda_of(held)] == ["Second", "First"]
    actions.move_item(by=anna, item=two, up=True, at=AT)  # it is at the top already
    proposed = actions.propose_item(by=SYSTEM, invitee=theirs(held), title="The hay", at=AT)
    assert [item.title for item in queries.agenda_of(held)] == ["Second", "First", "The hay"]
    with pytest.raises(Stale):
        actions.move_item(by=anna, item=proposed, up=True, at=AT)
    actions.change_item(by=anna, item=proposed, details=actions.ItemDetails("Hay"), at=AT)
    assert not AgendaItem.objects.get(pk=proposed.pk).is_proposed
    actions.make_task(by=anna, item=one, owner_id=anna.pk, at=AT)
    task = Task.objects.get()
    assert (task.title, task.origin_ref, task.party_id) == (
        "First",
        held.ref,
        theirs(held).party_id,
    )
    with pytest.raises(Stale):
        actions.make_task(by=anna, item=one, owner_id=anna.pk, at=AT)
    with pytest.raises(Invalid):
        actions.add_item(by=anna, meeting=held, details=actions.ItemDetails("x", minutes=0), at=AT)


def test_minutes_become_all_they_say_at_once_and_one_undo_takes_it_back(anna, held):
    actions.begin_meeting(by=anna, meeting=held, at=AT)
    actions.take_minutes(by=anna, meeting=held, notes=NOTES, at=AT)
    end = AT + timedelta(hours=1)
    actions.finish_meeting(by=anna, meeting=held, absent=[], at=end)
    entry = last_entry_id()
    jonas = theirs(held).party
    assert list(Decision.objects.values_list("words", flat=True)) == [
        "We decided to close the lane"
    ]
    task = Task.objects.get()
    assert (task.title, task.owner, task.origin_ref) == ("Send the plan", anna, held.ref)
    promises = Promise.objects.order_by("side").values_list("side", "words", "party", "source")
    assert list(promises) == [
        ("they", "the deeds", jonas.pk, "the deeds"),
        ("we", "a map of the lane by 4 December", jonas.pk, "a map of the lane by 4 December"),
    ]
    assert Promise.objects.get(side="we").due.isoformat() == "2026-12-04"
    talk = Interaction.objects.get()
    assert (talk.channel, talk.is_formal, held.talk, held.state) == (
        "meeting", True, talk, State.FINISHED,
    )  # fmt: skip
    assert Outcome.objects.filter(interaction=talk).count() == 2
    points = Point.objects.order_by("position").values_list("text", "needs_follow_up")
    assert ("Who pays for the fence?", True) in points
    assert "40,000" not in talk.text + "".join(text for text, _open in points)
    assert TimelineRow.objects.filter(party=jonas, verb="talked-meeting-out").count() == 1
    lines = queries.lines_of(held)
    assert [line.kind for line in lines] == [
        "heading", "decision", "task", "they", "we", "question", "note", "note",
    ]  # fmt: skip
    assert [line.made_ref for line in lines if line.made_ref] == ["T-0001", "P-0001", "P-0002"]

    undo(by=anna, entry_id=entry, at=end)
    held.refresh_from_db()
    assert (held.state, held.talk_id) == (State.RUNNING, None)
    left = [Decision, Task, Promise, Interaction, Line, Point]
    assert [model.objects.count() for model in left] == [0] * 6


def test_a_meeting_among_ourselves_makes_tasks_and_no_talk(anna):
    details = actions.MeetingDetails("Us", AT, AT + timedelta(hours=1), anna)
    held = actions.plan_meeting(by=anna, details=details, at=AT, people=[anna])
    actions.begin_meeting(by=anna, meeting=held, at=AT)
    actions.take_minutes(by=anna, meeting=held, notes="> the plan by Friday", at=AT)
    actions.finish_meeting(by=anna, meeting=held, absent=[], at=AT)
    assert (Task.objects.count(), Promise.objects.count(), held.talk) == (1, 0, None)


def test_who_may_only_read_changes_nothing(person, anna, held):
    viewer = person(Role.VIEWER)
    item = actions.add_item(by=anna, meeting=held, details=actions.ItemDetails("x"), at=AT)
    for refused in (
        lambda: actions.begin_meeting(by=viewer, meeting=held, at=AT),
        lambda: actions.send_invitations(by=viewer, meeting=held, at=AT),
        lambda: actions.drop_item(by=viewer, item=item, at=AT),
        lambda: actions.cancel_meeting(by=viewer, meeting=held, why="no", at=AT),
        lambda: actions.answer_invitation(by=viewer, invitee=theirs(held), answer="yes", at=AT),
    ):
        with pytest.raises(NotAllowed):
            refused()
    held.refresh_from_db()
    assert (held.state, AgendaItem.objects.count()) == (State.DRAFT, 1)
    assert theirs(held).answer == Answer.NONE


def test_two_who_type_are_told_of_each_other(person, anna, held):
    second = person(Role.PRACTITIONER, name="Bo")
    actions.begin_meeting(by=anna, meeting=held, at=AT)
    seen = held.version
    mine = Meeting.objects.get(pk=held.pk)
    actions.take_minutes(by=second, meeting=held, notes="theirs", at=AT, seen=seen)
    with pytest.raises(Conflict) as told:
        actions.take_minutes(by=anna, meeting=mine, notes="mine", at=AT, seen=seen)
    assert Meeting.objects.get().notes == "theirs"
    actions.take_minutes(by=anna, meeting=mine, notes="mine", at=AT, seen=told.value.version)
    assert Meeting.objects.get().notes == "mine"


def test_what_is_over_is_not_begun_again_and_says_so(anna, finished):
    for refused in (
        lambda: actions.begin_meeting(by=anna, meeting=finished, at=AT),
        lambda: actions.take_minutes(by=anna, meeting=finished, notes="x", at=AT),
        lambda: actions.finish_meeting(by=anna, meeting=finished, absent=[], at=AT),
        lambda: actions.cancel_meeting(by=anna, meeting=finished, why="late", at=AT),
        lambda: actions.send_invitations(by=anna, meeting=finished, at=AT),
    ):
        with pytest.raises(Stale):
            refused()
    assert Decision.objects.count() == 1


def test_each_line_is_confirmed_or_disputed_and_silence_accepts(anna, finished, settings):
    settings.MINUTES_DAYS = 7
    one, sent = theirs(finished), AT + timedelta(hours=2)
    lines = queries.lines_of(finished, outside=True)
    with pytest.raises(Stale):
        actions.judge_line(by=SYSTEM, invitee=one, line=lines[1], is_right=True, at=sent)
    assert actions.send_minutes(by=anna, meeting=finished, at=sent) == 2
    one = theirs(finished)
    with pytest.raises(Invalid):
        actions.judge_line(by=SYSTEM, invitee=one, line=lines[1], is_right=False, at=sent)
    actions.judge_line(
        by=SYSTEM, invitee=one, line=lines[1], is_right=False, words="Only at night", at=sent
    )
    task = Task.objects.latest("pk")
    assert (task.owner, task.origin_ref, "Only at night" in task.title) == (
        anna, finished.ref, True,
    )  # fmt: skip
    assert actions.confirm_minutes(by=SYSTEM, invitee=one, at=sent) == 5
    stand = queries.stand_of(finished, sent)
    assert (stand.confirmed, stand.disputed, stand.waits) == (5, 1, True)
    inside = next(line for line in queries.lines_of(finished) if line.is_inside)
    with pytest.raises(Invalid):
        actions.judge_line(by=SYSTEM, invitee=one, line=inside, is_right=True, at=sent)
    late = sent + timedelta(days=7)
    with pytest.raises(Stale):
        actions.judge_line(by=SYSTEM, invitee=one, line=lines[2], is_right=True, at=late)
    assert not queries.stand_of(finished, late).waits

    notes = NOTES.replace("close the lane", "close the lane at night")
    actions.correct_minutes(by=anna, meeting=finished, notes=notes, at=late)
    assert (finished.issue, finished.sent_at, Verdict.objects.count()) == (2, None, 6)
    assert queries.stand_of(finished, late).disputed == 0
    assert [line.made_ref for line in queries.lines_of(finished)][2] == "T-0001"
    talk = Interaction.objects.get()
    assert "close the lane at night" in talk.text
    assert "40,000" not in talk.text
    row = TimelineRow.objects.get(party=one.party, verb="talked-meeting-out")
    assert row.text == talk.text


@pytest.mark.duty("L06")
def test_a_series_drafts_its_next_with_what_was_left_open(anna):
    held = meeting(anna, at=AT, rhythm="week")
    actions.begin_meeting(by=anna, meeting=held, at=AT)
    actions.take_minutes(by=anna, meeting=held, notes=NOTES, at=AT)
    actions.finish_meeting(by=anna, meeting=held, absent=[], at=AT)
    following = actions.close_meeting(by=anna, meeting=held, at=AT + timedelta(days=1))
    assert (following.starts_at, following.state) == (AT + timedelta(days=7), State.DRAFT)
    assert [item.title for item in queries.agenda_of(following)] == ["Who pays for the fence?"]
    assert Invitee.objects.filter(meeting=following).count() == 2
    assert Task.objects.count() == 1  # nothing to review yet
    actions.end_series(by=anna, meeting=following, at=AT)
    with pytest.raises(Stale):
        actions.end_series(by=anna, meeting=following, at=AT)


def test_each_quarter_the_chair_asks_whether_it_is_worth_its_hours(anna):
    held = meeting(anna, at=AT, rhythm="month")
    later = AT + timedelta(days=95)
    actions.begin_meeting(by=anna, meeting=held, at=later)
    actions.take_minutes(by=anna, meeting=held, notes="It rained", at=later)
    actions.finish_meeting(by=anna, meeting=held, absent=[], at=later)
    actions.close_meeting(by=anna, meeting=held, at=later)
    assert "worth its hours" in Task.objects.get().title


def test_it_costs_what_our_hours_cost(anna, finished, settings):
    settings.MEETING_RATES = {4: 40, 5: 60}
    found = queries.cost_of(finished)
    assert (found.people, found.hours, found.price) == (1, 1.0, 40)
    assert (found.decisions, found.actions, found.could_be_a_message) == (1, 3, False)
    settings.MEETING_RATES = {}
    assert queries.cost_of(finished).price is None


def test_what_named_people_may_see_nobody_else_finds(person, anna):
    boss = person(Role.MANAGER)
    held = meeting(anna, at=AT, visibility="named")
    assert not queries.visible_to(boss).filter(pk=held.pk).exists()
    actions.invite(by=anna, meeting=held, people=[boss], at=AT)
    assert queries.visible_to(boss).filter(pk=held.pk).exists()


def test_a_meeting_with_somebody_hidden_is_hidden(person, anna):
    secret = party("Witness", visibility="named", owner_id=anna.pk)
    held = meeting(anna, who=secret, mail="", at=AT)
    assert not queries.visible_to(person(Role.VIEWER)).filter(pk=held.pk).exists()
    assert queries.visible_to(anna).filter(pk=held.pk).exists()
