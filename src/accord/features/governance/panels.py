"""What policies show on pages that are not theirs."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.engagement.models import Interaction
from accord.features.engagement.states import Channel
from accord.features.governance import policies, queries
from accord.features.governance.models import EngagementPolicy
from accord.features.governance.states import State
from accord.features.initiatives.models import Initiative
from accord.foundation.accounts.models import User
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.calendar import Happening
from accord.foundation.ui.pages import Request, piece


def address(policy: EngagementPolicy, verb: str = "detail") -> str:
    return addresses.to(f"governance:{verb}", kwargs={"ref": policy.ref})


def of_initiative(request: Request, initiative: Initiative) -> str:
    """Draw the policy of an initiative, or the way to lay one down."""
    policy = queries.policy_of(initiative)
    add = addresses.to("governance:add")
    may = policies.LAY_DOWN.allows(request.user)
    context = {
        "policy": policy, "href": address(policy) if policy else "",
        "state": State(policy.state).label if policy else "",
        "tone": "ok" if policy and policy.state == State.IN_FORCE else "",
        "add": f"{add}?initiative={initiative.ref}" if may and policy is None else "",
    }  # fmt: skip
    return piece(request, "governance/panel_initiative.html", context)


def of_talk(request: Request, talk: Interaction) -> str:
    """Say what the policy says of a talk's channel, where it is not to be used or has a tone."""
    if talk.initiative_id is None:
        return ""
    rule = queries.channel_rule(talk.initiative_id, talk.channel)
    if rule is None or (rule.is_allowed and not rule.words):
        return ""
    context = {
        "channel": Channel(talk.channel).label, "is_allowed": rule.is_allowed,
        "words": visible(rule.words), "href": address(rule.policy), "ref": rule.policy.ref,
    }  # fmt: skip
    return piece(request, "governance/panel_talk.html", context)


def happenings(
    user: User, people: Sequence[int], start: datetime, end: datetime
) -> list[Happening]:
    """Give the days on which policies are to be looked at again, for the calendar."""
    return [
        Happening(
            key=f"{one.ref}-{one.review_on:%Y%m%d}", url=address(one), when=one.review_on,
            title=_("Review of the policy for %(name)s") % {"name": one.initiative.name},
            is_restricted=False,
        )
        for one in queries.to_review(user, people, formats.local(start), formats.local(end))
    ]  # fmt: skip
