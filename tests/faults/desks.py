"""Somebody signed in who speaks plain HTTP, as a browser would."""

import http.client
import re
from contextlib import closing
from http.cookies import SimpleCookie
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"


class Desk:
    def __init__(self, house, address):
        self.place = address.removeprefix("http://")
        self.cookies = SimpleCookie(f"session={house.run('session')}")

    def talk(self):
        return closing(http.client.HTTPConnection(self.place, timeout=60))

    def ask(self, method, path, body=b"", kind=FORM):
        with self.talk() as talk:
            self.send(talk, method, path, body, kind)
            answer = talk.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                self.cookies.load(cookie)
            return answer.status, answer.headers, answer.read().decode()

    @property
    def _cookie(self):
        return "; ".join(f"{name}={kept.value}" for name, kept in self.cookies.items())

    def send(self, talk, method, path, body=b"", kind=FORM):
        headers = {"Cookie": self._cookie, "Content-Type": kind, "Origin": f"http://{self.place}"}
        talk.request(method, path, body, headers)

    def begin(self, talk, method, path, kind, length):
        """Send the head of a request alone."""
        talk.putrequest(method, path)
        said = (("Cookie", self._cookie), ("Content-Type", kind), ("Content-Length", length))
        for name, value in said:
            talk.putheader(name, str(value))
        talk.endheaders()

    def token(self, path):
        status, _headers, page = self.ask("GET", path)
        assert status == 200, page[-2000:]
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

    def form(self, path, **values):
        return urlencode({**values, "csrfmiddlewaretoken": self.token(path)}).encode()

    def file(self, path, name, content):
        mark = b"--one-of-many"
        field = b'Content-Disposition: form-data; name="%s"'
        token = self.token(path).encode()
        body = b"\r\n".join(
            [mark, field % b"csrfmiddlewaretoken", b"", token, mark,
             field % b"file" + b'; filename="%s"' % name.encode(), b"Content-Type: text/csv", b"",
             content, mark + b"--", b""]
        )  # fmt: skip
        return body, "multipart/form-data; boundary=one-of-many"
