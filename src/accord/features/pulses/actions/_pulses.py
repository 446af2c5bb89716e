from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.letters.queries import address_for
from accord.features.pulses import policies, queries
from accord.features.pulses.events import PulseAnswered
from accord.features.pulses.models import Pulse, PulseScore
from accord.features.pulses.states import QUESTIONS, State, Way
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind
from accord.features.strategies.queries import strategy_of_talk
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain
from accord.foundation.kernel.days import day_of
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor
from accord.foundation.mail.actions import Draft, post

ASKING = "pulses.asking"


@dataclass(frozen=True)
class Answer:
    """What somebody answered: a step of its scale for each question, and words of their own."""

    scores: Mapping[str, int] = field(default_factory=dict)
    words: str = ""
    is_last: bool = False


def ask(*, by: Actor, party: Party, about: str, way: str, at: datetime) -> Pulse:
    """Ask a party about a talk it took part in, or an escalation of its own that was settled.

    By mail it gets a link of its own; in person the answers are written down. Raises Invalid where
    there was no such thing with it, and Stale where it may not be asked now.
    """
    found = queries.occasion(by, about)
    if found is None or party.pk not in {one.pk for one in found.parties}:
        raise Invalid(_("There is nothing of the kind to ask them about."), field="about")
    by_mail = Way(way) == Way.LINK
    with change(policies.ASK, by=by, at=at, subject=party) as record:
        rule = queries.rule_now()
        why = queries.why_not(party, rule, at, by_mail=by_mail, by=by)
        if why:
            raise Stale(why)
        strategy = strategy_of_talk(found.ref, party)
        made = Pulse(
            ref=reference("PU", take_numbers("pulse")[0]), party=party, about=found.ref,
            owner_id=party.owner_id or by.pk, department_id=party.department_id,
            strategy=strategy,
            initiative_id=found.initiative_id or (strategy.initiative_id if strategy else None),
            way=way, questions=list(rule.questions), language=_language(party),
            asked_by_id=by.pk, asked_at=at,
        )  # fmt: skip
        record.add(made)
        record.subject = made
        _tell(by, record, made, "pulse-asked", at)
        if by_mail:
            post(
                by=by, at=at,
                draft=Draft(
                    kind=ASKING, to=address_for(party, day_of(at, settings.HOUSE_TIME_ZONE)),
                    to_name=party.name, party_id=party.pk, recipe=ASKING,
                    recipe_args={"pulse_id": made.pk}, language=made.language,
                ),
            )  # fmt: skip
    return made


def _language(party: Party) -> str:
    return party.language if party.language in dict(settings.LANGUAGES) else ""


def answer(*, by: Actor, pulse: Pulse, given: Answer, at: datetime) -> Pulse:
    """Keep what a party answered by its link. Raises Stale when it is answered or too late."""
    with change(policies.ANSWER, by=by, at=at, subject=pulse) as record:
        if not queries.is_open(pulse, at):
            raise Stale(_("This can no longer be answered."))
        _keep(by, record, pulse, given, at)
    return pulse


def enter(*, by: Actor, pulse: Pulse, given: Answer, at: datetime) -> Pulse:
    """Write down what a party answered in person."""
    with change(policies.ENTER, by=by, at=at, subject=pulse) as record:
        if pulse.state != State.ASKED:
            raise Stale(_("This can no longer be answered."))
        _keep(by, record, pulse, given, at)
    return pulse


def decline(*, by: Actor, pulse: Pulse, at: datetime) -> Pulse:
    """Keep that a party does not want to answer, nor to be asked again."""
    with change(policies.ANSWER, by=by, at=at, subject=pulse) as record:
        if pulse.state != State.ASKED:
            raise Stale(_("This can no longer be answered."))
        record.set(pulse, state=State.DECLINED, is_last=True)
    return pulse


def withdraw(*, by: Actor, pulse: Pulse, at: datetime) -> Pulse:
    """Take a question back; its link leads nowhere then."""
    with change(policies.WITHDRAW, by=by, at=at, subject=pulse) as record:
        if pulse.state != State.ASKED:
            raise Stale(_("This can no longer be withdrawn."))
        record.set(pulse, state=State.WITHDRAWN)
    return pulse


def _keep(by: Actor, record: Record, pulse: Pulse, given: Answer, at: datetime) -> None:
    words, asked = plain(given.words, "words", 2000), queries.asked_questions(pulse)
    if not given.scores and not words:
        raise Invalid(_("Answer at least one question, or write a word."))
    for question, value in given.scores.items():
        if question not in asked or value not in QUESTIONS[question].steps:
            raise Invalid(_("This is not on the scale."), field=question)
        record.add(PulseScore(pulse=pulse, question=question, value=value))
    record.set(pulse, state=State.ANSWERED, answered_at=at, words=words, is_last=given.is_last)
    record.publish(PulseAnswered(at=at, pulse_id=pulse.pk, by_id=by.pk))
    _tell(by, record, pulse, "pulse-answered", at)


def _tell(by: Actor, record: Record, pulse: Pulse, verb: str, at: datetime) -> None:
    telling = Telling(RowKind.CHANGE, verb, subject=pulse, ref=pulse.ref, title=pulse.about)
    tell(by=by, record=record, parties=[pulse.party], telling=telling, at=at)
