"""What plans show on pages that are not theirs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.keyplans import policies, queries
from accord.features.keyplans.models import Goal, KeyPlan
from accord.foundation.accounts.models import User
from accord.foundation.journal.derived import Touched
from accord.foundation.kernel.days import day_of, last_second
from accord.foundation.search.documents import BEST, EVERYONE, LAST, Document
from accord.foundation.search.reading import children_of, rows_of
from accord.foundation.search.sources import Source as Search
from accord.foundation.search.sources import Watch
from accord.foundation.ui import addresses
from accord.foundation.ui.calendar import Happening
from accord.foundation.ui.panels import Verb, page_of

VERBS = {
    "plan-opened": Verb(words=gettext_lazy("%(by)s opened the plan %(title)s"), icon="target"),
    "plan-reviewed": Verb(words=gettext_lazy("%(by)s reviewed the plan %(title)s"), icon="target"),
    "plan-ended": Verb(words=gettext_lazy("%(by)s ended the plan %(title)s"), icon="target"),
}


def happenings(
    user: User, people: Sequence[int], start: datetime, end: datetime
) -> list[Happening]:
    """Give the reviews that are due between two moments, for the calendar."""
    return [
        Happening(
            key=f"{plan.ref}-{plan.review_at:%Y%m%d}", url=page_of(plan.ref),
            title=_("Review of the plan for %(name)s") % {"name": plan.party.name},
            when=day_of(plan.review_at, settings.HOUSE_TIME_ZONE), whom=plan.party.name,
            beside=plan.reminder.ref if plan.reminder else "",
            is_restricted=plan.party.visibility == "named",
        )
        for plan in queries.to_review(user, people, start, end)
    ]  # fmt: skip


def documents(keys: Sequence[int], touched: Mapping[str, Touched]) -> Iterator[Document]:
    """Give what the index keeps: ambition, gain and goals, for whoever may see the party."""
    goals = children_of(Goal, "plan_id", keys, touched, "keyplans.keyplan")
    for row in rows_of(KeyPlan, keys, touched):
        title = Truncator(row.ambition).words(12)
        words = (row.ambition, row.gain, *(goal.words for goal in goals[row.pk]), row.outcome)
        yield Document(
            kind="key-plan", object_id=row.pk, ref=row.ref, title=title, look="target",
            names=(title,), texts=tuple(filter(None, words)), visibility=EVERYONE,
            at=last_second(row.from_date, settings.HOUSE_TIME_ZONE),
            rank=LAST if row.ended_at else BEST, within=("party", row.party_id),
        )  # fmt: skip


source = Search(
    number=38,
    label=gettext_lazy("Key plans"),
    model="keyplans.keyplan",
    rule=policies.VIEW,
    build=documents,
    address=lambda ref, _key: addresses.to("keyplans:detail", kwargs={"ref": ref}),
    watches={
        "keyplans.keyplan": Watch(
            columns=frozenset({"party_id", "ambition", "gain", "outcome", "from_date", "ended_at"})
        ),
        "keyplans.goal": Watch(column="plan_id", columns=frozenset({"words"})),
    },
    prefix="R",
    icon="target",
    nested=True,
    has_texts=True,
)
