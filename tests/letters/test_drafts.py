"""Drafts: handed over to who goes on with them, and looked at for what is hard to read."""

import pytest

from accord.features.letters import actions, queries
from accord.foundation.jobs.worker import drain
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.notices.models import Notice
from tests.admin.conftest import signed_in
from tests.letters.conftest import reachable, write

pytestmark = pytest.mark.django_db
LONG = "We " + "really " * 40 + "come."
LONG_IN_CHINESE = "我们将在六月打开阀门" * 10 + "。"


def test_a_draft_is_handed_to_a_colleague_who_is_told_and_it_is_no_longer_mine(
    ann, mari, person, at, client
):
    bo = person(name="Bo Berg")
    letter = write(ann, at, mari, reader=bo)
    page = signed_in(client, ann)
    assert "Hand over" in page.get(f"/letters/{letter.ref}/").text
    page.post(f"/letters/{letter.ref}/hand-over/", {"to": bo.pk})
    letter.refresh_from_db()
    assert (letter.author_id, letter.reader_id, letter.state) == (bo.pk, None, "draft")
    assert [list(queries.visible_to(one)) for one in (ann, bo)] == [[], [letter]]
    drain()
    assert Notice.objects.filter(person_id=bo.pk, kind="letters.about-mine").count() == 1


def test_who_may_not_see_whom_it_is_for_or_write_is_handed_nothing(ann, mari, person, at):
    hidden = reachable("Hidden", "h@example.org", at, visibility="named", owner_id=ann.pk)
    bo = person(name="Bo Berg")
    letter, other = write(ann, at, hidden), write(ann, at, mari)
    for one, to in ((letter, bo), (other, person(Role.VIEWER)), (other, ann)):
        with pytest.raises(Invalid):
            actions.hand_over_letter(by=ann, letter=one, to=to, at=at)
    with pytest.raises(NotAllowed):
        actions.hand_over_letter(by=bo, letter=other, to=bo, at=at)
    actions.send_letter(by=ann, letter=other, at=at)
    with pytest.raises(Stale):
        actions.hand_over_letter(by=ann, letter=other, to=bo, at=at)
    other.refresh_from_db()
    assert other.author_id == ann.pk


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We open the valve in June. You hear from us before.", 0),
        (LONG, 1),
        (LONG_IN_CHINESE, 1),
        ("我们六月打开阀门。" * 60, 1),  # no paragraph in it
        (LONG + "\n\n" + "It is so. " * 60, 2),
        ("The WFD asks for it.", 1),
        ("The directive (WFD) asks for it: WFD.", 0),
        ("Ставим СОУ и ОВОС.", 1),
        ("THIS IS ALL VERY LOUD AND WRONG", 0),
        ("{{ party.name }}, at 10:00 we come.", 0),
    ],
)
def test_what_is_hard_to_read_is_said_and_stops_nothing(text, count):
    assert len(queries.unclear(text)) == count


def test_it_stands_with_the_draft(ann, mari, at):
    letter = write(ann, at, mari, text=LONG)
    rows = queries.addressees_of(letter)
    found = queries.remarks_on(ann, letter, rows, queries.manner(), at)
    assert [(one.kind, "very long" in one.words) for one in found] == [("warn", True)]
