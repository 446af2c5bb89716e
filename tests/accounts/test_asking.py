"""Whose a session was is only a guess: who is asked for along with it must be who it names."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accord.foundation.accounts.models import Grant
from accord.foundation.kernel.roles import Role

pytestmark = pytest.mark.django_db
PAGE = "/stakeholders/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_session_that_changed_hands_is_the_new_person_s_at_once(person):
    first, second = person(Role.LEAD, name="Anna"), person(Role.LEAD, name="Jan")
    client, other = signed_in(first), signed_in(second)
    for _time in range(2):
        assert client.get(PAGE).wsgi_request.user == first
    told = Session.objects.get(session_key=other.session.session_key).session_data
    Session.objects.filter(session_key=client.session.session_key).update(session_data=told)
    assert [client.get(PAGE).wsgi_request.user for _time in range(2)] == [second, second]


def test_a_session_that_ended_and_a_grant_that_was_taken_count_at_once(person):
    somebody = person(Role.LEAD)
    client = signed_in(somebody)
    assert [client.get(PAGE).status_code for _time in range(2)] == [200, 200]
    Grant.objects.filter(person=somebody).delete()
    assert client.get(PAGE).status_code == 403
    Session.objects.all().delete()
    assert client.get(PAGE).status_code == 302


def test_what_was_asked_along_is_not_kept_for_the_next_request(person):
    first, second = person(Role.LEAD, name="Anna"), person(Role.LEAD, name="Jan")
    clients = [signed_in(first), signed_in(second)]
    for _time in range(3):
        assert [c.get(PAGE).wsgi_request.user for c in clients] == [first, second]
