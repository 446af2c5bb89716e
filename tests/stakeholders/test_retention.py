"""Retention: rules are tried first, go gently, and ask before they erase too much."""

from datetime import timedelta

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.stakeholders import actions, queries
from accord.features.stakeholders.actions import RuleDetails
from accord.features.stakeholders.models import RetentionReview, RetentionRule
from accord.features.tasks.models import Task
from accord.features.tasks.reactions import ask_owners_about_old_records
from accord.foundation.jobs.models import Job
from accord.foundation.journal.models import Entry, Letter
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(person):
    return person(Role.CUSTODIAN, name="Data Keeper")


@pytest.fixture
def later(at):
    """Two years on."""
    return at.replace(year=at.year + 2)


def rule(keeper, at, *, on=True, **fields):
    details = RuleDetails(**{"name": "Silent for a year", "months": 12} | fields)
    made = actions.add_rule(by=keeper, details=details, at=at)
    if on:
        actions.switch_rule(by=keeper, rule=made, is_active=True, seen=made.version, at=at)
    return made


def due(found, at):
    return [one.name for one in queries.due_by(found, at)]


def asked():
    return sorted(RetentionReview.objects.filter(verdict="").values_list("party__name", flat=True))


def test_who_is_due_is_whom_nothing_happened_with(keeper, person, at, later):
    me = person()
    party("Silent", at=at)
    spoken, noted, tasked = (party(name, at=at) for name in ("Spoken", "Noted", "Handed over"))
    lately = later - timedelta(days=30)
    log_interaction(by=me, parties=[spoken], details=TalkDetails("Met."), at=lately)
    actions.keep_note(by=me, party=noted, text="Moved away.", at=lately)
    actions.hand_over(by=me, party=tasked, to=me, at=lately)
    party("New", at=lately)
    found = rule(keeper, at)
    assert due(found, later) == ["Silent", "Handed over"]
    assert due(found, at + timedelta(days=364)) == []


def test_a_rule_holds_for_its_kind_category_and_purpose_alone(keeper, at, later):
    clients = actions.add_category(by=SYSTEM, name="Clients", at=at)
    party("Person", kind="person", at=at)
    party("Client", category_id=clients.pk, at=at)
    party("Resident", purpose="Road works 2026", at=at)
    retired = party("Retired", kind="group", at=at)
    actions.retire_party(by=SYSTEM, party=retired, reason="Dissolved", at=at)
    assert due(rule(keeper, at, kind="person"), later) == ["Person"]
    assert due(rule(keeper, at, category=clients), later) == ["Client"]
    assert due(rule(keeper, at, purpose="Road works 2026"), later) == ["Resident"]
    assert due(rule(keeper, at, counts_from="inactive"), later) == ["Retired"]


def test_a_rule_that_is_off_does_nothing(keeper, at, later):
    party("Silent", at=at)
    rule(keeper, at, on=False)
    assert actions.apply_rules(by=SYSTEM, at=later) == {"reviews": 0, "erasures": 0}
    assert (RetentionReview.objects.count(), Job.objects.count()) == (0, 0)


def test_reviews_are_asked_once_a_few_a_night_and_kept_ones_left_alone(keeper, person, at, later):
    me = person()
    for n in range(53):
        party(f"Silent {n:02}", at=at, owner_id=me.pk)
    rule(keeper, at)
    assert actions.apply_rules(by=SYSTEM, at=later) == {"reviews": 50, "erasures": 0}
    night = later + timedelta(days=1)
    assert actions.apply_rules(by=SYSTEM, at=night) == {"reviews": 3, "erasures": 0}
    assert actions.apply_rules(by=SYSTEM, at=night) == {"reviews": 0, "erasures": 0}
    first = RetentionReview.objects.order_by("pk").first()
    actions.keep_longer(by=me, review=first, at=night)
    with pytest.raises(Stale):
        actions.keep_longer(by=me, review=first, at=night)
    assert actions.apply_rules(by=SYSTEM, at=night + timedelta(days=300))["reviews"] == 0
    assert actions.apply_rules(by=SYSTEM, at=night + timedelta(days=370))["reviews"] == 1


def test_owners_get_a_few_tasks_and_none_twice(keeper, person, at, later):
    from accord.features.stakeholders.events import ReviewsProposed

    me = person()
    parties = [party(f"Silent {n:02}", at=at, owner_id=me.pk) for n in range(12)]
    nobody = party("Nobody's", at=at)
    rule(keeper, at)
    actions.apply_rules(by=SYSTEM, at=later)
    body = Letter.objects.get(name="stakeholders.reviews-proposed").body
    assert sorted(body["party_ids"]) == sorted(one.pk for one in [*parties, nobody])
    told = ReviewsProposed(at=later, rule_id=1, party_ids=tuple(body["party_ids"]))
    ask_owners_about_old_records(told, later)
    assert Task.objects.filter(owner=me).count() == 10
    ask_owners_about_old_records(told, later)
    assert Task.objects.filter(owner=me).count() == 12
    ask_owners_about_old_records(told, later)
    assert Task.objects.count() == 12
    assert due(RetentionRule.objects.get(), later)[:1] == ["Silent 00"]


def test_a_rule_that_erases_asks_the_worker_a_few_a_night(keeper, at, later):
    for n in range(27):
        party(f"Silent {n:02}", at=at)
    rule(keeper, at, outcome="erase", name="Gone for good")
    assert actions.apply_rules(by=SYSTEM, at=later) == {"reviews": 0, "erasures": 25}
    job = Job.objects.order_by("pk").first()
    assert (job.name, job.args["reason"]) == ("stakeholders.erase", "Retention rule: Gone for good")


def test_a_rule_that_would_erase_too_much_asks_instead(keeper, at, later):
    for n in range(51):
        party(f"Silent {n:02}", at=at)
    rule(keeper, at, outcome="erase")
    assert actions.apply_rules(by=SYSTEM, at=later) == {"reviews": 50, "erasures": 0}
    assert Job.objects.filter(name="stakeholders.erase").count() == 0


def test_an_erased_record_is_never_due_and_its_question_is_answered(keeper, at, later):
    silent = party("Silent", at=at)
    found = rule(keeper, at)
    actions.apply_rules(by=SYSTEM, at=later)
    assert asked() == ["Silent"]
    actions.erase_party(by=keeper, party=silent, reason="Rule.", at=later)
    assert (asked(), due(found, later.replace(year=later.year + 3))) == ([], [])
    assert RetentionReview.objects.get().verdict == "erase"


def test_a_changed_rule_is_off_and_only_the_one_that_was_seen_is_switched_on(keeper, at):
    made = rule(keeper, at)
    seen = made.version
    actions.change_rule(
        by=keeper, rule=made, details=RuleDetails(name="Half a year", months=6), at=at
    )
    assert not RetentionRule.objects.get().is_active
    with pytest.raises(Stale):
        actions.switch_rule(by=keeper, rule=made, is_active=True, seen=seen, at=at)
    assert not RetentionRule.objects.get().is_active


@pytest.mark.parametrize(("fields", "field"), [({"name": " "}, "name"), ({"months": 0}, "months"),
                                               ({"months": 1201}, "months")])  # fmt: skip
def test_a_rule_without_name_or_length_is_refused(keeper, at, fields, field):
    with pytest.raises(Invalid) as refusal:
        rule(keeper, at, **fields)
    assert (refusal.value.field, RetentionRule.objects.count()) == (field, 0)


def test_who_may_not_makes_no_rule_and_keeps_nothing(keeper, person, at, later):
    silent = party("Silent", at=at)
    rule(keeper, at)
    actions.apply_rules(by=SYSTEM, at=later)
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed):
        rule(person(Role.MANAGER), at)
    viewer = person(Role.VIEWER)
    with pytest.raises(NotAllowed):
        actions.keep_longer(by=viewer, review=queries.review_of(silent), at=at)
    assert (Entry.objects.count(), RetentionRule.objects.count(), asked()) == (
        entries, 1, ["Silent"],
    )  # fmt: skip
