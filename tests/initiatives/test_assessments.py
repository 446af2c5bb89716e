from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from accord.features.initiatives import actions, queries
from accord.features.initiatives.jobs import keep_standings_nightly
from accord.features.initiatives.models import Assessment, Round, Stake
from accord.features.initiatives.states import SCALES
from accord.features.stakeholders.actions import erase_party
from accord.features.stakeholders.models import TimelineRow
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative, said, stake

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def of(held, at):
    return queries.standings([held.pk], at).get(held.pk, queries.NOTHING)


@pytest.mark.duty("R02")
def test_an_assessment_is_dated_signed_and_says_why(person, at):
    me, held = person(), stake()
    made = said(me, held, power=4, interest=4.5, level="resistant", reason="Plan late", at=at)
    assert (made.assessor, made.at, made.reason, made.power, made.interest, made.influence) == (
        me, at, "Plan late", 40, 45, None,
    )  # fmt: skip
    held = Stake.objects.get()
    assert (held.power, held.interest, held.engagement, held.assessed_at, held.disagrees) == (
        40, 45, "resistant", at, False,
    )  # fmt: skip
    row = TimelineRow.objects.get(verb="assessed")
    assert (row.party, row.by, row.text) == (held.party, me, "Plan late")


@pytest.mark.duty("R02")
def test_the_median_of_the_last_words_counts_and_disagreement_is_flagged(person, at):
    ann, bo, cy = person(name="ann"), person(name="bo"), person(name="cy")
    held = stake()
    said(ann, held, power=1, level="unaware", at=at - 9 * DAY)
    said(ann, held, power=4.4, at=at - 8 * DAY)
    said(bo, held, power=2.5, interest=3, level="neutral", at=at)
    found = of(held, at)
    assert (found.scores, found.spreads, found.disagreeing, found.assessors) == (
        {"power": 35, "interest": 30}, {"power": 19, "interest": 0}, (), 2,
    )  # fmt: skip
    assert found.engagement == "unaware"  # the lower one of the middle
    said(cy, held, power=5, level="supportive", at=at)
    found = of(held, at)
    assert (found.scores["power"], found.disagreeing, found.engagement) == (
        44, ("power",), "neutral",
    )  # fmt: skip
    assert Stake.objects.get().disagrees


@pytest.mark.duty("R02")
def test_any_moment_before_can_be_asked_and_nothing_said_is_nothing(person, at):
    me, held = person(), stake(at=at - 300 * DAY)
    for days, power in ((250, 2), (100, 3), (1, 5)):
        said(me, held, power=power, at=at - days * DAY)
    asked = (300, 249, 99, 0)
    assert [of(held, at - d * DAY).scores.get("power") for d in asked] == [None, 20, 30, 50]
    assert of(held, at - 300 * DAY) == queries.NOTHING
    assert not of(held, at).is_placed
    assert of(held, at).score("interest") is None


def test_what_was_said_lapses_after_half_a_year_and_the_job_keeps_it_true(
    person, at, time_machine_at
):
    me, held = person(), stake()
    said(me, held, power=4, at=at)
    held.refresh_from_db()
    assert held.lapses_at == datetime(2026, 11, 1, tzinfo=UTC)
    last = held.lapses_at - timedelta(seconds=1)
    assert of(held, last).scores == {"power": 40}
    assert of(held, held.lapses_at) == queries.NOTHING
    assert list(queries.lapsed(last)) == []
    assert queries.untrue(last, [held.pk]) == {}
    time_machine_at(held.lapses_at)
    assert keep_standings_nightly(None) == {"written": 1}
    held.refresh_from_db()
    assert (held.power, held.lapses_at, held.assessed_at, held.version) == (None, None, None, 1)


@pytest.fixture
def time_machine_at(monkeypatch):
    def go(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    return go


def test_an_assessment_is_undone_and_counts_no_more(person, at):
    me, held = person(), stake()
    said(me, held, power=2, at=at - DAY)
    said(me, held, power=4, at=at)
    assert Stake.objects.get().power == 40
    assert undo(by=me, entry_id=last_entry_id(), at=at).kept == []
    assert Stake.objects.get().power == 20


def test_several_are_assessed_as_one_thing_to_undo(person, at):
    me, dam = person(), initiative()
    first, second = stake(dam), stake(dam)
    what = actions.Said({"power": 40, "interest": 20})
    actions.assess_many(by=me, initiative=dam, said_of=[(first, what), (second, what)], at=at)
    assert set(Stake.objects.values_list("power", flat=True)) == {40}
    undo(by=me, entry_id=last_entry_id(), at=at)
    assert set(Stake.objects.values_list("power", flat=True)) == {None}
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    "what",
    [
        actions.Said(), actions.Said({"power": 9}), actions.Said({"power": 51}),
        actions.Said({"charm": 30}), actions.Said(engagement="keen"),
        actions.Said({"power": 30}, reason="x" * 301),
    ],
)  # fmt: skip
def test_what_can_not_be_said_is_refused_and_nothing_happened(person, at, what):
    held = stake()
    entries = Entry.objects.count()
    with pytest.raises(Invalid):
        actions.assess(by=person(), stake=held, what=what, at=at)
    assert (Assessment.objects.count(), Entry.objects.count()) == (0, entries)


def test_who_may_not_assesses_nothing_and_nothing_happened(person, at):
    held = stake()
    for by in (person(Role.VIEWER), person(Role.CUSTODIAN), SYSTEM):
        with pytest.raises(NotAllowed):
            said(by, held, power=3)
    actions.end_stake(by=person(), stake=held, reason="", at=at)
    with pytest.raises(Stale):
        said(person(Role.LEAD), held, power=3)
    assert not Assessment.objects.exists()


@pytest.mark.duty("R02")
def test_a_round_is_blind_until_it_is_shown(person, at):
    lead, ann, bo = person(Role.LEAD), person(name="ann"), person(name="bo")
    held = stake()
    asked = actions.open_round(by=lead, initiative=held.initiative, title="May", at=at)
    said(ann, held, power=5, round_=asked, at=at)
    said(bo, held, power=1, round_=asked, at=at)
    assert [a.assessor for a in queries.assessments_of(ann, held)] == [ann]
    assert list(queries.assessments_of(lead, held)) == []
    assert Stake.objects.get().power is None
    assert not TimelineRow.objects.filter(verb__in=["assessed", "round-shown"]).exists()

    actions.show_round(by=lead, round_=asked, at=at + DAY)
    assert {a.assessor for a in queries.assessments_of(lead, held)} == {ann, bo}
    shown = Stake.objects.get()
    assert (shown.power, shown.disagrees) == (30, True)
    assert of(held, at).scores == {}
    assert TimelineRow.objects.get(verb="round-shown").text == "May"
    with pytest.raises(Stale):
        said(ann, held, power=3, round_=asked, at=at + DAY)
    with pytest.raises(Stale):
        actions.show_round(by=lead, round_=asked, at=at + DAY)


def test_a_round_is_opened_once_by_those_who_lead(person, at):
    lead, owner = person(Role.LEAD), person(name="owner")
    dam, road = initiative(owner_id=owner.pk), initiative()
    elsewhere = stake(road)
    asked = actions.open_round(by=owner, initiative=dam, title="May", at=at)
    with pytest.raises(Stale):
        actions.open_round(by=lead, initiative=dam, title="June", at=at)
    with pytest.raises(Invalid):
        actions.open_round(by=lead, initiative=road, title=" ", at=at)
    with pytest.raises(NotAllowed):
        actions.open_round(by=owner, initiative=road, title="May", at=at)
    with pytest.raises(NotAllowed):
        actions.show_round(by=person(), round_=asked, at=at)
    with pytest.raises(Stale):
        said(owner, elsewhere, power=3, round_=asked)
    assert list(Round.objects.values_list("title", "shown_at")) == [("May", None)]


def test_an_erased_party_has_no_stake_any_more(person, at):
    me, held = person(), stake(role="Chair")
    said(me, held, power=3, reason="Sold the farm to Jonas")
    actions.draw_red_line(by=me, stake=held, details=actions.RedLineDetails("Night work"), at=at)
    erase_party(by=SYSTEM, party=held.party, reason="asked", at=at)
    assert (Stake.objects.count(), Assessment.objects.count()) == (0, 0)


SAYING = some.tuples(
    some.integers(0, 3), some.integers(0, 400), some.sampled_from(SCALES), some.integers(10, 50)
)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(some.lists(SAYING, min_size=1, max_size=12), some.integers(0, 400))
def test_what_a_stake_keeps_is_what_is_computed(person_pool, at_, sayings, ago):
    people, held = person_pool
    Assessment.objects.all().delete()
    for who, days, scale, tenths in sorted(sayings, key=lambda one: -one[1]):
        what = actions.Said({scale: tenths})
        actions.assess(by=people[who], stake=held, what=what, at=at_ - days * DAY)
    moment = at_ - ago * DAY
    actions.keep_standings(by=SYSTEM, keys=[held.pk], at=moment)
    kept = Stake.objects.get(pk=held.pk)
    right = of(held, moment).columns()
    assert {name: getattr(kept, name) for name in right} == right
    assert all(tenths is None or 10 <= tenths <= 50 for tenths in kept.scores.values())


@pytest.fixture
def at_(at):
    return at


@pytest.fixture
def person_pool(person, at):
    return [person(name=f"n{i}") for i in range(4)], stake(at=at - 500 * DAY)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after another")
@pytest.mark.django_db(transaction=True)
def test_two_assess_at_once_and_both_count(person, at):
    people = [person(name=f"n{i}") for i in range(4)]
    stake()

    def speak(who, power):
        said(who, Stake.objects.select_related("party", "initiative").get(), power=power, at=at)
        connection.close()

    threads = [
        Thread(target=speak, args=(who, power))
        for who, power in zip(people, (2, 3, 4, 5), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Stake.objects.get().power == 35


def test_a_stake_that_keeps_something_else_is_named_until_it_lapses(person, at):
    held = stake()
    said(person(Role.PRACTITIONER), held, power=4)
    assert list(queries.differences(at)) == []
    Stake.objects.filter(pk=held.pk).update(power=30)
    assert list(queries.differences(at)) == [f"{held.party.ref} in {held.initiative.ref}: power"]
    assert list(queries.differences(at + timedelta(days=365))) == []


def test_a_round_is_not_hidden_again_while_another_is_open(at):
    dam = initiative()
    first = actions.open_round(by=SYSTEM, initiative=dam, title="Spring", at=at)
    actions.show_round(by=SYSTEM, round_=first, at=at)
    entry = last_entry_id()
    second = actions.open_round(by=SYSTEM, initiative=dam, title="Autumn", at=at)
    with pytest.raises(Stale, match="open already"):
        undo(by=SYSTEM, entry_id=entry, at=at)
    assert list(queries.open_rounds(dam)) == [second]
    actions.show_round(by=SYSTEM, round_=second, at=at)
    undo(by=SYSTEM, entry_id=entry, at=at)
    assert list(queries.open_rounds(dam)) == [first]
