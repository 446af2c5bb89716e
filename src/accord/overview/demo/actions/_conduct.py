"""Two hard contacts: one that passed, one after which contact was arranged."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accord.features.conduct import actions
from accord.features.conduct.models import Arrangement, Debrief, Incident
from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.engagement.models import Interaction
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

RULES = (
    "We say what is so, and say it politely.\n"
    "Anger about our work is welcome; insults are not, from either side.\n"
    "Whoever is insulted may end the talk. What was asked is answered all the same."
)
APPEAL = "The managing director, Larkwater, 2 Mill Lane, Brackenford"
ROAD = TalkDetails(
    "She shouted for ten minutes about the lorries at the cattle crossing and hung up. The fence "
    "is still not mended.",
    mood=-1,
)
LEAFLET = TalkDetails(
    "At the gate he showed a leaflet with a photograph of Dmitri’s face on an animal, and read it "
    "out to the others. The fourth time this month.",
    channel="visit", mood=-1,
)  # fmt: skip
REASON = (
    "On four days leaflets with degrading pictures of one of our staff were handed out and read "
    "to him. We want to go on talking with the anglers about the river, in a way all can bear."
)

SHOUTED = actions.IncidentDetails(
    "She shouted and hung up.", has_accommodation=False, markers=("shouting_or_caps",),
    taken="I think she is afraid for the calves.",
)  # fmt: skip
DEGRADED = actions.IncidentDetails(
    "He read out a leaflet with my face on an animal to some twenty people.",
    has_accommodation=False, markers=("degrading",), patterns=("frequency",),
    taken="I did not sleep well.",
)  # fmt: skip


@dataclass
class _Made:
    talks: list[Interaction] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    arranged: list[Arrangement] = field(default_factory=list)


def hard(cast: Cast, at: datetime) -> list[Step]:
    """Say when they were, what was decided, and what was arranged."""
    made = _Made()
    began, later = at - 34 * DAY, timedelta(hours=2)
    day = began + 12 * DAY
    return [
        (began - 400 * DAY, lambda moment: _rules(cast, moment)),
        (began, _talked(cast, made, "en", ROAD)),
        (began + later, lambda moment: _shouted(cast, made, moment)),
        (day, _talked(cast, made, "os", LEAFLET)),
        (day + later, lambda moment: _noted(cast, made, "os", DEGRADED, moment)),
        *_settled(cast, made, day),
    ]


def _rules(cast: Cast, moment: datetime) -> None:
    actions.set_rules(by=cast.people["AS"], words=RULES, appeal=APPEAL, suggests=False, at=moment)


def _shouted(cast: Cast, made: _Made, moment: datetime) -> None:
    _noted(cast, made, "en", SHOUTED, moment)
    decision = actions.Decision(1, "refocus")
    actions.decide(by=cast.people["DV"], incident=made.incidents[-1], decision=decision, at=moment)


def _settled(cast: Cast, made: _Made, day: datetime) -> list[Step]:
    """Decide on the graver one, have it read, arrange contact and tell them."""
    people = cast.people

    def decided(moment: datetime) -> None:
        decision = actions.Decision(3, "arrange", second=people["GO"])
        actions.decide(by=people["MK"], incident=made.incidents[-1], decision=decision, at=moment)

    def read(moment: datetime) -> None:
        reading = made.incidents[-1].readings.get()
        words = "Degrading, before others, and not the first time."
        actions.read_second(by=people["GO"], reading=reading, level=3, words=words, at=moment)

    def arranged(moment: datetime) -> None:
        first = moment.date()
        terms = actions.ArrangementDetails(
            ("contact", "times"), REASON, first, first + 90 * DAY, contact_id=people["AS"].pk,
            times="Tuesdays, 9:00 to 11:00",
        )  # fmt: skip
        one = made.incidents[-1]
        made.arranged.append(
            actions.arrange(by=people["MK"], incident=one, details=terms, at=moment)
        )

    def told(moment: datetime) -> None:
        how = "By letter, and Anneli rang him"
        actions.note_told(by=people["AS"], arrangement=made.arranged[0], how=how, at=moment)

    def talked_over(moment: datetime) -> None:
        debrief = Debrief.objects.get(incident=made.incidents[-1])
        actions.hold_debrief(
            by=people["DV"], debrief=debrief, helped="A walk with Grace", next_time="", at=moment
        )

    acts = (decided, talked_over, read, arranged, told)
    return [(day + number * DAY, act) for number, act in enumerate(acts, 1)]


def _talked(
    cast: Cast, made: _Made, key: str, details: TalkDetails
) -> Callable[[datetime], object]:
    return lambda moment: made.talks.append(
        log_interaction(by=cast.people["DV"], parties=[cast.known[key]], details=details, at=moment)
    )


def _noted(
    cast: Cast, made: _Made, key: str, details: actions.IncidentDetails, moment: datetime
) -> None:
    made.incidents.append(
        actions.note_incident(
            by=cast.people["DV"], talk=made.talks[-1], party=cast.known[key], details=details,
            at=moment,
        )
    )  # fmt: skip
