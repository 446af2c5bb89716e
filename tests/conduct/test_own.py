from datetime import timedelta

import pytest

from accord.features.conduct import actions, jobs, queries
from accord.features.conduct.models import LoadReader, SelfCheck
from accord.features.conduct.states import CHECKS
from accord.foundation.journal.models import Image
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WELL = dict.fromkeys(CHECKS, 75)


def test_load_is_counted_for_who_bore_it_and_halves_in_a_week(us, grave, at):
    assert (queries.load_of(us.handler, at).value, queries.load_of(us.second, at).value) == (3, 0)
    week = queries.load_of(us.handler, at + 7 * DAY)
    assert (week.value, week.n, week.offers_change) == (1.5, 1, False)
    assert queries.load_of(us.handler, at + 91 * DAY).n == 0


def test_a_change_is_offered_after_any_threat(us, note, at):
    one = note("threat")
    decision = actions.Decision(4, "safety", second=us.second)
    actions.decide(by=us.manager, incident=one, decision=decision, at=at)
    later = queries.load_of(us.handler, at + 10 * DAY)
    assert (later.value < 8, later.offers_change) == (True, True)


def test_only_a_lead_of_theirs_sees_it_and_only_while_they_want_that(us, grave, client, at):
    address = f"/conduct/mine/of/{us.handler.pk}/"

    def code(somebody):
        client.force_login(somebody)
        return client.get(address).status_code

    everybody = [us.second, us.lead, us.manager, us.executive, us.admin, us.stranger]
    assert {code(one) for one in everybody} == {404}
    for nobody in (us.stranger, us.second, us.handler):
        with pytest.raises(Invalid):
            actions.let_see(by=us.handler, reader=nobody, at=at)
    consent = actions.let_see(by=us.handler, reader=us.lead, at=at)
    with pytest.raises(Stale):
        actions.let_see(by=us.handler, reader=us.lead, at=at)
    assert [code(one) for one in everybody] == [404, 200, 404, 404, 404, 404]
    with pytest.raises(NotAllowed):
        actions.let_see_no_longer(by=us.lead, consent=consent, at=at)
    actions.let_see_no_longer(by=us.handler, consent=consent, at=at)
    assert {code(one) for one in everybody} == {404}


def test_a_lead_who_leads_elsewhere_by_now_sees_it_no_longer(us, at):
    actions.let_see(by=us.handler, reader=us.lead, at=at)
    assert queries.shown_to(us.lead) == [us.handler]
    us.lead.grants.update(role=Role.PRACTITIONER)
    us.lead.__dict__.pop("_reach", None)
    assert (queries.shown_to(us.lead), LoadReader.objects.count()) == ([], 1)


def test_a_self_check_is_for_its_writer_and_goes_after_90_days(us, at):
    answers = {"rested": 100, "let_go": 50, "backed": None, "able": None}
    one = actions.check_oneself(by=us.handler, answers=answers, at=at)
    assert one.value == 75
    for wrong in ({}, {"rested": 10}):
        with pytest.raises(Invalid):
            actions.check_oneself(by=us.handler, answers=wrong, at=at)
    [kept] = Image.objects.filter(kind="conduct.selfcheck").values_list("after", flat=True)
    assert "75" not in kept
    assert "rested" not in kept
    assert list(queries.checks_of(us.lead, at)) == []
    assert actions.forget_checks(by=us.admin, at=at) == 0
    assert SelfCheck.objects.count() == 1


def test_the_clock_lets_go_of_them(us):
    for age in (89, 91, 200):
        at = clock.now() - age * DAY
        actions.check_oneself(by=us.handler, answers=WELL, at=at)
    assert jobs.forget_checks(None) == {"gone": 2, "debriefs": 0}
    assert SelfCheck.objects.count() == 1


def test_nobody_but_the_clock_lets_go_of_them(us, at):
    actions.check_oneself(by=us.handler, answers=WELL, at=at - 91 * DAY)
    with pytest.raises(NotAllowed):
        actions.forget_checks(by=us.admin, at=at)
    assert SelfCheck.objects.count() == 1


def test_a_group_is_told_of_from_ten_people_on(us, grave, person, house, at):
    before = queries.group_of(us.lead, at)
    assert (before.people, before.load, before.check) == (4, None, None)
    more = [person(name=f"Colleague {n}", department=house) for n in range(6)]
    for somebody in [us.handler, us.second, us.lead, *more]:
        actions.check_oneself(by=somebody, answers=WELL, at=at)
    nine = queries.group_of(us.lead, at)
    assert (nine.people, nine.load, nine.checked, nine.check) == (10, 0.3, 0, None)
    actions.check_oneself(by=us.manager, answers=WELL, at=at)
    ten = queries.group_of(us.lead, at)
    assert (ten.checked, ten.check) == (10, 75)
    assert queries.group_of(us.handler, at).people == 0


def test_no_page_of_another_tells_what_somebody_carries(us, grave, client):
    """The figure stands on the page of its owner alone."""
    client.force_login(us.lead)
    for address in ("/conduct/", "/conduct/fairness/", f"/conduct/{grave.ref}/", "/conduct/mine/"):
        assert "points: 1 for hostile" not in client.get(address).content.decode() or (
            address == "/conduct/mine/"
        )
    client.force_login(us.handler)
    shown = client.get("/conduct/mine/").content.decode()
    assert grave.ref in shown
