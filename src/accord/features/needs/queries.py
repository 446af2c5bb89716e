from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from accord.features.needs.models import Need
from accord.features.needs.states import State
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import Held, seen_about, told_about
from accord.foundation.accounts.reach import Reach, reach_of
from accord.foundation.journal.mentions import MARK
from accord.foundation.journal.prepared import Prepared

KIND = "needs.need"
UNMET = (State.NOT_MET, State.IN_PART)
_ORDER = [State.NOT_MET, State.IN_PART, State.MET, State.GONE]


def visible_to(user: Any) -> QuerySet[Need]:
    """Give the needs of parties that one may see, unless they are restricted."""
    return _visible_within(reach_of(user)).all()


@lru_cache(maxsize=500)
def _visible_within(reach: Reach) -> QuerySet[Need]:
    """Build the condition once for each reach; it is never asked itself, only narrowed."""
    return Need.objects.filter(seen_about(reach, KIND))


@lru_cache(maxsize=500)
def _told_within(reach: Reach) -> QuerySet[Need]:
    return Need.objects.filter(told_about(reach, KIND))


def _unmet_first() -> Case:
    return Case(
        *(When(state=state, then=Value(number)) for number, state in enumerate(_ORDER)),
        output_field=IntegerField(),
    )


_needs = Prepared(
    lambda reach, party: (
        _told_within(reach)
        .filter(party=party)
        .exclude(state=State.GONE)
        .order_by(_unmet_first(), "pk")
    )
)


def needs_of(user: Any, party: Party) -> list[Need]:
    """Give what matters to a party that one is known to see, unmet first."""
    return ask_needs(user, party)()


def ask_needs(user: Any, party: Party) -> Callable[[], list[Need]]:
    """Ask for the same, to be had later."""
    return _needs.objects_later(party.pk, variant=reach_of(user))


def known_parties(user: Any) -> QuerySet[Need]:
    """Give what still holds of what one may see, to tell whose wants are known."""
    return visible_to(user).exclude(state=State.GONE)


def needs_of_many(user: Any, parties: Iterable[int]) -> QuerySet[Need]:
    """Give the needs of some parties, each known to be seen, that are there still."""
    found = _told_within(reach_of(user)).filter(party__in=list(parties)).exclude(state=State.GONE)
    return found.order_by("pk")


def open_counts(user: Any, parties: Iterable[int]) -> dict[int, int]:
    """Count the unmet needs of each of ``parties``, each of which one is known to see."""
    found = _told_within(reach_of(user)).filter(party__in=list(parties), state__in=UNMET)
    return dict(found.values_list("party_id").annotate(n=Count("pk")).order_by())


HELD = Held(
    label=_("Needs"), model=Need, order=310, by="heard_at",
    becomes=lambda _need, _at: {"words": MARK, "quotation": ""},
    seen=lambda user, party: visible_to(user).filter(party=party),
    told={
        "ref": ("ref", _("Reference")), "words": ("words", _("What")),
        "quotation": ("quotation", _("In their words")), "heard_at": ("heard_at", _("Heard")),
        "state": ("state", _("State")), "kind": ("kind", _("What it is")),
        "confidence": ("confidence", _("How we know")),
        "confirmed_on": ("confirmed_on", _("Last confirmed")),
    },
)  # fmt: skip
