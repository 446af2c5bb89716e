"""Arrangements: which are in force, whether a talk keeps to one, the letter that tells of it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accord.features.conduct.models import (
    Appeal,
    Arrangement,
    ArrangementReview,
    Card,
    ConductRules,
    Relief,
)
from accord.features.conduct.queries._seen import arrangements_visible_to
from accord.features.conduct.states import CARDS, KINDS, Tactic
from accord.features.engagement.models import Attendee, Interaction
from accord.features.engagement.states import Channel
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import party_visible, reaching
from accord.features.stakeholders.states import Channel as Way
from accord.foundation.accounts.models import User
from accord.foundation.accounts.reach import reach_of
from accord.foundation.journal.prepared import Prepared
from accord.foundation.kernel.days import day_of, stretch
from accord.foundation.kernel.text import visible
from accord.foundation.ui import formats

WRITTEN = (Channel.MAIL, Channel.LETTER, Channel.MESSAGE)


def in_order(user: Any, which: str = "") -> QuerySet[Arrangement]:
    """Give those in force, the soonest review first; or those that have ended."""
    found = arrangements_visible_to(user)
    if which == "ended":
        return found.filter(ended_at__isnull=False).order_by("-ended_at", "-pk")
    return found.filter(ended_at=None).order_by("review_date", "pk")


def in_force(party: Party) -> Arrangement | None:
    """Give the arrangement with a party that one is known to see."""
    found = Arrangement.objects.filter(party=party, ended_at=None)
    return found.select_related("contact").first()


CONCERNED, KEPT = "conduct.concerned", 10


def concerned() -> frozenset[int]:
    """Give the keys of parties with an arrangement or a relief, as of ten seconds ago at most.

    There are few; so the record of anybody else asks nothing for it.
    """
    found: frozenset[int] | None = cache.get(CONCERNED)
    if found is None:
        arranged = Arrangement.objects.filter(ended_at=None).values_list("party_id", flat=True)
        taken = Relief.objects.filter(ended_at=None).values_list("party_id", flat=True)
        found = frozenset(arranged.union(taken))
        cache.set(CONCERNED, found, KEPT)
    return found


def forget_concerned() -> None:
    cache.delete(CONCERNED)


_in_force = Prepared(
    lambda party: Arrangement.objects.filter(party=party, ended_at=None).select_related("contact")
)
_reliefs = Prepared(
    lambda party: (
        Relief.objects.filter(party=party, ended_at=None)
        .select_related("person", "taker", "party")
        .order_by("pk")
    )
)


def ask_in_force(party: Party) -> Callable[[], list[Arrangement]]:
    """Ask for the same, to be had later."""
    return _in_force.objects_later(party.pk)


def ask_reliefs(party: Party) -> Callable[[], list[Relief]]:
    """Ask who takes the contact with a party for somebody else, or did."""
    return _reliefs.objects_later(party.pk)


def begins(arrangement: Arrangement) -> datetime:
    """Give the moment from which it holds: its first day, and never before it was decided."""
    day = arrangement.from_date
    return max(stretch(day, day, settings.HOUSE_TIME_ZONE)[0], arrangement.decided_at)


def is_overdue(arrangement: Arrangement, today: date) -> bool:
    return arrangement.ended_at is None and arrangement.review_date < today


def reviews_of(arrangement: Arrangement) -> list[ArrangementReview]:
    found = ArrangementReview.objects.filter(arrangement=arrangement).select_related("by")
    return list(found.order_by("pk"))


def appeals_of(arrangement: Arrangement) -> list[Appeal]:
    found = Appeal.objects.filter(arrangement=arrangement)
    return list(found.select_related("received_by", "decided_by").order_by("pk"))


def appeals_visible_to(user: Any) -> QuerySet[Appeal]:
    found = Appeal.objects.filter(arrangement__in=arrangements_visible_to(user))
    return found.select_related("arrangement__party", "arrangement__task")


def terms(arrangement: Arrangement) -> list[str]:
    """Say in words how contact goes on."""
    words: list[str] = []
    for kind in KINDS:
        if kind not in arrangement.kinds:
            continue
        if kind == "contact" and arrangement.contact is not None:
            words.append(_("their contact is %(name)s") % {"name": arrangement.contact.name})
        elif kind == "channel" and arrangement.channel:
            label = Channel(arrangement.channel).label
            words.append(_("contact goes by one way: %(way)s") % {"way": label})
        elif kind == "times":
            words.append(_("at these times: %(times)s") % {"times": arrangement.times})
        elif kind == "frequency":
            words.append(_("once in %(n)s days") % {"n": arrangement.every_days})
        elif kind == "writing":
            words.append(str(KINDS[kind]))
    return words


def outside(arrangement: Arrangement, talk: Interaction) -> list[str]:
    """Say in what a talk did not keep to an arrangement; nothing where it did."""
    said: list[str] = []
    if talk.at < begins(arrangement) or (
        arrangement.ended_at is not None and talk.at > arrangement.ended_at
    ):
        return said
    if "channel" in arrangement.kinds and talk.channel != arrangement.channel:
        said.append(_("another way of contact was agreed"))
    if "writing" in arrangement.kinds and talk.channel not in WRITTEN:
        said.append(_("contact in writing was agreed"))
    if "contact" in arrangement.kinds and not _met(arrangement, talk):
        said.append(_("another contact of ours was agreed"))
    if "frequency" in arrangement.kinds and _is_too_soon(arrangement, talk.at):
        said.append(_("it came sooner than was agreed"))
    return said


@dataclass(frozen=True)
class Against:
    """What an arrangement has against a contact; ``is_bar`` where it is not left to a person."""

    arrangement: Arrangement
    kind: str
    words: str

    @property
    def is_bar(self) -> bool:
        return self.kind not in {"frequency", "times"}


def against(
    parties: Sequence[Party], ours: Collection[int], at: datetime, way: str = Channel.MAIL
) -> list[Against]:
    """Say what arrangements have against a contact of ``ours`` with ``parties``, by its way."""
    keys = concerned() & {party.pk for party in parties}
    if not keys:
        return []
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    found = Arrangement.objects.filter(party__in=keys, ended_at=None, from_date__lte=today)
    said: list[Against] = []
    for one in found.select_related("party", "contact").order_by("pk"):
        if "channel" in one.kinds and one.channel != way:
            words = _("contact goes by another way: %(way)s")
            said.append(Against(one, "channel", words % {"way": Channel(one.channel).label}))
        if "writing" in one.kinds and way not in WRITTEN:
            said.append(Against(one, "writing", str(KINDS["writing"])))
        if "contact" in one.kinds and one.contact is not None and one.contact_id not in ours:
            words = _("their contact is %(name)s")
            said.append(Against(one, "contact", words % {"name": one.contact.name}))
        if "frequency" in one.kinds and _is_too_soon(one, at):
            words = _("once in %(n)s days") % {"n": one.every_days}
            said.append(Against(one, "frequency", words))
        if "times" in one.kinds:
            words = _("at these times: %(times)s") % {"times": one.times}
            said.append(Against(one, "times", words))
    return said


def against_mail(
    parties: Sequence[Party], author: User, at: datetime
) -> list[tuple[Arrangement, bool, str]]:
    """Say what arrangements with ``parties`` have against a mail of ``author``; True bars it."""
    found = against(parties, [author.pk], at)
    return [(one.arrangement, one.is_bar, one.words) for one in found]


def barring(
    parties: Sequence[Party], ours: Collection[int], way: str, at: datetime
) -> dict[int, str]:
    """Say by party which arrangement bars a contact, and why, for whoever sends to several."""
    words = _("%(ref)s holds for %(name)s: %(what)s")
    return {
        one.arrangement.party_id: words % {
            "ref": one.arrangement.ref, "name": visible(one.arrangement.party.name),
            "what": one.words,
        }
        for one in against(parties, ours, at, way)
        if one.is_bar
    }  # fmt: skip


def outside_of(talk: Interaction, parties: list[Party]) -> list[tuple[Arrangement, list[str]]]:
    """Give the arrangements that held when a talk was, with what did not keep to them."""
    found = Arrangement.objects.filter(party__in=parties, decided_at__lte=talk.at)
    found = found.select_related("party", "contact").order_by("pk")
    told = [(one, outside(one, talk)) for one in found]
    return [(one, said) for one, said in told if said]


def _met(arrangement: Arrangement, talk: Interaction) -> bool:
    if talk.logged_by_id == arrangement.contact_id:
        return True
    return Attendee.objects.filter(interaction=talk, person_id=arrangement.contact_id).exists()


def _is_too_soon(arrangement: Arrangement, at: datetime) -> bool:
    """Tell whether there was contact within the days that were to be between two."""
    since = max(at - timedelta(days=arrangement.every_days or 0), begins(arrangement))
    earlier = Interaction.objects.filter(
        participations__party=arrangement.party_id, at__gt=since, at__lt=at
    )
    return earlier.exists()


def notice_of(arrangement: Arrangement) -> str:
    """Write the letter that tells the party, in the language that is on now."""
    return "\n\n".join([arrangement.party.name, *notice_parts(arrangement)])


def notice_parts(arrangement: Arrangement) -> tuple[str, str]:
    """Write its subject and its words."""
    rules = rules_now()
    subject = _("How we keep in contact from %(day)s") % {
        "day": formats.long_date(arrangement.from_date)
    }
    lines = [
        arrangement.reason, "", _("From that day on:"),
        *(f"– {line}" for line in terms(arrangement)), "",
        _("What you brought to us is dealt with as before; this is only about how we talk."),
        _("We look at this again on %(day)s at the latest.")
        % {"day": formats.long_date(arrangement.review_date)},
        _("If you find this wrong, you can ask for somebody else to look at it: %(where)s")
        % {"where": rules.appeal if rules and rules.appeal else settings.ORGANISATION},
    ]  # fmt: skip
    if rules and rules.words:
        lines += ["", _("Our rules:"), rules.words]
    return subject, "\n".join([*lines, "", settings.ORGANISATION])


def postal_of(arrangement: Arrangement, at: datetime) -> str:
    """Give the address that the notice is posted to; nothing where none is known."""
    today = day_of(at, settings.HOUSE_TIME_ZONE)
    found = reaching([arrangement.party_id], today, Way.POSTAL)
    point = found.order_by("-is_primary", "pk").first()
    return point.value if point else ""


def rules_now() -> ConductRules | None:
    return ConductRules.objects.order_by("-pk").first()


def cards() -> dict[str, Tactic]:
    """Give the cards, those of this organisation in place of those that came with Accord."""
    own = {card.key: card for card in Card.objects.order_by("pk")}
    found = {key: _tactic(own.pop(key)) if key in own else card for key, card in CARDS.items()}
    return found | {key: _tactic(card) for key, card in own.items()}


def card_row(key: str) -> Card | None:
    return Card.objects.filter(key=key).first()


def _tactic(card: Card) -> Tactic:
    return Tactic(card.name, card.signs, card.reply, card.limit)


def reliefs_visible_to(user: Any) -> QuerySet[Relief]:
    """Give the open ones with parties that one may see."""
    found = Relief.objects.filter(party_visible(reach_of(user), "party"), ended_at=None)
    return found.select_related("party", "task")
