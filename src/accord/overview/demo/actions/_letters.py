"""Letters at the utility: one that is being written, one that waits for its second reader."""

from datetime import datetime, timedelta

from accord.features.letters import actions
from accord.features.stakeholders.actions import ContactDetails, add_contact_point
from accord.features.stakeholders.models import ContactPoint, Party
from accord.overview.demo.actions._cast import Cast
from accord.overview.demo.actions._crowd import Step

DRAFT = (
    "The pipe from the spillway",
    """Dear Teodor,

you asked when the pipe comes. We will send you the dates by Friday.
Until then the tanks stay where they are.

Marta Kask""",
)
HELD = (
    "Quiet hours in the week of the exams",
    """Dear Liis,

we can stop drilling from noon, five days from Monday. Please tell us if
the exams move; then so do we.

Dmitri Volkov""",
)

TEMPLATE = (
    ("en", "Works near you from Monday",
     ("Good day, {{ party.name }},\n\nfrom Monday we work on the pipe in your street. "
     "The water stays on.\n\n{{ author.name }}, {{ organisation }}")),
    ("et", "Tööd teie lähedal alates esmaspäevast",
     ("Tere, {{ party.name }}!\n\nAlates esmaspäevast töötame teie tänaval toru kallal. "
     "Vesi jääb alles.\n\n{{ author.name }}, {{ organisation }}")),
)  # fmt: skip


def written(cast: Cast, at: datetime) -> list[Step]:
    """Say when each was written, and who reads the second one."""

    def draft(moment: datetime) -> None:
        whom = cast.organisations["tl"]
        _reachable(cast, whom, "office@dairy.example", moment)
        details = actions.LetterDetails(
            parties=(whom,), subject=DRAFT[0], text=DRAFT[1], about=whom.ref
        )
        actions.write_letter(by=cast.people["MK"], details=details, at=moment)

    def held(moment: datetime) -> None:
        whom, author = cast.known["lr"], cast.people["DV"]
        _reachable(cast, whom, "liis@hollin-school.example", moment)
        details = actions.LetterDetails(
            parties=(whom,), subject=HELD[0], text=HELD[1], reader=cast.people["MK"]
        )
        letter = actions.write_letter(by=author, details=details, at=moment)
        actions.send_letter(by=author, letter=letter, at=moment + timedelta(minutes=2))

    def template(moment: datetime) -> None:
        lead = cast.people["AS"]
        for language, subject, text in TEMPLATE:
            details = actions.TemplateDetails(
                name="Works near you begin", purpose="Neighbours, a week before", kind="letter",
                scope="everyone", language=language, subject=subject, text=text,
            )  # fmt: skip
            if language == "en":
                made = actions.keep_template(by=lead, details=details, at=moment)
            else:
                actions.change_template(by=lead, template=made, details=details, at=moment)

    return [
        (at - timedelta(hours=6), template),
        (at - timedelta(hours=5), draft),
        (at - timedelta(hours=2), held),
    ]


def _reachable(cast: Cast, whom: Party, address: str, moment: datetime) -> None:
    if not ContactPoint.objects.filter(party=whom, channel="mail").exists():
        details = ContactDetails("mail", address)
        add_contact_point(by=cast.by, party=whom, details=details, at=moment)
