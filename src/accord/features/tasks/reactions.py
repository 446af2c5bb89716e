"""Who is told when a task is given."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.stakeholders.events import ReviewsProposed
from accord.features.tasks import actions, queries
from accord.features.tasks.events import TaskGiven, TaskHandedOver
from accord.foundation.accounts.models import User
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.actions import Telling, pass_on
from accord.foundation.notices.kinds import NoticeKind, sight
from accord.foundation.notices.models import Mailing

GIVEN, TASK = "tasks.given", "tasks.task"
KINDS = (NoticeKind(GIVEN, gettext_lazy("A task is given to you"), mailing=Mailing.NOW),)


def tell_owner_of_task(event: TaskGiven | TaskHandedOver, at: datetime) -> None:
    def may_see(person: User) -> bool:
        return queries.visible_to(person).filter(pk=event.task_id).exists()

    telling = Telling(
        kind=GIVEN,
        title=lambda: _("A task for you: %(title)s") % {"title": event.title},
        url=reverse("tasks:detail", args=[event.ref]),
        may_see=may_see,
    )
    to = event.to_id if isinstance(event, TaskHandedOver) else event.owner_id
    pass_on(event, telling, to=[to], subject=(TASK, event.task_id), at=at)


def ask_owners_about_old_records(event: ReviewsProposed, at: datetime) -> None:
    """Give each owner tasks to look at their records, a few at a time, none twice."""
    for party in queries.to_be_looked_at(event.party_ids):
        title = _("Is this record still needed? Keep it, or have it erased.")
        details = actions.TaskDetails(title, party.owner_id, party=party)  # type: ignore[arg-type]
        actions.add_task(by=SYSTEM, details=details, at=at)


SIGHTS = {TASK: sight(queries.visible_to)}
REACTIONS = (
    Reaction(ReviewsProposed, "tasks.ask_owners_about_old_records", ask_owners_about_old_records),
    Reaction(TaskGiven, "tasks.tell_owner", tell_owner_of_task),
    Reaction(TaskHandedOver, "tasks.tell_new_owner", tell_owner_of_task),
)
