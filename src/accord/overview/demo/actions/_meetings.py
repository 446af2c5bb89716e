"""Three meetings: one that comes, one whose minutes are out, one of ours that comes every month."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from accord.features.engagement.actions import say_heeded
from accord.features.meetings import actions, queries
from accord.features.meetings.models import Meeting
from accord.features.meetings.states import ItemKind, Rhythm
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

HOUR = timedelta(hours=1)
ITEM = actions.ItemDetails
COMING = (
    ITEM("Where the noise stands", 15, ItemKind.INFORMATION),
    ITEM("Walking route for the school children", 25, ItemKind.DECISION),
    ITEM("Dust on Chapel Lane", 30),
)
ASKED = "Who pays for the washed windows"
MINUTES = """# Counting together
We decided to count the fish at the weir every Monday until June
Li will send the water data within one week
> a gauge at the weir by the end of the month

# The anglers
< the counts of last year, within one week
Who tells the anglers?
// We could pay for a second counter if it comes to that
"""
OURS = """# Open promises
Two promises to the council are late
Dmitri will call the anglers within one week
! Handovers are answered within two days
"""


def gathered(cast: Cast, at: datetime) -> list[Step]:
    """Say when each was planned, held, and what came of it."""
    return [
        (at - 20 * DAY, _monthly(cast)),
        (at - 9 * DAY, _weir(cast)),
        (at - 3 * DAY, _residents(cast)),
    ]


def _plan(
    cast: Cast, moment: datetime, words: tuple[str, str, str], starts: datetime,
    who: tuple[Sequence[str], Sequence[str]], rhythm: str = "",
) -> Meeting:  # fmt: skip
    (title, purpose, place), (people, parties) = words, who
    starts = starts.replace(hour=10, minute=0, second=0, microsecond=0)
    details = actions.MeetingDetails(
        title, starts, starts + HOUR, cast.people[people[0]], purpose, place,
        initiative=cast.initiatives[0],
    )  # fmt: skip
    return actions.plan_meeting(
        by=cast.by, details=details, at=moment, rhythm=rhythm,
        people=[cast.people[key] for key in people],
        parties=[cast.known[key] for key in parties],
    )  # fmt: skip


def _hold(cast: Cast, held: Meeting, minutes: str) -> datetime:
    begun = held.starts_at
    actions.begin_meeting(by=cast.by, meeting=held, at=begun)
    actions.take_minutes(by=cast.by, meeting=held, notes=minutes, at=begun + HOUR)
    actions.finish_meeting(by=cast.by, meeting=held, absent=(), at=begun + HOUR)
    return begun + HOUR


def _monthly(cast: Cast) -> Callable[[datetime], object]:
    def hold(moment: datetime) -> None:
        words = ("What we owe", "No promise is late without its owner knowing why.", "")
        who = (("AS", "MK", "DV"), ())
        held = _plan(cast, moment, words, moment + DAY, who, Rhythm.MONTH)
        over = _hold(cast, held, OURS)
        actions.close_meeting(by=cast.by, meeting=held, at=over)

    return hold


def _weir(cast: Cast) -> Callable[[datetime], object]:
    def hold(moment: datetime) -> None:
        purpose = "One count of the fish that both sides believe."
        words = ("Fish at the weir", purpose, "River Lark Trust")
        held = _plan(cast, moment, words, moment + 5 * DAY, (("DV", "LH"), ("ra",)))
        actions.send_invitations(by=cast.by, meeting=held, at=moment)
        over = _hold(cast, held, MINUTES)
        assert held.talk is not None  # noqa: S101 -- she came
        say_heeded(
            by=cast.by, talk=held.talk, party=cast.known["ra"], was_heeded=False, at=over,
            words="At the weir the water was too loud",
        )  # fmt: skip
        actions.send_minutes(by=cast.by, meeting=held, at=over)
        rhoswen = next(one for one in queries.everybody_in(held) if one.party)
        line = next(one for one in queries.lines_of(held) if one.kind == "they")
        actions.judge_line(
            by=cast.by, invitee=rhoswen, line=line, is_right=False, at=over + HOUR,
            words="Within two weeks; who keeps them is away",
        )  # fmt: skip

    return hold


def _residents(cast: Cast) -> Callable[[datetime], object]:
    def plan(moment: datetime) -> None:
        purpose = "A route to school that everybody can walk from January on."
        words = ("Hollin residents: dust and noise", purpose, "Hollin Primary School, hall")
        who = (("MK", "DV"), ("hw", "lr"))
        coming = _plan(cast, moment, words, moment + 5 * DAY, who)
        for item in COMING:
            actions.add_item(by=cast.by, meeting=coming, details=item, at=moment)
        actions.send_invitations(by=cast.by, meeting=coming, at=moment)
        halina, liis = [one for one in queries.everybody_in(coming) if one.party]
        actions.answer_invitation(by=cast.by, invitee=halina, answer="yes", at=moment)
        actions.answer_invitation(
            by=cast.by, invitee=liis, answer="maybe", words="If the staff meeting ends in time",
            at=moment,
        )  # fmt: skip
        actions.propose_item(by=cast.by, invitee=halina, title=ASKED, at=moment)

    return plan
