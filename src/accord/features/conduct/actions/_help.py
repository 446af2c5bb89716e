"""Help on the way: a second person, somebody who takes over, cards, agreed facts, house rules."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.conduct import policies, queries
from accord.features.conduct.actions._tasks import give_task
from accord.features.conduct.models import Card, CardUse, ConductRules, Pin, Relief
from accord.features.engagement.models import Interaction
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind
from accord.features.tasks.actions import TaskDetails, add_task, drop_task
from accord.features.tasks.states import State as TaskState
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor

MOST_DAYS = 60
CALLED_WITHIN = timedelta(hours=4)


@dataclass(frozen=True)
class CardDetails:
    """A tactic, by what it shows itself, and what one can say."""

    name: str
    signs: str
    reply: str
    limit: str


def call_second(
    *, by: Actor, talk: Interaction, party: Party, person: User, words: str, at: datetime
) -> Any:
    """Ask a colleague to come in on a talk that is hard, now or the next time."""
    words = said(words, "words", 200)
    _check_other(by, person, party, "person")
    with change(policies.CALL, by=by, at=at, subject=party) as record:
        title = _("Help with %(ref)s: %(words)s") % {"ref": talk.ref, "words": words}
        task = give_task(
            by=by, title=title, owner_id=person.pk, party=party, due_at=at + CALLED_WITHIN,
            ref=talk.ref, at=at,
        )  # fmt: skip
        record.subject = task
    return task


def relieve(*, by: Actor, party: Party, taker: User, days: int, at: datetime) -> Relief:
    """Have somebody else take the contact for some days. Nobody has to say why."""
    if not 0 < days <= MOST_DAYS:
        raise Invalid(_("This goes from 1 to 60 days."), field="days")
    _check_other(by, taker, party, "taker")
    until = day_of(at + timedelta(days=days), settings.HOUSE_TIME_ZONE)
    with change(policies.RELIEVE, by=by, at=at, subject=party) as record:
        if _open_reliefs(by, party, day_of(at, settings.HOUSE_TIME_ZONE)):
            raise Stale(_("Somebody takes it for you already."))
        title = _("Take the contact with %(name)s") % {"name": party.name}
        details = TaskDetails(title[:300], taker.pk, party=party, due_at=at + timedelta(days=days))
        made = Relief(
            party=party, person_id=by.pk, taker=taker, at=at, until_date=until,
            task=add_task(by=by, details=details, at=at),
        )  # fmt: skip
        record.add(made)
        record.subject = made
        record.after(_shown_at_once)
        _tell(by, record, made, "contact-taken", at)
    return made


def _open_reliefs(by: Actor, party: Party, today: date) -> bool:
    found = Relief.objects.filter(party=party, person_id=by.pk, ended_at=None)
    return found.filter(until_date__gte=today).exists()


def end_relief(*, by: Actor, relief: Relief, at: datetime) -> Relief:
    """Let things be as they were before."""
    with change(policies.RELIEVE_END, by=by, at=at, subject=relief) as record:
        if relief.ended_at is not None:
            raise Stale(_("This has ended."))
        task = relief.task
        if task is not None and task.state == TaskState.OPEN:
            drop_task(by=by, task=task, reason=_("It is no longer needed."), at=at)
        record.set(relief, ended_at=at)
        record.after(_shown_at_once)
        _tell(by, record, relief, "contact-given-back", at)
    return relief


def _shown_at_once(_entry: int) -> None:
    queries.forget_concerned()


def _tell(by: Actor, record: Any, relief: Relief, verb: str, at: datetime) -> None:
    telling = Telling(RowKind.CHANGE, verb, subject=relief, title=relief.taker.name)
    tell(by=by, record=record, parties=[relief.party], telling=telling, at=at)


def _check_other(by: Actor, person: User, party: Party, field: str) -> None:
    if person.pk == by.pk:
        raise Invalid(_("Choose somebody else."), field=field)
    if not policies.CALL.allows(person, party) or not queries.sees(person, party):
        raise Invalid(_("They may not see this stakeholder."), field=field)


def put_card(*, by: Actor, talk: Interaction, key: str, at: datetime) -> CardUse:
    """Put a card to a talk, for oneself alone."""
    if key not in queries.cards():
        raise Invalid(_("There is no such choice."), field="key")
    made = CardUse(talk=talk, key=key, by_id=by.pk, at=at)
    with change(policies.ATTACH, by=by, at=at) as record:
        policies.ATTACH.demand(by, made)
        if CardUse.objects.filter(talk=talk, key=key, by_id=by.pk).exists():
            raise Stale(_("It is there already."))
        record.add(made)
        record.subject = made
    return made


def take_card_off(*, by: Actor, use: CardUse, at: datetime) -> None:
    with change(policies.ATTACH, by=by, at=at, subject=use) as record:
        record.remove(use)


def word_card(*, by: Actor, key: str, details: CardDetails, at: datetime) -> Card:
    """Put a card in words of one's own; a new one where ``key`` is empty."""
    fields = {
        name: said(words, name, 80 if name == "name" else 300)
        for name, words in asdict(details).items()
    }
    there = queries.card_row(key)
    with change(policies.CARD, by=by, at=at, subject=there) as record:
        if there is not None:
            record.set(there, **fields)
            return there
        if key and key not in queries.cards():
            raise Invalid(_("There is no such choice."))
        card = Card(key=key or _new_key(), **fields)
        record.add(card)
        record.subject = card
    return card


def _new_key() -> str:
    return f"own-{1 + (Card.objects.order_by('-pk').values_list('pk', flat=True).first() or 0)}"


def pin_fact(*, by: Actor, talk: Interaction, parties: list[Party], mark: str, at: datetime) -> Pin:
    """Pin what was agreed with those in a talk, to answer with it."""
    if mark not in {fact.mark for fact in queries.agreed_facts(by, parties)}:
        raise Invalid(_("There is no such record."), field="mark")
    with change(policies.PIN, by=by, at=at, subject=talk) as record:
        if Pin.objects.filter(talk=talk, mark=mark).exists():
            raise Stale(_("It is there already."))
        made = Pin(talk=talk, mark=mark, by_id=by.pk, at=at)
        record.add(made)
    return made


def unpin_fact(*, by: Actor, pin: Pin, at: datetime) -> None:
    with change(policies.PIN, by=by, at=at, subject=pin) as record:
        record.remove(pin)


def set_rules(*, by: Actor, words: str, appeal: str, suggests: bool, at: datetime) -> ConductRules:
    """Write down how people are to be treated here; the row before it stays as it was."""
    made = ConductRules(
        words=plain(words, "words", 4000), appeal=plain(appeal, "appeal", 500),
        suggests=suggests, at=at, by_id=by.pk,
    )  # fmt: skip
    with change(policies.CONFIGURE, by=by, at=at) as record:
        record.add(made)
        record.subject = made
    return made
