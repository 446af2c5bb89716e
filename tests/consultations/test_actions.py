from datetime import timedelta

import pytest
from django.core import mail

from accord.features.consultations import actions, queries
from accord.features.consultations.models import Answer, Consultation, Consulted
from accord.features.consultations.reactions import take_back_that_they_were_told
from accord.features.correspondence.events import MailNotDelivered
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.letters.actions import LetterDetails, write_letter
from accord.features.letters.models import Addressee
from accord.features.promises.actions import PromiseDetails
from accord.features.stakeholders.actions import ContactDetails, add_contact_point, erase_party
from accord.features.stakeholders.models import Party, TimelineRow
from accord.foundation.accounts.brakes import Braked
from accord.foundation.journal.change import last_entry_id
from accord.foundation.journal.undo import undo
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from tests.conftest import NOON
from tests.factories.initiatives import initiative
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def me(person):
    return person(Role.LEAD, name="Marta Kask")


@pytest.fixture
def one(me):
    return asking(me)


def asking(me, **more):
    given = {
        "question": "Where shall the road go?",
        "level": "consult",
        "closes_at": NOON + 7 * DAY,
    }
    details = actions.ConsultationDetails(owner_id=me.pk, **{**given, **more})
    return actions.draft_consultation(by=me, initiative=initiative("Dam"), details=details, at=NOON)


def opened(me, one, *options):
    made = [actions.add_option(by=me, consultation=one, words=w, at=NOON) for w in options]
    actions.open_consultation(by=me, consultation=one, at=NOON)
    return made


def closed(me, one):
    actions.close_consultation(by=me, consultation=one, at=NOON + DAY)
    return actions.decide_outcome(by=me, consultation=one, outcome="North", at=NOON + 2 * DAY)


def test_what_is_open_stays_as_those_read_it_who_answered(me, one):
    opened(me, one, "North")
    with pytest.raises(Stale):
        actions.add_option(by=me, consultation=one, words="South", at=NOON)
    with pytest.raises(Stale):
        actions.open_consultation(by=me, consultation=one, at=NOON)
    actions.close_consultation(by=me, consultation=one, at=NOON + DAY)
    assert Consultation.objects.get().closes_at == NOON + DAY


def test_who_may_not_asks_nobody(me, one, person):
    reader = person(Role.VIEWER)
    with pytest.raises(NotAllowed):
        actions.open_consultation(by=reader, consultation=one, at=NOON)
    opened(me, one)
    closes = actions.close_consultation(by=me, consultation=one, at=NOON + DAY)
    with pytest.raises(NotAllowed):
        actions.decide_outcome(
            by=person(Role.PRACTITIONER), consultation=closes, outcome="North", at=NOON + DAY
        )
    one.refresh_from_db()
    assert (one.state, one.outcome) == ("closed", "")


def test_an_answer_belongs_to_whom_one_of_us_says(me, one):
    [north] = opened(me, one, "North")
    who = actions.Stranger("Ewa Nowak", "ewa@farm.example", has_agreed=True)
    what = actions.Said("Not over my meadow", {north.pk: "against"})
    ewa = party("Ewa Nowak", kind="person")
    for at in (NOON, NOON + 8 * DAY):
        actions.answer_in_public(by=SYSTEM, consultation=one, who=who, what=what, at=at)
    first, late = Answer.objects.order_by("pk")
    assert (first.party, first.is_late, late.is_late) == (None, False, True)
    assert not Consulted.objects.exists()  # never matched by the name alone
    actions.match_answer(by=me, answer=first, party=ewa, at=NOON)
    assert [row.party for row in Consulted.objects.all()] == [ewa]
    assert TimelineRow.objects.filter(party=ewa, verb="consultation-answer").count() == 1
    with pytest.raises(Stale):
        actions.set_answer_aside(by=me, answer=first, why="Twice", at=NOON)
    made = actions.make_party_of(by=me, answer=late, at=NOON)
    assert (made.name, made.owner) == ("Ewa Nowak", me)
    assert made.pk != ewa.pk
    assert Party.objects.count() == 2


def test_without_consent_or_words_nothing_is_kept(me, one):
    opened(me, one)
    on = {"by": SYSTEM, "consultation": one, "at": NOON}
    for agreed, words in ((False, "Yes"), (True, " ")):
        who = actions.Stranger("Ewa", "ewa@farm.example", has_agreed=agreed)
        with pytest.raises(Invalid):
            actions.answer_in_public(who=who, what=actions.Said(words), **on)
    assert not Answer.objects.exists()


def test_a_flood_from_one_network_is_braked(me, one):
    opened(me, one)
    on = {"by": SYSTEM, "consultation": one, "at": NOON, "network": "192.0.2.0/24"}
    who = actions.Stranger("Ewa", "ewa@farm.example", has_agreed=True)
    for _ in range(10):
        actions.answer_in_public(who=who, what=actions.Said("No"), **on)
    with pytest.raises(Braked):
        actions.answer_in_public(who=who, what=actions.Said("No"), **on)
    assert Answer.objects.count() == 10


def test_small_groups_are_not_told_apart_in_public(me, one):
    north, south = opened(me, one, "North", "South")
    for n in range(9):
        stances = {north.pk: "for", south.pk: "against" if n else "for"}
        actions.enter_answer(
            by=me, consultation=one, party=party(f"House {n}"), via="person", at=NOON,
            what=actions.Said("", stances),
        )  # fmt: skip
        if n == 3:
            told = queries.tally(one, in_public=True)
            assert (told.n, [row.views for row in told.rows]) == (0, [None, None])
    told = queries.tally(one, in_public=True)
    assert told.rows[0].views == {"against": 0, "accepts": 0, "for": 9}
    assert told.rows[1].views is None
    assert queries.tally(one).rows[1].views == {"against": 8, "accepts": 0, "for": 1}


def test_what_is_said_anew_by_the_link_counts_and_what_is_late_stands_beside(me, one):
    [north] = opened(me, one, "North")
    [row] = actions.ask_parties(by=me, consultation=one, parties=[party("Dairy")], at=NOON)
    for view in ("against", "for"):
        what = actions.Said("", {north.pk: view})
        actions.answer_by_link(by=SYSTEM, row=row, what=what, at=NOON)
    assert Answer.objects.count() == 1
    assert queries.tally(one).rows[0].views["for"] == 1
    late = NOON + 8 * DAY
    actions.close_past(by=SYSTEM, at=late)
    row.refresh_from_db()
    actions.answer_by_link(by=SYSTEM, row=row, what=actions.Said("Wait"), at=late)
    assert list(Answer.objects.order_by("pk").values_list("is_late", flat=True)) == [False, True]
    assert queries.tally(one).n == 1
    one.refresh_from_db()
    actions.extend_consultation(by=me, consultation=one, closes_at=late + DAY, at=late)
    assert not Answer.objects.filter(is_late=True).exists()


def test_nobody_is_forgotten(me, one):
    opened(me, one)
    dairy, school = party("Dairy"), party("School")
    actions.ask_parties(by=me, consultation=one, parties=[dairy, school], at=NOON)
    who = actions.Stranger("Ewa", "ewa@farm.example", has_agreed=True)
    actions.answer_in_public(by=SYSTEM, consultation=one, who=who, what=actions.Said("No"), at=NOON)
    rows = {row.party: row for row in Consulted.objects.select_related("party", "consultation")}
    with pytest.raises(Stale):
        actions.note_told(by=me, rows=list(rows.values()), how="call", at=NOON)
    closed(me, one)
    on = {"by": me, "at": NOON + 3 * DAY}
    rows = {row.party: row for row in Consulted.objects.select_related("party", "consultation")}
    with pytest.raises(Invalid, match="whose"):
        actions.end_consultation(consultation=one, **on)
    actions.set_answer_aside(answer=Answer.objects.get(), why="Sold something", **on)
    assert (Answer.objects.get().name, Answer.objects.get().email) == ("", "")
    talk = log_interaction(parties=[dairy], details=TalkDetails("Told them"), **on)
    with pytest.raises(Invalid, match="reached"):
        actions.note_told(rows=list(rows.values()), how="call", ref=talk.ref, **on)
    actions.note_told(rows=[rows[dairy]], how="call", ref=talk.ref, **on)
    with pytest.raises(Invalid, match="not been told"):
        actions.end_consultation(consultation=one, **on)
    one.refresh_from_db()
    assert one.state == "closed"
    actions.excuse_telling(row=rows[school], why="It closed down", **on)
    actions.end_consultation(consultation=one, **on)
    assert Consultation.objects.get().state == "answered"
    with pytest.raises(Stale):
        actions.ask_parties(consultation=one, parties=[party()], **on)


def test_another_outcome_is_told_anew(me, one):
    opened(me, one)
    actions.ask_parties(by=me, consultation=one, parties=[party("Dairy")], at=NOON)
    closed(me, one)
    actions.note_told(by=me, rows=queries.untold(me, one), how="person", at=NOON + 3 * DAY)
    assert queries.told_list(me, one).is_whole
    actions.decide_outcome(by=me, consultation=one, outcome="South", at=NOON + 4 * DAY)
    assert queries.told_list(me, one).untold == 1


def test_links_and_the_outcome_go_by_mail_to_whom_one_reaches(me, one, settings):
    settings.EMAIL_HOST = "mail.example"
    dairy, school = party("Dairy"), party("School")
    add_contact_point(by=me, party=dairy, details=ContactDetails("mail", "d@dairy.org"), at=NOON)
    opened(me, one)
    actions.ask_parties(by=me, consultation=one, parties=[dairy, school], by_mail=True, at=NOON)
    sent = OutMail.objects.get()
    assert sent.to_address == "d@dairy.org"
    assert Consulted.objects.get(party=dairy).token in sent.text
    assert not mail.outbox


def told_by_mail(me, one, *parties, settings):
    """Tell some by mail what came of it, and call it answered; gives the mails."""
    settings.MAIL_URL = "smtp://127.0.0.1:9"
    for whom in parties:
        details = ContactDetails("mail", f"{whom.pk}@dairy.org")
        add_contact_point(by=me, party=whom, details=details, at=NOON)
    opened(me, one)
    actions.ask_parties(by=me, consultation=one, parties=parties, at=NOON)
    closed(me, one)
    actions.mail_outcome(by=me, consultation=one, at=NOON + 3 * DAY)
    one.refresh_from_db()
    actions.end_consultation(by=me, consultation=one, at=NOON + 3 * DAY)
    return list(OutMail.objects.filter(kind=actions.TOLD).order_by("pk"))


def test_whom_a_mail_did_not_reach_is_to_be_told_anew(me, one, settings):
    dairy, school = party("Dairy"), party("School")
    first, second = told_by_mail(me, one, dairy, school, settings=settings)
    came_back = MailNotDelivered(
        at=NOON, message_id=first.message_id.strip("<>"), words="5.1.1 nobody here"
    )
    for _twice in range(2):
        take_back_that_they_were_told(came_back, NOON + 4 * DAY)
    take_back_that_they_were_told(MailNotDelivered(at=NOON, message_id="", words="x"), NOON)
    rows = {row.party: row for row in Consulted.objects.select_related("party")}
    assert (rows[dairy].told_at, rows[dairy].failure) == (None, "5.1.1 nobody here")
    assert rows[school].told_at is not None
    one.refresh_from_db()
    assert (one.state, one.answered_at, queries.told_list(me, one).untold) == ("closed", None, 1)
    verbs = TimelineRow.objects.filter(party=dairy, verb="consultation-undelivered")
    assert verbs.count() == 1
    OutMail.objects.filter(pk=second.pk).update(state="dead", error="550 no", ended_at=NOON)
    assert [actions.note_refused(by=SYSTEM, at=NOON + 4 * DAY) for _ in range(2)] == [1, 0]
    assert Consulted.objects.get(party=school).failure == "550 no"
    with pytest.raises(NotAllowed):
        actions.note_undelivered(by=me, row=rows[dairy], words="x", at=NOON)
    row = queries.untold(me, one)[0]
    actions.note_told(by=me, rows=[row], how="call", at=NOON + 5 * DAY)
    assert Consulted.objects.get(pk=row.pk).failure == ""


def test_a_letter_that_came_back_has_told_nobody(me, one, settings):
    dairy = party("Dairy")
    told_by_mail(me, one, dairy, settings=settings)
    [row] = Consulted.objects.all()
    letter = write_letter(
        by=me, at=NOON, details=LetterDetails(parties=(dairy,), subject="Road", text="North")
    )
    Addressee.objects.update(message_id="7@water.example", state="sent")
    Consulted.objects.update(told_ref=letter.ref, told_how="letter", told_by_mail="")
    event = MailNotDelivered(at=NOON, message_id="7@water.example", words="full")
    take_back_that_they_were_told(event, NOON)
    row.refresh_from_db()
    assert (row.told_at, row.told_ref, row.failure) == (None, "", "full")


def test_both_sides_are_held_to_their_word(me, one):
    dairy = party("Dairy")
    for side, theirs in (("we", ""), ("they", "Teodor Lind")):
        details = PromiseDetails("Move the gate", side=side, their_owner=theirs)
        actions.commit(by=me, consultation=one, party=dairy, details=details, at=NOON)
    found = [row.promise for row in queries.commitments_of(me, one)]
    assert [(row.side, row.their_owner) for row in found] == [("we", ""), ("they", "Teodor Lind")]


def test_erasing_a_party_leaves_that_somebody_answered(me, one):
    [north] = opened(me, one, "North")
    dairy = party("Dairy")
    actions.assess_impact(
        by=me, option=north, party=dairy, direction=-1, size=4, grounds="Their gate", at=NOON
    )
    actions.enter_answer(
        by=me, consultation=one, party=dairy, via="call", at=NOON, what=actions.Said("No gate")
    )
    erase_party(by=SYSTEM, party=dairy, reason="asked", at=NOON)
    answer = Answer.objects.get()
    assert "gate" not in answer.words
    assert "gate" not in north.impacts.get().grounds
    assert queries.tally(one).n == 1


def test_who_was_told_meanwhile_is_neither_told_again_nor_excused(me, one):
    opened(me, one)
    actions.ask_parties(by=me, consultation=one, parties=[party("Dairy")], at=NOON)
    closed(me, one)
    before, again, (now,) = (list(queries.untold(me, one)) for _ in range(3))
    actions.note_told(by=me, rows=[now], how="person", at=NOON + 3 * DAY)
    with pytest.raises(Stale, match="told already"):
        actions.note_told(by=me, rows=before, how="call", at=NOON + 4 * DAY)
    with pytest.raises(Stale, match="told already"):
        actions.excuse_telling(by=me, row=again[0], why="It closed down", at=NOON + 4 * DAY)
    now.refresh_from_db()
    assert (now.told_how, now.told_at, now.excuse) == ("person", NOON + 3 * DAY, "")


def test_an_outcome_that_somebody_was_told_of_is_said_anew_and_not_undone(me, one):
    opened(me, one)
    actions.ask_parties(by=me, consultation=one, parties=[party("Dairy")], at=NOON)
    closed(me, one)
    actions.decide_outcome(by=me, consultation=one, outcome="South", at=NOON + 3 * DAY)
    entry = last_entry_id()
    told = NOON + 4 * DAY
    actions.note_told(by=me, rows=queries.untold(me, one), how="person", at=told)
    with pytest.raises(Stale, match="say anew"):
        undo(by=me, entry_id=entry, at=told)
    assert Consultation.objects.get().outcome == "South"
    actions.decide_outcome(by=me, consultation=one, outcome="East", at=NOON + 5 * DAY)
    undo(by=me, entry_id=last_entry_id(), at=NOON + 5 * DAY)
    assert Consulted.objects.get().told_at == told


def test_of_one_answer_one_party_is_made_however_often_it_is_pressed(me, one):
    opened(me, one)
    who = actions.Stranger("Mari Kask", "mari@example.com", has_agreed=True)
    what = actions.Said("North, please")
    actions.answer_in_public(by=SYSTEM, consultation=one, who=who, what=what, at=NOON)
    before, again = Answer.objects.get(), Answer.objects.get()
    made = actions.make_party_of(by=me, answer=before, at=NOON)
    for act in (
        lambda: actions.make_party_of(by=me, answer=again, at=NOON),
        lambda: actions.set_answer_aside(by=me, answer=again, why="Spam", at=NOON),
        lambda: actions.match_answer(by=me, answer=again, party=party("Dairy"), at=NOON),
    ):
        again.party = None
        with pytest.raises(Stale):
            act()
    assert Party.objects.filter(name="Mari Kask").count() == 1
    assert Answer.objects.get().party == made
