"""Who may open what of strategies."""

from datetime import timedelta

from accord.features.strategies import actions as strategies
from accord.features.strategies.models import Pick, Touch
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY, somebody
from tests.access.room import LEADERS, READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def planned(name):
    """Plan contacts with the canary; the second asker finds gone what the first removed."""
    on = {"by": SYSTEM, "at": NOON}
    span = {"from_date": NOON.date(), "until_date": NOON.date() + timedelta(days=900)}
    details = strategies.StrategyDetails(CANARY, somebody().pk, **span)
    made = strategies.add_strategy(details=details, **on)
    words = strategies.ObjectiveDetails(CANARY)
    objective = strategies.add_objective(strategy=made, details=words, **on)
    activity = strategies.add_activity(
        objective=objective, details=strategies.ActivityDetails(CANARY, **span),
        parties=[party(CANARY)], **on,
    )  # fmt: skip
    paper = strategies.add_deliverable(activity=activity, words=CANARY, due_on=NOON.date(), **on)
    if name != "approve":
        strategies.approve_strategy(strategy=made, **on)
    if name not in {"approve", "activity-start"}:
        strategies.start_activity(activity=activity, **on)
    if name.startswith("touch-"):
        return {"pk": Touch.objects.get(activity=activity).pk}
    more = {
        "objective-settle": objective, "deliverable-settle": paper,
        "pick-drop": Pick.objects.get(activity=activity),
        **dict.fromkeys(
            ("activity", "activity-change", "activity-start", "activity-stop", "address",
             "deliverable-add"), activity,
        ),
    }  # fmt: skip
    return {"ref": made.ref, **({"pk": more[name].pk} if name in more else {})}


ROOM = Room(
    "strategies",
    may={
        READERS: "list detail activity touches",
        WRITERS: "touch-close touch-move touch-drop deliverable-settle",
        LEADERS: (
            "add approve change end objective-add objective-settle activity-add "
            "activity-change activity-start activity-stop address pick-drop deliverable-add"
        ),
    },
    made={
        planned: (
            "detail change approve end objective-add objective-settle activity-add activity "
            "activity-change activity-start activity-stop address pick-drop deliverable-add "
            "deliverable-settle touch-close touch-move touch-drop"
        ),
    },
    gone="pick-drop",
)
