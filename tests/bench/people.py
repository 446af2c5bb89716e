"""Who asks, and through which door: shared by everything that is measured."""

import time
from typing import Any

from django.test import Client

from accord.foundation.accounts.models import User
from tests.bench.budgets import Finding
from tests.bench.meters import Backends, Web, load


class Bench:
    """The data that was made, somebody who may see it, and a web process of theirs."""

    def __init__(self, connection: Any, made: dict[str, Any]) -> None:
        self.connection, self.made = connection, made
        self.engine = connection.vendor
        self.person = User.objects.get(email="reader@example.org")
        self.client = Client(HTTP_HOST="localhost")
        self.client.force_login(self.person)
        session = self.client.session
        session["signed-in-at"] = session["seen-at"] = time.time()
        session.save()
        self.cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}
        self.backends = Backends(connection)
        self._web: Web | None = None

    def web(self) -> Web:
        if self._web is None:
            self._web = Web(self.cookies)
            self._web.wait()
            self._web.get("/stakeholders/")
            self.backends.look()
        return self._web

    def leave_web(self) -> None:
        if self._web is not None:
            self._web.end()
        self._web = None

    def end(self) -> None:
        self.leave_web()

    def dearest(self, name: str, parts: list[dict[str, Any]]) -> Finding:
        """Give the row whose figure is that of its dearest part."""
        worst = max(parts, key=lambda part: part["cpu"])
        return Finding(
            name, self.engine, worst["cpu"], worst["counted"], worst["best"], worst["wall"],
            worst.get("raw"), load(), notes=f"dearest: {worst['asked']}", parts=parts,
        )  # fmt: skip
