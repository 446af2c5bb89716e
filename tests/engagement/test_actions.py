from datetime import timedelta

import pytest

from accord.features.engagement import actions, queries
from accord.features.engagement.models import Interaction, Participation
from accord.features.needs.models import Need
from accord.features.promises.actions import PromiseDetails
from accord.features.promises.models import Promise
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
        needs=("Safe school run",),
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
