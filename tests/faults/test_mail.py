"""Mail through workers that die: none missing, doubled only where one was in flight."""

import os
import signal
from collections import Counter

import pytest


@pytest.mark.walk
def test_many_deaths_lose_no_mail(house, office):
    """Each of a worker's two lanes may have one mail in flight when it dies."""
    mails, deaths = 60, (7, 19, 20, 41, 55)
    house.at.settings |= {"ACCORD_MAIL_URL": f"smtp://127.0.0.1:{office.port}"}
    house.run("post", mails)
    workers = [house.worker()]

    def die_sometimes():
        if len(office.taken) in deaths:
            os.kill(workers[-1].pid, signal.SIGKILL)

    office.on_taken = die_sometimes
    for _ in deaths:
        workers[-1].wait(timeout=120)
        workers.append(house.worker())
    house.at.wait("SELECT state, count(*) FROM mail_outmail GROUP BY 1", [("sent", mails)], 120)

    copies = Counter(office.ids)
    assert set(copies) == {key for (key,) in house.at.ask("SELECT message_id FROM mail_outmail")}
    assert len(copies) == mails
    assert len(office.taken) <= mails + 2 * len(deaths)
    assert max(copies.values()) <= 3
