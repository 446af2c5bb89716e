"""A newsletter that some agreed to, a segment of theirs, and a real server that takes it."""

import pytest

from accord.features.letters import actions as letters
from accord.features.mailings import actions
from accord.features.mailings.models import Recipient
from accord.features.stakeholders import actions as register
from accord.foundation.jobs.models import Job
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.letters.conftest import reachable
from tests.mail.conftest import office

__all__ = ["office"]
WORDS = "{{ party.name }}, we open the valve in June."


@pytest.fixture
def lead(person):
    return person(Role.LEAD, name="Lena Lead")


@pytest.fixture
def news(at, db):
    return register.add_consent_purpose(by=SYSTEM, name="Newsletter", at=at)


@pytest.fixture
def reader(at, news):
    """Make somebody whom a mailing reaches; ``said`` is what they said of the newsletter."""

    def make(name, *, said="given", address="", **fields):
        found = reachable(name, address or f"{name.split()[0].lower()}@example.org", at, **fields)
        if said:
            register.record_consent(
                by=SYSTEM, party=found, purpose=news, state=said, source="a form", at=at
            )
        return found

    return make


@pytest.fixture
def template(at, lead):
    details = letters.TemplateDetails(
        name="Valve", scope="everyone", subject="The valve", text=WORDS
    )
    return letters.keep_template(by=lead, details=details, at=at)


@pytest.fixture
def mailing(at, lead, template, news):
    """Make one ready for some, and check it."""

    def make(*parties, **fields):
        fields.setdefault("per_minute", 60)
        details = actions.MailingDetails(
            title="Valve, June", template=template, purpose=news, parties=parties, **fields
        )
        made = actions.write_mailing(by=lead, details=details, at=at)
        return actions.check_mailing(by=lead, mailing=made, at=at)

    return make


def states(made):
    rows = Recipient.objects.filter(mailing=made).order_by("pk").values_list(
        "party__name", "state", "reason"
    )  # fmt: skip
    return {name: reason or state for name, state, reason in rows}


def work(turns=4):
    """Let the worker do what is due, and what would be soon."""
    for _turn in range(turns):
        Job.objects.filter(state="waiting", name__startswith="mailings.").update(run_at=clock.now())
        drain()
