"""Contradictions are found, decided, and the party told which holds."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.keymessages import policies, queries
from accord.features.keymessages.events import ContradictionFound
from accord.features.keymessages.models import Contradiction
from accord.features.keymessages.states import Holds, Settled
from accord.features.letters.queries import visible_to as letters_visible_to
from accord.features.letters.states import State as LetterState
from accord.features.stakeholders.actions import Telling, tell
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.states import RowKind
from accord.features.tasks.actions import TaskDetails, add_task
from accord.foundation.journal.change import Record, change
from accord.foundation.journal.references import take_numbers
from accord.foundation.journal.words import plain
from accord.foundation.kernel.days import day_of, last_second
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.references import reference
from accord.foundation.kernel.rules import Actor

TOLD_WITHIN = 3
"""Days within which a party is to hear what holds."""


def compare(*, by: Actor, parties: Sequence[int], at: datetime) -> int:
    """Note where parties were told different things; done again, it finds nothing new."""
    found = [one for one in queries.unlike(parties, at) if not queries.is_known(one)]
    for one in found:
        (talk, first), (later, second) = one.first, one.second
        made = Contradiction(
            party=Party.objects.get(pk=one.party_id), matter=one.matter, found_at=at,
            first_ref=talk.ref, first_words=first.sentence[:500], first_at=talk.at,
            first_by_id=talk.logged_by_id or 0, second_ref=later.ref,
            second_words=second.sentence[:500], second_at=later.at,
            second_by_id=later.logged_by_id or 0,
        )  # fmt: skip
        with change(policies.COMPARE, by=by, at=at) as record:
            made.ref = reference("CD", take_numbers("contradiction")[0])
            record.add(made)
            _tell(
                by,
                record,
                made,
                "contradiction-found",
                f"{made.first_words}\n{made.second_words}",
                at,
            )
            record.subject = made
            people = {key for key in (made.first_by_id, made.second_by_id) if key}
            record.publish(
                ContradictionFound(
                    at=at, contradiction_id=made.pk, ref=made.ref, to_ids=tuple(sorted(people))
                )
            )
    return len(found)


def decide(
    *, by: Actor, contradiction: Contradiction, holds: str, at: datetime, words: str = ""
) -> Contradiction:
    """Say which holds; whoever says so gets the task to tell the party.

    Raises Invalid where neither holds and nothing is said in its place.
    """
    words = plain(words, "words", 500)
    if holds not in Holds.values:
        raise Invalid(_("There is no such choice."), field="holds")
    if holds == Holds.NEITHER and not words:
        raise Invalid(_("Say what is true."), field="words")
    with change(policies.DECIDE, by=by, at=at, subject=contradiction) as record:
        if contradiction.state != Settled.OPEN:
            raise Stale(_("This was decided already."))
        record.set(
            contradiction, state=Settled.DECIDED, holds=holds, words=words, decided_at=at,
            decided_by_id=by.pk,
        )  # fmt: skip
        owner = by.pk or contradiction.second_by_id
        day = day_of(at, settings.HOUSE_TIME_ZONE) + timedelta(days=TOLD_WITHIN)
        title = _("Tell %(name)s what holds: %(matter)s") % {
            "name": contradiction.party.name, "matter": contradiction.matter.name,
        }  # fmt: skip
        details = TaskDetails(
            title[:300], owner, party=contradiction.party,
            due_at=last_second(day, settings.HOUSE_TIME_ZONE),
        )  # fmt: skip
        add_task(by=by, details=details, at=at)
    return contradiction


def tell_what_holds(
    *, by: Actor, contradiction: Contradiction, ref: str, at: datetime
) -> Contradiction:
    """Name the talk or the sent letter by which the party heard what holds. Raises Invalid."""
    ref = ref.strip()
    party = contradiction.party_id
    talks = talks_visible_to(by).filter(ref=ref, participations__party=party)
    letters = letters_visible_to(by).filter(
        ref=ref, addressees__party=party, state=LetterState.SENT
    )
    with change(policies.DECIDE, by=by, at=at, subject=contradiction) as record:
        if contradiction.state != Settled.DECIDED or contradiction.decided_at is None:
            raise Stale(_("Say first which holds."))
        decided = contradiction.decided_at
        if not (talks.filter(at__gte=decided) | talks.filter(logged_at__gte=decided)).exists() and (
            not letters.filter(left_at__gte=decided).exists()
        ):
            raise Invalid(_("Name a talk or letter with them since it was decided."), field="ref")
        record.set(contradiction, state=Settled.TOLD, told_ref=ref, told_at=at)
        _tell(by, record, contradiction, "contradiction-told", contradiction.words, at)
    return contradiction


def _tell(
    by: Actor, record: Record, one: Contradiction, verb: str, words: str, at: datetime
) -> None:
    """Write on the party's timeline what it was told in two ways, or that it was put right."""
    telling = Telling(
        RowKind.CHANGE, verb, subject=one, ref=one.ref, title=one.matter.name, text=words
    )
    tell(by=by, record=record, parties=[one.party], telling=telling, at=at)
