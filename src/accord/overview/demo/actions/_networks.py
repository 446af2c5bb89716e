"""Meetings at which several were, so that one sees who knows whom; and what follows of that."""

from collections.abc import Callable
from datetime import datetime

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.initiatives.queries import visible_to
from accord.features.networks.actions import measure
from accord.foundation.kernel.rules import Actor
from accord.overview.demo.actions._cast import DAY, Cast
from accord.overview.demo.actions._crowd import Step

# who logged it, since how many days, who was there, what was said
MEETINGS = (
    ("MK", 8, ("jv", "en", "hw"), "Walked the haul road with both sides of the village."),
    ("MK", 27, ("jv", "hw", "bm"), "Round table on school hours. Bogdan brings it to the council."),
    ("AS", 34, ("ip", "kt", "ra"), "Joint inspection of the spillway; the trust came along."),
    ("DV", 41, ("ra", "os", "ip"), "Counted fish at the pass together."),
    ("AS", 50, ("bm", "kt"), "Emergency plan gone through page by page."),
    ("MK", 63, ("tl", "jv", "en"), "Fodder after the dry weeks; a second gauge is agreed."),
    ("DV", 77, ("ta", "hw", "lr"), "School evening; the Courier listened."),
    ("MK", 90, ("sh", "tl", "bm"), "Pressure test: who must be warned, and how long before."),
    ("AS", 120, ("ip", "ra", "bm"), "Panel on water quality, second sitting."),
    ("DV", 150, ("en", "os", "lr"), "River day with the school."),
)  # fmt: skip


# what was discussed at some of them, and what stayed open
POINTS = {
    8: (("The bend at the mill is too narrow for two lorries", True),
        ("Dust: the road is watered from May on", False)),
    27: (("No lorries past the school from 07:15 to 08:00", False),
         ("Who pays for the second crossing guard?", True),
         ("Bogdan asks the council for a lower speed on Mill Lane", True)),
}  # fmt: skip


def meetings(cast: Cast, at: datetime) -> list[Step]:
    return [
        (at - ago * DAY, _met(cast, who, keys, TalkDetails(
            words, channel="meeting", points=POINTS.get(ago, ()), minutes=90, is_formal=True,
            attendee_ids=(cast.people["DV"].pk,),
        )))
        for who, ago, keys, words in MEETINGS
    ]  # fmt: skip


def _met(
    cast: Cast, who: str, keys: tuple[str, ...], details: TalkDetails
) -> Callable[[datetime], object]:
    def act(moment: datetime) -> object:
        return log_interaction(
            by=cast.people[who], parties=[cast.known[key] for key in keys],
            details=details, at=moment,
        )  # fmt: skip

    return act


def measured(*, by: Actor, at: datetime) -> None:
    """Measure networks as the nightly job does."""
    for initiative in (None, *visible_to(by).filter(is_active=True).order_by("pk")):
        measure(by=by, initiative=initiative, at=at)
