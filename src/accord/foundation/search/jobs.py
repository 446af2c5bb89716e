"""Making the index anew in the background."""

from datetime import timedelta
from typing import Any

from accord.foundation.jobs.context import Context
from accord.foundation.jobs.crons import Cron, Every
from accord.foundation.jobs.kinds import Kind
from accord.foundation.search import actions


def reindex_everything(ctx: Context, *, kinds: list[str] | None = None) -> dict[str, Any]:
    """Write the index once more; a killed worker's job goes on where it was."""
    start = (str(ctx.state.get("kind", "")), int(ctx.state.get("last", 0)))
    before = int(ctx.state.get("done", 0))
    done = before
    for reached in actions.reindexing(kinds or (), after=start):
        done = before + reached.done
        ctx.checkpoint(kind=reached.kind, last=reached.last, done=done)
        ctx.progress(done, reached.total)
    return {"documents": done}


def sort_in(ctx: Context) -> dict[str, Any]:
    """Sort what many new words are found by in among the rest."""
    times = 0
    while actions.sort_in():
        times += 1
        ctx.go_on()
    return {"times": times}


KINDS = (
    Kind("search.reindex", reindex_everything, is_long=True),
    Kind("search.sort-in", sort_in, is_long=True),
)
CRONS = (Cron("search.sort-in", "search.sort-in", Every(timedelta(minutes=10))),)
