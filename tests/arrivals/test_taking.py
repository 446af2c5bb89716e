"""Every message is kept once, whatever is in it and however often it comes."""

from hashlib import sha256
from threading import Thread

import pytest
from django.db import connection

from accord.foundation.arrivals import actions, queries
from accord.foundation.arrivals.actions import Way
from accord.foundation.arrivals.boxes import NoMail, letters_in
from accord.foundation.arrivals.filers import Ending, Filer, filers
from accord.foundation.arrivals.models import Arrival, Reason, State, veiled
from accord.foundation.files.actions import sweep
from accord.foundation.files.models import Attachment, Blob
from accord.foundation.kernel.errors import NotAllowed
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from tests.arrivals.letters import letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture
def files(monkeypatch):
    """Let a test say what becomes of mail."""
    monkeypatch.setattr(filers, "_items", {})
    return lambda filer: filers.add("test", Filer(filer))


def way(owner, **fields):
    return Way(source="test", owner_id=owner.pk, **fields)


def test_a_message_is_kept_with_its_bytes_and_a_second_time_changes_nothing(person, at):
    me = person()
    nameless = letter(0)
    letters = [letter(1), letter(2, subject="Łódź"), letter(1), nameless, nameless]

    taken = actions.take_in(by=me, letters=letters, way=way(me), at=at)

    assert (taken.seen, taken.new, taken.known) == (5, 3, 2)
    rows = list(
        Arrival.objects.order_by("pk").values_list("identity", "sender", "subject", "state")
    )
    assert rows[:2] == [
        ("1@vald.example", "mari@vald.example", "Water", "new"),
        ("2@vald.example", "mari@vald.example", "Łódź", "new"),
    ]
    assert rows[2][0].startswith("sha256:")
    assert [queries.raw_of(row) for row in Arrival.objects.order_by("pk")] == [
        letter(1), letter(2, subject="Łódź"), nameless,
    ]  # fmt: skip
    again = actions.take_in(by=me, letters=letters, way=way(me), at=at)
    assert (again.seen, again.new) == (5, 0)
    assert (Arrival.objects.count(), Blob.objects.count(), Attachment.objects.count()) == (3, 3, 3)
    assert sweep(by=SYSTEM, at=at.replace(year=2027)) == 0
    assert queries.raw_of(Arrival.objects.first()) == letter(1)


def test_machines_that_give_all_their_mail_one_name_lose_none_of_it(person, at):
    me = person()
    other = letter(1, subject="Meter 7 is empty")
    letters = [letter(1), other, letter(1, subject="[list] WATER"), letter(1, subject="")]
    for batch, new in ((letters, 2), (letters, 0), ([other], 0), ([letter(1, subject="Ice")], 1)):
        assert actions.take_in(by=me, letters=batch, way=way(me), at=at).new == new
    subjects = list(Arrival.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects == ["Water", "Meter 7 is empty", "Ice"]
    Arrival.objects.filter(subject="Water").update(
        identity=veiled("1@vald.example"), subject="", sender=""
    )
    assert actions.take_in(by=me, letters=[other, *letters], way=way(me), at=at).new == 0


def test_bytes_that_a_killed_process_left_cut_off_are_written_whole(person, at, shelf, tmp_path):
    me = person()
    digest = sha256(letter(1)).hexdigest()
    cut = tmp_path / digest[:2] / digest[2:4] / digest
    cut.parent.mkdir(parents=True)
    cut.write_bytes(letter(1)[:40])
    actions.take_in(by=me, letters=[letter(1)], way=way(me), at=at)
    assert queries.raw_of(Arrival.objects.get()) == letter(1)


def test_who_may_write_nothing_takes_nothing_in(person, at):
    reader = person(Role.VIEWER)
    with pytest.raises(NotAllowed):
        actions.take_in(by=reader, letters=[letter()], way=way(reader), at=at)
    assert Arrival.objects.count() == 0


def test_each_message_ends_somewhere_and_the_ledger_adds_up(person, at, files):
    me = person()
    asked = []

    def file(arrival, message, _at):
        asked.append(message.subject)
        if message.subject == "breaks":
            raise RuntimeError("no such word")
        if message.subject == "refused":
            raise NotAllowed("file")
        if message.subject == "strange":
            return None
        return Ending(State.FILED, Reason.KNOWN)

    files(file)
    subjects = ["Water", "breaks", "refused", "strange"]
    letters = [letter(n, subject=subject) for n, subject in enumerate(subjects, 1)]
    actions.take_in(by=me, letters=letters, way=way(me), at=at)

    assert actions.file_new(by=SYSTEM, at=at) == 4
    assert asked == subjects
    ends = dict(Arrival.objects.values_list("subject", "state"))
    assert ends == {"Water": "filed", "breaks": "new", "refused": "waiting", "strange": "waiting"}
    for _turn in range(3):
        actions.file_new(by=SYSTEM, at=at)
    broken = Arrival.objects.get(subject="breaks")
    assert (broken.state, broken.reason, broken.tries) == ("waiting", "failed", 3)
    assert broken.error == "RuntimeError: no such word"
    assert sum(queries.counts().values()) == Arrival.objects.count() == 4
    assert asked.count("Water") == 1


def test_what_failed_is_tried_again_when_an_administrator_says_so(person, at, files):
    me, boss = person(), person(Role.ADMINISTRATOR)
    endings = [None, Ending(State.FILED, Reason.KNOWN)]
    files(lambda *_said: endings.pop(0))
    actions.take_in(by=me, letters=[letter()], way=way(me), at=at)
    actions.file_new(by=SYSTEM, at=at)
    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.reason) == ("waiting", "nobody")

    with pytest.raises(NotAllowed):
        actions.try_again(by=me, arrival=arrival, at=at)
    assert len(endings) == 1
    actions.try_again(by=boss, arrival=arrival, at=at)
    assert Arrival.objects.values_list("state", "reason").get() == ("filed", "known")


def test_an_mbox_a_maildir_and_a_letter_give_their_messages(tmp_path):
    box = tmp_path / "mail.mbox"
    said = letter(2, text="Hello\n\n>From here on\n\nFrom 2026 on, too").replace(b"\n", b"\r\n")
    box.write_bytes(
        b"From mari@vald.example Mon May  4 10:00:00 2026\n" + letter(1)
        + b"\nFrom mari@vald.example Mon May  4 10:00:01 2026\r\n" + said
    )  # fmt: skip
    one, two = letters_in(box)
    assert one == letter(1) + b"\n"
    assert b"\nFrom here on" in two
    folder = tmp_path / "Maildir"
    for name, number in (("cur/a:2,S", 1), ("new/b", 2), (".Sent/cur/c", 3), ("tmp/d", 4)):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(letter(number))
    assert list(letters_in(folder)) == [letter(1), letter(2), letter(3)]
    (tmp_path / "one.eml").write_bytes(letter(9))
    assert list(letters_in(tmp_path / "one.eml")) == [letter(9)]
    (tmp_path / "list.csv").write_text("a;b\n")
    (tmp_path / "empty").mkdir()
    for nothing in ("list.csv", "empty"):
        with pytest.raises(NoMail):
            list(letters_in(tmp_path / nothing))


@pytest.mark.django_db(transaction=True)
def test_two_who_take_in_the_same_mail_keep_it_once(person, at):
    me = person()
    faults = []

    def take():
        try:
            letters = [letter(number) for number in range(1, 41)]
            actions.take_in(by=me, letters=letters, way=way(me), at=at)
        except Exception as fault:  # noqa: BLE001 -- told below
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=take) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert Arrival.objects.count() == Attachment.objects.count() == 40
