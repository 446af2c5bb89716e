from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.features.stakeholders import policies
from accord.features.stakeholders.actions._timeline import Telling, tell
from accord.features.stakeholders.models import Consent, ConsentPurpose, ContactPoint, Party
from accord.features.stakeholders.states import Channel, ConsentState, Purpose, RowKind
from accord.foundation.journal.change import change
from accord.foundation.kernel.errors import Invalid
from accord.foundation.kernel.rules import Actor
from accord.foundation.kernel.text import is_blank, storable


@dataclass(frozen=True)
class ContactDetails:
    """One way to reach a party, as it was given."""

    channel: str
    value: str
    purpose: str = Purpose.WORK
    label: str = ""
    is_primary: bool = False
    from_date: date | None = None
    until_date: date | None = None


def add_contact_point(
    *, by: Actor, party: Party, details: ContactDetails, at: datetime
) -> ContactPoint:
    """Add a way to reach a party; the first of its channel becomes the primary one."""
    point = prepare_contact_point(party=party, details=details, by=by, at=at)
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        there = list(ContactPoint.objects.filter(party=party, channel=point.channel))
        if any(other.folded == point.folded for other in there):
            raise Invalid(_("This is there already."), field="value")
        point.is_primary = details.is_primary or not any(other.is_primary for other in there)
        if point.is_primary:
            record.set_many([(other, {"is_primary": False}) for other in there])
        record.add(point)
    return point


def prepare_contact_point(
    *, party: Party, details: ContactDetails, by: Actor, at: datetime
) -> ContactPoint:
    """Make the row, checked and folded, without keeping it. Raises Invalid."""
    del by, at
    value = details.value.strip()
    if is_blank(value) or not storable(value):
        raise Invalid(_("Give the address or number."), field="value")
    channel = Channel(details.channel)
    if details.from_date and details.until_date and details.until_date < details.from_date:
        raise Invalid(_("The last day lies before the first."), field="until_date")
    return ContactPoint(
        party=party, channel=channel, value=value[:500], folded=fold_contact(channel, value),
        purpose=Purpose(details.purpose), label=details.label.strip(),
        from_date=details.from_date, until_date=details.until_date,
        is_primary=details.is_primary,
    )  # fmt: skip


def fold_contact(channel: str, value: str) -> str:
    """Give what two spellings of one address share. Raises Invalid for what is none."""
    if channel == Channel.MAIL:
        return _fold_mail(value)
    if channel == Channel.PHONE:
        return _fold_phone(value)
    return " ".join(value.casefold().split())[:500]


def _fold_mail(value: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(value, check_deliverability=False, allow_smtputf8=True)
    except EmailNotValidError as error:
        raise Invalid(_("This is not a mail address: %s") % value, field="value") from error
    return found.normalized.casefold()


def _fold_phone(value: str) -> str:
    digits = "".join(char for char in value if char.isdigit())
    shortest = 3
    if len(digits) < shortest:
        raise Invalid(_("This is not a telephone number: %s") % value, field="value")
    return ("+" if value.strip().startswith(("+", "00")) else "") + digits.removeprefix("00")


def change_contact_point(
    *, by: Actor, point: ContactPoint, at: datetime, seen: int | None = None, **fields: Any
) -> ContactPoint:
    allowed = {"value", "purpose", "label", "from_date", "until_date", "verified_at"}
    if unknown := fields.keys() - allowed:
        raise Invalid(_("These can't be set here: %s") % ", ".join(sorted(unknown)))
    if "value" in fields:
        fields["value"] = str(fields["value"]).strip()
        fields["folded"] = fold_contact(point.channel, fields["value"])
        fields.setdefault("verified_at", None)
        if fields["folded"] != point.folded:  # nothing is known against another address
            fields |= {"failed_at": None, "failure": "", "delays_count": 0}
    with change(policies.CHANGE, by=by, at=at, subject=point, seen=seen) as record:
        policies.CHANGE.demand(by, point.party)
        record.set(point, **fields)
    return point


def make_primary(*, by: Actor, point: ContactPoint, at: datetime) -> None:
    with change(policies.CHANGE, by=by, at=at, subject=point.party) as record:
        others = ContactPoint.objects.filter(party=point.party, channel=point.channel)
        record.set_many([(other, {"is_primary": False}) for other in others.exclude(pk=point.pk)])
        point.refresh_from_db()
        record.set(point, is_primary=True)


def record_consent(
    *, by: Actor, party: Party, purpose: ConsentPurpose, state: str, at: datetime,
    source: str = "", evidence: str = "", said_at: datetime | None = None,
) -> Consent:  # fmt: skip
    """Write down what a party said about one purpose; earlier words stay as history."""
    moment = said_at or at
    if moment > at:
        raise Invalid(_("Nobody can have said this in the future."), field="said_at")
    if ConsentState(state) == ConsentState.GIVEN and is_blank(source):
        raise Invalid(_("Say where the consent came from."), field="source")
    consent = Consent(
        party=party, purpose=purpose, state=state, source=source.strip(), evidence=evidence,
        said_at=moment,
    )  # fmt: skip
    with change(policies.CHANGE, by=by, at=at, subject=party) as record:
        record.add(consent)
        told = Telling(
            RowKind.CHANGE, f"consent-{state}", subject=consent, title=purpose.name, text=source
        )
        tell(by=by, record=record, parties=[party], telling=told, at=at)
    return consent


def add_consent_purpose(*, by: Actor, name: str, at: datetime) -> ConsentPurpose:
    purpose = ConsentPurpose(name=name.strip())
    if is_blank(name) or ConsentPurpose.objects.filter(name=purpose.name).exists():
        raise Invalid(_("A purpose needs a name of its own."), field="name")
    with change(policies.CONFIGURE, by=by, at=at) as record:
        record.subject = purpose
        record.add(purpose)
    return purpose
