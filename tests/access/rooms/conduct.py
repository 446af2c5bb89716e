"""Who may open what of conduct."""

from datetime import timedelta

from accord.features.conduct import actions as conduct
from accord.features.engagement import actions as engagement
from accord.foundation.accounts import actions as accounts
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, somebody
from tests.access.room import (
    ADMINISTRATORS,
    CONFIGURE,
    EVERYBODY,
    HEADS,
    LEADERS,
    READERS,
    WRITERS,
    Room,
    each,
)
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _conduct(name):
    """Let the canary be in a hard talk, with what came of it."""
    on, noon = {"by": SYSTEM, "at": NOON}, NOON.date()
    handler, whom = somebody(), party(CANARY)
    talk = engagement.log_interaction(parties=[whom], details=engagement.TalkDetails(CANARY), **on)
    details = conduct.IncidentDetails(
        CANARY, has_accommodation=False, patterns=("demands",), handler_id=handler.pk
    )
    one = conduct.note_incident(talk=talk, party=whom, details=details, **on)
    if name in {"detail", "debrief", "decide", "second", "read", "arrange"}:
        return {"ref": one.ref}
    if name in {"load-of", "consent-drop", "pin-drop", "relief-end", "card-off"}:
        return {"person_id": handler.pk} if name == "load-of" else {"pk": 1}
    conduct.decide(incident=one, decision=conduct.Decision(0, "limits"), **on)
    given = conduct.ArrangementDetails(("writing",), CANARY, noon, noon + timedelta(days=90))
    made = conduct.arrange(incident=one, details=given, **on)
    if name == "appeal-judge":
        return {
            "ref": made.ref,
            "pk": conduct.receive_appeal(arrangement=made, words=CANARY, **on).pk,
        }
    return {"ref": made.ref}


def _concerned(_name):
    """Note the canary's talk as hard because of somebody of ours."""
    on, whom = {"by": SYSTEM, "at": NOON}, party(CANARY)
    other = accounts.add_person(email="other@example.org", name="Other", **on)
    talk = engagement.log_interaction(parties=[whom], details=engagement.TalkDetails(CANARY), **on)
    details = conduct.IncidentDetails(
        CANARY, has_accommodation=False, handler_id=other.pk, person=somebody()
    )
    return {"ref": conduct.note_incident(talk=talk, party=whom, details=details, **on).ref}


ROOM = Room(
    "conduct",
    may={
        EVERYBODY: (
            "list detail rules mine load-of consent-add consent-drop check-add debrief concerning "
            "answer"
        ),
        READERS: "cards arrangements arrangement notice",
        WRITERS: (
            "note guide call card-put card-off pin-add pin-drop relieve relief-end decide "
            "second read told appeal"
        ),
        HEADS: "arrange review end appeal-judge",
        LEADERS: "fairness hear",
        CONFIGURE: "rules-change",
        ADMINISTRATORS: "card-add card-change",
    },
    made={
        _conduct: (
            "detail debrief decide second read arrange card-off pin-drop relief-end load-of "
            "consent-drop arrangement notice told review end appeal appeal-judge"
        ),
        _concerned: "concerning answer hear",
    },
    given={
        **each("card-put card-change", key="salami"),
        "pin-add": {"mark": "P-0001"},
    },
    gone=(
        "detail load-of consent-drop debrief note guide call card-put card-off pin-add "
        "pin-drop relieve relief-end decide second read concerning answer"
    ),
)
