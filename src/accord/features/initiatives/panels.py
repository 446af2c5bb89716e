"""What initiatives show on pages that are not theirs."""

from django.utils.translation import gettext_lazy

from accord.foundation.ui.panels import Verb

VERBS = {
    "stake-taken": Verb(
        words=gettext_lazy("A stake in %(title)s was noted"), icon="route", is_small=True
    ),
    "stake-changed": Verb(
        words=gettext_lazy("The stake in %(title)s was changed"), icon="route", is_small=True
    ),
    "stake-ended": Verb(
        words=gettext_lazy("The stake in %(title)s ended"), icon="route", is_small=True
    ),
    "red-line-drawn": Verb(
        words=gettext_lazy("A red line was written down for %(title)s"), icon="ban"
    ),
    "assessed": Verb(
        words=gettext_lazy("%(by)s assessed the stake in %(title)s"), icon="scale", is_small=True
    ),
    "round-shown": Verb(
        words=gettext_lazy("Blind assessments for %(title)s were shown"), icon="eye"
    ),
}
