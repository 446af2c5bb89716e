from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.features.engagement import actions, queries
from accord.features.engagement.models import Interaction, Participation
from accord.features.engagement.queries import FoundNeed
from accord.features.needs.actions import hear_need
from accord.features.needs.models import Need
from accord.features.needs.queries import visible_to as needs_visible_to
from accord.features.promises.actions import PromiseDetails
from accord.features.promises.models import Promise
from accord.features.promises.queries import visible_to as promises_visible_to
from accord.features.stakeholders.models import Party, TimelineMonth, TimelineRow
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def test_a_logged_talk_makes_promise_need_and_rows_in_one_breath_and_is_undone_in_one(
    person, outbox, at
):
    me, jonas, coop = person(), party("Jonas", kind="person"), party("Co-op")
    before = TimelineRow.objects.count()
    details = actions.TalkDetails(
        text="He accepts the route. I promised the plan by Friday.", channel="call", mood=1,
        promises=(PromiseDetails("Revised plan", due_at=at + timedelta(days=4)),),
        needs=(FoundNeed("Safe school run"),),
    )  # fmt: skip

    talk = actions.log_interaction(by=me, parties=[jonas, coop], details=details, at=at)

    assert (talk.ref, talk.mood, talk.logged_by) == ("K-0001", 1, me)
    assert [p.party for p in Participation.objects.order_by("id")] == [jonas, coop]
    assert Promise.objects.values("ref", "words", "owner", "state").get() == {
        "ref": "P-0001", "words": "Revised plan", "owner": me.pk, "state": "agreed",
    }  # fmt: skip
    assert Need.objects.get().quotation == details.text
    rows = TimelineRow.objects.order_by("id")[before:]
    assert [(r.party_id, r.kind, r.verb, r.is_contact) for r in rows] == [
        (jonas.pk, "promise", "promised-we", False),
        (jonas.pk, "need", "need-heard", False),
        (jonas.pk, "talk", "talked-call-out", True),
        (coop.pk, "talk", "talked-call-out", True),
    ]
    assert list(Party.objects.order_by("id").values_list("last_contact_at", flat=True)) == [at, at]
    assert outbox()[-2:] == ["engagement.logged", "promises.made"]

    undo(by=me, entry_id=Entry.objects.filter(verb="engagement.log").get().pk, at=at)

    assert (Interaction.objects.count(), Promise.objects.count(), Need.objects.count()) == (0, 0, 0)
    assert TimelineRow.objects.count() == before
    assert set(Party.objects.values_list("last_contact_at", flat=True)) == {None}
    assert {m.kind: m.rows_count for m in TimelineMonth.objects.all()} == {
        "change": 2, "talk": 0, "promise": 0, "need": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shift", "with_party"),
    [("", 0, True), ("x", 1, True), ("x", 0, False), ("\x00", 0, True)],
)
def test_nothing_said_nobody_there_or_ahead_is_refused(person, at, text, shift, with_party):
    details = actions.TalkDetails(text=text, happened_at=at + timedelta(hours=shift))
    with pytest.raises(Invalid):
        actions.log_interaction(
            by=person(), parties=[party()] if with_party else [], details=details, at=at
        )
    assert not Interaction.objects.exists()


def test_a_viewer_may_not_log_and_nothing_happened(person, at):
    entries = Entry.objects.count()
    jonas = party()
    with pytest.raises(NotAllowed):
        actions.log_interaction(
            by=person(Role.VIEWER), parties=[jonas], details=actions.TalkDetails("x"), at=at
        )
    assert (Interaction.objects.count(), Entry.objects.count()) == (0, entries + 1)


@pytest.mark.duty("L10")
def test_who_knows_them_counts_talks_one_may_see(person, at):
    me, lead, jonas = person(), person(Role.LEAD), party(kind="person")
    for day in range(3):
        actions.log_interaction(
            by=me, parties=[jonas], at=at,
            details=actions.TalkDetails("x", happened_at=at - timedelta(days=day)),
        )  # fmt: skip
    actions.log_interaction(
        by=lead, parties=[jonas], details=actions.TalkDetails("y", visibility="named"), at=at
    )
    assert [(r["logged_by_id"], r["talks"]) for r in queries.who_knows(me, jonas)] == [(me.pk, 3)]
    assert [(r["logged_by_id"], r["talks"]) for r in queries.who_knows(lead, jonas)] == [
        (me.pk, 3),
        (lead.pk, 1),
    ]


def test_of_very_many_talks_the_newest_say_who_knows_them(person, at):
    me, lead, jonas, other = person(), person(Role.LEAD), party(kind="person"), party("Co-op")
    for by, whom in ((me, jonas), (me, jonas), (me, other)):
        details = actions.TalkDetails("x")
        actions.log_interaction(by=by, parties=[whom], details=details, at=at)
    many = [
        Interaction(
            ref=f"K-{number}",
            channel="call",
            at=at,
            logged_at=at,
            logged_by=lead,
            visibility="everyone",
        )
        for number in range(5000, 5199)
    ]
    talks = Interaction.objects.bulk_create(many)
    Participation.objects.bulk_create(Participation(interaction=t, party=jonas) for t in talks)

    assert [(r["logged_by_id"], r["talks"]) for r in queries.who_knows(me, jonas)] == [
        (lead.pk, 199),
        (me.pk, 1),
    ]


def test_what_a_device_sends_twice_is_logged_once(person, at, outbox):
    me, jonas = person(), party("Jonas")
    details = actions.TalkDetails(
        "Called him.",
        once="f4ab62a8",
        promises=(PromiseDetails("Plan"),),
        needs=(FoundNeed("A number"),),
    )
    first = actions.log_interaction(by=me, parties=[jonas], details=details, at=at)
    told = outbox()

    again = actions.log_interaction(
        by=me, parties=[jonas], details=details, at=at + timedelta(hours=1)
    )

    assert again == first
    assert (Interaction.objects.count(), Promise.objects.count(), Need.objects.count()) == (1, 1, 1)
    assert outbox() == told
    other = person(name="other")
    theirs = actions.log_interaction(by=other, parties=[jonas], details=details, at=at)
    assert theirs != first


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads few rows as they lie")
def test_a_key_of_a_device_is_looked_up_in_its_index(person):
    with CaptureQueriesContext(connection) as asked:
        assert queries.logged_once(person(), "f4ab62a8") is None

    *_, last = asked.captured_queries
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {last['sql']}")
        (plan,) = [line for *_, line in cursor.fetchall()]
    assert plan.startswith("SEARCH engagement_interaction USING INDEX interaction_once ")


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_once_make_one_talk(person, at):
    me, jonas = person(), party("Jonas")
    details = actions.TalkDetails("Called him.", once="f4ab62a8")
    talks: list[int] = []

    def deliver():
        try:
            me.__dict__.pop("_reach", None)
            talks.append(actions.log_interaction(by=me, parties=[jonas], details=details, at=at).pk)
        finally:
            connection.close()

    threads = [Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(talks) == 4
    assert len(set(talks)) == 1
    assert Interaction.objects.count() == 1


def test_a_talk_keeps_what_came_of_it(person, at):
    me, jonas = person(), party("Jonas")
    known = hear_need(by=me, party=jonas, words="Safe school run", at=at)
    details = actions.TalkDetails(
        "I promised the plan.", promises=(PromiseDetails("Plan"),), needs=(FoundNeed("A number"),),
        heard=(known,),
    )  # fmt: skip

    talk = actions.log_interaction(by=me, parties=[jonas], details=details, at=at)

    came = queries.outcomes_of(me, talk)
    assert [promise.words for promise in came.promises] == ["Plan"]
    assert [need.words for need in came.needs] == ["Safe school run", "A number"]
    row = TimelineRow.objects.get(kind="talk")
    assert row.data["outcomes"] == ["P-0001", "N-0002", "N-0001"]
    assert queries.talks_about(me, need=known) == [talk]
    assert queries.talks_about(me, promise=came.promises[0]) == [talk]


def test_what_came_of_a_restricted_talk_is_for_the_same_eyes(person, at):
    me, reader, other = person(), person(name="reader"), person(name="other")
    jonas = party("Jonas")
    details = actions.TalkDetails(
        "I promised the plan.", visibility="named", reader_ids=(reader.pk,),
        promises=(PromiseDetails("Plan"),), needs=(FoundNeed("A number"),),
    )  # fmt: skip

    talk = actions.log_interaction(by=me, parties=[jonas], details=details, at=at)

    for user, count in ((me, 1), (reader, 1), (other, 0)):
        seen = (
            queries.visible_to(user).count(),
            promises_visible_to(user).count(),
            needs_visible_to(user).count(),
        )
        assert seen == (count, count, count), user
    assert not queries.outcomes_of(other, talk).promises
    assert queries.who_knows(other, jonas) == []


def test_the_timeline_says_how_and_who_came_to_whom(person, at):
    me, jonas = person(), party("Jonas")
    for channel, direction in (("mail", "in"), ("visit", "out"), ("meeting", "both")):
        details = actions.TalkDetails("Said.", channel=channel, direction=direction)
        actions.log_interaction(by=me, parties=[jonas], details=details, at=at)
    rows = TimelineRow.objects.filter(kind="talk").order_by("id")
    verbs = ["talked-mail-in", "talked-visit-out", "talked-meeting-out"]
    assert [row.verb for row in rows] == verbs
    assert {(row.title, *row.data["named"]) for row in rows} == {("", jonas.pk)}
