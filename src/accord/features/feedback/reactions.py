"""Who is told of feedback: its reader, if they are one of ours, and its author."""

from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.feedback import queries
from accord.features.feedback.events import FeedbackGiven, FeedbackRestated, FeedbackSettled
from accord.features.feedback.models import Feedback
from accord.features.feedback.states import State
from accord.foundation.accounts.models import User
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.notices.actions import Telling, notify
from accord.foundation.notices.kinds import NoticeKind, sight
from accord.foundation.notices.models import Mailing
from accord.foundation.notices.queries import actor, is_news

GIVEN, ANSWERED = "feedback.given", "feedback.answered"
KINDS = (
    NoticeKind(
        GIVEN, gettext_lazy("Somebody gives you feedback"), mailing=Mailing.NOW, is_personal=True
    ),
    NoticeKind(
        ANSWERED, gettext_lazy("Your feedback has an answer"), mailing=Mailing.NOW,
        is_personal=True,
    ),
)  # fmt: skip


def _sees(feedback_id: int, person: User) -> bool:
    return queries.visible_to(person).filter(pk=feedback_id).exists()


def tell_reader(event: FeedbackGiven | FeedbackSettled, at: datetime) -> None:
    found = Feedback.objects.filter(pk=event.feedback_id).first()
    if found is None or not is_news(event.at, at):
        return
    title = _given
    if isinstance(event, FeedbackSettled):
        title = _understood if found.state == State.UNDERSTOOD else _meant_otherwise
    telling = Telling(
        kind=GIVEN, title=title, url=reverse("feedback:detail", args=[found.ref]),
        may_see=partial(_sees, found.pk),
    )  # fmt: skip
    notify(by=actor(event.by_id), to=[found.person_id], telling=telling, at=at, subject=found)


def _given() -> str:
    return _("A colleague gives you feedback: say it in your own words")


def _understood() -> str:
    return _("You and the author mean the same")


def _meant_otherwise() -> str:
    return _("The author meant something else: say it once more")


def tell_author(event: FeedbackRestated, at: datetime) -> None:
    found = Feedback.objects.filter(pk=event.feedback_id).first()
    if found is None or not is_news(event.at, at):
        return
    telling = Telling(
        kind=ANSWERED, title=lambda: _("Said in their own words: is it what you meant?"),
        url=reverse("feedback:detail", args=[found.ref]), may_see=partial(_sees, found.pk),
    )  # fmt: skip
    notify(by=actor(event.by_id), to=[found.author_id], telling=telling, at=at, subject=found)


SIGHTS = {"feedback.feedback": sight(queries.visible_to)}
REACTIONS = (
    Reaction(FeedbackGiven, "feedback.tell_reader", tell_reader),
    Reaction(FeedbackSettled, "feedback.tell_reader_of_answer", tell_reader),
    Reaction(FeedbackRestated, "feedback.tell_author", tell_author),
)
