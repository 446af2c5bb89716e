"""An installation that things happen to, and what must hold of it afterwards."""

import os
import signal
import socket
import time
import urllib.request

PROCESS = "tests.faults.fault_process"


class House:
    """Real processes on a real database; what is asked of it is what an auditor would ask."""

    def __init__(self, installation):
        self.at = installation
        self.home = installation.home

    def run(self, *words):
        done = self.at.module(PROCESS, *words, timeout=120)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.strip()

    def worker(self, **settings):
        return self.at.start(PROCESS, "worker", **settings)

    def kill(self, process):
        """End a process and its children as a power cut would."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def one(self, query):
        ((found,),) = self.at.ask(query)
        return found

    def wait_for(self, query, least, seconds=60):
        """Wait until a count has reached ``least``."""
        deadline = time.monotonic() + seconds
        while (found := self.one(query)) < least:
            if time.monotonic() > deadline:
                raise AssertionError(f"{query}: {found}\n{self.at.log()[-4000:]}")
            time.sleep(0.01)  # what other processes do is seen by looking

    def web(self, **settings):
        """Start a web process; gives it and its address once it answers."""
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        address = f"http://localhost:{port}"
        self.at.settings |= {"ACCORD_BASE_URL": address, "ACCORD_SECOND_FACTOR": "no"}
        process = self.at.start(
            "accord", "web", "--port", str(port), "--processes", "1", **settings
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"{address}/sign-in/", timeout=5):  # noqa: S310 -- our own server
                    return process, address
            except OSError:
                assert time.monotonic() < deadline, self.at.log()[-3000:]
                time.sleep(0.1)  # the server is another process

    def demand_sound(self):
        """Structure, trail, index and files are whole."""
        done = self.at.accord("check", timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr


def write_rows(path, count):
    """Write a table of people and organisations, each with a number and a word of its own."""
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name,email,country,note\n")
        for n in range(count):
            mail = f"p{n}@example.org" if n % 3 else ""
            file.write(f'{n},"Żółw {n}",{mail},{"PL" if n % 2 else "EE"},"line {n}\nmore"\n')
    return path
