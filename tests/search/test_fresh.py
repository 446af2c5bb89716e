"""Many new words at once: found from the first moment, sorted in among the rest later."""

import pytest
from django.db import connection

from accord.features.stakeholders.models import Party
from accord.features.stakeholders.policies import IMPORT
from accord.foundation.jobs.actions import Order, _leases, enqueue
from accord.foundation.jobs.running import run
from accord.foundation.journal.change import change_many
from accord.foundation.kernel.collation import sort_key
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search import actions, rows
from accord.foundation.search.checking import differences
from accord.foundation.search.models import Fresh, FreshPosting, Part, Posting
from accord.foundation.search.queries import find
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db

LETTERS = "bdfgklmnprstvz"
WORDS = ["quellenburger", *(f"{a}a{b}omistiku" for a in LETTERS[:11] for b in LETTERS)]


def many(at, names, first=90_000):
    with change_many(IMPORT, by=SYSTEM, at=at, kind=Party) as record:
        record.add_many(
            [
                Party(ref=f"S-{number}", kind="person", name=name.title(),
                      sort_key=sort_key(name, "en"), source="import", added_at=at)
                for number, name in enumerate(names, first)
            ]
        )  # fmt: skip


def titles(text):
    return [hit.title for hit in find(SYSTEM, text).hits("party")]


def kept(model):
    return sorted(model.objects.values_list("part", "token"))


def expected(words):
    return sorted(set(actions.parts_of(words)))


def test_a_few_new_words_go_where_all_are(at):
    party("Kadri Põhjala")
    assert kept(Fresh) == []
    assert kept(Part) == expected(["kadri", "pohjala"])


def test_many_are_found_by_parts_and_slips_before_and_after_they_are_sorted_in(at):
    party("Kadri Põhjala")
    many(at, WORDS)
    assert kept(Fresh) == expected(WORDS)
    assert kept(Part) == expected(["kadri", "pohjala"])

    asked = ("Quellenbourger", "llenburg", "ohjala", "Kadrl", "dafomisti")
    before = [titles(text) for text in asked]
    assert before == [
        ["Quellenburger"], ["Quellenburger"], ["Kadri Põhjala"], ["Kadri Põhjala"], ["Dafomistiku"]
    ]  # fmt: skip
    assert list(differences()) == []

    job = enqueue(by=SYSTEM, order=Order("search.sort-in"), at=at)
    run(_leases.claim(at=max(job.run_at, at))[0])
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"times": 1})
    assert kept(Fresh) == []
    assert kept(Part) == expected([*WORDS, "kadri", "pohjala"])
    assert [titles(text) for text in asked] == before


def words_kept(model):
    return sorted(model.objects.values_list("token", flat=True))


@pytest.fixture
def _few(monkeypatch):
    """A hundred words of cards are many here, in place of some thousand."""
    monkeypatch.setattr(rows, "MANY_POSTINGS", 100)
    monkeypatch.setattr(actions, "SORTED", 200)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL sorts them in at once")
@pytest.mark.usefixtures("_few")
def test_words_of_many_cards_are_found_among_others_before_and_after_they_are_sorted_in(at):
    party("Dafomistiku")
    alone = words_kept(Posting)
    many(at, [f"{word} {place % 3}" for place, word in enumerate(WORDS)])
    assert words_kept(Posting) == alone
    assert len(words_kept(FreshPosting)) == 3 * len(WORDS)
    assert list(differences()) == []

    asked = ("Dafom", "Quellenburger 0", "Q", "=", "2", "dafomistiku 2")
    before = [titles(text) for text in asked]
    assert before[0] == ["Dafomistiku", "Dafomistiku 2"]
    assert before[1:3] == [["Quellenburger 0"], ["Quellenburger 0"]]
    assert len(before[4]) > 5

    while actions.sort_in():
        assert [titles(text) for text in asked] == before
    assert words_kept(FreshPosting) == []
    assert [titles(text) for text in asked] == before
    assert list(differences()) == []


@pytest.mark.usefixtures("_few")
def test_a_card_that_changes_leaves_its_fresh_words(at):
    many(at, WORDS)
    for name, other in (("quellenburger", "Kadri"), ("dafomistiku", "Jaan")):
        one = Party.objects.get(sort_key=name)
        with change_many(IMPORT, by=SYSTEM, at=at, kind=Party) as record:
            record.set(one, name=other)
        assert (name.title() in titles(name), titles(other)) == (False, [other])
        assert list(differences()) == []
        actions.sort_in()
    assert actions.forget_words(["quellenburger", "bafomistiku"]) == 1


def test_known_words_are_not_kept_twice(at):
    many(at, WORDS)
    party(WORDS[0].title())
    assert kept(Part) == []
    assert actions.sort_in()
    assert not actions.sort_in()
    many(at, [f"{word} {place}" for place, word in enumerate(WORDS)], first=80_000)
    assert kept(Fresh) == []
    assert kept(Part) == expected(WORDS)


def test_sorting_in_stops_between_steps_and_goes_on(at, monkeypatch):
    monkeypatch.setattr(actions, "SORTED", 700)
    many(at, WORDS)
    assert actions.sort_in()
    assert sorted([*kept(Part), *kept(Fresh)]) == expected(WORDS)
    assert len(kept(Part)) == 700
    while actions.sort_in():
        pass
    assert kept(Fresh) == []
    assert kept(Part) == expected(WORDS)


def test_forgotten_words_leave_both_tables(at):
    many(at, WORDS)
    actions.sort_in()
    more = [word[::-1] for word in WORDS]
    many(at, more, first=80_000)
    Posting.objects.filter(token__in=[WORDS[0], more[0]]).delete()

    assert actions.forget_words([WORDS[0], more[0], WORDS[1]]) == 2
    assert kept(Part) == expected(WORDS[1:])
    assert kept(Fresh) == expected(more[1:])
