"""Who may open what of tradeoffs."""

from accord.features.tradeoffs import actions as tradeoffs
from accord.foundation.kernel.rules import SYSTEM
from tests.access.canary import CANARY
from tests.access.room import LEADERS, READERS, WRITERS, Room
from tests.conftest import NOON
from tests.factories.stakeholders import party


def _tradeoff(name):
    """Weigh what the canary asks for; the second asker finds gone what the first removed."""
    on = {"by": SYSTEM, "at": NOON}
    made = tradeoffs.open_tradeoff(details=tradeoffs.TradeOffDetails(CANARY), **on)
    demand = tradeoffs.add_demand(tradeoff=made, party=party(CANARY), words=CANARY, **on)
    option = tradeoffs.add_option(tradeoff=made, words=CANARY, **on)
    by = tradeoffs.add_criterion(tradeoff=made, words=CANARY, weight=3, **on)
    if name in {"decide", "told"}:
        tradeoffs.measure(option=option, criterion=by, value=3, **on)
    more = {
        "criterion-change": {"pk": by.pk}, "criterion-drop": {"pk": by.pk},
        "measure": {"pk": option.pk, "criterion": by.pk},
        "demand-drop": {"pk": demand.pk}, "option-drop": {"pk": option.pk},
        "decide": {"pk": option.pk}, "weigh": {"pk": option.pk, "demand": demand.pk},
        "told": {"party": demand.party.ref},
    }  # fmt: skip
    if name == "told":
        tradeoffs.weigh(option=option, demand=demand, effect=1, **on)
        tradeoffs.decide(option=option, grounds=CANARY, **on)
    return {"ref": made.ref, **more.get(name, {})}


ROOM = Room(
    "tradeoffs",
    may={
        READERS: "list detail",
        WRITERS: (
            "told add change demand-add demand-drop option-add option-drop weigh "
            "criterion-add criterion-change criterion-drop measure"
        ),
        LEADERS: "decide reopen",
    },
    made={
        _tradeoff: (
            "detail change demand-add demand-drop option-add option-drop weigh decide reopen "
            "told criterion-add criterion-change criterion-drop measure"
        ),
    },
    gone="demand-drop option-drop criterion-drop",
)
