"""Who is told of a talk: colleagues who are named in it."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accord.features.engagement import queries
from accord.features.engagement.events import ColleaguesNamed
from accord.features.engagement.models import Interaction
from accord.foundation.accounts.models import User
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.notices.kinds import sight
from accord.foundation.notices.mentions import tell_mentioned
from accord.foundation.notices.queries import is_news


def tell_named(event: ColleaguesNamed, at: datetime) -> None:
    talk = Interaction.objects.filter(pk=event.interaction_id).first()
    if talk is None or not is_news(event.at, at):
        return

    def may_see(person: User) -> bool:
        return queries.visible_to(person).filter(pk=talk.pk).exists()

    tell_mentioned(
        by_id=event.by_id, text=talk.text, at=at, subject=talk, may_see=may_see,
        title=lambda name: _("%(name)s names you in a talk") % {"name": name},
        url=reverse("engagement:detail", args=[talk.ref]),
    )  # fmt: skip


SIGHTS = {"engagement.interaction": sight(queries.visible_to)}
REACTIONS = (Reaction(ColleaguesNamed, "engagement.tell_named", tell_named),)
