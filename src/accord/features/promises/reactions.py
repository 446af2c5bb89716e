"""Who is told when a promise becomes theirs to keep."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.promises import queries
from accord.features.promises.events import PromiseHandedOver, PromiseMade
from accord.features.promises.models import Promise
from accord.features.promises.states import Side
from accord.foundation.accounts.models import User
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.notices.actions import Telling, notify
from accord.foundation.notices.kinds import NoticeKind, sight
from accord.foundation.notices.models import Mailing
from accord.foundation.notices.queries import actor, is_news

YOURS, PROMISE = "promises.yours", "promises.promise"
KINDS = (NoticeKind(YOURS, gettext_lazy("A promise is yours to keep"), mailing=Mailing.NOW),)


def tell_owner_of_promise(event: PromiseMade | PromiseHandedOver, at: datetime) -> None:
    def may_see(person: User) -> bool:
        return queries.visible_to(person).filter(pk=event.promise_id).exists()

    telling = Telling(
        kind=YOURS,
        title=lambda: _("Yours to keep: %(words)s") % {"words": event.words},
        url=reverse("promises:detail", args=[event.ref]),
        may_see=may_see,
    )
    ours = Promise.objects.filter(pk=event.promise_id, side=Side.WE)
    if not (ours.exists() and is_news(event.at, at)):
        return
    to = event.to_id if isinstance(event, PromiseHandedOver) else event.owner_id
    notify(
        by=actor(event.by_id), to=[to], telling=telling, at=at, subject=(PROMISE, event.promise_id)
    )


SIGHTS = {PROMISE: sight(queries.visible_to)}
REACTIONS = (
    Reaction(PromiseMade, "promises.tell_owner", tell_owner_of_promise),
    Reaction(PromiseHandedOver, "promises.tell_new_owner", tell_owner_of_promise),
)
