"""What work costs: processor time of the processes that do it, to the nanosecond."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
WARM, TIMES, LOOPS = 4, 17, 5
MOST, ENOUGH, CALM = 68, 7, 1.1  # turns, calm ones to go by, how much slower a calm one may be


def cpu_of(pid: int) -> int:
    """Give the nanoseconds of processor time that a process has used, all its threads together."""
    try:
        return time.clock_gettime_ns((~pid << 3) | 2)
    except OSError:
        return 0


def children_of(pid: int) -> list[int]:
    """Give every process below ``pid``."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                after = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(after[1]), []).append(int(folder.name))
    found, open_ = [], [pid]
    while open_:
        mine = parents.get(open_.pop(), [])
        found += mine
        open_ += mine
    return found


def pss_of(pid: int) -> float:
    """Give the proportional share of memory of a process, in MiB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


class Backends:
    """The processes that the database works in for others than ourselves."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.pids: list[int] = []

    def look(self) -> None:
        """Find the backends that serve somebody now; none where the database is a library."""
        if self.connection.vendor != "postgresql":
            return
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            self.pids = [row[0] for row in cursor.fetchall()]

    def own(self) -> list[int]:
        if self.connection.vendor != "postgresql":
            return []
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return [cursor.fetchone()[0]]

    def used(self) -> int:
        return sum(map(cpu_of, self.pids))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Web:
    """A real web process and a client of it, signed in."""

    def __init__(self, cookies: Mapping[str, str], processes: int = 1) -> None:
        self.port, self.cookies = free_port(), dict(cookies)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "accord", "web", "--port", str(self.port),
             "--processes", str(processes)], cwd=ROOT, env=os.environ,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.client = http.client.HTTPConnection("localhost", self.port, timeout=600)
        self.workers: list[int] = []

    def wait(self) -> None:
        """Wait for the first answer."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                self.client.request("GET", "/sign-in/", headers={"Host": f"localhost:{self.port}"})
                answer = self.client.getresponse()
                answer.read()
            except OSError:
                self.client.close()
                time.sleep(0.005)
                continue
            self.workers = children_of(self.process.pid)
            return
        raise TimeoutError("the web process does not answer")

    def headers(self) -> dict[str, str]:
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Host": f"localhost:{self.port}", "Cookie": told, "Accept": "text/html"}

    def get(self, path: str, **headers: str) -> bytes:
        asked = {**self.headers(), **headers}
        try:
            self.client.request("GET", path, headers=asked)
            answer = self.client.getresponse()
        except http.client.RemoteDisconnected:  # it does not wait long for the next question
            self.client.close()
            self.client.request("GET", path, headers=asked)
            answer = self.client.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {answer.getheader('location')}")
        return body

    def used(self) -> int:
        return sum(map(cpu_of, [self.process.pid, *self.workers]))

    def memory(self) -> float:
        """Give the memory of the process that answers, the largest of them."""
        return max(map(pss_of, self.workers))

    def end(self) -> None:
        self.client.close()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def web(cookies: Mapping[str, str], processes: int = 1) -> Iterator[Web]:
    served = Web(cookies, processes)
    try:
        served.wait()
        yield served
    finally:
        served.end()


@dataclass(frozen=True)
class Cost:
    """Medians in milliseconds: of the web process, of the database, of both, on the clock.

    They are of the turns in which the machine kept its best pace (see ``Pace``) before and after;
    where there were hardly any, of all turns, divided by the pace of each. ``counted`` is what
    was counted of both in all turns, ``best`` the tenth of both.
    """

    web: float
    base: float
    cpu: float
    wall: float
    best: float
    counted: float


class Pace:
    """How much longer all work takes now than at the machine's best, by a fixed loop.

    A virtual processor is shared: what costs 3 ms may be counted as 5 the moment after. Of a few
    loops the quickest counts, for the first one is slowed down by what was done before it.
    """

    def __init__(self) -> None:
        self.best = min(self._loop() for _ in range(300))

    def now(self) -> float:
        found = min(self._loop() for _ in range(LOOPS))
        self.best = min(self.best, found)
        return found / self.best

    def _loop(self) -> float:
        before = time.process_time_ns()
        sum(number * number % 7 for number in range(10_000))
        return float(time.process_time_ns() - before)


@cache
def pace() -> Pace:
    return Pace()


def cost(
    work: Callable[[], object],
    web_used: Callable[[], int],
    base_used: Callable[[], int],
    times: int = TIMES,
) -> Cost:
    found: list[Turn] = []
    slow = pace().now()
    for turn in range(-WARM, MOST):
        before = web_used(), base_used(), time.perf_counter_ns()
        work()
        wall = time.perf_counter_ns() - before[2]
        used = web_used() - before[0], base_used() - before[1]
        slower = pace().now()
        if turn >= 0:
            found.append(Turn(*used, wall, (slow + slower) / 2, max(slow, slower) < CALM))
        slow = slower
        if sum(one.is_calm for one in found) >= times:
            break
    return _medians(found)


class Turn(NamedTuple):
    """What was counted of one turn, in nanoseconds, and how much longer than at best it took."""

    web: int
    base: int
    wall: int
    pace: float
    is_calm: bool


def _medians(found: Sequence[Turn]) -> Cost:
    def middle(numbers: Iterable[float]) -> float:
        return median(numbers) / 1e6

    calm = [one for one in found if one.is_calm]
    kept = calm if len(calm) >= ENOUGH else found
    both = sorted((one.web + one.base) / one.pace for one in kept)
    return Cost(
        web=middle(one.web / one.pace for one in kept), cpu=middle(both),
        base=middle(one.base / one.pace for one in kept), wall=middle(one.wall for one in kept),
        best=both[len(kept) // 10] / 1e6, counted=middle(one.web + one.base for one in found),
    )  # fmt: skip


def load() -> float:
    return os.getloadavg()[0]


def reference() -> tuple[float, float]:
    """Give the milliseconds of CPU of a fixed loop, at its best and usually.

    Where the two differ, others work at the same core, and all CPU is counted higher than it is.
    """
    found = []
    for _ in range(100):
        before = time.process_time_ns()
        sum(number * number % 7 for number in range(50_000))
        found.append((time.process_time_ns() - before) / 1e6)
    return min(found), median(found)
