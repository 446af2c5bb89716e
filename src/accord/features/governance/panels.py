"""What policies show on pages that are not theirs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.engagement.models import Interaction
from accord.features.engagement.states import Channel
from accord.features.governance import policies, queries
from accord.features.governance.models import ChannelRule, Duty, EngagementPolicy
from accord.features.governance.states import State
from accord.features.initiatives.models import Initiative
from accord.foundation.accounts.models import User
from accord.foundation.journal.derived import Touched
from accord.foundation.kernel.days import last_second
from accord.foundation.kernel.text import visible
from accord.foundation.search.documents import BEST, EVERYONE, LAST, Document
from accord.foundation.search.reading import children_of_each, rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
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


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: purpose, tone, work and channels, for whoever reads here."""
    kinds = (Duty, ChannelRule)
    duties, channels = children_of_each(kinds, "policy_id", keys, touched, POLICY)
    for row in rows_of(EngagementPolicy, keys, touched):
        title = Truncator(row.purpose).words(12)
        words = (row.purpose, row.tone, row.support)
        parts = (one.words for one in (*duties[row.pk], *channels[row.pk]))
        yield Document(
            kind="policy", object_id=row.pk, ref=row.ref, title=title, look="scroll-text",
            names=(title,), texts=tuple(filter(None, (*words, *parts))),
            at=row.approved_at or last_second(row.review_on, settings.HOUSE_TIME_ZONE),
            visibility=EVERYONE, rank=LAST if row.state == State.ENDED else BEST,
            owner_ids=(row.owner_id,),
        )  # fmt: skip


POLICY = "governance.engagementpolicy"
source = Search(
    number=39,
    label=gettext_lazy("Policies"),
    model=POLICY,
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("governance:detail", kwargs={"ref": ref}),
    watches={
        POLICY: Watch(),
        "governance.duty": Watch(column="policy_id", columns=frozenset({"words"})),
        "governance.channelrule": Watch(column="policy_id", columns=frozenset({"words"})),
    },
    prefix="EP",
    icon="scroll-text",
    has_texts=True,
)
