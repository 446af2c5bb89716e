"""Two people open the same form: whoever saves second is told, and overwrites only knowingly."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accord.features.needs import actions as needs
from accord.features.promises import actions as promises
from accord.features.stakeholders import actions as stakeholders
from accord.features.tasks import actions as tasks
from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.models import User
from accord.foundation.fields import actions as fields
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def _task(at):
    owner = User.objects.first()
    details = tasks.TaskDetails("Call", owner_id=owner.pk)
    found = tasks.add_task(by=SYSTEM, details=details, at=at)
    return reverse("tasks:change", kwargs={"ref": found.ref}), "title", {"due_at": ""}


def _promise(at):
    details = promises.PromiseDetails("We call", due_at=at.replace(year=at.year + 1))
    found = promises.make_promise(by=SYSTEM, party=party(at=at), details=details, at=at)
    return reverse("promises:change", kwargs={"ref": found.ref}), "words", {}


def _need(at):
    found = needs.hear_need(by=SYSTEM, party=party(at=at), words="Quiet nights", at=at)
    more = {"kind": "need", "confidence": found.confidence}
    return reverse("needs:change", kwargs={"ref": found.ref}), "words", more


def _initiative(at):
    ref = initiative("Pipes", at=at).ref
    return reverse("initiatives:change", kwargs={"ref": ref}), "name", {"kind": "project"}


def _vision(at):
    ref = initiative("Pipes", at=at).ref
    return reverse("initiatives:vision", kwargs={"ref": ref}), "vision", {}


def _stake(at):
    held = stake(initiative(at=at), at=at)
    given = {"ref": held.initiative.ref, "party": held.party.ref}
    return reverse("initiatives:stake-change", kwargs=given), "role", {}


def _tag(at):
    made = fields.add_tag(by=SYSTEM, name="Farms", at=at)
    return reverse("admin:tag-change", args=[made.pk]), "name", {}


def _field(at):
    details = fields.FieldDetails("stakeholders.party", "text", {"en": "Meter"})
    made = fields.add_field(by=SYSTEM, details=details, at=at)
    return reverse("admin:field-change", args=[made.pk]), "label_en", {}


def _category(at):
    made = stakeholders.add_category(by=SYSTEM, name="Farmers", position=1, at=at)
    return reverse("admin:category-change", args=[made.pk]), "name", {"position": "1"}


def _topic(at):
    made = stakeholders.add_topic(by=SYSTEM, name="Noise", at=at)
    return reverse("admin:topic-change", args=[made.pk]), "name", {}


def _department(at):
    made = accounts.add_department(by=SYSTEM, name="Water", parent=None, at=at)
    return reverse("admin:department-rename", args=[made.pk]), "name", {}


def _person(at):
    made = accounts.add_person(by=SYSTEM, email="anna@example.org", name="Anna", at=at)
    return reverse("admin:person-change", args=[made.pk]), "name", {}


HOUSE = {_tag, _field, _category, _topic, _department, _person}


@pytest.mark.parametrize(
    "make",
    [
        *sorted(HOUSE, key=lambda one: one.__name__),
        _task,
        _promise,
        _need,
        _initiative,
        _vision,
        _stake,
    ],
)
def test_of_two_who_save_one_form_the_second_is_asked(person, make):
    editors = {who: Client() for who in ("Marta Kask", "Piotr Zych")}
    for who, client in editors.items():
        role = Role.ADMINISTRATOR if make in HOUSE else Role.MANAGER
        client.force_login(person(role, name=who))
    address, name, more = make(clock.now())
    marta, piotr = editors.values()
    [seen, *_rest] = re.findall(r'name="seen" value="(\d+)"', marta.get(address).content.decode())
    assert piotr.post(address, {**more, name: "By Piotr", "seen": seen}).status_code == 302

    sent = {**more, name: "By Marta", "seen": seen}
    answer = marta.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == (200 if make in HOUSE else 422)
    assert "Piotr Zych changed this meanwhile" in page
    assert make is _field or "to “By Piotr”." in page  # its words in five languages are one value
    assert "By Marta" in page  # what she wrote is there
    assert "By Piotr" in piotr.get(address).content.decode()
    [newer, *_rest] = re.findall(r'name="seen" value="(\d+)"', page)
    assert marta.post(address, {**sent, "seen": newer}).status_code == 302
    assert "By Marta" in piotr.get(address).content.decode()


def test_who_saves_their_own_words_again_is_not_asked(person):
    client = Client()
    client.force_login(person(Role.MANAGER))
    address, _name, more = _task(clock.now())
    assert client.post(address, {**more, "title": "Mine", "seen": "1"}).status_code == 302
    assert client.post(address, {**more, "title": "Mine again", "seen": "1"}).status_code == 302
    assert "Mine again" in client.get(address).content.decode()
