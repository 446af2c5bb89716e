"""Options compared by criteria: what it comes to, and how firm that is."""

import pytest

from accord.features.tradeoffs import actions, queries
from accord.features.tradeoffs.models import Criterion, Merit
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(at):
    return {"by": SYSTEM, "at": at}


@pytest.fixture
def lorries(on):
    """One who asks for something, two ways to decide."""
    made = actions.open_tradeoff(details=actions.TradeOffDetails("When lorries drive"), **on)
    demand = actions.add_demand(tradeoff=made, party=party("School"), words="Quiet", **on)
    for words in ("From nine", "At night"):
        option = actions.add_option(tradeoff=made, words=words, **on)
        actions.weigh(option=option, demand=demand, effect=1, **on)
    return made


def compared(tradeoff, on, rows):
    """Add criteria, each with its weight and how well each option meets it."""
    options = queries.options_of(tradeoff)
    for words, weight, values in rows:
        one = actions.add_criterion(tradeoff=tradeoff, words=words, weight=weight, **on)
        for option, value in zip(options, values, strict=True):
            if value is not None:
                actions.measure(option=option, criterion=one, value=value, **on)
    return queries.comparison(tradeoff, options)


def sums(found):
    return [(option.words, total) for option, total in found.sums]


@pytest.mark.duty("R17")
def test_a_decision_is_recorded_from_the_options_to_who_was_told(client, person, lorries, on):
    client.force_login(person(Role.LEAD))
    here = f"/tradeoffs/{lorries.ref}"
    assert client.post(f"{here}/criteria/add/", {"words": "Safe", "weight": "6"}).status_code == 422
    assert client.post(f"{here}/criteria/add/", {"words": "Safe", "weight": "5"}).status_code == 302
    one, (nine, night) = Criterion.objects.get(), queries.options_of(lorries)
    grounds = {"grounds": "Children come first"}
    assert client.post(f"{here}/options/{nine.pk}/decide/", grounds).status_code == 422
    for option, value in ((nine, 5), (night, 3)):
        measure = f"{here}/options/{option.pk}/measure/{one.pk}/"
        assert client.post(measure, {"value": value}).status_code == 302
    shown = client.get(f"{here}/").content.decode()
    for words in ("Safe", "25 of 25", "15 of 25", "highest", "stays the highest", "School"):
        assert words in shown
    assert client.post(f"{here}/options/{nine.pk}/decide/", grounds).status_code == 302
    school = queries.demands_visible_to(person(Role.MANAGER)).get().party
    client.post(f"{here}/told/{school.ref}/", {"how": "person", "words": "Glad"})
    shown = client.get(f"{here}/").content.decode()
    for words in ("Children come first", "gains", "1 of 1 were told", "Glad"):
        assert words in shown


def test_it_says_whose_half_weight_would_make_another_the_highest(lorries, on):
    found = compared(lorries, on, [("Safe", 5, (5, 3)), ("Cheap", 4, (2, 4))])
    assert (sums(found), found.most) == ([("From nine", 33), ("At night", 31)], 45)
    assert [one.words for one in found.best] == ["From nine"]
    assert [one.words for one in found.turns] == ["Safe"]
    cheap = Criterion.objects.get(words="Cheap")
    actions.change_criterion(criterion=cheap, words="Cheap", weight=5, **on)
    found = queries.comparison(lorries, queries.options_of(lorries))
    assert [one.words for one in found.best] == ["From nine", "At night"]
    assert [one.words for one in found.turns] == ["Safe", "Cheap"]


def test_an_option_of_which_not_all_is_said_has_no_sum(lorries, on):
    found = compared(lorries, on, [("Safe", 5, (5, None))])
    assert sums(found) == [("From nine", 25), ("At night", None)]
    assert queries.comparison(lorries, queries.options_of(lorries)).turns == []
    _nine, night = queries.options_of(lorries)
    with pytest.raises(Invalid, match="each criterion"):
        actions.decide(option=night, grounds="So", **on)


def test_what_is_decided_is_compared_no_more_and_a_dropped_criterion_comes_back(lorries, on):
    compared(lorries, on, [("Safe", 5, (5, 3))])
    one = Criterion.objects.get()
    actions.drop_criterion(criterion=one, **on)
    assert (Criterion.objects.count(), Merit.objects.count()) == (0, 0)
    undo(by=SYSTEM, entry_id=last_entry_id(), at=on["at"])
    assert Merit.objects.count() == 2
    nine, _night = queries.options_of(lorries)
    actions.decide(option=nine, grounds="So", **on)
    for act in (
        lambda: actions.measure(option=nine, criterion=one, value=1, **on),
        lambda: actions.add_criterion(tradeoff=lorries, words="Late", weight=1, **on),
        lambda: actions.drop_criterion(criterion=one, **on),
    ):
        with pytest.raises(Stale):
            act()


def test_wrong_weights_and_merits_are_refused_and_a_viewer_says_nothing(person, lorries, on):
    compared(lorries, on, [("Safe", 5, (None, None))])
    one, (nine, _night) = Criterion.objects.get(), queries.options_of(lorries)
    other = actions.open_tradeoff(details=actions.TradeOffDetails("Else"), **on)
    strange = actions.add_option(tradeoff=other, words="Else", **on)
    entries = Entry.objects.count()
    with pytest.raises(Invalid):
        actions.measure(option=strange, criterion=one, value=3, **on)
    for value in (0, 6):
        with pytest.raises(Invalid):
            actions.measure(option=nine, criterion=one, value=value, **on)
        with pytest.raises(Invalid):
            actions.add_criterion(tradeoff=lorries, words="Cheap", weight=value, **on)
    with pytest.raises(NotAllowed):
        actions.measure(by=person(Role.VIEWER), option=nine, criterion=one, value=3, at=on["at"])
    assert (Merit.objects.count(), Entry.objects.count()) == (0, entries)


def test_the_board_asks_as_often_for_three_criteria_as_for_one(
    client, person, lorries, on, django_assert_max_num_queries
):
    client.force_login(person(Role.LEAD))
    counts = []
    for _ in range(2):
        compared(lorries, on, [("Safe", 5, (5, 3)), ("Cheap", 4, (2, 4))])
        client.get(f"/tradeoffs/{lorries.ref}/")
        with django_assert_max_num_queries(30) as asked:
            client.get(f"/tradeoffs/{lorries.ref}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
