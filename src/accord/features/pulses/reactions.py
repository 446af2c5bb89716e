"""The mail that asks, and who is told of an answer."""

from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.pulses import queries
from accord.features.pulses.events import PulseAnswered
from accord.features.pulses.models import Pulse
from accord.features.pulses.states import OPEN_DAYS, State
from accord.foundation.accounts.links import absolute
from accord.foundation.accounts.models import User
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.mail.letters import Letter
from accord.foundation.notices.actions import Telling, notify
from accord.foundation.notices.kinds import NoticeKind, sight
from accord.foundation.notices.models import Mailing
from accord.foundation.notices.queries import actor, is_news

ANSWERED = "pulses.answered"
KINDS = (
    NoticeKind(ANSWERED, gettext_lazy("A stakeholder answered a pulse"), mailing=Mailing.DIGEST),
)


def asking(args: dict[str, Any]) -> Letter | None:
    """Write the mail with the link; none where it was answered or withdrawn since."""
    pulse = Pulse.objects.filter(pk=args["pulse_id"], state=State.ASKED).first()
    if pulse is None:
        return None
    n = len(queries.asked_questions(pulse))
    return Letter(
        _("How was it? A few questions that take a minute"),
        paragraphs=(
            _("We spoke with each other lately and want to know how it was for you."),
            _("Questions: %(n)s. No sign-in is needed, and the link works for %(days)s days.")
            % {"n": n, "days": OPEN_DAYS},
        ),
        button=(_("Answer"), absolute(reverse("pulses:read", args=[queries.token_of(pulse)]))),
        closing=_("If you do not want to be asked again, say so by the same link."),
    )


RECIPES = {"pulses.asking": asking}


def _sees(pulse_id: int, person: User) -> bool:
    return queries.visible_to(person).filter(pk=pulse_id).exists()


def tell_owner(event: PulseAnswered, at: datetime) -> None:
    found = Pulse.objects.filter(pk=event.pulse_id).first()
    if found is None or not is_news(event.at, at):
        return
    telling = Telling(
        kind=ANSWERED, title=lambda: _("An answer to your pulse about %(ref)s") % {
            "ref": found.about
        },
        url=reverse("pulses:detail", args=[found.ref]), may_see=partial(_sees, found.pk),
    )  # fmt: skip
    notify(by=actor(event.by_id), to=[found.owner_id], telling=telling, at=at, subject=found)


SIGHTS = {"pulses.pulse": sight(queries.visible_to)}
REACTIONS = (Reaction(PulseAnswered, "pulses.tell_owner", tell_owner),)
