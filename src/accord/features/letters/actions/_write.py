from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.correspondence.models import Message
from accord.features.letters import policies, queries
from accord.features.letters.events import LetterHandedOver
from accord.features.letters.models import Addressee, Letter, Template
from accord.features.letters.states import State
from accord.features.stakeholders.models import Party
from accord.foundation.accounts.models import User
from accord.foundation.arrivals.models import Sight
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import parse, reference
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.messages import clean_header

MOST_PARTIES = 20
LONG = 20_000


@dataclass(frozen=True, kw_only=True)
class LetterDetails:
    """What a letter says, to whom, and who reads it before it leaves.

    ``about`` is the reference of the record it is written from, ``answers`` a mail that it answers;
    ``sight`` is for whose eyes it is once it was sent. It leaves not before ``not_before``.
    Its words may hold fields that are filled in for each; ``template`` is what it began with.
    """

    parties: tuple[Party, ...] = ()
    subject: str = ""
    text: str = ""
    about: str = ""
    answers: Message | None = None
    sight: str = Sight.EVERYONE
    reader: User | None = None
    not_before: datetime | None = None
    template: Template | None = None
    sender: User | None = None


def write_letter(*, by: Actor, details: LetterDetails, at: datetime) -> Letter:
    """Begin a letter; nothing leaves until it is sent. Raises: NotAllowed; Invalid."""
    letter = Letter(author_id=by.pk, written_at=at, about=_origin(details.about))
    letter.answers = details.answers
    for name, value in _checked(by, details).items():
        setattr(letter, name, value)
    with change(policies.WRITE, by=by, at=at) as record:
        letter.ref = reference("W", take_numbers("letter")[0])
        record.add(letter)
        record.subject = letter
        if details.template is not None:
            record.set(details.template, used_at=at)
        _address(record, letter, details.parties, at)
    return letter


def rewrite_letter(
    *, by: Actor, letter: Letter, details: LetterDetails, at: datetime, seen: int | None = None
) -> Letter:
    """Change a draft. Raises: NotAllowed; Stale once it is on its way; Conflict."""
    fields = _checked(by, details)
    with change(policies.WRITE, by=by, at=at, subject=letter, seen=seen) as record:
        refuse_sent(letter)
        record.set(letter, **fields)
        _address(record, letter, details.parties, at)
    return letter


def hand_over_letter(*, by: Actor, letter: Letter, to: User, at: datetime) -> Letter:
    """Give a draft to a colleague, who goes on with it.

    Raises: NotAllowed; Stale once it is on its way; Invalid for who can't write it or see whom it
    is for, or the mail that it answers.
    """
    parties = [row.party for row in queries.addressees_of(letter)]
    if not to.is_active or not to.holds(policies.WRITE.roles):
        raise Invalid(_("%(name)s may not write letters.") % {"name": to.name}, field="to")
    if not queries.sees_all(to, parties) or not queries.sees_answered(to, letter):
        why = _("%(name)s may not see everybody it is for.") % {"name": to.name}
        raise Invalid(why, field="to")
    with change(policies.HAND_OVER, by=by, at=at, subject=letter) as record:
        refuse_sent(letter)
        if letter.author_id == to.pk:
            raise Invalid(_("%s owns this already.") % to, field="to")
        before = letter.author_id
        record.set(
            letter, author_id=to.pk,
            sender=letter.sender if queries.may_write_as(to, letter.sender) else None,
            reader_id=None if letter.reader_id == to.pk else letter.reader_id,
        )  # fmt: skip
        record.note(handed_over_by=before)
        record.publish(
            LetterHandedOver(
                at=at, letter_id=letter.pk, ref=letter.ref, to_id=to.pk, by_id=by.pk
            )
        )  # fmt: skip
    return letter


def discard_letter(*, by: Actor, letter: Letter, at: datetime) -> None:
    """Throw a draft away; it can be brought back."""
    with change(policies.WRITE, by=by, at=at, subject=letter) as record:
        refuse_sent(letter)
        record.remove_many(queries.addressees_of(letter))
        record.remove(letter)


def choose_address(
    *, by: Actor, letter: Letter, addressee: Addressee, address: str, at: datetime
) -> Addressee:
    """Say to which of their addresses a copy goes. Raises: Stale; Invalid for none of theirs."""
    with change(policies.WRITE, by=by, at=at, subject=letter) as record:
        refuse_sent(letter)
        if addressee.letter_id != letter.pk:
            raise Invalid(_("There is no such choice."), field="address")
        open_now = queries.addresses_of([addressee.party_id], day_of(at, settings.HOUSE_TIME_ZONE))
        if address not in open_now.get(addressee.party_id, []):
            raise Invalid(_("There is no such choice."), field="address")
        record.set(addressee, address=address)
    return addressee


def refuse_sent(letter: Letter) -> None:
    """Refuse to change what is no draft any more."""
    if letter.state != State.DRAFT:
        words = _("This letter is %(state)s; call it back to change it.")
        raise Stale(words % {"state": State(letter.state).label})


def _origin(about: str) -> str:
    about = about.strip()
    if about and parse(about) is None:
        raise Invalid(_("There is no such record."), field="about")
    return about


def _checked(by: Actor, details: LetterDetails) -> dict[str, object]:
    if len(details.parties) > MOST_PARTIES:
        raise Invalid(_("Up to 20 at once, please."), field="to")
    reader = details.reader
    if reader is not None:
        if reader.pk == by.pk:
            raise Invalid(_("Somebody else reads it."), field="reader")
        if (
            not reader.is_active
            or not policies.AGREE.roles
            or not reader.holds(policies.AGREE.roles)
        ):
            raise Invalid(
                _("%(name)s may not agree to letters.") % {"name": reader.name}, field="reader"
            )
        if not queries.sees_all(reader, details.parties):
            words = _("%(name)s may not see everybody it is for.") % {"name": reader.name}
            raise Invalid(words, field="reader")
    if not queries.may_write_as(by, details.sender):
        raise Invalid(_("They do not let you write in their name."), field="sender")
    subject = clean_header(plain(details.subject, "subject", 200), field="subject")
    if unknown := queries.unknown_fields(subject, details.text):
        words = _("There is no such field: %(names)s")
        raise Invalid(words % {"names": ", ".join(unknown)}, field="text")
    language = details.parties[0].language if details.parties else ""
    return {
        "subject": subject, "text": plain(details.text, "text", LONG), "language": language,
        "sight": Sight(details.sight), "reader": reader, "sender": details.sender,
        "not_before": details.not_before,
        "promises": [], "agreed_at": None,
    }  # fmt: skip


def _address(record: Record, letter: Letter, parties: Sequence[Party], at: datetime) -> None:
    """Take up whom it is for; an answer goes to the address that the mail came from."""
    there = {row.party_id: row for row in queries.addressees_of(letter)}
    wanted = {party.pk: party for party in parties}
    record.remove_many([row for key, row in there.items() if key not in wanted])
    prefers = (letter.answers.sender_address,) if letter.answers is not None else ()
    for key, party in wanted.items():
        chosen = there[key].address.lower() if key in there else ""
        address = queries.address_for(
            party, day_of(at, settings.HOUSE_TIME_ZONE), prefers=(chosen,) if chosen else prefers
        )
        if key in there:
            record.set(there[key], address=address)
        else:
            record.add(Addressee(letter=letter, party=party, address=address))
