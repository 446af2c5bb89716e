"""Mail, letters, notes and minutes are found by their words, by whoever may read them only."""

from datetime import timedelta

import pytest

from accord.features.correspondence import actions as correspondence
from accord.features.correspondence.models import Message
from accord.features.correspondence.queries import visible_to as mail_visible_to
from accord.features.engagement.actions import Correction, correct_interaction
from accord.features.knowledge import actions as knowledge
from accord.features.meetings import actions as meetings
from accord.features.stakeholders.actions import merge_parties
from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.models import Department, User
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.search.checking import differences
from accord.foundation.search.queries import find
from accord.foundation.search.texts import find_texts
from tests.arrivals.letters import letter
from tests.correspondence.test_filing import mari, take
from tests.factories.meetings import meeting
from tests.factories.stakeholders import party
from tests.letters.conftest import write

__all__ = ["mari"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture
def house(person):
    """Two departments with two people each, one above all, one who may read nothing."""
    found = {}
    for name in ("north", "south"):
        department = Department.objects.create(name=name)
        Department.objects.filter(pk=department.pk).update(path=f"/{department.pk}/")
        department.refresh_from_db()
        for number in (1, 2):
            found[f"{name}{number}"] = person(
                Role.PRACTITIONER, name=f"{name}{number}", department=department
            )
    return found | {"chief": person(name="chief"), "nobody": person(None, name="nobody")}


def readers(house, words):
    """Name who finds these words, in a title or in a text."""
    found = set()
    for name, one in house.items():
        user = User.objects.get(pk=one.pk)
        if find(user, words).groups or find_texts(user, words).hits:
            found.add(name)
    return found


def stranger(number, **more):
    return letter(number, sender="Who <who@else.example>", **more)


def test_waiting_mail_is_found_by_its_owner_alone(house, at):
    take(house["north1"], at, stranger(1, subject="Zebra crossing", text="A quagga stood there"))
    assert readers(house, "zebra") == {"north1"}
    assert readers(house, "quagga") == {"north1"}
    assert find(User.objects.get(pk=house["north1"].pk), "M-0001").hits("mail")
    assert list(differences()) == []


def test_waiting_mail_of_a_department_is_found_by_its_people_of_now(house, at):
    north = house["north1"].department
    take(
        house["north1"], at, stranger(1, text="A quagga"), sight="department",
        department_id=north.pk,
    )  # fmt: skip
    assert readers(house, "quagga") == {"north1", "north2"}
    accounts.change_person(
        by=SYSTEM, person=house["north2"], at=at, department=house["south1"].department
    )
    assert readers(house, "quagga") == {"north1"}
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("sight", "expected"),
    [
        ("private", {"north1"}),
        ("department", {"north1", "north2", "chief"}),
        ("everyone", {"north1", "north2", "south1", "south2", "chief"}),
    ],
)
@pytest.mark.usefixtures("mari")
def test_filed_mail_is_found_as_its_tier_says(house, at, sight, expected):
    take(
        house["north1"], at, letter(1, subject="Zebra crossing", text="A quagga stood there"),
        sight=sight,
    )  # fmt: skip
    message = Message.objects.get()
    may = {
        name for name, one in house.items()
        if mail_visible_to(User.objects.get(pk=one.pk)).filter(pk=message.pk).exists()
    }  # fmt: skip
    assert may - {"nobody"} == expected
    assert readers(house, "zebra") == readers(house, "quagga") == expected
    assert list(differences()) == []


def test_mail_follows_its_talk_when_that_is_put_right_or_its_party_merged(house, mari, at):
    take(house["north1"], at, letter(1, subject="Zebra"), sight="everyone")
    talk = Message.objects.get().interaction
    details = Correction(
        text="Gone", channel="mail", direction="in", happened_at=talk.at, parties=(mari,),
        visibility="named", reader_ids=(house["south1"].pk,),
    )  # fmt: skip
    correct_interaction(by=SYSTEM, talk=talk, details=details, hidden=(), at=at)
    assert readers(house, "zebra") == {"north1", "south1"}
    other = party("Mari Maegi", kind="person", visibility="named")
    merge_parties(by=SYSTEM, survivor=other, merged=mari, at=at)
    assert list(differences()) == []


def test_mail_that_search_may_not_know_is_found_by_nobody(house, mari, at):
    take(
        house["north1"], at, letter(1, subject="Zebra", text="quagga"), stranger(2, text="okapi"),
        sight="everyone", is_findable=False,
    )  # fmt: skip
    for words in ("zebra", "quagga", "okapi"):
        assert readers(house, words) == set()
    talk = Message.objects.get(state="filed").interaction
    details = Correction(
        text="A tapir", channel="mail", direction="in", happened_at=talk.at, parties=(mari,)
    )
    correct_interaction(by=SYSTEM, talk=talk, details=details, hidden=(), at=at)
    assert readers(house, "tapir") == set()
    correspondence.file_message(
        by=house["north1"], message=Message.objects.get(state="waiting"), parties=[mari], at=at
    )
    assert readers(house, "okapi") == set()
    assert list(differences()) == []


def test_a_letter_is_found_by_its_author_before_it_leaves(house, mari, at):
    write(house["north1"], at, mari, subject="Zebra", text="About a quagga")
    assert readers(house, "quagga") == readers(house, "zebra") == {"north1"}
    assert list(differences()) == []


def test_the_words_of_a_note_are_for_its_readers(house, at):
    details = knowledge.NoteDetails("technical", "Valve", "A quagga sat on it", is_for_all=False)
    note = knowledge.write_note(by=house["north1"], details=details, at=at)
    assert readers(house, "quagga") == {"north1"}
    to = knowledge.To("inform", people=[house["south1"]])
    knowledge.publish(by=house["north1"], note=note, to=to, at=at)
    assert readers(house, "quagga") == {"north1", "south1"}
    assert list(differences()) == []


def test_minutes_are_found_by_whoever_may_see_the_meeting(house, at):
    chair = house["north1"]
    secret = party("Secret", visibility="named")
    held = meeting(chair, who=secret, at=at, visibility="named")
    meetings.begin_meeting(by=chair, meeting=held, at=at)
    meetings.take_minutes(by=chair, meeting=held, notes="A quagga came", at=at)
    meetings.finish_meeting(by=chair, meeting=held, absent=[], at=at + timedelta(hours=1))
    assert readers(house, "quagga") == {"north1"}
    assert list(differences()) == []
