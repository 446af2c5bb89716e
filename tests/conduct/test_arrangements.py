from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from accord.features.conduct import actions, queries, reactions
from accord.features.conduct.models import Appeal, Arrangement, ArrangementReview
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.engagement.events import InteractionLogged
from accord.features.stakeholders.actions import erase_party, merge_parties
from accord.features.tasks.models import Task
from accord.foundation.kernel import clock
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.models import Notice
from accord.foundation.ui import formats
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def details(at, *kinds, **more):
    given = {"kinds": kinds or ("writing",), "reason": "Seven calls a day, with insults"}
    days = {"from_date": at.date(), "review_date": (at + 90 * DAY).date()}
    return actions.ArrangementDetails(**{**given, **days, **more})


@pytest.fixture
def made(us, grave, at):
    return actions.arrange(by=us.manager, incident=grave, details=details(at), at=at)


def test_a_manager_arranges_contact_on_the_ground_of_what_two_people_found(us, grave, at):
    given = details(at, "contact", "frequency", contact_id=us.lead.pk, every_days=7)
    for by in (us.handler, us.lead, us.stranger):
        with pytest.raises(NotAllowed):
            actions.arrange(by=by, incident=grave, details=given, at=at)
    wrong = (
        details(at, "channel"), details(at, "mood"), details(at, reason=" "),
        details(at, review_date=(at + 184 * DAY).date()), details(at, review_date=at.date()),
    )  # fmt: skip
    for one in wrong:
        with pytest.raises(Invalid):
            actions.arrange(by=us.manager, incident=grave, details=one, at=at)
    assert Arrangement.objects.count() == 0
    one = actions.arrange(by=us.manager, incident=grave, details=given, at=at)
    assert (one.ref, one.level, one.contact, one.channel) == ("Y-0001", 3, us.lead, "")
    assert queries.terms(one) == ["their contact is Lena Lead", "once in 7 days"]
    assert (one.task.owner, one.task.due_at.date()) == (us.manager, one.review_date)
    with pytest.raises(Stale):
        actions.arrange(by=us.manager, incident=grave, details=given, at=at)


def test_nothing_carries_it_that_one_person_alone_found_or_that_nobody_decided(us, note, at):
    noted, alone = note("degrading"), note("degrading")
    decision = actions.Decision(3, "stop", second=us.second)
    actions.decide(by=us.manager, incident=alone, decision=decision, at=at)
    hostile = note("directed_insult")
    actions.decide(by=us.lead, incident=hostile, decision=actions.Decision(2, "limit"), at=at)
    for one in (noted, alone, hostile):
        with pytest.raises(Invalid):
            actions.arrange(by=us.manager, incident=one, details=details(at), at=at)
    pattern = note(patterns=("frequency",))
    actions.decide(by=us.handler, incident=pattern, decision=actions.Decision(0, "limits"), at=at)
    one = actions.arrange(by=us.manager, incident=pattern, details=details(at), at=at)
    assert (one.level, queries.load_of(us.handler, at).value > 0) == (0, True)


def test_they_are_told_in_their_language_with_the_way_to_appeal(us, made, client, at):
    actions.set_rules(by=us.lead, words="Be civil", appeal="The ombudsman", suggests=False, at=at)
    letter = queries.notice_of(made)
    for words in (
        "Viktor Kask",
        "Seven calls a day",
        "in writing only",
        "The ombudsman",
        "Be civil",
    ):
        assert words in letter
    client.force_login(us.handler)
    shown = client.get(f"/conduct/arrangements/{made.ref}/notice/?lang=pl").content.decode()
    assert 'lang="pl"' in shown
    actions.note_told(by=us.handler, arrangement=made, how="By letter", at=at)
    assert (made.told_at, made.told_how) == (at, "By letter")


def test_whoever_names_them_in_a_note_is_told_what_was_arranged(us, made, caller, client):
    client.force_login(us.handler)
    for words, there in (("@Viktor Kask he called", True), ("Nobody called", False)):
        shown = client.post("/log/read/", {"text": words}).content.decode()
        assert (made.ref in shown, "in writing only" in shown) == (there, there)
    client.force_login(us.stranger)
    assert made.ref not in client.post("/log/read/", {"text": "@Viktor Kask"}).content.decode()


def test_a_review_keeps_it_on_with_grounds_and_another_day(us, made, at):
    late = at + 91 * DAY
    assert queries.is_overdue(made, late.date())
    with pytest.raises(Invalid):
        actions.review(
            by=us.manager, arrangement=made, words="On", review_date=late.date(), at=late
        )
    day = (late + 60 * DAY).date()
    with pytest.raises(NotAllowed):
        actions.review(by=us.lead, arrangement=made, words="On", review_date=day, at=late)
    actions.review(by=us.manager, arrangement=made, words="It helps", review_date=day, at=late)
    assert (made.review_date, ArrangementReview.objects.get().words) == (day, "It helps")
    assert [task.state for task in Task.objects.filter(origin_ref=made.ref).order_by("pk")] == [
        "done", "open",
    ]  # fmt: skip
    actions.end_arrangement(by=us.manager, arrangement=made, outcome="All quiet", at=late)
    assert (made.ended_at, made.outcome, made.task) == (late, "All quiet", None)
    with pytest.raises(Stale):
        actions.end_arrangement(by=us.manager, arrangement=made, outcome="Again", at=late)


def test_another_manager_answers_an_appeal_and_what_is_lifted_ends(us, made, at):
    appeal = actions.receive_appeal(by=us.handler, arrangement=made, words="I am deaf", at=at)
    with pytest.raises(Stale):
        actions.receive_appeal(by=us.handler, arrangement=made, words="Again", at=at)
    for by in (us.manager, us.lead):
        with pytest.raises(NotAllowed):
            actions.judge_appeal(by=by, appeal=appeal, outcome="lifted", grounds="So", at=at)
    for outcome, grounds in (("eased", "So"), ("lifted", " ")):
        with pytest.raises(Invalid):
            actions.judge_appeal(
                by=us.executive, appeal=appeal, outcome=outcome, grounds=grounds, at=at
            )
    assert Appeal.objects.get().outcome == ""
    actions.judge_appeal(
        by=us.executive, appeal=appeal, outcome="lifted", grounds="They can't hear", at=at
    )
    made.refresh_from_db()
    assert (appeal.outcome, made.ended_at, made.outcome) == ("lifted", at, "They can't hear")
    with pytest.raises(Stale):
        actions.judge_appeal(by=us.executive, appeal=appeal, outcome="stands", grounds="No", at=at)


def test_a_contact_outside_it_is_logged_and_flagged(us, made, caller, client, at):
    later = at + DAY
    kept = log_interaction(
        by=us.handler, parties=[caller], details=TalkDetails("Wrote", channel="mail"), at=later
    )
    loose = log_interaction(by=us.handler, parties=[caller], details=TalkDetails("Rang"), at=later)
    assert queries.outside_of(kept, [caller]) == []
    [(arrangement, said)] = queries.outside_of(loose, [caller])
    assert (arrangement, said) == (made, ["contact in writing was agreed"])
    for talk in (kept, loose):
        event = InteractionLogged(
            at=later, interaction_id=talk.pk, ref=talk.ref, party_ids=(caller.pk,),
            by_id=us.handler.pk,
        )  # fmt: skip
        reactions.tell_who_logged_outside(event, later)
    notice = Notice.objects.get(kind="conduct.outside")
    assert (notice.person_id, notice.words) == (us.handler.pk, "contact in writing was agreed")
    client.force_login(us.viewer)
    assert "Outside Y-0001" in client.get(f"/talks/{loose.ref}/").content.decode()
    assert "Outside" not in client.get(f"/talks/{kept.ref}/").content.decode()


def test_one_contact_and_a_rhythm_are_kept_or_not(us, grave, caller, at):
    given = details(at, "contact", "frequency", contact_id=us.lead.pk, every_days=7)
    one = actions.arrange(by=us.manager, incident=grave, details=given, at=at)

    def outside(by, days):
        talk = log_interaction(
            by=by, parties=[caller], details=TalkDetails("Rang"), at=at + days * DAY
        )
        return queries.outside(one, talk)

    assert outside(us.lead, 1) == []
    assert outside(us.lead, 3) == ["it came sooner than was agreed"]
    assert outside(us.handler, 20) == ["another contact of ours was agreed"]


def test_one_that_begins_later_holds_from_its_first_day(us, grave, caller, client, settings):
    settings.HOUSE_TIME_ZONE = "Europe/Tallinn"
    at, zone = clock.now(), ZoneInfo("Europe/Tallinn")
    first = at.astimezone(zone).date() + 10 * DAY
    begins = datetime.combine(first, time(), zone)
    given = details(at, "writing", "frequency", every_days=7, from_date=first,
                    review_date=first + 90 * DAY)  # fmt: skip
    made = actions.arrange(by=us.manager, incident=grave, details=given, at=at)
    before, after = begins - timedelta(minutes=1), begins + timedelta(minutes=1)

    def against(moment):
        return [one.kind for one in queries.against([caller], [us.handler.pk], moment, "call")]

    assert (queries.begins(made), against(before), against(after)) == (begins, [], ["writing"])
    said = {}
    for moment in (before, after, after + DAY):
        talk = log_interaction(
            by=us.handler, parties=[caller], details=TalkDetails("Rang"), at=moment
        )
        said[moment] = [words for _one, words in queries.outside_of(talk, [caller])]
    assert said == {
        before: [],
        after: [["contact in writing was agreed"]],
        after + DAY: [["contact in writing was agreed", "it came sooner than was agreed"]],
    }
    client.force_login(us.lead)
    day = formats.long_date(first)
    for page in (f"/stakeholders/{caller.ref}/", "/conduct/arrangements/",
                 f"/conduct/arrangements/{made.ref}/"):  # fmt: skip
        shown = client.get(page).content.decode()
        assert ("from " in shown.lower(), day in shown) == (True, True), page


def test_the_record_tells_how_contact_goes_on_and_nothing_else(us, made, client):
    client.force_login(us.viewer)
    shown = client.get(f"/stakeholders/{made.party.ref}/").content.decode()
    assert "in writing only" in shown
    assert "abusive" not in shown
    client.force_login(us.admin)
    assert client.get(f"/conduct/arrangements/{made.ref}/").status_code == 403


def test_it_goes_with_a_merge_and_with_an_erasure(us, made, person, at):
    other = party("V. Kask", kind="person")
    merge_parties(by=SYSTEM, survivor=other, merged=made.party, at=at)
    made.refresh_from_db()
    assert (made.party, made.incident.party) == (other, other)
    erase_party(by=person(Role.CUSTODIAN), party=other, reason="Asked", at=at)
    made.refresh_from_db()
    made.incident.refresh_from_db()
    assert made.ended_at == at
    assert "Seven" not in made.reason
    assert "idiot" not in made.incident.facts


def test_of_two_that_each_have_one_in_force_one_is_ended_before_they_are_merged(us, made, at):
    other = party("V. Kask", kind="person")
    again = Arrangement.objects.get()
    again.pk, again.ref, again.party, again.task = None, "Y-0002", other, None
    again.save()
    with pytest.raises(Invalid, match="in force"):
        merge_parties(by=SYSTEM, survivor=other, merged=made.party, at=at)
    assert Arrangement.objects.count() == 2
    actions.end_arrangement(by=us.manager, arrangement=made, outcome="It is one person", at=at)
    merge_parties(by=SYSTEM, survivor=other, merged=made.party, at=at)
    assert set(Arrangement.objects.values_list("party", flat=True)) == {other.pk}


def test_somebody_else_takes_the_contact_and_nobody_asks_why(us, caller, client, at):
    for taker in (us.handler, us.viewer):
        with pytest.raises(Invalid):
            actions.relieve(by=us.handler, party=caller, taker=taker, days=14, at=at)
    with pytest.raises(Invalid):
        actions.relieve(by=us.handler, party=caller, taker=us.second, days=61, at=at)
    one = actions.relieve(by=us.handler, party=caller, taker=us.second, days=14, at=at)
    assert one.task.title == "Take the contact with Viktor Kask"
    assert one.task.owner == us.second
    with pytest.raises(Stale):
        actions.relieve(by=us.handler, party=caller, taker=us.lead, days=3, at=at)
    with pytest.raises(NotAllowed):
        actions.end_relief(by=us.stranger, relief=one, at=at)
    actions.end_relief(by=us.second, relief=one, at=at + DAY)
    assert (one.ended_at, one.task.state) == (at + DAY, "dropped")
    with pytest.raises(Stale):
        actions.end_relief(by=us.second, relief=one, at=at + DAY)
