import pytest
from django.urls import reverse

from accord.features.engagement.actions import TalkDetails, log_interaction
from accord.features.engagement.queries import FoundNeed
from accord.features.promises.actions import PromiseDetails
from accord.foundation.kernel.roles import Role
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(person):
    return person(name="Marta Kask")


def talk(me, at, text="He accepts the route.", **details):
    jonas = party("Jonas Vetter", kind="person")
    made = log_interaction(by=me, parties=[jonas], details=TalkDetails(text, **details), at=at)
    return jonas, made


def test_a_talk_shows_its_words_who_took_part_and_what_came_of_it(client, me, at):
    jonas, made = talk(
        me, at, promises=(PromiseDetails("Revised plan"),), needs=(FoundNeed("A number"),), mood=1
    )
    client.force_login(me)
    html = client.get(reverse("engagement:detail", kwargs={"ref": made.ref})).content.decode()
    for words in ("He accepts the route.", "Jonas Vetter", "Revised plan", "A number", "Better"):
        assert words in html
    assert reverse("stakeholders:detail", kwargs={"ref": jonas.ref}) in html
    assert reverse("promises:detail", kwargs={"ref": "P-0001"}) in html


def test_the_list_shows_talks_with_whom_and_how(client, me, at):
    talk(me, at, channel="visit")
    client.force_login(me)
    html = client.get(reverse("engagement:list")).content.decode()
    assert "He accepts the route." in html
    assert "Jonas Vetter" in html
    assert "Site visit" in html


def test_the_list_leaves_as_a_file(client, me, at):
    talk(me, at)
    client.force_login(me)
    response = client.get(reverse("engagement:export"))
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    assert "K-0001" in body
    assert "Jonas Vetter" in body


def test_the_list_asks_as_often_for_three_as_for_one(client, me, at, django_assert_max_num_queries):
    client.force_login(me)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            talk(me, at)
        client.get(reverse("engagement:list"))
        with django_assert_max_num_queries(60) as asked:
            client.get(reverse("engagement:list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_viewer_reads_and_is_offered_no_log(client, person, me, at):
    jonas, made = talk(me, at)
    client.force_login(person(Role.VIEWER))
    assert client.get(reverse("engagement:detail", kwargs={"ref": made.ref})).status_code == 200
    html = client.get(reverse("stakeholders:detail", kwargs={"ref": jonas.ref})).content.decode()
    assert 'class="capture"' not in html


def test_the_record_has_the_box_and_who_knows_them(client, me, at):
    jonas, _made = talk(me, at)
    client.force_login(me)
    html = client.get(reverse("stakeholders:detail", kwargs={"ref": jonas.ref})).content.decode()
    assert 'class="capture"' in html
    assert f'name="about" value="{jonas.ref}"' in html
    assert "Who knows them" in html
    assert "1 talk" in html
    assert "<b>Marta Kask</b> called <b>Jonas Vetter</b>" in html
