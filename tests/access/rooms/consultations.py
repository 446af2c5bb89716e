"""Who may open what of consultations."""

from datetime import timedelta

from accord.features.consultations import actions
from accord.features.consultations.models import Consulted
from accord.features.initiatives import actions as initiatives
from accord.foundation.accounts.models import User
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY
from tests.access.room import (
    LEADERS,
    READERS,
    WRITERS,
    Room,
)
from tests.conftest import NOON
from tests.factories.stakeholders import party

OF_DRAFTS = {"change", "open", "option-add", "option-drop"}


def _consultation(name):
    """Make what asks the canary, and what the canary says to it."""
    on = {"by": SYSTEM, "at": NOON}
    owner, _made = User.objects.get_or_create(email="asks@accord.example", name="Asks")
    of = initiatives.add_initiative(details=initiatives.InitiativeDetails(CANARY), **on)
    details = actions.ConsultationDetails(
        CANARY, "consult", owner.pk, NOON + timedelta(days=9), is_listed=False
    )
    one = actions.draft_consultation(initiative=of, details=details, **on)
    option = actions.add_option(consultation=one, words=CANARY, **on)
    who = party(CANARY)
    actions.ask_parties(consultation=one, parties=[who], **on)
    keys = {"option-drop": option, "assess": option}
    if name not in OF_DRAFTS:
        actions.open_consultation(consultation=one, **on)
        stranger = actions.Stranger(CANARY, "kanarek@example.org", has_agreed=True)
        answer = actions.answer_in_public(
            consultation=one, who=stranger, what=actions.Said(CANARY), **on
        )
        said = actions.ResponseDetails(CANARY, CANARY, "done")
        response = actions.respond(consultation=one, details=said, answers=[answer], **on)
        keys |= {
            "response-drop": response, "excuse": Consulted.objects.get(consultation=one),
            **dict.fromkeys(("answer-match", "answer-make", "answer-aside"), answer),
        }  # fmt: skip
    return {"ref": one.ref, **({"pk": keys[name].pk} if name in keys else {})}


ROOM = Room(
    "consultations",
    may={
        READERS: "list detail answers",
        WRITERS: (
            "add change open close extend option-add option-drop assess ask answer-add "
            "answer-match answer-make answer-aside respond response-drop commit told "
            "told-mail excuse end"
        ),
        LEADERS: "decide",
    },
    public={
        "mine": {"token": "x"},
        "public": {"token": "x"},
        "public-list": {},
    },
    made={
        _consultation: (
            "detail change open close extend option-add option-drop assess ask answers "
            "answer-add answer-match answer-make answer-aside respond response-drop commit "
            "decide told told-mail excuse end"
        ),
    },
    gone="option-drop response-drop",
)
