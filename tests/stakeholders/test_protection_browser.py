"""The pages of data protection in a real browser: wide and on a phone, light and dark."""

import os

import pytest

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import RetentionRule
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.axe import violations
from tests.factories.stakeholders import party
from tests.stakeholders.test_erasure import life  # noqa: F401 -- a fixture
from tests.stakeholders.test_files import shelf  # noqa: F401 -- a fixture
from tests.ui.conftest import visit  # noqa: F401 -- a fixture

pytestmark = [
    pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shelf"),
]  # fmt: skip


@pytest.fixture
def house(life, person, at):  # noqa: F811
    """A record with everything, a rule of each sort, questions that wait, a log with lines."""
    keeper = person(Role.CUSTODIAN, name="Data Keeper")
    old = at.replace(year=2020)
    for name in ("Harbour Board", "Anna Tamm", "Society of Friends of the Old Waterworks"):
        party(name, at=old)
    for name, months, outcome in (("Three years of silence", 36, "review"),
                                  ("Former applicants", 12, "erase")):  # fmt: skip
        details = actions.RuleDetails(name=name, months=months, outcome=outcome)
        rule = actions.add_rule(by=keeper, details=details, at=at)
        if outcome == "review":
            actions.switch_rule(by=keeper, rule=rule, is_active=True, seen=rule.version, at=at)
    now = clock.now()
    actions.apply_rules(by=SYSTEM, at=now)
    actions.note_whole_file(by=keeper, party=life, form="pdf", at=now)
    for name in ("Water quality", "Road works"):
        actions.add_topic(by=SYSTEM, name=name, at=at)
    return keeper


def addresses(ref):
    rule = RetentionRule.objects.get(outcome="erase").pk
    return {
        "protection": f"/stakeholders/{ref}/protection/", "erase": f"/stakeholders/{ref}/erase/",
        "retention": "/admin/retention/", "rule": f"/admin/retention/{rule}/",
        "rule-add": "/admin/retention/add/", "processing": "/admin/processing/",
    }  # fmt: skip


@pytest.mark.walk
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_page_is_sound_in_every_form(visit, house, life, theme):  # noqa: F811
    page = visit.open(house, "/", theme=theme)
    server = page.url.rstrip("/")
    found = {}
    for name, address in addresses(life.ref).items():
        for width, height in ((1440, 900), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            page.goto(server + address)
            page.wait_for_load_state("networkidle")
            wide = page.evaluate("document.documentElement.scrollWidth")
            faults = [*violations(page), *([f"{wide} wide"] if wide > width else [])]
            if faults:
                found[name, width] = faults
            if folder := os.environ.get("ACCORD_SHOTS"):
                page.screenshot(path=f"{folder}/{name}.{theme}.{width}.png", full_page=True)
    assert found == {}
