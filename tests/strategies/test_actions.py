from datetime import date, timedelta
from decimal import Decimal

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.initiatives.models import Stake
from accord.features.stakeholders import actions as people
from accord.features.stakeholders.models import Segment
from accord.features.strategies import actions, jobs, queries, reactions
from accord.features.strategies.models import Activity, Deliverable, Strategy, Touch
from accord.foundation.jobs.worker import drain
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party
from tests.factories.strategies import activity, strategy

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def lead(person):
    return person(Role.LEAD)


def talked(whom, at, **more):
    """Log a talk and let what follows from it be done."""
    details = TalkDetails("We spoke", **{"channel": "call", **more})
    talk = log_interaction(by=SYSTEM, parties=[whom], details=details, at=at)
    actions.close_touches(by=SYSTEM, talk=talk, parties=[whom.pk], at=at)
    return talk


def undo_of(talk, at):
    entry = Entry.objects.filter(verb="engagement.log", subject_id=talk.pk).get()
    return undo(by=SYSTEM, entry_id=entry.pk, at=at)


def touches(of):
    found = Touch.objects.filter(activity=of).order_by("pk")
    return list(found.values_list("state", "planned_on", "due_on", "closed_on", "talk_ref"))


@pytest.mark.duty("R10")
def test_a_talk_closes_the_touch_and_resets_the_rhythm(lead, at):
    _plan, objective = strategy(lead)
    teodor = party("Teodor", kind="person")
    walk = activity(objective, [teodor])
    today = at.date()
    assert touches(walk) == [("open", today, today, None, "")]
    later = at + 9 * DAY
    talk = talked(teodor, later)
    assert touches(walk) == [
        ("done", today, today, later.date(), talk.ref),
        ("open", later.date() + 30 * DAY, later.date() + 30 * DAY, None, ""),
    ]
    for _once_more in range(2):  # what is told twice, or said twice in a day, counts once
        actions.close_touches(by=SYSTEM, talk=talk, parties=[teodor.pk], at=later)
    assert len(touches(walk)) == 2
    early = at + 20 * DAY
    again = talked(teodor, early, channel="visit")
    assert touches(walk)[1] == (
        "done", later.date() + 30 * DAY, later.date() + 30 * DAY, early.date(), again.ref,
    )  # fmt: skip
    assert touches(walk)[2][:3] == ("open", *[early.date() + 30 * DAY] * 2)
    figures = queries.figures_of(SYSTEM, [walk], early.date())[walk.pk]
    assert (figures.due, figures.in_time, figures.late, figures.ahead) == (2, 1, 1, 1)


def test_a_talk_taken_back_opens_its_touch_again(lead, at):
    _plan, objective = strategy(lead)
    teodor, other = party("Teodor", kind="person"), party("Other", kind="person")
    walk = activity(objective, [teodor, other])
    today = at.date()
    kept = talked(other, at + 5 * DAY)
    talks = [talked(teodor, at + days * DAY) for days in (5, 10)]
    before = touches(walk)
    assert [row[0] for row in before] == ["done", "done", "open", "done", "open"]
    assert actions.reopen_touches(by=SYSTEM, at=at + 11 * DAY) == 0
    assert touches(walk) == before

    for talk in reversed(talks):
        undo_of(talk, at + 11 * DAY)
    assert actions.reopen_touches(by=SYSTEM, at=at + 11 * DAY) == 1
    mine = Touch.objects.filter(party=teodor).order_by("pk")
    assert list(mine.values_list("state", "due_on", "talk_ref")[:1]) == [("open", today, "")]
    assert [one.state for one in mine] == ["open", "dropped", "dropped"]
    assert Touch.objects.filter(party=other, state="done").get().talk_ref == kept.ref
    assert actions.reopen_touches(by=SYSTEM, at=at + 11 * DAY) == 0


@pytest.mark.duty("R10")
def test_not_every_talk_is_the_touch_that_was_planned(lead, at):
    site, other = initiative("Lark Valley"), initiative("Meters")
    _plan, objective = strategy(lead, initiative_id=site.pk)
    teodor = party("Teodor", kind="person")
    walk = activity(objective, [teodor])
    letter = activity(objective, [teodor], channel="letter", rhythm_days=None, title="Letter")
    later = at + 5 * DAY
    for refused in (
        {"initiative_id": other.pk}, {"channel": "mail", "direction": "out"},
        {"happened_at": at - 3 * DAY},
    ):  # fmt: skip
        talked(teodor, later, **refused)
        assert [row[0] for row in touches(walk)] == ["open"]
    talked(teodor, later, initiative_id=site.pk, channel="mail", direction="in")
    assert [row[0] for row in touches(walk)] == ["done", "open"]
    talked(teodor, later, channel="letter", direction="out")
    assert [row[0] for row in touches(letter)] == ["open"]  # its day is months ahead
    near = at + 290 * DAY
    talked(teodor, near, channel="call")
    assert [row[0] for row in touches(letter)] == ["open"]
    talked(teodor, near, channel="letter", direction="out")
    assert [row[0] for row in touches(letter)] == ["done"]


def test_a_logged_talk_reaches_the_plan_by_itself(lead, at):
    _plan, objective = strategy(lead)
    teodor = party("Teodor", kind="person")
    walk = activity(objective, [teodor])
    details = TalkDetails("We spoke")
    log_interaction(by=SYSTEM, parties=[teodor], details=details, at=at + DAY)
    drain()
    assert [row[0] for row in touches(walk)] == ["done", "open"]
    assert [one.name for one in reactions.REACTIONS] == ["strategies.close_touches"]


@pytest.mark.duty("R13")
def test_gaps_are_named_until_they_are_filled(lead, at):
    site = initiative("Lark Valley")
    plan, objective = strategy(lead, initiative_id=site.pk)
    mighty = stake(site, who=party("Regulator")).party
    Stake.objects.update(power=50, interest=50)
    key = stake(site, who=party("Dairy", tier="key")).party
    stake(site, who=party("Passer-by"))
    found = queries.coverage(lead, plan, at)
    assert (found.idle, {p.pk for p in found.unplanned}) == ([objective], {mighty.pk, key.pk})
    empty = activity(objective, [], started=False)
    assert queries.coverage(lead, plan, at).empty == [empty]
    actions.address_parties(by=lead, activity=empty, parties=[mighty, key], at=at)
    assert queries.coverage(lead, plan, at).is_whole


def test_the_audience_is_followed_day_by_day(lead, person, at):
    segment = people.add_segment(by=SYSTEM, name="Neighbours", at=at)
    near, far, silent = (party(name, kind="person") for name in ("Near", "Far", "Silent"))
    for one in (near, silent):
        people.pick(by=SYSTEM, segment=segment, party=one, at=at)
    people.change_party(
        by=SYSTEM,
        party=silent,
        at=at,
        is_contact_permitted=False,
        contact_refusal="Asked for peace",
    )
    _plan, objective = strategy(lead)
    walk = activity(objective, [], segment_id=segment.pk, started=False)
    assert Segment.objects.get() == segment
    actions.start_activity(by=lead, activity=walk, at=at)
    assert list(Touch.objects.values_list("party", "owner")) == [(near.pk, lead.pk)]
    own = person(Role.PRACTITIONER)
    people.change_party(by=SYSTEM, party=near, at=at, owner_id=own.pk)
    people.pick(by=SYSTEM, segment=segment, party=far, at=at)
    jobs.plan_touches(_Context())
    assert list(Touch.objects.order_by("pk").values_list("party", "owner", "state")) == [
        (near.pk, own.pk, "open"), (far.pk, lead.pk, "open"),
    ]  # fmt: skip
    people.change_party(
        by=SYSTEM, party=near, at=at, is_contact_permitted=False, contact_refusal="Asked for peace"
    )
    assert actions.plan_touches(by=SYSTEM, activity=walk, at=at) == 1
    assert actions.plan_touches(by=SYSTEM, activity=walk, at=at) == 0
    assert Touch.objects.get(party=near).state == "dropped"


class _Context:
    def progress(self, *_told):
        """Need no telling."""


def test_a_touch_is_moved_left_out_and_said_to_have_been_with_a_reason(lead, at):
    _plan, objective = strategy(lead)
    walk = activity(objective, [party("Teodor", kind="person")])
    [touch] = Touch.objects.all()
    today = at.date()
    for refused in (
        lambda: actions.move_touch(by=lead, touch=touch, due_on=today - DAY, reason="Late", at=at),
        lambda: actions.move_touch(by=lead, touch=touch, due_on=today + DAY, reason=" ", at=at),
        lambda: actions.drop_touch(by=lead, touch=touch, reason="", at=at),
        lambda: actions.close_touch(by=lead, touch=touch, on=today + DAY, words="Met", at=at),
    ):
        with pytest.raises(Invalid):
            refused()
    assert touches(walk) == [("open", today, today, None, "")]
    actions.move_touch(by=lead, touch=touch, due_on=today + 5 * DAY, reason="Away", at=at)
    assert touches(walk) == [("open", today, today + 5 * DAY, None, "")]
    actions.drop_touch(by=lead, touch=touch, reason="They asked for peace", at=at)
    assert [row[0] for row in touches(walk)] == ["dropped", "open"]
    assert touches(walk)[1][2] == today + 35 * DAY
    following = Touch.objects.get(state="open")
    actions.close_touch(by=lead, touch=following, on=today, words="Met at the market", at=at)
    assert [row[0] for row in touches(walk)] == ["dropped", "done", "open"]
    with pytest.raises(Stale):
        actions.close_touch(by=lead, touch=following, on=today, words="Again", at=at)


@pytest.mark.duty("R19")
def test_the_portfolio_adds_up(lead, at):
    plan, objective = strategy(lead, budget=Decimal(9000), risk="high", risk_words="Frost")
    teodor = party("Teodor", kind="person")
    walk = activity(objective, [teodor], cost=Decimal(400), spent=Decimal("120.50"))
    paper = actions.add_deliverable(
        by=lead, activity=walk, words="Map", due_on=at.date() - DAY, at=at
    )
    strategy(lead, name="Another", approved=False)
    talked(teodor, at + DAY)
    found = queries.standings(lead, list(Strategy.objects.order_by("pk")), at.date() + 2 * DAY)
    one, other = found.values()
    assert (one.objectives, one.reached, one.activities, one.running) == (1, 0, 1, 1)
    assert (one.cost, one.spent) == (Decimal(400), Decimal("120.50"))
    assert (one.deliverables, one.delivered, one.deliverables_late) == (1, 0, 1)
    assert (one.touches.due, one.touches.done, one.touches.ahead) == (1, 1, 1)
    assert (one.idle, other.idle, other.activities) == (0, 1, 0)
    assert other.touches == queries.Figures()
    actions.settle_deliverable(
        by=lead, deliverable=paper, state="delivered", on=at.date(), note="On the wall", at=at
    )
    actions.settle_objective(by=lead, objective=objective, state="reached", at=at)
    one = queries.standings(lead, [plan], at.date())[plan.pk]
    assert (one.reached, one.delivered, one.deliverables_late) == (1, 1, 0)
    assert queries.unplanned(lead, plan, at + 9 * DAY) == 0
    talked(party("Else", kind="person"), at + 2 * DAY)
    assert queries.unplanned(lead, plan, at + 9 * DAY) == 0
    details = TalkDetails("By the way", channel="message", direction="out")
    log_interaction(by=SYSTEM, parties=[teodor], details=details, at=at + 3 * DAY)
    assert queries.unplanned(lead, plan, at + 9 * DAY) == 1


@pytest.mark.duty("R13")
def test_a_strategy_begins_with_what_usually_helps(lead, at):
    span = (at.date(), at.date() + 60 * DAY)
    for number, key in enumerate(queries.TEMPLATES, 1):
        details = actions.StrategyDetails(key, lead.pk, *span)
        made = actions.plan_from_template(by=lead, details=details, template=key, at=at)
        pattern = queries.TEMPLATES[key]()
        found = Activity.objects.filter(strategy=made)
        assert (found.count(), made.objectives.count()) == (
            len(pattern.steps), len(pattern.objectives),
        )  # fmt: skip
        assert all(span[0] <= one.from_date <= one.until_date <= span[1] for one in found)
        assert Strategy.objects.count() == number
    assert Deliverable.objects.count() == 7
    with pytest.raises(Invalid):
        actions.plan_from_template(by=lead, details=details, template="magic", at=at)
    assert Strategy.objects.count() == number


@pytest.mark.duty("C05")
def test_an_outreach_programme_is_planned_from_need_to_change(lead, at):
    details = actions.StrategyDetails(
        "Read with us", lead.pk, date(2026, 6, 1), date(2027, 5, 31), budget=Decimal(9000)
    )
    plan = actions.plan_from_template(by=lead, details=details, template="outreach", at=at)
    lines = list(Activity.objects.filter(strategy=plan).order_by("from_date"))
    assert [(line.objective.position, line.channel, line.participation) for line in lines] == [
        (1, "visit", "consult"), (2, "event", "involve"), (3, "call", "consult"),
    ]  # fmt: skip
    due = Deliverable.objects.filter(activity__strategy=plan).order_by("due_on")
    assert [one.words.partition(",")[0] for one in due] == [
        "Needs in their own words", "Who came", "What came of it",
    ]  # fmt: skip
    assert (plan.budget, plan.state) == (Decimal(9000), "draft")
    assert Touch.objects.count() == 0


def test_only_what_makes_sense_is_planned_and_only_by_those_who_may(lead, person, at):
    plan, objective = strategy(lead, approved=False)
    walk = activity(objective, [], started=False)
    stranger, owner = person(Role.PRACTITIONER), person(Role.PRACTITIONER, name="owner")
    span = (date(2026, 1, 1), date(2026, 12, 31))
    for details in (
        {"until_date": date(2025, 1, 1)}, {"rhythm_days": 0}, {"channel": "smoke"},
        {"title": " "}, {"cost": Decimal(-1)}, {"participation": "rule"},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            activity(objective, [], started=False, **details)
    with pytest.raises(Stale):  # a draft starts nothing
        actions.start_activity(by=lead, activity=walk, at=at)
    with pytest.raises(NotAllowed):
        actions.approve_strategy(by=owner, strategy=plan, at=at)
    actions.approve_strategy(by=lead, strategy=plan, at=at)
    with pytest.raises(Invalid):  # for nobody
        actions.start_activity(by=lead, activity=walk, at=at)
    again = actions.StrategyDetails("Renamed", owner.pk, *span)
    with pytest.raises(NotAllowed):
        actions.change_strategy(by=stranger, strategy=plan, details=again, at=at)
    plan.refresh_from_db()
    assert (plan.name, Activity.objects.count(), Touch.objects.count()) == ("Quiet nights", 1, 0)
    actions.change_strategy(by=lead, strategy=plan, details=again, at=at)
    once_more = actions.StrategyDetails("By its owner", owner.pk, *span)
    actions.change_strategy(by=owner, strategy=plan, details=once_more, at=at)
    with pytest.raises(Stale):
        actions.approve_strategy(by=lead, strategy=plan, at=at)


def test_what_ends_is_planned_no_more(lead, at):
    plan, objective = strategy(lead)
    walk = activity(objective, [party("Teodor", kind="person")])
    call = activity(objective, [party("Ann", kind="person")], title="Call")
    actions.stop_activity(by=lead, activity=call, reason="Too dear", at=at)
    assert [row[0] for row in touches(call)] == ["dropped"]
    actions.start_activity(by=lead, activity=call, at=at)
    assert [row[0] for row in touches(call)] == ["dropped", "open"]
    actions.end_strategy(by=lead, strategy=plan, outcome="They sleep", at=at)
    assert [row[0] for row in touches(walk) + touches(call)] == ["dropped", "dropped", "dropped"]
    assert set(Activity.objects.values_list("state", flat=True)) == {"stopped"}
    with pytest.raises(Stale):
        actions.start_activity(by=lead, activity=walk, at=at)


def test_two_that_become_one_have_one_open_touch(lead, at):
    _plan, objective = strategy(lead)
    one, other = party("Teodor", kind="person"), party("T. Lind", kind="person")
    walk = activity(objective, [one, other])
    people.merge_parties(by=SYSTEM, survivor=one, merged=other, at=at)
    assert list(walk.touches.values_list("party", "state")) == [(one.pk, "open")]
    assert list(walk.picks.values_list("party", flat=True)) == [one.pk]
