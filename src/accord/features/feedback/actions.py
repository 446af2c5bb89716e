"""Every write on feedback. A party has no account: the system keeps what its reader says."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils.translation import gettext as _

from accord.features.feedback import policies, queries
from accord.features.feedback.events import FeedbackGiven, FeedbackRestated, FeedbackSettled
from accord.features.feedback.models import Fact, Feedback, Restatement
from accord.features.feedback.states import LINK_LIFE, State
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.policies import NOTE
from accord.features.stakeholders.states import RowKind
from accord.foundation.accounts.models import User
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor

MOST_ROUNDS = 20


def write_feedback(
    *, by: Actor, title: str, words: str, at: datetime, party: Party | None = None,
    person: User | None = None,
) -> Feedback:  # fmt: skip
    """Begin feedback to a party or to one of ours. Raises Invalid unless it is for exactly one."""
    title, words = said(title, "title", 200), said(words, "words", 4000)
    if (party is None) == (person is None) or (person is not None and person.pk == by.pk):
        raise Invalid(_("Say who of the others it is for."), field="who")
    with change(policies.WRITE, by=by, at=at) as record:
        if party is not None:
            NOTE.demand(by, party)
        made = Feedback(
            ref=reference("FB", take_numbers("feedback")[0]), party=party, person=person,
            title=title, words=words, author_id=by.pk, made_at=at,
        )  # fmt: skip
        record.add(made)
        record.subject = made
    return made


def change_feedback(
    *, by: Actor, feedback: Feedback, title: str, words: str, at: datetime,
    seen: int | None = None,
) -> Feedback:  # fmt: skip
    """Put a draft in other words; what was given stays as it was read."""
    title, words = said(title, "title", 200), said(words, "words", 4000)
    with _draft(by, feedback, at, seen) as record:
        record.set(feedback, title=title, words=words)
    return feedback


def add_fact(
    *, by: Actor, feedback: Feedback, ref: str, words: str, at: datetime
) -> Fact:  # fmt: skip
    """Let it rest on a record, in words that its reader may see.

    Raises Invalid for what one may not see, and, in feedback to a party, for what is not about it.
    """
    words, known = said(words, "words", 500), queries.record_named(by, ref)
    if known is None:
        raise Invalid(_("There is no such record."), field="ref")
    if feedback.party_id is not None and feedback.party_id not in known.parties:
        raise Invalid(_("This record is not about them."), field="ref")
    with _draft(by, feedback, at) as record:
        if Fact.objects.filter(feedback=feedback, ref=known.ref).exists():
            raise Stale(_("It rests on this already."))
        fact = Fact(feedback=feedback, ref=known.ref, at=known.at, words=words)
        record.add(fact)
    return fact


def drop_fact(*, by: Actor, fact: Fact, at: datetime) -> None:
    with _draft(by, fact.feedback, at) as record:
        record.remove(fact)


def give(*, by: Actor, feedback: Feedback, at: datetime) -> Feedback:
    """Give it to its reader. Raises Invalid while it rests on nothing."""
    with change(policies.GIVE, by=by, at=at, subject=feedback) as record:
        _demand(feedback, State.DRAFT)
        if not queries.facts_of(feedback).exists():
            raise Invalid(_("Say first on which record it rests."))
        record.set(feedback, state=State.GIVEN, given_at=at, link_until=_until(feedback, at))
        record.publish(FeedbackGiven(at=at, feedback_id=feedback.pk, by_id=by.pk))
        _tell(by, record, feedback, "feedback-given", at)
    return feedback


def restate(
    *, by: Actor, feedback: Feedback, words: str, at: datetime, name: str = ""
) -> Restatement:
    """Say in one's own words what one understood; a party's reader says who they are.

    Raises Stale while the words before wait for the author, when it is settled, and for a party
    once its link has ended.
    """
    words, name = said(words, "words", 2000), plain(name, "name", 120)
    if feedback.party_id is not None:
        name = said(name, "name", 120)
    with change(policies.RESTATE, by=by, at=at, subject=feedback) as record:
        _demand(feedback, State.GIVEN)
        until = queries.link_until(feedback)
        if until is not None and at >= until:
            raise Stale(_("This link has ended."))
        rounds = list(queries.restatements_of(feedback))
        if rounds and rounds[-1].is_understood is None:
            raise Stale(_("Your words wait for an answer."))
        if len(rounds) >= MOST_ROUNDS:
            raise Stale(_("Talk about it instead: this went to and fro too often."))
        who = name if feedback.person is None else feedback.person.name
        made = Restatement(feedback=feedback, name=who, words=words, at=at)
        record.add(made)
        record.publish(FeedbackRestated(at=at, feedback_id=feedback.pk, by_id=by.pk))
    return made


def settle(
    *, by: Actor, feedback: Feedback, is_understood: bool, at: datetime, reply: str = ""
) -> Feedback:
    """Say that it was understood, or what was meant instead; then its reader says it again."""
    reply = plain(reply, "reply", 2000) if is_understood else said(reply, "reply", 2000)
    with change(policies.SETTLE, by=by, at=at, subject=feedback) as record:
        _demand(feedback, State.GIVEN)
        last = queries.open_restatement(feedback)
        if last is None:
            raise Stale(_("Its reader has not said yet what they understood."))
        record.set(last, is_understood=is_understood, reply=reply, replied_at=at)
        record.set(feedback, link_until=_until(feedback, at))
        if is_understood:
            record.set(feedback, state=State.UNDERSTOOD, understood_at=at)
            _tell(by, record, feedback, "feedback-understood", at)
        record.publish(FeedbackSettled(at=at, feedback_id=feedback.pk, by_id=by.pk))
    return feedback


def renew_link(*, by: Actor, feedback: Feedback, at: datetime) -> Feedback:
    """Let the link of a party work anew, for as long as one that was just given."""
    with change(policies.RENEW, by=by, at=at, subject=feedback) as record:
        _demand(feedback, State.GIVEN)
        if feedback.party_id is None:
            raise Invalid(_("This has no link: it is for one of us."))
        record.set(feedback, link_until=_until(feedback, at))
    return feedback


def _until(feedback: Feedback, at: datetime) -> datetime | None:
    return at + LINK_LIFE if feedback.party_id else None


@contextmanager
def _draft(
    by: Actor, feedback: Feedback, at: datetime, seen: int | None = None
) -> Iterator[Record]:
    with change(policies.WRITE, by=by, at=at, subject=feedback, seen=seen) as record:
        _demand(feedback, State.DRAFT)
        yield record


def _demand(feedback: Feedback, state: State) -> None:
    if feedback.state != state:
        raise Stale(_("This is %(state)s by now.") % {"state": State(feedback.state).label})


def _tell(by: Actor, record: Record, feedback: Feedback, verb: str, at: datetime) -> None:
    if feedback.party is None:
        return
    telling = Telling(
        RowKind.CHANGE, verb, subject=feedback, ref=feedback.ref, title=feedback.title
    )
    tell(by=by, record=record, parties=[feedback.party], telling=telling, at=at)
