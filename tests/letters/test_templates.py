"""Templates, saved replies and signatures: kept with known fields, filled in for each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.features.correspondence.models import Message
from accord.features.letters import actions, queries
from accord.features.letters.models import Letter, Signature, Template, Wording
from accord.foundation.accounts.models import User
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.letters.conftest import leave, reachable, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
DETAILS = {
    "name": "Work begins", "subject": "Work near {{ party.name }}",
    "text": "{{ party.salutation }},\n\nwe begin soon.\n\n{{ author.name }}",
}  # fmt: skip


def keep(by, at, **fields):
    details = actions.TemplateDetails(**{**DETAILS, **fields})
    return actions.keep_template(by=by, details=details, at=at)


def test_a_template_has_words_by_language_and_the_nearest_is_taken(ann, at):
    made = keep(ann, at)
    details = actions.TemplateDetails(**{**DETAILS, "language": "et", "text": "Tere!"})
    actions.change_template(by=ann, template=made, details=details, at=at)
    assert [
        getattr(queries.wording_for(made, language), "language", "")
        for language in ("et", "et-EE", "en_GB", "fi", "")
    ] == ["et", "et", "en", "en", "en"]
    assert Wording.objects.count() == 2


@pytest.mark.parametrize(
    "text",
    [
        "{{ party.summary }}", "{{ note }}", "{{ party.name", "}} x", "{{ settings.SECRET_KEY }}",
        "{{ party.name|safe }}", "{{}}", "{{ party.notes.0.text }}", "{{ {{ party.name }} }}",
    ],
)  # fmt: skip
def test_a_field_that_nobody_knows_is_refused_when_it_is_kept(ann, mari, at, text):
    with pytest.raises(Invalid):
        keep(ann, at, text=text)
    with pytest.raises(Invalid):
        write(ann, at, mari, text=text)
    assert (Template.objects.count(), Wording.objects.count(), Letter.objects.count()) == (0, 0, 0)


def test_each_gets_what_is_filled_in_for_them_and_no_letter_has_a_hole(office, ann, at):
    mari = reachable("Mari Mägi", "mari@example.org", at, salutation="Dear Mari")
    jaan = reachable("Jaan Tamm", "jaan@example.org", at)
    actions.sign(by=ann, language="en", text="Ann\nWater works", at=at)
    letter = write(ann, at, mari, jaan, subject=DETAILS["subject"], text=DETAILS["text"])
    with pytest.raises(Invalid, match="Nothing is known for Jaan Tamm of: How a letter begins"):
        actions.send_letter(by=ann, letter=letter, at=at)
    jaan.salutation = "Dear {{ party.name }}"  # what is filled in is not looked into again
    jaan.save()
    actions.send_letter(by=ann, letter=letter, at=at)
    leave()
    first, second = office.taken
    assert [str(mail["Subject"]) for mail in office.taken] == [
        "Work near Mari Mägi", "Work near Jaan Tamm",
    ]  # fmt: skip
    assert first.get_content().splitlines() == [
        "Dear Mari,", "", "we begin soon.", "", "Ann Arro", "", "-- ", "Ann", "Water works",
    ]  # fmt: skip
    assert second.get_content().startswith("Dear {{ party.name }},")
    kept = Message.objects.get()
    assert "Mari" not in kept.subject + kept.text  # it stands on Jaan's timeline too
    assert kept.text.startswith("[How a letter begins],")


def test_who_may_use_and_keep_templates(ann, person, at):
    other, lead = person(name="Else"), person(Role.LEAD)
    mine = keep(ann, at)
    for scope in ("everyone", "department"):
        with pytest.raises((NotAllowed, Invalid)):
            keep(ann, at, scope=scope)
    shared = keep(lead, at, scope="everyone")
    assert set(queries.templates_visible_to(ann)) == {mine, shared}
    assert set(queries.templates_visible_to(other)) == {shared}
    details = actions.TemplateDetails(**DETAILS)
    for template, by in ((mine, other), (mine, lead), (shared, ann), (mine, person(Role.VIEWER))):
        with pytest.raises(NotAllowed):
            actions.change_template(by=by, template=template, details=details, at=at)
        with pytest.raises(NotAllowed):
            actions.drop_template(by=by, template=template, at=at)
    shares = actions.TemplateDetails(**{**DETAILS, "scope": "everyone"})
    with pytest.raises(NotAllowed):  # nobody makes it everybody's without leave
        actions.change_template(by=ann, template=mine, details=shares, at=at)
    mine.refresh_from_db()
    assert (mine.scope, mine.is_active) == ("own", True)
    actions.drop_template(by=ann, template=mine, at=at)
    assert list(queries.templates_visible_to(ann)) == [shared]


def test_a_signature_is_kept_by_language_and_taken_away(ann, at):
    actions.sign(by=ann, language="pl", text="Anna", at=at)
    actions.sign(by=ann, language="pl", text="Ania", at=at)
    assert Signature.objects.get().text == "Ania"
    actions.sign(by=ann, language="pl", text="", at=at)
    assert Signature.objects.count() == 0
    for wrong in ({"language": "xx", "text": "a"}, {"language": "en", "text": " "}):
        with pytest.raises(Invalid):
            actions.sign(by=ann, at=at, **wrong)


def test_the_pages_keep_change_and_use_a_template(as_role, mari):
    client = as_role(Role.LEAD)
    given = {
        **DETAILS,
        "kind": "letter",
        "scope": "everyone",
        "language": "en",
        "text": "Hello {{ party.name }}",
    }
    client.post("/letters/templates/add/", given)
    made = Template.objects.get()
    page = client.get("/letters/templates/").content.decode()
    for words in ("Work begins", "Everyone here", "{{ party.salutation }}"):
        assert words in page
    address = f"/letters/templates/{made.pk}/change/?language="
    client.post(address, {**given, "language": "et", "text": "Tere!", "seen": made.version})
    assert Wording.objects.count() == 2
    client.post("/letters/signature/?language=en", {"text": "Best wishes"})
    client.post("/letters/write/", {"to": mari.ref, "template": made.pk, "sight": "everyone"})
    letter = Letter.objects.get()
    assert (letter.subject, letter.text) == (DETAILS["subject"], "Hello {{ party.name }}")
    page = client.get(f"/letters/{letter.ref}/").content.decode()
    assert "Hello Mari Mägi\n\n-- \nBest wishes" in page
    made.refresh_from_db()
    assert made.used_at is not None
    assert client.post("/letters/write/", {"to": mari.ref, "sight": "everyone"}).status_code == 422
    client.post(f"/letters/templates/{made.pk}/drop/")
    assert not queries.templates_visible_to(User.objects.get()).exists()


def test_the_list_of_templates_asks_as_often_for_three_as_for_one(as_role, at):
    client = as_role(Role.LEAD)
    me = User.objects.get()
    keep(me, at)
    client.get("/letters/templates/")
    with CaptureQueriesContext(connection) as few:
        client.get("/letters/templates/")
    keep(me, at)
    keep(me, at)
    with CaptureQueriesContext(connection) as many:
        client.get("/letters/templates/")
    assert len(few) == len(many)
    assert SYSTEM.pk is None
