"""A worker with kinds of jobs that only tests know: ``python -m tests.jobs.worker_process``."""

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from accord.config.commands._setup import prepare

prepare()

from accord.config.commands.worker import stop_on_signals  # noqa: E402
from accord.foundation.jobs.kinds import Kind, kinds  # noqa: E402
from accord.foundation.jobs.models import Slot  # noqa: E402
from accord.foundation.jobs.reactions import Reaction, reactions  # noqa: E402
from accord.foundation.jobs.worker import Worker  # noqa: E402
from accord.foundation.journal.writing import writing  # noqa: E402
from accord.foundation.kernel import clock  # noqa: E402
from accord.foundation.kernel.events import Event  # noqa: E402

HOME = Path(os.environ["ACCORD_HOME"])
STEP = float(os.environ.get("TEST_STEP", "0.01"))


@dataclass(frozen=True, kw_only=True)
class Happened(Event):
    name: ClassVar[str] = "tests.happened"
    number: int


def alone(ctx):
    """Fails loudly when somebody runs the same job at the same time."""
    mark = HOME / f"job-{ctx.job_id}"
    mark.touch(exist_ok=False)
    with suppress(FileExistsError), (HOME / "ran").open("a") as lines:
        lines.write(f"{ctx.job_id}\n")
    time.sleep(STEP)
    mark.unlink()


def rows(ctx, *, count):
    """Writes ``count`` rows that may not be there twice, ten in a transaction."""
    with (HOME / "ran").open("a") as lines:
        lines.write(f"{ctx.job_id}\n")
    for first in range(ctx.state.get("next", 0), count, 10):
        with writing():
            Slot.objects.bulk_create(
                Slot(name="tests.rows", slot=str(n), filled_at=clock.now())
                for n in range(first, first + 10)
            )
            ctx.checkpoint(next=first + 10)
        time.sleep(STEP)
        ctx.progress(first + 10, count)
    return {"rows": count}


def keep(event, at):
    Slot(name="tests.kept", slot=str(event.number), filled_at=at).save(force_insert=True)


def main():
    kinds.add("tests.alone", Kind("tests.alone", alone, max_tries=1))
    kinds.add("tests.rows", Kind("tests.rows", rows, is_long=True))
    reactions.add("tests.keep", Reaction(Happened, "tests.keep", keep))
    worker = Worker(lanes=2, lease=timedelta(seconds=2))
    stop_on_signals(worker.stop)
    worker.run()


if __name__ == "__main__":
    main()
