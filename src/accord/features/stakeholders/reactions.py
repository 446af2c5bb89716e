"""Who is told when a stakeholder changes hands or leaves, or a note names them."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accord.features.stakeholders import actions, queries
from accord.features.stakeholders.events import (
    ColleaguesNamedInNote,
    OwnerChanged,
    PartiesHandedOver,
    PartyAdded,
    PartyRetired,
)
from accord.features.stakeholders.models import Follow, Note, Party, TimelineRow
from accord.foundation.accounts.models import User
from accord.foundation.accounts.queries import names_of
from accord.foundation.accounts.reach import reach_of
from accord.foundation.jobs.reactions import Reaction
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.actions import Telling, notify
from accord.foundation.notices.kinds import NoticeKind, sight
from accord.foundation.notices.mentions import tell_mentioned
from accord.foundation.notices.models import Mailing
from accord.foundation.notices.queries import actor, is_news

OWNER = "stakeholders.owner-changed"
FOLLOWED = "stakeholders.followed"
KINDS = (
    NoticeKind(OWNER, gettext_lazy("A stakeholder changes hands"), mailing=Mailing.NOW),
    NoticeKind(FOLLOWED, gettext_lazy("News of stakeholders you follow")),
)


def tell_owners_when_owner_changes(event: OwnerChanged, at: datetime) -> None:
    party = Party.objects.filter(pk=event.party_id).first()
    if party is None or not is_news(event.at, at):
        return
    by = actor(event.by_id)
    name = names_of([event.to_id]).get(event.to_id or 0, "")
    told: list[int | None] = [event.to_id, event.from_id]
    for person, title in (
        (event.to_id, lambda: _("%(party)s is yours now.") % {"party": party.name}),
        (event.from_id, lambda: _taken_over(party, name)),
    ):
        notify(by=by, to=[person], telling=_telling(party, OWNER, title), at=at, subject=party)
    news = _telling(party, FOLLOWED, lambda: _taken_over(party, name))
    notify(by=by, to=_followers(party, told), telling=news, at=at, subject=party)


def tell_new_owner_of_many(event: PartiesHandedOver, at: datetime) -> None:
    if not is_news(event.at, at):
        return
    count = len(event.party_ids)
    telling = Telling(
        kind=OWNER,
        title=lambda: ngettext(
            "%(count)s stakeholder is yours now.", "%(count)s stakeholders are yours now.", count
        ) % {"count": count},
        url=f"{reverse('stakeholders:list')}?view=mine",
    )  # fmt: skip
    notify(by=actor(event.by_id), to=[event.to_id], telling=telling, at=at)


def tell_followers_when_party_retires(event: PartyRetired, at: datetime) -> None:
    party = Party.objects.filter(pk=event.party_id).first()
    if party is None or not is_news(event.at, at):
        return
    news = _telling(
        party, FOLLOWED, lambda: _("%(party)s is no longer active.") % {"party": party.name}
    )
    people = [party.owner_id, *_followers(party, [party.owner_id])]
    notify(by=actor(event.by_id), to=people, telling=news, at=at, subject=party)


def _taken_over(party: Party, name: str) -> str:
    return _("%(party)s is with %(name)s now.") % {"party": party.name, "name": name}


def _telling(party: Party, kind: str, title: Callable[[], str]) -> Telling:
    def may_see(person: User) -> bool:
        return queries.visible_to(person).filter(pk=party.pk).exists()

    url = reverse("stakeholders:detail", args=[party.ref])
    return Telling(kind=kind, title=title, url=url, may_see=may_see)


def _followers(party: Party, others: list[int | None]) -> list[int]:
    people = Follow.objects.filter(party=party).order_by("pk").values_list("person_id", flat=True)
    return [person for person in people if person not in others]


def look_for_twins_when_party_added(event: PartyAdded, at: datetime) -> None:
    party = Party.objects.filter(pk=event.party_id).first()
    if party is not None:
        actions.look_for_twins(by=SYSTEM, party=party, at=at)


def tell_named_in_note(event: ColleaguesNamedInNote, at: datetime) -> None:
    note = Note.objects.filter(pk=event.note_id).select_related("party").first()
    if note is None or not is_news(event.at, at):
        return

    def may_see(person: User) -> bool:
        if not queries.visible_to(person).filter(pk=note.party_id).exists():
            return False
        rows = queries.timeline_visible_to(person, note.party)
        return rows.filter(subject_type="stakeholders.note", subject_id=note.pk).exists()

    tell_mentioned(
        by_id=event.by_id, text=note.text, at=at, subject=note, may_see=may_see,
        title=lambda name: _("%(name)s names you in a note") % {"name": name},
        url=reverse("stakeholders:detail", args=[note.party.ref]),
    )  # fmt: skip


def _notes_seen(person: User, keys: Collection[int]) -> Collection[int]:
    """Give the notes whose entries somebody may see, with the records they are on."""
    rows = TimelineRow.objects.filter(
        queries.rows_visible(reach_of(person)), subject_type="stakeholders.note",
        subject_id__in=keys, party__in=queries.visible_to(person).order_by().values("pk"),
    )  # fmt: skip
    return {key for key in rows.values_list("subject_id", flat=True) if key is not None}


SIGHTS = {queries.PARTY: sight(queries.visible_to), "stakeholders.note": _notes_seen}
REACTIONS = (
    Reaction(ColleaguesNamedInNote, "stakeholders.tell_named_in_note", tell_named_in_note),
    Reaction(PartyAdded, "stakeholders.look_for_twins", look_for_twins_when_party_added),
    Reaction(OwnerChanged, "stakeholders.tell_owners", tell_owners_when_owner_changes),
    Reaction(PartiesHandedOver, "stakeholders.tell_new_owner_of_many", tell_new_owner_of_many),
    Reaction(PartyRetired, "stakeholders.tell_followers", tell_followers_when_party_retires),
)
