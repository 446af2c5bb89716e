from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "accord.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        _add_kinds()
        _add_letters()
        _add_jobs()


def _add_kinds() -> None:
    from accord.foundation.notices.kinds import NoticeKind, kinds
    from accord.foundation.notices.mentions import MENTIONED, UNSEEN
    from accord.foundation.notices.models import Mailing

    for kind in (
        NoticeKind(MENTIONED, _("Somebody names you in a note, a talk or a question")),
        NoticeKind(UNSEEN, _("Somebody you named may not see it"), is_personal=True),
        NoticeKind(
            "accounts.security", _("Safety of your account"), mailing=Mailing.NOW,
            is_required=True, tells_self=True, is_personal=True,
        ),
        NoticeKind("accounts.absence", _("You stand in for somebody"), mailing=Mailing.NOW),
    ):  # fmt: skip
        kinds.add(kind.key, kind)


def _add_letters() -> None:
    from accord.foundation.accounts import events
    from accord.foundation.jobs.reactions import Reaction, reactions
    from accord.foundation.mail.kinds import Reader, gates, kinds
    from accord.foundation.mail.letters import recipes
    from accord.foundation.notices import letters, news
    from accord.foundation.notices import reactions as ours
    from accord.foundation.notices.actions import _mail

    for key, recipe in (*letters.RECIPES.items(), *news.RECIPES.items()):
        recipes.add(key, recipe)
        kinds.add(key, Reader.OURS)
    gates.add("notices", _mail.why_stays)
    for reaction in (
        Reaction(events.PersonInvited, "notices.send_invitation", ours.send_invitation),
        Reaction(events.ResetAsked, "notices.send_reset_link", ours.send_reset_link),
        Reaction(
            events.MailChangeAsked, "notices.send_mail_change_link", ours.send_mail_change_link
        ),
        Reaction(events.MailChanged, "notices.tell_both_addresses", ours.tell_both_addresses),
        Reaction(
            events.SecurityChanged, "notices.tell_of_security_change", ours.tell_of_security_change
        ),
        Reaction(events.NewDevice, "notices.tell_of_new_device", ours.tell_of_new_device),
        Reaction(
            events.AbsencePlanned, "notices.tell_deputy_of_absence", ours.tell_deputy_of_absence
        ),
    ):
        reactions.add(reaction.name, reaction)


def _add_jobs() -> None:
    from accord.foundation.jobs.context import Context
    from accord.foundation.jobs.crons import Cron, Every, crons
    from accord.foundation.jobs.kinds import LATE, Kind, kinds
    from accord.foundation.kernel import clock
    from accord.foundation.notices.actions import _mail, _tell

    def digests(ctx: Context) -> dict[str, Any]:
        del ctx
        return {"sent": _mail.send_digests(at=clock.now())}

    def sweep(ctx: Context) -> None:
        del ctx
        _mail.sweep(at=clock.now())

    for kind in (
        Kind(_tell.MAIL, _mail.mail, is_atomic=True),
        Kind("notices.digests", digests, priority=LATE, is_long=True),
        Kind("notices.sweep", sweep, priority=LATE),
    ):
        kinds.add(kind.name, kind)
    crons.add(
        "notices.digests", Cron("notices.digests", "notices.digests", Every(timedelta(minutes=15)))
    )
    crons.add("notices.sweep", Cron("notices.sweep", "notices.sweep", Every(timedelta(minutes=10))))
