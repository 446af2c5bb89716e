from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils.translation import gettext, gettext_lazy

from accord.foundation.accounts.models import Absence
from accord.foundation.jobs.models import Job
from accord.foundation.kernel.errors import Invalid, NotAllowed
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.notices import actions, queries
from accord.foundation.notices.actions import Telling
from accord.foundation.notices.models import Notice, Preference, Routine

pytestmark = pytest.mark.django_db

TELLING = Telling("tests.happened", "It happened", url="/s/S-1042/")


def tell(to, at, by=SYSTEM, telling=TELLING, subject=None):
    return actions.notify(
        by=by, to=[p and p.pk for p in to], telling=telling, at=at, subject=subject
    )


def test_somebody_is_told_and_reads_it(kind, person, at):
    kind()
    ann, bob = person(name="ann"), person(name="bob")
    (notice,) = tell([ann, ann, None], at, by=bob, subject=bob)
    assert list(queries.visible_to(ann).values()) == [
        {
            "id": notice.pk, "person_id": ann.pk, "for_id": None, "by_id": bob.pk,
            "kind": "tests.happened", "title": "It happened", "words": "", "url": "/s/S-1042/",
            "subject_type": "accounts.user", "subject_id": bob.pk, "told_at": at,
            "is_in_app": True, "mailing": "digest", "mailed_at": None, "read_at": None,
        }
    ]  # fmt: skip
    assert (queries.unread_count(ann), queries.unread_count(bob)) == (1, 0)

    with pytest.raises(NotAllowed):
        actions.mark_read(by=bob, notice=notice, at=at)
    assert queries.unread_count(ann) == 1
    actions.mark_read(by=ann, notice=notice, at=at)
    assert queries.unread_count(ann) == 0
    actions.mark_read(by=ann, notice=notice, at=at, is_read=False)
    tell([ann], at)
    assert actions.mark_all_read(by=ann, at=at, up_to=notice.pk) == 1
    assert actions.mark_all_read(by=ann, at=at) == 1


def test_a_rolled_back_change_tells_nobody(kind, person, at):
    kind(mailing="now")
    ann = person(name="ann")

    def change():
        with transaction.atomic():
            tell([ann], at)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert (Notice.objects.count(), Job.objects.count()) == (0, 0)


def test_who_did_it_who_left_and_who_may_not_see_it_are_not_told(kind, person, at):
    kind()
    ann, bob = person(name="ann"), person(name="bob")
    gone, robot = person(name="gone", is_active=False), person(name="robot", is_service=True)
    telling = Telling("tests.happened", "x", may_see=lambda somebody: somebody.name != "bob")
    assert tell([ann, bob, gone, robot], at, by=ann, telling=telling) == []
    assert Notice.objects.count() == 0


def test_the_deputy_of_somebody_away_is_told_too_unless_it_is_personal(kind, person, at):
    kind()
    kind("tests.personal", is_personal=True)
    ann, bob, eve = (person(name=name) for name in ("ann", "bob", "eve"))
    for away, deputy in ((ann, bob), (bob, eve)):
        Absence.objects.create(
            person=away, deputy=deputy, from_date=date(2026, 5, 1), until_date=date(2026, 5, 9)
        )
    told = tell([ann], at)
    assert [(n.person_id, n.for_id, n.words) for n in told] == [
        (ann.pk, None, ""), (eve.pk, ann.pk, "You stand in for ann."),
    ]  # fmt: skip
    assert [n.person_id for n in tell([ann, eve], at)] == [ann.pk, eve.pk]
    told = tell([ann], at, telling=Telling("tests.personal", "x"))
    assert [n.person_id for n in told] == [ann.pk]
    later = at + timedelta(days=9)
    assert [n.person_id for n in tell([ann], later)] == [ann.pk]


def test_everybody_is_told_in_their_language(kind, person, at):
    kind()
    ann, ola = person(name="ann"), person(name="ola", language="pl")
    lazy = Telling("tests.happened", gettext_lazy("Monday"), words=lambda: gettext("Friday") + "!")
    assert [(n.title, n.words) for n in tell([ann, ola], at, telling=lazy)] == [
        ("Monday", "Friday!"), ("Poniedziałek", "Piątek!"),
    ]  # fmt: skip


def test_channels_are_chosen_by_kind_and_what_is_required_stays(kind, person, at):
    kind()
    kind("tests.safety", mailing="now", is_required=True)
    ann, bob = person(name="ann"), person(name="bob")

    def choose(by=ann, key="tests.happened", mailing="off"):
        actions.choose_channels(
            by=by, person=ann, kind=key, is_in_app=False, mailing=mailing, at=at
        )

    for wrong in ({"key": "tests.safety"}, {"key": "nothing"}, {"mailing": "pigeon"}):
        with pytest.raises(Invalid):
            choose(**wrong)
    with pytest.raises(NotAllowed):
        choose(by=bob)
    assert Preference.objects.count() == 0
    choose()
    assert tell([ann, bob], at) == list(Notice.objects.filter(person_id=bob.pk))
    choose(mailing="digest")
    (notice,) = tell([ann], at)
    assert (notice.is_in_app, notice.mailing, queries.unread_count(ann)) == (False, "digest", 0)
    mine = {c.kind.key: (c.is_in_app, c.mailing) for c in queries.channels(ann)}
    assert mine["tests.happened"] == (False, "digest")
    assert mine["tests.safety"] == (True, "now")


def test_a_routine_is_ones_own_and_whole(person, at):
    ann, bob = person(name="ann"), person(name="bob")
    assert queries.routine(ann).rhythm == "daily"
    with pytest.raises(NotAllowed):
        actions.choose_routine(by=bob, person=ann, at=at, rhythm="off")
    for wrong in ({"rhythm": "hourly"}, {"digest_weekday": 7}, {"name": "x"}, {"quiet_from": None}):
        with pytest.raises(Invalid):
            actions.choose_routine(by=ann, person=ann, at=at, **wrong)
    assert Routine.objects.count() == 0
    actions.choose_routine(by=ann, person=ann, at=at, rhythm="weekly", digest_weekday=4)
    actions.choose_routine(by=ann, person=ann, at=at, quiet_from=None, quiet_until=None)
    row = queries.routine(ann)
    assert (row.rhythm, row.digest_weekday, row.quiet_from, row.version) == ("weekly", 4, None, 2)
