"""A real browser on a real server."""

from types import SimpleNamespace

import pytest
from django.test import Client


@pytest.fixture
def visit(chromium, live_server):
    """Open an address as somebody; the page fails the test on any error or breach of the policy."""
    contexts, complaints = [], []

    def open_as(person, path, *, width=1440, height=900, workers="block", **cookies):
        client = Client()
        client.force_login(person)
        context = chromium.new_context(
            viewport={"width": width, "height": height}, service_workers=workers
        )
        contexts.append(context)
        session = client.cookies["session"].value
        kept = {"session": session, **cookies}
        context.add_cookies(
            [{"name": k, "value": v, "url": live_server.url} for k, v in kept.items()]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        return page

    yield SimpleNamespace(open=open_as, complaints=complaints)
    for context in contexts:
        context.close()
    assert complaints == []
