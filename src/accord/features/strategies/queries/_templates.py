"""Plans to begin from: what usually helps in a situation that comes again and again."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accord.features.engagement.states import Channel
from accord.features.initiatives.states import Participation


@dataclass(frozen=True)
class Step:
    """One activity: which objective it is for, when it begins and ends, counted in days."""

    objective: int
    title: str | Promise
    channel: str
    starts: int = 0
    lasts: int = 90
    rhythm_days: int | None = None
    participation: str = Participation.INFORM
    feedback: str | Promise = ""
    deliverables: tuple[tuple[str | Promise, int], ...] = ()


@dataclass(frozen=True)
class Template:
    """What a strategy begins with; ``days`` is how long it usually lasts."""

    label: str | Promise
    purpose: str | Promise
    days: int
    objectives: tuple[tuple[str | Promise, str | Promise], ...]
    steps: tuple[Step, ...] = field(default=())


def _new_client() -> Template:
    return Template(
        _("New client"), _("Both sides know what to expect of each other, and from whom."), 180,
        (
            (_("They know whom to ask and what we do when"), _("They name their contact")),
            (_("Small trouble is heard before it grows"), _("No complaint came as a surprise")),
        ),
        (
            Step(0, _("First meeting: who does what on both sides"), Channel.MEETING, lasts=14,
                 participation=Participation.COLLABORATE,
                 deliverables=((_("Responsibilities of both sides in writing"), 21),)),
            Step(0, _("Letter with contacts and response times"), Channel.MAIL, starts=7, lasts=14),
            Step(1, _("Short call: what goes well, what does not"), Channel.CALL, starts=14,
                 lasts=166, rhythm_days=30, participation=Participation.CONSULT,
                 feedback=_("Three questions at the end of the call")),
        ),
    )  # fmt: skip


def _near_works() -> Template:
    return Template(
        _("Neighbours of building works"),
        _("Those who live with the noise know what comes, and are heard."), 270,
        (
            (_("Nobody is surprised by noise, dust or a closed road"),
             _("Everybody was told two weeks before")),
            (_("Concerns are answered within three working days"), _("Share answered in time")),
        ),
        (
            Step(0, _("Letter to the doors: what is built, when, whom to call"), Channel.LETTER,
                 lasts=14, deliverables=((_("Letter with map and timetable"), 10),)),
            Step(0, _("Open evening on site"), Channel.EVENT, starts=14, lasts=30,
                 participation=Participation.CONSULT,
                 feedback=_("Cards at the door, answered within ten days")),
            Step(1, _("Walk along the works with those most affected"), Channel.VISIT, starts=30,
                 lasts=240, rhythm_days=30, participation=Participation.INVOLVE),
        ),
    )  # fmt: skip


def _regulator() -> Template:
    return Template(
        _("Regulator"), _("They hear it from us first, with the evidence beside it."), 365,
        (
            (_("No report comes late"), _("Reports handed in before their day")),
            (_("What worries them is known a quarter ahead"), _("Topics named at each meeting")),
        ),
        (
            Step(0, _("Report in writing"), Channel.MAIL, lasts=365, rhythm_days=90,
                 deliverables=((_("Report of the quarter"), 85),)),
            Step(1, _("Meeting with minutes"), Channel.MEETING, lasts=365, rhythm_days=90,
                 participation=Participation.CONSULT, feedback=_("Minutes agreed by both sides")),
        ),
    )  # fmt: skip


def _complaints() -> Template:
    return Template(
        _("Many complaints of one kind"),
        _("Those who complained see that it was understood, and that something changed."), 120,
        (
            (_("Each of them knows what we found and what we do"), _("Share told in person")),
            (_("The trouble does not come back"), _("Complaints of this kind per month")),
        ),
        (
            Step(0, _("Call to each: we have understood this, is it right?"), Channel.CALL,
                 lasts=21, participation=Participation.CONSULT),
            Step(0, _("Letter: what we found and what changes"), Channel.MAIL, starts=30, lasts=21,
                 deliverables=((_("Findings in plain words"), 35),)),
            Step(1, _("Call three months later: is it better?"), Channel.CALL, starts=90, lasts=30,
                 participation=Participation.CONSULT, feedback=_("Better, the same, worse")),
        ),
    )  # fmt: skip


def _outreach() -> Template:
    return Template(
        _("Outreach programme"),
        _("Those whom we seldom reach take part, and something gets better for them."), 365,
        (
            (_("What they need is known from them, not guessed"), _("Needs confirmed by them")),
            (_("Reached: they come, and come again"),
             _("People who took part, and how many again")),
            (_("Changed: they can do or have what they could not before"),
             _("Share who say so three months later")),
        ),
        (
            Step(0, _("Talks where they meet anyway, with a partner they trust"), Channel.VISIT,
                 lasts=60, participation=Participation.CONSULT,
                 feedback=_("What we heard, read back to them"),
                 deliverables=((_("Needs in their own words, with partners and budget"), 60),)),
            Step(1, _("The programme itself, with partners"), Channel.EVENT, starts=75, lasts=240,
                 rhythm_days=30, participation=Participation.INVOLVE,
                 feedback=_("A show of hands at the end"),
                 deliverables=((_("Who came, what it cost: report at half time"), 180),)),
            Step(2, _("Call three months later: what has changed?"), Channel.CALL, starts=300,
                 lasts=60, participation=Participation.CONSULT,
                 feedback=_("Better, the same, worse"),
                 deliverables=((_("What came of it, in front of those it was for"), 360),)),
        ),
    )  # fmt: skip


TEMPLATES: dict[str, Callable[[], Template]] = {
    "client": _new_client,
    "works": _near_works,
    "regulator": _regulator,
    "complaints": _complaints,
    "outreach": _outreach,
}
