from datetime import timedelta

import pytest

from accord.features.initiatives.models import Assessment
from accord.features.stakeholders.models import Party
from accord.features.workshops import actions, jobs, queries
from accord.features.workshops.models import Guest, Placing, Workshop
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry, Image
from accord.foundation.journal.undo import undo
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party
from tests.factories.workshops import workshop

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def three():
    of = initiative()
    return [stake(of, who=party(name)) for name in ("Anna", "Boris", "Chen")]


def placed(held, at, *positions):
    """Let one guest after the other put the first card; each position is (power, interest)."""
    card, *_rest = queries.cards_of(held)
    for n, (power, interest) in enumerate(positions):
        guest = actions.join(by=SYSTEM, workshop=held, name=f"Guest {n}", at=at)
        actions.put(by=SYSTEM, guest=guest, card=card, power=power, interest=interest, at=at)
    return card


@pytest.mark.duty("R02")
def test_all_place_all_is_shown_and_the_medians_go_to_the_map(person, at, three):
    lead = person(Role.LEAD)
    held = workshop(*three, by=lead)
    card = placed(held, at, (40, 20), (50, 30), (20, 40))
    guest = Guest.objects.latest("pk")
    actions.put(
        by=SYSTEM, guest=guest, card=card, power=30, interest=40, at=at
    )  # moved, not doubled
    actions.show_workshop(by=lead, workshop=held, at=at)
    [found] = queries.results(queries.cards_of(held))
    assert (found.n, found.power, found.interest) == (3, 40, 30)
    assert (found.spread_power, found.spread_interest, found.is_apart) == (20, 20, True)

    assert actions.adopt(by=lead, workshop=held, cards=queries.cards_of(held), at=at) == 1
    said = Assessment.objects.get()
    assert (said.stake, said.assessor, said.power, said.interest) == (three[0], lead, 40, 30)
    assert said.reason == "Workshop “Who counts”, median of 3"
    three[0].refresh_from_db()
    assert (three[0].power, three[0].interest) == (40, 30)
    with pytest.raises(Stale):
        actions.adopt(by=lead, workshop=held, cards=queries.cards_of(held), at=at)

    last = Entry.objects.filter(verb="workshops.conduct").latest("pk")
    undo(by=lead, entry_id=last.pk, at=at)
    assert not Assessment.objects.exists()
    held.refresh_from_db()
    assert held.adopted_at is None


def test_once_shown_or_over_nobody_moves_anything(at, three):
    held = workshop(*three)
    card = placed(held, at, (40, 20))
    guest = Guest.objects.get()
    late = at + timedelta(hours=8)
    with pytest.raises(Stale):
        actions.put(by=SYSTEM, guest=guest, card=card, power=10, interest=10, at=late)
    with pytest.raises(Stale):
        actions.adopt(by=SYSTEM, workshop=held, cards=[card], at=at)
    actions.show_workshop(by=SYSTEM, workshop=held, at=at)
    for late in (at, at + timedelta(hours=9)):
        with pytest.raises(Stale):
            actions.join(by=SYSTEM, workshop=held, name="Late", at=late)
        with pytest.raises(Stale):
            actions.put(by=SYSTEM, guest=guest, card=card, power=10, interest=10, at=late)
    assert list(Placing.objects.values_list("power", "interest")) == [(40, 20)]
    assert Guest.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "may"), [(Role.PRACTITIONER, False), (Role.VIEWER, False), (Role.LEAD, True)]
)
def test_leaders_hold_workshops_and_the_owner_of_the_initiative(person, at, role, may):
    somebody = person(role)
    of = stake()
    if not may:
        with pytest.raises(NotAllowed):
            workshop(of, by=somebody)
        assert not Workshop.objects.exists()
        own = stake(initiative(owner_id=somebody.pk))
        if role is Role.VIEWER:
            with pytest.raises(NotAllowed):
                workshop(own, by=somebody)
            return
        of = own
    assert workshop(of, by=somebody).opened_by == somebody


def test_what_can_not_be_is_refused_and_nothing_happened(at, three):
    with pytest.raises(Invalid):
        workshop(*three, stake())  # of another initiative
    with pytest.raises(Invalid):
        workshop(three[0], hours=24 * 8)
    with pytest.raises(Invalid):
        workshop(three[0], title="  ")
    assert not Workshop.objects.exists()
    held, other = workshop(three[0]), workshop(three[1])
    guest = actions.join(by=SYSTEM, workshop=held, name="Anna", at=at)
    [card], [foreign] = queries.cards_of(held), queries.cards_of(other)
    with pytest.raises(Invalid):
        actions.put(by=SYSTEM, guest=guest, card=foreign, power=30, interest=30, at=at)
    with pytest.raises(Invalid):
        actions.put(by=SYSTEM, guest=guest, card=card, power=9, interest=30, at=at)
    with pytest.raises(Invalid):
        actions.join(by=SYSTEM, workshop=held, name=" ", at=at)
    assert not Placing.objects.exists()


def test_a_link_made_up_leads_nowhere(three):
    held = workshop(*three)
    token = queries.token_of(held)
    assert queries.by_token(token) == held
    number, _dot, seal = token.partition(".")
    other = workshop(three[0])
    for wrong in (number, f"{other.pk}.{seal}", f"{number}.{seal[:-1]}", "", f"{number}."):
        assert queries.by_token(wrong) is None


def test_what_only_named_people_see_is_not_laid_out(person, at):
    lead = person(Role.LEAD)
    of = initiative()
    seen = stake(of, who=party("Anna"))
    stake(of, who=party("Secret", visibility="named", owner_id=lead.pk))
    assert [one for one, _missing in queries.candidates(lead, of, at)] == [seen]


def test_a_card_of_somebody_restricted_since_is_shown_no_more(at, three):
    held = workshop(*three)
    Party.objects.filter(pk=three[0].party_id).update(visibility="named")
    assert [card.stake for card in queries.cards_of(held)] == three[1:]


def test_the_clock_lets_go_of_the_names_of_guests_and_keeps_what_they_placed(person, at, three):
    held, later = workshop(*three), clock.now()
    placed(held, at, (40, 20), (50, 30))
    Workshop.objects.update(opened_at=later - 32 * DAY, closes_at=later - 29 * DAY)
    assert jobs.forget_guests(None) == {"gone": 0}
    with pytest.raises(NotAllowed):
        actions.forget_guests(by=person(Role.LEAD), at=later + 9 * DAY)
    Workshop.objects.update(closes_at=later - 31 * DAY)
    assert jobs.forget_guests(None) == {"gone": 2}
    assert queries.guests_of(held) == [("Guest 1", 1), ("Guest 2", 1)]
    [found] = queries.results(queries.cards_of(held))
    assert (found.n, found.power) == (2, 45)
    kept = Image.objects.filter(kind="workshops.guest").values_list("before", "after")
    assert not any("Guest 0" in str(words) for words in kept)


def test_what_stands_on_the_map_is_not_begun_again_by_an_undo(person, at, three):
    lead = person(Role.LEAD)
    held = workshop(*three, by=lead)
    placed(held, at, (40, 20))
    actions.show_workshop(by=lead, workshop=held, at=at)
    shown = last_entry_id()
    actions.adopt(by=lead, workshop=held, cards=queries.cards_of(held), at=at)
    adopted = last_entry_id()
    with pytest.raises(Stale, match="taken over already"):
        undo(by=lead, entry_id=shown, at=at)
    undo(by=lead, entry_id=adopted, at=at)
    undo(by=lead, entry_id=shown, at=at)
    assert queries.is_open(Workshop.objects.get(), at)
