"""Workers that die while a mail server has their mail."""

import os
import signal
from collections import Counter

import pytest

WORKER = "tests.mail.worker_process"
MAILS = 12


@pytest.fixture
def postal(installation, office):
    installation.settings = {"ACCORD_MAIL_URL": f"smtp://127.0.0.1:{office.port}"}
    return installation


@pytest.mark.walk
@pytest.mark.parametrize("deaths", [{3}, {3, 6, 9}])
def test_no_mail_is_missing_and_one_is_doubled_only_where_a_worker_died(postal, office, deaths):
    done = postal.module(WORKER, "post", MAILS)
    assert done.returncode == 0, done.stderr
    workers = [postal.start(WORKER)]

    died_with = []

    def die_sometimes():
        if len(office.taken) in deaths:
            died_with.append(office.ids[-1])
            os.kill(workers[-1].pid, signal.SIGKILL)

    office.on_taken = die_sometimes
    for _ in deaths:
        workers[-1].wait(timeout=60)
        workers.append(postal.start(WORKER))
    postal.wait("SELECT state, count(*) FROM mail_outmail GROUP BY 1", [("sent", MAILS)])

    known = {key for (key,) in postal.ask("SELECT message_id FROM mail_outmail")}
    copies = Counter(office.ids)
    assert set(copies) == known
    assert len(office.taken) <= MAILS + len(deaths)
    assert copies - Counter(died_with) <= Counter(known)


@pytest.mark.walk
def test_a_worker_hands_over_one_mail_at_a_time(postal, office):
    """A mail that the server has and we have not written down would go twice after a death."""
    between = []

    def look():
        ((sent,),) = postal.ask("SELECT count(*) FROM mail_outmail WHERE state = 'sent'")
        between.append(len(office.taken) - sent)

    office.on_taken = look
    postal.module(WORKER, "post", 40)
    postal.start(WORKER)
    postal.wait("SELECT state, count(*) FROM mail_outmail GROUP BY 1", [("sent", 40)])
    assert between == [1] * 40


@pytest.mark.walk
def test_two_workers_send_each_mail_once(postal, office):
    postal.module(WORKER, "post", 30)
    for _ in range(2):
        postal.start(WORKER)
    postal.wait("SELECT state, count(*) FROM mail_outmail GROUP BY 1", [("sent", 30)])
    assert len(office.ids) == len(set(office.ids)) == 30
