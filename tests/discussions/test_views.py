import pytest
from django.test import Client
from django.urls import reverse

from accord.features.discussions import actions, queries
from accord.features.discussions.models import Member, Post, Report, Space
from accord.foundation.kernel import clock
from accord.foundation.kernel.roles import Role
from accord.foundation.kernel.rules import SYSTEM
from accord.foundation.ui.owed import owed_by
from tests.factories.initiatives import initiative, stake
from tests.factories.stakeholders import party

pytestmark = pytest.mark.django_db


def address(name, **kwargs):
    return reverse(f"discussions:{name}", kwargs=kwargs)


def shown(client, at):
    answer = client.get(at)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client, at, given=None, status=302):
    answer = client.post(at, given or {})
    assert answer.status_code == status, answer.content.decode()
    return answer


@pytest.mark.duty("R14")
def test_invited_parties_talk_are_moderated_and_summed_up(client, person):
    me = person(Role.LEAD, name="Marta Kask")
    client.force_login(me)
    dam, farm, school = initiative("Hollin"), party("Nowak farm"), party("Hollin School")
    stake(dam, who=farm)
    add = f"{address('add')}?initiative={dam.ref}"
    given = {"initiative": dam.pk, "title": "The meadow", "purpose": "Be kind", "owner": me.pk}
    shown(client, add)
    sent(client, add, {**given, "title": " "}, 422)
    sent(client, add, {**given, "checks_first": "on"})
    space = Space.objects.get()
    here = address("detail", ref=space.ref)
    invite = address("invite", ref=space.ref)
    sent(client, invite, {}, 422)
    sent(client, invite, {"who": "Nobody"}, 422)
    sent(client, invite, {"chosen": [farm.pk], "who": "Hollin School"})
    ewa, liis = Member.objects.order_by("party__name", "pk").reverse()
    assert ewa.party == farm

    one, two = Client(), Client()
    mine, hers = address("mine", token=ewa.token), address("mine", token=liis.token)
    page = shown(one, mine)
    assert "How you want to be called" in page
    assert "Nowak farm" not in page
    assert one.get(address("say", token=ewa.token)).status_code == 404  # not joined yet
    sent(one, mine, {"name": " "}, 422)
    sent(one, mine, {"name": "Ewa", "organisation": "Lower Meadow", "wants_digest": "on"})
    sent(two, hers, {"name": "Liis"})
    say = address("say", token=ewa.token)
    sent(one, say, {"text": " "}, 422)
    sent(one, say, {"text": "The path floods"})
    assert "Waits for the moderator" in shown(one, mine)
    assert "The path floods" not in shown(two, hers)
    assert [row.ref for row in owed_by(me, [me.pk]) if row.kind == "discussion"] == [space.ref]
    post = Post.objects.get()
    sent(client, address("show", ref=space.ref, pk=post.pk))

    page = shown(two, hers)
    for words in ("The path floods", "Ewa", "Lower Meadow"):
        assert words in page
    for inside in ("Nowak", "Marta", space.ref, farm.ref):
        assert inside not in page
    answer = address("say", token=liis.token)
    assert "The path floods" in shown(two, f"{answer}?to={post.pk}")
    sent(two, answer, {"text": "Nonsense, Ewa!", "parent": post.pk})
    rude = Post.objects.exclude(pk=post.pk).get()
    assert rude.parent == post
    sent(client, address("show", ref=space.ref, pk=rude.pk))
    report = address("report", token=ewa.token, pk=rude.pk)
    sent(one, report, {"words": ""}, 422)
    sent(one, report, {"words": "Rude"})
    assert one.get(address("report", token=ewa.token, pk=post.pk)).status_code == 404  # her own
    page = shown(client, here)
    for words in ("Nowak farm", "Ewa (Nowak farm)", "Rude", "to be looked at"):
        assert words in page
    sent(client, address("hide", ref=space.ref, pk=rude.pk), {"why": "Please stay kind"})
    assert "Please stay kind" in shown(two, hers)
    assert "Nonsense" not in shown(one, mine)
    assert Report.objects.get().settled_at
    sent(client, address("post", ref=space.ref) + f"?to={post.pk}", {"text": "We raise the path"})
    sent(client, address("summary", ref=space.ref), {"text": "The path floods"})
    sent(client, address("summary", ref=space.ref), {"text": "The path is raised in May"})
    page = shown(one, mine)
    for words in ("We raise the path", "The path is raised in May", "moderator"):
        assert words in page
    assert "version 1" in shown(client, here)

    digest = address("digest", token=ewa.token)
    shown(one, digest)
    assert Member.objects.get(pk=ewa.pk).wants_digest  # reading it stops nothing
    sent(one, digest)
    assert not Member.objects.get(pk=ewa.pk).wants_digest
    sent(one, address("rename", token=ewa.token), {"name": "E. N."})
    assert "E. N." in shown(two, hers)
    sent(two, address("leave", token=liis.token), {"takes_back": "on"})
    assert two.get(hers).status_code == 404
    sent(client, address("close", ref=space.ref))
    assert "You can read on" in shown(one, mine)
    sent(one, say, {"text": "One more"}, 422)
    record = shown(client, reverse("stakeholders:detail", kwargs={"ref": farm.ref}))
    assert "They joined a discussion" in record
    assert school.name in shown(client, here)


def test_the_space_is_changed_opened_again_and_one_is_taken_out(client, person):
    me = person(Role.LEAD)
    client.force_login(me)
    now = clock.now()
    details = actions.SpaceDetails("The meadow", me.pk)
    space = actions.open_space(by=me, initiative=initiative(), details=details, at=now)
    sent(client, address("change", ref=space.ref), {"title": "The path", "owner": me.pk})
    for verb in ("close", "reopen"):
        sent(client, address(verb, ref=space.ref))
    space.refresh_from_db()
    assert (space.title, space.checks_first, space.closed_at) == ("The path", False, None)
    [member] = actions.invite_members(by=me, space=space, parties=[party()], at=now)
    actions.join(by=SYSTEM, member=member, name="Ewa", at=now)
    post = actions.contribute(by=SYSTEM, member=member, text="Hello", at=now)
    [other] = actions.invite_members(by=me, space=space, parties=[party()], at=now)
    actions.join(by=SYSTEM, member=other, name="Tom", at=now)
    report = actions.report_post(by=SYSTEM, member=other, post=post, words="Rude", at=now)
    sent(client, address("settle", ref=space.ref, pk=report.pk))
    assert Report.objects.get().settled_by == me
    sent(client, address("take-out", ref=space.ref, pk=member.pk))
    assert Client().get(address("mine", token=member.token)).status_code == 404
    assert space.ref in shown(client, address("list"))


def test_a_mail_program_stops_the_digests_by_one_post_without_signing_in(person):
    me = person(Role.LEAD)
    on = {"by": me, "at": clock.now()}
    details = actions.SpaceDetails("The meadow", me.pk)
    space = actions.open_space(initiative=initiative(), details=details, **on)
    [member] = actions.invite_members(space=space, parties=[party()], **on)
    stop = address("stop", token=queries.stop_token_of(member))
    assert Client().get(stop).status_code == 404  # not joined yet: there is nothing to stop
    actions.join(member=member, name="Ewa", wants_digest=True, **on)
    strict = Client(enforce_csrf_checks=True)
    assert "The meadow" in shown(strict, stop)
    assert Member.objects.get().wants_digest  # a scanner that opens links stops nothing
    for _twice in range(2):
        sent(strict, stop, {"List-Unsubscribe": "One-Click"}, 200)
    assert not Member.objects.get().wants_digest
    actions.leave(member=member, **on)
    assert strict.post(stop).status_code == 404


def test_a_link_that_somebody_made_up_finds_nothing():
    for name in ("mine", "rename", "say", "digest", "leave", "stop"):
        assert Client().get(address(name, token="x.y")).status_code == 404
    assert Client().get(address("gone")).status_code == 200


def test_pages_ask_as_often_for_three_as_for_one(client, person, django_assert_max_num_queries):
    me, counts = person(Role.MANAGER), []
    client.force_login(me)
    on = {"by": me, "at": clock.now()}
    dam = initiative()
    for size in (1, 3):
        for _ in range(size):
            details = actions.SpaceDetails("The meadow", me.pk, checks_first=False)
            space = actions.open_space(initiative=dam, details=details, **on)
        for _ in range(size):
            [member] = actions.invite_members(space=space, parties=[party()], **on)
            actions.join(member=member, name="Ewa", **on)
            post = actions.contribute(member=member, text="Hello", **on)
            actions.contribute(member=member, text="Hello", parent=post, **on)
            actions.say_as_us(space=space, text="Hello", parent=post, **on)
            actions.sum_up(space=space, text="Hello", **on)
        for page in (
            address("list"), address("detail", ref=space.ref), address("mine", token=member.token)
        ):  # fmt: skip
            client.get(page)
            with django_assert_max_num_queries(40) as asked:
                assert client.get(page).status_code == 200
            counts.append(len(asked))
    assert counts[:3] == counts[3:]
