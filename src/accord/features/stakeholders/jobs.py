"""Changes to more parties than a page can wait for."""

from datetime import datetime
from typing import Any

from django.http import QueryDict

from accord.features.stakeholders import actions, queries
from accord.features.stakeholders.models import Party
from accord.features.stakeholders.queries import erasure_of
from accord.features.stakeholders.tables import party_list
from accord.foundation.accounts.models import User
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.kinds import LATE, Kind
from accord.foundation.journal.erasing import thoroughly
from accord.foundation.journal.models import Entry
from accord.foundation.journal.undo import undo_entries
from accord.foundation.journal.writing import writing
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices.times import as_told
from accord.foundation.search import actions as search
from accord.foundation.ui.listing.showing import Shown
from accord.methods.duplicates import Described, Weights, find_pairs, usual_weights

CHUNK = 500
FEWEST = 20  # records, below which nothing is learned of duplicates


def change_parties_of_a_list(  # noqa: PLR0913
    ctx: Context, *, by_id: int, query: str, what: str, value: Any = None, words: str = "",
    asked_at: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Change every party of a list as it was asked for, chunk by chunk with checkpoints.

    Days are those of whoever asked, when they asked.
    """
    by = User.objects.get(pk=by_id)
    asked = actions.BulkChange(what, value, words)
    with as_told(by):
        shown_at = datetime.fromisoformat(asked_at) if asked_at else clock.now()
        return _change(ctx, by, asked, Shown(party_list(by, shown_at), QueryDict(query)))


def _change(ctx: Context, by: User, asked: actions.BulkChange, shown: Shown) -> dict[str, Any]:
    at = clock.now()
    rows = shown.rows.order_by("pk")
    total = ctx.state.get("total") or rows.count()
    done = {"seen": 0, "changed": 0, "left": 0, "after": 0, "entries": [], **ctx.state}
    while keys := list(rows.filter(pk__gt=done["after"]).values_list("pk", flat=True)[:CHUNK]):
        with writing():
            made = actions.change_parties(by=by, keys=keys, what=asked, at=at)
            done |= {
                "total": total,
                "seen": done["seen"] + len(keys),
                "changed": done["changed"] + made.changed,
                "left": done["left"] + made.left,
                "after": keys[-1],
                "entries": [*done["entries"], made.entry_id],
            }
            ctx.checkpoint(**done)
        ctx.progress(min(done["seen"], total), total)
    return {name: done[name] for name in ("changed", "left", "entries")}


def undo_change_of_a_list(ctx: Context, *, by_id: int, entries: list[int]) -> dict[str, Any]:
    """Take back what such a change did, newest chunk first; what was written since stays."""
    by = User.objects.get(pk=by_id)
    left = [key for key in reversed(entries) if key not in set(ctx.state.get("undone", []))]
    kept = int(ctx.state.get("kept", 0))
    for key in left:
        with writing():
            batch = list(Entry.objects.filter(batch=key, undone_by=None).order_by("id"))
            if batch:
                kept += len(undo_entries(by=by, entries=batch, at=clock.now()).kept)
            ctx.checkpoint(undone=[*ctx.state.get("undone", []), key], kept=kept)
        ctx.progress(len(ctx.state["undone"]), len(entries))
    return {"undone": len(entries), "kept": kept}


def erase(ctx: Context, *, party_id: int, by_id: int | None, reason: str) -> dict[str, Any]:
    """Erase a party as it was asked for; what was done before a restart is not done twice."""
    del ctx
    by = SYSTEM if by_id is None else User.objects.get(pk=by_id)
    party = Party.objects.get(pk=party_id)
    erasure = erasure_of(party)
    if erasure is None:
        with thoroughly():
            erasure = actions.erase_party(by=by, party=party, reason=reason, at=clock.now())
    search.settle()  # once more, for a worker that died before it had
    actions.keep_ledger(by=SYSTEM, at=clock.now())
    return dict(erasure.counts)


def apply_retention_nightly(ctx: Context) -> dict[str, int]:
    del ctx
    return actions.apply_rules(by=SYSTEM, at=clock.now())


def keep_ledger_nightly(ctx: Context) -> dict[str, int]:
    """Write what a killed worker left out of the ledger."""
    del ctx
    return {"written": actions.keep_ledger(by=SYSTEM, at=clock.now())}


def find_duplicates(ctx: Context) -> dict[str, int]:
    """Learn from all records what tells of duplicates, weigh those that share anything, keep it."""
    found = {"seen": 0, "pairs": 0}
    for persons in (True, False):
        records = list(queries.describe(queries.of_sort(persons=persons)))
        ctx.progress(0, len(records) or None)
        weights = _learnt(records)
        pairs = list(find_pairs(records, weights, told=ctx.progress))
        at = clock.now()
        actions.keep_likeness(
            by=SYSTEM, persons=persons, weights=weights, count=len(records), at=at
        )
        kept = actions.keep_pairs(by=SYSTEM, pairs=pairs, of=None, at=at, persons=persons)
        found = {"seen": found["seen"] + len(records), "pairs": found["pairs"] + kept}
    return found


def _learnt(records: list[Described]) -> Weights:
    """Load what learns, which is large, only where there may be enough to learn from."""
    if len(records) < FEWEST:
        return usual_weights(len(records))
    from accord.methods.duplicates.learning import learn

    return learn(records)


KINDS = (
    Kind("stakeholders.duplicates", find_duplicates, priority=LATE, is_long=True),
    Kind("stakeholders.erase", erase, is_long=True),
    Kind("stakeholders.retention", apply_retention_nightly, priority=LATE),
    Kind("stakeholders.keep-ledger", keep_ledger_nightly, priority=LATE),
    Kind("stakeholders.bulk", change_parties_of_a_list, is_long=True),
    Kind("stakeholders.bulk-undo", undo_change_of_a_list, is_long=True),
)
