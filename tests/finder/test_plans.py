"""Plans are found as well: strategies, key messages, trade-offs, by name and by what they say."""

from dataclasses import replace
from datetime import date

import pytest

from accord.features.keymessages import actions as messages
from accord.features.strategies import actions as strategies
from accord.features.tradeoffs import actions as tradeoffs
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search.checking import differences
from accord.foundation.search.queries import find
from accord.foundation.search.texts import find_texts
from tests.factories.initiatives import initiative
from tests.factories.strategies import activity, strategy

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(person):
    return person(Role.LEAD)


@pytest.fixture
def found(person):
    """Give what a reader finds under some words: references by name, then by running text."""
    reader, nobody, house = person(Role.VIEWER), person(None), person(Role.ADMINISTRATOR)

    def ask(words):
        for barred in (nobody, house):
            assert find(barred, words).groups == ()
            assert find_texts(barred, words).hits == ()
        names = [hit.ref for group in find(reader, words).groups for hit in group.hits]
        return names, [hit.ref for hit in find_texts(reader, words).hits]

    yield ask
    assert list(differences()) == []


def test_strategies_are_found_by_their_names_activities_and_purposes(found, lead, at):
    old, _first = strategy(lead, name="Quiet days")
    new, objective = strategy(lead, name="Quiet nights", purpose="Sleep for the terrace")
    walk = activity(objective, started=False, title="Walk along the weir")
    assert found("quiet") == ([old.ref, new.ref], [])
    assert found("terrace") == ([], [new.ref])
    assert found("weir") == ([new.ref], [])
    strategies.end_strategy(by=SYSTEM, strategy=old, outcome="Nobody complained", at=at)
    assert found("quiet") == ([new.ref, old.ref], [])
    assert found("complained") == ([], [old.ref])
    details = strategies.ActivityDetails("Visit the mill", walk.from_date, walk.until_date)
    strategies.change_activity(by=SYSTEM, activity=walk, details=details, at=at)
    assert found("weir") == ([], [])
    undo(by=SYSTEM, entry_id=Entry.objects.latest("id").pk, at=at)
    assert (found("weir"), found("mill")) == (([new.ref], []), ([], []))


def test_key_messages_are_found_by_the_wording_that_stands(found, lead, at):
    details = messages.MessageDetails(
        title="When the road opens",
        words="It opens in June.",
        pillar="Clean water",
        owner_id=lead.pk,
    )
    made = messages.add_message(by=SYSTEM, initiative=initiative("Dam"), details=details, at=at)
    assert found("road opens") == ([made.ref], [])
    assert found("clean water") == ([made.ref], [])
    assert found("june") == ([], [made.ref])
    messages.approve(by=lead, message=made, expires_on=date(2026, 12, 31), at=at)
    later = replace(details, words="It opens in July.")
    messages.amend(by=SYSTEM, message=made, details=later, at=at)
    assert (found("june"), found("july")) == (([], [made.ref]),) * 2
    messages.approve(by=lead, message=made, expires_on=date(2026, 12, 31), at=at)
    assert (found("june"), found("july")) == (([], []), ([], [made.ref]))


def test_trade_offs_are_found_by_their_question_and_grounds(found, at):
    details = tradeoffs.TradeOffDetails("When lorries drive", "Both can't be had")
    made = tradeoffs.open_tradeoff(by=SYSTEM, details=details, at=at)
    assert found("lorries") == ([made.ref], [])
    option = tradeoffs.add_option(by=SYSTEM, tradeoff=made, words="At night", at=at)
    assert found("quieter") == ([], [])
    tradeoffs.decide(by=SYSTEM, option=option, grounds="Quieter so", at=at)
    assert found("quieter") == ([], [made.ref])
