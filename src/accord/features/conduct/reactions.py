"""Who logs a contact outside an arrangement is told so; it is never held up."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.conduct import queries
from accord.features.engagement.events import InteractionLogged
from accord.features.engagement.queries import parties_of
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.foundation.accounts.models import User
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.actions import Telling, notify
from accord.foundation.notices.kinds import NoticeKind
from accord.foundation.notices.queries import is_news

OUTSIDE = "conduct.outside"
KINDS = (NoticeKind(OUTSIDE, gettext_lazy("A contact you logged is outside an arrangement")),)


def tell_who_logged_outside(event: InteractionLogged, at: datetime) -> None:
    """Tell the writer what was agreed, where the talk did not keep to it."""
    if event.by_id is None or not is_news(event.at, at):
        return
    talk = talks_visible_to(SYSTEM).filter(pk=event.interaction_id).first()
    if talk is None:
        return
    found = queries.outside_of(talk, list(parties_of(SYSTEM, talk)))
    if not found:
        return

    def may_see(person: User) -> bool:
        return talks_visible_to(person).filter(pk=event.interaction_id).exists()

    said = found[0][1][0]
    telling = Telling(
        kind=OUTSIDE, title=lambda: _("%(ref)s is outside what was arranged") % {"ref": event.ref},
        words=lambda: said, url=reverse("engagement:detail", args=[event.ref]), may_see=may_see,
    )  # fmt: skip
    notify(by=SYSTEM, to=[event.by_id], telling=telling, at=at, subject=talk)


REACTIONS = (
    Reaction(InteractionLogged, "conduct.tell_who_logged_outside", tell_who_logged_outside),
)
