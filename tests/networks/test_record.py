"""Who is one step from a record: drawn, listed, and only as far as one may see."""

import pytest

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.ties.actions import TieDetails, add_type, tie
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def meet(me, *parties, at):
    log_interaction(by=me, parties=parties, details=TalkDetails("Met"), at=at)


def test_the_card_of_ties_draws_who_is_near_and_lists_the_talks(as_role, at):
    jonas, coop = party("Jonas Vetter", kind="person"), party("Farmers")
    hidden = party("Hidden", visibility="named")
    meet(SYSTEM, jonas, coop, at=at)
    meet(SYSTEM, jonas, coop, hidden, at=at)
    friend = party("Ewa Nowak", kind="person")
    kind = add_type(by=SYSTEM, name="knows", at=at)
    tie(by=SYSTEM, kind=kind, one=jonas, other=friend, details=TieDetails(4), at=at)

    client = as_role(Role.VIEWER)
    shown = client.get(f"/stakeholders/{jonas.ref}/").content.decode()

    star = shown[shown.index('class="viz star"') : shown.index("</svg>", shown.index("viz star"))]
    assert [star.count(what) for what in ("<a ", "<line", "<circle", "<rect")] == [2, 2, 2, 1]
    assert star.index("Ewa Nowak") < star.index("Farmers")  # a tie of 4 is worth more than 2 talks
    assert "2 talks, the last on" in shown
    assert f"/networks/routes/?to={jonas.ref}" in shown
    assert "Hidden" not in shown


counts: list[int] = []


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_three_neighbours_as_for_one(
    as_role, person, at, count, django_assert_max_num_queries
):
    jonas, client = party("Jonas", kind="person"), as_role(Role.VIEWER)
    me = person(Role.LEAD)
    for _ in range(count):
        meet(me, jonas, party(), at=at)
    client.get(f"/stakeholders/{jonas.ref}/")
    with django_assert_max_num_queries(30) as asked:
        client.get(f"/stakeholders/{jonas.ref}/")
    counts.append(len(asked))
    assert len(set(counts)) == 1
