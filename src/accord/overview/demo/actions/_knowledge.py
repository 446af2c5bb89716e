"""What the utility learned and told its people: some read it, some have not yet."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from accord.features.knowledge import actions, queries
from accord.features.knowledge.models import Note
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step


@dataclass(frozen=True)
class Told:
    """Who wrote what how many days ago, to whom, and who of them has read it."""

    days: int
    by: str
    details: actions.NoteDetails
    duty: str
    to: tuple[str, ...]
    read: tuple[str, ...] = ()
    said: str = ""
    is_of_the_dam: bool = False


TOLD = (
    Told(
        96, "DV",
        actions.NoteDetails(
            "technical", "Groundwater gauges near Chapel Lane read high after rain",
            "The three gauges by the chapel stand in a bed of gravel. For two days after heavy "
            "rain they read up to 30 cm high. Wait for the third day before you tell anybody "
            "a level, and say why.",
            topics="gauges, groundwater",
        ),
        "acknowledge", ("MK", "AS"), ("MK", "AS"),
    ),
    Told(
        64, "AS",
        actions.NoteDetails(
            "business", "How the compensation for lost hay is reckoned",
            "By the mean of the last three harvests and the price of the exchange on 1 July. "
            "The farmers know the formula; leave the sum to the estimator.",
            topics="hay, compensation",
        ),
        "acknowledge", ("MK", "DV"), ("DV",),
    ),
    Told(
        58, "MK",
        actions.NoteDetails(
            "lesson", "Ask the school before the term plan is printed",
            "Call the school six weeks before a term begins, and plan loud work around its exams.",
            happened="Drilling was set for the week of the exams. It came out four days before.",
            resolution="Five days quiet from noon; the contractor was paid for the standstill.",
            trigger="Loud work or lorries near a school",
            topics="school, drilling, exams, lorries", initiative_kind="project",
        ),
        "inform", ("DV", "AS"), is_of_the_dam=True,
    ),
    Told(
        33, "ES",
        actions.NoteDetails(
            "lesson", "Say early what a pipe costs and who may promise it",
            "Name in the first talk who may agree to a price, and by when they decide.",
            happened="Twice we could not answer the dairy, and they lost trust in us.",
            resolution="The director decided, called them the same day, and sent the letter.",
            trigger="A partner asks us to pay more than the budget has",
            topics="pipe, price, dairy", channel="meeting",
        ),
        "inform", ("MK", "AS", "DV"),
    ),
    Told(
        2, "AS",
        actions.NoteDetails(
            "bulletin", "From Monday lorries drive from nine to three only",
            "It is decided for the haul road. Tell whoever asks you, and send complaints about "
            "lorries outside these hours to the site office at once.",
            topics="lorries, haul road",
        ),
        "act", ("MK", "DV", "ES"), ("DV",), "The contractor has it in writing; gates closed.",
    ),
)  # fmt: skip


RULES = (
    actions.RouteDetails(
        "Lorries: all leads", "Neighbours call whoever leads first when lorries come.",
        "acknowledge", topic="lorries", role="lead", days=5,
    ),
    actions.RouteDetails(
        "News of an initiative: its people", "What was decided there, you will be asked about.",
        "inform", is_of_initiative=True,
    ),
)  # fmt: skip


def told_notes(cast: Cast, at: datetime) -> list[Step]:
    """Say which rules there are, when each note was published, who has read it, what was asked."""

    def lay_down(moment: datetime) -> None:
        for rule in RULES:
            actions.add_route(by=cast.people["ES"], details=rule, at=moment)

    told = [(at - each.days * DAY, _tell(cast, each, at)) for each in TOLD]
    return [(at - 97 * DAY, lay_down), *told]


def _tell(cast: Cast, told: Told, at: datetime) -> Callable[[datetime], object]:
    def tell(moment: datetime) -> None:
        by = cast.people[told.by]
        details = told.details
        if told.is_of_the_dam:
            details = replace(details, initiative=cast.initiatives[0])
        note = actions.write_note(by=by, details=details, at=moment)
        people = [cast.people[key] for key in told.to]
        due_at = None if told.duty == "inform" else max(moment + 5 * DAY, at + DAY)
        by_rules = details.kind == "bulletin"
        to = actions.To(told.duty, people=people, due_at=due_at, by_rules=by_rules)
        actions.publish(by=by, note=note, to=to, at=moment)
        for receipt in queries.receipts_of(note):
            if receipt.person in [cast.people[key] for key in told.read]:
                actions.acknowledge(
                    by=receipt.person, receipt=receipt, words=told.said, at=moment + DAY / 3
                )
        if told.duty == "act":
            _ask(cast, note, moment + DAY / 2)

    return tell


def _ask(cast: Cast, note: Note, moment: datetime) -> None:
    words = "May the milk lorry pass before nine?"
    question = actions.ask(by=cast.people["MK"], note=note, words=words, at=moment)
    answer = "Yes: it is no lorry of the site. The gate has its number."
    actions.answer(by=cast.people["AS"], question=question, words=answer, at=moment + DAY / 24)
