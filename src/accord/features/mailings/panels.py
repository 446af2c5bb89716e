"""What mailings show on pages that are not theirs."""

from django.utils.translation import gettext_lazy

from accord.features.mailings.models import Mailing
from accord.foundation.ui import addresses
from accord.foundation.ui.panels import Verb

VERBS = {
    "mailing-sent": Verb(words=gettext_lazy("They got %(ref)s: %(title)s"), icon="mail"),
    "mailing-posted": Verb(
        words=gettext_lazy("%(ref)s was posted to them: %(title)s"), icon="mail-open"
    ),
}  # fmt: skip


def address(mailing: Mailing, verb: str = "detail", **more: object) -> str:
    return addresses.to(f"mailings:{verb}", kwargs={"ref": mailing.ref, **more})
