"""What a portfolio must hold before people judge a level. The level itself is never computed."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Final, NotRequired, TypedDict

from accord.methods import inputs
from accord.methods.capability.levels import demand_level
from accord.methods.errors import FutureDated
from accord.methods.result import Method, Result, basis

FEWEST_ITEMS: Final = 3
MONTHS: Final = 12
ATTRIBUTES: Final = ("autonomy", "influence", "complexity", "business_skills", "knowledge")
"""Generic attributes of a level, each to be stated in the person's words beside the items."""

RULES: Final = (
    "items_rest_on_records",
    "records_keep_their_ids",
    "a_person_judges_the_level",
    "the_owner_may_withdraw",
    "no_ranking_of_people",
    "nobody_approves_own_evidence",
)

EVIDENCE_CHECK: Final = Method("evidence_check")


class Item(TypedDict):
    """One piece of a portfolio. `records` are ids of records that do not change."""

    responsibility: str
    claim: str
    records: Sequence[str]
    reflection: str
    assessor: str
    day: date | str
    withdrawn: NotRequired[bool]


class Covered(TypedDict):
    items: int
    enough: bool


class Portfolio(TypedDict):
    """`unusable` holds [position of the item, what is wrong with it]."""

    responsibilities: dict[str, Covered]
    missing_attributes: list[str]
    unusable: list[list[int | str]]
    ready_for_judgement: bool


def evidence_check(
    level: int,
    owner: str,
    items: Sequence[Item],
    on: date | str,
    stated: Collection[str] = (),
) -> Result[Portfolio]:
    """Say whether a portfolio holds enough for people to judge a level (4 to 7).

    An item needs claim, records, reflection and an assessor who is not its owner; it counts for
    12 months; each responsibility of the level needs three. `stated` names the generic attributes
    that were written about. Withdrawn items are left out. Refuses unknown levels,
    responsibilities and attributes (`UnknownWord`) and items dated after `on` (`FutureDated`).
    Source: SFIA's guidance on evidence; the numbers are our own.
    """
    on = inputs.day("on", on)
    responsibilities = demand_level(level).responsibilities
    for attribute in stated:
        inputs.word("attribute", attribute, ATTRIBUTES)
    unusable: list[list[int | str]] = []
    counted: Counter[str] = Counter()
    for position, item in enumerate(items):
        if item.get("withdrawn", False):
            continue
        inputs.word("responsibility", item["responsibility"], responsibilities)
        wrong = _wrong_with(item, owner, on)
        unusable.extend([position, what] for what in wrong)
        counted[item["responsibility"]] += not wrong
    covered: dict[str, Covered] = {
        one: {"items": counted[one], "enough": counted[one] >= FEWEST_ITEMS}
        for one in responsibilities
    }
    missing = [attribute for attribute in ATTRIBUTES if attribute not in stated]
    portfolio: Portfolio = {
        "responsibilities": covered,
        "missing_attributes": missing,
        "unusable": unusable,
        "ready_for_judgement": not missing and all(one["enough"] for one in covered.values()),
    }
    told = {"level": level, "owner": owner, "items": items, "on": on, "stated": set(stated)}
    rests_on = basis(told, n=counted.total(), fewest_items=FEWEST_ITEMS, months=MONTHS)
    return EVIDENCE_CHECK.answer(portfolio, rests_on)


def _wrong_with(item: Item, owner: str, on: date) -> list[str]:
    day = inputs.day("day", item["day"])
    if day > on:
        raise FutureDated(f"the item of {day} lies after {on}")
    wrong = {
        "no_claim": not item["claim"].strip(),
        "no_records": not item["records"],
        "no_reflection": not item["reflection"].strip(),
        "no_assessor": not item["assessor"].strip(),
        "own_assessor": item["assessor"] == owner,
        "too_old": day < _a_year_before(on),
    }
    return [what for what, holds in wrong.items() if holds]


def _a_year_before(on: date) -> date:
    try:
        return on.replace(year=on.year - 1)
    except ValueError:  # 29 February
        return on.replace(year=on.year - 1, day=28)
