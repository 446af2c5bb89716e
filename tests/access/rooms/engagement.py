"""Who may open what of engagement."""

from accord.features.engagement import actions as engagement
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, talk
from tests.access.room import READERS, WRITERS, Room, each
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _talked(name):
    """Talk with the canary about one point, in words that a reader marked."""
    on = {"by": SYSTEM, "talk": talk(), "at": NOON}
    mark = engagement.mark_passage(details=engagement.HighlightDetails(CANARY), **on)
    point = engagement.note_point(text=CANARY, needs_follow_up=name != "point-reopen", **on)
    key = mark.pk if name == "mark-remove" else point.pk
    return {"ref": on["talk"].ref, "pk": key}


def _needing(_name):
    """Talk with the canary, who needs something to take part."""
    whom = party(CANARY, accessibility=CANARY)
    made = engagement.log_interaction(
        by=SYSTEM, parties=[whom], details=engagement.TalkDetails(CANARY), at=NOON
    )
    return {"ref": made.ref, "party": whom.ref}


ROOM = Room(
    "engagement",
    may={
        WRITERS: (
            "log read more correct point-add point-change point-follow-up point-settle "
            "point-reopen point-strike mark-add mark-remove file-add file-remove heeded "
            "missed"
        ),
        READERS: "list export detail file file-preview",
    },
    record=talk,
    plain="log read more list export",
    made={
        _talked: "point-change point-follow-up point-settle point-reopen point-strike mark-remove",
        _needing: "heeded missed",
    },
    given={
        **each("file file-preview file-remove", pk=1),
    },
    gone="point-strike mark-remove file-remove file file-preview",
)
