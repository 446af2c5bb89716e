from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.governance import actions as governance
from accord.features.standards import actions, queries
from accord.features.standards.models import Process, Review, Sample, Standard
from accord.features.standards.states import Gap, Line
from accord.foundation.accounts.models import Absence, User
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def address(name, **kwargs):
    return reverse(f"standards:{name}", kwargs=kwargs)


@pytest.mark.duty("Q07")
def test_a_version_is_described_checked_and_approved_by_somebody_else(client, person):
    lead, boss, now = person(Role.LEAD), person(Role.EXECUTIVE), clock.now()
    client.force_login(lead)
    given = {"principles": "Plain words first", "weekly_hours": "0", "owner": lead.pk}
    assert client.post(address("add"), {**given, "principles": " "}).status_code == 422
    client.post(address("add"), given)
    process = Process.objects.get()
    with pytest.raises(Stale):
        actions.draft_process(
            by=lead, principles="Again", weekly_hours=Decimal(1), owner=lead, at=now
        )
    with pytest.raises(Invalid, match="gaps"):  # no channel
        actions.approve_process(by=boss, process=process, at=now)
    sent = {"channel": "mail", "answer_days": "2", "answers": lead.pk, "minutes_each": "30"}
    client.post(address("set", ref=process.ref), sent)
    client.post(address("set", ref=process.ref), {**sent, "answer_days": "3"})
    client.post(address("set", ref=process.ref), {**sent, "channel": "call"})
    client.post(address("drop", ref=process.ref, pk=Standard.objects.get(channel="call").pk))
    assert Standard.objects.get().answer_days == 3
    log_interaction(
        by=lead, parties=[party()], at=now - DAY,
        details=TalkDetails("A question", channel="mail", direction="in"),
    )  # fmt: skip
    gaps = [one.gap for one in queries.capability_of(process, now) if not one.is_met]
    assert gaps == ["hours"]
    page = client.get(address("detail", ref=process.ref)).content.decode()
    assert "fewer hours" in page
    assert "Plain words first" in page
    with pytest.raises(Invalid, match="Somebody else"):
        actions.approve_process(by=lead, process=process, reason="Soon", at=now)
    with pytest.raises(NotAllowed):
        actions.approve_process(by=person(Role.VIEWER), process=process, reason="No", at=now)
    client.force_login(boss)
    client.post(address("approve", ref=process.ref), {"reason": "Two more people from May"})
    process.refresh_from_db()
    assert (process.state, process.approved_by) == ("approved", boss)
    with pytest.raises(Stale):
        actions.drop_standard(by=lead, standard=Standard.objects.get(), at=now)
    second = actions.draft_process(
        by=lead, principles="Next", weekly_hours=Decimal(40), owner=lead, at=now
    )
    assert [one.channel for one in queries.standards_of(second)] == ["mail"]
    actions.approve_process(by=boss, process=second, at=now)
    process.refresh_from_db()
    assert (process.state, queries.approved()) == ("replaced", second)


@pytest.mark.duty("Q08")
def test_answer_times_and_channels_are_measured_and_open_their_rows(client, person):
    me, now = person(Role.LEAD), clock.now()
    process = actions.draft_process(
        by=SYSTEM, principles="P", weekly_hours=Decimal(40), owner=me, at=now
    )
    details = actions.StandardDetails("mail", 2, me.pk)
    actions.set_standard(by=SYSTEM, process=process, details=details, at=now)
    actions.approve_process(by=SYSTEM, process=process, at=now)
    dam = initiative("Dam", at=now)
    quick, slow, never = party(), party(), party()

    def talk(who, ago, direction, **more):
        details = TalkDetails("Words", **{"channel": "mail", "direction": direction, **more})
        return log_interaction(by=me, parties=[who], details=details, at=now - ago * DAY)

    for who, ago, answered in ((quick, 40, 39.5), (slow, 40, 20)):
        talk(who, ago, "in")
        talk(who, answered, "out")
    talk(never, 30, "in")
    talk(never, 0.1, "in")  # not due yet
    first, last = (now - 90 * DAY).date(), now.date()
    [one] = queries.measured(me, process, first, last)
    assert (one.n, one.in_time, one.unanswered, one.days) == (3, 1, 1, 10.25)
    assert 0 < one.low < 1 / 3 < one.high < 1
    policy = governance.add_policy(
        by=SYSTEM, initiative=dam, at=now,
        details=governance.PolicyDetails("Heard first", me.pk, last),
    )  # fmt: skip
    governance.rule_channel(by=SYSTEM, policy=policy, channel="message", is_allowed=False, at=now)
    governance.approve_policy(by=SYSTEM, policy=policy, at=now)
    chat = talk(quick, 1, "out", channel="message", initiative_id=dam.pk)
    assert queries.unwanted(me, first, last) == (1, [chat])
    client.force_login(me)
    page = client.get(address("list")).content.decode()
    assert chat.ref in page
    assert "10.3" in page or "10.2" in page
    rows = client.get(address("answers", channel="mail")).content.decode()
    assert rows.count("too late") == 2
    assert client.get(address("answers", channel="call")).status_code == 404


@pytest.mark.duty("Q08")
def test_a_sample_is_drawn_again_alike_and_read_by_two(client, person):
    lead, other, now = person(Role.LEAD), person(Role.PRACTITIONER), clock.now()
    for n in range(6):
        details = TalkDetails(f"Words {n}", channel="letter", direction="out")
        log_interaction(by=lead, parties=[party()], details=details, at=now - n * DAY)
    first, last = (now - 9 * DAY).date(), now.date()
    assert queries.drawn(first, last, 3, 7) == queries.drawn(first, last, 3, 7)
    client.force_login(lead)
    sent = {"from_date": first.isoformat(), "until_date": last.isoformat(), "size": 3, "seed": 7}
    assert client.post(address("draw"), {**sent, "size": 0}).status_code == 422
    client.post(address("draw"), sent)
    sample = Sample.objects.get()
    assert sample.refs == queries.drawn(first, last, 3, 7)
    ref = sample.refs[0]
    marks = dict.fromkeys(Line.values, "yes")
    client.post(address("review", pk=sample.pk, about=ref), marks)
    with pytest.raises(Stale):
        actions.review(by=lead, sample=sample, ref=ref, marks=marks, at=now)
    with pytest.raises(Invalid):
        actions.review(by=other, sample=sample, ref=ref, marks={"plain": "yes"}, at=now)
    actions.review(
        by=other, sample=sample, ref=ref, marks={**marks, "plain": "no", "tone": "none"}, at=now
    )
    found = queries.agreement_of(list(Review.objects.all()))
    assert (found.n, round(found.alike, 2), found.kappa) == (6, 0.67, 0.0)
    assert queries.share_met(Review.objects.all()) == (10, 11)
    page = client.get(address("sample", pk=sample.pk)).content.decode()
    assert "kappa" in page
    assert f"/{sample.refs[1]}/" in page
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert queries.kappa(pairs) == pytest.approx(0.4)


def test_a_deputy_who_left_stands_in_for_nobody(person):
    me, deputy, now = person(), person(Role.VIEWER), clock.now()
    process = actions.draft_process(
        by=SYSTEM, principles="P", weekly_hours=Decimal(40), owner=me, at=now
    )
    details = actions.StandardDetails("mail", 2, me.pk)
    actions.set_standard(by=SYSTEM, process=process, details=details, at=now)
    days = {"from_date": now.date() - DAY, "until_date": now.date() + DAY}
    Absence.objects.create(person=me, deputy=deputy, **days)
    assert _is_covered(process, now)
    User.objects.filter(pk=deputy.pk).update(is_active=False)
    assert not _is_covered(process, now)


def _is_covered(process, at):
    checks = queries.capability_of(process, at)
    return next(one.is_met for one in checks if one.gap == Gap.AWAY)


def test_a_sample_is_drawn_from_the_days_of_the_house(person, settings):
    settings.HOUSE_TIME_ZONE = "Europe/Warsaw"
    me, night = person(), datetime(2026, 5, 4, 22, 30, tzinfo=UTC)  # there it is the fifth
    details = TalkDetails("Words", channel="mail", direction="out")
    talk = log_interaction(by=me, parties=[party()], details=details, at=night)
    days = [date(2026, 5, 4), date(2026, 5, 5)]
    assert [queries.drawn(day, day, 5, 1) for day in days] == [[], [talk.ref]]
