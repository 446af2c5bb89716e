"""Who may open what of stakeholders."""

from accord.features.stakeholders import actions as stakeholders
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY
from tests.access.room import CUSTODIAN_ONLY, CUSTODIANS, READERS, WRITERS, Room, each
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _place(_name):
    details = stakeholders.PlaceDetails(CANARY, latitude=59.4, longitude=24.7)
    return {"ref": stakeholders.add_place(by=SYSTEM, details=details, at=NOON).ref}


def _segment(name):
    """Make a segment with a member; by a rule where its rule is asked for."""
    rule = {"is_rule": True, "rule": ["name:has:Canary"]} if name.endswith("-rule") else {}
    found = stakeholders.add_segment(by=SYSTEM, name=CANARY, at=NOON, **rule)
    if not rule:
        stakeholders.pick(by=SYSTEM, segment=found, party=party(CANARY), at=NOON)
    member = found.members.first()
    more = {"party_id": member.party_id} if name.endswith("-unpick") else {}
    return {"segment_id": found.pk, **more}


ROOM = Room(
    "stakeholders",
    may={
        WRITERS: (
            "custom place-add-new place-change place-link segment-add segment-rule-add "
            "segment-rule segment-change segment-retire segment-pick segment-unpick add bulk "
            "bulk-run bulk-undo fact contact-add contact-primary contact-works post-add "
            "post-end name-add identifier-add group-add place-add topics consent permission "
            "hand-over retire reactivate restrict note fact-remove file-add file-remove merge "
            "merges part duplicates scan apart"
        ),
        READERS: (
            "list export detail peek follow history file file-preview segments segment places "
            "place-map place groups"
        ),
        CUSTODIANS: "protection erase",
        CUSTODIAN_ONLY: "whole-file",
        WRITERS | CUSTODIANS: "keep-longer",
    },
    record=lambda: party(CANARY),
    plain=(
        "list export segments places place-map groups place-add-new segment-add "
        "segment-rule-add add bulk merge duplicates scan bulk-run bulk-undo apart"
    ),
    made={
        _place: "place place-change place-link",
        _segment: "segment segment-rule segment-change segment-retire segment-pick segment-unpick",
    },
    given={
        "fact": {"name": "summary"},
        **each("contact-primary contact-works post-end file file-preview file-remove", pk=1),
        "fact-remove": {"kind": "name", "pk": 1},
        "whole-file": {"form": "json"},
        "part": {"merge_id": 1},
        "apart": {"pair_id": 1},
        **each("bulk-run bulk-undo", job_id=1),
        "custom": {"key": "nothing"},
    },
    gone=(
        "custom segment-unpick bulk bulk-run bulk-undo contact-primary contact-works post-end "
        "fact-remove file-remove part apart file file-preview keep-longer"
    ),
)
