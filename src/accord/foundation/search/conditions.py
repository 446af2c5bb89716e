"""What one person may see, as SQL on shelves, the same on both databases."""

from accord.foundation.search.rows import Condition
from accord.foundation.search.shelves import FOR_EVERYONE, KIND_SPAN, Sight


def seen(shelf: str, card: str, sight: Sight) -> Condition:
    """Say that the document of the columns ``shelf`` and ``card`` may be seen."""
    if sight.is_blind:
        return Condition("1 = 0", ())
    if sight.person_id is None:
        return Condition("1 = 1", ())
    open_to = f"{shelf} >= {KIND_SPAN}"
    if sight.departments is not None:
        audiences = [FOR_EVERYONE, *(key + 2 for key in sorted(sight.departments))]
        open_to = f"{shelf} / {KIND_SPAN} IN ({','.join(map(str, audiences))})"
    return Condition(
        f"({open_to} OR ({shelf} < {KIND_SPAN} AND EXISTS (SELECT 1 FROM search_reader n"
        f" WHERE n.person_id = %s AND n.card_id = {card})))",
        (sight.person_id,),
    )


def within(column: str, sight: Sight, card: str = "") -> Condition:
    """Say that the card whose id is in ``column``, if any is, may be seen.

    ``card`` is the column of what is within it, where that may stand alone for its owners.
    """
    inner = seen("w.shelf_id", "w.id", sight)
    alone = reads(card, -(sight.person_id or 0)) if card else Condition("1 = 0", ())
    return Condition(
        f" AND ({column} = 0 OR EXISTS (SELECT 1 FROM search_card w"
        f" WHERE w.id = {column} AND {inner.sql}) OR {alone.sql})",
        (*inner.values, *alone.values),
    )


def reads(card: str, person: int) -> Condition:
    """Say that ``person`` is named as a reader of the card of that column."""
    return Condition(
        f"EXISTS (SELECT 1 FROM search_reader a WHERE a.person_id = %s AND a.card_id = {card})",
        (person,),
    )
