"""Whether mail reaches them: what servers and providers said, and the way back."""

from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.actions._contact import record_consent
from accord.features.stakeholders.actions._timeline import Telling, tell
from accord.features.stakeholders.models import Consent, ContactPoint, Party
from accord.features.stakeholders.states import ConsentState, RowKind
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import visible

MOST_WORDS = 300


def note_failure(
    *, by: Actor, point: ContactPoint, words: str, is_final: bool, at: datetime
) -> ContactPoint:
    """Write down that mail did not arrive: for good, with what was said, or once more for now."""
    with change(policies.CHANGE, by=by, at=at, subject=point) as record:
        policies.CHANGE.demand(by, point.party)
        if not is_final:
            record.set(point, delays_count=point.delays_count + 1)
        elif point.failed_at is None:
            said = visible(words)[:MOST_WORDS]
            record.set(point, failed_at=at, failure=said)
            told = Telling(RowKind.CHANGE, "address-failed", subject=point, title=point.value)
            tell(by=by, record=record, parties=[point.party], telling=told, at=at)
        record.note(is_final=is_final)
    return point


def note_reachable(*, by: Actor, point: ContactPoint, at: datetime) -> ContactPoint:
    """Say that mail reaches this address again. Raises: NotAllowed; Stale when it always did."""
    with change(policies.CHANGE, by=by, at=at, subject=point) as record:
        policies.CHANGE.demand(by, point.party)
        if point.failed_at is None:
            raise Stale(_("Nothing is known against this address."))
        record.set(point, failed_at=None, failure="", delays_count=0)
        told = Telling(RowKind.CHANGE, "address-works", subject=point, title=point.value)
        tell(by=by, record=record, parties=[point.party], telling=told, at=at)
    return point


def heed_complaint(*, by: Actor, party: Party, evidence: str, at: datetime) -> None:
    """Write to them no more: consent that was given is withdrawn, else contact is barred."""
    latest: dict[int, Consent] = {}
    rows = Consent.objects.filter(party=party).select_related("purpose")
    for consent in rows.order_by("said_at", "pk"):
        latest[consent.purpose_id] = consent
    given = [each for each in latest.values() if each.state == ConsentState.GIVEN]
    why = _("Their mail provider passed on a complaint.")
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        record.note(complaint=True)
        for consent in given:
            record_consent(
                by=by, party=party, purpose=consent.purpose, state=ConsentState.WITHDRAWN,
                source=why, evidence=visible(evidence)[:MOST_WORDS], at=at,
            )  # fmt: skip
        if not given and party.is_contact_permitted:
            record.set(party, is_contact_permitted=False, contact_refusal=why)
            told = Telling(RowKind.CHANGE, "complained", subject=party, text=why)
            tell(by=by, record=record, parties=[party], telling=told, at=at)
