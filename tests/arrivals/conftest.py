"""A Dovecot for the tests that read mailboxes; where there is none they are skipped, loudly."""

import os
import shutil

import pytest

from tests.arrivals.dovecot import Dovecot, is_there
from tests.mail.conftest import certificate, installation, migrated

__all__ = ["certificate", "installation", "migrated"]


@pytest.fixture(scope="session")
def mail_keeper(certificate):
    """Run one Dovecot for all tests; each empties what it uses."""
    if not is_there():
        if os.environ.get("ACCORD_DOVECOT") == "required":
            pytest.fail("no dovecot here: install dovecot-imapd")
        pytest.skip("NO DOVECOT HERE: mailboxes are not tested. Install dovecot-imapd.")
    made = Dovecot(certificate)
    yield made
    made.stop()


@pytest.fixture
def keeper(mail_keeper, settings, monkeypatch):
    """Give the server with nothing in its mailboxes, allowed and trusted."""
    shutil.rmtree(mail_keeper.home / "mail")
    (mail_keeper.home / "mail").mkdir()
    mail_keeper.hand_over()
    settings.INTERNAL_HOSTS = ["localhost"]
    monkeypatch.setenv("SSL_CERT_FILE", str(mail_keeper.certificate))
    return mail_keeper
