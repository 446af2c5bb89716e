"""Two records of one party that both have a stake in the same initiative become one."""

from datetime import timedelta

import pytest

from accord.features.initiatives import actions, queries
from accord.features.initiatives.models import Assessment, RedLine, Stake
from accord.features.stakeholders.actions import merge_parties, unmerge
from accord.features.workshops.actions import join, put
from accord.features.workshops.models import Card, Placing
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative, said, stake
from tests.factories.stakeholders import party
from tests.factories.workshops import workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(person, at):
    """One that ended without a word, and one that goes on with all that was said of it."""
    ann, dam = person(name="ann"), initiative(at=at)
    over = stake(dam, who=party("Bees OÜ", at=at), at=at, role="Neighbour")
    actions.end_stake(by=SYSTEM, stake=over, reason="", at=at)
    on = stake(dam, who=party("Bees Ltd", at=at), at=at - timedelta(days=1), owner_id=ann.pk)
    said(ann, on, power=3, interest=4, level="neutral", at=at)
    line = actions.RedLineDetails("Noise at night")
    actions.draw_red_line(by=SYSTEM, stake=on, details=line, at=at)
    return over, on


def stands(at):
    found = Stake.objects.order_by("pk").values_list("pk", "power", "role", "owner_id", "ended_at")
    parts = [list(model.objects.values_list("stake", flat=True)) for model in (Assessment, RedLine)]
    assert list(queries.differences(at)) == []
    return list(found), parts


def test_the_stake_that_goes_on_is_not_lost_with_what_was_said_of_it(two, at):
    over, on = two
    before = stands(at)
    merge = merge_parties(by=SYSTEM, survivor=over.party, merged=on.party, at=at)
    assert stands(at) == ([(over.pk, 30, "Neighbour", on.owner_id, None)], [[over.pk], [over.pk]])
    assert Stake.objects.get().added_at == on.added_at
    unmerge(by=SYSTEM, merge=merge, at=at)
    assert stands(at) == before


@pytest.mark.parametrize("is_laid_out_twice", [False, True])
def test_a_card_follows_its_stake_unless_the_other_lies_there(two, is_laid_out_twice, at):
    over, on = two
    Stake.objects.update(ended_at=None)
    over.refresh_from_db()
    held = workshop(*((over, on) if is_laid_out_twice else (on,)), at=at)
    guest = join(by=SYSTEM, workshop=held, name="Mari", at=at)
    for card in Card.objects.all():
        put(by=SYSTEM, guest=guest, card=card, power=10, interest=20, at=at)
    merge_parties(by=SYSTEM, survivor=over.party, merged=on.party, at=at)
    assert list(Card.objects.values_list("stake", flat=True)) == [over.pk]
    assert Placing.objects.count() == 1
