"""Mail through workers that die: none missing, doubled only where one was in flight."""

import os
import signal
from collections import Counter

import pytest


@pytest.mark.walk
def test_letters_of_people_are_neither_lost_nor_invented_when_workers_and_servers_fail(
    house, office
):
    """What was filed as sent was sent, what was sent is filed, each once, under the same name."""
    letters, deaths, drops = 30, (4, 11, 18, 26), 3
    house.at.settings |= {"ACCORD_MAIL_URL": f"smtp://127.0.0.1:{office.port}"}
    house.run("write", letters)
    office.drops_after_data = drops
    workers = [house.worker()]

    def die_sometimes():
        if len(office.taken) in deaths:
            os.kill(workers[-1].pid, signal.SIGKILL)

    office.on_taken = die_sometimes
    for _ in deaths:
        workers[-1].wait(timeout=120)
        workers.append(house.worker())
    house.at.wait("SELECT state, count(*) FROM letters_letter GROUP BY 1", [("sent", letters)], 240)

    copies = Counter(office.ids)
    named = {f"<{key}>" for (key,) in house.at.ask("SELECT message_id FROM letters_addressee")}
    assert set(copies) == named
    assert len(copies) == letters
    assert len(office.taken) <= letters + 2 * len(deaths) + drops
    assert house.one("SELECT count(DISTINCT message_id) FROM correspondence_message") == letters
    assert house.one("SELECT count(*) FROM correspondence_message") == letters
    assert house.one("SELECT count(*) FROM engagement_interaction") == letters
    assert {str(mail["To"]) for mail in office.taken} == {
        f"Reader {n} <reader{n}@example.org>" for n in range(letters)
    }
    house.demand_sound()


@pytest.mark.walk
def test_a_mailing_reaches_each_once_when_workers_die_and_servers_hang_up_after_data(house, office):
    """Each copy leaves under one name, however often it is tried; the mailing ends by itself."""
    copies, deaths, drops = 40, (5, 17, 31), 2
    house.at.settings |= {"ACCORD_MAIL_URL": f"smtp://127.0.0.1:{office.port}"}
    house.run("mail_to", copies)
    office.drops_after_data = drops
    workers = [house.worker()]

    def die_sometimes():
        if len(office.taken) in deaths:
            os.kill(workers[-1].pid, signal.SIGKILL)

    office.on_taken = die_sometimes
    for _ in deaths:
        workers[-1].wait(timeout=120)
        workers.append(house.worker())
    house.at.wait("SELECT state, count(*) FROM mailings_mailing GROUP BY 1", [("done", 1)], 240)

    sent = [mail for mail in office.taken if str(mail["Subject"]) == "News"]
    asked = "SELECT message_id FROM mailings_recipient WHERE state = 'sent'"
    named = {f"<{key}>" for (key,) in house.at.ask(asked)}
    assert len(named) == copies
    assert {mail["Message-ID"] for mail in sent} == named
    assert len(sent) <= copies + 2 * len(deaths) + drops
    assert len({str(mail["List-Unsubscribe"]) for mail in sent}) == copies
    told = "SELECT count(*) FROM stakeholders_timelinerow WHERE verb = 'mailing-sent'"
    assert house.one(told) == copies
    assert house.one("SELECT count(*) FROM mail_outmail WHERE kind = 'mailing'") == copies
    house.demand_sound()


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
