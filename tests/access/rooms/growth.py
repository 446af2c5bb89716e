"""Who may open what of growth."""

from accord.features.growth import actions as growth
from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.models import User
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, somebody
from tests.access.room import EVERYBODY, Room
from tests.conftest import NOON


def _growth(name):
    """Give the canary a profile that nobody else was named for: all others find nothing."""
    whose = somebody()
    accounts.grant(by=SYSTEM, person=whose, role=Role.LEAD, at=NOON)
    whose = User.objects.get(pk=whose.pk)
    on = {"by": whose, "at": NOON}
    profile = growth.aim(level=4, **on)
    step = growth.plan_step(profile=profile, details=growth.StepDetails(CANARY), **on)
    details = growth.ItemDetails("carry_out_plans", CANARY, NOON.date())
    item = growth.add_item(profile=profile, details=details, **on)
    named = growth.name_companion(
        profile=profile, person=accounts.add_person(
            by=SYSTEM, email="mentor@example.org", name="Mentor", at=NOON
        ), part="mentor", **on,
    )  # fmt: skip
    if name in {"of", "judge"}:
        return {"person_id": whose.pk}
    found = {"item": item, "step": step, "companion": named}[name.partition("-")[0]]
    return {"pk": found.pk}


ROOM = Room(
    "growth",
    may={
        EVERYBODY: (
            "home aim fact assess attribute step-add step-change step-done step-drop "
            "companion-add companion-drop portfolio item-add item item-change item-offer "
            "item-recall item-withdraw item-answer accompanied of judge"
        ),
    },
    made={
        _growth: (
            "of judge item item-change item-offer item-withdraw item-recall item-answer "
            "step-change step-done step-drop companion-drop"
        ),
    },
    given={
        "fact": {"key": "talks_recorded"},
        "assess": {"key": "carry_out_plans"},
        "attribute": {"key": "autonomy"},
        "portfolio": {"form": "pdf"},
    },
    gone=(
        "assess attribute step-add step-change step-done step-drop companion-add "
        "companion-drop portfolio item-add item item-change item-offer item-recall "
        "item-withdraw item-answer of judge"
    ),
)
