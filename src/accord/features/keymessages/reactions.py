"""What a talk that was logged brings to light, and who is told of it."""

from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.engagement.events import InteractionLogged
from accord.features.keymessages import actions, queries
from accord.features.keymessages.events import ContradictionFound
from accord.foundation.accounts.models import User
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.actions import Telling, notify
from accord.foundation.notices.kinds import NoticeKind, sight
from accord.foundation.notices.models import Mailing
from accord.foundation.notices.queries import is_news

CONTRADICTED, CONTRADICTION = "keymessages.contradicted", "keymessages.contradiction"
KINDS = (
    NoticeKind(
        CONTRADICTED, gettext_lazy("Two of us told a stakeholder different things"),
        mailing=Mailing.NOW, is_personal=True, tells_self=True,
    ),
)  # fmt: skip


def compare_what_was_told(event: InteractionLogged, at: datetime) -> None:
    actions.compare(by=SYSTEM, parties=event.party_ids, at=at)


def tell_both_authors(event: ContradictionFound, at: datetime) -> None:
    if is_news(event.at, at):
        telling = Telling(
            kind=CONTRADICTED, title=lambda: _("A stakeholder was told two different things"),
            url=reverse("keymessages:contradiction", args=[event.ref]),
            may_see=partial(_sees, event.contradiction_id),
        )  # fmt: skip
        notify(
            by=SYSTEM,
            to=list(event.to_ids),
            telling=telling,
            at=at,
            subject=(CONTRADICTION, event.contradiction_id),
        )


def _sees(key: int, person: User) -> bool:
    return queries.contradictions_visible_to(person).filter(pk=key).exists()


SIGHTS = {CONTRADICTION: sight(queries.contradictions_visible_to)}
REACTIONS = (
    Reaction(InteractionLogged, "keymessages.compare_what_was_told", compare_what_was_told),
    Reaction(ContradictionFound, "keymessages.tell_both_authors", tell_both_authors),
)
