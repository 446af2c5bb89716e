from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.features.initiatives import policies
from accord.features.initiatives.actions._words import one_of, tell_parties
from accord.features.initiatives.models import Initiative, RedLine, Stake
from accord.features.initiatives.states import WANTED, Participation, Stance
from accord.features.stakeholders.models import Party
from accord.foundation.journal import rows
from accord.foundation.journal.change import change
from accord.foundation.journal.words import plain, said
from accord.foundation.kernel.errors import Invalid, Stale
from accord.foundation.kernel.rules import Actor


@dataclass(frozen=True)
class StakeDetails:
    """What a party is to an initiative, and where we want it."""

    role: str = ""
    owner_id: int | None = None
    wanted: str = ""
    wanted_by: date | None = None
    participation: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class RedLineDetails:
    issue: str
    stance: str = Stance.CONDITIONAL
    words: str = ""


def take_stakes(
    *, by: Actor, initiative: Initiative, parties: Sequence[Party], at: datetime,
    details: StakeDetails | None = None,
) -> list[Stake]:  # fmt: skip
    """Note that some parties have a stake; those who have one are left as they are.

    A stake that was ended begins again. Raises NotAllowed when one of them is out of reach.
    """
    fields = _checked(details or StakeDetails())
    with change(policies.STAKE, by=by, at=at) as record:
        record.subject = initiative
        if not rows.read_locked(initiative):
            raise Stale(_("This record is no longer there."))
        there = {
            stake.party_id: stake
            for stake in Stake.objects.filter(initiative=initiative, party__in=parties)
        }
        wanted = {party.pk: party for party in parties}
        new = [
            Stake(initiative=initiative, party=party, added_at=at, **fields)
            for key, party in wanted.items()
            if key not in there
        ]
        again = [stake for stake in there.values() if stake.ended_at is not None]
        for stake in (*new, *again):
            policies.STAKE.demand(by, stake)
        record.add_many(new)
        record.set_many([(stake, {"ended_at": None}) for stake in again])
        began = [*new, *again]
        tell_parties(
            by=by, at=at, record=record, initiative=initiative, verb="stake-taken",
            parties=[wanted[stake.party_id] for stake in began],
        )  # fmt: skip
    return began


def change_stake(
    *, by: Actor, stake: Stake, details: StakeDetails, at: datetime, seen: int | None = None,
    reason: str = "",
) -> Stake:  # fmt: skip
    """Set the facts of a stake; ``reason`` is told with it."""
    fields, words = _checked(details), plain(reason, "reason", 300)
    with change(policies.STAKE, by=by, at=at, subject=stake, seen=seen) as record:
        if record.set(stake, **fields):
            tell_parties(
                by=by, at=at, record=record, initiative=stake.initiative, parties=[stake.party],
                verb="stake-changed", text=words,
            )  # fmt: skip
    return stake


def end_stake(*, by: Actor, stake: Stake, reason: str, at: datetime) -> Stake:
    """Say that a party no longer has a stake; what was said of it stays."""
    words = plain(reason, "reason", 300)
    with change(policies.STAKE, by=by, at=at, subject=stake) as record:
        if stake.ended_at is not None:
            raise Stale(_("This stake has ended already."))
        record.set(stake, ended_at=at)
        record.note(reason=words)
        tell_parties(
            by=by, at=at, record=record, initiative=stake.initiative, parties=[stake.party],
            verb="stake-ended", text=words,
        )  # fmt: skip
    return stake


def draw_red_line(
    *, by: Actor, stake: Stake, details: RedLineDetails, at: datetime
) -> RedLine:  # fmt: skip
    """Write down what a party says to one issue, and what it will not accept."""
    line = RedLine(stake=stake, **_line(details))
    with change(policies.STAKE, by=by, at=at, subject=stake) as record:
        record.add(line)
        tell_parties(
            by=by, at=at, record=record, initiative=stake.initiative, parties=[stake.party],
            verb="red-line-drawn", text=line.issue,
        )  # fmt: skip
    return line


def change_red_line(
    *, by: Actor, line: RedLine, details: RedLineDetails, at: datetime, seen: int | None = None
) -> RedLine:
    fields = _line(details)
    with change(policies.STAKE, by=by, at=at, subject=line, seen=seen) as record:
        record.set(line, **fields)
    return line


def drop_red_line(*, by: Actor, line: RedLine, at: datetime) -> None:
    with change(policies.STAKE, by=by, at=at, subject=line) as record:
        record.subject = line.stake
        record.remove(line)


def _checked(details: StakeDetails) -> dict[str, Any]:
    given = asdict(details)
    if details.wanted and details.wanted not in dict(WANTED):
        raise Invalid(_("Nobody is wanted unaware or resistant."), field="wanted")
    one_of(Participation, details.participation, "participation")
    given["role"] = plain(details.role, "role", 200)
    given["evidence"] = plain(details.evidence, "evidence")
    return given


def _line(details: RedLineDetails) -> dict[str, str]:
    return {
        "issue": said(details.issue, "issue", 120),
        "stance": one_of(Stance, details.stance, "stance") or Stance.CONDITIONAL,
        "words": plain(details.words, "words", 300),
    }
