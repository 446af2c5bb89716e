"""Mail, notes, feedback, policies and the calendar over HTTP: what pages show, to whom they do."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from accord.features.correspondence.models import Message
from accord.features.governance import actions as governance
from accord.features.tasks.actions import TaskDetails, add_task
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from tests.arrivals.letters import letter
from tests.correspondence.test_filing import mari, take
from tests.factories.initiatives import initiative

__all__ = ["mari"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


def stranger(number, **more):
    return letter(number, sender="Who <who@else.example>", **more)


def test_mail_is_read_filed_and_set_aside_with_a_reason(caller, mari, at):
    call, other = caller("practitioner", name="ann"), caller("manager", name="bo")
    take(call.person, at, letter(1, subject="Pipe"), stranger(2, subject="Odd"), stranger(3))
    rows = call.get("messages").json()["items"]
    assert [(row["ref"], row["state"], row["subject"]) for row in rows] == [
        ("M-0001", "filed", "Pipe"), ("M-0002", "waiting", "Odd"), ("M-0003", "waiting", "Water"),
    ]  # fmt: skip
    assert [row["ref"] for row in call.get("messages?state=waiting").json()["items"]] == [
        "M-0002", "M-0003",
    ]  # fmt: skip
    told = call.get("messages/M-0001").json()
    assert (told["talk"], told["why"], told["text"].strip()) == (
        "K-0001", "known", "Is the water safe?",
    )  # fmt: skip
    assert told["parties"] == [{"ref": mari.ref, "name": "Mari Mägi"}]
    assert call.post("messages/M-0002/file", {"parties": ["S-9999"]}).status_code == 422
    filed = call.post("messages/M-0002/file", {"parties": [mari.ref], "remembers": True}).json()
    assert (filed["state"], filed["parties"][0]["ref"]) == ("filed", mari.ref)
    later = {"until": (at.date() + timedelta(days=900)).isoformat(), "reason": "Away"}
    assert call.post("messages/M-0003/snooze", later).json()["state"] == "waiting"
    assert other.post("messages/M-0003/snooze", later).status_code == 404
    assert call.post("messages/M-0003/assign", {"to_id": 9999}).status_code == 422
    assert call.post("messages/M-0003/aside", {}).status_code == 422
    aside = call.post("messages/M-0003/aside", {"reason": "An advertisement"}).json()
    assert (aside["state"], aside["reason"]) == ("aside", "An advertisement")
    assert call.post("messages/M-0003/aside", {"reason": "Again"}).status_code == 409
    for path in ("messages/M-0001", "messages/M-0003"):
        assert other.get(path).status_code == 404
    assert other.post("messages/M-0003/aside", {"reason": "x"}).status_code == 404
    assert other.get("messages").json()["items"] == []


@pytest.mark.usefixtures("mari")
def test_whoever_may_read_filed_mail_says_nothing_of_what_becomes_of_it(caller, at):
    call, other = caller("practitioner", name="ann"), caller("manager", name="bo")
    take(call.person, at, letter(1), sight="everyone")
    assert other.get("messages/M-0001").json()["state"] == "filed"
    assert other.post("messages/M-0001/aside", {"reason": "x"}).status_code == 404
    assert Message.objects.get().state == "filed"


def test_the_ledger_tells_that_mail_came_and_none_of_its_words(caller, person, at):
    take(person(name="ann"), at, stranger(1, subject="Zebra"))
    answer = caller("administrator", name="root").get("arrivals")
    [row] = answer.json()["items"]
    assert (row["state"], row["reason"], row["owner"]["name"]) == ("waiting", "unknown", "ann")
    assert "Zebra" not in answer.content.decode()


def test_a_note_goes_its_way(caller):
    author, reader = caller("practitioner", name="ann"), caller("practitioner", name="bo")
    given = {"kind": "technical", "title": "Valve 7", "words": "By hand", "is_for_all": False}
    made = author.post("notes", given).json()
    at = f"notes/{made['ref']}"
    assert reader.get(at).status_code == 404
    assert author("PUT", at, given | {"words": ""}).status_code == 422
    assert reader("PUT", at, given).status_code == 404
    assert author("PUT", at, given | {"words": "By two hands"}).json()["words"] == "By two hands"
    assert author("PUT", at, given, if_match='"1"').status_code == 412
    due = (clock.now() + timedelta(days=3)).isoformat()
    to = {"duty": "acknowledge", "person_ids": [reader.person.pk], "due_at": due}
    assert author.post(f"{at}/publish", to).json()["asked"] == 1
    assert reader.get(at).json()["yours"]["duty"] == "acknowledge"
    assert caller("practitioner", name="eve").get(at).status_code == 404
    asked = reader.post(f"{at}/questions", {"words": "Which hand?"}).json()["questions"][0]
    answered = author("PUT", f"questions/{asked['id']}/answer", {"words": "The left"}).json()
    assert answered["questions"][0]["answer"] == "The left"
    assert reader("PUT", f"questions/{asked['id']}/answer", {"words": "x"}).status_code == 403
    assert reader.post(f"{at}/acknowledge").json()["acknowledged"] == 1
    assert author.post(f"{at}/acknowledge").status_code == 404
    anew = author.post(f"{at}/editions", given | {"due_at": due}).json()
    assert (anew["edition"], anew["acknowledged"], anew["asked"]) == (2, 0, 1)
    assert reader.post(f"{at}/editions", given).status_code == 403
    assert author.post(f"{at}/withdraw", {"reason": "Replaced"}).json()["state"] == "withdrawn"
    assert [row["ref"] for row in reader.get("notes").json()["items"]] == [made["ref"]]


def test_feedback_is_given_restated_and_understood(caller):
    author, reader = caller("practitioner", name="ann"), caller("practitioner", name="bo")
    task = add_task(
        by=SYSTEM, details=TaskDetails("Mend it", author.person.pk), at=clock.now()
    )  # fmt: skip
    given = {"title": "The repair", "words": "It was quick", "person_id": reader.person.pk}
    made = author.post("feedback", given).json()
    at = f"feedback/{made['ref']}"
    assert author.post(f"{at}/give").status_code == 422
    assert author.patch(at, {"title": "This repair"}).status_code == 428
    changed = author.patch(at, {"title": "This repair", "version": made["version"]}).json()
    assert (changed["title"], changed["words"]) == ("This repair", "It was quick")
    told = author.post(f"{at}/facts", {"ref": task.ref, "words": "Mended"}).json()
    gone = f"{at}/facts/{told['facts'][0]['id']}"
    assert reader("DELETE", gone).status_code == 404
    assert author("DELETE", gone).json()["facts"] == []
    author.post(f"{at}/facts", {"ref": task.ref, "words": "Mended in a day"})
    assert reader.get(at).status_code == 404
    assert author.post(f"{at}/give").json()["state"] == "given"
    assert caller("manager", name="eve").get(at).status_code == 404
    reader.post(f"{at}/restate", {"words": "I was quick"})
    told = author.post(f"{at}/settle", {"is_understood": True}).json()
    assert (told["state"], told["restatements"][0]["is_understood"]) == ("understood", True)
    [row] = reader.get("feedback").json()["items"]
    assert (row["ref"], row["person"]["name"]) == (made["ref"], "bo")


def test_a_policy_is_read_with_its_matrix(caller, at):
    call = caller("manager", name="ann")
    project = initiative("Hollin lane")
    details = governance.PolicyDetails(
        purpose="Be fair", owner_id=call.person.pk, review_on=at.date() + timedelta(days=90)
    )
    made = governance.add_policy(by=SYSTEM, initiative=project, details=details, at=at)
    told = call.get(f"policies/{made.ref}").json()
    assert (told["initiative"], told["purpose"], told["roles"]) == (project.ref, "Be fair", [])
    assert [row["ref"] for row in call.get("policies").json()["items"]] == [made.ref]


def test_the_calendar_is_the_one_of_the_page(caller):
    call = caller("practitioner", name="ann")
    due = clock.now() + timedelta(days=2)
    task = add_task(
        by=SYSTEM, details=TaskDetails("Mend it", call.person.pk, due_at=due), at=clock.now()
    )  # fmt: skip
    [row] = call.get("calendar").json()["items"]
    assert (row["kind"], row["title"], row["is_done"]) == ("tasks", "Mend it", False)
    assert task.ref in row["url"]
    assert call.get("calendar?start=2026-01-01&until=2028-01-01").status_code == 422
    assert caller("practitioner", name="bo").get("calendar").json()["items"] == []


def test_lists_ask_as_often_for_three_as_for_one(caller, at):
    from django.db import connection

    call = caller("practitioner", name="ann")

    def counts():
        found = []
        for path in ("messages", "notes", "feedback"):
            with CaptureQueriesContext(connection) as asked:
                assert call.get(path).status_code == 200
            found.append(len(asked))
        return found

    def more(number):
        take(call.person, at, stranger(number))
        call.post("notes", {"kind": "technical", "title": f"N{number}", "words": "x"})
        other = caller("practitioner", name=f"p{number}").person.pk
        call.post("feedback", {"title": "T", "words": "x", "person_id": other})

    more(1)
    counts()
    one = counts()
    more(2)
    more(3)
    assert counts() == one
