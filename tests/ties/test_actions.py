"""Ties between two stakeholders: what is kept, what is refused, who sees them."""

from datetime import date

import pytest

from accord.features.stakeholders.actions import merge_parties, unmerge
from accord.features.stakeholders.models import TimelineRow
from accord.features.stakeholders.queries import held
from accord.features.ties import actions, queries
from accord.features.ties.actions import TieDetails
from accord.features.ties.models import Tie, TieType
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.departments import department
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def advises(at):
    return actions.add_type(
        by=SYSTEM, name="advises", reverse="is advised by", one_kind="person", at=at
    )


@pytest.fixture
def near(at):
    return actions.add_type(by=SYSTEM, name="is a neighbour of", at=at)


@pytest.fixture
def jonas():
    return party("Jonas Vetter", kind="person")


@pytest.fixture
def council():
    return party("Town council", kind="organisation")


def kept():
    return list(Tie.objects.order_by("pk").values_list("one__name", "other__name", "until_date"))


@pytest.mark.duty("R02")
def test_a_tie_is_kept_and_told_to_both_in_the_words_of_each(person, at, advises, jonas, council):
    details = TieDetails(4, "minutes of May", date(2026, 5, 1))
    new = actions.tie(by=person(), kind=advises, one=jonas, other=council, details=details, at=at)
    assert queries.ties_of(SYSTEM, jonas) == queries.ties_of(SYSTEM, council) == [new]
    assert (new.strength, new.source, new.from_date) == (4, "minutes of May", date(2026, 5, 1))
    told = TimelineRow.objects.filter(verb="tied").order_by("id")
    assert list(told.values_list("party", "text", "data")) == [
        (jonas.pk, "advises", {"named": [council.pk]}),
        (council.pk, "is advised by", {"named": [jonas.pk]}),
    ]


def test_one_that_reads_the_same_from_both_ends_is_there_once(at, near, jonas, council):
    actions.tie(by=SYSTEM, kind=near, one=council, other=jonas, at=at)
    with pytest.raises(Invalid):
        actions.tie(by=SYSTEM, kind=near, one=jonas, other=council, at=at)
    assert kept() == [("Jonas Vetter", "Town council", None)]


def test_what_can_not_be_tied_is_refused_and_nothing_happened(at, person, advises, jonas, council):
    entries = Entry.objects.count()
    refused = [
        {"one": jonas, "other": jonas},
        {"one": council, "other": jonas},  # only persons advise
        {"one": jonas, "other": council, "details": TieDetails(6)},
        {"one": jonas, "other": council, "details": TieDetails(source="\x00")},
        {
            "one": jonas, "other": council,
            "details": TieDetails(from_date=date(2026, 2, 1), until_date=date(2026, 1, 1)),
        },
    ]  # fmt: skip
    for words in refused:
        with pytest.raises(Invalid):
            actions.tie(by=SYSTEM, kind=advises, at=at, **words)
    with pytest.raises(NotAllowed):
        actions.tie(by=person(Role.VIEWER), kind=advises, one=jonas, other=council, at=at)
    assert (kept(), Entry.objects.count()) == ([], entries)


def test_a_closed_type_ties_nobody_and_what_was_tied_stays(at, advises, jonas, council):
    actions.tie(by=SYSTEM, kind=advises, one=jonas, other=council, at=at)
    actions.change_type(by=SYSTEM, kind=advises, is_active=False, at=at)
    with pytest.raises(Invalid):
        actions.tie(by=SYSTEM, kind=advises, one=jonas, other=party("Else"), at=at)
    assert kept() == [("Jonas Vetter", "Town council", None)]


def test_a_tie_ends_once_and_may_begin_again(at, advises, jonas, council):
    first = actions.tie(by=SYSTEM, kind=advises, one=jonas, other=council, at=at)
    actions.end_tie(by=SYSTEM, held=first, until_date=date(2026, 5, 3), at=at)
    with pytest.raises(Stale):
        actions.end_tie(by=SYSTEM, held=first, until_date=date(2026, 5, 4), at=at)
    second = actions.tie(by=SYSTEM, kind=advises, one=jonas, other=council, at=at)
    with pytest.raises(Invalid):
        actions.change_tie(by=SYSTEM, held=first, details=TieDetails(), at=at)
    with pytest.raises(Invalid):  # the first would go on again beside the second
        actions.change_tie(by=SYSTEM, held=first, details=TieDetails(2), at=at)
    actions.change_tie(by=SYSTEM, held=second, details=TieDetails(2, "seen"), at=at)
    assert kept() == [
        ("Jonas Vetter", "Town council", date(2026, 5, 3)),
        ("Jonas Vetter", "Town council", None),
    ]
    assert queries.ties_of(SYSTEM, jonas)[1].strength == 2


def test_an_end_is_not_undone_where_they_are_tied_again(at, person, advises, jonas, council):
    me = person(Role.LEAD)
    first = actions.tie(by=me, kind=advises, one=jonas, other=council, at=at)
    actions.end_tie(by=me, held=first, until_date=date(2026, 5, 3), at=at)
    ended = Entry.objects.latest("pk").pk
    actions.tie(by=me, kind=advises, one=jonas, other=council, at=at)
    before = kept()
    with pytest.raises(Stale):
        undo(entry_id=ended, by=me, at=at)
    assert kept() == before


def test_what_was_removed_comes_back_by_undo(at, person, advises, jonas, council):
    me = person(Role.LEAD)
    new = actions.tie(by=me, kind=advises, one=jonas, other=council, at=at)
    with pytest.raises(NotAllowed):
        actions.remove_tie(by=person(Role.VIEWER), held=new, at=at)
    actions.remove_tie(by=me, held=new, at=at)
    assert kept() == []
    undo(entry_id=Entry.objects.latest("pk").pk, by=me, at=at)
    assert kept() == [("Jonas Vetter", "Town council", None)]


def test_a_tie_is_seen_by_who_sees_both_ends(at, person, near, jonas):
    there, here = department("There"), department("Here")
    hidden = party("Hidden", department_id=there.pk, visibility="department")
    actions.tie(by=SYSTEM, kind=near, one=jonas, other=hidden, at=at)
    outsider = person(Role.PRACTITIONER, department=here, name="outsider")
    insider = person(Role.PRACTITIONER, department=there, name="insider")
    assert queries.ties_of(outsider, jonas) == []
    assert not queries.visible_to(outsider).exists()
    assert [found.one for found in queries.ties_of(insider, hidden)] == [jonas]
    with pytest.raises(NotAllowed):
        actions.remove_tie(by=outsider, held=Tie.objects.get(), at=at)
    assert held["ties"].read(outsider, jonas) == []
    assert [row["other"] for row in held["ties"].read(insider, jonas)] == ["Hidden"]
    assert [row["one"] for row in held["tied"].read(insider, hidden)] == ["Jonas Vetter"]


def test_types_have_names_of_their_own_and_kinds_that_there_are(at, person, advises):
    for words in (
        {"name": " "},
        {"name": "advises"},
        {"name": "x", "one_kind": "cat"},
        {"name": "\x00"},
    ):
        with pytest.raises(Invalid):
            actions.add_type(by=SYSTEM, at=at, **words)
    with pytest.raises(NotAllowed):
        actions.add_type(by=person(Role.PRACTITIONER), name="owns", at=at)
    with pytest.raises(Invalid):
        actions.change_type(by=SYSTEM, kind=advises, colour="red", at=at)
    assert list(TieType.objects.values_list("name", flat=True)) == ["advises"]


def test_ties_follow_into_the_record_that_stays_and_back(at, person, advises, near, jonas, council):
    me, again = person(Role.MANAGER), party("Jonas Veter", kind="person")
    for one, other, kind in ((jonas, council, advises), (again, council, advises),
                             (again, jonas, near), (again, party("Else"), near)):  # fmt: skip
        actions.tie(by=me, kind=kind, one=one, other=other, at=at)
    before = kept()
    merge = merge_parties(by=me, survivor=jonas, merged=again, at=at)
    assert sorted(kept()) == [
        ("Jonas Vetter", "Else", None), ("Jonas Vetter", "Town council", None),
    ]  # fmt: skip
    unmerge(by=me, merge=merge, at=at)
    assert kept() == before


def test_what_reads_the_same_from_both_ends_is_told_once_after_a_merge(person, at, near):
    me = person(Role.MANAGER)
    jonas, again, liis = party("Jonas"), party("Jonas V."), party("Liis")
    leads = actions.add_type(by=me, name="leads", reverse="is led by", at=at)
    for kind in (near, leads):
        actions.tie(by=me, kind=kind, one=jonas, other=liis, at=at)
        actions.tie(by=me, kind=kind, one=liis, other=again, at=at)
    before = set(Tie.objects.values_list("type", "one", "other"))
    merge = merge_parties(by=me, survivor=jonas, merged=again, at=at)
    assert set(Tie.objects.values_list("type", "one", "other")) == {
        (near.pk, jonas.pk, liis.pk), (leads.pk, jonas.pk, liis.pk), (leads.pk, liis.pk, jonas.pk),
    }  # fmt: skip
    unmerge(by=me, merge=merge, at=at)
    assert set(Tie.objects.values_list("type", "one", "other")) == before
