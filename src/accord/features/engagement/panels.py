"""What talks show on pages that are not theirs."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.features.engagement import policies, queries
from accord.features.engagement.models import Interaction
from accord.features.engagement.states import Channel
from accord.features.initiatives.models import Initiative
from accord.features.stakeholders.models import Party
from accord.foundation.kernel import clock
from accord.foundation.kernel.text import visible
from accord.foundation.ui import addresses, formats
from accord.foundation.ui.icons import CHANNELS
from accord.foundation.ui.pages import Request, piece
from accord.foundation.ui.panels import Verb

SENTENCES = {
    "call-out": gettext_lazy("%(by)s called %(title)s"),
    "call-in": gettext_lazy("%(title)s called %(by)s"),
    "meeting-out": gettext_lazy("%(by)s met %(title)s"),
    "meeting-in": gettext_lazy("%(title)s came to meet %(by)s"),
    "visit-out": gettext_lazy("%(by)s visited %(title)s"),
    "visit-in": gettext_lazy("%(title)s visited %(by)s"),
    "mail-out": gettext_lazy("%(by)s wrote to %(title)s"),
    "mail-in": gettext_lazy("%(title)s wrote to %(by)s"),
    "letter-out": gettext_lazy("%(by)s sent %(title)s a letter"),
    "letter-in": gettext_lazy("%(title)s sent %(by)s a letter"),
    "message-out": gettext_lazy("%(by)s sent %(title)s a message"),
    "message-in": gettext_lazy("%(title)s sent %(by)s a message"),
    "event-out": gettext_lazy("%(by)s met %(title)s at an event"),
    "event-in": gettext_lazy("%(title)s met %(by)s at an event"),
}
VERBS = {
    f"talked-{key}": Verb(words=words, icon=CHANNELS[key.partition("-")[0]], tone="acc")
    for key, words in SENTENCES.items()
}
LAST, LINE = 5, 120  # talks about an initiative, and how much of each
SHOWN = ("call", "meeting", "mail", "visit")


def address(talk: Interaction) -> str:
    return addresses.to("engagement:detail", kwargs={"ref": talk.ref})


HOW = {
    Channel.CALL: gettext_lazy("phone call"),
    Channel.MEETING: gettext_lazy("meeting"),
    Channel.VISIT: gettext_lazy("visit"),
    Channel.MAIL: gettext_lazy("e-mail"),
    Channel.LETTER: gettext_lazy("letter"),
    Channel.MESSAGE: gettext_lazy("message"),
    Channel.EVENT: gettext_lazy("event"),
}


def channel_words(reading: queries.Reading) -> str:
    """Say how and when a talk took place, as the note says: "phone call, now"."""
    how = HOW[Channel(reading.channel or Channel.CALL)]
    if reading.happened is None:
        return _("%(how)s, now") % {"how": how}
    today = formats.local(clock.now())
    when = formats.short_date(reading.happened, today=today)
    return _("%(how)s, %(when)s") % {"how": how, "when": when}


def capture(request: Request, party: Party) -> str:
    """Draw the box in which a talk with ``party`` is logged."""
    kinds: list[dict[str, Any]] = [
        {"value": value, "label": Channel(value).label, "icon": CHANNELS[value]} for value in SHOWN
    ]
    return piece(request, "engagement/panel_capture.html", {"party": party, "kinds": kinds})


def who_knows(request: Request, party: Party) -> Callable[[], str]:
    """Draw who of us talks with ``party``."""
    asked = queries.ask_who_knows(request.user, party)

    def draw() -> str:
        context = {"found": asked(), "newest": queries.OF_NEWEST}
        return piece(request, "engagement/panel_knows.html", context) if context["found"] else ""

    return draw


def heeded(request: Request, party: Party) -> str:
    """Draw what they need to take part, and in how many talks of a year it was heeded."""
    if not party.accessibility:
        return ""
    found = queries.heeded_by_party(request.user, [party.pk], clock.now()).get(party.pk)
    return piece(request, "engagement/panel_needs.html", {"party": party, "found": found})


def of_initiative(request: Request, initiative: Initiative) -> str:
    """Draw the last talks about an initiative, and the way to log one about it."""
    log, now = addresses.to("engagement:log"), clock.now()
    context = {
        "rows": [
            {
                "href": address(talk), "text": visible(talk.text)[:LINE],
                "icon": CHANNELS[talk.channel], "when": formats.stamp(talk.at, at=now),
            }
            for talk in queries.about_initiative(request.user, initiative)[:LAST]
        ],
        "log": f"{log}?initiative={initiative.ref}" if policies.LOG.allows(request.user) else "",
    }  # fmt: skip
    return piece(request, "engagement/panel_initiative.html", context)


def tone(request: Request, talk: Interaction) -> str:
    """Draw what a machine makes of the words, apart from what people said; mostly nothing."""
    found = queries.tone_of(talk.text) if settings.TONE_HINTS else None
    if found is None:
        return ""
    context = {"words": formats.listing(found.words), "method": queries.METHOD}
    return piece(request, "engagement/panel_tone.html", context)
