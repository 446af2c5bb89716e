from datetime import timedelta

import pytest

from accord.features.needs import actions, queries
from accord.features.needs.models import Need
from accord.features.stakeholders.models import TimelineRow
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.duty("R12")
def test_a_need_is_heard_judged_and_shown_unmet_first(person, at):
    me, jonas = person(), party()
    met = actions.hear_need(by=me, party=jonas, words="Hay cut is never blocked", at=at)
    unmet = actions.hear_need(by=me, party=jonas, words="No dust", quotation="Too dusty", at=at)
    actions.judge_need(by=me, need=met, state="met", why="Calendar", at=at)
    assert [n.ref for n in queries.needs_of(me, jonas)] == [unmet.ref, met.ref]
    assert [r.verb for r in TimelineRow.objects.filter(kind="need").order_by("id")] == [
        "need-heard", "need-heard", "need-met",
    ]  # fmt: skip


def test_no_words_and_no_right_are_refused_and_nothing_happened(person, at):
    jonas = party()
    with pytest.raises(Invalid):
        actions.hear_need(by=person(), party=jonas, words=" ", at=at)
    with pytest.raises(NotAllowed):
        actions.hear_need(by=person(Role.VIEWER), party=jonas, words="x", at=at)
    assert not Need.objects.exists()


def test_what_was_heard_is_confirmed_until_it_is_gone(person, at):
    me, jonas = person(), party()
    heard = actions.hear_need(
        by=me, party=jonas, words="Sell the hay in June", kind="goal", confidence="others", at=at
    )
    assert (heard.kind, heard.confidence, heard.confirmed_on) == ("goal", "others", at.date())
    with pytest.raises(NotAllowed):
        actions.confirm_need(by=person(Role.VIEWER), need=heard, at=at + 40 * DAY)
    actions.confirm_need(by=me, need=heard, at=at + 40 * DAY)
    actions.reword_need(by=me, need=heard, words="Sell hay", confidence="themselves", at=at)
    actions.judge_need(by=me, need=heard, state="gone", at=at + 50 * DAY)
    with pytest.raises(Stale):
        actions.confirm_need(by=me, need=heard, at=at + 60 * DAY)
    [kept] = Need.objects.values_list("words", "kind", "confidence", "confirmed_on")
    assert kept == ("Sell hay", "goal", "themselves", (at + 40 * DAY).date())
    assert [row.verb for row in TimelineRow.objects.filter(kind="need").order_by("id")] == [
        "need-heard", "need-confirmed", "need-gone",
    ]  # fmt: skip
