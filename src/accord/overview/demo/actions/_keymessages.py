"""What we say of the dam in one voice, and where two of us told a neighbour different days."""

from datetime import datetime, timedelta
from typing import Any

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.initiatives.queries import pillars_of
from accord.features.keymessages import actions
from accord.features.keymessages.queries import visible_to
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

# kind, title, words, proofs, unsaid, days until it expires
MESSAGES = (
    ("message", "The valley road opens again in spring",
     "The valley road opens again on %(day)s. Until then the bypass is free of charge.",
     "Schedule of the works, edition 4\nPermit of the county", "no delay at all\nas planned", 120),
    ("message", "No loud nights without a word",
     "Whoever lives within 500 metres hears of each loud night two weeks before.",
     "Log of letters to neighbours", "you will not hear anything", 90),
    ("question", "Does the dam make floods worse?",
     "No. In a flood the gates let through at most 180 m³ per second, less than flows today.",
     "Study of the valley, page 31", "floods are a thing of the past", 200),
    ("question", "Who pays for cracks in my house?",
     "We do, where our measuring points show that the works caused them.", "Agreement of May", "",
     5),
)  # fmt: skip
MATTER = ("Opening of the valley road", "road open\ndroga otw\ntee avata\nдорог откр\n道路 开放")
DRAFT = "The valley road opens again on %(later)s. Until then the bypass is free of charge."


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def keymessages(cast: Cast, at: datetime) -> list[Step]:
    """Approve them some weeks ago; one has expired since, one waits to be approved anew."""
    opening = {"day": _day(at + 140 * DAY), "later": _day(at + 154 * DAY)}
    dam, writer, lead = cast.initiatives[0], cast.people["GO"], cast.people["AS"]

    def agree(moment: datetime) -> None:
        pillars = [row.words for row in pillars_of(dam)]
        for number, (kind, title, words, proofs, unsaid, days) in enumerate(MESSAGES):
            details = actions.MessageDetails(
                kind=kind, title=title, words=words % opening, proofs=proofs, unsaid=unsaid,
                owner_id=writer.pk, pillar=pillars[number % len(pillars)]
                if pillars and kind == "message" else "",
            )  # fmt: skip
            made = actions.add_message(by=writer, initiative=dam, details=details, at=moment)
            until = (moment + days * DAY).date()
            actions.approve(by=lead, message=made, expires_on=until, at=moment)
        name, words = MATTER
        actions.watch(by=lead, initiative=dam, name=name, words=words, at=moment)

    def reword(moment: datetime) -> None:
        first = visible_to(lead).order_by("pk").first()
        if first is not None:
            details = actions.MessageDetails(
                title=first.title, words=DRAFT % opening, owner_id=writer.pk, pillar=first.pillar,
                proofs="Schedule of the works, edition 5",
            )  # fmt: skip
            actions.amend(by=writer, message=first, details=details, at=moment)

    def said(who: str, words: str) -> Any:
        def talk(moment: datetime) -> None:
            details = TalkDetails(words % opening, direction="out", initiative_id=dam.pk)
            log_interaction(
                by=cast.people[who], parties=[cast.known["hw"]], details=details, at=moment
            )

        return talk

    def compare(moment: datetime) -> None:
        actions.compare(by=cast.by, parties=[cast.known["hw"].pk], at=moment)

    return [
        (at - 40 * DAY, agree),
        (at - 9 * DAY, said("MK", "Told Halina that the valley road opens on %(day)s.")),
        (at - 5 * DAY, said("GO", "Halina asked again: the road will open on %(later)s.")),
        (at - 5 * DAY + timedelta(hours=1), compare),
        (at - 2 * DAY, reword),
    ]
