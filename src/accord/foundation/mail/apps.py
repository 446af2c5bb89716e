from datetime import datetime, timedelta
from typing import Any

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "accord.foundation.mail"
    label = "mail"

    def ready(self) -> None:
        from accord.foundation.jobs.context import Context
        from accord.foundation.jobs.crons import Cron, Daily, Every, crons
        from accord.foundation.jobs.kinds import LATE, Kind, kinds
        from accord.foundation.journal.restoring import restored
        from accord.foundation.kernel import clock
        from accord.foundation.mail import backend
        from accord.foundation.mail.actions import _post, _send, _tidy
        from accord.foundation.mail.kinds import Reader
        from accord.foundation.mail.kinds import kinds as mails

        def hold_back(at: datetime) -> str:
            count = _tidy.hold_back(at=at)
            return f"Mails held back that may have left already: {count}." if count else ""

        mails.add(backend.KIND, Reader.OURS)
        restored.add("mail", hold_back)

        def sweep(ctx: Context) -> dict[str, Any]:
            del ctx
            return {"enqueued": _tidy.sweep(at=clock.now())}

        def prune(ctx: Context) -> dict[str, Any]:
            del ctx
            return {"dropped": _tidy.prune(at=clock.now())}

        for kind in (
            Kind(_post.SEND, _send.send, max_tries=_send.MAX_TRIES, retry_after=_send.RETRY_AFTER),
            Kind("mail.sweep", sweep, priority=LATE),
            Kind("mail.prune", prune, priority=LATE),
        ):
            kinds.add(kind.name, kind)
        crons.add("mail.sweep", Cron("mail.sweep", "mail.sweep", Every(timedelta(minutes=10))))
        crons.add("mail.prune-daily", Cron("mail.prune-daily", "mail.prune", Daily(2, 50)))
