"""A real CalDAV server on this machine, which takes what it is given for what it is."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from http.client import HTTPConnection
from pathlib import Path

ASK = """<?xml version="1.0" encoding="utf-8"?>
<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
  <d:prop><c:calendar-data/></d:prop>
  <c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">
    <c:time-range start="{start:%Y%m%dT%H%M%SZ}" end="{end:%Y%m%dT%H%M%SZ}"/>
  </c:comp-filter></c:comp-filter></c:filter>
</c:calendar-query>"""


class Peer:
    """Radicale with one calendar, at ``PATH``."""

    PATH = "/marta/accord/"

    def __init__(self) -> None:
        self._home = tempfile.TemporaryDirectory()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        options = {
            "--server-hosts": f"127.0.0.1:{self._port}", "--auth-type": "none",
            "--storage-filesystem-folder": str(Path(self._home.name) / "kept"),
        }  # fmt: skip
        command = [sys.executable, "-m", "radicale", "--config", ""]
        command += [part for pair in options.items() for part in pair]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, env=dict(os.environ), **quiet)
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self._port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("radicale does not answer")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._home.cleanup()

    def __call__(self, method: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        made = HTTPConnection("127.0.0.1", self._port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["Authorization"] = f"Basic {b64encode(b'marta:any').decode()}"
        made.request(method, self.PATH, body, named)
        answer = made.getresponse()
        return answer.status, answer.read()
