"""Scores and judgements: what counts, what is kept, what is refused, who sees them."""

from datetime import timedelta

import pytest

from accord.features.engagement.events import InteractionLogged
from accord.features.health import actions, queries
from accord.features.health.jobs import score_nightly
from accord.features.health.models import Judgement, Score
from accord.features.health.reactions import score_again
from accord.features.promises import actions as promises
from accord.features.promises.events import PromiseSettled
from accord.features.stakeholders import actions as stakeholders
from accord.features.stakeholders.models import TimelineRow
from accord.features.stakeholders.queries import held
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.models import Job
from accord.foundation.journal.models import Image
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.methods.stakeholders import relationship_health
from tests.factories.departments import department
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def score(who, at):
    actions.keep_scores(by=SYSTEM, parties=[who], at=at)
    return Score.objects.get(party=who, is_newest=True)


def test_a_score_is_what_the_method_says_of_what_everybody_may_read(at, talk, promise, me):
    jonas = party("Jonas", rhythm_days=30)
    talk(jonas, 3, direction="in", mood=1)
    talk(jonas, 10, direction="out")
    talk(jonas, 40, direction="both", mood=-1)
    talk(jonas, 1, visibility="named", mood=-1)  # for some eyes only: it counts for nobody
    kept = promise(jonas, at - 50 * DAY, at - 20 * DAY)
    promises.keep_promise(by=me, promise=kept, at=at - 21 * DAY)
    promise(jonas, at - 50 * DAY, at - 10 * DAY)  # past its day
    promise(jonas, at - 50 * DAY, at + 10 * DAY)  # not due yet
    promise(jonas, at - 50 * DAY, at - 10 * DAY, side="they")
    expected = relationship_health(
        days_since_last=3, cadence_days=30,
        interactions=[
            {"age": 40, "direction": "both", "sentiment": -1.0},
            {"age": 10, "direction": "out", "sentiment": None},
            {"age": 3, "direction": "in", "sentiment": 1.0},
        ],
        promises=[{"age": 10, "outcome": "broken"}, {"age": 21, "outcome": "kept"}],
    )  # fmt: skip
    found = score(jonas, at)
    assert found.value == pytest.approx(expected.value["score"])
    assert found.lost == pytest.approx(expected.value["lost_points"])
    assert (found.band, found.is_enough, found.talks_count) == (expected.value["band"], True, 3)
    assert (found.rhythm_days, found.rhythm_from, found.method_version) == (30, "agreed", "1.0")
    assert found.last_talk_at == at - 3 * DAY


def test_a_promise_moved_after_its_day_counts_late(at, promise, me):
    jonas = party("Jonas")
    late = promise(jonas, at - 30 * DAY, at - 20 * DAY)
    promises.move_promise(by=me, promise=late, due_at=at + 5 * DAY, why="Rain", at=at - 10 * DAY)
    [evidence] = queries.evidence_of([jonas], at)
    [one] = evidence.promises
    assert queries.outcome_of(one, at) == "renegotiated_after_due"
    assert queries.due_of(one, at) == at - 20 * DAY
    promises.keep_promise(by=me, promise=late, at=at)
    [evidence] = queries.evidence_of([jonas], at)
    assert queries.outcome_of(evidence.promises[0], at) == "late"


def test_too_little_gives_no_band(at, talk):
    jonas = party("Jonas", tier="key")
    talk(jonas, 3)
    talk(jonas, 9)
    found = score(jonas, at)
    assert (found.is_enough, found.shown_band, found.talks_count) == (False, "", 2)
    assert (found.rhythm_days, found.rhythm_from) == (14, "tier")
    assert (found.week_change, found.move) == (None, "")
    assert queries.ask_standings([jonas.pk])() == {}


def test_each_week_keeps_one_score_and_the_weeks_before_come_at_once(at, talk):
    jonas = party("Jonas", tier="key")
    for ago in (2, 9, 30, 60):
        talk(jonas, ago, direction="both")
    score(jonas, at)
    weeks = list(Score.objects.order_by("week").values_list("week", "is_newest"))
    monday = queries.monday(at)
    wanted = [monday - timedelta(weeks=back) for back in range(8, -1, -1)]
    assert weeks == [(week, week == monday) for week in wanted]  # none before the first talk
    before = list(Score.objects.filter(is_newest=False).values_list("week", "value"))
    score(jonas, at + DAY)
    score(jonas, at + 7 * DAY)
    assert list(Score.objects.filter(is_newest=False).values_list("week", "value"))[:8] == before
    assert Score.objects.count() == 10
    assert Score.objects.get(is_newest=True).week == monday + timedelta(weeks=1)
    Score.objects.filter(is_newest=True).delete()
    score(jonas, at + 7 * DAY)  # with the weeks before again, each once
    assert Score.objects.filter(is_newest=False).count() == 9
    assert actions.drop_old(by=SYSTEM, at=at + 8 * DAY) == 1
    assert not Score.objects.exists()


@pytest.mark.duty("R04")
def test_what_moved_is_told_with_its_reason(at, talk, promise, person):
    quiet, back = party("Quiet", tier="key"), party("Back", tier="active")
    broken, calm = party("Broken", tier="key"), party("Calm", tier="key")
    for ago in (16, 25, 40):
        talk(quiet, ago, direction="both")
    for ago in (1, 80, 90):
        talk(back, ago, direction="in")
    for ago in (1, 8, 15, 20, 30):
        talk(broken, ago, direction="both", mood=1)
        talk(calm, ago, direction="both", mood=1)
    missed = [promise(broken, at - 60 * DAY, at - 2 * DAY) for _ in range(3)]
    actions.keep_scores(by=SYSTEM, parties=[quiet, back, broken, calm], at=at)
    viewer = person(Role.VIEWER)
    told = {one.party.name: (one.move, one.reason.get("ref")) for one in queries.moved(viewer)}
    assert told == {
        "Quiet": ("quiet", told["Quiet"][1]), "Back": ("replied", told["Back"][1]),
        "Broken": ("cooled", missed[0].ref),
    }  # fmt: skip
    cooled = queries.moved(viewer, "cooled").get()
    assert cooled.week_change < -10
    assert (cooled.reason["part"], cooled.reason["outcome"]) == ("promises", "broken")


def test_the_nightly_job_goes_on_where_it_stopped_and_leaves_out_the_inactive(at, talk, promise):
    talked, promised, gone = party("Talked"), party("Promised"), party("Gone")
    party("Nothing")
    talk(talked, 3)
    promise(promised, at - 5 * DAY, at - DAY)
    talk(gone, 3)
    score(gone, at)
    stakeholders.retire_party(by=SYSTEM, party=gone, reason="Closed", at=at)
    assert not Score.objects.filter(party=gone).exists()
    now = clock.now()
    job = Job.objects.create(
        name="health.scores", lease="x", state="running", run_at=now, enqueued_at=now
    )
    old = party("Old")
    score(old, at)  # whatever it rested on was taken back since
    assert score_nightly(Context(job)) == {"scored": 2, "warned": 0, "dropped": 1}
    assert set(Score.objects.values_list("party__name", flat=True)) == {"Talked", "Promised"}
    job.checkpoint = {"at": now.isoformat(), "done": 1, "after": talked.pk}
    Score.objects.all().delete()
    assert score_nightly(Context(job)) == {"scored": 2, "warned": 0, "dropped": 0}
    assert set(Score.objects.values_list("party__name", flat=True)) == {"Promised"}


def test_evidence_costs_the_same_for_three_as_for_one(at, talk, promise, django_assert_num_queries):
    many = [party(f"Party {n}") for n in range(3)]
    for one in many:
        talk(one, 2)
        promise(one, at - 9 * DAY, at - DAY)
    for some in (many[:1], many):
        with django_assert_num_queries(3):
            queries.evidence_of(some, at)


def test_a_judgement_is_kept_dated_and_asks_why_when_it_lies_far_off(at, talk, me, person):
    jonas = party("Jonas", tier="key")
    for ago in (1, 5, 9, 20):
        talk(jonas, ago, direction="both", mood=1)
    computed = score(jonas, at).value
    for value, note in ((101, "x"), (-1, "x"), (10, ""), (10, "  "), (10, "\x00")):
        with pytest.raises(Invalid):
            actions.judge(by=me, party=jonas, value=value, note=note, at=at)
    with pytest.raises(NotAllowed):
        actions.judge(by=person(Role.VIEWER), party=jonas, value=80, at=at)
    assert not Judgement.objects.exists()
    near = round(computed) - 5
    actions.judge(by=me, party=jonas, value=near, at=at)
    actions.judge(by=me, party=jonas, value=10, note=" They told me so ", at=at + DAY)
    assert list(Judgement.objects.order_by("pk").values_list("value", "note", "computed")) == [
        (near, "", computed), (10, "They told me so", computed),
    ]  # fmt: skip
    assert queries.course_of(jonas).judgement.value == 10
    told = TimelineRow.objects.filter(verb="health-judged").order_by("pk")
    assert list(told.values_list("title", "text")) == [
        (str(near), ""), ("10", "They told me so"),
    ]  # fmt: skip
    assert [row["value"] for row in held["judgements"].read(me, jonas)] == [near, 10]


def test_who_may_not_see_the_party_sees_no_score(at, talk, person):
    here, there = department("Here"), department("There")
    hidden = party("Hidden", department_id=there.pk, visibility="department", tier="key")
    for ago in (16, 25, 40):
        talk(hidden, ago, direction="both")
    score(hidden, at)
    outsider = person(Role.PRACTITIONER, department=here, name="outsider")
    insider = person(Role.PRACTITIONER, department=there, name="insider")
    for find in (queries.visible_to, queries.moved):
        assert [one.party_id for one in find(insider)] == [hidden.pk]
        assert not find(outsider).exists()


def test_judgements_follow_a_party_into_another(at, me):
    one, other = party("One"), party("Other")
    actions.judge(by=me, party=one, value=70, at=at)
    stakeholders.merge_parties(by=me, survivor=other, merged=one, at=at)
    assert list(Judgement.objects.values_list("party_id", "value")) == [(other.pk, 70)]


def test_an_erasure_takes_scores_and_judgements_and_their_traces(at, talk, me, shelf):
    jonas = party("Jonas", tier="key")
    for ago in (1, 8, 15):
        talk(jonas, ago, direction="both")
    score(jonas, at)
    actions.judge(by=me, party=jonas, value=70, note="Jonas is angry", at=at)
    stakeholders.erase_party(by=SYSTEM, party=jonas, reason="They asked.", at=at)
    assert (Score.objects.count(), Judgement.objects.count()) == (0, 0)
    assert not Image.objects.filter(kind__startswith="health.").exclude(before=None).exists()


def test_a_talk_and_a_settled_promise_are_scored_a_moment_later(at, talk, promise, me):
    jonas = party("Jonas", tier="key")
    logged = talk(jonas, 0)
    event = InteractionLogged(
        at=at, interaction_id=logged.pk, ref=logged.ref, party_ids=(jonas.pk,), by_id=me.pk
    )
    score_again(event, at + timedelta(days=30))  # long past: the night has done it
    assert not Score.objects.exists()
    score_again(event, at)
    assert Score.objects.get(is_newest=True).talks_count == 1
    kept = promise(jonas, at - 9 * DAY, at - DAY)
    settled = PromiseSettled(
        at=at, promise_id=kept.pk, ref=kept.ref, party_id=jonas.pk, state="kept", by_id=me.pk
    )
    score_again(settled, at)
    assert Score.objects.get(is_newest=True).components["promises"] is not None
