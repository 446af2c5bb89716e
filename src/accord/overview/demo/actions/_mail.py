"""Letters of people whom nobody at the utility knows yet, in the inbox of whom they wrote to."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from accord.features.correspondence.actions import set_aside, set_form
from accord.features.correspondence.models import Message
from accord.features.correspondence.states import State
from accord.foundation.arrivals.actions import Way, file_new, take_in
from accord.overview.demo.actions._cast import DAY, MAIL, Cast
from accord.overview.demo.actions._crowd import Step

ABOVE = (
    "Whatever concerns our water, our works or how we deal with you: write, and one of us answers. "
    "If water is escaping right now, please call instead."
)
SETTLED = 10 * DAY  # what came before was looked at
# days ago, who, address, subject, text
LETTERS = (
    (48, "Bureau Hydrofora", "office@hydrofora.example", "Sediment in reservoirs",
     ("Dear Ms Kask,\n\nour brochure on measuring sediment is attached no more: it grew too\n"
     "large. We would gladly bring one.")),
    (20, "Aleksander Rebane", "a.rebane@kooli.example", "Water at school",
     ("Good morning,\n\ndo you lend out the kit with which pupils test water? We would need it\n"
     "for a week in November.\n\n-- \nAleksander Rebane\nHollin school")),
    (6, "Aleksander Rebane", "a.rebane@kooli.example", "Visit with class 7b",
     ("Good morning,\n\nour class is working on rivers this autumn. Could we see the fish pass\n"
     "before the snow comes? We are 23 pupils and two teachers.\n\n-- \nAleksander Rebane\n"
     "Hollin school")),
    (3, "Maarja Põder", "maarja@poderhobused.example", "Re: Blasting dates",
     ("Thank you, the list is a help. I will move the mares on Thursday.\n\n"
     "On Mon, 3 Nov 2025 at 9:14, Marta Kask <marta@larkwater.example> wrote:\n"
     "> The next dates are below.\n> Please tell us if one of them is a problem.")),
    (1, "Bureau Hydrofora", "office@hydrofora.example", "Offer: sediment survey",
     ("Dear Ms Kask,\n\nwe have surveyed three reservoirs in the region and would be glad to\n"
     "show you how. Please let us know by Friday if a call suits you.")),
)  # fmt: skip


def lettered(cast: Cast, at: datetime) -> list[Step]:
    """Say when each of them came."""
    marta = cast.people["MK"]

    def came(number: int) -> Callable[[datetime], object]:
        _days, name, address, subject, text = LETTERS[number]

        def act(moment: datetime) -> None:
            letter = EmailMessage()
            letter["Message-ID"] = f"<{number}.{moment:%Y%m%d}@{address.partition('@')[2]}>"
            letter["From"] = f"{name} <{address}>"
            letter["To"] = f"Marta Kask <marta{MAIL}>"
            letter["Date"] = format_datetime(moment)
            letter["Subject"] = subject
            letter.set_content(text)
            way = Way(source="marta.mbox", owner_id=marta.pk)
            take_in(by=marta, letters=[letter.as_bytes()], way=way, at=moment)
            file_new(by=cast.by, at=moment)
            if at - moment > SETTLED:
                waiting = Message.objects.get(arrival__sender=address, state=State.WAITING)
                set_aside(by=marta, message=waiting, reason="Nothing for us", at=moment + DAY)

        return act

    def opened(moment: datetime) -> None:
        set_form(by=cast.people["AS"], reader=marta, words=ABOVE, is_open=True, at=moment)

    letters = [(at - each[0] * DAY, came(number)) for number, each in enumerate(LETTERS)]
    return [(at - 100 * DAY, opened), *letters]
