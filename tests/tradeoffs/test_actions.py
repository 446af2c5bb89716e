import pytest

from accord.features.stakeholders.models import TimelineRow
from accord.features.tradeoffs import actions, queries
from accord.features.tradeoffs.models import Bearing, Demand, Option, TradeOff
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(at):
    return {"by": SYSTEM, "at": at}


@pytest.fixture
def lorries(on):
    """Two who ask for what can't both be had, and two ways to decide."""
    details = actions.TradeOffDetails("When lorries drive", "Both can't be had", initiative("Dam"))
    made = actions.open_tradeoff(details=details, **on)
    for name, words in (("Farmers", "After the milking"), ("School", "Not at half past seven")):
        actions.add_demand(tradeoff=made, party=party(name), words=words, **on)
    for words in ("From nine", "At night"):
        actions.add_option(tradeoff=made, words=words, **on)
    return made


def weighed(tradeoff, on, effects):
    for option, row in zip(queries.options_of(tradeoff), effects, strict=True):
        for demand, effect in zip(Demand.objects.order_by("pk"), row, strict=True):
            if effect is not None:
                actions.weigh(option=option, demand=demand, effect=effect, **on)


@pytest.mark.duty("C14")
def test_it_is_decided_on_grounds_and_told_to_all_whom_it_concerns(person, at, on, lorries):
    lead = person(Role.LEAD)
    weighed(lorries, on, [[1, 2], [-2, None]])
    nine, night = queries.options_of(lorries)
    laid = queries.board(lead, lorries)
    figures = [(one.option.words, one.gain, one.lose, one.unsaid) for one in laid.columns]
    assert figures == [("From nine", 2, 0, 0), ("At night", 0, 1, 1)]
    with pytest.raises(Invalid):
        actions.decide(by=lead, option=night, grounds="Quieter", at=at)  # the school is not heard
    with pytest.raises(Invalid):
        actions.decide(by=lead, option=nine, grounds=" ", at=at)
    assert TradeOff.objects.get().decided_at is None

    actions.decide(by=lead, option=nine, grounds="Nobody loses", at=at)
    lorries.refresh_from_db()
    nine.refresh_from_db()
    assert (lorries.decided_by, lorries.grounds, nine.is_chosen) == (lead, "Nobody loses", True)
    told = TimelineRow.objects.filter(verb="tradeoff-decided").order_by("party__name")
    assert list(told.values_list("party__name", "title", "text")) == [
        ("Farmers", "When lorries drive", "Nobody loses"),
        ("School", "When lorries drive", "Nobody loses"),
    ]
    demand = Demand.objects.first()
    for refused in (
        lambda: actions.decide(by=lead, option=nine, grounds="Again", at=at),
        lambda: actions.weigh(option=nine, demand=demand, effect=0, **on),
        lambda: actions.add_option(tradeoff=lorries, words="Never", **on),
        lambda: actions.drop_demand(demand=demand, **on),
    ):
        with pytest.raises(Stale):
            refused()

    undo(by=lead, entry_id=Entry.objects.filter(verb="tradeoffs.decide").latest("pk").pk, at=at)
    lorries.refresh_from_db()
    nine.refresh_from_db()
    assert (lorries.decided_at, nine.is_chosen) == (None, False)
    assert not TimelineRow.objects.filter(verb="tradeoff-decided").exists()


def test_a_decision_is_taken_back_and_weighed_anew(on, lorries):
    weighed(lorries, on, [[1, 2], [-2, 0]])
    nine, night = queries.options_of(lorries)
    actions.decide(option=nine, grounds="Nobody loses", **on)
    actions.reopen_tradeoff(tradeoff=lorries, **on)
    with pytest.raises(Stale):
        actions.reopen_tradeoff(tradeoff=lorries, **on)
    demand = Demand.objects.first()
    actions.weigh(option=night, demand=demand, effect=-1, **on)  # said anew, not twice
    assert Bearing.objects.filter(option=night, demand=demand).get().effect == -1
    actions.drop_option(option=nine, **on)
    actions.drop_demand(demand=demand, **on)
    assert list(Option.objects.values_list("words", flat=True)) == ["At night"]
    assert Bearing.objects.count() == 1


def test_who_may_weigh_may_not_decide_and_readers_only_read(person, at, on, lorries):
    weighed(lorries, on, [[1, 2], [-2, 0]])
    nine, _night = queries.options_of(lorries)
    demand = Demand.objects.first()
    practitioner, viewer = person(Role.PRACTITIONER), person(Role.VIEWER)
    assert actions.weigh(by=practitioner, option=nine, demand=demand, effect=0, at=at).effect == 0
    with pytest.raises(NotAllowed):
        actions.weigh(by=viewer, option=nine, demand=demand, effect=1, at=at)
    with pytest.raises(NotAllowed):
        actions.decide(by=practitioner, option=nine, grounds="I say so", at=at)
    assert Bearing.objects.get(option=nine, demand=demand).effect == 0
    assert TradeOff.objects.get().decided_at is None


def test_a_demand_of_somebody_hidden_is_counted_and_not_shown(person, at, on, lorries):
    secret = party("Witness", visibility="named", owner_id=person(Role.MANAGER).pk)
    actions.add_demand(tradeoff=lorries, party=secret, words="Not to be named", **on)
    laid = queries.board(person(Role.VIEWER), lorries)
    assert ([demand.party.name for demand, _cells in laid.rows], laid.hidden) == (
        ["Farmers", "School"], 1,
    )  # fmt: skip


def test_what_says_nothing_or_too_much_is_refused(on, lorries):
    nine, _night = queries.options_of(lorries)
    other = actions.open_tradeoff(details=actions.TradeOffDetails("Other"), **on)
    foreign = actions.add_demand(tradeoff=other, party=party(), words="Peace", **on)
    for refused in (
        lambda: actions.open_tradeoff(details=actions.TradeOffDetails(" "), **on),
        lambda: actions.open_tradeoff(details=actions.TradeOffDetails("a" * 201), **on),
        lambda: actions.weigh(option=nine, demand=Demand.objects.first(), effect=3, **on),
        lambda: actions.weigh(option=nine, demand=foreign, effect=1, **on),
    ):
        with pytest.raises(Invalid):
            refused()
    assert TradeOff.objects.count() == 2
    assert not Bearing.objects.exists()
