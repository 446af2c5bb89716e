"""Who may open what of keymessages."""

from datetime import timedelta

from accord.features.engagement import actions as engagement
from accord.features.keymessages import actions as keymessages
from accord.features.keymessages.models import Contradiction, Edition, Use
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, initiative, somebody, talk
from tests.access.room import LEADERS, READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _contradiction(_name):
    """Let the canary be told two things; who wrote them does not matter here."""
    on = {"by": SYSTEM, "at": NOON}
    matter = keymessages.watch(initiative=initiative(), name=CANARY, words="open", **on)
    said = engagement.log_interaction(
        parties=[party(CANARY)], details=engagement.TalkDetails(CANARY), **on
    )
    who = somebody()
    made = Contradiction.objects.create(
        ref="CD-0001", party=said.participations.get().party, matter=matter, found_at=NOON,
        first_ref=said.ref, first_words=CANARY, first_at=NOON, first_by=who,
        second_ref=said.ref, second_words=CANARY, second_at=NOON, second_by=who,
    )  # fmt: skip
    return {"ref": made.ref}


def _message(name):
    """Say something of the canary's initiative; drafted anew, so that it can be approved."""
    on = {"by": SYSTEM, "at": NOON}
    of = initiative()
    details = keymessages.MessageDetails(title=CANARY, words=CANARY, owner_id=somebody().pk)
    made = keymessages.add_message(initiative=of, details=details, **on)
    if name == "house":
        return {"ref": of.ref}
    if name in {"matter-add", "matter-drop"}:
        matter = keymessages.watch(initiative=of, name="Opening", words="open", **on)
        return {"ref": of.ref, **({"pk": matter.pk} if name == "matter-drop" else {})}
    if name in {"say", "unsay"}:
        keymessages.approve(message=made, expires_on=NOON.date() + timedelta(days=9), **on)
        edition, of = Edition.objects.get(message=made), talk()
        if name == "unsay":
            keymessages.say(edition=edition, talk=of, **on)
        key = edition.pk if name == "say" else Use.objects.get().pk
        return {"about": of.ref, "pk": key}
    return {"ref": made.ref}


ROOM = Room(
    "keymessages",
    may={
        READERS: "list detail house contradictions contradiction",
        WRITERS: "add amend say unsay decide tell",
        LEADERS: "approve end matter-add matter-drop",
    },
    made={
        _contradiction: "contradiction decide tell",
        _message: "detail amend approve end house matter-add matter-drop say unsay",
    },
    gone="unsay matter-drop",
)
