"""Work in the background: deliver events, run jobs, send mail, follow the clock.

Start as many as you like, on as many machines as you like: each job is done by one of them. Stops
cleanly on SIGTERM or ctrl-C; a job that was not ready goes on in the next worker.

For example:
  accord worker               until stopped
  accord worker --lanes 4     four jobs at once; the first lane is kept for short ones
  accord worker --once        do all that is due now, then end
"""

import gc
import signal
import threading
from argparse import ArgumentParser, Namespace

from accord.config.commands import Exit, _lifeline
from accord.config.commands._setup import demand_sound_database, prepare


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--lanes", type=int, default=2, help="jobs at once, 2 if not given")
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")


def run(options: Namespace) -> int:
    _lifeline.hold()
    prepare()
    demand_sound_database()
    gc.freeze()  # see wsgi.py
    gc.set_threshold(50_000, 20, 50)
    from accord.foundation.jobs.worker import Worker, drain, fill_slots

    if options.once:
        fill_slots()
        print(f"Jobs done: {drain()}.")
        return Exit.FINE
    worker = Worker(lanes=max(options.lanes, 1))
    stop_on_signals(worker.stop)
    worker.run()
    return Exit.FINE


def stop_on_signals(stop: object) -> None:
    """Call ``stop`` on SIGTERM and SIGINT, in a thread: it may take locks that this one holds."""

    def on_signal(*_: object) -> None:
        threading.Thread(target=stop, daemon=True).start()  # type: ignore[arg-type]

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
