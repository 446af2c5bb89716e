"""Who is asked, and that everybody hears what came of it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from secrets import token_urlsafe

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.features.consultations import policies, queries
from accord.features.consultations.actions._consultation import refuse_ended
from accord.features.consultations.models import Consultation, Consulted
from accord.features.consultations.states import How, State
from accord.features.engagement.states import Channel
from accord.features.letters.queries import address_for, nearest
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.policies import NOTE
from accord.features.stakeholders.queries import why_not_reached
from accord.features.stakeholders.states import RowKind
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.rows import read_locked
from accord.foundation.journal.words import said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.actions import Draft, post_letter
from accord.foundation.mail.letters import Letter
from accord.foundation.mail.models import State as Mailed

ASKED, TOLD = "consultations.asked", "consultations.told"
UNTOLD = {
    "told_at": None, "told_how": "", "told_ref": "", "told_by_id": None, "told_by_mail": "",
}  # fmt: skip


def ask_parties(
    *, by: Actor, consultation: Consultation, parties: Sequence[Party], at: datetime,
    by_mail: bool = False,
) -> list[Consulted]:  # fmt: skip
    """Ask parties, each by a link of its own; it goes by mail where that reaches them.

    Whoever was asked is on the list of those who hear of the outcome.
    """
    there = {row.party_id: row for row in Consulted.objects.filter(consultation=consultation)}
    fresh = [one for one in parties if not getattr(there.get(one.pk), "asked_at", None)]
    made = []
    with change(policies.RUN, by=by, at=at, subject=consultation) as record:
        for party in fresh:
            NOTE.demand(by, party)
        refuse_ended(consultation)
        if by_mail and consultation.state != State.OPEN:
            raise Stale(_("Open it first: their links lead nowhere yet."))
        for party in fresh:
            row = consulted(by=by, record=record, consultation=consultation, party=party, at=at)
            record.set(row, asked_at=at)
            if by_mail and not mail_party(by=by, row=row, kind=ASKED, write=_asking, at=at):
                record.set(row, failure=_why_not(by, row, at))
            made.append(row)
        tell_parties(
            by=by, record=record, consultation=consultation, parties=fresh,
            verb="consultation-asked", at=at,
        )  # fmt: skip
    return made


def consulted(
    *, by: Actor, record: Record, consultation: Consultation, party: Party, at: datetime
) -> Consulted:
    """Put a party on the list of those who hear of the outcome, within a change."""
    del by, at
    row = Consulted.objects.filter(consultation=consultation, party=party).first()
    if row is None:
        row = Consulted(consultation=consultation, party=party, token=token_urlsafe(16))
        record.add(row)
    return row


def note_told(
    *, by: Actor, rows: Sequence[Consulted], how: str, at: datetime, ref: str = ""
) -> list[Consulted]:
    """Note that some were told of the outcome, and by which letter or talk.

    Raises Stale while there is none; Invalid where that letter or talk did not reach one of them.
    """
    if not rows:
        raise Invalid(_("Choose who was told."), field="rows")
    consultation = rows[0].consultation
    proof = queries.reached_by(by, ref) if ref.strip() else None
    if ref.strip() and proof is None:
        raise Invalid(_("There is no such talk or letter."), field="ref")
    with change(policies.TELL, by=by, at=at, subject=consultation) as record:
        _demand_decided(consultation)
        for row in rows:
            _read(row)
            NOTE.demand(by, row.party)
            if proof is not None and row.party_id not in proof[1]:
                words = _("%(name)s was not reached by it.") % {"name": row.party.name}
                raise Invalid(words, field="ref")
        for row in rows:
            _told(record, row, How(how), at, by=by, ref=proof[0] if proof else "")
        tell_parties(
            by=by, record=record, consultation=consultation,
            parties=[row.party for row in rows], verb="consultation-told", at=at,
        )  # fmt: skip
    return list(rows)


def mail_outcome(*, by: Actor, consultation: Consultation, at: datetime) -> list[Consulted]:
    """Tell all by mail whom it reaches and whom one may see; the others stay on the list."""
    done = []
    with change(policies.TELL, by=by, at=at, subject=consultation) as record:
        _demand_decided(consultation)
        for row in queries.untold(by, consultation):
            name = mail_party(by=by, row=row, kind=TOLD, write=_telling, at=at)
            if name:
                _told(record, row, How.MAIL, at, by=by, mail=name)
                done.append(row)
            else:
                record.set(row, failure=_why_not(by, row, at))
        if not done:
            raise Stale(_("A mail reaches none of those who are still to be told."))
        tell_parties(
            by=by, record=record, consultation=consultation,
            parties=[row.party for row in done], verb="consultation-told", at=at,
        )  # fmt: skip
    return done


def excuse_telling(*, by: Actor, row: Consulted, why: str, at: datetime) -> Consulted:
    """Say why somebody is not told, so that nobody is left out unseen."""
    why = said(why, "why", 300)
    with change(policies.TELL, by=by, at=at, subject=row.consultation) as record:
        _read(row)
        NOTE.demand(by, row.party)
        refuse_ended(row.consultation)
        if row.told_at:
            raise Stale(_("They were told already."))
        record.set(row, excuse=why)
    return row


def follow_outcomes(*, by: Actor, touched: Touched, at: datetime) -> None:
    """Refuse to undo an outcome of which somebody was told since."""
    del by, at
    for pk, was, _now in touched.changed:
        since = was.get("decided_at")
        told = Consulted.objects.filter(consultation=pk, told_at__gte=since) if since else None
        if told is not None and told.exists():
            raise Stale(_("Somebody was told of it already; say anew what came of it."))


def _read(row: Consulted) -> None:
    """Read a row afresh under the lock of its consultation, with which it is written."""
    if not read_locked(row):
        raise Stale(_("This record is no longer there."))


def tell_parties(
    *, by: Actor, record: Record, consultation: Consultation, parties: Sequence[Party], verb: str,
    at: datetime, text: str = "",
) -> None:  # fmt: skip
    """Write it on the timelines of parties, within a change."""
    telling = Telling(
        RowKind.CHANGE, verb, subject=consultation, ref=consultation.ref,
        title=consultation.question, text=text,
    )  # fmt: skip
    tell(by=by, record=record, parties=parties, telling=telling, at=at)


def mail_party(
    *, by: Actor, row: Consulted, kind: str, write: Callable[[Consulted], Letter], at: datetime
) -> str:
    """Hand a mail in, where one reaches the party and it may be written to; give its Message-ID.

    What is kept back here, because no server is set or the address is made up, has told nobody.
    """
    party = row.party
    address = address_for(party, day_of(at, settings.HOUSE_TIME_ZONE))
    if not address or _why_not(by, row, at):
        return ""
    language = nearest(party.language)
    with translation.override(language):
        letter = write(row)
    draft = Draft(
        kind=kind, to=address, to_name=party.name, party_id=party.pk, language=language,
        is_personal=True,
    )  # fmt: skip
    mail = post_letter(by=by, draft=draft, letter=letter, at=at)
    return "" if mail.state == Mailed.KEPT else mail.message_id.strip("<>")


def _why_not(by: Actor, row: Consulted, at: datetime) -> str:
    """Say why a party may have no mail of this; nothing where it may."""
    ours = [by.pk] if by.pk else []
    found = why_not_reached([row.party], ours=ours, way=Channel.MAIL, at=at)
    return found.get(row.party_id, "")[:300]


def _told(
    record: Record, row: Consulted, how: How, at: datetime, *, by: Actor, ref: str = "",
    mail: str = "",
) -> None:  # fmt: skip
    if row.told_at:
        raise Stale(_("They were told already."))
    record.set(
        row, told_at=at, told_how=how, told_ref=ref, told_by_id=by.pk, told_by_mail=mail,
        excuse="", failure="",
    )  # fmt: skip


def _demand_decided(consultation: Consultation) -> None:
    refuse_ended(consultation)
    if consultation.decided_at is None:
        raise Stale(_("Say first what came of it."))


def _asking(row: Consulted) -> Letter:
    one = row.consultation
    return Letter(
        subject=_("We ask you: %(question)s") % {"question": one.question},
        paragraphs=tuple(
            part for part in (one.background, queries.promise_of(one)) if part
        ),
        button=(_("Read and answer"), _link(row)),
        closing=_("This link is yours alone. You need no account."),
    )  # fmt: skip


def _telling(row: Consulted) -> Letter:
    one = row.consultation
    return Letter(
        subject=_("What came of it: %(question)s") % {"question": one.question},
        paragraphs=(_("Thank you for your part in this."), one.outcome),
        button=(_("See what was said and what we do"), _link(row)),
    )


def _link(row: Consulted) -> str:
    return settings.BASE_URL + reverse("consultations:mine", kwargs={"token": row.token})
