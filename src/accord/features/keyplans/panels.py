"""What plans show on pages that are not theirs."""

from django.utils.translation import gettext_lazy

from accord.foundation.ui.panels import Verb

VERBS = {
    "plan-opened": Verb(words=gettext_lazy("%(by)s opened the plan %(title)s"), icon="target"),
    "plan-reviewed": Verb(words=gettext_lazy("%(by)s reviewed the plan %(title)s"), icon="target"),
    "plan-ended": Verb(words=gettext_lazy("%(by)s ended the plan %(title)s"), icon="target"),
}
