"""Who is near to whom, from talks: added as they come, true after every other change."""

from datetime import timedelta

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.engagement.models import Interaction, Participation
from accord.features.networks import actions, queries
from accord.features.networks.models import Acquaintance, Bond
from accord.features.stakeholders.actions import merge_parties, unmerge
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.departments import department
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
HALF = timedelta(days=90)


def talk(parties, at, by=SYSTEM, **more):
    return log_interaction(by=by, parties=parties, details=TalkDetails("Met", **more), at=at)


def bonds(at):
    return [
        (bond.one.name, bond.other.name, round(queries.now(bond.weight, at), 6), bond.talks_count)
        for bond in Bond.objects.order_by("one", "other").select_related("one", "other")
    ]


@pytest.fixture
def three():
    return [party("Ann", kind="person"), party("Ben", kind="person"), party("Council")]


@pytest.mark.duty("R02")
def test_each_talk_together_counts_one_and_half_after_ninety_days(at, person, three):
    me = person(Role.PRACTITIONER)
    ann, ben, council = three
    talk([council, ann], at - 2 * HALF, by=me)
    talk([ann, council, ben], at - HALF, by=me)
    talk([ann], at, by=me)
    assert bonds(at) == [
        ("Ann", "Ben", 0.5, 1), ("Ann", "Council", 0.75, 2), ("Ben", "Council", 0.5, 1),
    ]  # fmt: skip
    assert bonds(at + HALF)[1] == ("Ann", "Council", 0.375, 2)
    ours = Acquaintance.objects.order_by("party").values_list(
        "person", "party", "talks_count", "last_at"
    )
    assert list(ours) == [
        (me.pk, ann.pk, 3, at), (me.pk, ben.pk, 1, at - HALF), (me.pk, council.pk, 2, at - HALF),
    ]  # fmt: skip
    assert list(queries.differences()) == []


def test_a_restricted_talk_tells_nobody_of_anything(at, person, three):
    here = department("Here")
    me = person(Role.PRACTITIONER, department=here)
    talk(three, at, by=me, visibility="department")
    talk(three, at, by=me, visibility="named")
    assert (bonds(at), Acquaintance.objects.count()) == ([], 0)
    talk(three[:2], at, by=me)
    assert bonds(at) == [("Ann", "Ben", 1.0, 1)]
    assert list(queries.differences()) == []


def test_a_crowd_says_nothing_of_who_knows_whom(at, person):
    many = [party() for _ in range(queries.CROWD + 1)]
    me = person(Role.PRACTITIONER)
    talk(many, at, by=me)
    assert (bonds(at), Acquaintance.objects.count()) == ([], len(many))
    assert list(queries.differences()) == []


def test_what_was_undone_merged_and_parted_leaves_what_the_talks_come_to(at, person, three):
    me = person(Role.LEAD)
    ann, ben, council = three
    talk([ann, ben], at - HALF, by=me)
    talk([ann, council], at, by=me)
    before = bonds(at)
    talk(three, at, by=me)
    undo(entry_id=Entry.objects.filter(verb="engagement.log").latest("pk").pk, by=me, at=at)
    assert bonds(at) == before
    merge = merge_parties(by=SYSTEM, survivor=ann, merged=ben, at=at)
    assert bonds(at) == [("Ann", "Council", 1.0, 1)]
    assert Acquaintance.objects.get(party=ann).talks_count == 2
    assert list(queries.differences()) == []
    unmerge(by=SYSTEM, merge=merge, at=at)
    assert bonds(at) == before
    assert list(queries.differences()) == []


def test_what_is_wrong_is_found_and_put_right(at, person, three):
    talk(three, at, by=person(Role.PRACTITIONER))
    right = bonds(at)
    Bond.objects.filter(one=three[0]).update(weight=1)
    Bond.objects.filter(one=three[1]).delete()
    kept = Interaction.objects.create(ref="K-9", at=at, logged_at=at, text="Past the actions")
    Participation.objects.create(interaction=kept, party=three[0])
    assert len(list(queries.differences())) == 3
    assert [actions.mend_near(by=SYSTEM, keys=keys, at=at) for keys in queries.party_chunks()] == [
        3
    ]
    assert (bonds(at), list(queries.differences())) == (right, [])


def test_a_bond_is_seen_by_who_sees_both_ends(at, person, three):
    there = department("There")
    hidden = party("Hidden", department_id=there.pk, visibility="department")
    talk([three[0], hidden], at, by=person(Role.PRACTITIONER, department=there))
    outsider = person(Role.PRACTITIONER, department=department("Here"), name="outsider")
    insider = person(Role.PRACTITIONER, department=there, name="insider")
    assert queries.bonds_of(outsider, three[0], 9) == []
    assert len(queries.bonds_of(insider, three[0], 9)) == 1
    assert set(queries.acquaintances_of(outsider, [three[0].pk, hidden.pk])) == {three[0].pk}
