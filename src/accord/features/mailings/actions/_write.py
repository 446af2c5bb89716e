from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.features.letters.models import Template
from accord.features.letters.queries import templates_visible_to
from accord.features.letters.states import Kind
from accord.features.mailings import policies, queries
from accord.features.mailings.models import Choice, Mailing
from accord.features.mailings.states import OPEN, State
from accord.features.stakeholders.models import ConsentPurpose, Party, Segment
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor

MOST_A_MINUTE = 1000


@dataclass(frozen=True, kw_only=True)
class MailingDetails:
    """What goes to whom: segments and parties that it is for, and those it leaves out.

    ``purpose`` is what each of them must have agreed to.
    """

    title: str
    template: Template
    purpose: ConsentPurpose
    segments: tuple[Segment, ...] = ()
    parties: tuple[Party, ...] = ()
    without_segments: tuple[Segment, ...] = ()
    without_parties: tuple[Party, ...] = ()
    per_minute: int = 60
    has_paper: bool = True


def write_mailing(*, by: Actor, details: MailingDetails, at: datetime) -> Mailing:
    """Make a mailing ready; nothing leaves until it is checked and begun."""
    mailing = Mailing(author_id=by.pk, written_at=at, **_checked(by, details))
    with change(policies.WRITE, by=by, at=at) as record:
        mailing.ref = reference("ML", take_numbers("mailing")[0])
        record.add(mailing)
        record.subject = mailing
        _choose(record, mailing, details)
    return mailing


def rewrite_mailing(
    *, by: Actor, mailing: Mailing, details: MailingDetails, at: datetime, seen: int | None = None
) -> Mailing:
    """Change what was not begun; it is checked anew then. Raises: NotAllowed; Stale; Conflict."""
    fields = _checked(by, details)
    with change(policies.WRITE, by=by, at=at, subject=mailing, seen=seen) as record:
        refuse_begun(mailing)
        record.set(mailing, **fields, state=State.DRAFT, words={}, checked_at=None)
        record.remove_many(list(mailing.recipients.all()))
        _choose(record, mailing, details)
    return mailing


def discard_mailing(*, by: Actor, mailing: Mailing, at: datetime) -> None:
    """Throw away what was not begun; it can be brought back."""
    with change(policies.WRITE, by=by, at=at, subject=mailing) as record:
        refuse_begun(mailing)
        record.remove_many(list(mailing.recipients.all()))
        record.remove_many(queries.choices_of(mailing))
        record.remove(mailing)


def refuse_begun(mailing: Mailing) -> None:
    if mailing.state not in OPEN:
        words = _("This mailing is %(state)s by now.")
        raise Stale(words % {"state": State(mailing.state).label})


def _checked(by: Actor, details: MailingDetails) -> dict[str, Any]:
    template = details.template
    if template.kind != Kind.LETTER:
        raise Invalid(_("A saved reply has no subject: choose a template."), field="template")
    if not templates_visible_to(by).filter(pk=template.pk).exists():
        raise Invalid(_("There is no such choice."), field="template")
    if not details.purpose.is_active:
        raise Invalid(_("There is no such choice."), field="purpose")
    if not 1 <= details.per_minute <= MOST_A_MINUTE:
        words = _("This goes from %(least)s to %(most)s.")
        raise Invalid(words % {"least": 1, "most": MOST_A_MINUTE}, field="per_minute")
    if not (details.segments or details.parties):
        raise Invalid(_("Say whom it is for."), field="segments")
    for name, one, other in (
        ("without_segments", details.segments, details.without_segments),
        ("without_parties", details.parties, details.without_parties),
    ):
        if {each.pk for each in one} & {each.pk for each in other}:
            raise Invalid(_("It can't be for them and leave them out."), field=name)
    return {
        "title": said(details.title, "title", 120), "template": template,
        "purpose": details.purpose, "per_minute": details.per_minute,
        "has_paper": details.has_paper,
    }  # fmt: skip


def _choose(record: Record, mailing: Mailing, details: MailingDetails) -> None:
    record.remove_many(queries.choices_of(mailing))
    chosen: Sequence[tuple[Any, bool]] = [
        *((each, False) for each in (*details.segments, *details.parties)),
        *((each, True) for each in (*details.without_segments, *details.without_parties)),
    ]
    record.add_many([
        Choice(
            mailing=mailing, is_excluded=is_excluded,
            segment_id=each.pk if isinstance(each, Segment) else None,
            party_id=each.pk if isinstance(each, Party) else None,
        )
        for each, is_excluded in chosen
    ])  # fmt: skip
