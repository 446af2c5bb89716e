"""Mailboxes that are read: one's own, and those that departments have together."""

import pytest

from accord.foundation.accounts import actions as accounts
from accord.foundation.accounts.models import User
from accord.foundation.accounts.sealing import unseal
from accord.foundation.arrivals import actions
from accord.foundation.arrivals.actions import MailboxDetails
from accord.foundation.arrivals.models import Folder, Mailbox
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM

pytestmark = pytest.mark.django_db
GIVEN = {
    "name": "My mail", "host": "imap.example.org", "security": "tls", "port": "993",
    "user": "ann@example.org", "sign_in": "password", "secret": "hush", "sight": "private",
}  # fmt: skip


def details(**fields):
    return MailboxDetails(**{"name": "Mail", "host": "x.example", "user": "u", **fields})


def add(owner, at, **fields):
    given = details(secret="hush", **fields)
    return actions.add_mailbox(by=owner, owner=owner, details=given, at=at)


def test_people_arrange_their_own_mailbox(as_role):
    client = as_role(Role.PRACTITIONER)
    assert b"/mailboxes/" in client.get("/me/").content
    assert client.post("/mailboxes/add/", {**GIVEN, "secret": ""}).status_code == 200
    assert Mailbox.objects.count() == 0
    assert client.post("/mailboxes/add/", GIVEN).status_code == 302
    made = Mailbox.objects.get()
    assert (made.kind, made.owner, made.port) == ("personal", User.objects.get(), 993)
    assert (unseal(made.secret), "hush" in made.secret) == ("hush", False)
    page = client.get(f"/mailboxes/{made.pk}/").content.decode()
    assert "imap.example.org:993" in page
    assert "hush" not in page
    assert client.post(f"/mailboxes/{made.pk}/folders/", {"folders": ["INBOX"]}).status_code == 302
    assert [folder.name for folder in Folder.objects.all()] == ["INBOX"]
    assert "hush" not in client.get(f"/mailboxes/{made.pk}/change/").content.decode()
    seen = {"seen": Mailbox.objects.get().version}
    changed = {**GIVEN, "name": "Post", "secret": "", **seen}
    assert client.post(f"/mailboxes/{made.pk}/change/", changed).status_code == 302
    assert unseal(Mailbox.objects.get(name="Post").secret) == "hush"
    assert client.post(f"/mailboxes/{made.pk}/poll/").status_code == 302
    assert client.post(f"/mailboxes/{made.pk}/pause/").status_code == 302
    assert Mailbox.objects.get().is_paused
    assert client.post(f"/mailboxes/{made.pk}/close/").status_code == 302
    closed = Mailbox.objects.get()
    assert (closed.is_closed, closed.secret) == (True, "")


def test_a_server_that_does_not_answer_is_told_in_a_sentence(as_role, at):
    client = as_role(Role.PRACTITIONER)
    made = add(User.objects.get(), at, host="nowhere.invalid")
    answer = client.post(f"/mailboxes/{made.pk}/look/", follow=True)
    assert "No mail server answers there." in answer.content.decode()


def test_a_departments_mailbox_is_arranged_by_administrators(as_role, person, at):
    ann = person(name="ann")
    office = accounts.add_department(by=SYSTEM, name="Office", parent=None, at=at)
    boss = as_role(Role.ADMINISTRATOR)
    given = {**GIVEN, "department": office.pk, "owner": ann.pk}
    assert boss.post("/mailboxes/share/", given).status_code == 200
    assert Mailbox.objects.count() == 0
    given["sight"] = "department"
    assert boss.post("/mailboxes/share/", given).status_code == 302
    made = Mailbox.objects.get()
    assert (made.kind, made.department, made.owner) == ("shared", office, ann)
    own = add(ann, at)
    page = boss.get("/mailboxes/").content.decode()
    assert f"/mailboxes/{made.pk}/" in page
    assert f"/mailboxes/{own.pk}/" not in page
    assert boss.get(f"/mailboxes/{own.pk}/").status_code == 404


def test_nobody_touches_anothers_mailbox(person, at):
    ann, bo, boss = person(name="ann"), person(name="bo"), person(Role.ADMINISTRATOR)
    mailbox = add(ann, at)
    acts = (
        lambda who: actions.change_mailbox(by=who, mailbox=mailbox, details=details(), at=at),
        lambda who: actions.choose_folders(by=who, mailbox=mailbox, names=["INBOX"], at=at),
        lambda who: actions.pause_mailbox(by=who, mailbox=mailbox, at=at),
        lambda who: actions.close_mailbox(by=who, mailbox=mailbox, at=at),
        lambda who: actions.poll_soon(by=who, mailbox=mailbox, at=at),
        lambda who: actions.look_into(by=who, mailbox=mailbox, at=at),
        lambda who: actions.add_mailbox(by=who, owner=ann, details=details(secret="x"), at=at),
    )
    for act in acts:
        for who in (bo, boss, person(Role.VIEWER, name=f"v{id(act)}")):
            with pytest.raises(NotAllowed):
                act(who)
    office = accounts.add_department(by=SYSTEM, name="Office", parent=None, at=at)
    with pytest.raises(NotAllowed):
        add(ann, at, department=office, sight="department")
    with pytest.raises(Invalid):
        add(SYSTEM, at, department=office)
    assert Mailbox.objects.get().version == 1
    assert Folder.objects.count() == 0


@pytest.mark.parametrize("moved", [{"host": "thief.example"}, {"user": "else"}, {"port": 143}])
def test_a_secret_never_goes_where_it_was_not_given_for(person, at, moved):
    ann = person()
    mailbox = add(ann, at)
    with pytest.raises(Invalid) as wrong:
        actions.change_mailbox(by=ann, mailbox=mailbox, details=details(**moved), at=at)
    assert wrong.value.field == "secret"
    assert Mailbox.objects.values_list("host", "user", "port").get() == ("x.example", "u", 993)
    given = details(secret="new", **moved)
    actions.choose_folders(by=ann, mailbox=mailbox, names=["INBOX"], at=at)
    Folder.objects.update(validity=5, last_uid=9)
    actions.change_mailbox(by=ann, mailbox=mailbox, details=given, at=at)
    assert Folder.objects.values_list("validity", "last_uid").get() == (None, 0)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"host": ""}, "host"),
        ({"host": "http://x/"}, "host"),
        ({"port": 22}, "port"),
        ({"user": "a\r\nb"}, "user"),
        ({"sign_in": "token", "token_url": "http://x.example/"}, "token_url"),
        ({"sign_in": "token", "token_url": "https://x.example:22/"}, "token_url"),
    ],
)
def test_what_can_not_be_is_refused_at_its_field(person, at, fields, field):
    with pytest.raises(Invalid) as wrong:
        add(person(), at, **fields)
    assert wrong.value.field == field
    assert Mailbox.objects.count() == 0


def test_a_closed_mailbox_stays_closed(person, at):
    ann = person()
    mailbox = actions.close_mailbox(by=ann, mailbox=add(ann, at), at=at)
    for act in (actions.pause_mailbox, actions.poll_soon, actions.close_mailbox):
        with pytest.raises(Stale):
            act(by=ann, mailbox=mailbox, at=at)
    viewer = person(Role.VIEWER)
    with pytest.raises(Invalid):
        actions.add_mailbox(by=SYSTEM, owner=viewer, details=details(secret="x"), at=at)
