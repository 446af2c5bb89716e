"""Discussion spaces with a name that nobody else may see, one for each address that names one."""

from accord.features.discussions import actions
from accord.features.initiatives import actions as initiatives
from accord.foundation.accounts.models import User
from accord.foundation.kernel.rules import SYSTEM
from tests.conftest import NOON
from tests.factories.stakeholders import party

VERBS = (
    "detail", "change", "close", "reopen", "invite", "take-out", "post", "show", "hide", "settle",
    "summary",
)  # fmt: skip


def space(canary):
    """Let the canary say something, and report what another one said."""

    def make(name):
        on = {"by": SYSTEM, "at": NOON}
        owner, _made = User.objects.get_or_create(email="moderates@accord.example", name="Mod")
        of = initiatives.add_initiative(details=initiatives.InitiativeDetails(canary), **on)
        details = actions.SpaceDetails(canary, owner.pk, checks_first=False)
        made = actions.open_space(initiative=of, details=details, **on)
        who = [party(canary), party()]
        one, other = actions.invite_members(space=made, parties=who, **on)
        for member in (one, other):
            actions.join(member=member, name=canary, **on)
        post = actions.contribute(member=one, text=canary, **on)
        report = actions.report_post(member=other, post=post, words=canary, **on)
        keys = {"take-out": one, "show": post, "hide": post, "settle": report}
        return {"ref": made.ref, **({"pk": keys[name].pk} if name in keys else {})}

    return make
