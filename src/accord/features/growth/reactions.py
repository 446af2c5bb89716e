"""Who is told of what happens to a profile: the one it concerns, and nobody in their place."""

from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.growth import queries
from accord.features.growth.events import CompanionNamed, ItemAnswered, ItemOffered, LevelJudged
from accord.foundation.accounts.models import User
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.notices.actions import Telling, pass_on
from accord.foundation.notices.kinds import NoticeKind, sight
from accord.foundation.notices.models import Mailing

OF, ITEM = "growth.of", "growth.portfolioitem"
ASKED, ANSWERED = "growth.asked", "growth.answered"
KINDS = (
    NoticeKind(
        ASKED, gettext_lazy("Somebody names you as mentor or assessor, or offers you an item"),
        mailing=Mailing.NOW, is_personal=True,
    ),
    NoticeKind(
        ANSWERED, gettext_lazy("An assessor answers your item or judges your level"),
        mailing=Mailing.NOW, is_personal=True,
    ),
)  # fmt: skip


def _sees_profile(owner_id: int, person: User) -> bool:
    return queries.visible_to(person).filter(person_id=owner_id).exists()


def _sees_item(item_id: int, person: User) -> bool:
    return queries.items_visible_to(person).filter(pk=item_id).exists()


def tell_named(event: CompanionNamed, at: datetime) -> None:
    telling = Telling(
        kind=ASKED, title=lambda: _("A colleague lets you see their growth"),
        url=reverse("growth:of", args=[event.owner_id]),
        may_see=partial(_sees_profile, event.owner_id),
    )  # fmt: skip
    pass_on(event, telling, to=[event.to_id], subject=(OF, event.owner_id), at=at)


def tell_assessor(event: ItemOffered, at: datetime) -> None:
    telling = Telling(
        kind=ASKED, title=lambda: _("An item waits for your answer"),
        url=reverse("growth:item", args=[event.item_id]),
        may_see=partial(_sees_item, event.item_id),
    )  # fmt: skip
    pass_on(event, telling, to=[event.to_id], subject=(ITEM, event.item_id), at=at)


def tell_owner_of_answer(event: ItemAnswered, at: datetime) -> None:
    telling = Telling(
        kind=ANSWERED, title=lambda: _("Your item has an answer"),
        url=reverse("growth:item", args=[event.item_id]),
        may_see=partial(_sees_item, event.item_id),
    )  # fmt: skip
    pass_on(event, telling, to=[event.owner_id], subject=(ITEM, event.item_id), at=at)


def tell_owner_of_judgement(event: LevelJudged, at: datetime) -> None:
    telling = Telling(
        kind=ANSWERED, title=lambda: _("An assessor judged the level you work towards"),
        url=reverse("growth:home"), may_see=partial(_sees_profile, event.owner_id),
    )  # fmt: skip
    pass_on(event, telling, to=[event.owner_id], subject=(OF, event.owner_id), at=at)


SIGHTS = {OF: sight(queries.visible_to, "person_id"), ITEM: sight(queries.items_visible_to)}
REACTIONS = (
    Reaction(CompanionNamed, "growth.tell_named", tell_named),
    Reaction(ItemOffered, "growth.tell_assessor", tell_assessor),
    Reaction(ItemAnswered, "growth.tell_owner_of_answer", tell_owner_of_answer),
    Reaction(LevelJudged, "growth.tell_owner_of_judgement", tell_owner_of_judgement),
)
