"""Eighteen months: what was said, promised, needed, and who did what."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from itertools import cycle, islice
from random import Random

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.needs.actions import hear_need, judge_need
from accord.features.promises.actions import (
    PromiseDetails,
    break_promise,
    keep_promise,
    make_promise,
)
from accord.features.stakeholders.actions import keep_note, record_consent, set_topics
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import visible_to
from accord.features.tasks.actions import TaskDetails, add_task, finish_task
from accord.overview.demo.actions._cast import DAY, KNOWN, Cast
from accord.overview.demo.actions._crowd import Step
from accord.overview.demo.actions._words import CONSENTS, PAST, RECENT, WANTED

SAID: dict[str, tuple[str, ...]] = {
    "Farmers": (
        "Asked when lorries use the upper road. Wants the plan in writing.",
        "Dust lies on the fodder after dry days. Offered a second gauge.",
        "The new gate works. No trouble since.",
    ),
    "Residents": (
        "Night lorries woke the street twice. Wants to be warned a day ahead.",
        "Glad about the hotline. Asks who answers at weekends.",
        "Worried about cracks in the cistern after blasting.",
    ),
    "Clients": (
        "Needs ten days' notice of any pressure test.",
        "Asked for the shutdown protocol and one number to call.",
        "Content with the pressure this month.",
    ),
    "Regulators": (
        "Went through the turbidity series. May to October is missing.",
        "Spillway review: two findings, both minor.",
    ),
    "Local government": (
        "Wants a short brief before the budget session.",
        "Road closure agreed for the second week.",
    ),
    "NGOs": (
        "Asked for the fish-pass data to be published.",
        "Walked the river bank together. They will count in spring.",
    ),
    "Suppliers": ("Factory acceptance dates confirmed.", "Delivery moves by one week."),
    "Media": ("Asked for a tour of the site.", "Wanted figures on dust. Sent the last report."),
    "Partners": ("Agreed the outline of the joint study.",),
}
CHANNELS = ("call", "call", "meeting", "visit", "mail", "letter")


def story(cast: Cast, at: datetime) -> list[Step]:
    """Say what happens on which day; the last weeks are as the front page shows them."""
    dice = Random(548)  # noqa: S311 -- a story, not a secret
    steps: list[Step] = []
    for key, _name, _house, _post, category, owner, *_rest, days in KNOWN:
        older = [days[-1] + gap for gap in range(20, 440, 23 + dice.randint(0, 9))]
        steps += [
            _talk(cast, key, owner, _moment(at, ago, dice), _details(key, category, ago, dice))
            for ago in (*days, *older)
        ]
    steps += _needs(cast, at)
    steps += _wishes(cast, at)
    steps += _open_promises(cast, at)
    steps += _kept_promises(cast, at, dice)
    steps += _tasks(cast, at)
    steps += _crowd_talks(cast, at, dice)
    return steps


def _moment(at: datetime, days: int, dice: Random) -> datetime:
    return _then(at, days, 8 + dice.randint(0, 9), dice.choice((0, 10, 20, 40)))


def _then(at: datetime, days: int, hour: int, minute: int = 0) -> datetime:
    """Give an hour of the day that was ``days`` ago."""
    moment = datetime.combine((at - days * DAY).date(), time(hour, minute))
    return min(moment.replace(tzinfo=at.tzinfo), at - timedelta(minutes=5))


def _details(key: str, category: str, ago: int, dice: Random) -> TalkDetails:
    if (key, ago) in RECENT:
        channel, words, mood = RECENT[key, ago]
        return TalkDetails(words, channel=channel, mood=mood)
    return TalkDetails(
        dice.choice(SAID[category]), channel=dice.choice(CHANNELS),
        mood=dice.choice((-1, 0, 0, 1, None)),
    )  # fmt: skip


def _talk(cast: Cast, key: str, owner: str, moment: datetime, details: TalkDetails) -> Step:
    def act(now: datetime) -> object:
        return log_interaction(
            by=cast.people[owner], parties=[cast.known[key], cast.organisations[key]],
            details=details, at=now,
        )  # fmt: skip

    return moment, act


NEEDS = (
    ("jv", "Children reach school before lorries start", "in-part", 120),
    ("jv", "Hay cut in June is never blocked", "met", 300),
    ("jv", "No dust on fodder within 200 m", "not-met", 90),
    ("hw", "Quiet nights on Chapel Lane", "in-part", 200),
    ("hw", "A number that somebody answers", "not-met", 60),
    ("tl", "Ten days' notice of a pressure test", "in-part", 240),
    ("sh", "No shutdown without a protocol", "not-met", 61),
    ("ra", "Fish-pass data open to everybody", "in-part", 180),
    ("ip", "A turbidity baseline without gaps", "in-part", 150),
    ("en", "A fence the cattle respect", "not-met", 58),
    ("os", "A path to the water in the season", "met", 260),
    ("bm", "No surprises before a council session", "met", 220),
)


def _needs(cast: Cast, at: datetime) -> list[Step]:
    def heard(key: str, words: str, state: str) -> Callable[[datetime], object]:
        def act(now: datetime) -> object:
            by = cast.known[key].owner or cast.by
            need = hear_need(by=by, party=cast.known[key], words=words, at=now)
            if state == "not-met":
                return need
            return judge_need(by=by, need=need, state=state, at=now + timedelta(minutes=1))

        return act

    return [
        (_then(at, ago, 9 + ago % 8, 25), heard(key, words, state))
        for key, words, state, ago in NEEDS
    ]


def _wishes(cast: Cast, at: datetime) -> list[Step]:
    """Say what people allow, and what they want to hear about."""
    purposes = {purpose.name: purpose for purpose in cast.purposes}
    topics = {topic.name: topic for topic in cast.topics}

    def said(key: str, purpose: str, state: str, source: str) -> Callable[[datetime], object]:
        return lambda now: record_consent(
            by=cast.known[key].owner or cast.by, party=cast.known[key], at=now,
            purpose=purposes[purpose], state=state, source=source,
        )  # fmt: skip

    def chosen(key: str, names: tuple[str, ...]) -> Callable[[datetime], object]:
        return lambda now: set_topics(
            by=cast.known[key].owner or cast.by, party=cast.known[key], at=now,
            topics=[topics[name] for name in names],
        )  # fmt: skip

    steps: list[Step] = [
        (_then(at, ago, 18, 30), said(key, purpose, state, source))
        for key, purpose, state, ago, source in CONSENTS
    ]
    return steps + [(_then(at, 300, 10, 15), chosen(*wanted)) for wanted in WANTED.items()]


# key, words, owner, made days ago, due in days, hours of the day, side
OPEN = (
    ("jv", "Revised haul-road traffic plan, with school hours kept free", "MK", 26, -2, 17, "we"),
    ("hw", "Written update on the cistern inspection", "MK", 10, -2, 12, "we"),
    ("ip", "Turbidity baseline, May to October", "MK", 29, 0, 16, "we"),
    ("tl", "Pressure test window, ten days ahead", "MK", 33, 1, 17, "we"),
    ("en", "Fence compensation decision", "MK", 36, 4, 17, "we"),
    ("jv", "A number that is answered", "MK", 26, 8, 17, "we"),
    ("jv", "Dust on fodder, lab result", "MK", 41, 12, 17, "we"),
    ("ra", "Fish-pass monitoring, first public data set", "DV", 31, 11, 17, "we"),
    ("sh", "Shutdown protocol signed with the hospital", "MK", 61, 22, 17, "we"),
    ("kt", "Spillway review minutes published", "AS", 38, 26, 17, "we"),
    ("bm", "Brief before the budget session", "AS", 12, 5, 12, "we"),
    ("jv", "Field list along km 4–7", "MK", 26, 4, 17, "they"),
    ("jv", "Slot at the assembly", "MK", 26, 7, 17, "they"),
    ("tl", "Dates of the cheese season", "MK", 52, 9, 17, "they"),
)


def _due(at: datetime, days: int, hour: int) -> datetime:
    """Give an hour of a day; what is due today lies ahead, however late the story is told."""
    day = (at + days * DAY).date()
    due = datetime.combine(day, time(hour)).replace(tzinfo=at.tzinfo)
    if days or due > at + timedelta(minutes=30):
        return due
    soon = at + (hour - 10) * timedelta(minutes=8)
    return soon.replace(minute=soon.minute // 5 * 5, second=0, microsecond=0)


def _open_promises(cast: Cast, at: datetime) -> list[Step]:
    def made(key: str, owner: str, details: PromiseDetails) -> Callable[[datetime], object]:
        return lambda now: make_promise(
            by=cast.people[owner], party=cast.known[key], details=details, at=now
        )

    return [
        (
            _then(at, ago, 18, 35),
            made(key, owner, PromiseDetails(words, side=side, due_at=_due(at, days, hour))),
        )
        for key, words, owner, ago, days, hour, side in OPEN
    ]


KEPT_WORDS = (
    "Second dust gauge at Mill Lane", "Path to the weir reopened", "Map of night deliveries",
    "Visit to the treatment works", "Copy of the permit", "Names of the site wardens",
    "Water sample results", "Notice of the road closure", "Minutes of the committee",
    "Hydrant map", "Answer on the drainage ditch", "Seat at the working group",
)  # fmt: skip


def _kept_promises(cast: Cast, at: datetime, dice: Random) -> list[Step]:
    """Tell some hundred and sixty promises of the past: most kept, some late, few broken."""

    def lived(
        key: str, owner: str, words: str, days: int, fate: float
    ) -> Callable[[datetime], object]:
        def act(now: datetime) -> object:
            by, due = cast.people[owner], now + days * DAY
            details = PromiseDetails(words, due_at=due)
            promise = make_promise(by=by, party=cast.known[key], details=details, at=now)
            if fate < 0.72:  # noqa: PLR2004
                return keep_promise(by=by, promise=promise, at=due - timedelta(hours=20))
            if fate < 0.93:  # noqa: PLR2004
                return keep_promise(by=by, promise=promise, at=due + 3 * DAY)
            return break_promise(by=by, promise=promise, why="Waited for a department", at=due)

        return act

    keys = [(row[0], row[5]) for row in KNOWN]
    steps = []
    for _ in range(160):
        key, owner = dice.choice(keys)
        days = dice.randint(5, 25)
        ago = dice.randint(days + 5, 530)
        words = dice.choice(KEPT_WORDS)
        steps.append((_moment(at, ago, dice), lived(key, owner, words, days, dice.random())))
    return steps


# title, key, owner, due in days, hour, channel
TASKS = (
    ("Call back about the school gate", "jv", "MK", 0, 17, "call"),
    ("Walk the haul road together", "jv", "MK", 0, 11, "visit"),
    ("Dust gauge review", "ip", "MK", 0, 14, "meeting"),
    ("Phone list for blast warnings", "hw", "MK", 6, 12, "call"),
    ("Brief before the budget session", "bm", "MK", 5, 10, ""),
    ("Approve door-step visit notes", "lr", "MK", 2, 15, ""),
    ("Offer a visit to the water lab", "lr", "DV", 3, 10, "mail"),
    ("Share the drawdown calendar", "os", "DV", 6, 12, "mail"),
    ("Confirm factory acceptance dates", "mc", "PZ", 4, 9, "call"),
    ("Exchange hydrant maps", "md", "PZ", 9, 10, "meeting"),
    ("Prepare the site tour", "ta", "GO", 11, 10, "visit"),
)


def _tasks(cast: Cast, at: datetime) -> list[Step]:
    def given(
        title: str, key: str, owner: str, due: datetime, channel: str
    ) -> Callable[[datetime], object]:
        details = TaskDetails(
            title, cast.people[owner].pk, cast.known[key], due_at=due, channel=channel
        )
        return lambda now: add_task(by=cast.people[owner], details=details, at=now)

    def done(title: str, key: str, owner: str) -> Callable[[datetime], object]:
        def act(now: datetime) -> object:
            by = cast.people[owner]
            details = TaskDetails(title, by.pk, cast.known[key], due_at=now + 4 * DAY)
            return finish_task(
                by=by, task=add_task(by=by, details=details, at=now), at=now + 2 * DAY
            )

        return act

    steps: list[Step] = [
        (_then(at, 2, 9, 5 * place), given(title, key, owner, _due(at, days, hour), channel))
        for place, (title, key, owner, days, hour, channel) in enumerate(TASKS)
    ]
    owners = {row[0]: row[5] for row in KNOWN}
    steps += [
        (_then(at, 12 + 7 * number, 9 + number % 7, 15), done(title, key, owners[key]))
        for number, (title, key) in enumerate(islice(cycle(PAST), 60))
    ]
    return steps


def _longest_silent(cast: Cast, now: datetime) -> Party | None:
    """Give whom somebody should have called by now; the known have their own story."""
    quiet = visible_to(cast.by).filter(is_active=True, quiet_at__lt=now).exclude(tier="key")
    return quiet.order_by("quiet_at", "pk").first()


def _crowd_talks(cast: Cast, at: datetime, dice: Random) -> list[Step]:
    """Several hundred short talks with the others, more of them while the road was built."""

    def spoke(luck: float, channel: str, mood: int | None) -> Callable[[datetime], object]:
        def act(now: datetime) -> object:
            found = [party for party in cast.crowd if party.added_at < now]
            if not found:
                return None
            due = _longest_silent(cast, now) if luck < 0.6 else None  # noqa: PLR2004
            party: Party = due or found[int(luck * len(found))]
            by = party.owner or cast.people["DV"]
            words = SAID.get(party.category.name if party.category else "", SAID["Residents"])
            text = words[int(luck * 1000) % len(words)]
            if luck > 0.97:  # noqa: PLR2004
                return keep_note(
                    by=by, party=party, text="Speak slowly; hard of hearing.",
                    visibility="department", at=now,
                )  # fmt: skip
            details = TalkDetails(text, channel=channel, mood=mood)
            return log_interaction(by=by, parties=[party], details=details, at=now)

        return act

    steps = []
    for _ in range(900):
        ago = min(540, max(1, int(dice.gauss(180, 120))))
        act = spoke(dice.random(), dice.choice(CHANNELS), dice.choice((-1, 0, 0, 1, None)))
        steps.append((_moment(at, ago, dice), act))
    return steps
