"""Answer people: the web processes, without a worker.

Put a server for TLS in front (docs/run) or use it as it is in a house network. Each process
answers two requests at once; more processes than cores gain nothing.

For example:
  accord web                              on the port of ACCORD_BASE_URL, a process for each core
  accord web --host 0.0.0.0 --port 8080   for others to reach
  accord web --processes 4
"""

from argparse import ArgumentParser, Namespace
from urllib.parse import urlsplit

from accord.config.commands import Exit, _lifeline
from accord.config.commands._setup import demand_sound_database
from accord.config.env import env

THREADS = 2
HERE = {"localhost", "127.0.0.1", "::1"}
USUAL_PORT = 8000


def usual_port() -> int:
    """Give the port of the address people use, if they use it without a server in between."""
    base = urlsplit(env().base_url)
    return base.port or USUAL_PORT if base.hostname in HERE else USUAL_PORT


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at, 127.0.0.1")
    parser.add_argument("--port", type=int, default=None, help="port to listen at, 8000")
    parser.add_argument("--processes", type=int, default=None, help="as many as there are cores")


def run(options: Namespace) -> int:
    _lifeline.hold()
    demand_sound_database()
    (env().home / "static").mkdir(exist_ok=True)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    server = Granian(
        "accord.config.wsgi:application",
        address=options.host,
        port=options.port or usual_port(),
        interface=Interfaces.WSGI,
        workers=options.processes or env().processes,
        blocking_threads=THREADS,
        http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=65_536),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=5,
    )
    server.serve()
    return Exit.FINE
