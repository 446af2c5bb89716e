from datetime import timedelta

import pytest

from accord.features.discussions import actions, queries
from accord.features.discussions.models import Member, Post, Report, Space
from accord.features.stakeholders.actions import ContactDetails, add_contact_point, erase_party
from accord.foundation.accounts.brakes import Braked
from accord.foundation.kernel.errors import Invalid, NotAllowed, Stale
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.mail.models import OutMail
from accord.foundation.search.checking import differences
from accord.foundation.search.queries import find
from accord.foundation.search.texts import find_texts
from tests.conftest import NOON
from tests.factories.initiatives import initiative
from tests.factories.mails import written
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def me(person):
    return person(Role.LEAD, name="Marta Kask")


@pytest.fixture
def space(me):
    return opened(me)


def opened(me, **more):
    details = actions.SpaceDetails("The meadow", me.pk, **more)
    return actions.open_space(by=me, initiative=initiative("Dam"), details=details, at=NOON)


def joined(me, space, name, *, wants_digest=False):
    who = party(name)
    add_contact_point(
        by=me, party=who, details=ContactDetails("mail", f"{name.lower()}@valley.org"), at=NOON
    )
    [member] = actions.invite_members(by=me, space=space, parties=[who], at=NOON)
    return actions.join(by=SYSTEM, member=member, name=name[:3], wants_digest=wants_digest, at=NOON)


def says(member, text, *, at=NOON, **more):
    return actions.contribute(by=SYSTEM, member=member, text=text, at=at, **more)


def test_what_is_checked_first_waits_and_what_is_hidden_says_why(me, space, person):
    ewa, tom = joined(me, space, "Ewa"), joined(me, space, "Tom")
    post = says(ewa, "The path floods")
    assert post.state == "waiting"
    assert queries.threads_for(tom) == []
    assert [one.post for one in queries.threads_for(ewa)] == [post]
    with pytest.raises(NotAllowed):
        actions.show_post(by=person(Role.VIEWER), post=post, at=NOON)
    actions.show_post(by=me, post=post, at=NOON)
    assert [one.post for one in queries.threads_for(tom)] == [post]
    with pytest.raises(Invalid):
        actions.hide_post(by=me, post=post, why=" ", at=NOON)
    actions.hide_post(by=me, post=post, why="It names a neighbour", at=NOON)
    assert queries.threads_for(tom) == []
    [own] = queries.threads_for(ewa)
    assert own.post.reason == "It names a neighbour"


def test_answers_stand_one_level_below(me):
    space = opened(me, checks_first=False)
    ewa, other = joined(me, space, "Ewa"), joined(me, opened(me), "Tom")
    first = says(ewa, "The path floods")
    reply = says(ewa, "Since May", parent=first)
    [thread] = queries.threads_for(ewa)
    assert (thread.post, thread.replies) == (first, [reply])
    with pytest.raises(Invalid):
        says(ewa, "Deeper", parent=reply)
    with pytest.raises(Invalid):
        says(other, "From elsewhere", parent=first)
    assert Post.objects.count() == 2


def test_a_report_waits_for_a_moderator(me):
    space = opened(me, checks_first=False)
    ewa, tom = joined(me, space, "Ewa"), joined(me, space, "Tom")
    post = says(ewa, "You liars")
    on = {"by": SYSTEM, "member": tom, "post": post, "at": NOON}
    actions.report_post(words="Insult", **on)
    with pytest.raises(Stale):
        actions.report_post(words="Insult", **on)
    assert queries.to_moderate(me, [me.pk]) == [(space, 1)]
    actions.hide_post(by=me, post=post, why="Insult", at=NOON)
    assert Report.objects.get().settled_by == me
    assert queries.to_moderate(me, [me.pk]) == []


def test_who_has_not_joined_or_has_left_says_nothing(me, space):
    [member] = actions.invite_members(by=me, space=space, parties=[party()], at=NOON)
    with pytest.raises(Stale):
        says(member, "Hello")
    ewa = joined(me, space, "Ewa")
    says(ewa, "The path floods")
    actions.leave(by=SYSTEM, member=ewa, takes_back=True, at=NOON)
    assert queries.by_token(ewa.token) is None
    with pytest.raises(Stale):
        says(ewa, "Again")
    post = Post.objects.get()
    assert (post.text, post.state, ewa.name) == ("", "hidden", "")
    with pytest.raises(Stale):
        actions.show_post(by=me, post=post, at=NOON)


def test_what_is_closed_is_read_on(me, space):
    ewa = joined(me, space, "Ewa")
    actions.close_space(by=me, space=space, at=NOON)
    with pytest.raises(Stale):
        says(ewa, "Too late")
    with pytest.raises(Stale):
        actions.invite_members(by=me, space=space, parties=[party()], at=NOON)
    actions.reopen_space(by=me, space=space, at=NOON)
    assert Space.objects.get().closed_at is None
    assert not Post.objects.exists()


def test_a_flood_is_braked(me, space):
    ewa = joined(me, space, "Ewa")
    for _ in range(12):
        says(ewa, "Again")
    with pytest.raises(Braked):
        says(ewa, "Again")


def test_who_wants_it_hears_once_a_day_what_others_said(me):
    space = opened(me, checks_first=False)
    ewa, tom = joined(me, space, "Ewa", wants_digest=True), joined(me, space, "Tom")
    says(ewa, "My own words", at=NOON + DAY)
    assert actions.send_digests(by=SYSTEM, at=NOON + DAY) == 0
    says(tom, "The path floods", at=NOON + DAY)
    assert actions.send_digests(by=SYSTEM, at=NOON + DAY) == 1
    assert actions.send_digests(by=SYSTEM, at=NOON + 2 * DAY) == 0
    mail = OutMail.objects.get()
    assert mail.to_address == "ewa@valley.org"
    text = written(mail).text
    assert "The path floods" in text
    assert "My own words" not in text
    assert (mail.subject, mail.text) == ("1 new in: The meadow", "")
    stop = mail.headers["List-Unsubscribe"].strip("<>")
    assert stop in text
    assert ewa.token not in stop  # what mail programs get lets nobody speak in her name
    assert (mail.headers["List-Unsubscribe-Post"], mail.is_personal) == (
        "List-Unsubscribe=One-Click", False,
    )  # fmt: skip
    actions.want_digest(by=SYSTEM, member=Member.objects.get(pk=ewa.pk), is_wanted=False, at=NOON)
    says(tom, "Still", at=NOON + 3 * DAY)
    assert actions.send_digests(by=SYSTEM, at=NOON + 3 * DAY) == 0


def test_a_digest_names_all_as_the_page_does(me):
    space = opened(me, checks_first=False)
    ewa, tom = joined(me, space, "Ewa", wants_digest=True), joined(me, space, "Tom")
    actions.say_as_us(by=me, space=space, text="We raise the path", at=NOON + DAY)
    says(tom, "Good", at=NOON + DAY)
    actions.leave(by=SYSTEM, member=tom, at=NOON + DAY)
    actions.send_digests(by=SYSTEM, at=NOON + DAY)
    words = written(OutMail.objects.get(to_address="ewa@valley.org")).text
    assert "We raise the path" in words
    assert "somebody who left (Good)" in words
    for name in (me.name, me.email, "Tom"):
        assert name not in words
    assert ewa.is_here


def test_the_summaries_before_stay_as_versions(me, space):
    for text in ("They ask for a gate", "They ask for a gate and a path"):
        actions.sum_up(by=me, space=space, text=text, at=NOON)
    assert [(row.number, row.text) for row in queries.summaries_of(space)] == [
        (2, "They ask for a gate and a path"), (1, "They ask for a gate"),
    ]  # fmt: skip


def test_erasing_a_party_takes_its_name_its_words_and_its_link(me):
    space = opened(me, checks_first=False)
    ewa, tom = joined(me, space, "Ewa"), joined(me, space, "Tom")
    says(ewa, "My cows drink there")
    actions.report_post(by=SYSTEM, member=ewa, post=says(tom, "No"), words="My cows", at=NOON)
    token = ewa.token
    erase_party(by=SYSTEM, party=ewa.party, reason="asked", at=NOON)
    assert queries.by_token(token) is None
    member = Member.objects.get(pk=ewa.pk)
    assert (member.name, member.is_here) == ("", False)
    assert "cows" not in Post.objects.get(member=ewa).text
    assert "cows" not in Report.objects.get().words


def test_a_space_and_what_is_shown_in_it_are_found_and_what_waits_or_is_gone_is_not(
    me, space, person
):
    ewa = joined(me, space, "Ewa")
    shown, waiting = says(ewa, "Herons nest there"), says(ewa, "Herons are noisy")
    actions.show_post(by=me, post=shown, at=NOON)
    reader = person(Role.VIEWER)

    def hits(user):
        return find_texts(user, "heron", kinds=["discussion-post"]).hits

    def found():
        return [(hit.object_id, hit.ref, hit.address) for hit in hits(reader)]

    assert [hit.ref for hit in find(reader, "meadow").hits("discussion")] == [space.ref]
    assert found() == [(shown.pk, space.ref, f"/discussions/{space.ref}/#post-{shown.pk}")]
    assert hits(person(None)) == ()
    actions.show_post(by=me, post=waiting, at=NOON)
    actions.hide_post(by=me, post=shown, why="Twice", at=NOON)
    assert [pk for pk, *_ in found()] == [waiting.pk]
    erase_party(by=SYSTEM, party=ewa.party, reason="They asked", at=NOON)
    assert found() == []
    assert list(differences()) == []
