from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accord.features.initiatives import actions, queries
from accord.features.initiatives.models import (
    Objective,
    Pillar,
    RedLine,
    RequiredCategory,
    Stake,
)
from accord.features.stakeholders.actions import add_category, retire_party
from accord.features.stakeholders.models import TimelineRow
from accord.foundation.accounts.models import Grant
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Conflict, Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.departments import department
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def told(who):
    rows = TimelineRow.objects.filter(party=who, kind="change").order_by("id")
    return list(rows.values_list("verb", "title", "text"))


def test_several_parties_get_a_stake_at_once_and_it_is_told_and_undone(person, at):
    me, dam, jonas, ewa = person(), initiative("Hollin Reservoir"), party("Jonas"), party("Ewa")
    details = actions.StakeDetails(
        "Chair of the farmers", me.pk, "supportive", date(2027, 3, 31), "involve", "Assembly"
    )
    made = actions.take_stakes(
        by=me, initiative=dam, parties=[jonas, ewa, jonas], details=details, at=at
    )
    assert [
        (s.party, s.role, s.owner_id, s.wanted, s.wanted_by, s.participation, s.evidence)
        for s in made
    ] == [
        (who, "Chair of the farmers", me.pk, "supportive", date(2027, 3, 31), "involve", "Assembly")
        for who in (jonas, ewa)
    ]
    assert told(ewa)[-1] == ("stake-taken", "Hollin Reservoir", "")
    again = actions.take_stakes(by=me, initiative=dam, parties=[jonas], at=at)
    assert again == []
    assert list(queries.stakes_of(me, dam, at)) == sorted(made, key=lambda s: s.party.sort_key)
    entry = Entry.objects.filter(verb="initiatives.stake").order_by("pk")[0]
    assert undo(by=me, entry_id=entry.pk, at=at).kept == []
    assert not Stake.objects.exists()
    assert not TimelineRow.objects.filter(verb="stake-taken").exists()


def test_a_stake_is_changed_by_two_and_the_same_field_is_a_conflict(person, at):
    held = stake(role="Neighbour")
    actions.change_stake(
        by=person(), stake=held, details=actions.StakeDetails("Owner"), seen=1, at=at
    )
    with pytest.raises(Conflict):
        actions.change_stake(
            by=person(Role.LEAD), stake=held, details=actions.StakeDetails("Tenant"), seen=1, at=at
        )
    assert Stake.objects.get().role == "Owner"
    assert told(held.party)[-1][0] == "stake-changed"


def test_a_stake_ends_and_begins_again(person, at):
    me, held = person(), stake()
    actions.end_stake(by=me, stake=held, reason="Sold the farm", at=at)
    assert told(held.party)[-1] == ("stake-ended", held.initiative.name, "Sold the farm")
    assert list(queries.stakes_of(me, held.initiative, at)) == []
    with pytest.raises(Stale):
        actions.end_stake(by=me, stake=held, reason="", at=at)
    begun = actions.take_stakes(by=me, initiative=held.initiative, parties=[held.party], at=at)
    assert [s.pk for s in begun] == [held.pk]
    assert list(queries.stakes_of(me, held.initiative, at)) == [held]


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (actions.StakeDetails(wanted="resistant"), "wanted"),
        (actions.StakeDetails(wanted="unaware"), "wanted"),
        (actions.StakeDetails(participation="obey"), "participation"),
        (actions.StakeDetails(role="x" * 201), "role"),
        (actions.StakeDetails(evidence="a\x00b"), "evidence"),
    ],
)
def test_what_can_not_be_kept_is_refused_and_nothing_happened(person, at, details, field):
    dam, jonas = initiative(), party()
    with pytest.raises(Invalid) as refused:
        actions.take_stakes(by=person(), initiative=dam, parties=[jonas], details=details, at=at)
    assert refused.value.field == field
    assert not Stake.objects.exists()


def test_who_may_not_takes_no_stake_and_nothing_happened(person, at):
    dam, jonas, held = initiative(), party(), stake()
    entries = Entry.objects.count()
    for me in (person(Role.VIEWER), person(None)):
        for act in (
            lambda me=me: actions.take_stakes(by=me, initiative=dam, parties=[jonas], at=at),
            lambda me=me: actions.end_stake(by=me, stake=held, reason="", at=at),
            lambda me=me: actions.change_stake(
                by=me, stake=held, details=actions.StakeDetails("x"), at=at
            ),
            lambda me=me: actions.draw_red_line(
                by=me, stake=held, details=actions.RedLineDetails("Night work"), at=at
            ),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert Entry.objects.count() == entries


def test_a_stake_is_as_visible_as_its_party(person, at):
    roads, water = department("Roads"), department("Water")
    ours, theirs = person(department=roads, name="ours"), person(department=water, name="theirs")
    dam = initiative()
    within = party(visibility="department", department_id=roads.pk)
    named = party(visibility="named", owner_id=ours.pk)
    open_ = party()
    for who in (within, named, open_):
        stake(dam, who=who)
    assert {s.party_id for s in queries.stakes_of(ours, dam, at)} == {
        within.pk, named.pk, open_.pk,
    }  # fmt: skip
    assert [s.party for s in queries.stakes_of(theirs, dam, at)] == [open_]
    assert queries.hidden_stakes(theirs, dam, at) == 2
    assert list(queries.stakes_of(person(None), dam, at)) == []
    held = Stake.objects.get(party=named)
    with pytest.raises(NotAllowed):
        actions.end_stake(by=person(Role.LEAD), stake=held, reason="", at=at)
    elsewhere = Stake.objects.get(party=within)
    with pytest.raises(NotAllowed):
        actions.end_stake(by=theirs, stake=elsewhere, reason="", at=at)


def test_a_grant_over_one_initiative_reaches_its_stakes_only(person, at):
    dam, road = initiative(), initiative()
    mine, other = stake(dam), stake(road)
    helper = person(None)
    Grant.objects.create(
        person=helper, role=Role.PRACTITIONER, scope="initiative", object_id=dam.pk
    )
    actions.end_stake(by=helper, stake=mine, reason="", at=at)
    with pytest.raises(NotAllowed):
        actions.end_stake(by=helper, stake=other, reason="", at=at)


def test_a_stake_is_one_for_each_initiative_and_party():
    held = stake()
    with pytest.raises(IntegrityError), transaction.atomic():
        Stake.objects.create(initiative=held.initiative, party=held.party, added_at=held.added_at)


def test_red_lines_are_drawn_changed_and_dropped(person, at):
    me, held = person(), stake()
    details = actions.RedLineDetails("Night work", "against", "No lorry after ten")
    line = actions.draw_red_line(by=me, stake=held, details=details, at=at)
    assert told(held.party)[-1] == ("red-line-drawn", held.initiative.name, "Night work")
    actions.change_red_line(
        by=me, line=line, details=actions.RedLineDetails("Night work", "for"), at=at
    )
    assert list(RedLine.objects.values_list("issue", "stance", "words")) == [
        ("Night work", "for", "")
    ]
    with pytest.raises(Invalid):
        actions.draw_red_line(by=me, stake=held, details=actions.RedLineDetails(" "), at=at)
    actions.drop_red_line(by=me, line=line, at=at)
    assert list(queries.red_lines_of(held)) == []
    assert undo(by=me, entry_id=last_entry_id(), at=at).kept == []
    assert [one.issue for one in queries.red_lines_of(held)] == ["Night work"]


def test_the_vision_is_written_as_a_whole_and_undone(person, at):
    lead, dam = person(Role.LEAD), initiative()
    farmers = add_category(by=SYSTEM, name="Farmers", position=1, at=at)
    media = add_category(by=SYSTEM, name="Media", position=2, at=at)
    first = actions.Vision(
        "Water for all", ["Raise the dam", "Keep the road open", " "], "Water, safely",
        ["Safe", "Fair"], [farmers.pk, media.pk],
    )  # fmt: skip
    actions.set_vision(by=lead, initiative=dam, vision=first, at=at)
    road = Objective.objects.get(words="Keep the road open")
    second = actions.Vision("Water for all", ["Keep the road open"], "", ["Safe"], [media.pk])
    actions.set_vision(by=lead, initiative=dam, vision=second, at=at)
    assert list(Objective.objects.values_list("pk", "words", "position")) == [
        (road.pk, "Keep the road open", 0)
    ]
    assert [p.words for p in Pillar.objects.all()] == ["Safe"]
    assert list(queries.required_categories(dam)) == [media]
    assert (dam.vision, dam.core_message) == ("Water for all", "")
    assert undo(by=lead, entry_id=last_entry_id(), at=at).kept == []
    assert Objective.objects.count() == 2
    assert RequiredCategory.objects.count() == 2
    with pytest.raises(NotAllowed):
        actions.set_vision(by=person(), initiative=dam, vision=second, at=at)


@pytest.mark.duty("R26")
def test_kinds_of_stakeholders_without_a_stake_are_named(person, at):
    lead, dam = person(Role.LEAD), initiative()
    farmers = add_category(by=SYSTEM, name="Farmers", position=1, at=at)
    media = add_category(by=SYSTEM, name="Media", position=2, at=at)
    wanted = actions.Vision(category_ids=[farmers.pk, media.pk])
    actions.set_vision(by=lead, initiative=dam, vision=wanted, at=at)
    assert list(queries.empty_categories(dam)) == [farmers, media]
    held = stake(dam, who=party(category_id=farmers.pk))
    stake(dam, who=party())
    assert list(queries.empty_categories(dam)) == [media]
    actions.end_stake(by=lead, stake=held, reason="", at=at)
    assert list(queries.empty_categories(dam)) == [farmers, media]


def test_advice_is_laid_down_row_by_row_and_the_newest_counts(person, at):
    lead = person(Role.LEAD)
    assert queries.advised("monitor", "aligned") == queries.Advised(90, "a short check")
    assert queries.advised("monitor").rhythm == "every 90 days"
    any_gap = actions.AdviceDetails("monitor", 60, "a call")
    actions.advise(by=lead, details=any_gap, reason="Pilot", at=at)
    own = actions.AdviceDetails("monitor", 30, "a letter", "raise", "What we plan")
    actions.advise(by=lead, details=own, reason="Pilot", at=at)
    assert queries.advised("monitor", "raise") == queries.Advised(30, "a letter", "What we plan")
    assert queries.advised("monitor", "aligned") == queries.Advised(60, "a call")
    actions.advise(by=person(Role.ADMINISTRATOR), details=any_gap, reason="Back", at=at)
    written = [(row.quadrant, row.way, row.by, row.reason) for row in queries.advice_written()]
    assert len(written) == 3
    assert written[-1] == ("monitor", "", lead, "Pilot")


def test_wrong_advice_is_refused_and_nothing_happened(person, at):
    lead = person(Role.LEAD)
    for details in (
        actions.AdviceDetails("monitor", 0, "x"), actions.AdviceDetails("nowhere", 5, "x"),
        actions.AdviceDetails("monitor", 5, " "), actions.AdviceDetails("monitor", 5, "x", "up"),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            actions.advise(by=lead, details=details, reason="Pilot", at=at)
    good = actions.AdviceDetails("monitor", 5, "x")
    with pytest.raises(Invalid):
        actions.advise(by=lead, details=good, reason=" ", at=at)
    with pytest.raises(NotAllowed):
        actions.advise(by=person(), details=good, reason="Pilot", at=at)
    assert not queries.advice_written().exists()


def test_who_is_there_no_more_leaves_the_seat_empty_and_is_offered_again(person, at):
    me, dam = person(), initiative()
    media = add_category(by=SYSTEM, name="Media", position=1, at=at)
    wanted = actions.Vision(category_ids=[media.pk])
    actions.set_vision(by=SYSTEM, initiative=dam, vision=wanted, at=at)
    post, radio = (party(name, category_id=media.pk) for name in ("Post", "Radio"))
    over, _gone = stake(dam, who=post), stake(dam, who=radio)
    assert queries.offered(me, dam, media.pk) == []
    actions.end_stake(by=me, stake=over, reason="", at=at)
    assert queries.offered(me, dam, media.pk) == [post]
    assert list(queries.empty_categories(dam)) == []
    retire_party(by=SYSTEM, party=radio, reason="Off the air", at=at)
    assert list(queries.empty_categories(dam)) == [media]
