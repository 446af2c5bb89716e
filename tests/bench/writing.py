"""One change at a time, each flushed: four processes calling the action, and the same over HTTP."""

import http.client
import subprocess
import sys
import threading
import time
from secrets import token_hex
from urllib.parse import urlencode

from tests.bench.budgets import Finding
from tests.bench.meters import ROOT, load, web
from tests.bench.people import Bench

PROCESSES, SECONDS = 4, 12.0


def written(bench: Bench) -> Finding:
    bench.leave_web()
    done, used = _called(PROCESSES, SECONDS)
    rate = done / SECONDS
    busy = load()
    over = _over_http(bench, SECONDS)
    return Finding("write", bench.engine, rate, load=busy,
                   notes=f"half created, half changed, {used / done / 1e6:.1f} ms of CPU each;"
                   f" over HTTP {over:,.0f}/s")  # fmt: skip


def _called(number: int, seconds: float) -> tuple[int, int]:
    """Have processes call the action for a while; gives how often, and their nanoseconds of CPU."""
    command = [sys.executable, "-m", "tests.bench.writer", str(seconds)]
    started = [
        subprocess.Popen([*command, str(place)], cwd=ROOT, text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for place in range(number)
    ]  # fmt: skip
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate()[0].split() for process in started]
    return sum(int(done) for done, _used in told), sum(int(used) for _done, used in told)


def _over_http(bench: Bench, seconds: float) -> float:
    """Post the form of a new stakeholder from four clients to two web processes."""
    token, mark = "b" * 32, token_hex(4)
    cookies = {**bench.cookies, "csrf": token}
    done = [0] * PROCESSES
    with web(cookies, processes=2) as served:
        until = time.monotonic() + seconds

        def post(place: int) -> None:
            client = http.client.HTTPConnection("localhost", served.port, timeout=60)
            while time.monotonic() < until:
                form = {"kind": "organisation", "name": f"Posted {mark} {place} {done[place]}",
                        "mail": f"{mark}{place}.{done[place]}@example.org"}  # fmt: skip
                headers = {**served.headers(), "X-CSRFToken": token,
                           "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
                client.request("POST", "/stakeholders/add/", urlencode(form), headers)
                answer = client.getresponse()
                answer.read()
                if answer.status >= 400:
                    raise RuntimeError(f"the form was refused: {answer.status}")
                done[place] += 1

        threads = [threading.Thread(target=post, args=[place]) for place in range(PROCESSES)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sum(done) / seconds
