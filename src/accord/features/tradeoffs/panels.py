"""What trade-offs show on pages that are not theirs."""

from django.utils.translation import gettext_lazy

from accord.foundation.ui.panels import Verb

VERBS = {
    "tradeoff-decided": Verb(
        words=gettext_lazy("%(by)s decided a trade-off: %(title)s"), icon="scale"
    ),
    "tradeoff-told": Verb(
        words=gettext_lazy("%(by)s told them what was decided: %(title)s"), icon="megaphone"
    ),
    "tradeoff-reopened": Verb(
        words=gettext_lazy("%(by)s took a decision back: %(title)s"), icon="scale"
    ),
}
