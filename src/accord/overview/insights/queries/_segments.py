"""What the members of a segment want, and what they were given in the last 12 months."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from accord.features.engagement.models import Participation
from accord.features.engagement.queries import Heeded, heeded_by_party
from accord.features.engagement.queries import visible_to as talks_visible_to
from accord.features.engagement.states import Channel as Talked
from accord.features.engagement.states import Direction
from accord.features.letters.models import Addressee
from accord.features.letters.queries import visible_to as letters_visible_to
from accord.features.mailings.models import Recipient
from accord.features.mailings.queries import visible_to as mailings_visible_to
from accord.features.stakeholders.models import Party, Segment
from accord.features.stakeholders.queries import parties_of
from accord.features.stakeholders.states import Channel
from accord.foundation.accounts.reach import points_at

YEAR = timedelta(days=365)
MOST = 2000  # members that are looked at
LENIENT = 1.5  # times the rhythm
YES, NO = "yes", "no"  # of talks in which it was said that a need was heeded, or was not
WISHES = ("language", "channel", "rhythm", "accessibility")
# How a talk's channel reads as a way to reach somebody; meetings and visits count as neither.
REACHED = {
    Talked.CALL: Channel.PHONE, Talked.MAIL: Channel.MAIL, Talked.LETTER: Channel.POSTAL,
    Talked.MESSAGE: Channel.MESSAGING,
}  # fmt: skip


@dataclass
class Given:
    """What one member was given: letters by language, talks of ours by way, days apart at most."""

    languages: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    moments: list[datetime] = field(default_factory=list)

    def longest(self, since: datetime, at: datetime) -> int:
        """Give the most days without contact since a moment."""
        marks = [since, *sorted(self.moments), at]
        return max((after - before).days for before, after in pairwise(marks))


@dataclass(frozen=True)
class Missed:
    """A member who wants something and was given another thing."""

    party: Party
    wanted: str
    given: tuple[tuple[str, int], ...]


@dataclass
class Wish:
    """One sort of wish: what is wanted by how many, who could be judged, and who missed it."""

    key: str
    wanted: Counter[str] = field(default_factory=Counter)
    judged: int = 0
    missed: list[Missed] = field(default_factory=list)
    concerned: list[Missed] = field(default_factory=list)

    @property
    def n(self) -> int:
        return sum(self.wanted.values())

    @property
    def share(self) -> float | None:
        return len(self.missed) / self.judged if self.judged else None


def wishes_of(user: Any, segment: Segment, at: datetime) -> tuple[list[Wish], int]:
    """Roll up what is wanted and given, the widest gap first; and how many members were read.

    What a member did not say themselves is as the segment says.
    """
    since = at - YEAR
    members = list(parties_of(segment, user=user, at=at).order_by("sort_key", "pk")[:MOST])
    given = _given(user, [one.pk for one in members], since, at)
    found = {key: Wish(key) for key in WISHES}
    heeded = heeded_by_party(user, [one.pk for one in members], at)
    for party in members:
        got = given[party.pk]
        _judge(found["language"], party, party.language or segment.language, got.languages)
        _judge(found["channel"], party, party.preferred_channel or segment.channel, got.ways)
        _judge_rhythm(found["rhythm"], party, segment, got, (max(since, party.added_at), at))
        if said := party.accessibility or segment.accessibility:
            _judge_access(found["accessibility"], party, said, heeded.get(party.pk))
    ranked = sorted(found.values(), key=lambda wish: (-(wish.share or 0), -len(wish.missed)))
    return ranked, len(members)


def _judge(wish: Wish, party: Party, wanted: str, got: Counter[str]) -> None:
    """Count a wish as missed where something was given, and nothing of what was wanted."""
    if not wanted:
        return
    wish.wanted[wanted] += 1
    if not got:
        return
    wish.judged += 1
    if wanted not in got:
        wish.missed.append(Missed(party, wanted, tuple(got.most_common())))


def _judge_rhythm(
    wish: Wish, party: Party, segment: Segment, got: Given, span: tuple[datetime, datetime]
) -> None:
    days = party.agreed_days or segment.rhythm_days
    if not days:
        return
    wish.wanted[str(days)] += 1
    wish.judged += 1
    longest = got.longest(*span)
    if longest > LENIENT * days:
        wish.missed.append(Missed(party, str(days), ((str(longest), 1),)))


def _judge_access(wish: Wish, party: Party, wanted: str, heeded: Heeded | None) -> None:
    """Count a wish as missed where it was once said that it was not heeded."""
    wish.wanted[wanted] += 1
    told = {YES: heeded.yes, NO: heeded.no} if heeded else {}
    given = tuple((key, n) for key, n in told.items() if n)
    wish.concerned.append(Missed(party, wanted, given))
    wish.judged += bool(given)
    if heeded and heeded.no:
        wish.missed.append(Missed(party, wanted, given))


def _given(user: Any, keys: Sequence[int], since: datetime, at: datetime) -> dict[int, Given]:
    """Read talks, letters and mailings of the members in three queries."""
    found: dict[int, Given] = defaultdict(Given)
    rows = Participation.objects.filter(
        points_at(talks_visible_to(user), "interaction"), party__in=keys,
        interaction__at__gte=since, interaction__at__lte=at,
    )  # fmt: skip
    columns = ("party_id", "interaction__at", "interaction__channel", "interaction__direction")
    for key, moment, channel, direction in rows.values_list(*columns):
        found[key].moments.append(moment)
        way = REACHED.get(channel)
        if way is not None and direction != Direction.IN:
            found[key].ways[str(way.value)] += 1
    letters = letters_visible_to(user).filter(left_at__gte=since, left_at__lte=at)
    copies = Addressee.objects.filter(party__in=keys, letter__in=letters.values("pk"))
    for key, language in copies.values_list("party_id", "letter__language"):
        _note(found[key].languages, language)
    mailings = mailings_visible_to(user).values("pk")
    sent = Recipient.objects.filter(
        party__in=keys, mailing__in=mailings, left_at__gte=since, left_at__lte=at
    )
    for key, language in sent.values_list("party_id", "language"):
        _note(found[key].languages, language)
    return found


def _note(languages: Counter[str], language: str) -> None:
    if language:
        languages[language] += 1
