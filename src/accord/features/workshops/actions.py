"""Every write on workshops. Guests have no account: the system keeps what they say."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accord.features.initiatives.actions import Said, assess_many
from accord.features.initiatives.models import Initiative, Stake
from accord.features.initiatives.states import LEAST, MOST
from accord.features.workshops import policies, queries
from accord.features.workshops.models import Card, Guest, Placing, Workshop
from accord.foundation.journal.change import change, change_many
from accord.foundation.journal.derived import Touched
from accord.foundation.journal.words import said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

MOST_GUESTS = 200
LONGEST = timedelta(days=7)
NAMED = timedelta(days=30)
CHUNK = 500


def open_workshop(
    *, by: Actor, initiative: Initiative, title: str, stakes: Sequence[Stake], at: datetime,
    closes_at: datetime,
) -> Workshop:  # fmt: skip
    """Lay out stakes of an initiative for everybody who gets the link, until ``closes_at``."""
    title = said(title, "title", 200, why=_("Give it a name."))
    if not 0 < len(stakes) <= queries.MOST_CARDS:
        words = _("Lay out between 1 and %(most)s stakeholders.")
        raise Invalid(words % {"most": queries.MOST_CARDS}, field="stakes")
    if any(one.initiative_id != initiative.pk or one.ended_at for one in stakes):
        raise Invalid(_("Only those with a stake in it now can be laid out."), field="stakes")
    if not at < closes_at <= at + LONGEST:
        raise Invalid(_("A link is good for seven days at most."), field="hours")
    with change(policies.CONDUCT, by=by, at=at, subject=initiative) as record:
        made = Workshop(
            initiative=initiative, title=title, opened_at=at, opened_by_id=by.pk,
            closes_at=closes_at,
        )  # fmt: skip
        record.add(made)
        record.add_many(
            [Card(workshop=made, stake=stake, position=n) for n, stake in enumerate(stakes)]
        )
        record.subject = made
    return made


def join(*, by: Actor, workshop: Workshop, name: str, at: datetime) -> Guest:
    """Let somebody with the link take part under a name of their choice. Raises Stale, Invalid."""
    name = said(name, "name", 80, why=_("Give it a name."))
    with change(policies.TAKE_PART, by=by, at=at, subject=workshop) as record:
        _demand_open(workshop, at)
        if Guest.objects.filter(workshop=workshop).count() >= MOST_GUESTS:
            raise Stale(_("This workshop is full."))
        guest = Guest(workshop=workshop, name=name, joined_at=at)
        record.add(guest)
    return guest


def put(*, by: Actor, guest: Guest, card: Card, power: int, interest: int, at: datetime) -> Placing:
    """Keep where a guest puts a card, in tenths; a second time moves it. Raises Stale, Invalid."""
    if not (LEAST <= power <= MOST and LEAST <= interest <= MOST):
        raise Invalid(_("A score lies between 1 and 5."))
    workshop = guest.workshop
    with change(policies.TAKE_PART, by=by, at=at, subject=workshop) as record:
        _demand_open(workshop, at)
        if card.workshop_id != workshop.pk:
            raise Invalid(_("This card is of another workshop."))
        there = Placing.objects.filter(guest=guest, card=card).first()
        if there is None:
            there = Placing(guest=guest, card=card, power=power, interest=interest, at=at)
            record.add(there)
        else:
            record.set(there, power=power, interest=interest, at=at)
    return there


def show_workshop(*, by: Actor, workshop: Workshop, at: datetime) -> Workshop:
    """Show all who take part what they said together; from now on nobody moves anything."""
    with change(policies.CONDUCT, by=by, at=at, subject=workshop) as record:
        if workshop.shown_at is not None:
            raise Stale(_("It is shown already."))
        record.set(workshop, shown_at=at)
    return workshop


def adopt(*, by: Actor, workshop: Workshop, cards: Sequence[Card], at: datetime) -> int:
    """Take what was found over to the map, as assessments by ``by``; gives how many.

    Raises: Stale before it is shown, or when it was taken over already; Invalid without cards.
    """
    with change(policies.CONDUCT, by=by, at=at, subject=workshop) as record:
        if workshop.shown_at is None:
            raise Stale(_("Show first what everybody said."))
        if workshop.adopted_at is not None:
            raise Stale(_("This was taken over already."))
        found = queries.results(cards)
        if not found:
            raise Invalid(_("Choose at least one."))
        said_of = [(result.card.stake, _as_said(workshop, result)) for result in found]
        assess_many(by=by, initiative=workshop.initiative, said_of=said_of, at=at)
        record.set(workshop, adopted_at=at)
        record.note(cards=len(found))
    return len(found)


def follow_workshops(*, by: Actor, touched: Touched, at: datetime) -> None:
    """Refuse to begin again, by an undo, what stands on the map already."""
    del by, at
    again = [pk for pk, was, _now in touched.changed if was.get("shown_at")]
    if Workshop.objects.filter(pk__in=again, shown_at=None, adopted_at__isnull=False).exists():
        raise Stale(_("This was taken over already."))


def forget_guests(*, by: Actor, at: datetime) -> int:
    """Let go of the names of guests 30 days after a workshop; gives how many."""
    gone = 0
    while rows := list(queries.guests_before(at - NAMED)[:CHUNK]):
        with change_many(policies.FORGET, by=by, at=at, kind=Guest) as record:
            record.set_many([(row, {"name": ""}) for row in rows])
        gone += len(rows)
    return gone


def _as_said(workshop: Workshop, result: queries.Result) -> Said:
    reason = _("Workshop “%(title)s”, median of %(n)s") % {
        "title": workshop.title, "n": result.n,
    }  # fmt: skip
    return Said({"power": result.power, "interest": result.interest}, reason=reason[:300])


def _demand_open(workshop: Workshop, at: datetime) -> None:
    if not queries.is_open(workshop, at):
        raise Stale(_("This workshop is over: nothing is moved any more."))
