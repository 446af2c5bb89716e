from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.mailings import policies
from accord.features.mailings.models import Choice, Mailing, Recipient
from accord.features.mailings.states import AHEAD, OPEN, Copy, Reason
from accord.features.stakeholders.queries import names_seen
from accord.features.stakeholders.queries import visible_to as parties_visible_to
from accord.foundation.accounts.reach import points_at, reach_of

MOST_ROWS = 100
MOST_NEEDS = 5
UNSUBSCRIBED, COMPLAINED = "unsubscribed", "complained"
# What happened after a copy arrived; it may have any state by then.
LATER = {
    UNSUBSCRIBED: (gettext_lazy("Said no by the link"), Q(has_opted_out=True)),
    COMPLAINED: (gettext_lazy("Complained at their provider"), Q(has_complained=True)),
}


def visible_to(user: Any) -> QuerySet[Mailing]:
    """Give what was begun, and one's own; who may begin one sees what is being made ready."""
    found = Mailing.objects.select_related("author", "template", "purpose")
    if policies.BEGIN.allows(user):
        return found
    return found.filter(Q(author_id=reach_of(user).person_id) | ~Q(state__in=OPEN))


def in_order(user: Any) -> QuerySet[Mailing]:
    return visible_to(user).order_by("-pk")


def choices_of(mailing: Mailing) -> list[Choice]:
    found = Choice.objects.filter(mailing=mailing).select_related("segment", "party")
    return list(found.order_by("is_excluded", "pk"))


def counts_of(mailings: Sequence[Mailing]) -> dict[int, dict[str, int]]:
    """Count the copies of mailings by what became of them, and those left out by why."""
    found: dict[int, dict[str, int]] = {mailing.pk: {} for mailing in mailings}
    rows = Recipient.objects.filter(mailing__in=mailings).values_list(
        "mailing_id", "state", "reason"
    )  # fmt: skip
    for key, state, reason, count in rows.annotate(count=Count("pk")):
        name = f"{Copy.LEFT_OUT}.{reason}" if state == Copy.LEFT_OUT else state
        found[key][name] = count
    return found


def later_counts(mailing: Mailing) -> dict[str, int]:
    """Count what happened after copies arrived."""
    asked = {name: Count("pk", filter=condition) for name, (_label, condition) in LATER.items()}
    return dict(Recipient.objects.filter(mailing=mailing).aggregate(**asked))


def needs_of(user: Any, mailing: Mailing) -> list[tuple[str, int]]:
    """Count what those who get it need to be able to read it, as far as one may see them."""
    seen = Recipient.objects.filter(
        points_at(parties_visible_to(user).exclude(accessibility=""), "party"), mailing=mailing
    ).exclude(state=Copy.LEFT_OUT)
    counted = seen.order_by().values_list("party__accessibility").annotate(n=Count("pk"))
    return list(counted.order_by("-n", "party__accessibility")[:MOST_NEEDS])


def label_of(key: str) -> str:
    """Say in words what a count is of. Raises ValueError for what is counted nowhere."""
    state, _dot, reason = key.partition(".")
    if key in LATER:
        return capfirst(str(LATER[key][0]))
    if state == Copy.LEFT_OUT:
        return _("Left out: %(why)s") % {"why": Reason(reason).label}
    return capfirst(str(Copy(state).label))


def rows_of(mailing: Mailing, key: str) -> QuerySet[Recipient]:
    """Give the rows behind a count."""
    found = Recipient.objects.filter(mailing=mailing).select_related("party").order_by("pk")
    if key in LATER:
        return found.filter(LATER[key][1])
    state, _dot, reason = key.partition(".")
    return found.filter(state=Copy(state), reason=Reason(reason) if reason else "")


def page_of_rows(
    user: Any, mailing: Mailing, key: str, after: int = 0
) -> tuple[list[Recipient], int, int | None]:
    """Give a page of those behind a count whom ``user`` may see, how many are not, what follows."""
    rows = rows_of(mailing, key)
    seen = rows.filter(points_at(parties_visible_to(user), "party"))
    page = list(seen.filter(pk__gt=after)[: MOST_ROWS + 1])
    hidden = rows.count() - seen.count()
    more = page[MOST_ROWS - 1].pk if len(page) > MOST_ROWS else None
    return page[:MOST_ROWS], hidden, more


def sent_as(message_id: str) -> Recipient | None:
    """Give the copy that left under a Message-ID, without brackets."""
    if not message_id:
        return None
    found = Recipient.objects.filter(message_id=message_id)
    return found.select_related("mailing", "party").first()


def names_of_choices(user: Any, choices: Sequence[Choice]) -> dict[int, str]:
    """Give the names of parties that were chosen by hand, as far as ``user`` may see them."""
    return names_seen(user, [one.party_id for one in choices if one.party_id])


def going_on() -> QuerySet[Mailing]:
    """Give the mailings for which there is something to do."""
    busy = Recipient.objects.filter(state__in=(*AHEAD, Copy.LEAVING)).values("mailing_id")
    return Mailing.objects.filter(~Q(state__in=OPEN), pk__in=busy).order_by("pk")
