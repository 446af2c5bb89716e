"""A stakeholder engagement as a process with gates, after AA1000SES (2015)."""

from collections.abc import Mapping
from typing import Final

from accord.methods import inputs
from accord.methods.result import Method, Result, basis
from accord.methods.workflow.machine import Machine, Move, given

CHECKLISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "commitment": ("commitment", "integration"),
    "scope": ("purpose", "scope", "mandate", "owner", "stakeholders"),
    "plan": ("profiles_and_map", "level_and_method", "disclosure_limits", "plan", "indicators"),
    "prepare": ("resources", "capacity", "engagement_risks"),
    "implement": ("invited", "briefed", "engaged", "documented", "action_plan", "outputs_told"),
    "improve": ("evaluated", "lessons", "followed_up", "feedback_sent", "reported"),
}
"""What is done in each stage, in order."""

PRINCIPLES: Final = ("inclusivity", "materiality", "responsiveness", "impact")
"""The last one since AA1000AP (2018)."""

GATES: Final[Mapping[str, tuple[str, ...]]] = {
    "implement": ("purpose", "scope", "owner", "indicators"),
    "closed": ("feedback_sent",),
}
"""What must be done before a stage may begin, whatever else is open."""

ENGAGEMENT_PROCESS: Final = Machine(
    name="engagement_process",
    version="1.0",
    initial="commitment",
    moves=(
        Move("commitment", "commit", "scope"),
        Move("scope", "agree_scope", "plan"),
        Move("plan", "agree_plan", "prepare"),
        Move(
            "prepare", "begin", "implement", needs=tuple(given(one) for one in GATES["implement"])
        ),
        Move("implement", "finish", "improve"),
        Move("improve", "plan_again", "plan"),
        Move("improve", "close", "closed", needs=tuple(given(one) for one in GATES["closed"])),
    ),
)
"""Context of its moves: the items of the checklists that are done, each true."""

ENGAGEMENT_PROCESS_OPEN_ITEMS: Final = Method("engagement_process_open_items")


def engagement_process_open_items(stage: str, done: Mapping[str, bool]) -> Result[list[str]]:
    """List what is open before the engagement may leave `stage`, in the order of the lists.

    `done` says by item what is done. An item that a later gate asks for bears the flag
    `gate_<stage it opens>`. Refuses an unknown stage or item (`UnknownWord`).
    """
    inputs.word("stage", stage, CHECKLISTS)
    known = {item for items in CHECKLISTS.values() for item in items}
    for item in done:
        inputs.word("item", item, known)
    stages = list(CHECKLISTS)
    reached = [item for at in stages[: stages.index(stage) + 1] for item in CHECKLISTS[at]]
    waiting = [item for item in reached if not done.get(item)]
    flags = [f"gate_{gate}" for gate, items in GATES.items() if set(items) & set(waiting)]
    rests_on = basis({"stage": stage, "done": done}, n=len(reached))
    return ENGAGEMENT_PROCESS_OPEN_ITEMS.answer(waiting, rests_on, *flags)
