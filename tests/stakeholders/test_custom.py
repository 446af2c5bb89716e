import pytest
from django.test import Client

from accord.features.stakeholders import actions
from accord.features.stakeholders.models import Party
from accord.foundation.journal.models import Entry
from accord.foundation.kernel.errors import Conflict, Invalid, NotAllowed
from accord.foundation.kernel.roles import Role
from tests.factories.fields import field
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def ann(person):
    return person(Role.PRACTITIONER, name="ann")


@pytest.fixture
def bea(person):
    return person(Role.PRACTITIONER, name="bea")


def test_values_are_kept_as_the_field_says_and_taken_away_with_none(ann, at):
    field("meter"), field("score", "number")
    jonas = party("Jonas")
    actions.set_custom(by=ann, party=jonas, at=at, meter=" M12 ", score="1 200")
    assert Party.objects.get(pk=jonas.pk).custom == {"meter": "M12", "score": 1200}
    actions.set_custom(by=ann, party=jonas, at=at, meter=None)
    assert Party.objects.get(pk=jonas.pk).custom == {"score": 1200}


@pytest.mark.parametrize(
    "answers", [{"score": "many"}, {"nothing": "x"}, {"score": 1, "meter": "a\x00"}]
)
def test_a_wrong_value_is_refused_and_nothing_happens(answers, ann, at):
    field("meter"), field("score", "number")
    jonas = party("Jonas")
    entries = Entry.objects.count()
    with pytest.raises(Invalid):
        actions.set_custom(by=ann, party=jonas, at=at, **answers)
    assert (Party.objects.get(pk=jonas.pk).custom, Entry.objects.count()) == ({}, entries)


def test_a_viewer_may_not_write_values(person, at):
    field("meter")
    jonas = party("Jonas")
    with pytest.raises(NotAllowed):
        actions.set_custom(by=person(Role.VIEWER), party=jonas, at=at, meter="M1")
    assert Party.objects.get(pk=jonas.pk).custom == {}


def test_two_who_write_different_values_at_once_both_keep_theirs(ann, bea, at):
    field("meter"), field("score", "number")
    jonas = party("Jonas")
    seen = jonas.version
    actions.set_custom(by=ann, party=Party.objects.get(pk=jonas.pk), at=at, seen=seen, meter="M1")
    actions.set_custom(by=bea, party=jonas, at=at, seen=seen, score=5)
    assert Party.objects.get(pk=jonas.pk).custom == {"meter": "M1", "score": 5}


def test_two_who_write_the_same_value_at_once_are_told_whose_stands(ann, bea, at):
    field("meter")
    jonas = party("Jonas")
    seen = jonas.version
    actions.set_custom(by=ann, party=Party.objects.get(pk=jonas.pk), at=at, seen=seen, meter="M1")
    with pytest.raises(Conflict) as conflict:
        actions.set_custom(by=bea, party=jonas, at=at, seen=seen, meter="M2")
    (clash,) = conflict.value.clashes
    assert (clash.field, clash.theirs, clash.yours, clash.by_id) == ("meter", "M1", "M2", ann.pk)
    assert Party.objects.get(pk=jonas.pk).custom == {"meter": "M1"}


def test_a_hidden_stakeholder_can_not_be_pointed_at(ann, at):
    field("parent", "party")
    hidden, open_ = party("Hidden", visibility="named"), party("Open")
    jonas = party("Jonas")
    for key in (hidden.pk, 999_999):
        with pytest.raises(Invalid):
            actions.set_custom(by=ann, party=jonas, at=at, parent=key)
    actions.set_custom(by=ann, party=jonas, at=at, parent=open_.pk)
    assert Party.objects.get(pk=jonas.pk).custom == {"parent": open_.pk}


# The facts of the record


@pytest.fixture
def client(ann):
    client = Client()
    client.force_login(ann)
    return client


def own(one, key):
    return f"/stakeholders/{one.ref}/own/{key}/"


def test_the_record_shows_every_field_and_asks_for_each_as_its_kind_is(client, ann, at):
    kinds = {
        "meter": ("text", "M1", "M1"), "score": ("number", "1,5", "1.5"),
        "since": ("date", "2026-05-01", "2026-05-01"), "site": ("link", "https://example.org/", "https://example.org/"),
    }  # fmt: skip
    for key, (kind, _raw, _shown) in kinds.items():
        field(key, kind)
    field("source", "choice", options=("well", "river"))
    field("uses", "choices", options=("farm", "home"))
    field("parent", "party")
    jonas, open_ = party("Jonas"), party("Open <b>")
    for key, (_kind, raw, shown) in kinds.items():
        kept = client.post(own(jonas, key), {"value": raw}, headers=HTMX).content.decode()
        assert shown in kept, key
    assert (
        "Well"
        in client.post(own(jonas, "source"), {"value": "well"}, headers=HTMX).content.decode()
    )
    client.post(own(jonas, "uses"), {"value": ["farm", "home"]})
    client.post(own(jonas, "parent"), {"value": open_.ref})
    assert Party.objects.get(pk=jonas.pk).custom == {
        "meter": "M1", "score": 1.5, "since": "2026-05-01", "site": "https://example.org/",
        "source": "well", "uses": ["farm", "home"], "parent": open_.pk,
    }  # fmt: skip
    page = client.get(f"/stakeholders/{jonas.ref}/").content.decode()
    for words in ("Meter", "M1", "Well", "Farm, Home", "Open &lt;b&gt;"):
        assert words in page
    asked = client.get(own(jonas, "source"), headers=HTMX).content.decode()
    assert '<option value="well" selected>Well</option>' in asked
    client.post(own(jonas, "meter"), {"value": ""})
    assert "meter" not in Party.objects.get(pk=jonas.pk).custom


def test_a_wrong_answer_is_asked_for_again_and_a_conflict_names_who(client, bea, at):
    field("score", "number")
    jonas = party("Jonas")
    wrong = client.post(own(jonas, "score"), {"value": "many"}, headers=HTMX)
    assert (wrong.status_code, "Give a number." in wrong.content.decode()) == (422, True)
    actions.set_custom(by=bea, party=jonas, at=at, seen=1, score=7)
    clash = client.post(own(jonas, "score"), {"value": "8", "version": 1}, headers=HTMX)
    assert clash.status_code == 409
    assert "bea changed it to 7." in clash.content.decode()
    mine = {"value": "8", "version": Party.objects.get(pk=jonas.pk).version}
    assert "8" in client.post(own(jonas, "score"), mine, headers=HTMX).content.decode()


def test_what_one_may_not_see_or_change_has_no_facts(client, person, at):
    field("meter")
    hidden, jonas = party("Hidden", visibility="named"), party("Jonas")
    assert client.get(own(hidden, "meter")).status_code == 404
    assert client.get(own(jonas, "nothing")).status_code == 404
    viewer = Client()
    viewer.force_login(person(Role.VIEWER))
    assert viewer.post(own(jonas, "meter"), {"value": "x"}).status_code == 403
    assert "/own/meter/" not in viewer.get(f"/stakeholders/{jonas.ref}/").content.decode()
    assert Party.objects.get(pk=jonas.pk).custom == {}
