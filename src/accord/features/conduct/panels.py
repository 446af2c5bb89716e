"""What this shows on pages that are not its own: a talk, a record."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy

from accord.features.conduct import policies, queries
from accord.features.conduct.models import Incident
from accord.features.conduct.states import Level
from accord.features.engagement.models import Interaction
from accord.features.engagement.queries import parties_of
from accord.features.stakeholders.models import Party
from accord.foundation.kernel import clock
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb

VERBS = {
    "arrangement-made": Verb(
        words=gettext_lazy("%(by)s arranged how contact goes on: %(title)s"), icon="shield"
    ),
    "arrangement-told": Verb(words=gettext_lazy("%(by)s told them of %(title)s"), icon="send"),
    "arrangement-reviewed": Verb(
        words=gettext_lazy("%(by)s looked at %(title)s again"), icon="refresh-cw"
    ),
    "arrangement-appealed": Verb(
        words=gettext_lazy("They appealed against %(title)s"), icon="message-square-warning"
    ),
    "arrangement-appeal-judged": Verb(
        words=gettext_lazy("%(by)s answered the appeal against %(title)s"), icon="scale"
    ),
    "arrangement-ended": Verb(words=gettext_lazy("%(by)s ended %(title)s"), icon="flag"),
    "contact-taken": Verb(
        words=gettext_lazy("%(title)s takes the contact for a time"), icon="arrow-right-left"
    ),
    "contact-given-back": Verb(
        words=gettext_lazy("%(title)s gave the contact back"), icon="undo-2"
    ),
}  # fmt: skip
TONES = {Level.LEGITIMATE: "ok", Level.INCIVILITY: "", Level.HOSTILE: "warn"}


def tone_of(level: int | None) -> str:
    return "" if level is None else TONES.get(Level(level), "bad")


def incident_row(one: Incident) -> dict[str, Any]:
    """Give what a line about an incident shows."""
    label = Level(one.level).label if one.level is not None else ""
    return {
        "one": one, "href": addresses.to("conduct:detail", kwargs={"ref": one.ref}),
        "level": label, "tone": tone_of(one.level),
    }  # fmt: skip


def of_talk(request: Request, talk: Interaction) -> str:
    """Draw the way to help, what was noted of a talk, and what was arranged otherwise."""
    unread = queries.to_read(request.user)
    found = [
        {**incident_row(one), "is_unread": one.pk in unread}
        for one in queries.of_talk(request.user, talk)
    ]
    parties = list(parties_of(request.user, talk))
    outside = [
        {"one": one, "href": address_of(one), "said": said}
        for one, said in queries.outside_of(talk, parties)
    ]
    may_note = policies.NOTE.allows(request.user)
    context = {
        "incidents": found, "outside": outside,
        "guide": f"{addresses.to('conduct:guide')}?talk={talk.ref}" if may_note else "",
    }  # fmt: skip
    if not (found or outside or context["guide"]):
        return ""
    return piece(request, "conduct/panel_talk.html", context)


def address_of(arrangement: Any, verb: str = "arrangement") -> str:
    return addresses.to(f"conduct:{verb}", kwargs={"ref": arrangement.ref})


def of_party(request: Request, party: Party) -> Callable[[], str] | str:
    """Draw how contact with a party goes on, while something was arranged."""
    return _going_on(request, party, may_end=True)


def of_named(request: Request, party: Party) -> Callable[[], str] | str:
    """Draw the same beside the name of somebody in a note that is being written."""
    return _going_on(request, party, may_end=False)


def _going_on(request: Request, party: Party, *, may_end: bool) -> Callable[[], str] | str:
    if party.pk not in queries.concerned():
        return ""
    asked = queries.ask_in_force(party)
    today = formats.local(clock.now())
    asked_reliefs = queries.ask_reliefs(party)

    def draw() -> str:
        found, reliefs = asked(), [one for one in asked_reliefs() if one.until_date >= today]
        if not found and not reliefs:
            return ""
        arranged = found[0] if found else None
        context = {
            "arranged": arranged, "terms": queries.terms(arranged) if arranged else [],
            "href": address_of(arranged) if arranged else "",
            "review": formats.long_date(arranged.review_date) if arranged else "",
            "begins": formats.long_date(arranged.from_date)
            if arranged and arranged.from_date > today else "",
            "reliefs": [
                {"one": one, "until": formats.long_date(one.until_date),
                 "end": _end_of(request, one) if may_end else ""}
                for one in reliefs
            ],
        }  # fmt: skip
        return piece(request, "conduct/panel_party.html", context)

    return draw


def _end_of(request: Request, relief: Any) -> str:
    may = policies.RELIEVE_END.allows(request.user, relief)
    return addresses.to("conduct:relief-end", kwargs={"pk": relief.pk}) if may else ""


def acts(request: Request, party: Party) -> str:
    """Draw the line of the record's menu: hand the contact over for a time."""
    address = f"{addresses.to('conduct:relieve')}?about={party.ref}"
    return piece(request, "conduct/panel_acts.html", {"address": address})
