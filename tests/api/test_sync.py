"""Keeping a copy: what changed since, which version was read, and that neither is ignored."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from accord.features.promises.models import Promise
from accord.features.stakeholders import actions as register
from accord.features.tasks.actions import TaskDetails, add_item, add_task
from accord.foundation.kernel import clock
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def since(moment):
    return f"changed_since={quote(moment.isoformat())}"


def test_a_list_tells_what_was_written_since_parts_and_all(caller):
    call, now = caller(), clock.now()
    old, new = (
        add_task(by=SYSTEM, details=TaskDetails(words, owner_id=call.person.pk), at=now - 9 * HOUR)
        for words in ("Old", "New")
    )
    assert len(call.get(f"tasks?{since(now - 10 * HOUR)}").json()["items"]) == 2
    assert call.get(f"tasks?{since(now - HOUR)}").json()["items"] == []
    add_item(by=call.person, task=new, text="First this", at=now)
    [row] = call.get(f"tasks?{since(now - HOUR)}").json()["items"]
    assert (row["ref"], old.version) == (new.ref, 1)
    assert call.get("tasks?changed_since=yesterday").status_code == 422
    assert call.get(f"segments?{since(now - HOUR)}").json()["items"] == []


def test_what_is_kept_about_a_stakeholder_does_not_tell_that_it_was(caller):
    now, one = clock.now(), party("Mari", at=clock.now() - 9 * HOUR)
    register.keep_note(by=SYSTEM, party=one, text="Secret", visibility="named", at=now)
    call = caller()
    assert call.get(f"stakeholders?{since(now - HOUR)}").json()["items"] == []
    assert call.get(f"stakeholders?q=Mari&{since(now - HOUR)}").json()["items"] == []
    register.change_party(by=SYSTEM, party=one, summary="Known", at=now)
    assert len(call.get(f"stakeholders?q=Mari&{since(now - HOUR)}").json()["items"]) == 1


def test_a_page_that_keeps_no_copy_refuses_to_be_asked_for_changes(caller):
    call, one = caller(), party("Mari")
    asked = since(clock.now())
    assert call.get(f"stakeholders/{one.ref}/timeline?{asked}").status_code == 422
    assert call.get(f"duplicates?{asked}").status_code == 422


def test_a_version_that_is_sent_is_never_ignored(caller):
    call, one = caller(), party("Mari")
    made = call.post("promises", {"party": one.ref, "words": "Send the plan"}).json()
    at = f"promises/{made['ref']}"
    assert call.get(at)["ETag"] == 'W/"1"'
    stale = call.post(f"{at}/keep", if_match='"7"')
    assert (stale.status_code, stale.json()["version"]) == (412, 1)
    assert Promise.objects.get().state == "agreed"
    unused = call.post("promises", {"party": one.ref, "words": "More"}, if_match='"1"')
    assert (unused.status_code, unused.json()["code"]) == (422, "no-version")
    assert Promise.objects.count() == 1
    assert call.post(f"{at}/keep", if_match=call.get(at)["ETag"]).status_code == 200
