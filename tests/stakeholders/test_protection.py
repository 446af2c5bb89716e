"""Data protection of one record: pages, the whole file, what is written down of it."""

import json
import time

import pytest
from django.urls import reverse

from accord.features.stakeholders import actions, jobs
from accord.features.stakeholders.models import Erasure, Party
from accord.foundation.jobs.context import Context
from accord.foundation.jobs.models import Job
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import Stale
from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party
from tests.stakeholders.test_erasure import NAME, life  # noqa: F401 -- a fixture
from tests.stakeholders.test_files import shelf  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
PARTS = {
    "reference", "organisation", "made_at", "made_by", "hidden_rows", "facts", "own_fields",
    "contact_points", "names", "consents", "promises", "needs", "tasks", "talks", "timeline",
    "files", "trail", "acquaintances",
}  # fmt: skip


@pytest.fixture
def keeper(person, client):
    """Sign in somebody who guards the data, and has just confirmed that it is them."""
    user = person(Role.CUSTODIAN, name="Data Keeper")
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return user


def to(subject, name, **more):
    return reverse(f"stakeholders:{name}", kwargs={"ref": subject.ref, **more})


def looks():
    found = Entry.objects.filter(verb="stakeholders.whole-file").order_by("pk")
    return [(entry.subject_id, entry.by_id, entry.details) for entry in found]


def test_the_whole_file_holds_everything_and_taking_it_is_written_down(client, keeper, life):  # noqa: F811
    answer = client.get(to(life, "whole-file", form="json"))
    assert answer["Content-Disposition"] == f'attachment; filename="{life.ref}.json"'
    told = json.loads(answer.content)
    assert set(told) == PARTS
    assert (told["facts"]["name"], told["facts"]["purpose"]) == (NAME, "Connection of Wierzbowa 5")
    assert [point["value"] for point in told["contact_points"]] == [
        "zdzislawa.kolodziejczyk@example.org", "605123987", "Wierzbowa 5, Milanówek",
    ]  # fmt: skip
    assert [(c["state"], c["source"]) for c in told["consents"]] == [
        ("given", "Letter of Kołodziejczyk")
    ]
    assert told["promises"][0]["words"] == f"Visit {NAME}"
    assert told["talks"][0]["text"] == f"{NAME} wants the road mended."
    assert told["files"][0]["name"] == "Kolodziejczyk.txt"
    assert {row["what"] for row in told["trail"]} >= {"stakeholders.add", "stakeholders.change"}
    assert f"{NAME} has a dog." in {row["text"] for row in told["timeline"]}
    assert looks() == [(life.pk, keeper.pk, {"form": "json"})]
    html = client.get(to(life, "protection")).content.decode()
    assert "Data Keeper" in html
    assert "JSON" in html


def test_the_document_is_a_pdf_in_each_language(client, keeper, life):  # noqa: F811
    for language in ("en", "pl", "et", "ru", "zh-hans"):
        keeper.language = language
        keeper.save()
        answer = client.get(to(life, "whole-file", form="pdf"))
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert len(looks()) == 5
    assert client.get(to(life, "whole-file", form="doc")).status_code == 404


def test_what_its_reader_may_not_read_is_counted_and_not_told(client, keeper, person, at):
    lead = person(Role.LEAD)
    jonas = party("Jonas", kind="person")
    actions.keep_note(by=lead, party=jonas, text="Between us two", visibility="named", at=at)
    told = client.get(to(jonas, "whole-file", form="json"))
    assert b"Between us two" not in told.content
    assert json.loads(told.content)["hidden_rows"] == 1


def test_without_a_fresh_sign_in_nothing_leaves_and_nothing_is_erased(client, person, life):  # noqa: F811
    client.force_login(person(Role.CUSTODIAN))
    for form in ("json", "pdf"):
        answer = client.get(to(life, "whole-file", form=form))
        assert (answer.status_code, answer["Location"].startswith("/")) == (302, True)
    client.post(to(life, "erase"), {"reason": "They asked.", "typed": life.ref})
    assert (looks(), Job.objects.count()) == ([], 0)


def test_an_erasure_is_shown_before_asked_for_and_done_by_the_worker(client, keeper, life):  # noqa: F811
    html = client.get(to(life, "erase")).content.decode()
    assert "What goes" in html
    assert "Ways to reach" in html
    wrong = client.post(to(life, "erase"), {"reason": "They asked.", "typed": "S-1"})
    assert (wrong.status_code, Job.objects.count()) == (422, 0)
    assert f"Type {life.ref}, so that nobody else is erased." in wrong.content.decode()

    assert (
        client.post(to(life, "erase"), {"reason": "They asked.", "typed": life.ref}).status_code
        == 302
    )
    job = Job.objects.get()
    assert "Being erased" in client.get(to(life, "erase")).content.decode()
    jobs.erase(Context(job), **job.args)
    assert Erasure.objects.get().by_id == keeper.pk
    job.delete()
    html = client.get(to(life, "erase")).content.decode()
    assert "It is done." in html
    assert NAME not in html
    record = client.get(to(life, "detail")).content.decode()
    assert f"Erased {life.ref}" in record
    assert "<b>█████</b>" in record
    assert NAME not in record


def test_an_erased_record_can_not_be_made_active_again(client, keeper, life, person, at):  # noqa: F811
    actions.erase_party(by=keeper, party=life, reason="They asked.", at=at)
    with pytest.raises(Stale):
        actions.reactivate_party(by=person(Role.LEAD), party=life, at=at)
    assert not Party.objects.get(pk=life.pk).is_active


def test_a_list_that_leaves_as_a_file_is_written_down(client, person):
    user = person(Role.PRACTITIONER)
    client.force_login(user)
    party("Jonas")
    answer = client.get(reverse("stakeholders:export"), {"as": "csv", "view": "all"})
    assert b"Jonas" in b"".join(answer.streaming_content)
    entry = Entry.objects.get(verb="ui.export")
    assert (entry.by_id, entry.subject_type, entry.details["form"]) == (
        user.pk, "list.stakeholders", "csv",
    )  # fmt: skip
    assert entry.details["query"] == "view=all"
    client.get(reverse("stakeholders:export"), {"as": "exe"})
    assert Entry.objects.filter(verb="ui.export").count() == 1
