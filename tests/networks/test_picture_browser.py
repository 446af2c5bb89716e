"""Ten thousand stakeholders and a hundred thousand ties, drawn and moved in a real browser."""

import json
import random
import statistics
import time

import pytest
from django.test import Client

from accord.features.networks.models import Network, Position
from accord.features.stakeholders.models import Party
from accord.foundation.journal import rows
from accord.foundation.kernel.roles import Role
from accord.methods.stakeholders.layout import network_layout
from tests.conftest import NOON
from tools.chromium import find

pytestmark = [
    pytest.mark.browser, pytest.mark.walk, pytest.mark.django_db(transaction=True),
]  # fmt: skip
PARTIES, TIES, CIRCLE = 10_000, 100_000, 200
MOST = 10.0  # milliseconds of script in a frame, in the median
SECONDS = 4
# Without these, a machine without graphics draws no WebGL at all.
WEBGL = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
KINDS = "devtools.timeline,disabled-by-default-devtools.timeline"
SCRIPT = {"FunctionCall", "EvaluateScript", "FireAnimationFrame", "EventDispatch", "TimerFire"}
RENDERER = """() => {
  const gl = document.createElement("canvas").getContext("webgl2");
  return gl.getParameter(gl.getExtension("WEBGL_debug_renderer_info").UNMASKED_RENDERER_WEBGL);
}"""
PLACES = """() => {
  const { graph } = document.querySelector("[data-network]").accordNetwork;
  return graph.mapNodes((key, node) => [node.x, node.y]);
}"""


def wide_network():
    """Circles that know each other well, and few ties between them."""
    chance, ties = random.Random(5), {}  # noqa: S311
    while len(ties) < TIES:
        one = chance.randrange(PARTIES)
        home = one // CIRCLE * CIRCLE
        far = chance.random() < 0.08
        other = chance.randrange(PARTIES) if far else home + int(CIRCLE * chance.random() ** 2)
        if one != other:
            ties[min(one, other), max(one, other)] = round(chance.random() * 3, 2)
    return [[one, other, weight] for (one, other), weight in sorted(ties.items())]


def keep(ties, places):
    parties = [
        rows.new_row(
            Party, ref=f"S-{n:06}", name=f"Stakeholder {n}", sort_key=f"{n:06}", kind="organisation",
            added_at=NOON,
        )
        for n in range(PARTIES)
    ]  # fmt: skip
    rows.insert_many(Party, parties)
    rows.insert_many(
        Position,
        [
            Position(
                party_id=party.pk, place=place, x=x, y=y, degree=20, weight=20.0 + place % 50,
                community=place // CIRCLE,
            )
            for place, (party, (x, y)) in enumerate(zip(parties, places, strict=True))
        ],
    )  # fmt: skip
    network = Network(
        measured_at=NOON, method="made", seed=1, parties_count=PARTIES, ties_count=len(ties),
        density=0.002, is_ranked=True, drawn_ties=json.dumps(ties),
    )  # fmt: skip
    rows.insert_many(Network, [network])


def drag(page):
    """Move the picture to and fro for some seconds; gives how many steps that were."""
    box = page.locator(".sigma").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    until, step = time.monotonic() + SECONDS, 0
    while time.monotonic() < until:
        step += 1
        page.mouse.move(x + 120 * ((step % 40) / 20 - 1), y + 60 * ((step % 24) / 12 - 1))
    page.mouse.up()


def script_by_frame(traced):
    """Give the milliseconds of script in each frame of the page's own thread."""
    events = json.loads(traced)["traceEvents"]
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    found = sorted(
        (event["ts"], event.get("dur", 0), event["name"])
        for event in events
        if event.get("ph") == "X"
        and event["name"] in SCRIPT
        and (event["pid"], event["tid"]) in mains
    )
    frames, end = [], 0
    for start, length, name in found:
        if name == "FireAnimationFrame":
            frames.append(0.0)
        if start >= end and frames:  # what lies within another is counted with it
            frames[-1] += length / 1000
        end = max(end, start + length)
    return frames


@pytest.mark.duty("R02")
def test_a_big_network_moves_smoothly_and_is_not_laid_out_in_the_page(
    chromium, live_server, person, capsys
):
    ties = wide_network()
    began = time.process_time()
    places = network_layout(PARTIES, [(a, b, min(w / 3, 1)) for a, b, w in ties], 1)
    laid_out = time.process_time() - began
    keep(ties, places)
    browser = chromium.browser_type.launch(executable_path=find(), args=[*WEBGL])
    try:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        client = Client()
        client.force_login(person(Role.VIEWER))
        session = client.cookies["session"].value
        context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/networks/")
        page.locator("[data-drawn]").wait_for(timeout=60_000)
        page.locator(".sigma").scroll_into_view_if_needed()
        before, renderer = page.evaluate(PLACES), page.evaluate(RENDERER)
        browser.start_tracing(page=page, categories=KINDS.split(","))
        drag(page)
        frames = script_by_frame(browser.stop_tracing())
        assert page.evaluate(PLACES) == before == [[x, -y] for x, y in places]
    finally:
        browser.close()
    median = statistics.median(frames)
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{PARTIES} stakeholders, {len(ties)} ties: laid out on the server in"
            f" {laid_out:.1f} s of CPU; script in a frame {median:.1f} ms (median of"
            f" {len(frames)}), {len(frames) / SECONDS:.0f} frames a second; {renderer}"
        )
    assert median <= MOST
